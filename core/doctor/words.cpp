// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/words.h"

#include "core/base/text.h"

#include <array>
#include <cstdint>

namespace hop101::doctor {
namespace {

struct CodePoint
{
    char32_t value = 0;
    std::size_t size = 1; ///< bytes; 1 where it is not UTF-8
    bool isValid = false;
};

std::size_t sequenceSize(unsigned char lead) noexcept
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

bool isScalar(char32_t value, std::size_t size) noexcept
{
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    return value >= kSmallest[size] && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
}

/// The code point at the front of `text`, which is not empty (RFC 3629).
CodePoint decode(std::string_view text) noexcept
{
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t size = sequenceSize(lead);
    if (size == 0 || size > text.size())
        return {lead, 1, false};
    char32_t value = size == 1 ? lead : lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0U) != 0x80U)
            return {lead, 1, false};
        value = (value << 6) | (next & 0x3fU);
    }
    return isScalar(value, size) ? CodePoint{value, size, true} : CodePoint{lead, 1, false};
}

/// What a terminal obeys or what changes the order of the text around it.
bool isHarmful(char32_t c) noexcept
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f || c == 0x061c
        || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

std::string escaped(char32_t c)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = c < 0x100 ? "\\x" : "\\u";
    for (int shift = c < 0x100 ? 4 : 12; shift >= 0; shift -= 4)
        text += kDigits[(c >> shift) & 0xf];
    return text;
}

} // namespace

std::string asWritten(const char *text)
{
    return text;
}

std::string Words::operator()(const char *text, std::initializer_list<std::string> values) const
{
    const std::string pattern = m_translate(text);
    std::string filled;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
        const std::size_t place =
            next >= '1' && next <= '9' ? static_cast<std::size_t>(next - '1') : values.size();
        if (pattern[i] == '%' && place < values.size()) {
            filled += values.begin()[place];
            ++i;
        } else {
            filled += pattern[i];
        }
    }
    return filled;
}

std::string Words::list(const std::vector<std::string> &items) const
{
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            text = i + 1 == items.size() ? (*this)(HOP101_TEXT("doctor", "%1 and %2"), {text, items[i]})
                                         : text + ", " + items[i];
        else
            text = items[i];
    }
    return text;
}

std::string shown(std::string_view raw, std::size_t limit)
{
    std::string text;
    std::size_t characters = 0;
    while (!raw.empty()) {
        if (characters++ == limit)
            return text + "…";
        const CodePoint c = decode(raw);
        if (c.isValid && (c.value == '\t' || c.value == '\n' || c.value == '\r'))
            text += ' ';
        else if (!c.isValid || isHarmful(c.value))
            text += escaped(c.value);
        else
            text += raw.substr(0, c.size);
        raw.remove_prefix(c.size);
    }
    return text;
}

} // namespace hop101::doctor
