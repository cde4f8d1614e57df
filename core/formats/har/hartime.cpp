// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/hartime.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace hop101::formats {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

constexpr std::int64_t kLatestSeconds = 7'258'118'400; ///< the year 2200
constexpr double kNoSeconds = 1e11;

/// Takes exactly `digits` of them off the front.
std::optional<int> takeNumber(std::string_view &text, std::size_t digits)
{
    int value = 0;
    const std::string_view front = text.substr(0, digits);
    const auto [end, fault] = std::from_chars(front.data(), front.data() + front.size(), value);
    if (fault != std::errc() || front.size() != digits || end != front.data() + digits || front[0] == '-')
        return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

bool takeOneOf(std::string_view &text, std::string_view characters)
{
    if (text.empty() || characters.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

/// The digits behind a point, as billionths.
std::int64_t takeBillionths(std::string_view &text)
{
    std::int64_t value = 0;
    std::int64_t unit = 100'000'000;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        value += unit * (text.front() - '0');
        unit /= 10;
        text.remove_prefix(1);
    }
    return value;
}

std::optional<minutes> takeZone(std::string_view &text)
{
    if (text.empty() || takeOneOf(text, "Zz"))
        return 0min;
    const bool isWest = text.front() == '-';
    if (!takeOneOf(text, "+-"))
        return std::nullopt;
    const auto hour = takeNumber(text, 2);
    takeOneOf(text, ":");
    const auto minute = text.empty() ? std::optional(0) : takeNumber(text, 2);
    if (!hour || !minute)
        return std::nullopt;
    const minutes offset = hours(*hour) + minutes(*minute);
    return isWest ? -offset : offset;
}

std::optional<double> numberOf(std::string_view text)
{
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string withoutZeros(std::string text)
{
    while (text.ends_with('0'))
        text.pop_back();
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

} // namespace

std::optional<WallTime> harTime(std::string_view text)
{
    const auto year = takeNumber(text, 4);
    const bool isDay = year && takeOneOf(text, "-");
    const auto month = isDay ? takeNumber(text, 2) : std::nullopt;
    const auto day = month && takeOneOf(text, "-") ? takeNumber(text, 2) : std::nullopt;
    const auto hour = day && takeOneOf(text, "Tt ") ? takeNumber(text, 2) : std::nullopt;
    const auto minute = hour && takeOneOf(text, ":") ? takeNumber(text, 2) : std::nullopt;
    const auto second = minute && takeOneOf(text, ":") ? takeNumber(text, 2) : std::nullopt;
    if (!second)
        return std::nullopt;
    const std::int64_t fraction = takeOneOf(text, ".,") ? takeBillionths(text) : 0;
    const auto zone = takeZone(text);
    const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    if (!zone || !text.empty() || !date.ok() || *year < 1970 || *year > 2200 || *hour > 24 || *minute > 59
        || *second > 60)
        return std::nullopt;
    return WallTime(sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second)
        + nanoseconds(fraction) - *zone;
}

std::string harTimeText(WallTime time)
{
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<microseconds>(time - day));
    char text[48] = "";
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

std::optional<WallTime> harSeconds(std::string_view number)
{
    const auto value = numberOf(number);
    if (!value || *value < 0)
        return std::nullopt;
    const double asSeconds = *value > kNoSeconds ? *value / 1000 : *value;
    if (asSeconds > static_cast<double>(kLatestSeconds))
        return std::nullopt;
    if (*value > kNoSeconds || number.find_first_of("eE") != std::string_view::npos)
        return WallTime(nanoseconds(std::llround(asSeconds * 1e6) * 1000));
    std::int64_t whole = 0;
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), whole);
    std::string_view rest = number.substr(static_cast<std::size_t>(parsed.ptr - number.data()));
    const std::int64_t fraction = takeOneOf(rest, ".") ? takeBillionths(rest) : 0;
    return WallTime(seconds(whole) + nanoseconds(fraction));
}

std::string harSecondsText(WallTime time)
{
    const auto whole = floor<seconds>(time);
    char text[48] = "";
    std::snprintf(text, sizeof text, "%lld.%09lld", static_cast<long long>(whole.time_since_epoch().count()),
                  static_cast<long long>((time - whole).count()));
    return withoutZeros(text);
}

std::optional<nanoseconds> harMilliseconds(std::string_view number)
{
    constexpr double kTenYears = 3.2e11;
    const auto value = numberOf(number);
    if (!value || *value < 0 || *value > kTenYears)
        return std::nullopt;
    return nanoseconds(std::llround(*value * 1e6));
}

std::string harMillisecondsText(nanoseconds time)
{
    const auto whole = floor<milliseconds>(time);
    char text[48] = "";
    std::snprintf(text, sizeof text, "%lld.%06lld", static_cast<long long>(whole.count()),
                  static_cast<long long>((time - whole).count()));
    return withoutZeros(text);
}

} // namespace hop101::formats
