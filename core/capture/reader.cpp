// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/reader.h"

#include "core/capture/blockcache.h"
#include "core/capture/contentbytes.h"
#include "core/capture/exchangetable.h"
#include "core/capture/inputreader.h"
#include "core/capture/notetable.h"
#include "core/capture/openfile.h"
#include "core/capture/payloadreader.h"
#include "core/capture/schema.h"
#include "core/capture/sessiontable.h"
#include "core/capture/signaldata.h"
#include "core/capture/streambytes.h"

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

class Reader::Private
{
public:
    Private(std::string path, OpenFile file);

    bool refresh();
    void noteDamage(const std::optional<CaptureError> &damage);
    bool hasNotes() const { return m_format >= kSessionsSchemaVersion; }
    /// None for a number that no event has.
    base::EventId shown(base::EventId event) const
    {
        return event.value <= m_count ? event : base::EventId{};
    }
    CaptureInfo info() const;
    hop::Event event(base::EventId id);
    hop::Event placeholder(base::EventId id) const;
    std::vector<hop::Exchange> exchanges();
    std::optional<hop::InputData> signal(const hop::Event &event) const;
    base::EventId nextFinding(base::EventId from, rules::Severity atLeast);
    base::EventId previousFinding(base::EventId from, rules::Severity atLeast);
    void findings(const BlockInfo &block, base::EventId first, base::EventId last, std::size_t limit,
                  std::vector<hop::Finding> &found);
    void visitInputs(const std::function<bool(const hop::Input &)> &visit);
    /// The file, where the recorder that we saw has finished but could not make it one plain file because of
    /// us.
    std::optional<std::string> fileToMakePlain() const;

    const std::string m_path;
    OpenFile m_file;
    const Database &m_database = m_file.database;
    const std::int64_t m_format = m_database.value("PRAGMA user_version").value_or(kSchemaVersion);
    BlockCache m_blocks{m_database};
    StreamBytes m_stream{m_database};
    ContentBytes m_content{m_database};
    std::optional<CaptureError> m_damage;
    std::vector<Session> m_sessions;
    std::vector<Party> m_parties;
    std::vector<Hop> m_hops;
    std::uint64_t m_count = 0;
    std::uint64_t m_recordsRead = 0;

private:
    void countEvents();
    void loadTables();
    void loadSessions();
    /// The session of a row, or the nearest that there is.
    SessionId known(SessionId session);
    /// Of all sessions the last: a recorder marks the capture anew when it begins another.
    bool isRecorderDone() const { return m_database.value(kIsComplete) == 1; }
    template<typename Row>
    std::vector<Row> rows(const std::string &sql, Row (*rowOf)(const Statement &));

    static constexpr const char *kIsComplete = "SELECT value FROM capture WHERE key = 'complete'";

    std::optional<std::int64_t> m_version;
    bool m_wasLive = false;
};

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

base::Result<std::unique_ptr<Reader>, CaptureError> Reader::open(const std::string &path)
{
    auto file = openCapture(path);
    if (!file)
        return file.error();
    return std::unique_ptr<Reader>(new Reader(std::make_unique<Private>(path, std::move(file).value())));
}

