// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventindex.h"

#include <algorithm>
#include <cassert>

namespace hop101::capture {

namespace {

/// Full blocks that stay decoded: an event that is open when its block fills ends soon after, as a rule.
constexpr std::size_t kMaxSealed = 4;

hop::Event endedAsItIs(hop::Event event, std::uint64_t streamEnd)
{
    event.ended = true;
    event.flags |= hop::flag::Cut;
    event.wireSize = static_cast<std::int64_t>(streamEnd - std::min(streamEnd, event.streamOffset));
    if (event.kind == hop::EventKind::RawRun)
        event.payloadSize = event.wireSize;
    return event;
}

void sortByEvent(std::vector<hop::Finding> &findings)
{
    std::stable_sort(findings.begin(), findings.end(),
                     [](const hop::Finding &a, const hop::Finding &b) { return a.event < b.event; });
}

void appendTo(std::vector<hop::Event> &events, std::vector<hop::Finding> &findings, const BlockView &view)
{
    for (std::size_t row = 0; row < view.count(); ++row)
        events.push_back(view.event(row));
    for (std::size_t i = 0; i < view.findingCount(); ++i)
        findings.push_back(view.finding(i).value_or(hop::Finding{}));
}

} // namespace

EventIndex::EventIndex(const Database &database)
    : m_database(database),
      m_insert(
          database.prepare("REPLACE INTO block (first_event, count, first_ns, last_ns, summary, columns) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")),
      m_delete(database.prepare("DELETE FROM block WHERE first_event >= ?1")),
      m_select(database.prepare("SELECT count, columns FROM block WHERE first_event = ?1")),
      m_exchange(
          database.prepare("REPLACE INTO exchange (id, hop, first_event, response_event, status, verdict, "
                           "correlation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT CASE WHEN "
                           "json_valid(transport) THEN json_extract(transport, '$.connection') END FROM hop "
                           "WHERE id = ?2))"))
{
    m_last.events.reserve(kBlockEvents);
}

EventIndex::EventIndex(const Database &database, State state) : EventIndex(database)
{
    m_count = m_flushed = state.events;
    m_open = std::move(state.open);
    m_last.first = m_count > 0 ? blockStart(m_count) : 1;
    check(loadLast());
}

/// The events of the last group, from the small blocks that hold them.
bool EventIndex::loadLast()
{
    Statement rows =
        m_database.prepare("SELECT first_event, count, columns FROM block WHERE first_event >= ?1 "
                           "ORDER BY first_event");
    rows.bind(1, m_last.first);
    Step step = rows.step();
    for (; step == Step::Row; step = rows.step()) {
        const base::ByteSpan columns = rows.blob(2);
        const auto view =
            BlockView::parse(rows.number(0), rows.number(1), base::Bytes(columns.begin(), columns.end()));
        if (!view || view->first() != m_last.first + m_last.events.size())
            return false;
        m_small.push_back({view->first(), static_cast<std::size_t>(view->count()), false});
        appendTo(m_last.events, m_last.findings, *view);
    }
    const std::uint64_t expected = m_count > 0 ? m_count - m_last.first + 1 : 0;
    return step == Step::Done && m_last.events.size() == expected;
}

void EventIndex::add(const hop::Event &event)
{
    assert(event.id.value == m_count + 1 && "events are numbered densely from 1");
    ++m_count;
    if (!m_isGood)
        return;
    if (m_last.events.size() == kBlockEvents)
        seal();
    m_last.events.push_back(event);
    if (!event.ended)
        m_open.push_back(event);
}

void EventIndex::change(const hop::Event &event)
{
    if (!m_isGood)
        return;
    const auto open = std::find_if(m_open.begin(), m_open.end(),
                                   [&event](const hop::Event &other) { return other.id == event.id; });
    if (open != m_open.end()) {
        if (event.ended)
            m_open.erase(open);
        else
            *open = event;
    }
    if (Group *group = groupOf(event.id)) {
        group->events[event.id.value - group->first] = event;
        touch(event.id);
    }
}

void EventIndex::addFinding(const hop::Finding &finding)
{
    if (!m_isGood)
        return;
    if (Group *group = groupOf(finding.event)) {
        group->findings.push_back(finding);
        touch(finding.event);
    }
}

void EventIndex::setExchange(const hop::Exchange &exchange)
{
    if (!m_isGood)
        return;
    m_exchange.bind(1, exchange.id.value).bind(2, std::uint64_t{exchange.hop.value});
    exchange.request ? m_exchange.bind(3, exchange.request.value) : m_exchange.bindNull(3);
    exchange.response ? m_exchange.bind(4, exchange.response.value) : m_exchange.bindNull(4);
    m_exchange.bind(5, std::int64_t{exchange.status}).bind(6, static_cast<std::int64_t>(exchange.state));
    check(m_exchange.run());
}

void EventIndex::endOpen(base::HopId hop, hop::Direction direction, std::uint64_t streamEnd)
{
    const std::vector<hop::Event> open = m_open;
    for (const hop::Event &event : open) {
        if (event.hop == hop && event.direction == direction)
            change(endedAsItIs(event, streamEnd));
    }
}

void EventIndex::flush()
{
    if (!m_isGood)
        return;
    flushSmallBlocks();
    for (Group &group : m_sealed) {
        if (group.isDirty)
            writeBlock(group.events, group.findings);
        group.isDirty = false;
    }
    m_flushed = m_count;
}

base::EventId EventIndex::takeLowestChanged() noexcept
{
    return std::exchange(m_lowestChanged, {});
}

/// The last group is full: one row takes the place of the small ones.
void EventIndex::seal()
{
    if (!m_small.empty())
        check(m_delete.bind(1, m_last.first).run());
    m_small.clear();
    writeBlock(m_last.events, m_last.findings);
    Group next;
    next.first = m_last.first + kBlockEvents;
    if (m_sealed.size() == kMaxSealed && !m_sealed.front().isDirty) {
        // Its memory serves again, so that a flood allocates nothing.
        std::swap(next.events, m_sealed.front().events);
        std::swap(next.findings, m_sealed.front().findings);
        next.events.clear();
        next.findings.clear();
        m_sealed.pop_front();
    }
    keepSealed(std::exchange(m_last, std::move(next)));
    m_last.events.reserve(kBlockEvents);
}

void EventIndex::keepSealed(Group group)
{
    if (m_sealed.size() == kMaxSealed) {
        if (m_sealed.front().isDirty)
            writeBlock(m_sealed.front().events, m_sealed.front().findings);
        m_sealed.pop_front();
    }
    m_sealed.push_back(std::move(group));
}

EventIndex::Group *EventIndex::groupOf(base::EventId event)
{
    assert(event.value >= 1 && event.value <= m_count && "an event is added before it changes");
    const std::uint64_t first = blockStart(event.value);
    if (first == m_last.first)
        return &m_last;
    const auto it = std::find_if(m_sealed.begin(), m_sealed.end(),
                                 [first](const Group &group) { return group.first == first; });
    return it != m_sealed.end() ? &*it : load(first);
}

EventIndex::Group *EventIndex::load(std::uint64_t first)
{
    std::optional<BlockView> view;
    if (m_select.bind(1, first).step() == Step::Row) {
        const base::ByteSpan columns = m_select.blob(1);
        view = BlockView::parse(first, m_select.number(0), base::Bytes(columns.begin(), columns.end()));
    }
    m_select.reset();
    check(view.has_value());
    if (!view)
        return nullptr;
    Group group;
    group.first = first;
    appendTo(group.events, group.findings, *view);
    keepSealed(std::move(group));
    return &m_sealed.back();
}

/// Marks the row of the table that holds this event as out of date.
void EventIndex::touch(base::EventId event)
{
    if (event.value <= m_flushed && (!m_lowestChanged || event < m_lowestChanged))
        m_lowestChanged = event;
    if (event.value < m_last.first) {
        groupOf(event)->isDirty = true;
        return;
    }
    const auto after =
        std::upper_bound(m_small.begin(), m_small.end(), event.value,
                         [](std::uint64_t id, const SmallBlock &block) { return id < block.first; });
    if (after == m_small.begin())
        return;
    SmallBlock &block = *std::prev(after);
    if (event.value < block.first + block.count)
        block.isDirty = true;
}

void EventIndex::flushSmallBlocks()
{
    const std::uint64_t written =
        m_small.empty() ? m_last.first : m_small.back().first + m_small.back().count;
    const std::uint64_t end = m_last.first + m_last.events.size();
    if (end > written)
        m_small.push_back({written, static_cast<std::size_t>(end - written), true});
    for (SmallBlock &block : m_small) {
        if (block.isDirty)
            writeBlock(std::span(m_last.events).subspan(block.first - m_last.first, block.count),
                       m_last.findings);
        block.isDirty = false;
    }
}

/// `findings` may hold those of other events, in any order.
void EventIndex::writeBlock(std::span<const hop::Event> events, std::span<const hop::Finding> findings)
{
    m_scratch.clear();
    for (const hop::Finding &finding : findings) {
        if (finding.event >= events.front().id && finding.event <= events.back().id)
            m_scratch.push_back(finding);
    }
    sortByEvent(m_scratch);
    const base::Bytes summary = encodeSummary(summaryOf(events, m_scratch));
    const base::Bytes columns = encodeColumns(events, m_scratch);
    m_insert.bind(1, events.front().id.value).bind(2, std::uint64_t{events.size()});
    m_insert.bind(3, std::int64_t{events.front().time.count()})
        .bind(4, std::int64_t{events.back().time.count()});
    m_insert.bind(5, base::ByteSpan(summary)).bind(6, base::ByteSpan(columns));
    check(m_insert.run());
}

} // namespace hop101::capture
