// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/readerprivate.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

constexpr std::uint64_t kMostParties = 4 * kMaxSessions;

SessionId sessionIn(const Statement &row, int column)
{
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    return {static_cast<std::uint32_t>(std::min(row.number(column), kMost))};
}

Party partyOf(const Statement &row)
{
    const std::int64_t role = std::clamp<std::int64_t>(row.integer(2), 1, 3);
    return {{static_cast<std::uint32_t>(row.number(0))},
            row.text(1),
            static_cast<Role>(role),
            row.text(3),
            sessionIn(row, 4)};
}

Hop hopOf(const Statement &row)
{
    return {{static_cast<std::uint32_t>(row.number(0))},
            {static_cast<std::uint32_t>(row.number(1))},
            {static_cast<std::uint32_t>(row.number(2))},
            row.text(3),
            row.text(4),
            row.text(5),
            {row.number(6), row.number(7), row.number(8)},
            sessionIn(row, 9)};
}

/// What an older format had no columns for stands as a constant.
std::string partiesQuery(std::int64_t version)
{
    const char *session = version < kSessionsSchemaVersion ? "1" : "session";
    return std::string("SELECT id, name, role, address, ") + session + " FROM party ORDER BY id LIMIT "
        + std::to_string(version < kSessionsSchemaVersion ? 4 : kMostParties);
}

std::string hopsQuery(std::int64_t version)
{
    const plan::Limits limits;
    std::string columns = "max_inflated, max_ratio, max_message";
    if (version < kMessagesSchemaVersion)
        columns = std::to_string(limits.inflatedMessageBytes) + ", " + std::to_string(limits.inflateRatio)
            + ", " + std::to_string(limits.messageBytes);
    return "SELECT id, left, right, url, transport, plan, " + columns
        + (version < kSessionsSchemaVersion ? ", 1" : ", session") + " FROM hop ORDER BY id LIMIT 1000000";
}

} // namespace

Reader::Private::Private(std::string path, OpenFile file) : m_path(std::move(path)), m_file(std::move(file))
{
    m_damage = m_file.damage;
    m_wasLive = !isRecorderDone();
    refresh();
}

bool Reader::Private::refresh()
{
    const auto version = m_database.value("PRAGMA data_version");
    if (m_version && version == m_version)
        return false;
    m_version = version;
    m_blocks.forgetFrom({1});
    loadTables();
    countEvents();
    return true;
}

void Reader::Private::countEvents()
{
    const auto last = m_blocks.lastEvent();
    // A number beyond what the file could hold comes from damage, and rows that are not there would be shown
    // for it.
    const std::int64_t pages = m_database.value("PRAGMA page_count").value_or(0);
    const std::int64_t pageBytes = m_database.value("PRAGMA page_size").value_or(0);
    constexpr std::int64_t kFewestBlockBytes = 128;
    const auto most = static_cast<std::uint64_t>(pages)
        * static_cast<std::uint64_t>(pageBytes / kFewestBlockBytes) * kBlockEvents;
    if (last && *last > most)
        noteDamage(
            CaptureError{CaptureFault::Damaged, m_path, "the number of events is beyond the file's size"});
    m_count = last && *last <= most ? *last : m_blocks.lastEventInARow();
    noteDamage(m_blocks.damage());
}

void Reader::Private::loadTables()
{
    loadSessions();
    m_parties = rows(partiesQuery(m_format), &partyOf);
    for (Party &party : m_parties)
        party.session = known(party.session);
    m_hops = rows(hopsQuery(m_format), &hopOf);
    for (Hop &hop : m_hops)
        hop.session = known(hop.session);
    for (std::size_t i = 0; i < m_hops.size(); ++i) {
        if (m_hops[i].id.value == i + 1)
            continue;
        noteDamage(CaptureError{CaptureFault::Damaged, m_path, "a hop is missing"});
        m_hops.resize(i);
    }
}

void Reader::Private::loadSessions()
{
    SessionRows sessions =
        m_format < kSessionsSchemaVersion ? sessionOfOlderFormat(m_database) : sessionRows(m_database);
    if (!sessions.isWhole)
        noteDamage(CaptureError{CaptureFault::Damaged, m_path, "a session cannot be read"});
    m_sessions = std::move(sessions.rows);
    if (!m_sessions.empty())
        return;
    if (m_database.value("SELECT 1 FROM hop LIMIT 1"))
        noteDamage(CaptureError{CaptureFault::Damaged, m_path, "the sessions are missing"});
    m_sessions = sessionOfOlderFormat(m_database).rows;
}

SessionId Reader::Private::known(SessionId session)
{
    const auto last = static_cast<std::uint32_t>(m_sessions.size());
    if (session.value >= 1 && session.value <= last)
        return session;
    noteDamage(CaptureError{CaptureFault::Damaged, m_path, "a session is missing"});
    return {std::clamp<std::uint32_t>(session.value, 1, last)};
}

template<typename Row>
std::vector<Row> Reader::Private::rows(const std::string &sql, Row (*rowOf)(const Statement &))
{
    std::vector<Row> rows;
    Statement statement = m_database.prepare(sql.c_str());
    for (;;) {
        const Step step = statement.step();
        if (step == Step::Failed)
            noteDamage(m_database.lastError());
        if (step != Step::Row)
            return rows;
        rows.push_back(rowOf(statement));
    }
}

