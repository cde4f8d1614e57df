// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionitem.h"

#include <algorithm>
#include <utility>

namespace hop101::capture {

void RedactionItem::begin(base::EventId event, bool isInflated, bool hasPatterns)
{
    m_event = event;
    m_isInflated = isInflated;
    m_hasFound = false;
    m_size = m_count = 0;
    m_segments.clear();
    m_tally.clear();
    m_finder.begin(hasPatterns);
}

void RedactionItem::segment(std::uint64_t streamOffset, bool isMasked, std::uint64_t payloadOffset)
{
    const std::uint64_t earliest = std::min(m_finder.earliest(), m_count > 0 ? m_first : m_size);
    while (m_segments.size() > 1 && m_segments[1].text <= earliest)
        m_segments.pop_front();
    m_segments.push_back({m_size, streamOffset, payloadOffset, isMasked});
}

void RedactionItem::add(base::ByteSpan piece)
{
    m_size += piece.size(); // what is found may lie anywhere in it
    m_finder.add(piece);
}

bool RedactionItem::end()
{
    m_finder.end();
    flush();
    m_ledger.add(m_tally, m_event, m_stream.hop, m_stream.direction);
    m_event = {};
    return std::exchange(m_hasFound, false);
}

void RedactionItem::wipe(const char *why, std::uint64_t first, std::uint64_t size, std::byte fill,
                         bool isMasked)
{
    if (size == 0)
        return;
    noteUnreadable(why, size);
    if (m_edits)
        m_edits->fill(m_stream, first, size, fill, maskAt({0, first, 0, isMasked}, 0));
}

void RedactionItem::noteUnreadable(const char *why, std::uint64_t size)
{
    const bool isTold = !m_tally.isEmpty() && m_tally.entries().back().place == RedactionPlace::Unreadable;
    if (!isTold)
        m_tally.secret(RedactionPlace::Unreadable, why);
    m_tally.bytes(size);
    m_hasFound = true;
}

void RedactionItem::secret(RedactionPlace place, std::string_view name)
{
    flush();
    m_hasFound = true;
    m_tally.secret(place, name);
}

void RedactionItem::range(std::uint64_t first, std::uint64_t size, char fill)
{
    m_tally.bytesAt({first, size}, fill);
    if (m_count > 0 && m_fill == fill && m_first + m_count == first) {
        m_count += size;
        return;
    }
    flush();
    m_first = first;
    m_count = size;
    m_fill = fill;
}

void RedactionItem::flush()
{
    const std::uint64_t count = std::exchange(m_count, 0);
    if (count == 0 || !m_edits)
        return;
    if (m_isInflated)
        return m_edits->fillInflated(m_event, m_first, count, m_fill);
    m_count = count;
    const auto behind =
        std::upper_bound(m_segments.begin(), m_segments.end(), m_first,
                         [](std::uint64_t first, const Segment &segment) { return first < segment.text; });
    const auto start = static_cast<std::size_t>(behind - m_segments.begin());
    for (std::size_t i = start > 0 ? start - 1 : 0;
         i < m_segments.size() && m_segments[i].text < m_first + count; ++i)
        flushIn(m_segments[i],
                i + 1 < m_segments.size() ? m_segments[i + 1].text : std::max(m_size, m_first + count));
    m_count = 0;
}

void RedactionItem::flushIn(const Segment &segment, std::uint64_t end)
{
    const std::uint64_t first = std::max(m_first, segment.text);
    const std::uint64_t last = std::min(m_first + m_count, end);
    if (first < last)
        m_edits->fill(m_stream, segment.stream + (first - segment.text), last - first,
                      static_cast<std::byte>(m_fill), maskAt(segment, first - segment.text));
}

/// The key stands right before the payload.
std::optional<RedactionEdits::Mask> RedactionItem::maskAt(const Segment &segment, std::uint64_t offset) const
{
    if (!segment.isMasked)
        return std::nullopt;
    RedactionEdits::Mask mask;
    mask.offset = segment.payload + offset;
    const std::uint64_t at = segment.stream - segment.payload - mask.key.size();
    const base::Bytes key = m_reader.bytes(m_stream.hop, m_stream.direction, at, mask.key.size());
    std::copy_n(key.begin(), std::min(key.size(), mask.key.size()), mask.key.begin());
    return mask;
}

} // namespace hop101::capture
