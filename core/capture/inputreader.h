// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/input.h"

#include <functional>

namespace hop101::capture {

/// Gives all inputs of a capture in the order of their numbers. A row that no recorder writes is left out and
/// noted in `damage`. Spans live as long as the call. Stops when `visit` returns false.
void visitInputs(const Database &database, std::uint32_t hopCount,
                 const std::function<bool(const hop::Input &)> &visit, std::optional<CaptureError> &damage);

} // namespace hop101::capture
