// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "core/capture/contentlog.h"
#include "core/capture/hoptap.h"
#include "core/capture/inputlog.h"
#include "core/capture/openfile.h"
#include "core/capture/openrecordings.h"
#include "core/capture/schema.h"
#include "core/capture/sessiontable.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace hop101::capture {

namespace {

using namespace std::chrono_literals;

constexpr hop::Nanoseconds kShortestWait = 5ms; ///< lets a burst become one block
constexpr hop::Nanoseconds kLongestWait = 50ms;
/// Who writes a note into a capture that is recorded holds the lock for a moment.
constexpr int kNoteWriterMs = 10'000;

struct FileId
{
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const FileId &) const = default;
};

std::optional<FileId> fileIdOf(const std::string &path)
{
    struct stat status
    { };
    if (stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return FileId{status.st_dev, status.st_ino};
}

CaptureError systemError(const std::string &path, int code)
{
    const CaptureFault fault = code == EEXIST ? CaptureFault::Exists : faultOf(SQLITE_CANTOPEN, code);
    return {fault, path, std::strerror(code)};
}

/// Makes an empty file that only its owner can read: captures hold cookies and tokens.
std::optional<CaptureError> makeFile(const std::string &path, bool overwrite)
{
    std::error_code ignored;
    if (overwrite && std::filesystem::is_regular_file(path, ignored)) {
        if (isInUse(path))
            return CaptureError{CaptureFault::Busy, path, {}};
        unlink(path.c_str());
    }
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return systemError(path, errno);
    close(file);
    removeLogs(path);
    return std::nullopt;
}

std::string absolutePath(const std::string &path)
{
    std::error_code failure;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failure);
    return failure ? path : absolute.string();
}

} // namespace

class Recorder::Private
{
public:
    Private(std::string path, Database database, const Options &options);

    void writeInfo(const std::string &title);
    base::PartyId addParty(const Party &party);
    void setPartyAddress(base::PartyId party, const std::string &address);
    base::HopId addHop(const Hop &hop, hop::HopListener *actor);
    void take(hop::Input input);
    std::optional<hop::Nanoseconds> commitDueAt() const;
    void commit(hop::Nanoseconds now);
    Progress takeProgress();
    void finish();

    HopTap &tap(base::HopId hop) const
    {
        assert(hop.value >= 1 && hop.value <= m_taps.size() && "a hop is added before it takes inputs");
        return *m_taps[hop.value - 1];
    }
    std::uint64_t eventCount() const { return m_numbers.eventCount(); }
    hop::Nanoseconds latest() const { return m_latest; }
    bool isFinished() const { return !m_database; }

    const std::string m_path;
    std::optional<CaptureError> m_error;

private:
    void beginIfNeeded();
    void check(bool isDone);
    void fail(CaptureError error);
    void decode(const hop::Input &input);
    void noteCommitted(hop::Nanoseconds now);
    void endOpenEvents();

    std::optional<Database> m_database;
    std::optional<InputLog> m_log;
    std::optional<EventIndex> m_index;
    std::optional<ContentLog> m_content;
    hop::Numbers m_numbers;
    std::vector<std::unique_ptr<HopTap>> m_taps;
    std::optional<OpenRecording> m_note;
    std::optional<FileId> m_file;
    const SessionId m_session{1};
    std::uint32_t m_parties = 0;
    std::uint64_t m_seq = 0;
    hop::Nanoseconds m_latest{};
    hop::Nanoseconds m_lastCommit = -kLongestWait;
    std::optional<hop::Nanoseconds> m_firstUncommitted;
    Progress m_progress;
};

Recorder::Private::Private(std::string path, Database database, const Options &options)
    : m_path(std::move(path)), m_database(std::move(database)), m_log(std::in_place, *m_database),
      m_index(std::in_place, *m_database), m_content(std::in_place, *m_database),
      m_note(std::in_place, m_path, options.isUntitled), m_file(fileIdOf(m_path))
{
    m_database->setBusyTimeout(kNoteWriterMs);
}

void Recorder::Private::writeInfo(const std::string &title)
{
    beginIfNeeded();
    check(insertSession(
        *m_database,
        {m_session, title, "Hop101 " HOP101_VERSION, std::chrono::system_clock::now(), {}, {1}}));
    commit(m_latest);
    // The first events of a session are shown as soon as they come, whatever was written before them.
    m_lastCommit = -kLongestWait;
}

