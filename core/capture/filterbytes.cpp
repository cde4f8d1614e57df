// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterbytes.h"

#include "core/websocket/closecode.h"

#include <algorithm>

namespace hop101::capture {

FilterBytes::FilterBytes(const Reader &reader, const Filter &filter)
    : m_filter(filter), m_walk(reader), m_rows(filter.terms.size())
{
    for (std::size_t i = 0; i < filter.terms.size(); ++i) {
        if (filter.terms[i].field == FilterField::Payload)
            m_feeds.push_back({i, PatternFeed(reader, filter.terms[i].pattern)});
        else if (filter.terms[i].field == FilterField::CloseCode)
            m_codes.push_back(i);
    }
}

bool FilterBytes::read(const BlockColumns &columns, const RowBits &wanted, const std::stop_token &stop)
{
    std::fill(m_rows.begin(), m_rows.end(), RowBits{});
    if (columns.first() != m_next) {
        for (Feed &feed : m_feeds)
            feed.feed.forget();
    }
    m_next = columns.last() + 1;
    bool isWhole = true;
    for (std::size_t row = 0; isWhole && row < columns.count(); ++row) {
        const bool isWanted = hasRow(wanted, row);
        // A later frame may complete what begins in one that nobody asked for.
        const bool mayMatter = isWanted || columns.value(Column::Message, row) != 0;
        if (!mayMatter || !columns.isRowPossible(row))
            continue;
        const hop::Event event = columns.event(row);
        if (isWanted || (!m_feeds.empty() && isFragment(event)))
            isWhole = readRow(event, row, stop);
    }
    m_walk.release();
    return isWhole;
}

bool FilterBytes::hasAll(std::size_t row) const
{
    return std::all_of(m_feeds.begin(), m_feeds.end(),
                       [&](const Feed &feed) { return hasRow(m_rows[feed.term], row); });
}

bool FilterBytes::readRow(const hop::Event &event, std::size_t row, const std::stop_token &stop)
{
    if (!m_codes.empty() && event.kind == hop::EventKind::Frame && event.opcode() == websocket::Opcode::Close)
        readCloseCode(event, row);
    const bool isPart = isFragment(event);
    if (const auto bytes = isPart || m_feeds.empty() ? std::nullopt : m_walk.whole(event)) {
        for (Feed &feed : m_feeds) {
            if (feed.feed.findIn(*bytes) != TextPattern::npos)
                setRow(m_rows[feed.term], row);
        }
        return !stop.stop_requested();
    }
    for (Feed &feed : m_feeds)
        feed.feed.begin(event);
    if (!m_feeds.empty()) {
        m_walk.read(event, [&](base::ByteSpan piece) {
            for (Feed &feed : m_feeds) {
                feed.feed.feed(piece, [&](std::uint64_t) {
                    setRow(m_rows[feed.term], row);
                    return false;
                });
            }
            return !stop.stop_requested() && (isPart || !hasAll(row));
        });
    }
    for (Feed &feed : m_feeds)
        feed.feed.end();
    return !stop.stop_requested();
}

void FilterBytes::readCloseCode(const hop::Event &event, std::size_t row)
{
    base::Bytes body;
    m_walk.read(event, [&](base::ByteSpan piece) {
        base::append(body, piece.first(std::min<std::size_t>(piece.size(), 2)));
        return body.size() < 2;
    });
    const auto code = websocket::readCloseBody(body).code;
    for (const std::size_t term : m_codes) {
        for (const ValueRange &range : m_filter.terms[term].ranges) {
            if (code && range.first <= *code && *code <= range.last)
                setRow(m_rows[term], row);
        }
    }
}

} // namespace hop101::capture