Reader::Reader(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

Reader::~Reader()
{
    const auto path = d->fileToMakePlain();
    d.reset();
    if (!path)
        return;
    if (auto database = Database::open(*path, Database::Mode::ReadWrite))
        makePlain(database.value());
}

bool Reader::refresh()
{
    return d->refresh();
}

void Reader::invalidateFrom(base::EventId event)
{
    d->m_blocks.forgetFrom(event);
}

const std::optional<CaptureError> &Reader::damage() const
{
    return d->m_damage;
}

CaptureInfo Reader::info() const
{
    return d->info();
}

const std::vector<Party> &Reader::parties() const
{
    return d->m_parties;
}

const std::vector<Hop> &Reader::hops() const
{
    return d->m_hops;
}

const std::vector<Session> &Reader::sessions() const
{
    return d->m_sessions;
}

const Session &Reader::sessionOf(base::HopId hop) const
{
    const bool isKnown = hop.value >= 1 && hop.value <= d->m_hops.size();
    const SessionId session = isKnown ? d->m_hops[hop.value - 1].session : SessionId{1};
    return d->m_sessions[session.value - 1];
}

std::vector<Note> Reader::notes(base::EventId first, base::EventId last, std::size_t limit,
                                std::size_t textBytes) const
{
    return d->hasNotes() ? noteRows(d->m_database, first, last, limit, textBytes) : std::vector<Note>();
}

std::optional<Note> Reader::note(base::EventId event) const
{
    return d->hasNotes() ? noteRow(d->m_database, event) : std::nullopt;
}

base::EventId Reader::nextBookmark(base::EventId from) const
{
    return d->hasNotes() ? d->shown(bookmarkAfter(d->m_database, from)) : base::EventId{};
}

base::EventId Reader::previousBookmark(base::EventId from) const
{
    return d->hasNotes() ? bookmarkBefore(d->m_database, from) : base::EventId{};
}

std::vector<hop::Exchange> Reader::exchanges() const
{
    return d->exchanges();
}

std::optional<hop::Exchange> Reader::exchangeOf(const hop::Event &event) const
{
    return exchangeRowOf(d->m_database, event);
}

std::uint64_t Reader::eventCount() const
{
    return d->m_count;
}

hop::Event Reader::event(base::EventId id) const
{
    return d->event(id);
}

std::size_t Reader::events(base::EventId first, std::span<hop::Event> out) const
{
    if (!first || first.value > d->m_count)
        return 0;
    const std::size_t count = std::min<std::uint64_t>(out.size(), d->m_count - first.value + 1);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = d->event({first.value + i});
    return count;
}

std::vector<hop::Finding> Reader::findings(base::EventId id) const
{
    return findings(id, id, std::numeric_limits<std::size_t>::max());
}

std::vector<hop::Finding> Reader::findings(base::EventId first, base::EventId last, std::size_t limit) const
{
    std::vector<hop::Finding> findings;
    last.value = std::min(last.value, d->m_count);
    if (!first || first > last || limit == 0)
        return findings;
    d->m_blocks.visitForward(first.value, last.value, [&](const BlockInfo &info) {
        if (!info.summary || info.summary->findings > 0)
            d->findings(info, first, last, limit, findings);
        return findings.size() < limit;
    });
    return findings;
}

base::EventId Reader::nextFinding(base::EventId from, rules::Severity atLeast) const
{
    return from.value < d->m_count ? d->nextFinding(from, atLeast) : base::EventId{};
}

base::EventId Reader::previousFinding(base::EventId from, rules::Severity atLeast) const
{
    return from.value > 1 ? d->previousFinding(from, atLeast) : base::EventId{};
}

base::Bytes Reader::bytes(base::HopId hop, hop::Direction direction, std::uint64_t first,
                          std::uint64_t count) const
{
    return d->m_stream.read(hop, direction, first, count);
}

base::Bytes Reader::wire(const hop::Event &event, std::uint64_t limit) const
{
    const std::uint64_t size = event.wireSize < 0 ? limit : static_cast<std::uint64_t>(event.wireSize);
    return d->m_stream.read(event.hop, event.direction, event.streamOffset, std::min(limit, size));
}

base::Bytes Reader::payload(const hop::Event &event, std::uint64_t offset, std::uint64_t limit) const
{
    return readPayload(*this, event, offset, limit);
}

base::Bytes Reader::inflated(base::EventId message, std::uint64_t offset, std::uint64_t limit) const
{
    return d->m_content.read(message, offset, limit);
}

std::uint64_t Reader::inflatedSize(base::EventId message) const
{
    return d->m_content.size(message);
}

std::uint64_t Reader::allInflatedBytes() const
{
    return d->m_content.totalBytes();
}

std::string Reader::signalText(const hop::Event &event) const
{
    const auto data = d->signal(event);
    return data ? signalWords(*data) : std::string();
}

std::optional<hop::Lost> Reader::lost(const hop::Event &event) const
{
    const auto data = d->signal(event);
    const auto *lost = data ? std::get_if<hop::Lost>(&*data) : nullptr;
    return lost ? std::optional(*lost) : std::nullopt;
}

void Reader::inputs(const std::function<bool(const hop::Input &)> &visit) const
{
    d->visitInputs(visit);
}

const Database &Reader::database() const
{
    return d->m_database;
}

std::uint64_t Reader::recordsRead() const
{
    return d->m_recordsRead;
}

} // namespace hop101::capture
