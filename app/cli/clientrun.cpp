// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientrun.h"

#include "app/cli/interrupt.h"
#include "core/websocket/closecode.h"

#include <QEventLoop>

#include <utility>

namespace hop101::cli {
namespace {

constexpr std::uint16_t kNormalClosure = 1000;
/// For what is still to be sent when the Close is due; a plan's pauses come on top.
constexpr std::chrono::milliseconds kSendingTime{10'000};

plan::FramePlan closeFrame()
{
    plan::FramePlan frame;
    frame.opcode = websocket::Opcode::Close;
    frame.payload = websocket::closeBody(kNormalClosure, {});
    return frame;
}

} // namespace

ClientRun::ClientRun(const Ending &ending, std::function<void(const RunProgress &)> tell)
    : m_ending(ending), m_tell(std::move(tell))
{
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    connect(&m_limit, &QTimer::timeout, this, [this] { m_isClosing ? closeAtOnce() : close(); });
}

ClientRun::~ClientRun() = default;

std::function<void()> ClientRun::wake()
{
    return [this] { QMetaObject::invokeMethod(this, &ClientRun::look, Qt::QueuedConnection); };
}

void ClientRun::run(std::unique_ptr<session::Session> session)
{
    m_session = std::move(session);
    const Interrupt interrupt([this] { this->interrupt(); });
    QEventLoop loop;
    connect(this, &ClientRun::ended, &loop, &QEventLoop::quit);
    QMetaObject::invokeMethod(this, &ClientRun::look, Qt::QueuedConnection);
    loop.exec();
    m_limit.stop();
    m_session.reset();
}

void ClientRun::look()
{
    if (!m_session)
        return; // a wake that was still under way at the end
    m_notice = m_session->takeNotice();
    m_progress.state = m_notice.state;
    m_progress.events = m_notice.progress.events;
    m_progress.bytesReceived = m_notice.bytesFromRight;
    if (m_notice.state == session::State::Open && !m_isOpened)
        opened();
    if (m_notice.state == session::State::Open && m_isClosing && !m_hasClosed)
        sendClose();
    m_progress.dropped = m_notice.dropped;
    m_progress.capturePath = m_notice.capturePath;
    m_progress.messages = m_notice.messagesReceived;
    if (m_notice.captureError && !m_ending.continueIn.empty() && !std::exchange(m_hasContinued, true)) {
        m_leftFile = m_notice.captureError;
        m_session->continueIn(m_ending.continueIn);
    }
    if (m_isOpened && m_ending.afterMessages && m_progress.messages >= *m_ending.afterMessages)
        close();
    m_tell(m_progress);
    if (m_notice.state == session::State::Closed)
        emit ended();
}

void ClientRun::opened()
{
    m_isOpened = true;
    if (m_ending.afterMessages == 0)
        close();
    else if (m_ending.afterTime)
        m_limit.start(*m_ending.afterTime);
}

void ClientRun::close()
{
    if (m_isClosing || !m_session)
        return;
    m_isClosing = true;
    m_limit.start(kSendingTime + m_ending.pauses);
    sendClose();
}

/// In its turn behind what the plan still sends, which Session::close() would drop.
void ClientRun::sendClose()
{
    m_hasClosed = m_session->send(closeFrame()) != session::Sent::QueueFull;
    if (m_hasClosed)
        m_limit.stop();
}

void ClientRun::closeAtOnce()
{
    m_isClosing = m_hasClosed = true;
    if (m_session)
        m_session->close(kNormalClosure, {});
}

void ClientRun::interrupt()
{
    if (!m_session)
        return;
    ++m_interrupts;
    if (m_interrupts == 1 && !m_isClosing)
        closeAtOnce(); // only the session knows where it stands now: before the upgrade this is a cancel
    else
        m_session->cancel();
}

} // namespace hop101::cli
