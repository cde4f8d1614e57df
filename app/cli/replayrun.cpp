// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/replayrun.h"

#include "app/cli/interrupt.h"
#include "core/capture/content.h"
#include "core/websocket/closecode.h"

#include <QEventLoop>

#include <algorithm>
#include <array>

namespace hop101::cli {
namespace {

constexpr std::uint16_t kNormalClosure = 1000;
/// For what was committed without anything that would have told us.
constexpr std::chrono::milliseconds kLookAgain{20};

bool endsAnswer(const hop::Event &event)
{
    return event.kind == hop::EventKind::Frame && event.direction == hop::Direction::FromRight
        && event.message && event.has(hop::flag::MessageEnd) && !event.has(hop::flag::Cut);
}

} // namespace

ReplayRun::ReplayRun(session::Replay replay, std::optional<websocket::DeflateParameters> recorded,
                     std::chrono::milliseconds patience,
                     std::function<void(const session::ReplayTally &)> tell)
    : m_replay(std::move(replay)), m_recorded(recorded), m_patience(patience), m_tell(std::move(tell))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayRun::look);
}

ReplayRun::~ReplayRun() = default;

std::function<void()> ReplayRun::wake()
{
    return [this] { QMetaObject::invokeMethod(this, &ReplayRun::look, Qt::QueuedConnection); };
}

void ReplayRun::run(std::unique_ptr<session::Session> session)
{
    m_session = std::move(session);
    const Interrupt interrupt([this] { this->interrupt(); });
    QEventLoop loop;
    connect(this, &ReplayRun::ended, &loop, &QEventLoop::quit);
    QMetaObject::invokeMethod(this, &ReplayRun::look, Qt::QueuedConnection);
    loop.exec();
    m_timer.stop();
    m_replay.connectionEnded();
    m_session.reset();
}

void ReplayRun::look()
{
    if (!m_session)
        return; // a wake that was still under way at the end
    m_notice = m_session->takeNotice();
    if (m_notice.state == session::State::Open) {
        openReader();
        countAnswers();
        if (m_hasBegun || begin())
            advance();
        else
            m_timer.start(kLookAgain);
    } else {
        m_reader.reset(); // one of its own would keep the file from becoming plain at the end
    }
    m_tell(m_replay.tally());
    if (m_notice.state == session::State::Closed)
        emit ended();
}

void ReplayRun::openReader()
{
    if (m_reader) {
        if (m_notice.progress.lowestChanged)
            m_reader->invalidateFrom(m_notice.progress.lowestChanged);
        m_reader->refresh();
    } else if (auto opened = capture::Reader::open(m_session->capturePath())) {
        m_reader = std::move(opened).value();
    }
}

void ReplayRun::countAnswers()
{
    std::array<hop::Event, 256> page;
    while (m_reader) {
        const std::size_t got = m_reader->events(m_next, page);
        const auto end = page.begin() + static_cast<std::ptrdiff_t>(got);
        const auto open = std::find_if(page.begin(), end, [](const auto &event) {
            return !event.ended && event.direction == hop::Direction::FromRight;
        });
        m_answers += static_cast<std::uint64_t>(std::count_if(page.begin(), open, endsAnswer));
        m_next.value += static_cast<std::uint64_t>(open - page.begin());
        if (open != page.end())
            return;
    }
}

/// False while the capture does not tell yet what was agreed.
bool ReplayRun::begin()
{
    if (!m_reader)
        return false;
    const auto exchanges = m_reader->exchanges();
    if (exchanges.empty() || !exchanges.front().response)
        return false;
    if (!capture::takesRecordedFrames(m_recorded, capture::agreedDeflate(*m_reader, exchanges.front()))) {
        m_replay.inflateMessages();
        m_wasInflated = true;
    }
    m_sinceSwitch.start();
    m_hasBegun = true;
    return true;
}

void ReplayRun::advance()
{
    if (const auto again =
            m_replay.advance(*m_session, std::chrono::nanoseconds(m_sinceSwitch.nsecsElapsed()), m_answers))
        m_timer.start(std::min<std::chrono::milliseconds>(*again, std::chrono::hours(24)));
    if (m_replay.isDone())
        finishWhenDone();
}

/// A recording that ends without a Close of the client: the server's is waited for where it had one.
void ReplayRun::finishWhenDone()
{
    if (m_replay.steps().hasClientClose() || m_endedByUs)
        return;
    if (!m_sinceDone.isValid())
        m_sinceDone.start();
    const auto left = m_patience - std::chrono::milliseconds(m_sinceDone.elapsed());
    if (m_replay.steps().hasServerClose() && left.count() > 0)
        m_timer.start(left);
    else
        sendClose();
}

void ReplayRun::sendClose()
{
    m_endedByUs = true;
    m_session->close(kNormalClosure, {});
}

void ReplayRun::interrupt()
{
    if (!m_session)
        return;
    if (++m_interrupts == 1)
        m_session->close(kNormalClosure, {});
    else
        m_session->cancel();
}

} // namespace hop101::cli
