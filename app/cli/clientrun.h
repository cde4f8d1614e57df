// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::cli {

/// When a client ends its connection by itself, with code 1000.
struct Ending
{
    std::optional<std::uint64_t> afterMessages; ///< received; 0: as soon as it is open
    std::optional<std::chrono::milliseconds> afterTime; ///< since it is open
    std::string continueIn; ///< the file to go on in when the first cannot be written any more; empty: none
    std::chrono::milliseconds pauses{0}; ///< of all that the plan sends: the end comes after them
};

/// How far a run came.
struct RunProgress
{
    session::State state = session::State::Idle;
    std::uint64_t events = 0;
    std::uint64_t messages = 0; ///< received
    std::uint64_t bytesReceived = 0;
    capture::Dropped dropped; ///< not recorded
    std::string capturePath; ///< of the file that is written
};

/// Drives one client session from start to end in the event loop of this thread. The session writes the
/// capture. An interrupt (SIGINT, SIGTERM) starts the close, a second one cancels.
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
    /// Why the first file was left for Ending::continueIn; none where it was not.
    const std::optional<capture::CaptureError> &leftFile() const noexcept { return m_leftFile; }
    const RunProgress &progress() const noexcept { return m_progress; }
    /// True where an interrupt ended it.
    bool wasInterrupted() const noexcept { return m_interrupts > 0; }

signals:
    void ended();

private:
    void look();
    void opened();
    void close();
    void sendClose();
    void closeAtOnce();
    void interrupt();

    const Ending m_ending;
    const std::function<void(const RunProgress &)> m_tell;
    std::unique_ptr<session::Session> m_session;
    session::Notice m_notice;
    RunProgress m_progress;
    QTimer m_limit;
    std::optional<capture::CaptureError> m_leftFile;
    bool m_hasContinued = false;
    bool m_isOpened = false;
    bool m_isClosing = false;
    bool m_hasClosed = false; ///< the session was told
    int m_interrupts = 0;
};

} // namespace hop101::cli
