// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sqlite.h"

#include "core/capture/logfiles.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

namespace hop101::capture {

namespace {

/// The longest text or blob of a file that is believed: no row of a capture comes near it.
constexpr int kMaxValueBytes = 64 * 1024 * 1024;
constexpr int kReaderBusyMs = 200;

/// Those that would set something if they were given a value.
constexpr std::array<std::string_view, 6> kReadingPragmas{"data_version", "user_version", "application_id",
                                                          "journal_mode", "page_size",    "page_count"};
/// Those whose value says what is to be described.
constexpr std::array<std::string_view, 6> kDescribingPragmas{"table_info", "table_xinfo", "table_list",
                                                             "index_list", "index_info",  "index_xinfo"};

template<std::size_t size>
bool isOneOf(std::string_view name, const std::array<std::string_view, size> &names) noexcept
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What a statement on a file of unknown origin may do: read.
int allowReading(void * /*context*/, int action, const char *first, const char *second,
                 const char * /*schema*/, const char * /*trigger*/)
{
    const std::string_view name = first ? first : "";
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second && std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return (!second && isOneOf(name, kReadingPragmas)) || isOneOf(name, kDescribingPragmas) ? SQLITE_OK
                                                                                                : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

void configureForReading(sqlite3 *handle, bool isTolerant)
{
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr); // on in some builds
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    // Only "writable schema" makes SQLite open a file that is shorter than its header says, and it does not
    // go with the defensive mode. Nothing can be written here either way.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, isTolerant ? 0 : 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, isTolerant ? 1 : 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    // No mmap: a file that is cut while it is read would end the process.
    sqlite3_exec(handle, "PRAGMA mmap_size=0; PRAGMA query_only=1; PRAGMA cell_size_check=1", nullptr,
                 nullptr, nullptr);
    sqlite3_set_authorizer(handle, &allowReading, nullptr);
    sqlite3_busy_timeout(handle, kReaderBusyMs);
}

std::string uriOf(const std::string &path)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '/' || (byte > 0x2c && byte < 0x7f && c != '?' && c != '#')) {
            uri += c;
        } else {
            uri += '%';
            uri += kDigits[byte >> 4];
            uri += kDigits[byte & 15];
        }
    }
    return uri + "?immutable=1";
}

} // namespace

CaptureFault faultOf(int sqliteCode, int systemErrno) noexcept
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return CaptureFault::NoSpace;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return CaptureFault::Busy;
    case SQLITE_CORRUPT:
        return CaptureFault::Damaged;
    case SQLITE_NOTADB:
        return CaptureFault::NotACapture;
    case SQLITE_AUTH:
        return CaptureFault::Hostile;
    default:
        break;
    }
    switch (systemErrno) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return CaptureFault::NoSpace;
    case EACCES:
    case EPERM:
    case EROFS:
        return CaptureFault::NoPermission;
    case ENOENT:
    case ENOTDIR:
        return CaptureFault::NotFound;
    default:
        return (sqliteCode & 0xff) == SQLITE_READONLY ? CaptureFault::NoPermission : CaptureFault::Io;
    }
}

void Statement::Finalize::operator()(sqlite3_stmt *statement) const noexcept
{
    sqlite3_finalize(statement);
}

Statement &Statement::bind(int parameter, std::int64_t value) noexcept
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
    return *this;
}

Statement &Statement::bind(int parameter, std::uint64_t value) noexcept
{
    return bind(parameter, static_cast<std::int64_t>(value));
}

Statement &Statement::bind(int parameter, std::string_view text) noexcept
{
    sqlite3_bind_text64(m_statement.get(), parameter, text.data() ? text.data() : "", text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bind(int parameter, base::ByteSpan blob) noexcept
{
    sqlite3_bind_blob64(m_statement.get(), parameter,
                        blob.empty() ? static_cast<const void *>("") : blob.data(), blob.size(),
                        SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNull(int parameter) noexcept
{
    sqlite3_bind_null(m_statement.get(), parameter);
    return *this;
}

Step Statement::step() noexcept
{
    if (!m_statement)
        return Step::Failed;
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW:
        return Step::Row;
    case SQLITE_DONE:
        return Step::Done;
    default:
        return Step::Failed;
    }
}

bool Statement::run() noexcept
{
    const Step result = step();
    reset();
    return result != Step::Failed;
}

void Statement::reset() noexcept
{
    if (m_statement)
        sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const noexcept
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::uint64_t Statement::number(int column) const noexcept
{
    const std::int64_t value = integer(column);
    return value < 0 ? 0 : static_cast<std::uint64_t>(value);
}

std::string Statement::text(int column) const
{
    const unsigned char *text = sqlite3_column_text(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return text ? std::string(reinterpret_cast<const char *>(text), static_cast<std::size_t>(size))
                : std::string();
}

base::ByteSpan Statement::blob(int column) const noexcept
{
    const void *bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    if (!bytes)
        return {};
    return {static_cast<const std::byte *>(bytes), static_cast<std::size_t>(size)};
}

void Database::Close::operator()(sqlite3 *handle) const noexcept
{
    sqlite3_close_v2(handle);
}

base::Result<Database, CaptureError> Database::open(const std::string &path, Mode mode)
{
    if (auto why = whyNotBeside(path))
        return *why;
    const bool isUri = mode == Mode::ReadImmutable;
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (isUri ? SQLITE_OPEN_URI : 0)
        | (mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2((isUri ? uriOf(path) : path).c_str(), &handle, flags, nullptr);
    Database database(handle, path);
    if (code != SQLITE_OK)
        return database.lastError();
    if (mode != Mode::ReadWrite)
        configureForReading(handle, mode == Mode::ReadTolerant);
    return database;
}

base::Result<Database, CaptureError> Database::openTemporary()
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(
        "", &handle, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    Database database(handle, {});
    if (code != SQLITE_OK)
        return database.lastError();
    return database;
}

void Database::withoutLimits(const std::function<void()> &work) const
{
    sqlite3_set_authorizer(m_handle.get(), nullptr, nullptr);
    (void)run("PRAGMA query_only=0");
    work();
    (void)run("PRAGMA query_only=1");
    sqlite3_set_authorizer(m_handle.get(), &allowReading, nullptr);
}

Statement Database::prepare(const char *sql) const noexcept
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(m_handle.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return Statement(statement);
}

bool Database::run(const char *sql) const noexcept
{
    return sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::optional<std::int64_t> Database::value(const char *sql) const noexcept
{
    Statement statement = prepare(sql);
    if (statement.step() != Step::Row)
        return std::nullopt;
    return statement.integer(0);
}

std::optional<std::string> Database::text(const char *sql) const
{
    Statement statement = prepare(sql);
    if (statement.step() != Step::Row)
        return std::nullopt;
    return statement.text(0);
}

CaptureError Database::lastError() const
{
    if (!m_handle)
        return {CaptureFault::Io, m_path, "out of memory"};
    const int code = sqlite3_extended_errcode(m_handle.get());
    return {faultOf(code, sqlite3_system_errno(m_handle.get())), m_path, sqlite3_errmsg(m_handle.get())};
}

int Database::lastCode() const noexcept
{
    return m_handle ? sqlite3_errcode(m_handle.get()) : SQLITE_NOMEM;
}

void Database::setBusyTimeout(int milliseconds) const noexcept
{
    sqlite3_busy_timeout(m_handle.get(), milliseconds);
}

} // namespace hop101::capture
