// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/sequencelayout.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace hop101::diagram {

namespace {

constexpr std::size_t kMaxLanes = 4; // roles; a hostile file may name more parties

struct Ends
{
    int left = 0;
    int right = 1;
};

/// The lanes, and which of them a party speaks in: parties of one name and role, of several sessions, share
/// one.
struct Lanes
{
    std::vector<Lane> lanes;
    std::map<base::PartyId, int> ofParty;
};

/// `session`: whose addresses are shown.
Lanes lanesOf(const capture::Reader &reader, capture::SessionId session)
{
    std::vector<capture::Party> parties = reader.parties();
    std::stable_sort(parties.begin(), parties.end(),
                     [](const capture::Party &a, const capture::Party &b) { return a.role < b.role; });
    Lanes made;
    std::map<std::pair<capture::Role, std::string>, int> known;
    for (const capture::Party &party : parties) {
        const auto [at, isNew] = known.try_emplace({party.role, party.name}, int(made.lanes.size()));
        if (isNew && made.lanes.size() >= kMaxLanes) {
            known.erase(at);
            continue;
        }
        if (isNew)
            made.lanes.push_back({party.id, party.name, party.address});
        else if (party.session == session)
            made.lanes[static_cast<std::size_t>(at->second)] = {party.id, party.name, party.address};
        made.ofParty[party.id] = at->second;
    }
    while (made.lanes.size() < 2) // an arrow has two ends, whatever the file says
        made.lanes.push_back({});
    return made;
}

/// Reads events once: a window of rows with the one before it, and what was looked up beside.
class Window
{
public:
    Window(const capture::Reader &reader, std::uint64_t firstRow, std::uint64_t count) : m_reader(reader)
    {
        const std::uint64_t total = reader.eventCount();
        if (firstRow >= total)
            return;
        const std::uint64_t before = firstRow > 0 ? 1 : 0;
        m_events.resize(static_cast<std::size_t>(std::min(count, total - firstRow) + before));
        m_events.resize(reader.events({firstRow + 1 - before}, m_events));
        m_first = {firstRow + 1};
    }

    Window(const capture::Reader &reader, std::span<const base::EventId> events, base::EventId before)
        : m_reader(reader)
    {
        if (before)
            m_events.push_back(reader.event(before));
        for (const base::EventId id : events) {
            if (const hop::Event event = reader.event(id); event.id)
                m_events.push_back(event);
        }
        m_first = {before.value + 1};
    }

    /// With the one before the rows that were asked for.
    std::span<const hop::Event> all() const { return m_events; }
    bool isAskedFor(const hop::Event &event) const { return event.id >= m_first; }

    hop::Event at(base::EventId id) const
    {
        if (!id)
            return {};
        const auto held =
            std::lower_bound(m_events.begin(), m_events.end(), id,
                             [](const hop::Event &event, base::EventId to) { return event.id < to; });
        if (held != m_events.end() && held->id == id)
            return *held;
        const auto [found, isNew] = m_beside.try_emplace(id.value);
        if (isNew)
            found->second = m_reader.event(id);
        return found->second;
    }

private:
    const capture::Reader &m_reader;
    std::vector<hop::Event> m_events;
    base::EventId m_first;
    mutable std::map<std::uint64_t, hop::Event> m_beside;
};

websocket::Opcode messageOpcode(const Window &window, const hop::Event &event)
{
    if (event.opcode() != websocket::Opcode::Continuation || !event.message)
        return event.opcode();
    return window.at(event.message).opcode();
}

Style frameStyle(const Window &window, const hop::Event &event)
{
    if (websocket::isControl(event.opcode()))
        return event.opcode() == websocket::Opcode::Close ? Style::Text : Style::Control;
    return messageOpcode(window, event) == websocket::Opcode::Binary ? Style::Binary : Style::Text;
}

Style styleOf(const Window &window, const hop::Event &event)
{
    switch (event.kind) {
    case hop::EventKind::RequestHead:
    case hop::EventKind::Body:
        return Style::Head;
    case hop::EventKind::ResponseHead:
        return event.code == 101 ? Style::Switch : Style::Head;
    case hop::EventKind::ProtocolSwitched:
        return Style::Switch;
    case hop::EventKind::Frame:
        return frameStyle(window, event);
    case hop::EventKind::RawRun:
        return Style::Raw;
    case hop::EventKind::Failed:
        return Style::Failed;
    case hop::EventKind::Connected:
    case hop::EventKind::TlsUp:
    case hop::EventKind::Closed:
    case hop::EventKind::Gap:
    case hop::EventKind::Note:
        return Style::Transport;
    }
    return Style::Transport;
}

Bracket bracketOf(const hop::Event &event)
{
    if (event.kind != hop::EventKind::Frame || !event.message)
        return Bracket::None;
    const bool isFirst = event.message == event.id;
    const bool isLast = event.has(hop::flag::MessageEnd) || event.has(hop::flag::Fin);
    if (isFirst)
        return isLast ? Bracket::None : Bracket::First;
    return isLast ? Bracket::Last : Bracket::Middle;
}

/// The meaning up to its first clause: "A control frame may carry at most 125 bytes".
std::string firstClause(const std::string &meaning)
{
    const auto end = meaning.find_first_of(";.");
    // A point within a word or number ends nothing.
    for (auto at = end; at != std::string::npos; at = meaning.find_first_of(";.", at + 1)) {
        if (at + 1 == meaning.size() || meaning[at + 1] == ' ')
            return meaning.substr(0, at);
    }
    return meaning;
}

std::string worstTitle(const capture::Reader &reader, const hop::Event &event, Translate translate)
{
    if (event.severity == rules::Severity::None)
        return {};
    const rules::RuleInfo *worst = nullptr;
    for (const hop::Finding &finding : reader.findings(event.id)) {
        const rules::RuleInfo &rule = rules::info(finding.rule);
        if (!worst || rule.severity > worst->severity)
            worst = &rule;
    }
    if (!worst)
        return {};
    return firstClause(translate ? translate("rule", worst->meaning) : worst->meaning);
}

/// What stays the same for all rows of one build.
class Builder
{
public:
    Builder(const capture::Reader &reader, const Window &window, const Lanes &lanes, Translate translate)
        : m_reader(reader), m_window(window), m_lanes(lanes), m_translate(translate),
          m_isParallel(hasParallelHops(reader))
    { }

