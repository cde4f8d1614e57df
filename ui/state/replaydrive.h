// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/session/replay.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace hop101::ui {

class CaptureState;
class LiveSession;

/// Sends what a recording has over the live session, once that is open. It reads the new capture for what
/// was agreed and for the answers. GUI thread only.
class ReplayDrive final : public QObject
{
    Q_OBJECT
public:
    /// The recording's reader is its own; `live` and `state` must outlive it, and the session is about to
    /// start.
    ReplayDrive(LiveSession &live, CaptureState &state, std::unique_ptr<capture::Reader> recording,
                const hop::Exchange &exchange, const session::ReplayPace &pace, bool isExact,
                QObject *parent = nullptr);

    const session::ReplayTally &tally() const { return m_replay.tally(); }

signals:
    /// The connection is closed, and all that could be sent was.
    void finished();

private:
    void look();
    bool begin();
    void countAnswers();
    void closeWhenDone();
    void sessionEnded();

    LiveSession &m_live;
    CaptureState &m_state;
    std::unique_ptr<capture::Reader> m_recording;
    const hop::Exchange m_exchange;
    const std::chrono::milliseconds m_patience;
    session::Replay m_replay;
    QTimer m_timer;
    QElapsedTimer m_sinceSwitch;
    QElapsedTimer m_sinceDone;
    base::EventId m_next{1}; ///< first event that was not yet counted
    std::uint64_t m_answers = 0;
    bool m_hasBegun = false;
    bool m_isClosing = false;
};

} // namespace hop101::ui
