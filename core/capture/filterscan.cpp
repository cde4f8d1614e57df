// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterscan.h"

#include "core/capture/columnmatch.h"
#include "core/capture/filterbytes.h"
#include "core/capture/sqlite.h"

#include <algorithm>

namespace hop101::capture {

namespace {

constexpr std::int64_t kBatchBlocks = 32;

BlockFacts factsOf(const Statement &row)
{
    BlockFacts facts;
    facts.first = row.number(0);
    facts.count = row.number(1);
    facts.firstTime = hop::Nanoseconds(row.integer(2));
    facts.lastTime = hop::Nanoseconds(row.integer(3));
    facts.summary = decodeSummary(row.blob(4));
    return facts;
}

bool isPossible(const BlockFacts &facts) noexcept
{
    constexpr std::uint64_t kMostEvents = std::uint64_t{1} << 62;
    return facts.first >= 1 && facts.first < kMostEvents && facts.count >= 1 && facts.count <= kBlockEvents;
}

/// Rows of the block that hold events of [first, last].
RowBits rowsBetween(const BlockFacts &facts, std::uint64_t first, std::uint64_t last)
{
    if (last < facts.first || first > facts.last())
        return {};
    const std::uint64_t begin = std::max(first, facts.first) - facts.first;
    const std::uint64_t end = std::min(last, facts.last()) - facts.first + 1;
    return without(firstRows(end), firstRows(begin));
}

} // namespace

class FilterScan::Private
{
public:
    Private(const Reader &reader, Filter filter)
        : m_matcher(std::move(filter), reader.exchanges()), m_bytes(reader, m_matcher.filter()),
          m_blocks(reader.database().prepare(
              "SELECT first_event, count, first_ns, last_ns, summary, columns FROM block "
              "WHERE first_event >= coalesce((SELECT max(first_event) FROM block WHERE first_event <= ?1), "
              "?1) "
              "AND first_event <= ?2 ORDER BY first_event LIMIT ?3"))
    { }

    bool run(std::uint64_t first, std::uint64_t last, const std::function<bool(const BlockHits &)> &visit,
             const std::stop_token &stop);

    std::uint64_t m_read = 0;

private:
    /// Takes blocks until one needs the bytes of its events, or the batch is full. False where there was
    /// none.
    bool takeBatch(std::uint64_t last);
    BlockHits hitsByColumns(const BlockFacts &facts);
    bool readBytes(const std::stop_token &stop);

    FilterMatcher m_matcher;
    FilterBytes m_bytes;
    Statement m_blocks;
    std::uint64_t m_next = 1; ///< the first event that was not looked at
    std::vector<BlockHits> m_batch;
    RowBits m_open{}; ///< rows of the last block of the batch that their bytes decide
    RowBits m_between{}; ///< rows of that block that were asked for
    base::Bytes m_columns; ///< of that block
};

bool FilterScan::Private::run(std::uint64_t first, std::uint64_t last,
                              const std::function<bool(const BlockHits &)> &visit,
                              const std::stop_token &stop)
{
    m_read = 0;
    m_next = std::max<std::uint64_t>(first, 1);
    while (m_next <= last && takeBatch(last)) {
        if (!readBytes(stop))
            return false;
        for (const BlockHits &hits : m_batch) {
            if (stop.stop_requested() || !visit(hits))
                return false;
        }
    }
    return true;
}

bool FilterScan::Private::takeBatch(std::uint64_t last)
{
    m_batch.clear();
    m_open = {};
    ResetGuard guard(m_blocks);
    // The block that holds the next event may begin before it, also because a recorder has merged it
    // meanwhile.
    m_blocks.bind(1, m_next).bind(2, last).bind(3, kBatchBlocks);
    bool isAny = false;
    while (m_blocks.step() == Step::Row) {
        const BlockFacts facts = factsOf(m_blocks);
        if (!isPossible(facts) || facts.last() < m_next)
            continue;
        isAny = true;
        BlockHits hits = hitsByColumns(facts);
        m_between = rowsBetween(facts, m_next, last);
        hits.bits = both(hits.bits, m_between);
        hits.hits = countRows(hits.bits);
        m_next = facts.last() + 1;
        m_batch.push_back(hits);
        m_open = both(m_open, m_between);
        if (countRows(m_open) > 0) {
            const base::ByteSpan columns = m_blocks.blob(5);
            m_columns.assign(columns.begin(), columns.end());
            break;
        }
    }
    return isAny;
}

BlockHits FilterScan::Private::hitsByColumns(const BlockFacts &facts)
{
    BlockHits hits{facts.first, facts.count, 0, {}};
    const Answer answer = m_matcher.answer(facts);
    if (answer == Answer::All)
        hits.bits = firstRows(facts.count);
    if (answer != Answer::Some)
        return hits;
    ++m_read;
    const auto columns = BlockColumns::locate(facts.first, facts.count, m_blocks.blob(5));
    if (!columns)
        return hits;
    const FilterMatcher::Rows rows = m_matcher.match(facts, *columns);
    hits.bits = rows.sure;
    m_open = rows.open;
    return hits;
}

/// The statement over blocks stands still meanwhile: bytes may take long.
bool FilterScan::Private::readBytes(const std::stop_token &stop)
{
    if (countRows(m_open) == 0)
        return true;
    BlockHits &hits = m_batch.back();
    const auto columns = BlockColumns::locate(hits.first, hits.count, m_columns);
    if (!columns || !m_bytes.read(*columns, m_open, stop))
        return !columns;
    const RowBits rows =
        m_matcher.decide([this](std::size_t term) -> const RowBits & { return m_bytes.rows(term); });
    hits.bits = both(rows, m_between);
    hits.hits = countRows(hits.bits);
    return true;
}

FilterScan::FilterScan(const Reader &reader, Filter filter)
    : d(std::make_unique<Private>(reader, std::move(filter)))
{ }

FilterScan::~FilterScan() = default;

bool FilterScan::run(base::EventId first, base::EventId last,
                     const std::function<bool(const BlockHits &)> &visit, const std::stop_token &stop)
{
    return d->run(first.value, last.value, visit, stop);
}

std::uint64_t FilterScan::blocksRead() const noexcept
{
    return d->m_read;
}

} // namespace hop101::capture
