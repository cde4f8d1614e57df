// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/input.h"

#include <array>
#include <vector>

namespace hop101::capture {

/// Reads the table wire by stream position: only the pages that hold the bytes asked for. Small reads are
/// answered from a window of each direction, so that a list of frames costs one query a window and not one a
/// frame. Statements end before a function returns. Not thread-safe.
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
        base::HopId hop;
        std::uint64_t first = 0;
        base::Bytes bytes;
    };

    struct Row
    {
        std::int64_t seq = 0;
        std::uint64_t first = 0;
        std::uint64_t size = 0;
    };

    base::Bytes readRows(base::HopId hop, hop::Direction direction, std::uint64_t first, std::uint64_t count);
    /// Rows of the stream from the one that holds `first` on, up to the one that holds `end`, a few.
    std::vector<Row> rowsFrom(base::HopId hop, hop::Direction direction, std::uint64_t first,
                              std::uint64_t end);
    bool appendFrom(const Row &row, std::uint64_t first, std::uint64_t count, base::Bytes &to);

    const Database &m_database;
    Statement m_start, m_rows;
    std::array<Window, 2> m_windows; ///< by direction
};

} // namespace hop101::capture
