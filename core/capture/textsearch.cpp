// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/textsearch.h"

#include "core/capture/columnmatch.h"
#include "core/capture/patternfeed.h"
#include "core/capture/payloadwalk.h"

#include <algorithm>
#include <optional>

namespace hop101::capture {

namespace {

/// Kinds that have bytes.
constexpr std::array kKinds{ValueRange{3, 5}, ValueRange{7, 8}};
static_assert(static_cast<int>(hop::EventKind::RequestHead) == 3
              && static_cast<int>(hop::EventKind::Body) == 5 && static_cast<int>(hop::EventKind::Frame) == 7
              && static_cast<int>(hop::EventKind::RawRun) == 8);

} // namespace

class TextSearch::Private
{
public:
    Private(const Reader &reader, const TextPattern &pattern)
        : m_walk(reader), m_feed(reader, pattern),
          m_block(reader.database().prepare(
              "SELECT first_event, count, columns FROM block WHERE first_event >= coalesce((SELECT "
              "max(first_event) FROM block WHERE first_event <= ?1), ?1) AND first_event <= ?2 "
              "AND first_event + count > ?1 ORDER BY first_event LIMIT 1"))
    { }

    /// The next block from there on; nothing where there is none.
    std::optional<BlockColumns> take(std::uint64_t from, std::uint64_t last);
    bool search(const BlockColumns &columns, std::uint64_t first, std::uint64_t last,
                const std::function<bool(const TextHit &)> &visit, const std::stop_token &stop);
    bool run(std::uint64_t first, std::uint64_t last, const std::function<bool(const TextHit &)> &visit,
             const std::function<void(base::EventId)> &progress, const std::stop_token &stop);

private:
    bool isPassedOver(const BlockColumns &columns, std::size_t row);
    bool searchEvent(const hop::Event &event, const std::function<bool(const TextHit &)> &visit,
                     const std::stop_token &stop);

    PayloadWalk m_walk;
    PatternFeed m_feed;
    Statement m_block;
    base::Bytes m_columns;
    std::uint64_t m_blockEnd = 0; ///< the event after the block that was taken last
};

std::optional<BlockColumns> TextSearch::Private::take(std::uint64_t from, std::uint64_t last)
{
    ResetGuard guard(m_block);
    m_blockEnd = 0;
    if (m_block.bind(1, from).bind(2, last).step() != Step::Row)
        return std::nullopt;
    const std::uint64_t first = m_block.number(0);
    const std::uint64_t count = m_block.number(1);
    m_blockEnd = first + count;
    const base::ByteSpan bytes = m_block.blob(2);
    m_columns.assign(bytes.begin(), bytes.end());
    return BlockColumns::locate(first, count, m_columns);
}

bool TextSearch::Private::run(std::uint64_t first, std::uint64_t last,
                              const std::function<bool(const TextHit &)> &visit,
                              const std::function<void(base::EventId)> &progress, const std::stop_token &stop)
{
    m_feed.forget();
    bool isAll = true;
    for (std::uint64_t next = std::max<std::uint64_t>(first, 1); isAll && next <= last;) {
        const auto columns = take(next, last);
        if (m_blockEnd <= next)
            break;
        isAll = !stop.stop_requested() && (!columns || search(*columns, next, last, visit, stop));
        next = m_blockEnd;
        if (progress)
            progress({std::min(next - 1, last)});
    }
    m_walk.release();
    return isAll;
}

bool TextSearch::Private::search(const BlockColumns &columns, std::uint64_t first, std::uint64_t last,
                                 const std::function<bool(const TextHit &)> &visit,
                                 const std::stop_token &stop)
{
    return visitRows(rowsWithin(columns, Column::Kind, kKinds), [&](std::size_t row) {
        const std::uint64_t id = columns.first() + row;
        if (id < first || id > last || isPassedOver(columns, row) || !columns.isRowPossible(row))
            return true;
        return searchEvent(columns.event(row), visit, stop);
    });
}

/// Most frames are passed over with a look at a few of their columns: they stand on the wire as people read
/// them, in a row of the file that is searched as a whole. Folding would need a copy of the row.
bool TextSearch::Private::isPassedOver(const BlockColumns &columns, std::size_t row)
{
    if (m_feed.pattern().letterCase() != LetterCase::Exact
        || columns.value(Column::Kind, row) != static_cast<std::uint64_t>(hop::EventKind::Frame))
        return false;
    constexpr std::uint64_t kChanged = hop::flag::Masked | hop::flag::Compressed;
    const std::uint64_t flags = columns.value(Column::Flags, row);
    const std::uint64_t message = columns.value(Column::Message, row);
    const bool isWhole = message == 0 || (message == 1 && (flags & hop::flag::MessageEnd) != 0);
    const std::uint64_t size = columns.value(Column::Wire, row);
    if ((flags & kChanged) != 0 || !isWhole || size <= 1)
        return false;
    return m_walk.isWithout(m_feed.pattern(), {static_cast<std::uint32_t>(columns.value(Column::Hop, row))},
                            static_cast<hop::Direction>(columns.value(Column::Direction, row) & 1),
                            columns.value(Column::Offset, row), size - 1);
}

bool TextSearch::Private::searchEvent(const hop::Event &event,
                                      const std::function<bool(const TextHit &)> &visit,
                                      const std::stop_token &stop)
{
    bool goesOn = true;
    if (const auto bytes = isFragment(event) ? std::nullopt : m_walk.whole(event)) {
        std::size_t at = m_feed.findIn(*bytes);
        while (goesOn && at != TextPattern::npos) {
            goesOn = visit({event.id, event.message, at, m_feed.pattern().size()}) && !stop.stop_requested();
            at = m_feed.findIn(*bytes, at + 1);
        }
        return goesOn;
    }
    m_feed.begin(event);
    m_walk.read(event, [&](base::ByteSpan piece) {
        m_feed.feed(piece, [&](std::uint64_t offset) {
            goesOn = visit({event.id, event.message, offset, m_feed.pattern().size()});
            return goesOn;
        });
        goesOn = goesOn && !stop.stop_requested();
        return goesOn;
    });
    m_feed.end();
    return goesOn;
}

TextSearch::TextSearch(const Reader &reader, const TextPattern &pattern)
    : d(std::make_unique<Private>(reader, pattern))
{ }

TextSearch::~TextSearch() = default;

bool TextSearch::run(base::EventId first, base::EventId last,
                     const std::function<bool(const TextHit &)> &visit,
                     const std::function<void(base::EventId)> &progress, const std::stop_token &stop)
{
    return d->run(first.value, last.value, visit, progress, stop);
}

} // namespace hop101::capture
