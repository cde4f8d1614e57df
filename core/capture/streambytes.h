// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/input.h"

#include <functional>

struct sqlite3_blob;

namespace hop101::capture {

/// Reads the table wire by stream position: only the pages that hold the bytes asked for. Statements end
/// before a function returns. Not thread-safe.
class StreamBytes
{
public:
    /// `database` must outlive it.
    explicit StreamBytes(const Database &database);

    /// Bytes of a stream without a hole, from `first` on, at most `count`; shorter where the capture has
    /// fewer.
    base::Bytes read(base::HopId hop, hop::Direction direction, std::uint64_t first, std::uint64_t count);

private:
    struct Row
    {
        std::int64_t seq = 0;
        std::uint64_t first = 0;
        std::uint64_t size = 0;
    };

    /// Rows of the stream from the one that holds `first` on, a few.
    std::vector<Row> rowsFrom(base::HopId hop, hop::Direction direction, std::uint64_t first);
    bool appendFrom(const Row &row, std::uint64_t first, std::uint64_t count, base::Bytes &to);

    const Database &m_database;
    Statement m_start, m_rows;
};

} // namespace hop101::capture
