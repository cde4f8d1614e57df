// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/importrun.h"

namespace hop101::formats {

/// Reads a flow file of mitmproxy or mitmdump, of any version: each flow that asks for an upgrade becomes a
/// connection of its own. Other flows are left out. One flow at a time lies in a scratch file; memory is that
/// of its heads, and before version 12 of those of at most kMaxWaitingHandshakes.
std::optional<ImportError> importMitmproxy(ImportRun &run);

inline constexpr std::size_t kMaxWaitingHandshakes = 1'000;

} // namespace hop101::formats
