// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef> // before <compare>: moc of Qt 6.4 cannot read that as the first header of the library

#include <compare>
#include <cstdint>

namespace hop101::base {

/// A number that cannot be mistaken for another kind of number. 0 means "none".
template<typename Tag, typename Rep>
struct Id
{
    Rep value = 0;

    explicit operator bool() const noexcept { return value != 0; }
    auto operator<=>(const Id &) const = default;
};

using EventId = Id<struct EventTag, std::uint64_t>; ///< dense from 1 in a capture, in arrival order
using HopId = Id<struct HopTag, std::uint32_t>; ///< from 1 in a capture
using PartyId = Id<struct PartyTag, std::uint32_t>; ///< from 1 in a capture; at most four
using ExchangeId = Id<struct ExchangeTag, std::uint64_t>; ///< from 1 in a capture

} // namespace hop101::base
