// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/streambytes.h"

#include <sqlite3.h>

#include <algorithm>

namespace hop101::capture {
namespace {

constexpr std::uint64_t kSmallRead = 4 * 1024; ///< larger ones are worth a query of their own
constexpr std::uint64_t kSmallestWindow = 512;
constexpr std::uint64_t kFirstWindow = 2 * kSmallRead; ///< where there is room
constexpr std::uint64_t kLargestWindow = 64 * 1024;
constexpr std::uint64_t kAllWindows = 8 * 1024 * 1024; ///< of those used lately, and as much of those before
constexpr std::uint64_t kWindowCost = 128; ///< of an empty one

} // namespace

StreamBytes::StreamBytes(const Database &database)
    : m_database(database),
      m_start(database.prepare(
          "SELECT first_byte FROM wire WHERE hop = ?1 AND direction = ?2 AND first_byte <= ?3 "
          "ORDER BY first_byte DESC LIMIT 1")),
      // Short rows lie in the page that was read for them; of others only a part may be wanted.
      m_rows(
          database.prepare("SELECT seq, first_byte, length(bytes), CASE WHEN length(bytes) <= 16384 AND "
                           "typeof(bytes) = 'blob' "
                           "THEN bytes END FROM wire WHERE hop = ?1 AND direction = ?2 AND first_byte >= ?3 "
                           "ORDER BY first_byte"))
{ }

base::Bytes StreamBytes::read(base::HopId hop, hop::Direction direction, std::uint64_t first,
                              std::uint64_t count)
{
    if (count > kSmallRead)
        return readRows(hop, direction, first, count);
    Window &window = windowOf(hop, direction);
    // Offsets come from the file: no sum that could wrap.
    const auto holds = [&window, first](std::uint64_t bytes) {
        return first >= window.first && first - window.first <= window.bytes.size()
            && bytes <= window.bytes.size() - (first - window.first);
    };
    if (!holds(count))
        fill(window, hop, direction, first, count);
    const std::uint64_t skipped = first - window.first;
    const std::uint64_t size = std::min(count, window.bytes.size() - skipped);
    const auto begin = window.bytes.begin() + static_cast<std::ptrdiff_t>(skipped);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

StreamBytes::Window &StreamBytes::windowOf(base::HopId hop, hop::Direction direction)
{
    const std::uint64_t key = std::uint64_t{hop.value} * 2 + (direction == hop::Direction::FromLeft ? 0 : 1);
    if (const auto found = m_windows.find(key); found != m_windows.end())
        return found->second;
    if (m_windowBytes >= kAllWindows) {
        m_before = std::move(m_windows);
        m_windows.clear();
        m_windowBytes = 0;
    }
    Window &window = m_windows[key];
    if (const auto found = m_before.find(key); found != m_before.end())
        window = std::move(found->second);
    m_windowBytes += kWindowCost + window.want;
    return window;
}

/// Who reads on where a window ended gets a larger one, as far as there is room for all.
void StreamBytes::fill(Window &window, base::HopId hop, hop::Direction direction, std::uint64_t first,
                       std::uint64_t count)
{
    const bool readsOn = window.want > 0 && first >= window.first && first - window.first <= window.want;
    const std::uint64_t streams = std::max({m_windows.size(), m_before.size(), std::size_t{1}});
    const std::uint64_t most = std::clamp(kAllWindows / streams / 2, kSmallestWindow, kLargestWindow);
    const std::uint64_t before = window.want;
    window.want = std::max(count, std::min(readsOn ? 2 * window.want : kFirstWindow, most));
    m_windowBytes += window.want - std::min(window.want, before);
    window.first = first;
    window.bytes = readRows(hop, direction, first, window.want);
}

base::Bytes StreamBytes::readRows(base::HopId hop, hop::Direction direction, std::uint64_t first,
                                  std::uint64_t count)
{
    const auto bindStream = [&](Statement &statement) -> Statement & {
        return statement.bind(1, std::uint64_t{hop.value}).bind(2, static_cast<std::int64_t>(direction));
    };
    base::Bytes bytes;
    ResetGuard start(m_start);
    if (bindStream(m_start).bind(3, first).step() != Step::Row)
        return bytes;
    ResetGuard guard(m_rows);
    bindStream(m_rows).bind(3, m_start.number(0));
    std::uint64_t at = first;
    while (bytes.size() < count && m_rows.step() == Step::Row) {
        const std::uint64_t rowFirst = m_rows.number(1), size = m_rows.number(2);
        if (size == 0 || size > hop::kMaxInputBytes)
            continue;
        const bool isNext = rowFirst <= at && at - rowFirst < size;
        if (!isNext || !appendRow(size, at - rowFirst, count - bytes.size(), bytes))
            break;
        at = first + bytes.size();
    }
    return bytes;
}

bool StreamBytes::appendRow(std::uint64_t size, std::uint64_t first, std::uint64_t count, base::Bytes &to)
{
    const base::ByteSpan row = m_rows.blob(3);
    if (row.size() != size)
        return appendBlob(first, count, to);
    const base::ByteSpan part = row.subspan(first);
    base::append(to, part.first(std::min<std::uint64_t>(count, part.size())));
    return true;
}

bool StreamBytes::appendBlob(std::uint64_t first, std::uint64_t count, base::Bytes &to)
{
    sqlite3_blob *blob = nullptr;
    bool isRead = sqlite3_blob_open(m_database.handle(), "main", "wire", "bytes", m_rows.integer(0), 0, &blob)
        == SQLITE_OK;
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
