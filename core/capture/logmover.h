// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/schema.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace hop101::capture {

/// Moves what a recording's write-ahead log holds into the file, on a thread and a connection of its own,
/// while the recording goes on appending to the log. Only what is left when the log is as long as it may
/// become is waited for. A quiet recording never starts the thread. What a kill or a power loss costs is the
/// same with it. Its functions are for the recording's thread.
class LogMover
{
public:
    struct Bounds
    {
        int passPages = 32 * 1024 * 1024 / kPageBytes; ///< new in the log: worth a pass
        int mostPages = kCheckpointPages;
    };
    /// Takes the place of SQLite's own checkpoints on `recording`, which must outlive it.
    explicit LogMover(const Database &recording) : LogMover(recording, Bounds()) { }
    LogMover(const Database &recording, Bounds bounds);
    ~LogMover(); ///< waits for a pass that is under way
    LogMover(const LogMover &) = delete;
    LogMover &operator=(const LogMover &) = delete;

    /// After each commit of `recording`.
    void committed();
    /// Pages that the log had at the last commit.
    int logPages() const noexcept { return m_pages; }
    /// Waits for a pass that is under way.
    void wait();

private:
    void begin();
    void run();
    static void move(const Database &database);

    const Database &m_recording;
    const Bounds m_bounds;
    int m_pages = 0; ///< in the log, told at each commit
    int m_asked = 0; ///< of these, when the last pass began

    std::mutex m_mutex; ///< guards the two below
    bool m_isAsked = false; ///< and not done yet
    bool m_isOver = false;
    std::condition_variable m_isChanged;
    std::thread m_thread; ///< last: it uses all the others
};

} // namespace hop101::capture
