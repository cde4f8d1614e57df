// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sqltables.h"

#include "core/capture/eventtable.h"
#include "core/capture/findingtable.h"
#include "core/capture/messagetable.h"
#include "core/capture/sqlite.h"

#include <sqlite3.h>

namespace hop101::capture {

namespace {

/// Instructions of SQLite between two questions: some microseconds.
constexpr int kStepsBetweenQuestions = 2000;
/// SQLite makes a table-valued function at its first use, and asks for more than reading then.
constexpr const char *kUseFunctions =
    "SELECT 1 FROM json_each('[]'), json_tree('[]'), pragma_table_info(''), pragma_table_xinfo(''), "
    "pragma_table_list(''), pragma_index_list(''), pragma_index_info('')";

std::optional<CaptureError> makeTables(sqlite3 *handle, TableSource &source, const std::string &path)
{
    for (const TableSpec *spec : {&kEventTable, &kMessageTable, &kFindingTable}) {
        const int code = createTable(handle, *spec, source);
        if (code != SQLITE_OK)
            return CaptureError{faultOf(code, 0), path, sqlite3_errmsg(handle)};
    }
    return std::nullopt;
}

int askWhetherStopped(void *source)
{
    return static_cast<const TableSource *>(source)->isStopped() ? 1 : 0;
}

} // namespace

class SqlTables::Private
{
public:
    TableSource source;
    const Database *database = nullptr; ///< the reader's, where the tables are on that
};

SqlTables::SqlTables(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

SqlTables::~SqlTables()
{
    if (!d->database)
        return;
    // The connection lives longer than what the tables read from.
    sqlite3_progress_handler(d->database->handle(), 0, nullptr, nullptr);
    d->database->withoutLimits([this] {
        (void)d->database->run("DROP TABLE temp.event; DROP TABLE temp.message; DROP TABLE temp.finding");
    });
}

base::Result<std::unique_ptr<SqlTables>, CaptureError> SqlTables::create(Reader &reader,
                                                                         std::function<bool()> isStopped)
{
    std::unique_ptr<SqlTables> tables(new SqlTables(std::make_unique<Private>()));
    const Database &database = reader.database();
    tables->d->source.reader = &reader;
    tables->d->source.isStopped = std::move(isStopped);
    tables->d->database = &database;
    std::optional<CaptureError> error;
    database.withoutLimits([&] {
        error = makeTables(database.handle(), tables->d->source, database.path());
        (void)database.run(kUseFunctions);
    });
    if (error)
        return *error;
    if (tables->d->source.isStopped)
        sqlite3_progress_handler(database.handle(), kStepsBetweenQuestions, &askWhetherStopped,
                                 &tables->d->source);
    return tables;
}

base::Result<std::unique_ptr<SqlTables>, CaptureError> SqlTables::createOn(sqlite3 *handle, Reader &reader)
{
    std::unique_ptr<SqlTables> tables(new SqlTables(std::make_unique<Private>()));
    tables->d->source.reader = &reader;
    if (auto error = makeTables(handle, tables->d->source, reader.database().path()))
        return *error;
    return tables;
}

const std::optional<CaptureError> &SqlTables::damage() const noexcept
{
    return d->source.damage;
}

} // namespace hop101::capture