    std::vector<Row> rows()
    {
        std::vector<Row> rows;
        const hop::Event *previous = nullptr;
        for (const hop::Event &event : m_window.all()) {
            const std::optional<hop::Nanoseconds> trip = roundTrip(event);
            const bool isSwitched = switchedAfter(event);
            if (m_window.isAskedFor(event))
                rows.push_back(rowOf(event, previous, trip, isSwitched));
            previous = &event;
        }
        mark(rows);
        return rows;
    }

private:
    /// What the user marked and wrote to.
    void mark(std::vector<Row> &rows) const
    {
        if (rows.empty())
            return;
        const base::EventId first = rows.front().event;
        const base::EventId last = rows.back().event;
        if (last.value - first.value < rows.size())
            return markRange(std::span(rows), first, last);
        // Chosen rows stand far from each other, with any number of notes between them.
        for (Row &row : rows)
            markRange(std::span(&row, 1), row.event, row.event);
    }
    /// `rows` stand without a hole.
    void markRange(std::span<Row> rows, base::EventId first, base::EventId last) const
    {
        for (const capture::Note &note : m_reader.notes(first, last, rows.size(), 1)) {
            Row &row = rows[static_cast<std::size_t>(note.event.value - first.value)];
            row.isBookmarked = note.isBookmarked;
            row.hasNote = !note.text.empty();
        }
    }
    int laneOf(base::PartyId party, int otherwise) const
    {
        const auto found = m_lanes.ofParty.find(party);
        return found == m_lanes.ofParty.end() || !party ? otherwise : found->second;
    }
    Ends endsOf(base::HopId id) const
    {
        if (id.value < 1 || id.value > m_reader.hops().size())
            return {};
        const capture::Hop &hop = m_reader.hops()[id.value - 1];
        const Ends ends{laneOf(hop.left, 0), laneOf(hop.right, int(m_lanes.lanes.size()) - 1)};
        return ends.left == ends.right ? Ends{} : ends;
    }

    Row rowOf(const hop::Event &event, const hop::Event *previous, std::optional<hop::Nanoseconds> trip,
              bool isSwitched) const
    {
        Row row;
        row.event = event.id;
        row.hop = event.hop;
        row.time = event.time;
        if (m_isParallel)
            row.connection = '#' + std::to_string(event.hop.value);
        const Ends ends = endsOf(event.hop);
        row.fromLeft = event.direction == hop::Direction::FromLeft;
        row.left = std::min(ends.left, ends.right);
        row.right = std::max(ends.left, ends.right);
        if (ends.left > ends.right)
            row.fromLeft = !row.fromLeft;
        row.style = styleOf(m_window, event);
        row.isSeam = row.style == Style::Switch;
        row.isSwitched = isSwitched;
        const EventLookup lookup = [this](base::EventId id) { return m_window.at(id); };
        row.text = rowText(m_reader, event, lookup, m_translate);
        row.severity = event.severity;
        row.findingTitle = worstTitle(m_reader, event, m_translate);
        row.bracket = bracketOf(event);
        row.isOpen = !event.ended;
        if (previous && event.time - previous->time >= kSilence)
            row.silenceBefore = event.time - previous->time;
        row.roundTrip = trip;
        return row;
    }

