// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/annotations.h"

#include "core/capture/notetable.h"
#include "core/capture/openfile.h"
#include "core/capture/schema.h"

#include <sqlite3.h>

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <functional>
#include <thread>

namespace hop101::capture {

namespace {

using namespace std::chrono_literals;
using Done = base::Result<base::Done, CaptureError>;

/// A recorder that has much to write is without a transaction for some microseconds at a time: SQLite's own
/// waiting, up to 100 ms from one try to the next, would miss them all.
int waitForRecorder(void * /*context*/, int tries)
{
    constexpr auto kPause = 20us;
    constexpr int kMostTries = kAnnotationWaitMs * 1000 / 80; // a pause takes about that long
    if (tries >= kMostTries)
        return 0;
    std::this_thread::sleep_for(kPause);
    return 1;
}

/// Nothing that a file brings may run, and it is written to in the tables that the user's words go to.
int allowNotes(void * /*context*/, int action, const char *first, const char * /*second*/,
               const char * /*schema*/, const char * /*trigger*/)
{
    const std::string_view name = first ? first : "";
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
        return SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return name == "note" || name == "session" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_PRAGMA:
        return name == "application_id" || name == "user_version" || name == "journal_mode"
                || name == "wal_checkpoint" || name == "synchronous"
            ? SQLITE_OK
            : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

void configure(sqlite3 *handle)
{
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    // A checkpoint of a long log is the recorder's to do.
    sqlite3_exec(handle, "PRAGMA mmap_size=0; PRAGMA cell_size_check=1; PRAGMA wal_autocheckpoint=0", nullptr,
                 nullptr, nullptr);
    sqlite3_set_authorizer(handle, &allowNotes, nullptr);
    sqlite3_busy_handler(handle, &waitForRecorder, nullptr);
}

/// Why a file may not be written to, found out without writing.
std::optional<CaptureError> whyNotChangeable(const std::string &path)
{
    auto file = openCapture(path);
    if (!file)
        return file.error();
    if (file.value().damage)
        return *file.value().damage;
    if (file.value().database.value("PRAGMA user_version") != kSchemaVersion)
        return CaptureError{CaptureFault::Older, path, {}};
    if (access(path.c_str(), W_OK) != 0)
        return CaptureError{faultOf(SQLITE_CANTOPEN, errno), path, std::strerror(errno)};
    return std::nullopt;
}

bool hasEvent(const Database &database, base::EventId event)
{
    Statement last =
        database.prepare("SELECT first_event + count - 1 FROM block ORDER BY first_event DESC LIMIT 1");
    return last.step() == Step::Row && event.value >= 1 && event.value <= last.number(0);
}

/// Where the recorder that was in the way of one plain file has finished meanwhile, and we were in its way.
void leavePlain(const Database &database)
{
    if (database.value("SELECT value FROM capture WHERE key = 'complete'") == 1
        && database.text("PRAGMA journal_mode") == "wal")
        makePlain(database);
}

/// Runs `write` in a transaction. It returns what keeps it from writing, where it did not fail at the file.
Done change(const std::string &path,
            const std::function<base::Result<bool, CaptureError>(const Database &)> &write)
{
    if (auto why = whyNotChangeable(path))
        return *why;
    auto opened = Database::open(path, Database::Mode::ReadWrite);
    if (!opened)
        return opened.error();
    const Database &database = opened.value();
    configure(database.handle());
    if (!database.run("BEGIN IMMEDIATE"))
        return database.lastError();
    // Once more, now that nobody else can change it.
    if (auto why = whyNoCapture(database))
        return *why;
    auto written = write(database);
    if (!written)
        return written.error();
    if (!written.value() || !database.run("COMMIT"))
        return database.lastError();
    leavePlain(database);
    return base::Done{};
}

Done changeNote(const std::string &path, base::EventId event, const std::function<void(Note &)> &edit)
{
    return change(path, [&](const Database &database) -> base::Result<bool, CaptureError> {
        if (!hasEvent(database, event))
            return CaptureError{CaptureFault::NoSuchPlace, path, "event " + std::to_string(event.value)};
        Note note = noteRow(database, event).value_or(Note{});
        note.event = event;
        note.changed = std::chrono::system_clock::now();
        edit(note);
        return writeNote(database, note);
    });
}

} // namespace

base::Result<base::Done, CaptureError> setNoteText(const std::string &path, base::EventId event,
                                                   const std::string &text)
{
    if (text.size() > kMaxNoteBytes)
        return CaptureError{CaptureFault::TooLong, path, {}};
    return changeNote(path, event, [&text](Note &note) { note.text = text; });
}

base::Result<base::Done, CaptureError> setBookmark(const std::string &path, base::EventId event,
                                                   bool isBookmarked)
{
    return changeNote(path, event, [isBookmarked](Note &note) { note.isBookmarked = isBookmarked; });
}

base::Result<base::Done, CaptureError> setSessionTitle(const std::string &path, SessionId session,
                                                       const std::string &title)
{
    if (title.size() > kMaxTitleBytes)
        return CaptureError{CaptureFault::TooLong, path, {}};
    return change(path, [&](const Database &database) -> base::Result<bool, CaptureError> {
        Statement update = database.prepare("UPDATE session SET title = ?2 WHERE id = ?1");
        if (!update.bind(1, std::uint64_t{session.value}).bind(2, std::string_view(title)).run())
            return false;
        if (sqlite3_changes(database.handle()) == 0)
            return CaptureError{CaptureFault::NoSuchPlace, path, "session " + std::to_string(session.value)};
        return true;
    });
}

} // namespace hop101::capture
