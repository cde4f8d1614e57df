// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/filebytes.h"

#include <algorithm>
#include <cassert>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;

} // namespace

bool FileBytes::have(std::size_t count)
{
    while (ahead() < count) {
        if (m_start > 0) {
            std::copy(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_start),
                      m_buffer.begin() + static_cast<std::ptrdiff_t>(m_end), m_buffer.begin());
            m_end -= m_start;
            m_start = 0;
        }
        // Doubled only once it is full: a length that lies about the file costs no memory.
        if (m_end == m_buffer.size())
            m_buffer.resize(std::max(kReadBytes, 2 * m_buffer.size()));
        const std::size_t got = m_read(std::span(m_buffer).subspan(m_end));
        if (got == 0)
            return false;
        m_end += got;
    }
    return true;
}

base::ByteSpan FileBytes::front(std::size_t count) const noexcept
{
    assert(count <= ahead());
    return base::ByteSpan(m_buffer).subspan(m_start, count);
}

bool FileBytes::skip(std::uint64_t count)
{
    while (count > 0) {
        if (ahead() == 0 && !have(1))
            return false;
        const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(count, ahead()));
        m_start += step;
        m_offset += step;
        count -= step;
    }
    return true;
}

} // namespace hop101::formats::pcap
