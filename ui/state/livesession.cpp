// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/livesession.h"

#include "ui/state/capturestate.h"

namespace hop101::ui {

namespace {

constexpr int kFrameMs = 16;

} // namespace

LiveSession::LiveSession(session::Factory &factory, CaptureState &state, QObject *parent)
    : QObject(parent), m_factory(factory), m_state(state)
{
    m_nextFrame.setSingleShot(true);
    connect(&m_nextFrame, &QTimer::timeout, this, &LiveSession::takeNotice);
}

LiveSession::~LiveSession()
{
    m_session.reset(); // joins its thread, so nothing wakes a dead object
}

std::optional<capture::CaptureError> LiveSession::start(const plan::Plan &plan, const plan::Url &url,
                                                        const std::string &key, const Target &target)
{
    end();
    const auto wake = [this] { QMetaObject::invokeMethod(this, &LiveSession::woken, Qt::QueuedConnection); };
    auto made = target.isThere ? m_factory.appendClient(target.path, wake)
                               : m_factory.makeClient(target.path, target.isUntitled, wake);
    if (!made)
        return made.error();
    m_session = std::move(made).value();
    m_path = m_session->capturePath();
    m_notice = {};
    m_written.clear();
    m_notice.state = session::State::Connecting;
    m_state.setReader(nullptr);
    m_session->start(plan, url, key);
    takeNotice();
    return std::nullopt;
}

session::Sent LiveSession::send(const plan::FramePlan &frame)
{
    return m_session ? m_session->send(frame) : session::Sent::NotOpen;
}

void LiveSession::close(std::uint16_t code, const std::string &reason)
{
    if (m_session)
        m_session->close(code, reason);
}

void LiveSession::cancel()
{
    if (m_session)
        m_session->cancel();
}

void LiveSession::continueIn(const std::string &capturePath)
{
    if (m_session)
        m_session->continueIn(capturePath);
}

bool LiveSession::isLive() const
{
    return m_session && m_notice.state != session::State::Closed;
}

void LiveSession::forget()
{
    end();
    m_notice = {};
    emit noticeChanged();
}

void LiveSession::woken()
{
    if (!m_session || m_nextFrame.isActive())
        return;
    const qint64 since = m_sinceNotice.isValid() ? m_sinceNotice.elapsed() : kFrameMs;
    if (since >= kFrameMs)
        takeNotice();
    else
        m_nextFrame.start(int(kFrameMs - since));
}

/// A recorder may make its file after makeClient(): then the next notice shows it.
void LiveSession::showCapture()
{
    const std::string &written = m_notice.capturePath;
    const bool hasMoved = !written.empty() && !m_written.empty() && written != m_written;
    m_written = written;
    if (m_state.reader() && !hasMoved)
        return;
    if (hasMoved)
        m_path = written; // it has all that the first file had
    auto opened = capture::Reader::open(m_path);
    if (opened)
        m_state.setReader(std::move(opened).value());
}

void LiveSession::takeNotice()
{
    if (!m_session)
        return;
    m_sinceNotice.start();
    session::Notice next = m_session->takeNotice();
    // Before the session's thread has begun it has nothing to tell, but for the window it is connecting.
    if (next.state == session::State::Idle)
        next.state = session::State::Connecting;
    m_notice = std::move(next);
    const base::EventId lowest = m_notice.progress.lowestChanged;
    showCapture();
    m_state.advance(lowest);
    if (m_notice.state == session::State::Closed)
        finish();
    else
        emit noticeChanged();
}

/// The last reader closes before the recorder finishes, so that one plain file is left; then it is shown as
/// it was.
void LiveSession::finish()
{
    m_nextFrame.stop();
    m_session.reset();
    m_state.advance({1});
    emit noticeChanged();
    emit ended();
}

void LiveSession::end()
{
    if (!m_session)
        return;
    m_nextFrame.stop();
    m_notice.state = session::State::Closed;
    finish();
}

} // namespace hop101::ui
