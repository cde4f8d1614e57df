// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturestore.h"

#include "core/capture/contentremake.h"
#include "core/capture/openfile.h"
#include "core/capture/savecopy.h"
#include "core/capture/schema.h"
#include "core/capture/sessiontable.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

namespace hop101::capture {

namespace {

/// Who writes a note into a capture that is recorded holds the lock for a moment.
constexpr int kNoteWriterMs = 10'000;

CaptureError systemError(const std::string &path, int code)
{
    const CaptureFault fault = code == EEXIST ? CaptureFault::Exists : faultOf(SQLITE_CANTOPEN, code);
    return {fault, path, std::strerror(code)};
}

std::string absolutePath(const std::string &path)
{
    std::error_code failure;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failure);
    return failure ? path : absolute.string();
}

} // namespace

std::optional<CaptureStore::FileId> CaptureStore::fileIdOf(const std::string &path)
{
    struct stat status
    { };
    if (stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return FileId{status.st_dev, status.st_ino};
}

// Captures hold cookies and tokens: nobody else is to read them.
base::Result<std::string, CaptureError> CaptureStore::reserve(const std::string &path, bool overwrite)
{
    const std::string absolute = absolutePath(path);
    std::error_code ignored;
    if (overwrite && std::filesystem::is_regular_file(absolute, ignored)) {
        if (isInUse(absolute))
            return CaptureError{CaptureFault::Busy, absolute, {}};
        unlink(absolute.c_str());
    }
    const int file = ::open(absolute.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return systemError(absolute, errno);
    close(file);
    removeLogs(absolute);
    return absolute;
}

base::Result<std::unique_ptr<CaptureStore>, CaptureError>
CaptureStore::create(const std::string &path, bool overwrite, const std::string &title,
                     std::chrono::system_clock::time_point created)
{
    const auto reserved = reserve(path, overwrite);
    if (!reserved)
        return reserved.error();
    const std::string &absolute = reserved.value();
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
    std::unique_ptr<CaptureStore> store(new CaptureStore(absolute, std::move(database).value(), {}, {1}));
    Session first;
    first.firstEvent = {1};
    first.created = created;
    if (!store->beginSession(std::move(first), title))
        return *store->error();
    return store;
}

base::Result<std::unique_ptr<CaptureStore>, CaptureError>
CaptureStore::append(const std::string &path, const AppendPoint &point, const std::string &title)
{
    const std::string absolute = absolutePath(path);
    auto database = Database::open(absolute, Database::Mode::ReadWrite);
    if (!database)
        return database.error();
    // The file was checked by whoever read the point; now nobody else can change it.
    database.value().setBusyTimeout(kNoteWriterMs);
    if (!database.value().run("BEGIN IMMEDIATE"))
        return database.value().lastError();
    if (auto why = whyNoCapture(database.value()))
        return *why;
    if (!database.value().run("COMMIT") || !prepareForRecording(database.value()))
        return database.value().lastError();
    Session next = point.session;
    next.created = std::chrono::system_clock::now();
    Committed before{{point.events, {}}, {}, ContentBudget(point.wireBytes, point.contentBytes)};
    std::unique_ptr<CaptureStore> store(
        new CaptureStore(absolute, std::move(database).value(), std::move(before), point.session.id));
    if (!store->check(store->m_index->isGood()) || !store->beginSession(std::move(next), title))
        return *store->error();
    return store;
}

base::Result<std::unique_ptr<CaptureStore>, CaptureError>
CaptureStore::continueIn(const std::string &path) const
{
    const auto failed = [&path](CaptureError error) {
        unlink(path.c_str());
        removeLogs(path);
        error.path = path;
        return error;
    };
    auto target = Database::open(path, Database::Mode::ReadWrite);
    if (!target)
        return failed(target.error());
    if (auto error = backUp(m_database, target.value()))
        return failed(*error);
    if (!prepareForRecording(target.value()))
        return failed(target.value().lastError());
    std::unique_ptr<CaptureStore> store(
        new CaptureStore(path, std::move(target).value(), m_committed, m_session));
    if (!store->check(store->m_index->isGood()))
        return failed(*store->error());
    return store;
}

CaptureStore::CaptureStore(std::string path, Database database, Committed committed, SessionId session)
    : m_path(std::move(path)), m_session(session), m_database(std::move(database)),
      m_committed(std::move(committed)), m_log(std::in_place, m_database, m_committed.ends),
      m_index(std::in_place, m_database, m_committed.index),
      m_content(std::in_place, m_database, m_committed.budget),
      m_pageCount(m_database.prepare("PRAGMA page_count")), m_file(fileIdOf(m_path)), m_writeback(m_path),
      m_mover(std::in_place, m_database)
{
    m_database.setBusyTimeout(kNoteWriterMs);
}

bool CaptureStore::beginSession(Session session, const std::string &title)
{
    session.id = m_session;
    session.title = title;
    session.creator = "Hop101 " HOP101_VERSION;
    return begin() && check(insertSession(m_database, session)) && commit();
}

void CaptureStore::addParty(const Party &party)
{
    if (!begin())
        return;
    Statement insert = m_database.prepare(
        "INSERT INTO party (id, name, role, address, session) VALUES (?1, ?2, ?3, ?4, ?5)");
    insert.bind(1, std::uint64_t{party.id.value}).bind(2, std::string_view(party.name));
    insert.bind(3, static_cast<std::int64_t>(party.role)).bind(4, std::string_view(party.address));
    check(insert.bind(5, std::uint64_t{m_session.value}).run());
}

void CaptureStore::setPartyAddress(base::PartyId party, const std::string &address)
{
    if (!begin())
        return;
    Statement update = m_database.prepare("UPDATE party SET address = ?2 WHERE id = ?1");
    check(update.bind(1, std::uint64_t{party.value}).bind(2, std::string_view(address)).run());
}

void CaptureStore::addHop(const Hop &hop)
{
    if (!begin())
        return;
    Statement insert =
        m_database.prepare("INSERT INTO hop (id, left, right, url, transport, plan, max_inflated, "
                           "max_ratio, max_message, session) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                           "?9, ?10)");
    insert.bind(1, std::uint64_t{hop.id.value}).bind(2, std::uint64_t{hop.left.value});
    insert.bind(3, std::uint64_t{hop.right.value}).bind(4, std::string_view(hop.url));
    insert.bind(5, std::string_view(hop.transport)).bind(6, std::string_view(hop.plan));
    insert.bind(7, hop.limits.inflatedMessageBytes).bind(8, hop.limits.inflateRatio);
    insert.bind(9, hop.limits.messageBytes).bind(10, std::uint64_t{m_session.value});
    check(insert.run());
}

void CaptureStore::addInput(const hop::Input &input)
{
    if (m_error)
        return;
    check(m_log->write(input));
    if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data)) {
        m_content->sawWire(seen->bytes.size());
        m_writeback.wrote(seen->bytes.size());
    }
}

