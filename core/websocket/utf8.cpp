// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/utf8.h"

#include "core/websocket/utf8blocks.h"

namespace hop101::websocket {
namespace {

// The state inside a code point: how many bytes are still due, and what the next one may be. 0 between them.
constexpr std::uint32_t due(unsigned bytes, unsigned lowest = 0x80, unsigned highest = 0xbf) noexcept
{
    return bytes == 0 ? 0 : bytes << 16 | lowest << 8 | highest;
}
constexpr std::uint32_t kBad = ~std::uint32_t{0};

/// The state after the first byte of a code point (RFC 3629 section 4).
constexpr std::uint32_t afterLead(unsigned lead) noexcept
{
    if (lead < 0x80)
        return 0;
    if (lead < 0xc2) // a stray continuation, or an overlong form of ASCII
        return kBad;
    if (lead < 0xe0)
        return due(1);
    if (lead < 0xf0) // overlong below U+0800; surrogates behind ED
        return due(2, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
    if (lead < 0xf5) // overlong below U+10000; nothing above U+10FFFF
        return due(3, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
    return kBad;
}

constexpr std::uint32_t after(std::uint32_t state, std::byte next) noexcept
{
    const auto value = std::to_integer<unsigned>(next);
    if (state == 0)
        return afterLead(value);
    if (value < (state >> 8 & 0xffU) || value > (state & 0xffU))
        return kBad;
    return due((state >> 16) - 1);
}

constexpr std::string_view kReplacement = "\xef\xbf\xbd"; // U+FFFD

} // namespace

std::optional<std::uint64_t> Utf8Validator::feed(base::ByteSpan bytes) noexcept
{
    std::uint32_t state = m_state;
    std::size_t at = state == 0 ? goodUtf8Bytes(bytes) : 0;
    for (; at < bytes.size(); ++at) {
        const bool wasInside = state != 0;
        state = after(state, bytes[at]);
        if (state == kBad)
            return at;
        if (wasInside && state == 0)
            at += goodUtf8Bytes(bytes.subspan(at + 1));
    }
    m_state = state;
    return std::nullopt;
}

bool isUtf8(base::ByteSpan bytes) noexcept
{
    Utf8Validator validator;
    return !validator.feed(bytes) && validator.atCharacterBoundary();
}

std::string utf8OrReplaced(base::ByteSpan bytes)
{
    std::string text;
    text.reserve(bytes.size());
    std::uint32_t state = 0;
    std::size_t codePointAt = 0; // what precedes it is in `text`
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const bool isLead = state == 0;
        state = after(state, bytes[at]);
        if (state == kBad) {
            text += kReplacement;
            codePointAt = isLead ? at + 1 : at;
            at = codePointAt - 1; // the byte that broke a code point off may begin the next one
            state = 0;
        } else if (state == 0) {
            text += base::asText(bytes.subspan(codePointAt, at + 1 - codePointAt));
            codePointAt = at + 1;
        }
    }
    if (state != 0)
        text += kReplacement;
    return text;
}

} // namespace hop101::websocket
