// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <string>

namespace hop101::ui {

class CaptureState;

/// What runs on a thread of its own and records: its notices reach the window at most once a frame, and its
/// capture is shown in the CaptureState. GUI thread only.
class LiveRun : public QObject
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit LiveRun(CaptureState &state, QObject *parent = nullptr);

    virtual bool isRunning() const = 0;
    /// Asks it to end; ended() tells when it has.
    virtual void stop() = 0;
    /// Ends it at once, if it runs, and finishes its capture, which stays shown.
    virtual void end() = 0;
    /// Path of the file that is written; empty before it is known.
    const std::string &capturePath() const { return m_path; }

signals:
    void noticeChanged();
    void ended();

protected:
    /// For its maker: any thread.
    std::function<void()> wake();
    void begin(const std::string &path);
    /// Shows what is recorded by now, from this event on.
    void showCapture(const std::string &path, base::EventId lowestChanged);
    CaptureState &state() { return m_state; }
    /// It is over and its capture finished.
    void finish();
    /// Something may be new; at most once a frame.
    virtual void takeNotice() = 0;

private:
    void woken();

    CaptureState &m_state;
    std::string m_path;
    QElapsedTimer m_sinceNotice;
    QTimer m_nextFrame;
};

} // namespace hop101::ui
