// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/virtualtable.h"

#include "core/websocket/utf8.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>

namespace hop101::capture {

namespace {

constexpr double kManyRows = 1e6;
constexpr double kRangeShare = 0.25;

struct TableData
{
    const TableSpec *spec;
    TableSource *source;
};

struct Table : sqlite3_vtab
{
    const TableSpec *spec = nullptr;
    TableSource *source = nullptr;
};

struct Cursor : sqlite3_vtab_cursor
{
    std::unique_ptr<TableCursor> rows;
    TableSource *source = nullptr;
};

/// No exception may pass through SQLite.
template<typename Work>
int guarded(Work work) noexcept
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        return SQLITE_NOMEM;
    } catch (...) {
        return SQLITE_ERROR;
    }
}

int connect(sqlite3 *handle, void *data, int, const char *const *, sqlite3_vtab **made, char **)
{
    const auto *from = static_cast<const TableData *>(data);
    const std::string declaration = "CREATE TABLE x(" + std::string(from->spec->columns) + ")";
    if (const int code = sqlite3_declare_vtab(handle, declaration.c_str()); code != SQLITE_OK)
        return code;
    auto *table = new (std::nothrow) Table;
    if (!table)
        return SQLITE_NOMEM;
    table->spec = from->spec;
    table->source = from->source;
    *made = table;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab *table)
{
    delete static_cast<Table *>(table);
    return SQLITE_OK;
}

std::optional<Comparison> comparisonOf(unsigned char op) noexcept
{
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return Comparison::Equal;
    case SQLITE_INDEX_CONSTRAINT_GT:
        return Comparison::Greater;
    case SQLITE_INDEX_CONSTRAINT_GE:
        return Comparison::AtLeast;
    case SQLITE_INDEX_CONSTRAINT_LT:
        return Comparison::Less;
    case SQLITE_INDEX_CONSTRAINT_LE:
        return Comparison::AtMost;
    default:
        return std::nullopt;
    }
}

/// Which of our columns it is; -1 for the row id where that is none of them.
int columnOf(const TableSpec &spec, int number) noexcept
{
    return number >= 0 ? number : spec.isOrderRowId ? spec.orderColumn : -1;
}

/// The column by which rows can be left out for this condition; nullptr where there is none.
const UsableColumn *usableFor(const TableSpec &spec, const sqlite3_index_info &info, int condition)
{
    const auto &constraint = info.aConstraint[condition];
    const auto comparison = comparisonOf(constraint.op);
    if (!constraint.usable || !comparison)
        return nullptr;
    const int column = columnOf(spec, constraint.iColumn);
    const auto it = std::find_if(spec.usable.begin(), spec.usable.end(),
                                 [column](const UsableColumn &usable) { return usable.column == column; });
    if (it == spec.usable.end() || (*comparison != Comparison::Equal && !it->hasOrder))
        return nullptr;
    // Another collation lets more values be equal.
    const char *collation = sqlite3_vtab_collation(const_cast<sqlite3_index_info *>(&info), condition);
    return collation && std::strcmp(collation, "BINARY") == 0 ? &*it : nullptr;
}

/// Column and comparison of the conditions that are used, in the order of the values that come later.
int plan(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const TableSpec &spec = *static_cast<const Table *>(base)->spec;
    std::string used;
    double rows = kManyRows;
    for (int i = 0; i < info->nConstraint; ++i) {
        const UsableColumn *column = usableFor(spec, *info, i);
        if (!column)
            continue;
        const Comparison comparison = *comparisonOf(info->aConstraint[i].op);
        used += static_cast<char>('A' + column->column);
        used += static_cast<char>(comparison);
        info->aConstraintUsage[i].argvIndex = static_cast<int>(used.size() / 2);
        const bool isSingle = comparison == Comparison::Equal && column->share == 0;
        rows = isSingle
            ? 1
            : std::max(1.0, rows * (comparison == Comparison::Equal ? column->share : kRangeShare));
    }
    info->idxStr = sqlite3_mprintf("%s", used.c_str());
    if (!info->idxStr)
        return SQLITE_NOMEM;
    info->needToFreeIdxStr = 1;
    info->estimatedRows = static_cast<sqlite3_int64>(rows);
    info->estimatedCost = 10 + rows;
    const bool isByOrder =
        info->nOrderBy == 1 && columnOf(spec, info->aOrderBy[0].iColumn) == spec.orderColumn;
    info->orderByConsumed = isByOrder;
    info->idxNum = isByOrder && info->aOrderBy[0].desc;
    return SQLITE_OK;
}

int open(sqlite3_vtab *base, sqlite3_vtab_cursor **made)
{
    const auto *table = static_cast<const Table *>(base);
    return guarded([&] {
        auto cursor = std::make_unique<Cursor>();
        // What was recorded since the last query; not in the middle of one.
        if (table->source->openCursors == 0)
            table->source->reader->refresh();
        cursor->rows = table->spec->open(*table->source);
        cursor->source = table->source;
        ++table->source->openCursors;
        *made = cursor.release();
        return SQLITE_OK;
    });
}

int close(sqlite3_vtab_cursor *base)
{
    const auto *cursor = static_cast<const Cursor *>(base);
    --cursor->source->openCursors;
    delete cursor;
    return SQLITE_OK;
}

int afterMove(const Cursor &cursor)
{
    cursor.source->note(cursor.rows->damage());
    return cursor.rows->wasStopped() ? SQLITE_INTERRUPT : SQLITE_OK;
}

