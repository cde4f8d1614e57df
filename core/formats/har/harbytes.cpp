// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harbytes.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

/// A multiple of four.
constexpr std::uint64_t kCharacters = 64 * 1024;

unsigned sextetOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<unsigned>(c - 'A');
    if (c >= 'a' && c <= 'z')
        return static_cast<unsigned>(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0') + 52;
    return c == '+' ? 62 : 63;
}

std::uint64_t paddingOf(ScratchFile &file, std::uint64_t at, std::uint64_t size)
{
    std::array<char, 2> last{'.', '.'};
    const std::uint64_t count = std::min<std::uint64_t>(size, last.size());
    if (count == 0 || !file.read(at + size - count, std::span(last).first(static_cast<std::size_t>(count))))
        return 0;
    return static_cast<std::uint64_t>(std::count(last.begin(), last.end(), '='));
}

} // namespace

HarBytes::HarBytes(ScratchFile &file, std::uint64_t at, std::uint64_t size, bool isBase64)
    : m_file(file), m_at(at), m_end(at + size), m_isBase64(isBase64), m_left(size)
{
    if (!isBase64)
        return;
    m_end -= paddingOf(file, at, size);
    const std::uint64_t characters = m_end - m_at;
    m_left = characters / 4 * 3 + (characters % 4 == 3 ? 2 : characters % 4 == 2 ? 1 : 0);
}

bool HarBytes::decodeMore()
{
    std::array<char, kCharacters> text;
    const auto count = static_cast<std::size_t>(std::min(kCharacters, m_end - m_at));
    m_decoded.clear();
    m_given = 0;
    if (count == 0 || !m_file.read(m_at, std::span(text).first(count)))
        return false;
    m_at += count;
    for (std::size_t i = 0; i + 1 < count; i += 4) {
        unsigned bits = 0;
        const std::size_t group = std::min<std::size_t>(4, count - i);
        for (std::size_t k = 0; k < 4; ++k)
            bits = bits << 6U | (k < group ? sextetOf(text[i + k]) : 0);
        for (std::size_t k = 0; k + 1 < group; ++k)
            m_decoded.push_back(static_cast<std::byte>(bits >> (16U - 8U * k) & 0xffU));
    }
    return true;
}

std::size_t HarBytes::read(std::span<std::byte> into)
{
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_left)));
    std::size_t done = 0;
    if (!m_isBase64) {
        if (!m_file.read(m_at, {reinterpret_cast<char *>(into.data()), into.size()}))
            return 0;
        m_at += into.size();
        done = into.size();
    }
    while (done < into.size() && (m_given < m_decoded.size() || decodeMore())) {
        const std::size_t count = std::min(into.size() - done, m_decoded.size() - m_given);
        std::copy_n(m_decoded.data() + m_given, count, into.data() + done);
        m_given += count;
        done += count;
    }
    m_left -= done;
    return done;
}

} // namespace hop101::formats
