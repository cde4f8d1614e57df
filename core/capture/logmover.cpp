// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/logmover.h"

#include <sqlite3.h>

#include <optional>

namespace hop101::capture {

LogMover::LogMover(const Database &recording, Bounds bounds) : m_recording(recording), m_bounds(bounds)
{
    const auto note = [](void *pages, sqlite3 * /*handle*/, const char * /*schema*/, int count) {
        *static_cast<int *>(pages) = count;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(recording.handle(), note, &m_pages);
}

LogMover::~LogMover()
{
    sqlite3_wal_hook(m_recording.handle(), nullptr, nullptr);
    {
        const std::scoped_lock lock(m_mutex);
        m_isOver = true;
        m_isChanged.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
}

void LogMover::committed()
{
    if (m_pages < m_asked)
        m_asked = 0; // the log began anew
    if (m_pages >= m_bounds.mostPages) {
        // With nothing appended meanwhile all of it is moved, and the next commit begins it anew.
        wait();
        move(m_recording);
        m_asked = m_pages;
    } else if (m_pages - m_asked >= m_bounds.passPages) {
        begin();
    }
}

void LogMover::wait()
{
    std::unique_lock lock(m_mutex);
    m_isChanged.wait(lock, [this] { return !m_isAsked; });
}

void LogMover::begin()
{
    const std::scoped_lock lock(m_mutex);
    if (m_isAsked)
        return; // still at the last one: a later commit asks again
    m_asked = m_pages;
    m_isAsked = true;
    m_isChanged.notify_all();
    if (!m_thread.joinable())
        m_thread = std::thread([this] { run(); });
}

void LogMover::run()
{
    std::optional<Database> database;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_isChanged.wait(lock, [this] { return m_isAsked || m_isOver; });
        if (m_isOver)
            break;
        lock.unlock();
        if (!database)
            if (auto opened = Database::open(m_recording.path(), Database::Mode::ReadWrite))
                database = std::move(opened).value();
        // Where it does not open, the recording's own connection moves all when the log is long.
        if (database && database->value("PRAGMA schema_version"))
            move(*database);
        lock.lock();
        m_isAsked = false;
        m_isChanged.notify_all();
    }
}

/// As far as it goes without waiting for a reader. What fails here is tried again: the log still has it.
void LogMover::move(const Database &database)
{
    (void)sqlite3_wal_checkpoint_v2(database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

} // namespace hop101::capture