int filter(sqlite3_vtab_cursor *base, int isDescending, const char *used, int count, sqlite3_value **values)
{
    const auto &cursor = *static_cast<const Cursor *>(base);
    return guarded([&] {
        std::vector<Condition> conditions;
        for (int i = 0; i < count; ++i)
            conditions.push_back({used[2 * i] - 'A', static_cast<Comparison>(used[2 * i + 1]), values[i]});
        cursor.rows->start(conditions, isDescending != 0);
        return afterMove(cursor);
    });
}

int next(sqlite3_vtab_cursor *base)
{
    const auto &cursor = *static_cast<const Cursor *>(base);
    return guarded([&] {
        cursor.rows->next();
        return cursor.rows->isAtEnd() ? afterMove(cursor) : SQLITE_OK;
    });
}

int isAtEnd(sqlite3_vtab_cursor *base)
{
    return static_cast<const Cursor *>(base)->rows->isAtEnd();
}

int column(sqlite3_vtab_cursor *base, sqlite3_context *to, int number)
{
    return guarded([&] {
        static_cast<const Cursor *>(base)->rows->give(number, to);
        return SQLITE_OK;
    });
}

int rowId(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = static_cast<const Cursor *>(base)->rows->rowId();
    return SQLITE_OK;
}

constexpr sqlite3_module module()
{
    sqlite3_module made{};
    made.xCreate = connect;
    made.xConnect = connect;
    made.xBestIndex = plan;
    made.xDisconnect = disconnect;
    made.xDestroy = disconnect;
    made.xOpen = open;
    made.xClose = close;
    made.xFilter = filter;
    made.xNext = next;
    made.xEof = isAtEnd;
    made.xColumn = column;
    made.xRowid = rowId;
    return made;
}
constexpr sqlite3_module kModule = module();

std::int64_t saturated(double value) noexcept
{
    constexpr double kLimit = 9.2e18;
    return static_cast<std::int64_t>(std::clamp(value, -kLimit, kLimit));
}

} // namespace

void TableSource::note(const std::optional<CaptureError> &problem)
{
    if (!damage && problem && problem->fault != CaptureFault::Busy)
        damage = CaptureError{CaptureFault::Damaged, problem->path, problem->detail};
}

void NumberRange::narrow(Comparison comparison, sqlite3_value *value, double scale)
{
    const int type = sqlite3_value_type(value);
    if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
        return;
    std::int64_t low = sqlite3_value_int64(value);
    std::int64_t high = low;
    if (type == SQLITE_FLOAT || scale != 1) {
        const double scaled = sqlite3_value_double(value) * scale;
        if (std::isnan(scaled))
            return;
        // A double tells 15 digits.
        const double slack = scale == 1 ? 0 : 1 + std::abs(scaled) * 1e-14;
        low = saturated(std::floor(scaled - slack));
        high = saturated(std::ceil(scaled + slack));
    }
    if (comparison == Comparison::Equal || comparison == Comparison::Greater
        || comparison == Comparison::AtLeast)
        least = std::max(least, low);
    if (comparison == Comparison::Equal || comparison == Comparison::Less || comparison == Comparison::AtMost)
        most = std::min(most, high);
}

std::optional<std::string> textOf(sqlite3_value *value)
{
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return std::nullopt;
    const unsigned char *text = sqlite3_value_text(value);
    const int size = sqlite3_value_bytes(value);
    if (!text)
        return std::nullopt;
    return std::string(reinterpret_cast<const char *>(text), static_cast<std::size_t>(size));
}

int createTable(sqlite3 *handle, const TableSpec &spec, TableSource &source)
{
    const std::string name = spec.name;
    auto *data = new (std::nothrow) TableData{&spec, &source};
    if (!data)
        return SQLITE_NOMEM;
    const int code = sqlite3_create_module_v2(handle, ("hop101_" + name).c_str(), &kModule, data,
                                              [](void *made) { delete static_cast<TableData *>(made); });
    if (code != SQLITE_OK)
        return code;
    return sqlite3_exec(handle, ("CREATE VIRTUAL TABLE temp." + name + " USING hop101_" + name).c_str(),
                        nullptr, nullptr, nullptr);
}

void giveNumber(sqlite3_context *to, std::int64_t value) noexcept
{
    sqlite3_result_int64(to, value);
}

void giveNumber(sqlite3_context *to, std::uint64_t value) noexcept
{
    sqlite3_result_int64(to, static_cast<sqlite3_int64>(value));
}

void giveKnown(sqlite3_context *to, std::int64_t value) noexcept
{
    if (value >= 0)
        sqlite3_result_int64(to, value);
}

void giveSeconds(sqlite3_context *to, hop::Nanoseconds time) noexcept
{
    sqlite3_result_double(to, static_cast<double>(time.count()) / 1e9);
}

void giveWords(sqlite3_context *to, const char *text) noexcept
{
    if (*text)
        sqlite3_result_text(to, text, -1, SQLITE_STATIC);
}

void giveText(sqlite3_context *to, std::string_view text) noexcept
{
    sqlite3_result_text64(to, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void giveBytes(sqlite3_context *to, base::ByteSpan bytes) noexcept
{
    if (bytes.empty())
        sqlite3_result_zeroblob(to, 0);
    else
        sqlite3_result_blob64(to, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

void giveAsText(sqlite3_context *to, base::ByteSpan bytes) noexcept
{
    if (websocket::isUtf8(bytes))
        giveText(to, base::asText(bytes));
}

} // namespace hop101::capture
