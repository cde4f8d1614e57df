// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hop101::bench {

/// Stands in one text of about every 100,000 events, from kFirstNeedle on.
inline constexpr const char *kNeedle = "needle-in-the-haystack";
inline constexpr std::uint64_t kNeedleEvery = 100'000;

/// Records one WebSocket connection of exactly `events` events (at least 100) into a new file, as fast as the
/// recorder takes it: text, binary and control frames of both sides, some in fragments, payloads of 2 bytes
/// to 16 KiB (most of a few dozen bytes), one in a thousand with a broken rule. The same every time. Empty,
/// or what went wrong.
std::string makeCapture(const std::string &path, std::uint64_t events);

} // namespace hop101::bench