base::PartyId Recorder::Private::addParty(const Party &party)
{
    ++m_parties;
    beginIfNeeded();
    if (!m_error) {
        Statement insert = m_database->prepare(
            "INSERT INTO party (id, name, role, address, session) VALUES (?1, ?2, ?3, ?4, ?5)");
        insert.bind(1, std::uint64_t{m_parties}).bind(2, std::string_view(party.name));
        insert.bind(3, static_cast<std::int64_t>(party.role)).bind(4, std::string_view(party.address));
        check(insert.bind(5, std::uint64_t{m_session.value}).run());
    }
    return {m_parties};
}

void Recorder::Private::setPartyAddress(base::PartyId party, const std::string &address)
{
    beginIfNeeded();
    if (m_error)
        return;
    Statement update = m_database->prepare("UPDATE party SET address = ?2 WHERE id = ?1");
    check(update.bind(1, std::uint64_t{party.value}).bind(2, std::string_view(address)).run());
}

base::HopId Recorder::Private::addHop(const Hop &hop, hop::HopListener *actor)
{
    const base::HopId id{static_cast<std::uint32_t>(m_taps.size() + 1)};
    m_taps.push_back(std::make_unique<HopTap>(id, hop.limits, m_numbers, *m_index, *m_content, actor));
    beginIfNeeded();
    if (!m_error) {
        Statement insert = m_database->prepare(
            "INSERT INTO hop (id, left, right, url, transport, plan, max_inflated, "
            "max_ratio, max_message, session) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        insert.bind(1, std::uint64_t{id.value}).bind(2, std::uint64_t{hop.left.value});
        insert.bind(3, std::uint64_t{hop.right.value}).bind(4, std::string_view(hop.url));
        insert.bind(5, std::string_view(hop.transport)).bind(6, std::string_view(hop.plan));
        insert.bind(7, hop.limits.inflatedMessageBytes).bind(8, hop.limits.inflateRatio);
        insert.bind(9, hop.limits.messageBytes).bind(10, std::uint64_t{m_session.value});
        check(insert.run());
    }
    return id;
}

void Recorder::Private::take(hop::Input input)
{
    input.time = m_latest = std::max(input.time, m_latest);
    auto *seen = std::get_if<hop::BytesSeen>(&input.data);
    if (!seen)
        return decode(input);
    base::ByteSpan rest = seen->bytes;
    while (!rest.empty()) {
        seen->bytes = rest.first(std::min(rest.size(), hop::kMaxInputBytes));
        rest = rest.subspan(seen->bytes.size());
        decode(input);
    }
}

void Recorder::Private::decode(const hop::Input &given)
{
    hop::Input input = given;
    input.seq = ++m_seq;
    beginIfNeeded();
    if (!m_error)
        check(m_log->write(input));
    if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
        m_content->sawWire(seen->bytes.size());
    tap(input.hop).take(input);
    if (!m_error)
        check(m_index->isGood() && m_content->isGood());
}

void Recorder::Private::beginIfNeeded()
{
    if (m_error || m_firstUncommitted)
        return;
    m_firstUncommitted = m_latest;
    // A lock taken later would find a note that was written since, and could not be waited for.
    check(m_database->run("BEGIN IMMEDIATE"));
}

std::optional<hop::Nanoseconds> Recorder::Private::commitDueAt() const
{
    if (!m_firstUncommitted || m_error)
        return std::nullopt;
    return std::clamp(m_lastCommit + kLongestWait, *m_firstUncommitted + kShortestWait,
                      *m_firstUncommitted + kLongestWait);
}

void Recorder::Private::commit(hop::Nanoseconds now)
{
    if (!m_firstUncommitted || m_error)
        return;
    m_index->flush();
    m_content->flush();
    check(m_index->isGood() && m_content->isGood());
    if (!m_error)
        check(m_database->run("COMMIT"));
    if (!m_error && fileIdOf(m_path) != m_file)
        fail({CaptureFault::NotFound, m_path, "the file was moved or removed while it was recorded"});
    if (!m_error)
        noteCommitted(now);
}

void Recorder::Private::noteCommitted(hop::Nanoseconds now)
{
    m_firstUncommitted.reset();
    m_lastCommit = now;
    m_progress.events = m_index->eventCount();
    const base::EventId lowest = m_index->takeLowestChanged();
    if (lowest && (!m_progress.lowestChanged || lowest < m_progress.lowestChanged))
        m_progress.lowestChanged = lowest;
}

Progress Recorder::Private::takeProgress()
{
    const Progress progress = m_progress;
    m_progress.lowestChanged = {};
    return progress;
}

void Recorder::Private::check(bool isDone)
{
    if (!isDone && !m_error)
        fail(m_database->lastError());
}

void Recorder::Private::fail(CaptureError error)
{
    error.path = m_path;
    m_error = std::move(error);
    m_firstUncommitted.reset();
    // An index that went on would write outside a transaction, and without the inputs that belong to it.
    m_index->stop();
    m_content->stop();
    // What was committed stays; some failures have rolled back already.
    (void)m_database->run("ROLLBACK");
}

void Recorder::Private::endOpenEvents()
{
    for (const auto &tap : m_taps) {
        for (const hop::Direction direction : {hop::Direction::FromLeft, hop::Direction::FromRight})
            m_index->endOpen(tap->hop(), direction, m_log->streamEnd(tap->hop(), direction));
    }
}

void Recorder::Private::finish()
{
    if (isFinished())
        return;
    beginIfNeeded();
    if (!m_error) {
        endOpenEvents();
        check(completeSession(*m_database, m_session));
        commit(m_latest);
    }
    m_index.reset();
    m_content.reset();
    m_log.reset();
    if (!m_error)
        makePlain(*m_database);
    m_database.reset();
    // A recording that failed is over all the same: the one who recorded was told.
    m_note.reset();
}

base::Result<std::unique_ptr<Recorder>, CaptureError> Recorder::create(const std::string &path,
                                                                       const Options &options)
{
    const std::string absolute = absolutePath(path);
    if (auto error = makeFile(absolute, options.overwrite))
        return *error;
    auto database = Database::open(absolute, Database::Mode::ReadWrite);
    if (!database) {
        unlink(absolute.c_str());
        return database.error();
    }
    if (!createCapture(database.value())) {
        const CaptureError error = database.value().lastError();
        unlink(absolute.c_str());
        removeLogs(absolute);
        return error;
    }
    auto impl = std::make_unique<Private>(absolute, std::move(database).value(), options);
    impl->writeInfo(options.title);
    if (impl->m_error)
        return *impl->m_error;
    return std::unique_ptr<Recorder>(new Recorder(std::move(impl)));
}

Recorder::Recorder(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

Recorder::~Recorder()
{
    finish();
}

base::PartyId Recorder::addParty(const Party &party)
{
    return d->addParty(party);
}

void Recorder::setPartyAddress(base::PartyId party, const std::string &address)
{
    d->setPartyAddress(party, address);
}

base::HopId Recorder::addHop(const Hop &hop, hop::HopListener *actor)
{
    return d->addHop(hop, actor);
}

void Recorder::take(base::HopId hop, hop::Direction direction, hop::Nanoseconds time, hop::InputData data)
{
    assert(!d->isFinished() && "nothing is recorded after finish()");
    d->take({0, hop, direction, time, std::move(data)});
}

std::optional<hop::Nanoseconds> Recorder::commitDueAt() const
{
    return d->commitDueAt();
}

bool Recorder::commitIfDue(hop::Nanoseconds now)
{
    const auto due = d->commitDueAt();
    if (!due || now < *due)
        return false;
    d->commit(now);
    return !d->m_error;
}

void Recorder::commit()
{
    d->commit(d->latest());
}

Progress Recorder::takeProgress()
{
    return d->takeProgress();
}

hop::Verdict Recorder::verdict(base::HopId hop) const
{
    return d->tap(hop).verdict();
}

std::uint64_t Recorder::eventCount() const
{
    return d->eventCount();
}

const std::optional<CaptureError> &Recorder::error() const
{
    return d->m_error;
}

const std::string &Recorder::path() const
{
    return d->m_path;
}

void Recorder::finish()
{
    d->finish();
}

} // namespace hop101::capture
