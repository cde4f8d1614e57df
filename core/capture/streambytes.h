// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/input.h"

#include <unordered_map>

namespace hop101::capture {

/// Reads the table wire by stream position: only the pages that hold the bytes asked for. Small reads are
/// answered from a window of each stream, so that a list of frames costs one query a window and not one a
/// frame, also where many streams take turns. All windows together are bounded. Statements end before a
/// function returns. Not thread-safe.
class StreamBytes
{
public:
    /// `database` must outlive it.
    explicit StreamBytes(const Database &database);

    /// Bytes of a stream without a hole, from `first` on, at most `count`; shorter where the capture has
    /// fewer.
    base::Bytes read(base::HopId hop, hop::Direction direction, std::uint64_t first, std::uint64_t count);

private:
    /// A stretch of one stream. What is committed never changes, so it stays true; it may only grow.
    struct Window
    {
        std::uint64_t first = 0;
        base::Bytes bytes;
        std::uint64_t want = 0; ///< how much was asked for when it was read
    };
    using Windows = std::unordered_map<std::uint64_t, Window>; ///< by hop and direction

    Window &windowOf(base::HopId hop, hop::Direction direction);
    void fill(Window &window, base::HopId hop, hop::Direction direction, std::uint64_t first,
              std::uint64_t count);
    base::Bytes readRows(base::HopId hop, hop::Direction direction, std::uint64_t first, std::uint64_t count);
    /// The part of a row of `size` bytes that `m_rows` stands at.
    bool appendRow(std::uint64_t size, std::uint64_t first, std::uint64_t count, base::Bytes &to);
    bool appendBlob(std::uint64_t first, std::uint64_t count, base::Bytes &to);

    const Database &m_database;
    Statement m_start, m_rows;
    Windows m_windows; ///< those used lately
    Windows m_before; ///< those that were, before m_windows was full
    std::uint64_t m_windowBytes = 0; ///< wanted by m_windows
};

} // namespace hop101::capture
