// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filtervalues.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace hop101::capture {

namespace {

constexpr std::uint64_t kKilo = 1000;
constexpr std::uint64_t kKibi = 1024;
constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();

constexpr UnitInfo kSizes[] = {
    {"B", 1, true},
    {"KiB", kKibi, true},
    {"MiB", kKibi *kKibi, true},
    {"GiB", kKibi *kKibi *kKibi, true},
    {"KB", kKilo, true},
    {"MB", kKilo *kKilo, true},
    {"GB", kKilo *kKilo *kKilo, true},
    {"k", kKilo, false},
    {"M", kKilo *kKilo, false},
    {"G", kKilo *kKilo *kKilo, false},
    {"byte", 1, false},
    {"bytes", 1, false},
};
constexpr UnitInfo kTimes[] = {
    {"ms", 1'000'000, true}, {"s", kSecond, true},        {"µs", 1000, true},
    {"ns", 1, true},         {"min", 60 * kSecond, true}, {"h", 3600 * kSecond, true},
    {"us", 1000, false},     {"\xce\xbcs", 1000, false}, // the Greek letter looks like the micro sign
    {"sec", kSecond, false},
};

/// a × b, nothing where it is beyond kMost.
std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b) noexcept
{
    return b != 0 && a > kMost / b ? std::nullopt : std::optional(a * b);
}

/// 0.`digits` × factor, rounded down.
std::uint64_t fractionOf(std::string_view digits, std::uint64_t factor) noexcept
{
    constexpr std::size_t kDigits = 9; // of a unit's parts, more count for nothing or nearly so
    std::uint64_t parts = 0;
    std::uint64_t scale = 1;
    for (const char digit : digits.substr(0, kDigits)) {
        parts = parts * 10 + static_cast<std::uint64_t>(digit - '0');
        scale *= 10;
    }
    return factor / scale * parts + factor % scale * parts / scale;
}

} // namespace

std::span<const UnitInfo> filterUnits(ValueForm form) noexcept
{
    if (form == ValueForm::Size)
        return kSizes;
    if (form == ValueForm::Time)
        return kTimes;
    return {};
}

const UnitInfo *filterUnit(ValueForm form, std::string_view name) noexcept
{
    for (const UnitInfo &unit : filterUnits(form)) {
        if (base::equalsIgnoringCase(unit.name, name))
            return &unit;
    }
    return nullptr;
}

std::optional<std::uint64_t> scaledNumber(const FilterToken &number, std::uint64_t factor) noexcept
{
    std::string_view text = number.text;
    const bool isHex = text.size() > 2 && base::toLower(text[1]) == 'x';
    if (isHex)
        text.remove_prefix(2);
    const std::string_view whole = text.substr(0, text.find('.'));
    std::uint64_t value = 0;
    const auto [end, fault] =
        std::from_chars(whole.data(), whole.data() + whole.size(), value, isHex ? 16 : 10);
    const auto scaled = fault == std::errc() ? product(value, factor) : std::nullopt;
    if (!scaled || whole.size() == text.size())
        return scaled && *scaled <= kMost ? scaled : std::nullopt;
    const std::uint64_t fraction = fractionOf(text.substr(whole.size() + 1), factor);
    return *scaled > kMost - fraction ? std::nullopt : std::optional(*scaled + fraction);
}

} // namespace hop101::capture
