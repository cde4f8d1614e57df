// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/quantitytext.h"
#include "core/diagram/rowtext.h"

#include <array>
#include <cstdlib>

namespace hop101::diagram {

namespace {

constexpr const char *kThinSpace = "\u2009";

/// "1234567" as groups of three.
std::string grouped(std::uint64_t value)
{
    std::string digits = std::to_string(value);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, kThinSpace);
    }
    return digits;
}

/// value / 10^places, with that many digits after the point.
std::string decimal(std::uint64_t value, int places)
{
    std::uint64_t unit = 1;
    for (int i = 0; i < places; ++i)
        unit *= 10;
    std::string rest = std::to_string(value % unit);
    rest.insert(0, static_cast<std::size_t>(places) - rest.size(), '0');
    return grouped(value / unit) + '.' + rest;
}

std::uint64_t rounded(std::uint64_t value, std::uint64_t unit)
{
    return value / unit + (value % unit >= (unit + 1) / 2 ? 1 : 0);
}

std::uint64_t magnitude(hop::Nanoseconds time)
{
    const auto count = time.count();
    return count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
}

/// "3 min 20 s", "2 h 5 min".
std::string twoUnits(std::uint64_t whole, const char *unit, std::uint64_t part, const char *smaller)
{
    const std::string first = grouped(whole) + ' ' + unit;
    return part == 0 ? first : first + ' ' + std::to_string(part) + ' ' + smaller;
}

} // namespace

std::string countText(std::uint64_t count)
{
    return grouped(count);
}

std::string sizeText(std::uint64_t bytes)
{
    if (bytes < 1000)
        return std::to_string(bytes) + " B";
    static constexpr std::array kUnits = {"KB", "MB", "GB", "TB", "PB", "EB"};
    std::uint64_t unit = 1000;
    std::size_t index = 0;
    // 999 950 B would round to "1000.0 KB".
    while (index + 1 < kUnits.size() && rounded(bytes, unit / 10) >= 10000) {
        unit *= 1000;
        ++index;
    }
    return decimal(rounded(bytes, unit / 10), 1) + ' ' + kUnits[index];
}

std::string timeText(hop::Nanoseconds time)
{
    const std::string sign = time.count() < 0 ? "-" : "";
    const std::uint64_t microseconds = rounded(magnitude(time), 1000);
    if (microseconds < 1'000'000)
        return sign + decimal(microseconds, 3);
    return sign + decimal(rounded(microseconds, 100), 1);
}

std::string durationText(hop::Nanoseconds duration)
{
    const std::uint64_t microseconds = rounded(magnitude(duration), 1000);
    if (microseconds < 10'000)
        return decimal(rounded(microseconds, 10), 2) + " ms";
    if (microseconds < 999'500)
        return std::to_string(rounded(microseconds, 1000)) + " ms";
    if (microseconds < 59'950'000)
        return decimal(rounded(microseconds, 100'000), 1) + " s";
    const std::uint64_t seconds = rounded(microseconds, 1'000'000);
    if (seconds < 3600)
        return twoUnits(seconds / 60, "min", seconds % 60, "s");
    return twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "min");
}

} // namespace hop101::diagram
