// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mitmproxy/tnetstring.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hop101::formats {

namespace {

constexpr std::size_t kMaxNameBytes = 100; ///< of a member that anybody asks for
constexpr std::size_t kMaxDigits = 18;

} // namespace

std::optional<TnetValue> TnetReader::valueAt(std::uint64_t at, std::uint64_t end)
{
    std::array<char, kMaxTnetLengthDigits + 1> head{};
    if (at >= end)
        return std::nullopt;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(head.size(), end - at));
    if (!m_file.read(at, std::span(head).first(count)))
        return std::nullopt;
    TnetValue value;
    const char *stop = head.data() + count;
    const auto [colon, failed] = std::from_chars(head.data(), stop, value.size);
    if (failed != std::errc() || colon == stop || *colon != ':' || !base::isDigit(head[0]))
        return std::nullopt;
    value.at = at + static_cast<std::uint64_t>(colon - head.data()) + 1;
    if (value.at >= end || value.size > end - value.at - 1)
        return std::nullopt;
    if (!m_file.read(value.at + value.size, std::span(&value.type, 1)))
        return std::nullopt;
    return value;
}

bool TnetReader::elements(const TnetValue &value, const std::function<bool(const TnetValue &)> &visit)
{
    if (value.type != ']')
        return value.isNull();
    const std::uint64_t end = value.at + value.size;
    for (std::uint64_t at = value.at; at < end;) {
        const auto element = valueAt(at, end);
        if (!element)
            return false;
        if (!visit(*element))
            return true;
        at = element->end();
    }
    return true;
}

bool TnetReader::members(const TnetValue &value,
                         const std::function<bool(const std::string &, const TnetValue &)> &visit)
{
    if (value.type != '}')
        return value.isNull();
    const std::uint64_t end = value.at + value.size;
    for (std::uint64_t at = value.at; at < end;) {
        const auto name = valueAt(at, end);
        const auto member = name ? valueAt(name->end(), end) : std::nullopt;
        if (!member)
            return false;
        at = member->end();
        if (name->isText() && name->size <= kMaxNameBytes && !visit(text(*name), *member))
            return true;
    }
    return true;
}

std::string TnetReader::text(const TnetValue &value, std::size_t limit)
{
    std::string content(static_cast<std::size_t>(std::min<std::uint64_t>(value.size, limit)), '\0');
    if (!m_file.read(value.at, content))
        content.clear();
    return content;
}

std::optional<std::int64_t> TnetReader::integer(const TnetValue &value)
{
    if (value.type != '#' || value.size > kMaxDigits)
        return std::nullopt;
    const std::string digits = text(value);
    std::int64_t number = 0;
    const auto [stop, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failed == std::errc() && stop == digits.data() + digits.size() ? std::optional(number)
                                                                          : std::nullopt;
}

bool TnetReader::isTrue(const TnetValue &value)
{
    return value.type == '!' && text(value, 4) == "true";
}

} // namespace hop101::formats
