// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <functional>
#include <span>

namespace hop101::formats::pcap {

/// A file that is read once, from its start to its end. Memory: as much as have() was asked for, and a
/// little.
class FileBytes
{
public:
    /// Fills a front of what it is given and returns its size; 0: the file is at its end.
    using Read = std::function<std::size_t(std::span<std::byte>)>;

    explicit FileBytes(Read read) : m_read(std::move(read)) { }

    /// True where so many bytes are ahead.
    bool have(std::size_t count);
    /// Bytes that have() said are ahead; they live until the next call of have() or skip().
    base::ByteSpan front(std::size_t count) const noexcept;
    /// What is ahead, as far as have() was asked for it: less than that where the file ends before.
    std::size_t ahead() const noexcept { return m_end - m_start; }
    /// False where the file ends before.
    bool skip(std::uint64_t count);
    /// Of the next byte, in the file.
    std::uint64_t offset() const noexcept { return m_offset; }

private:
    Read m_read;
    base::Bytes m_buffer;
    std::size_t m_start = 0, m_end = 0;
    std::uint64_t m_offset = 0;
};

} // namespace hop101::formats::pcap
