// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/capturestate.h"

#include <algorithm>
#include <utility>

namespace hop101::ui {

namespace {

/// Where the event's wire bytes have what was found; nothing where they have it in another form.
base::ByteRange wireRangeOf(const hop::Event &event, const capture::TextHit &hit)
{
    const bool isFrame = event.kind == hop::EventKind::Frame;
    if (event.has(hop::flag::Compressed) || event.wireSize < 0 || event.payloadSize > event.wireSize)
        return {};
    if (event.kind == hop::EventKind::Body && event.payloadSize != event.wireSize)
        return {}; // in chunks
    if (!isFrame)
        return {hit.offset, hit.size};
    const bool isLater = event.message && event.message != event.id;
    const auto payload = std::uint64_t(std::max<std::int64_t>(event.payloadSize, 0));
    const auto start =
        isLater && event.messageSize >= event.payloadSize ? std::uint64_t(event.messageSize) - payload : 0;
    const std::uint64_t first = std::max(hit.offset, start) - start;
    const std::uint64_t end =
        std::min(hit.offset + hit.size - std::min(start, hit.offset + hit.size), payload);
    return end <= first ? base::ByteRange{}
                        : base::ByteRange{std::uint64_t(event.wireSize) - payload + first, end - first};
}

} // namespace

CaptureState::CaptureState(QObject *parent) : QObject(parent) { }
CaptureState::~CaptureState() = default;

void CaptureState::setReader(std::unique_ptr<capture::Reader> reader)
{
    m_reader = std::move(reader);
    m_selected = m_anchor = {};
    m_selection = {};
    m_bytes = {};
    m_chosenHop = {};
    m_found.reset();
    m_pathReport.reset();
    if (m_hits)
        m_hits.emplace();
    emit rowsReset();
    emit captureChanged();
    emit selectedEventsChanged();
    emit selectionChanged(m_selected);
}

void CaptureState::advance(base::EventId lowestChanged)
{
    if (!m_reader)
        return;
    const std::uint64_t before = m_reader->eventCount();
    if (lowestChanged)
        m_reader->invalidateFrom(lowestChanged);
    m_reader->refresh();
    const base::EventId firstNew{before + 1};
    const base::EventId first = lowestChanged ? std::min(lowestChanged, firstNew) : firstNew;
    emit rowsAdvanced(rowOf(first));
    emit eventsAdvanced(first);
}

void CaptureState::select(base::EventId event)
{
    m_anchor = event;
    EventSelection one;
    if (event)
        one.setBetween(event, event);
    setSelection(std::move(one), event);
}

void CaptureState::selectTo(base::EventId event)
{
    if (!m_anchor || !event)
        return select(event);
    EventSelection range;
    range.setBetween(m_anchor, event);
    setSelection(std::move(range), event);
}

void CaptureState::toggleSelected(base::EventId event)
{
    EventSelection changed = m_selection;
    changed.toggle(event);
    if (changed.isEmpty() || !event)
        return;
    m_anchor = event;
    setSelection(std::move(changed), event);
}

void CaptureState::selectAll()
{
    const std::uint64_t rows = rowCount();
    if (rows == 0)
        return;
    EventSelection all;
    all.setBetween(eventAt(0), eventAt(rows - 1));
    m_anchor = eventAt(0);
    setSelection(std::move(all), m_selected ? m_selected : eventAt(0));
}

void CaptureState::setSelection(EventSelection selection, base::EventId shown)
{
    if (!selection.has(shown))
        shown = selection.nearest(shown);
    if (!selection.has(m_anchor))
        m_anchor = shown;
    const bool isOther = !(selection == m_selection);
    m_selection = std::move(selection);
    if (isOther)
        emit selectedEventsChanged();
    showSelected(shown);
}

std::uint64_t CaptureState::selectedCount() const
{
    if (!m_reader)
        return m_selection.isEmpty() ? 0 : 1;
    std::uint64_t count = 0;
    const std::uint64_t events = m_reader->eventCount();
    for (const EventSelection::Range &range : m_selection.ranges()) {
        if (range.first <= events)
            count += rowOf({std::min(range.last, events) + 1}) - rowOf({range.first});
    }
    return count;
}

void CaptureState::showSelected(base::EventId event)
{
    if (event == m_selected)
        return;
    m_selected = event;
    m_bytes = {};
    if (std::exchange(m_found, std::nullopt))
        emit foundChanged();
    emit selectionChanged(event);
}

void CaptureState::chooseHop(base::HopId hop)
{
    if (std::exchange(m_chosenHop, hop) != hop)
        emit chosenHopChanged(hop);
}

void CaptureState::show(const capture::TextHit &found)
{
    select(found.event);
    m_found = found;
    emit foundChanged();
    if (m_reader)
        selectBytes(wireRangeOf(m_reader->event(found.event), found));
}

void CaptureState::setPathReport(hop::PathReport report)
{
    m_pathReport = std::make_shared<const hop::PathReport>(std::move(report));
}

std::uint64_t CaptureState::rowCount() const
{
    return m_hits ? m_hits->count() : m_reader ? m_reader->eventCount() : 0;
}

base::EventId CaptureState::eventAt(std::uint64_t row) const
{
    return m_hits ? m_hits->eventAt(row) : base::EventId{row + 1};
}

std::uint64_t CaptureState::rowOf(base::EventId event) const
{
    return m_hits ? m_hits->rowsBefore(event) : event ? event.value - 1 : 0;
}

bool CaptureState::hasRow(base::EventId event) const
{
    return m_hits ? m_hits->has(event) : bool(event);
}

void CaptureState::beginFilter()
{
    m_hits.emplace();
    emit rowsReset();
}

void CaptureState::addHits(const std::vector<capture::BlockHits> &blocks)
{
    if (!m_hits || blocks.empty())
        return;
    std::uint64_t first = m_hits->count();
    for (const capture::BlockHits &block : blocks)
        first = std::min(first, m_hits->put(block));
    emit rowsAdvanced(first);
}

void CaptureState::endFilter()
{
    if (!m_hits)
        return;
    m_hits.reset();
    emit rowsReset();
}

void CaptureState::selectBytes(base::ByteRange bytes)
{
    if (bytes == m_bytes)
        return;
    m_bytes = bytes;
    emit selectedBytesChanged(bytes);
}

} // namespace hop101::ui
