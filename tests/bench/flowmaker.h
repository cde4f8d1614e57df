// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hop101::bench {

/// Writes a flow file as mitmproxy 9 does: one WebSocket with so many messages, texts and binary ones of both
/// sides, 20 to 220 bytes. The same every time, and in little memory. Empty, or what went wrong.
std::string makeFlows(const std::string &path, std::uint64_t messages);

} // namespace hop101::bench
