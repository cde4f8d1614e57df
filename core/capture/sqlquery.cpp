// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sqlquery.h"

#include <sqlite3.h>

namespace hop101::capture {

namespace {

SqlError::Kind kindOf(int code) noexcept
{
    switch (code & 0xff) {
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return SqlError::Kind::NotAllowed;
    case SQLITE_INTERRUPT:
        return SqlError::Kind::Stopped;
    case SQLITE_CORRUPT:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
        return SqlError::Kind::File;
    default:
        return SqlError::Kind::Words;
    }
}

SqlError lastError(sqlite3 *handle, std::size_t before = 0)
{
    SqlError error{kindOf(sqlite3_errcode(handle)), sqlite3_errmsg(handle), std::nullopt};
    if (const int at = sqlite3_error_offset(handle); at >= 0)
        error.at = before + static_cast<std::size_t>(at);
    return error;
}

} // namespace

base::Result<SqlQuery, SqlError> SqlQuery::prepare(const Database &database, const std::string &sql)
{
    sqlite3 *handle = database.handle();
    sqlite3_stmt *statement = nullptr;
    const char *rest = sql.c_str();
    if (sqlite3_prepare_v2(handle, rest, -1, &statement, &rest) != SQLITE_OK)
        return lastError(handle);
    if (!statement)
        return SqlError{SqlError::Kind::Empty, {}, std::nullopt};
    SqlQuery query(database, statement);
    if (sqlite3_stmt_readonly(statement) == 0)
        return SqlError{SqlError::Kind::NotAllowed, "not authorized", std::nullopt};
    const auto after = static_cast<std::size_t>(rest - sql.c_str());
    sqlite3_stmt *second = nullptr;
    if (sqlite3_prepare_v2(handle, rest, -1, &second, nullptr) != SQLITE_OK)
        return lastError(handle, after);
    if (!second)
        return query;
    sqlite3_finalize(second);
    return SqlError{SqlError::Kind::Several, {}, sql.find_first_not_of(" \t\r\n;", after)};
}

int SqlQuery::columnCount() const noexcept
{
    return sqlite3_column_count(m_raw);
}

std::string SqlQuery::columnName(int column) const
{
    const char *name = sqlite3_column_name(m_raw, column);
    return name ? name : "";
}

Step SqlQuery::step()
{
    return m_statement.step();
}

SqlError SqlQuery::error() const
{
    SqlError error = lastError(m_database->handle());
    error.at.reset(); // it was understood
    return error;
}

SqlValue SqlQuery::value(int column) const
{
    switch (sqlite3_column_type(m_raw, column)) {
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(m_raw, column)};
    case SQLITE_FLOAT:
        return sqlite3_column_double(m_raw, column);
    case SQLITE_TEXT: {
        const unsigned char *text = sqlite3_column_text(m_raw, column);
        const int size = sqlite3_column_bytes(m_raw, column);
        return std::string_view(text ? reinterpret_cast<const char *>(text) : "",
                                static_cast<std::size_t>(size));
    }
    case SQLITE_BLOB:
        return m_statement.blob(column);
    default:
        return std::monostate();
    }
}

} // namespace hop101::capture
