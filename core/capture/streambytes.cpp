// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/streambytes.h"

#include <sqlite3.h>

#include <algorithm>

namespace hop101::capture {
namespace {

constexpr std::uint64_t kWindowBytes = 64 * 1024;
constexpr std::uint64_t kSmallRead = 4 * 1024; ///< larger ones are worth a query of their own

} // namespace

StreamBytes::StreamBytes(const Database &database)
    : m_database(database),
      m_start(database.prepare(
          "SELECT first_byte FROM wire WHERE hop = ?1 AND direction = ?2 AND first_byte <= ?3 "
          "ORDER BY first_byte DESC LIMIT 1")),
      m_rows(database.prepare(
          "SELECT seq, first_byte, length(bytes) FROM wire WHERE hop = ?1 AND direction = ?2 "
          "AND first_byte >= ?3 ORDER BY first_byte LIMIT 64"))
{ }

base::Bytes StreamBytes::read(base::HopId hop, hop::Direction direction, std::uint64_t first,
                              std::uint64_t count)
{
    if (count > kSmallRead)
        return readRows(hop, direction, first, count);
    Window &window = m_windows[direction == hop::Direction::FromLeft ? 0 : 1];
    // Offsets come from the file: no sum that could wrap.
    const auto holds = [&window, hop, first](std::uint64_t bytes) {
        return window.hop == hop && first >= window.first && first - window.first <= window.bytes.size()
            && bytes <= window.bytes.size() - (first - window.first);
    };
    if (!holds(count))
        window = {hop, first, readRows(hop, direction, first, kWindowBytes)};
    const std::uint64_t skipped = first - window.first;
    const std::uint64_t size = std::min(count, window.bytes.size() - skipped);
    const auto begin = window.bytes.begin() + static_cast<std::ptrdiff_t>(skipped);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

base::Bytes StreamBytes::readRows(base::HopId hop, hop::Direction direction, std::uint64_t first,
                                  std::uint64_t count)
{
    base::Bytes bytes;
    std::uint64_t at = first;
    while (bytes.size() < count) {
        const std::uint64_t before = at;
        for (const Row &row : rowsFrom(hop, direction, at, first + count)) {
            const bool isNext = row.first <= at && at < row.first + row.size;
            if (!isNext || !appendFrom(row, at - row.first, count - bytes.size(), bytes))
                return bytes;
            at = first + bytes.size();
            if (bytes.size() == count)
                return bytes;
        }
        if (at == before)
            break;
    }
    return bytes;
}

std::vector<StreamBytes::Row> StreamBytes::rowsFrom(base::HopId hop, hop::Direction direction,
                                                    std::uint64_t first, std::uint64_t end)
{
    const auto bindStream = [&](Statement &statement) -> Statement & {
        return statement.bind(1, std::uint64_t{hop.value}).bind(2, static_cast<std::int64_t>(direction));
    };
    std::vector<Row> rows;
    ResetGuard start(m_start);
    if (bindStream(m_start).bind(3, first).step() != Step::Row)
        return rows;
    ResetGuard guard(m_rows);
    bindStream(m_rows).bind(3, m_start.number(0));
    while (m_rows.step() == Step::Row) {
        const Row row{m_rows.integer(0), m_rows.number(1), m_rows.number(2)};
        if (row.size > 0 && row.size <= hop::kMaxInputBytes)
            rows.push_back(row);
        if (row.first >= end || end - row.first <= row.size)
            break;
    }
    return rows;
}

bool StreamBytes::appendFrom(const Row &row, std::uint64_t first, std::uint64_t count, base::Bytes &to)
{
    sqlite3_blob *blob = nullptr;
    bool isRead =
        sqlite3_blob_open(m_database.handle(), "main", "wire", "bytes", row.seq, 0, &blob) == SQLITE_OK;
    const auto size = static_cast<std::uint64_t>(isRead ? sqlite3_blob_bytes(blob) : 0);
    if (isRead && first < size) {
        const std::uint64_t part = std::min(count, size - first);
        const std::size_t before = to.size();
        to.resize(before + part);
        isRead = sqlite3_blob_read(blob, to.data() + before, static_cast<int>(part), static_cast<int>(first))
            == SQLITE_OK;
        if (!isRead)
            to.resize(before);
    } else {
        isRead = false;
    }
    sqlite3_blob_close(blob);
    return isRead;
}

} // namespace hop101::capture
