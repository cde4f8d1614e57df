// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace hop101::capture {

namespace {

struct SchemaObject
{
    const char *name;
    const char *sql; ///< as SQLite keeps it: compared word for word when a file is opened
};

constexpr std::int64_t kAnyLater = 1'000'000;

/// One object as the versions from `since` to `until` have it.
struct VersionedObject
{
    std::int64_t since, until;
    SchemaObject object;
};

/// What older versions had otherwise.
constexpr std::array kOldObjects = {
    VersionedObject{1,
                    1,
                    {"hop",
                     "CREATE TABLE hop (id INTEGER PRIMARY KEY, left INTEGER, right INTEGER, url TEXT, "
                     "transport TEXT, plan TEXT)"}},
    VersionedObject{2,
                    2,
                    {"hop",
                     "CREATE TABLE hop (id INTEGER PRIMARY KEY, left INTEGER, right INTEGER, url TEXT, "
                     "transport TEXT, plan TEXT, max_inflated INTEGER, max_ratio INTEGER, max_message "
                     "INTEGER)"}},
    VersionedObject{
        1,
        1,
        {"content", "CREATE TABLE content (hop INTEGER, direction INTEGER, first_byte INTEGER, bytes BLOB)"}},
    VersionedObject{
        1,
        2,
        {"party", "CREATE TABLE party (id INTEGER PRIMARY KEY, name TEXT, role INTEGER, address TEXT)"}},
    VersionedObject{1, 2, {"note", "CREATE TABLE note (event INTEGER, text TEXT)"}},
};

/// The version that an object came with, where that was not the first.
constexpr std::array kLaterObjects = {
    VersionedObject{2, kAnyLater, {"content_message", nullptr}},
    VersionedObject{3, kAnyLater, {"session", nullptr}},
    VersionedObject{3, kAnyLater, {"note_bookmark", nullptr}},
};

/// In this order their first pages lie in the file: what shows rows comes before what may be cut off behind.
constexpr std::array kObjects = {
    SchemaObject{"capture", "CREATE TABLE capture (key TEXT PRIMARY KEY, value) WITHOUT ROWID"},
    SchemaObject{
        "session",
        "CREATE TABLE session (id INTEGER PRIMARY KEY, title TEXT, creator TEXT, created_us INTEGER, "
        "first_ns INTEGER, first_event INTEGER, complete INTEGER)"},
    SchemaObject{"party",
                 "CREATE TABLE party (id INTEGER PRIMARY KEY, session INTEGER, name TEXT, role INTEGER, "
                 "address TEXT)"},
    SchemaObject{
        "hop",
        "CREATE TABLE hop (id INTEGER PRIMARY KEY, session INTEGER, left INTEGER, right INTEGER, url TEXT, "
        "transport TEXT, plan TEXT, max_inflated INTEGER, max_ratio INTEGER, max_message INTEGER)"},
    SchemaObject{
        "exchange",
        "CREATE TABLE exchange (id INTEGER PRIMARY KEY, hop INTEGER, first_event INTEGER, response_event "
        "INTEGER, status INTEGER, verdict INTEGER, correlation INTEGER)"},
    SchemaObject{
        "block",
        "CREATE TABLE block (first_event INTEGER PRIMARY KEY, count INTEGER, first_ns INTEGER, last_ns "
        "INTEGER, summary BLOB, columns BLOB)"},
    SchemaObject{"note",
                 "CREATE TABLE note (event INTEGER PRIMARY KEY, bookmark INTEGER, text TEXT, changed_us "
                 "INTEGER)"},
    SchemaObject{"note_bookmark", "CREATE INDEX note_bookmark ON note (event) WHERE bookmark = 1"},
    SchemaObject{
        "wire",
        "CREATE TABLE wire (seq INTEGER PRIMARY KEY, hop INTEGER, direction INTEGER, first_byte INTEGER, "
        "time_ns INTEGER, bytes BLOB)"},
    SchemaObject{"wire_stream", "CREATE INDEX wire_stream ON wire (hop, direction, first_byte)"},
    SchemaObject{
        "signal",
        "CREATE TABLE signal (seq INTEGER PRIMARY KEY, hop INTEGER, direction INTEGER, time_ns INTEGER, "
        "stream_offset INTEGER, kind TEXT, data TEXT)"},
    SchemaObject{"signal_time", "CREATE INDEX signal_time ON signal (hop, time_ns)"},
    SchemaObject{
        "content",
        "CREATE TABLE content (id INTEGER PRIMARY KEY, message INTEGER, first_byte INTEGER, bytes BLOB)"},
    SchemaObject{"content_message", "CREATE INDEX content_message ON content (message, first_byte)"},
};

bool isIn(const SchemaObject &object, std::int64_t version)
{
    return std::none_of(kLaterObjects.begin(), kLaterObjects.end(), [&](const VersionedObject &later) {
        return std::string_view(later.object.name) == object.name && version < later.since;
    });
}

std::size_t objectCount(std::int64_t version)
{
    return static_cast<std::size_t>(std::count_if(
        kObjects.begin(), kObjects.end(), [&](const SchemaObject &object) { return isIn(object, version); }));
}

const SchemaObject *objectNamed(std::string_view name, std::int64_t version)
{
    for (const VersionedObject &old : kOldObjects) {
        if (name == old.object.name && version >= old.since && version <= old.until)
            return &old.object;
    }
    for (const SchemaObject &object : kObjects) {
        if (name == object.name && isIn(object, version))
            return &object;
    }
    return nullptr;
}

CaptureError error(const Database &database, CaptureFault fault, std::string detail = {})
{
    return {fault, database.path(), std::move(detail)};
}

/// SQLite reads an empty schema from an empty file and fails at the first read of anything else.
std::optional<CaptureError> whyMarksDiffer(const Database &database, std::int64_t &marked)
{
    const auto application = database.value("PRAGMA application_id");
    if (!application)
        return database.lastError();
    if (*application != kApplicationId)
        return error(database, CaptureFault::NotACapture);
    const auto version = database.value("PRAGMA user_version");
    if (!version)
        return database.lastError();
    if (*version > kSchemaVersion)
        return error(database, CaptureFault::Newer, "format " + std::to_string(*version));
    if (*version < kFirstSchemaVersion)
        return error(database, CaptureFault::NotACapture);
    marked = *version;
    return std::nullopt;
}

} // namespace

