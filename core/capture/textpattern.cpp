// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/textpattern.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace hop101::capture {

namespace {

/// How common a byte is in what goes over such connections: JSON, HTML, text, zeros. Only the order matters.
std::uint8_t commonness(std::byte byte) noexcept
{
    const auto c = static_cast<unsigned char>(byte);
    constexpr std::string_view kByRank = "\0 e\"taoi:nsr,l0d1u2m{}c.p-h3456789gf/b[]_ywvk\\'=<>;\n";
    const auto at = kByRank.find(static_cast<char>(c), 0);
    if (at != std::string_view::npos)
        return static_cast<std::uint8_t>(250 - 3 * at);
    const bool isLetter = (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z';
    return isLetter ? 60 : c >= 0x80 ? 40 : c >= 0x20 ? 30 : 20;
}

constexpr unsigned valueOf(std::byte byte) noexcept
{
    return std::to_integer<unsigned>(byte);
}

/// Two bytes of UTF-8 whose lead is not ASCII: Latin-1, Greek, Cyrillic.
void foldPair(std::byte &lead, std::byte &next) noexcept
{
    const unsigned c = (valueOf(lead) & 0x1fU) << 6U | (valueOf(next) & 0x3fU);
    unsigned to = c;
    if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3ab && c != 0x3a2)
        || (c >= 0x410 && c <= 0x42f))
        to = c + 0x20;
    else if (c >= 0x400 && c <= 0x40f)
        to = c + 0x50;
    lead = static_cast<std::byte>(0xc0U | to >> 6U);
    next = static_cast<std::byte>(0x80U | (to & 0x3fU));
}

} // namespace

std::optional<TextPattern> TextPattern::make(base::ByteSpan bytes, LetterCase letterCase)
{
    if (bytes.empty() || bytes.size() > kMaxPatternBytes)
        return std::nullopt;
    TextPattern pattern;
    pattern.m_bytes.assign(bytes.begin(), bytes.end());
    pattern.m_case = letterCase;
    if (letterCase == LetterCase::Ignored)
        foldCase(pattern.m_bytes);
    const auto rarer = [&](std::size_t a, std::size_t b) {
        return commonness(pattern.m_bytes[a]) < commonness(pattern.m_bytes[b]);
    };
    for (std::size_t i = 1; i < pattern.size(); ++i) {
        if (rarer(i, pattern.m_rare))
            pattern.m_rare = i;
    }
    pattern.m_second = pattern.m_rare == 0 ? pattern.size() - 1 : 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (i != pattern.m_rare && rarer(i, pattern.m_second))
            pattern.m_second = i;
    }
    return pattern;
}

bool TextPattern::isAt(const std::byte *at) const noexcept
{
    return std::memcmp(at, m_bytes.data(), m_bytes.size()) == 0;
}

/// Compares both bytes at `Width` places in one go, which the compiler makes vector instructions of.
template<std::size_t Width>
std::size_t TextPattern::findBlock(const std::byte *in, std::size_t from, std::size_t last) const noexcept
{
    const std::byte rare = m_bytes[m_rare];
    const std::byte second = m_bytes[m_second];
    while (from <= last) {
        // The last block is aligned to the end and overlaps the one before.
        const std::size_t at = last + 1 >= Width ? std::min(from, last + 1 - Width) : from;
        if (at + Width > last + 1)
            break;
        const std::byte *a = in + at + m_rare;
        const std::byte *b = in + at + m_second;
        std::array<std::uint8_t, Width> isHit;
        std::uint8_t any = 0;
        for (std::size_t i = 0; i < Width; ++i) {
            isHit[i] = static_cast<std::uint8_t>((a[i] == rare) & (b[i] == second));
            any = static_cast<std::uint8_t>(any | isHit[i]);
        }
        for (std::size_t i = from - at; any != 0 && i < Width; ++i) {
            if (isHit[i] != 0 && isAt(in + at + i))
                return at + i;
        }
        from = at + Width;
    }
    for (; from <= last; ++from) {
        if (in[from + m_rare] == rare && in[from + m_second] == second && isAt(in + from))
            return from;
    }
    return npos;
}

std::size_t TextPattern::find(base::ByteSpan in, std::size_t from) const noexcept
{
    if (m_bytes.empty() || in.size() < m_bytes.size() || from > in.size() - m_bytes.size())
        return npos;
    const std::size_t last = in.size() - m_bytes.size();
    return last + 1 >= 64 ? findBlock<64>(in.data(), from, last) : findBlock<16>(in.data(), from, last);
}

void foldCase(std::span<std::byte> bytes) noexcept
{
    std::uint8_t all = 0;
    for (std::byte &byte : bytes) {
        const unsigned c = valueOf(byte);
        all = static_cast<std::uint8_t>(all | c);
        byte = static_cast<std::byte>(c | (c - 'A' < 26U ? 0x20U : 0U));
    }
    if (all < 0x80)
        return;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const unsigned lead = valueOf(bytes[i]);
        const bool isPair =
            (lead == 0xc3 || (lead >= 0xce && lead <= 0xd1)) && (valueOf(bytes[i + 1]) & 0xc0U) == 0x80;
        if (isPair)
            foldPair(bytes[i], bytes[i + 1]);
    }
}

} // namespace hop101::capture
