// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/appendpoint.h"

#include "core/capture/openfile.h"
#include "core/capture/reader.h"
#include "core/capture/schema.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

/// Numbers beyond it come from no recorder, and there would be no room behind them.
constexpr std::int64_t kMostCounted = std::int64_t{1} << 62;
constexpr std::int64_t kMostNumbered = std::numeric_limits<std::uint32_t>::max() / 2;

/// 0 for an empty table; nothing for a number that no recorder gives.
std::optional<std::uint64_t> number(const Database &database, const char *sql, std::int64_t most)
{
    const auto value = database.value(sql);
    if (!value || *value < 0 || *value > most)
        return std::nullopt;
    return static_cast<std::uint64_t>(*value);
}

class PointReader
{
public:
    explicit PointReader(const Database &database) : m_database(database) { }

    std::uint64_t count(const char *sql) { return read(sql, kMostCounted); }
    std::uint32_t id(const char *sql) { return static_cast<std::uint32_t>(read(sql, kMostNumbered)); }
    bool isGood() const noexcept { return m_isGood; }

private:
    std::uint64_t read(const char *sql, std::int64_t most)
    {
        const auto found = number(m_database, sql, most);
        m_isGood = m_isGood && found;
        return found.value_or(0);
    }

    const Database &m_database;
    bool m_isGood = true;
};

std::chrono::nanoseconds sinceTheFirst(const Reader &reader)
{
    const auto since = std::chrono::system_clock::now() - reader.info().created;
    return std::max(std::chrono::duration_cast<std::chrono::nanoseconds>(since), std::chrono::nanoseconds(0));
}

base::Result<AppendPoint, CaptureError> pointOf(const Database &database, const Reader &reader)
{
    PointReader read(database);
    AppendPoint point;
    point.inputs = std::max(read.count("SELECT coalesce(max(seq), 0) FROM wire"),
                            read.count("SELECT coalesce(max(seq), 0) FROM signal"));
    point.events = reader.eventCount();
    point.exchanges = read.count("SELECT coalesce(max(id), 0) FROM exchange");
    point.hops = static_cast<std::uint32_t>(reader.hops().size());
    point.parties = read.id("SELECT coalesce(max(id), 0) FROM party");
    point.wireBytes = read.count("SELECT coalesce(sum(length(bytes)), 0) FROM wire");
    point.contentBytes = read.count("SELECT coalesce(sum(length(bytes)), 0) FROM content");
    const std::uint64_t last = std::max(
        {read.count(
             "SELECT coalesce(max(time_ns), 0) FROM (SELECT time_ns FROM wire ORDER BY seq DESC LIMIT 1)"),
         read.count(
             "SELECT coalesce(max(time_ns), 0) FROM (SELECT time_ns FROM signal ORDER BY seq DESC LIMIT 1)"),
         read.count("SELECT coalesce(max(first_ns), 0) FROM session")});
    if (!read.isGood() || reader.sessions().size() >= kMostNumbered)
        return CaptureError{CaptureFault::Damaged, database.path(), "its numbers leave no room"};
    point.session.id = {static_cast<std::uint32_t>(reader.sessions().size()) + 1};
    point.session.firstTime =
        std::max(std::chrono::nanoseconds(static_cast<std::int64_t>(last)), sinceTheFirst(reader));
    point.session.firstEvent = {point.events + 1};
    return point;
}

} // namespace

base::Result<AppendPoint, CaptureError> appendPointOf(const std::string &path)
{
    auto opened = Reader::open(path);
    if (!opened)
        return opened.error();
    const Reader &reader = *opened.value();
    if (reader.damage())
        return *reader.damage();
    if (reader.info().format < kSchemaVersion)
        return CaptureError{CaptureFault::Older, path, {}};
    auto file = openCapture(path);
    if (!file)
        return file.error();
    const Database &database = file.value().database;
    const bool isFinished = database.value("SELECT value FROM capture WHERE key = 'complete'") == 1;
    if (file.value().copy)
        return CaptureError{CaptureFault::NoPermission, path, {}};
    auto point = pointOf(database, reader);
    if (!point || isFinished)
        return point;
    // Nobody finished the last session: its recorder is gone, or still there. Readers would look like one.
    opened.value().reset();
    {
        const OpenFile closed = std::move(file).value();
    }
    return isInUse(path) ? CaptureError{CaptureFault::Busy, path, {}} : point;
}

} // namespace hop101::capture