bool createTables(const Database &database)
{
    Statement find = database.prepare("SELECT 1 FROM main.sqlite_schema WHERE name = ?1");
    return std::all_of(kObjects.begin(), kObjects.end(), [&](const SchemaObject &object) {
        const Step step = find.bind(1, std::string_view(object.name)).step();
        find.reset();
        return step == Step::Row || (step == Step::Done && database.run(object.sql));
    });
}

bool createCapture(const Database &database)
{
    // Nothing is lost where the power fails now, so nothing is waited for. The checkpoint makes the file a
    // capture without its log, too.
    const std::string before = "PRAGMA synchronous=OFF; PRAGMA page_size=" + std::to_string(kPageBytes)
        + "; PRAGMA cache_size=" + std::to_string(kCachePages)
        + "; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=" + std::to_string(kCheckpointPages)
        + "; BEGIN IMMEDIATE";
    const std::string after = "PRAGMA application_id=" + std::to_string(kApplicationId)
        + "; PRAGMA user_version=" + std::to_string(kSchemaVersion)
        + "; COMMIT; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous=NORMAL";
    return database.run(before.c_str()) && createTables(database) && database.run(after.c_str());
}

bool prepareForRecording(const Database &database)
{
    const std::string settings = "PRAGMA cache_size=" + std::to_string(kCachePages)
        + "; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=" + std::to_string(kCheckpointPages)
        + "; PRAGMA synchronous=NORMAL";
    return database.run(settings.c_str());
}

std::optional<CaptureError> whyNoCapture(const Database &database)
{
    std::int64_t version = kSchemaVersion;
    if (auto why = whyMarksDiffer(database, version))
        return why;
    Statement objects = database.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema");
    std::size_t found = 0;
    for (;; ++found) {
        const Step step = objects.step();
        if (step == Step::Failed)
            return database.lastError();
        if (step == Step::Done)
            break;
        const SchemaObject *object = objectNamed(objects.text(0), version);
        if (!object || objects.text(1) != object->sql)
            return error(database, CaptureFault::Hostile, objects.text(0).substr(0, 80));
    }
    if (found < objectCount(version))
        return error(database, CaptureFault::Damaged, "tables are missing");
    return std::nullopt;
}

void makePlain(const Database &database)
{
    database.setBusyTimeout(0);
    if (!database.run("PRAGMA wal_checkpoint(TRUNCATE)"))
        return;
    // All is on the disk by now. What follows changes a few bytes within the first sector, and the file is
    // whole with the old ones and with the new ones.
    (void)database.run("PRAGMA synchronous=OFF; PRAGMA journal_mode=DELETE");
}

} // namespace hop101::capture
