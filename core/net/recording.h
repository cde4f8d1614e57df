// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"
#include "core/net/door.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace hop101::net {

/// A recorder with the clock and the timer that it needs. Made on any thread, then moved; lives on one.
class Recording : public QObject
{
    Q_OBJECT
public:
    explicit Recording(std::unique_ptr<capture::Recorder> recorder);
    ~Recording() override; ///< finishes

    capture::Recorder &recorder() noexcept { return *m_recorder; }
    const CaptureClock &clock() const noexcept { return m_clock; }

    /// Commits what is due and sets the timer for the rest. To be called after each turn that brought inputs.
    void keepUp();
    /// What is committed since the last call; the final state after finish().
    capture::Progress takeProgress();
    /// Why the file cannot be written, or why another one could not be made.
    const std::optional<capture::CaptureError> &error() const
    {
        return m_refusal ? m_refusal : m_recorder->error();
    }
    /// After error(): goes on in a new file.
    void continueIn(const std::string &path);
    /// Commits all and makes it one plain file. Nothing may be recorded after this.
    void finish();
    bool isFinished() const noexcept { return m_isFinished; }

signals:
    /// The writer got on: there may be progress or an error to tell, and reading may go on.
    void committed();

private:
    void wake();

    std::unique_ptr<capture::Recorder> m_recorder;
    CaptureClock m_clock;
    QTimer m_timer;
    std::atomic<bool> m_isWoken = false; ///< wake() is under way
    capture::Progress m_last;
    std::optional<capture::CaptureError> m_refusal;
    bool m_isFinished = false;
};

} // namespace hop101::net
