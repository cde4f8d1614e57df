// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/session/session.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace hop101::cli {

/// When a client ends its connection by itself, with code 1000.
struct Ending
{
    std::optional<std::uint64_t> afterMessages; ///< received; 0: as soon as it is open
    std::optional<std::chrono::milliseconds> afterTime; ///< since it is open
    std::chrono::milliseconds pauses{0}; ///< of all that the plan sends: the end comes after them
};

/// How far a run came.
struct RunProgress
{
    session::State state = session::State::Idle;
    std::uint64_t events = 0;
    std::uint64_t messages = 0; ///< received; counted only where Ending::afterMessages asks
    std::uint64_t bytesReceived = 0;
};

/// Drives one client session from start to end in the event loop of this thread. The session writes the
/// capture; messages are counted by reading it. An interrupt (SIGINT, SIGTERM) starts the close, a second one
/// cancels.
class ClientRun : public QObject
{
    Q_OBJECT
public:
    ClientRun(const Ending &ending, std::function<void(const RunProgress &)> tell);
    ~ClientRun() override;

    /// For the session's maker: makes this run look at its notices; any thread.
    std::function<void()> wake();
    /// Runs until the connection is closed and the capture is one plain file. The session must have been
    /// started.
    void run(std::unique_ptr<session::Session> session);

    /// The last notice: how it failed, and whether the capture could be written.
    const session::Notice &notice() const noexcept { return m_notice; }
    const RunProgress &progress() const noexcept { return m_progress; }
    /// True where an interrupt ended it.
    bool wasInterrupted() const noexcept { return m_interrupts > 0; }

signals:
    void ended();

private:
    void look();
    void opened();
    void countMessages();
    void close();
    void sendClose();
    void closeAtOnce();
    void interrupt();

    const Ending m_ending;
    const std::function<void(const RunProgress &)> m_tell;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<capture::Reader> m_reader;
    session::Notice m_notice;
    RunProgress m_progress;
    QTimer m_limit;
    std::uint64_t m_nextEvent = 1; ///< first event that was not yet counted
    bool m_isOpened = false;
    bool m_isClosing = false;
    bool m_hasClosed = false; ///< the session was told
    int m_interrupts = 0;
};

} // namespace hop101::cli
