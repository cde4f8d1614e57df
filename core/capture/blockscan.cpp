// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/blockscan.h"

#include <algorithm>

namespace hop101::capture {

namespace {

/// Blocks of damaged files may overlap, so that the one before the block that begins last before an event
/// may hold it, too; that one is not looked for: each event is in one place in what a recorder writes.
constexpr const char *kForward =
    "SELECT first_event, count, summary, first_ns, last_ns FROM block WHERE first_event >= ?1 "
    "AND first_event <= ?2 ORDER BY first_event LIMIT 64";
constexpr const char *kBackward =
    "SELECT first_event, count, summary, first_ns, last_ns FROM block WHERE first_event <= ?1 "
    "AND first_event >= ?2 ORDER BY first_event DESC LIMIT 64";

bool isPossible(const BlockInfo &info) noexcept
{
    return info.first >= 1 && info.first < ScanBounds::kLastEvent - kBlockEvents && info.count >= 1
        && info.count <= kBlockEvents;
}

} // namespace

BlockScan::BlockScan(const Database &database, std::function<bool()> isStopped)
    : m_database(database), m_isStopped(std::move(isStopped)), m_cache(database),
      m_forward(database.prepare(kForward)), m_backward(database.prepare(kBackward))
{ }

void BlockScan::start(const ScanBounds &bounds, std::uint64_t eventCount)
{
    m_bounds = bounds;
    m_bounds.firstEvent = std::max<std::uint64_t>(bounds.firstEvent, 1);
    m_bounds.lastEvent = std::min(bounds.lastEvent, eventCount);
    m_rows.clear();
    m_at = 0;
    m_isDone = m_bounds.firstEvent > m_bounds.lastEvent || m_bounds.firstNs > m_bounds.lastNs
        || m_bounds.kinds == 0 || m_bounds.directions == 0 || m_bounds.severities == 0;
    // The block that holds the first event may begin before it, but no further than a full block does.
    m_from = m_bounds.isDescending ? m_bounds.lastEvent : blockStart(m_bounds.firstEvent);
}

const BlockView *BlockScan::next()
{
    while (!m_isDone) {
        m_wasStopped = m_wasStopped || (m_isStopped && m_isStopped());
        if (m_wasStopped)
            return nullptr;
        // A join asks for one event after the other.
        if (m_bounds.firstEvent == m_bounds.lastEvent)
            return single();
        if (m_at == m_rows.size() && !fill())
            break;
        const Row row = std::move(m_rows[m_at++]);
        pass(row.info);
        if (!mayHold(row))
            continue;
        if (const BlockView *found = view(row))
            return found;
    }
    m_isDone = true;
    return nullptr;
}

bool BlockScan::fill()
{
    m_rows.clear();
    m_at = 0;
    if (m_from == 0 || m_from > m_bounds.lastEvent)
        return false;
    Statement &statement = m_bounds.isDescending ? m_backward : m_forward;
    ResetGuard guard(statement);
    statement.bind(1, m_from);
    statement.bind(2, m_bounds.isDescending ? blockStart(m_bounds.firstEvent) : m_bounds.lastEvent);
    for (;;) {
        const Step step = statement.step();
        if (step == Step::Failed && !m_damage)
            m_damage = m_database.lastError();
        if (step != Step::Row)
            return !m_rows.empty();
        Row row = rowOf(statement);
        const bool isInOrder = m_rows.empty()
            || (m_bounds.isDescending ? row.info.first < m_rows.back().info.first
                                      : row.info.first > m_rows.back().info.first);
        if (isPossible(row.info) && isInOrder)
            m_rows.push_back(std::move(row));
        else if (!m_damage)
            m_damage = CaptureError{CaptureFault::Damaged, m_database.path(), "a block cannot be read"};
    }
}

BlockScan::Row BlockScan::rowOf(const Statement &statement) const
{
    return {{statement.number(0), statement.number(1), decodeSummary(statement.blob(2))},
            statement.integer(3),
            statement.integer(4)};
}

void BlockScan::pass(const BlockInfo &info) noexcept
{
    m_from = m_bounds.isDescending ? info.first - 1 : info.first + 1;
}

bool BlockScan::mayHold(const Row &row) const noexcept
{
    if (row.info.last() < m_bounds.firstEvent || row.info.first > m_bounds.lastEvent
        || row.lastNs < m_bounds.firstNs || row.firstNs > m_bounds.lastNs)
        return false;
    if (!row.info.summary)
        return true;
    const BlockSummary &summary = *row.info.summary;
    const bool mayHoldEvents = (summary.kinds & m_bounds.kinds) != 0
        && (summary.directions & m_bounds.directions) != 0 && (summary.severities & m_bounds.severities) != 0;
    if (!mayHoldEvents || (m_bounds.hasFindings && summary.findings == 0))
        return false;
    const std::size_t rule = m_bounds.rule.value_or(0);
    return !m_bounds.rule || rule / 64 >= summary.rules.size()
        || ((summary.rules[rule / 64] >> (rule % 64)) & 1U) != 0;
}

const BlockView *BlockScan::view(const Row &row)
{
    const BlockView *block = m_cache.find({row.info.first});
    if (!block)
        return nullptr;
    // A recorder may have merged it meanwhile.
    m_first = std::max({row.info.first, block->first(), m_bounds.firstEvent});
    m_last = std::min({row.info.last(), block->last(), m_bounds.lastEvent});
    return m_first <= m_last ? block : nullptr;
}

const BlockView *BlockScan::single()
{
    m_isDone = true;
    m_first = m_last = m_bounds.firstEvent;
    return m_cache.find({m_first});
}

const std::optional<CaptureError> &BlockScan::damage() const noexcept
{
    return m_damage ? m_damage : m_cache.damage();
}

} // namespace hop101::capture