    /// A pong after the ping with its payload, a response after its request; each partner answers once.
    std::optional<hop::Nanoseconds> roundTrip(const hop::Event &event)
    {
        const bool isFrame = event.kind == hop::EventKind::Frame;
        if (event.kind == hop::EventKind::RequestHead) {
            m_requests[event.hop] = event.time;
        } else if (event.kind == hop::EventKind::ResponseHead && !event.has(hop::flag::Interim)) {
            if (auto request = m_requests.extract(event.hop))
                return event.time - request.mapped();
        } else if (isFrame && event.opcode() == websocket::Opcode::Ping) {
            m_pings.push_back({event.hop, event.direction, event.time, controlPayload(event)});
        } else if (isFrame && event.opcode() == websocket::Opcode::Pong) {
            return pongTrip(event);
        }
        return std::nullopt;
    }
    std::optional<hop::Nanoseconds> pongTrip(const hop::Event &pong)
    {
        const base::Bytes payload = controlPayload(pong);
        const auto found = std::find_if(m_pings.rbegin(), m_pings.rend(), [&](const Ping &ping) {
            return ping.hop == pong.hop && ping.direction != pong.direction && ping.payload == payload;
        });
        if (found == m_pings.rend())
            return std::nullopt;
        const hop::Nanoseconds trip = pong.time - found->time;
        m_pings.erase(std::next(found).base());
        return trip;
    }
    base::Bytes controlPayload(const hop::Event &event) const
    {
        return event.payloadSize == 0 ? base::Bytes()
                                      : m_reader.payload(event, 0, websocket::kMaxControlPayloadBytes);
    }

    /// Frames come only after the switch; other rows go by what was seen before them on their hop.
    bool switchedAfter(const hop::Event &event)
    {
        bool &isSwitched = m_switched[event.hop];
        switch (event.kind) {
        case hop::EventKind::ProtocolSwitched:
        case hop::EventKind::Frame:
            isSwitched = true;
            break;
        case hop::EventKind::Connected:
        case hop::EventKind::RequestHead:
        case hop::EventKind::ResponseHead:
        case hop::EventKind::Closed:
        case hop::EventKind::Failed:
            isSwitched = false;
            break;
        case hop::EventKind::TlsUp:
        case hop::EventKind::Body:
        case hop::EventKind::RawRun:
        case hop::EventKind::Gap:
        case hop::EventKind::Note:
            break;
        }
        return isSwitched;
    }

    struct Ping
    {
        base::HopId hop;
        hop::Direction direction;
        hop::Nanoseconds time;
        base::Bytes payload;
    };

    const capture::Reader &m_reader;
    const Window &m_window;
    const Lanes &m_lanes;
    Translate m_translate;
    bool m_isParallel; ///< rows name their connection
    std::map<base::HopId, hop::Nanoseconds> m_requests;
    std::vector<Ping> m_pings;
    std::map<base::HopId, bool> m_switched;
};

/// Rows and lanes of what the window holds.
void fill(SequenceLayout &layout, const capture::Reader &reader, const Window &window, Translate translate)
{
    const base::HopId shownHop = window.all().empty() ? base::HopId{} : window.all().back().hop;
    Lanes lanes = lanesOf(reader, reader.sessionOf(shownHop).id);
    layout.rows = Builder(reader, window, lanes, translate).rows();
    layout.lanes = std::move(lanes.lanes);
}

} // namespace

bool hasParallelHops(const capture::Reader &reader)
{
    std::map<base::PartyId, capture::Role> roles;
    for (const capture::Party &party : reader.parties())
        roles[party.id] = party.role;
    std::set<std::pair<capture::Role, capture::Role>> known;
    return std::any_of(reader.hops().begin(), reader.hops().end(), [&](const capture::Hop &hop) {
        return !known.emplace(roles[hop.left], roles[hop.right]).second;
    });
}

SequenceLayout SequenceLayout::build(const capture::Reader &reader, std::uint64_t firstRow,
                                     std::uint64_t count, Translate translate)
{
    SequenceLayout layout;
    layout.firstRow = firstRow;
    layout.rowCount = reader.eventCount();
    fill(layout, reader, Window(reader, firstRow, count), translate);
    return layout;
}

SequenceLayout SequenceLayout::build(const capture::Reader &reader, std::span<const base::EventId> events,
                                     base::EventId before, std::uint64_t firstRow, std::uint64_t rowCount,
                                     Translate translate)
{
    SequenceLayout layout;
    layout.firstRow = firstRow;
    layout.rowCount = rowCount;
    fill(layout, reader, Window(reader, events, before), translate);
    return layout;
}

} // namespace hop101::diagram
