// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harspool.h"

#include <algorithm>

#include <unistd.h>

namespace hop101::formats {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;

} // namespace

ScratchFile::~ScratchFile()
{
    if (m_file >= 0)
        close(m_file);
}

void ScratchFile::clear()
{
    m_waiting.clear();
    m_seen.clear();
    if (m_isGood && m_size > kBuffer)
        m_isGood = ftruncate(m_file, 0) == 0;
    m_size = 0;
}

void ScratchFile::append(std::string_view bytes)
{
    m_waiting.append(bytes);
    m_size += bytes.size();
    if (m_waiting.size() >= kBuffer)
        flush();
}

void ScratchFile::flush()
{
    std::string_view rest = m_waiting;
    while (m_isGood && !rest.empty()) {
        const ssize_t written =
            pwrite(m_file, rest.data(), rest.size(), static_cast<off_t>(m_size - rest.size()));
        m_isGood = written > 0;
        rest.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    m_waiting.clear();
}

bool ScratchFile::read(std::uint64_t at, std::span<char> into)
{
    flush();
    while (m_isGood && !into.empty()) {
        if (at < m_seenAt || at >= m_seenAt + m_seen.size()) {
            m_seen.resize(kBuffer);
            m_seenAt = at;
            const ssize_t got = pread(m_file, m_seen.data(), m_seen.size(), static_cast<off_t>(at));
            m_seen.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
            m_isGood = got > 0;
            continue;
        }
        const auto first = static_cast<std::size_t>(at - m_seenAt);
        const std::size_t count = std::min(into.size(), m_seen.size() - first);
        std::copy_n(m_seen.data() + first, count, into.data());
        into = into.subspan(count);
        at += count;
    }
    return m_isGood;
}

} // namespace hop101::formats
