// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/blockscan.h"
#include "core/capture/reader.h"

#include <memory>
#include <span>

struct sqlite3;
struct sqlite3_context;
struct sqlite3_value;

namespace hop101::capture {

// What the virtual tables `event`, `message` and `finding` share: everything that SQLite wants of a module.

/// Where the rows come from. Lives as long as the connection that the tables were made on.
struct TableSource
{
    Reader *reader = nullptr;
    std::function<bool()> isStopped; ///< asked once a block; may be empty
    std::optional<CaptureError> damage; ///< what could not be read first
    unsigned openCursors = 0;

    void note(const std::optional<CaptureError> &problem);
};

/// The most bytes of a payload that one value holds: memory does not follow what a file says.
inline constexpr std::uint64_t kMaxSqlBytes = 16 * 1024 * 1024;

enum class Comparison : char { Equal = '=', Greater = '>', AtLeast = 'g', Less = '<', AtMost = 'l' };

/// One condition of a query that a cursor may use to leave rows out. SQLite tests it again, so it may let
/// more rows through, but never fewer.
struct Condition
{
    int column = 0;
    Comparison comparison = Comparison::Equal;
    sqlite3_value *value = nullptr;
};

/// A range of numbers that conditions make narrower.
struct NumberRange
{
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<std::int64_t>::max();

    /// Values that are no numbers change nothing. `scale`: what 1 of the value is; other than 1 for columns
    /// that are rounded.
    void narrow(Comparison comparison, sqlite3_value *value, double scale = 1);
};
/// The text of a value; nothing where it is none.
std::optional<std::string> textOf(sqlite3_value *value);

/// Rows of a table, one after the other.
class TableCursor
{
public:
    virtual ~TableCursor() = default;
    /// To the first row.
    virtual void start(std::span<const Condition> conditions, bool isDescending) = 0;
    virtual void next() = 0;
    virtual bool isAtEnd() const = 0;
    virtual std::int64_t rowId() const = 0;
    virtual void give(int column, sqlite3_context *to) = 0;
    /// What could not be read first.
    virtual const std::optional<CaptureError> &damage() const = 0;
    virtual bool wasStopped() const = 0;
};

/// A column by which a cursor can leave out rows.
struct UsableColumn
{
    int column = 0;
    bool hasOrder = false; ///< also <, <=, >, >=
    double share = 0.1; ///< of the rows that an equality leaves, for the planner; 0: one row
};

struct TableSpec
{
    const char *name;
    const char *columns; ///< as in CREATE TABLE, in the order of their numbers from 0
    int orderColumn = 0; ///< rows come in its order
    bool isOrderRowId = true; ///< and it is the row id
    std::span<const UsableColumn> usable;
    std::unique_ptr<TableCursor> (*open)(TableSource &source);
};

/// Makes the module hop101_NAME and with it the table temp.NAME, which no table of the file can shadow.
/// `spec` and `source` must outlive the connection. The result code of SQLite.
int createTable(sqlite3 *handle, const TableSpec &spec, TableSource &source);

// Values of columns. Negative sizes and numbers that are none are NULL.
void giveNumber(sqlite3_context *to, std::int64_t value) noexcept;
void giveNumber(sqlite3_context *to, std::uint64_t value) noexcept;
void giveKnown(sqlite3_context *to, std::int64_t value) noexcept; ///< NULL where it is negative
void giveSeconds(sqlite3_context *to, hop::Nanoseconds time) noexcept;
void giveWords(sqlite3_context *to, const char *text) noexcept; ///< static, or NULL where it is empty
void giveText(sqlite3_context *to, std::string_view text) noexcept; ///< copied
void giveBytes(sqlite3_context *to, base::ByteSpan bytes) noexcept; ///< copied
/// The bytes as text, NULL where they are not UTF-8.
void giveAsText(sqlite3_context *to, base::ByteSpan bytes) noexcept;

} // namespace hop101::capture
