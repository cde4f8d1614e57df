// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <cstdint>
#include <vector>

namespace hop101::capture {

/// The number that a listener or relay gave the connection of this hop; 0: it is of none.
std::uint64_t connectionOf(const Hop &hop);
/// The hops of the same connection, `hop` among them, ascending: of a relay both its sides.
std::vector<base::HopId> hopsBeside(const Reader &reader, base::HopId hop);
/// The exchanges that `exchange` became on the hops beside its own, itself among them: the first on one is
/// the first on the other, and so on. In the order of hopsBeside().
std::vector<hop::Exchange> exchangesBeside(const Reader &reader, const hop::Exchange &exchange);

} // namespace hop101::capture
