// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentlog.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

base::ByteSpan ContentBudget::kept(const hop::Event &frame, std::uint64_t offset, base::ByteSpan bytes)
{
    if (frame.hop.value >= m_streams.size())
        m_streams.resize(std::size_t{frame.hop.value} + 1);
    Stream &stream = m_streams[frame.hop.value][static_cast<std::size_t>(frame.direction)];
    if (stream.message != frame.message)
        stream = {frame.message, 0};
    if (!frame.message || offset != stream.end)
        return {}; // what came before was left out
    const base::ByteSpan front = bytes.first(std::min<std::uint64_t>(bytes.size(), room()));
    stream.end += front.size();
    m_kept += front.size();
    return front;
}

std::uint64_t ContentBudget::room() const noexcept
{
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t forWire = m_wire > kMost / kContentPerWireByte ? kMost : m_wire * kContentPerWireByte;
    const std::uint64_t limit = std::max(m_floor, forWire);
    return limit - std::min(limit, m_kept);
}

ContentLog::ContentLog(const Database &database, ContentBudget budget)
    : m_insert(database.prepare("INSERT INTO content (message, first_byte, bytes) VALUES (?1, ?2, ?3)")),
      m_budget(std::move(budget))
{ }

void ContentLog::take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated)
{
    base::ByteSpan rest = m_budget.kept(frame, offset, inflated);
    while (!rest.empty()) {
        Row &row = rowFor(frame, offset);
        const base::ByteSpan part = rest.first(std::min(rest.size(), kContentRowBytes - row.bytes.size()));
        base::append(row.bytes, part);
        rest = rest.subspan(part.size());
        offset += part.size();
        if (row.bytes.size() == kContentRowBytes)
            write(row);
    }
}

/// The row that the next byte of this message goes into; an earlier message of the stream gets no more.
ContentLog::Row &ContentLog::rowFor(const hop::Event &frame, std::uint64_t offset)
{
    auto row = std::find_if(m_rows.begin(), m_rows.end(), [&frame](const Row &other) {
        return other.hop == frame.hop && other.direction == frame.direction;
    });
    if (row == m_rows.end())
        row = m_rows.insert(m_rows.end(), {frame.hop, frame.direction, {}, 0, {}});
    if (row->message != frame.message || row->bytes.empty()) {
        write(*row);
        row->message = frame.message;
        row->first = offset;
    }
    return *row;
}

void ContentLog::write(Row &row)
{
    if (!row.bytes.empty() && m_isGood) {
        m_insert.bind(1, row.message.value).bind(2, row.first).bind(3, base::ByteSpan(row.bytes));
        m_isGood = m_insert.run();
    }
    row.bytes.clear();
}

void ContentLog::flush()
{
    for (Row &row : m_rows)
        write(row);
    m_rows.clear();
}

} // namespace hop101::capture
