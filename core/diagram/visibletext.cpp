// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/visibletext.h"

namespace hop101::diagram {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// How many bytes a code point has by its first byte; 0: no first byte.
std::size_t lengthFrom(unsigned char first) noexcept
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if ((first & 0xF0) == 0xE0)
        return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool isScalar(char32_t c, std::size_t length) noexcept
{
    const bool isOverlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    return !isOverlong && c <= 0x10FFFF && !(c >= 0xD800 && c < 0xE000);
}

bool isHiding(char32_t c) noexcept
{
    return (c >= 0x80 && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

char hexDigit(unsigned value) noexcept
{
    return "0123456789ABCDEF"[value & 15U];
}

void appendCode(std::string &to, char32_t c)
{
    to += "‹U+";
    for (int shift = c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
        to += hexDigit(static_cast<unsigned>(c >> shift));
    to += "›";
}

void appendVisible(std::string &to, char32_t c)
{
    if (c < 0x20)
        appendUtf8(to, 0x2400 + c);
    else if (c == 0x7F)
        appendUtf8(to, 0x2421);
    else if (isHiding(c))
        appendCode(to, c);
    else
        appendUtf8(to, c);
}

} // namespace

char32_t takeCodePoint(std::string_view &utf8) noexcept
{
    const auto byteAt = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const std::size_t length = lengthFrom(byteAt(0));
    if (length == 1 || length == 0 || length > utf8.size()) {
        const char32_t c = length == 1 ? byteAt(0) : kReplacement;
        utf8.remove_prefix(1);
        return c;
    }
    char32_t c = byteAt(0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byteAt(i) & 0xC0U) != 0x80) {
            utf8.remove_prefix(1);
            return kReplacement;
        }
        c = (c << 6) | (byteAt(i) & 0x3FU);
    }
    if (!isScalar(c, length)) {
        utf8.remove_prefix(1);
        return kReplacement;
    }
    utf8.remove_prefix(length);
    return c;
}

void appendUtf8(std::string &to, char32_t c)
{
    const auto put = [&to](char32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto tail = [&](int shift) { put(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12));
        tail(6);
        tail(0);
    } else {
        put(0xF0U | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string visibleText(base::ByteSpan bytes, std::size_t limit)
{
    std::string_view rest = base::asText(bytes);
    std::string out;
    for (std::size_t count = 0; !rest.empty(); ++count) {
        if (count == limit)
            return out + "…";
        appendVisible(out, takeCodePoint(rest));
    }
    return out;
}

std::string hexText(base::ByteSpan bytes, std::size_t limit)
{
    std::string out;
    for (std::size_t i = 0; i < bytes.size() && i < limit; ++i) {
        const auto value = static_cast<unsigned>(bytes[i]);
        if (i > 0)
            out += ' ';
        out += hexDigit(value >> 4);
        out += hexDigit(value);
    }
    return bytes.size() > limit ? out + " …" : out;
}

} // namespace hop101::diagram