void Reader::Private::noteDamage(const std::optional<CaptureError> &damage)
{
    if (m_damage || !damage || damage->fault == CaptureFault::Busy)
        return;
    m_damage = CaptureError{CaptureFault::Damaged, m_path, damage->detail};
}

CaptureInfo Reader::Private::info() const
{
    CaptureInfo info;
    info.creator = m_sessions.front().creator;
    info.title = m_sessions.front().title;
    info.created = m_sessions.front().created;
    info.isComplete = isRecorderDone()
        && std::all_of(m_sessions.begin(), m_sessions.end(),
                       [](const Session &session) { return session.isComplete; });
    info.format = static_cast<int>(m_format);
    info.hasMessages = m_format >= kMessagesSchemaVersion;
    return info;
}

hop::Event Reader::Private::event(base::EventId id)
{
    if (!id || id.value > m_count)
        return {};
    const BlockView *block = m_blocks.find(id);
    if (!block) {
        noteDamage(m_blocks.damage());
        return placeholder(id);
    }
    ++m_recordsRead;
    return block->event(id.value - block->first());
}

/// Stands for an event that the file no longer tells, so that all others keep their row.
hop::Event Reader::Private::placeholder(base::EventId id) const
{
    hop::Event event;
    event.id = id;
    event.hop = m_hops.empty() ? base::HopId{} : m_hops.front().id;
    event.wireSize = event.payloadSize = 0;
    event.ended = true;
    return event;
}

std::vector<hop::Exchange> Reader::Private::exchanges()
{
    ExchangeRows exchanges = exchangeRows(m_database);
    if (!exchanges.isWhole)
        noteDamage(CaptureError{CaptureFault::Damaged, m_path, "an exchange cannot be read"});
    return std::move(exchanges.rows);
}

std::optional<hop::InputData> Reader::Private::signal(const hop::Event &event) const
{
    const char *kind = event.kind == hop::EventKind::Failed ? "failed"
        : event.kind == hop::EventKind::TlsUp               ? "secured"
        : event.kind == hop::EventKind::Connected           ? "opened"
        : event.kind == hop::EventKind::Gap                 ? "lost"
                                                            : nullptr;
    if (!kind)
        return {};
    Statement statement = m_database.prepare("SELECT kind, data FROM signal WHERE hop = ?1 AND time_ns = ?2 "
                                             "AND direction = ?3 AND kind = ?4 ORDER BY seq LIMIT 1");
    statement.bind(1, std::uint64_t{event.hop.value}).bind(2, std::int64_t{event.time.count()});
    statement.bind(3, static_cast<std::int64_t>(event.direction)).bind(4, std::string_view(kind));
    if (statement.step() != Step::Row)
        return {};
    return decodeSignal(statement.text(0), statement.text(1));
}

base::EventId Reader::Private::nextFinding(base::EventId from, rules::Severity atLeast)
{
    base::EventId found;
    m_blocks.visitForward(from.value + 1, m_count, [&](const BlockInfo &info) {
        const bool mayHave = !info.summary || info.summary->hasAtLeast(atLeast);
        const BlockView *block = mayHave ? m_blocks.find({info.last()}) : nullptr;
        if (block)
            found = block->firstAtLeast(atLeast, std::max(info.first, from.value + 1), info.last());
        return !found;
    });
    return found;
}

base::EventId Reader::Private::previousFinding(base::EventId from, rules::Severity atLeast)
{
    base::EventId found;
    const std::uint64_t last = std::min(m_count, from.value - 1);
    m_blocks.visitBackward(last, [&](const BlockInfo &info) {
        const bool mayHave = !info.summary || info.summary->hasAtLeast(atLeast);
        const BlockView *block = mayHave ? m_blocks.find({info.first}) : nullptr;
        if (block)
            found = block->lastAtLeast(atLeast, info.first, std::min(info.last(), last));
        return !found;
    });
    return found;
}

void Reader::Private::findings(const BlockInfo &info, base::EventId first, base::EventId last,
                               std::size_t limit, std::vector<hop::Finding> &found)
{
    const BlockView *block = m_blocks.find({info.first});
    if (!block)
        return;
    // The block may hold more than the row that told of it, where a recorder has merged it meanwhile.
    const std::uint64_t from = std::max({first.value, info.first, block->first()});
    const base::EventId to{std::min(last.value, info.last())};
    for (std::size_t i = block->findingAtOrAfter(from - block->first()); i < block->findingCount(); ++i) {
        if (block->findingEvent(i) > to || found.size() >= limit)
            return;
        if (const auto finding = block->finding(i))
            found.push_back(*finding);
    }
}

void Reader::Private::visitInputs(const std::function<bool(const hop::Input &)> &visit)
{
    std::optional<CaptureError> damage;
    capture::visitInputs(m_database, static_cast<std::uint32_t>(m_hops.size()), visit, damage);
    noteDamage(damage);
}

std::optional<std::string> Reader::Private::fileToMakePlain() const
{
    const bool isOurs = m_wasLive && !m_file.copy && !m_damage && isRecorderDone();
    return isOurs ? std::optional(m_path) : std::nullopt;
}

} // namespace hop101::capture
