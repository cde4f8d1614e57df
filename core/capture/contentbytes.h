// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

namespace hop101::capture {

/// Reads the table content: the inflated bytes of compressed messages. Reads only the rows that hold what is
/// asked for; rows that cannot be are as if they were not there. Statements end before a function returns.
/// Not thread-safe.
class ContentBytes
{
public:
    /// `database` must outlive it. One of the first version has no such bytes.
    explicit ContentBytes(const Database &database);

    /// Bytes of a message without a hole, from `first` on, at most `count`; shorter where the capture has
    /// fewer.
    base::Bytes read(base::EventId message, std::uint64_t first, std::uint64_t count);
    /// How far the rows of this message go.
    std::uint64_t size(base::EventId message);
    /// Of all rows.
    std::uint64_t totalBytes() const;

private:
    const Database &m_database;
    Statement m_row, m_last;
};

} // namespace hop101::capture
