// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sessiontable.h"

#include <algorithm>

namespace hop101::capture {

namespace {

using std::chrono::microseconds;

/// The clock counts nanoseconds in 64 bits, up to the year 2262.
std::chrono::system_clock::time_point wallClock(std::int64_t us)
{
    constexpr std::int64_t kYear2200 = 7'258'118'400'000'000;
    return std::chrono::system_clock::time_point(microseconds(std::clamp<std::int64_t>(us, 0, kYear2200)));
}

std::int64_t microsecondsOf(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration_cast<microseconds>(time.time_since_epoch()).count();
}

Session rowOf(const Statement &row)
{
    Session session;
    session.id = {static_cast<std::uint32_t>(row.number(0))};
    session.title = row.text(1);
    session.creator = row.text(2);
    session.created = wallClock(row.integer(3));
    session.firstTime = std::chrono::nanoseconds(row.number(4));
    session.firstEvent = {row.number(5)};
    session.isComplete = row.integer(6) == 1;
    return session;
}

bool setInfo(const Database &database, std::string_view key, std::int64_t value)
{
    Statement replace = database.prepare("REPLACE INTO capture (key, value) VALUES (?1, ?2)");
    return replace.bind(1, key).bind(2, value).run();
}

/// The creator of the file and the wall clock of time 0, where they are not there yet.
bool insertInfo(const Database &database, const Session &session)
{
    Statement creator = database.prepare("INSERT OR IGNORE INTO capture (key, value) VALUES ('creator', ?1)");
    Statement created =
        database.prepare("INSERT OR IGNORE INTO capture (key, value) VALUES ('created_us', ?1)");
    return creator.bind(1, std::string_view(session.creator)).run()
        && created.bind(1, microsecondsOf(session.created)).run() && setInfo(database, "complete", 0);
}

} // namespace

SessionRows sessionRows(const Database &database)
{
    SessionRows sessions;
    Statement statement = database.prepare("SELECT id, title, creator, created_us, first_ns, first_event, "
                                           "complete FROM session ORDER BY id LIMIT 10000");
    for (;;) {
        const Step step = statement.step();
        const bool isInOrder = step == Step::Row && statement.number(0) == sessions.rows.size() + 1;
        if (!isInOrder) {
            sessions.isWhole = step == Step::Done;
            return sessions;
        }
        sessions.rows.push_back(rowOf(statement));
    }
}

SessionRows sessionOfOlderFormat(const Database &database)
{
    Session session;
    session.id = {1};
    session.title = database.text("SELECT value FROM capture WHERE key = 'title'").value_or("");
    session.creator = database.text("SELECT value FROM capture WHERE key = 'creator'").value_or("");
    session.created =
        wallClock(database.value("SELECT value FROM capture WHERE key = 'created_us'").value_or(0));
    session.firstEvent = {1};
    session.isComplete = database.value("SELECT value FROM capture WHERE key = 'complete'") == 1;
    return {{session}, true};
}

bool insertSession(const Database &database, const Session &session)
{
    Statement insert = database.prepare("INSERT INTO session (id, title, creator, created_us, first_ns, "
                                        "first_event, complete) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)");
    insert.bind(1, std::uint64_t{session.id.value}).bind(2, std::string_view(session.title));
    insert.bind(3, std::string_view(session.creator)).bind(4, microsecondsOf(session.created));
    insert.bind(5, std::int64_t{session.firstTime.count()}).bind(6, session.firstEvent.value);
    return insert.run() && insertInfo(database, session);
}

bool completeSession(const Database &database, SessionId session)
{
    Statement update = database.prepare("UPDATE session SET complete = 1 WHERE id = ?1");
    return update.bind(1, std::uint64_t{session.value}).run() && setInfo(database, "complete", 1);
}

} // namespace hop101::capture
