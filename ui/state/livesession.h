// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace hop101::ui {

class CaptureState;

/// The session that is under way and its capture in the CaptureState. Its notices reach the window at most
/// once a frame, whatever the session does. GUI thread only.
class LiveSession final : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive it.
    LiveSession(session::Factory &factory, CaptureState &state, QObject *parent = nullptr);
    ~LiveSession() override;

    /// Where a session is recorded.
    struct Target
    {
        std::string path;
        bool isUntitled = false;
        bool isThere = false; ///< the session is appended to the capture at `path`; else it is a new one
    };
    /// Starts a session that writes a capture, which is shown from now on. An earlier session is ended first.
    std::optional<capture::CaptureError> start(const plan::Plan &plan, const plan::Url &url,
                                               const std::string &key, const Target &target);
    session::Sent send(const plan::FramePlan &frame);
    void close(std::uint16_t code, const std::string &reason);
    void cancel();
    /// After Notice::captureError: records on in a new file, which is shown from then on.
    void continueIn(const std::string &capturePath);
    /// Ends the session, if there is one, and finishes its capture. The capture stays shown where it was.
    void end();

    /// The latest notice; Idle where no session was started, or another capture is shown.
    const session::Notice &notice() const { return m_notice; }
    /// The one that is under way; null where there is none.
    session::Session *session() const { return m_session.get(); }
    bool isLive() const;
    bool isOpen() const { return m_notice.state == session::State::Open; }
    /// Forgets the last notice: another capture is shown.
    void forget();

signals:
    void noticeChanged();
    /// The session is Closed and its capture finished.
    void ended();

private:
    void woken();
    void takeNotice();
    void finish();
    void showCapture();

    session::Factory &m_factory;
    CaptureState &m_state;
    std::unique_ptr<session::Session> m_session;
    session::Notice m_notice;
    std::string m_path;
    std::string m_written; ///< as the notices tell it
    QElapsedTimer m_sinceNotice;
    QTimer m_nextFrame;
};

} // namespace hop101::ui
