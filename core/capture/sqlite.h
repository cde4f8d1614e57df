// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/capture/capturetypes.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace hop101::capture {

/// What stands behind a result code of SQLite, and behind the errno under it.
CaptureFault faultOf(int sqliteCode, int systemErrno) noexcept;

enum class Step : std::uint8_t { Row, Done, Failed };

/// One prepared statement. An empty one (a failed prepare) fails at every step. Parameters count from 1,
/// columns from 0. Spans and texts that are bound must live until reset(); those that columns give live until
/// the next step or reset.
class Statement
{
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt *statement) noexcept : m_statement(statement) { }

    bool isValid() const noexcept { return m_statement != nullptr; }
    Statement &bind(int parameter, std::int64_t value) noexcept;
    Statement &bind(int parameter, std::uint64_t value) noexcept;
    Statement &bind(int parameter, std::string_view text) noexcept;
    Statement &bind(int parameter, base::ByteSpan blob) noexcept;
    Statement &bindNull(int parameter) noexcept;

    [[nodiscard]] Step step() noexcept;
    /// Steps once to the end and resets; false where it failed.
    [[nodiscard]] bool run() noexcept;
    /// Ends the read transaction that a step began.
    void reset() noexcept;

    std::int64_t integer(int column) const noexcept;
    /// Negative numbers, which no capture has in such a column, read as 0.
    std::uint64_t number(int column) const noexcept;
    std::string text(int column) const;
    base::ByteSpan blob(int column) const noexcept;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// Resets a statement at the end of a scope, whatever way that is left.
class ResetGuard
{
public:
    explicit ResetGuard(Statement &statement) noexcept : m_statement(statement) { }
    ~ResetGuard() { m_statement.reset(); }
    ResetGuard(const ResetGuard &) = delete;
    ResetGuard &operator=(const ResetGuard &) = delete;

private:
    Statement &m_statement;
};

/// One connection. Not thread-safe.
class Database
{
public:
    enum class Mode : std::uint8_t {
        ReadWrite, ///< an existing file, for our own recorder
        Read, ///< a file that may be hostile: read-only, defensive, SELECT only
        ReadImmutable, ///< the same for a folder where nothing may be made; a -wal beside it is not seen
        ReadTolerant, ///< the same, and a file shorter than its header says is read as far as it goes
    };
    /// Hostile where what lies beside the file must not be touched (core/capture/logfiles.h).
    [[nodiscard]] static base::Result<Database, CaptureError> open(const std::string &path, Mode mode);
    /// A database in a nameless temporary file.
    [[nodiscard]] static base::Result<Database, CaptureError> openTemporary();

    sqlite3 *handle() const noexcept { return m_handle.get(); }
    const std::string &path() const noexcept { return m_path; }
    Statement prepare(const char *sql) const noexcept;
    [[nodiscard]] bool run(const char *sql) const noexcept;
    /// The only value of a statement that gives a single row; nothing where that fails.
    std::optional<std::int64_t> value(const char *sql) const noexcept;
    std::optional<std::string> text(const char *sql) const;
    /// The latest failure on this connection.
    CaptureError lastError() const;
    int lastCode() const noexcept;
    /// For what the program itself puts into a connection for reading, such as TEMP tables: `work` may run
    /// any statement of its own, but none that a file or a person gave.
    void withoutLimits(const std::function<void()> &work) const;
    void setBusyTimeout(int milliseconds) const noexcept;

private:
    struct Close
    {
        void operator()(sqlite3 *handle) const noexcept;
    };
    Database(sqlite3 *handle, std::string path) noexcept : m_handle(handle), m_path(std::move(path)) { }

    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_path;
};

} // namespace hop101::capture