void CaptureStore::apply(const WriteBatch &batch)
{
    if (batch.isEmpty() || !begin())
        return;
    batch.applyTo(*this);
    check(m_index->isGood() && m_content->isGood());
}

void CaptureStore::applyRemaking(const std::vector<std::unique_ptr<WriteBatch>> &batches)
{
    auto taps = replayedTaps(m_path);
    if (!taps) { // damaged meanwhile: then without them
        for (const auto &batch : batches)
            apply(*batch);
        return;
    }
    ContentRemake remake(std::move(taps), *this);
    for (const auto &batch : batches) {
        if (batch->isEmpty() || !begin())
            continue;
        remake.apply(*batch);
        check(m_index->isGood() && m_content->isGood());
    }
}

bool CaptureStore::begin()
{
    if (m_error || m_isInTransaction)
        return !m_error;
    // A lock taken later would find a note that was written since, and could not be waited for.
    m_isInTransaction = check(m_database.run("BEGIN IMMEDIATE"));
    return m_isInTransaction;
}

bool CaptureStore::commit()
{
    if (m_error || !m_isInTransaction)
        return !m_error;
    m_index->flush();
    m_content->flush();
    if (!check(m_index->isGood() && m_content->isGood()) || !check(m_database.run("COMMIT")))
        return false;
    noteCommitted();
    if (fileIdOf(m_path) != m_file) {
        fail({CaptureFault::NotFound, m_path, "the file was moved or removed while it was recorded"});
        leaveMovedFile();
    }
    return !m_error;
}

void CaptureStore::noteCommitted()
{
    m_isInTransaction = false;
    ++m_commits;
    m_writeback.beginIfDue();
    m_mover->committed();
    m_committed = {m_index->state(), m_log->ends(), m_content->budget()};
    const base::EventId lowest = m_index->takeLowestChanged();
    if (lowest && (!m_lowestChanged || lowest < m_lowestChanged))
        m_lowestChanged = lowest;
    if (m_pageCount.step() == Step::Row)
        m_fileBytes = m_pageCount.number(0) * static_cast<std::uint64_t>(kPageBytes);
    m_pageCount.reset();
}

bool CaptureStore::check(bool isDone)
{
    if (!isDone && !m_error)
        fail(m_database.lastError());
    return !m_error;
}

void CaptureStore::fail(CaptureError error)
{
    error.path = m_path;
    m_error = std::move(error);
    m_isInTransaction = false;
    m_mover.reset(); // it would be in the way of what follows
    // An index that went on would write outside a transaction, and without the inputs that belong to it.
    m_index->stop();
    m_content->stop();
    // What was committed stays; some failures have rolled back already.
    (void)m_database.run("ROLLBACK");
}

/// The log did not move with the file: what is in it goes into the file, wherever that is now.
void CaptureStore::leaveMovedFile()
{
    m_database.setBusyTimeout(0);
    if (m_database.run("PRAGMA wal_checkpoint(TRUNCATE)") && !fileIdOf(m_path))
        removeLogs(m_path);
}

void CaptureStore::finish()
{
    if (begin()) {
        const std::vector<hop::Event> open = m_index->openEvents();
        for (const hop::Event &event : open)
            m_index->endOpen(event.hop, event.direction, m_log->streamEnd(event.hop, event.direction));
        check(completeSession(m_database, m_session));
        commit();
    }
    m_index.reset();
    m_content.reset();
    m_log.reset();
    m_pageCount = {};
    m_mover.reset();
    if (!m_error)
        makePlain(m_database);
}

} // namespace hop101::capture
