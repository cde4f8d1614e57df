// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/replay.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace hop101::cli {

/// Drives one session that sends a recording again, from start to end, in the event loop of this thread. The
/// new capture is read while it grows: for what was agreed, and for the server's messages. An interrupt
/// (SIGINT, SIGTERM) closes, a second one cancels.
class ReplayRun : public QObject
{
    Q_OBJECT
public:
    /// `recorded`: what compression the recording agreed to.
    ReplayRun(session::Replay replay, std::optional<websocket::DeflateParameters> recorded,
              std::chrono::milliseconds patience, std::function<void(const session::ReplayTally &)> tell);
    ~ReplayRun() override;

    /// For the session's maker: makes this run look at its notices; any thread.
    std::function<void()> wake();
    /// Runs until the connection is closed and the capture is one plain file. The session must have been
    /// started.
    void run(std::unique_ptr<session::Session> session);

    const session::Notice &notice() const noexcept { return m_notice; }
    const session::Replay &replay() const noexcept { return m_replay; }
    bool wasInflated() const noexcept
    {
        return m_wasInflated;
    } ///< the new server agreed to other compression
    bool endedByUs() const noexcept { return m_endedByUs; } ///< with a Close that the recording does not have

signals:
    void ended();

private:
    void look();
    void openReader();
    void countAnswers();
    bool begin();
    void advance();
    void finishWhenDone();
    void sendClose();
    void interrupt();

    session::Replay m_replay;
    const std::optional<websocket::DeflateParameters> m_recorded;
    const std::chrono::milliseconds m_patience;
    const std::function<void(const session::ReplayTally &)> m_tell;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<capture::Reader> m_reader; ///< of the new capture
    session::Notice m_notice;
    QTimer m_timer;
    QElapsedTimer m_sinceSwitch;
    QElapsedTimer m_sinceDone;
    base::EventId m_next{1}; ///< first event that was not yet counted
    std::uint64_t m_answers = 0;
    bool m_hasBegun = false;
    bool m_wasInflated = false;
    bool m_endedByUs = false;
    int m_interrupts = 0;
};

} // namespace hop101::cli
