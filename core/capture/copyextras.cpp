// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/copyextras.h"

#include "core/capture/notetable.h"
#include "core/capture/sessiontable.h"

namespace hop101::capture {
namespace {

bool writeSessions(const Database &database, const std::vector<Session> &sessions)
{
    if (!database.run("DELETE FROM session; DELETE FROM capture WHERE key IN ('creator', 'created_us')"))
        return false;
    for (const Session &session : sessions)
        if (!insertSession(database, session) || !completeSession(database, session.id))
            return false;
    return true;
}

/// Rows are numbered from 1.
bool writeMembers(const Database &database, const char *sql, const std::vector<SessionId> &sessions)
{
    Statement update = database.prepare(sql);
    for (std::size_t i = 0; i < sessions.size(); ++i)
        if (!update.bind(1, std::uint64_t{i + 1}).bind(2, std::uint64_t{sessions[i].value}).run())
            return false;
    return true;
}

bool writeNotes(const Database &database, const CopyExtras &extras)
{
    bool isDone = true;
    if (extras.notes)
        extras.notes([&](const Note &note) {
            isDone = note.isEmpty() || writeNote(database, note);
            return isDone;
        });
    return isDone;
}

} // namespace

std::optional<CaptureError> writeCopyExtras(const std::string &path, const CopyExtras &extras)
{
    auto opened = Database::open(path, Database::Mode::ReadWrite);
    if (!opened)
        return opened.error();
    const Database &database = opened.value();
    const bool isDone = database.run("BEGIN IMMEDIATE") && writeSessions(database, extras.sessions)
        && writeMembers(database, "UPDATE party SET session = ?2 WHERE id = ?1", extras.parties)
        && writeMembers(database, "UPDATE hop SET session = ?2 WHERE id = ?1", extras.hops)
        && writeNotes(database, extras) && database.run("COMMIT");
    return isDone ? std::nullopt : std::optional(database.lastError());
}

} // namespace hop101::capture
