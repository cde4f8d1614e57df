// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace hop101::capture {

struct SqlError
{
    enum class Kind : std::uint8_t {
        Empty, ///< there is no statement
        Several, ///< there is more than one
        Words, ///< SQLite does not understand it, or a value does not fit
        NotAllowed, ///< it is no SELECT, or uses what is not allowed on a capture
        Stopped,
        File, ///< the file could not be read any further
    };
    Kind kind = Kind::Words;
    std::string words; ///< SQLite's own
    std::optional<std::size_t> at; ///< byte of the query
};

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string_view, base::ByteSpan>;

/// One SELECT that a person wrote, on a connection for reading.
class SqlQuery
{
public:
    /// `database` must outlive it.
    [[nodiscard]] static base::Result<SqlQuery, SqlError> prepare(const Database &database,
                                                                  const std::string &sql);

    int columnCount() const noexcept;
    std::string columnName(int column) const;
    /// Failed: see error().
    [[nodiscard]] Step step();
    SqlError error() const;
    /// Lives until the next step.
    SqlValue value(int column) const;

private:
    SqlQuery(const Database &database, sqlite3_stmt *statement) noexcept
        : m_database(&database), m_raw(statement), m_statement(statement)
    { }

    const Database *m_database;
    sqlite3_stmt *m_raw;
    Statement m_statement;
};

} // namespace hop101::capture
