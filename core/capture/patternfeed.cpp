// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/patternfeed.h"

#include "core/capture/message.h"

#include <algorithm>

namespace hop101::capture {

bool isFragment(const hop::Event &event) noexcept
{
    return event.kind == hop::EventKind::Frame && event.message
        && (event.message != event.id || !event.has(hop::flag::MessageEnd));
}

void PatternFeed::begin(const hop::Event &event)
{
    m_event = event;
    m_tail.message = event.message;
    m_tail.end = 0;
    m_tail.bytes.clear();
    if (!isFragment(event) || event.message == event.id)
        return;
    const auto kept = m_tails.find({event.hop, event.direction});
    if (kept != m_tails.end() && kept->second.message == event.message)
        m_tail = std::move(kept->second);
    else
        loadTail();
}

/// The slow way, where the frames before were not given.
void PatternFeed::loadTail()
{
    const auto start = startInMessage(m_reader, m_event);
    if (!start)
        return;
    const std::uint64_t size = std::min<std::uint64_t>(*start, m_pattern.size() - 1);
    m_tail.end = *start;
    m_tail.bytes = messageBytes(m_reader, m_event.message, *start - size, size);
}

base::ByteSpan PatternFeed::comparable(base::ByteSpan bytes)
{
    if (m_pattern.letterCase() == LetterCase::Exact)
        return bytes;
    m_folded.assign(bytes.begin(), bytes.end());
    foldCase(m_folded);
    return m_folded;
}

/// Matches that begin before this piece and end in it. False where there shall be no more.
bool PatternFeed::searchAcross(base::ByteSpan piece, const Found &found)
{
    const std::size_t before = m_tail.bytes.size();
    if (before == 0)
        return true;
    m_joined = m_tail.bytes;
    base::append(m_joined, piece.first(std::min(piece.size(), m_pattern.size() - 1)));
    const base::ByteSpan in = comparable(m_joined);
    for (std::size_t at = m_pattern.find(in); at < before; at = m_pattern.find(in, at + 1)) {
        if (at + m_pattern.size() > before && !found(m_tail.end - before + at))
            return false;
    }
    return true;
}

void PatternFeed::feed(base::ByteSpan piece, const Found &found)
{
    if (searchAcross(piece, found)) {
        const base::ByteSpan in = comparable(piece);
        for (std::size_t at = m_pattern.find(in); at != TextPattern::npos; at = m_pattern.find(in, at + 1)) {
            if (!found(m_tail.end + at))
                break;
        }
    }
    const std::size_t most = m_pattern.size() - 1;
    if (piece.size() >= most) {
        const base::ByteSpan last = piece.last(most);
        m_tail.bytes.assign(last.begin(), last.end());
    } else {
        base::append(m_tail.bytes, piece);
        const std::size_t tooMany = m_tail.bytes.size() - std::min(m_tail.bytes.size(), most);
        m_tail.bytes.erase(m_tail.bytes.begin(), m_tail.bytes.begin() + static_cast<std::ptrdiff_t>(tooMany));
    }
    m_tail.end += piece.size();
}

std::size_t PatternFeed::findIn(base::ByteSpan whole, std::size_t from)
{
    // What was found once is searched on, so the fold need not be made again for each place.
    if (m_pattern.letterCase() == LetterCase::Ignored && from > 0)
        return m_pattern.find(m_folded, from);
    return m_pattern.find(comparable(whole), from);
}

void PatternFeed::end()
{
    if (isFragment(m_event) && !m_event.has(hop::flag::MessageEnd))
        m_tails[{m_event.hop, m_event.direction}] = std::move(m_tail);
    m_tail = {};
}

} // namespace hop101::capture
