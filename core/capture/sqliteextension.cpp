// SPDX-License-Identifier: GPL-3.0-or-later
//
// The loadable extension: `.load …/hop101` in the sqlite3 shell, with a capture open, makes the tables event,
// message and finding over it, and the function hop101_version().
#define SQLITE_CORE 1 // functions are called by their names, see isSameLibrary()

#include "core/capture/sqltables.h"

#include <sqlite3ext.h>

#include <new>

using namespace hop101::capture;

namespace {

/// What lives as long as the connection.
struct Loaded
{
    std::unique_ptr<Reader> reader;
    std::unique_ptr<SqlTables> tables;
};

/// Two copies of SQLite in one process would drop each other's locks, and one cannot make values for the
/// other. The shell of a distribution uses the library that we use, too.
bool isSameLibrary(const sqlite3_api_routines &api)
{
    return api.libversion_number == &sqlite3_libversion_number;
}

int fail(const sqlite3_api_routines &api, char **message, const std::string &words)
{
    if (message)
        *message = api.mprintf("hop101: %s", words.c_str());
    return SQLITE_ERROR;
}

bool isLoaded(sqlite3 *handle)
{
    return sqlite3_table_column_metadata(handle, "temp", "event", "id", nullptr, nullptr, nullptr, nullptr,
                                         nullptr)
        == SQLITE_OK;
}

void giveVersion(sqlite3_context *to, int, sqlite3_value **)
{
    sqlite3_result_text(to, HOP101_VERSION, -1, SQLITE_STATIC);
}

int load(sqlite3 *handle, const sqlite3_api_routines &api, char **message)
{
    const char *path = sqlite3_db_filename(handle, "main");
    if (!path || !*path)
        return fail(api, message, "no capture is open: start with sqlite3 -readonly FILE");
    auto reader = Reader::open(path);
    if (!reader)
        return fail(api, message, describe(reader.error()));
    auto loaded = std::make_unique<Loaded>();
    loaded->reader = std::move(reader).value();
    auto tables = SqlTables::createOn(handle, *loaded->reader);
    if (!tables)
        return fail(api, message, describe(tables.error()));
    loaded->tables = std::move(tables).value();
    // SQLite lets go of functions after its tables, when the connection is closed.
    return sqlite3_create_function_v2(handle, "hop101_version", 0, SQLITE_UTF8, loaded.release(),
                                      &giveVersion, nullptr, nullptr,
                                      [](void *made) { delete static_cast<Loaded *>(made); });
}

} // namespace

extern "C" __attribute__((visibility("default"))) int sqlite3_extension_init(sqlite3 *handle, char **message,
                                                                             const sqlite3_api_routines *api)
{
    if (!isSameLibrary(*api))
        return fail(*api, message,
                    "this program brings an SQLite of its own: use the sqlite3 of the distribution, or "
                    "hop101-cli sql");
    if (isLoaded(handle))
        return SQLITE_OK;
    try {
        return load(handle, *api, message);
    } catch (const std::bad_alloc &) {
        return SQLITE_NOMEM;
    }
}
