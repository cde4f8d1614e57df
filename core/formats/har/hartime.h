// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/importstage.h"

#include <optional>
#include <string>
#include <string_view>

namespace hop101::formats {

/// Of "2026-11-22T10:42:07.123Z", also with an offset such as "+02:00" and any number of digits of a second
/// (RFC 3339). Nothing where it is none.
std::optional<WallTime> harTime(std::string_view text);
/// "2026-11-22T10:42:07.123456Z"
std::string harTimeText(WallTime time);

/// Seconds since 1970 as a JSON number, exactly as written down to the nanosecond. More than 1e11 cannot be
/// seconds: those are milliseconds, as some programs write. Nothing where it is no time.
std::optional<WallTime> harSeconds(std::string_view number);
/// "1700000000.123456789", without zeros at its end.
std::string harSecondsText(WallTime time);

/// A JSON number of milliseconds as nanoseconds; nothing where it is negative (HAR's "not known") or none.
std::optional<std::chrono::nanoseconds> harMilliseconds(std::string_view number);
/// "12.345678"
std::string harMillisecondsText(std::chrono::nanoseconds time);

} // namespace hop101::formats
