// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/replaydrive.h"

#include "core/capture/content.h"
#include "ui/state/capturestate.h"
#include "ui/state/livesession.h"

#include <algorithm>
#include <array>

namespace hop101::ui {

namespace {

constexpr std::uint16_t kNormalClosure = 1000;
constexpr int kLookAgainMs = 20;
constexpr std::chrono::milliseconds kMostWait = std::chrono::hours(24);

bool endsAnswer(const hop::Event &event)
{
    return event.kind == hop::EventKind::Frame && event.direction == hop::Direction::FromRight
        && event.message && event.has(hop::flag::MessageEnd) && !event.has(hop::flag::Cut);
}

} // namespace

ReplayDrive::ReplayDrive(LiveSession &live, CaptureState &state, std::unique_ptr<capture::Reader> recording,
                         const hop::Exchange &exchange, const session::ReplayPace &pace, bool isExact,
                         QObject *parent)
    : QObject(parent), m_live(live), m_state(state), m_recording(std::move(recording)), m_exchange(exchange),
      m_patience(pace.patience), m_replay(capture::ReplaySteps(*m_recording, exchange, {isExact}), pace)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayDrive::look);
    connect(&m_live, &LiveSession::noticeChanged, this, &ReplayDrive::look);
    connect(&m_live, &LiveSession::ended, this, &ReplayDrive::sessionEnded);
}

void ReplayDrive::look()
{
    session::Session *session = m_live.session();
    if (!session || !m_live.isOpen() || !m_state.reader())
        return;
    countAnswers();
    if (!m_hasBegun && !begin()) {
        m_timer.start(kLookAgainMs);
        return;
    }
    const std::chrono::nanoseconds elapsed(m_sinceSwitch.nsecsElapsed());
    if (const auto again = m_replay.advance(*session, elapsed, m_answers))
        m_timer.start(std::min(*again, kMostWait));
    if (m_replay.isDone())
        closeWhenDone();
}

void ReplayDrive::countAnswers()
{
    std::array<hop::Event, 256> page;
    for (;;) {
        const std::size_t got = m_state.reader()->events(m_next, page);
        const auto end = page.begin() + std::ptrdiff_t(got);
        const auto open = std::find_if(page.begin(), end, [](const hop::Event &event) {
            return !event.ended && event.direction == hop::Direction::FromRight;
        });
        m_answers += std::uint64_t(std::count_if(page.begin(), open, endsAnswer));
        m_next.value += std::uint64_t(open - page.begin());
        if (open != page.end())
            return;
    }
}

/// False while the capture does not tell yet what was agreed.
bool ReplayDrive::begin()
{
    const auto exchanges = m_state.reader()->exchanges();
    if (exchanges.empty() || !exchanges.front().response)
        return false;
    const auto recorded = capture::agreedDeflate(*m_recording, m_exchange);
    if (!capture::takesRecordedFrames(recorded, capture::agreedDeflate(*m_state.reader(), exchanges.front())))
        m_replay.inflateMessages();
    m_sinceSwitch.start();
    m_hasBegun = true;
    return true;
}

/// A recording that ends without a Close of the client: the server's is waited for where it had one.
void ReplayDrive::closeWhenDone()
{
    if (m_replay.steps().hasClientClose() || m_isClosing)
        return;
    if (!m_sinceDone.isValid())
        m_sinceDone.start();
    const auto left = m_patience - std::chrono::milliseconds(m_sinceDone.elapsed());
    if (m_replay.steps().hasServerClose() && left.count() > 0) {
        m_timer.start(left);
        return;
    }
    m_isClosing = true;
    m_live.close(kNormalClosure, {});
}

void ReplayDrive::sessionEnded()
{
    m_timer.stop();
    m_replay.connectionEnded();
    emit finished();
}

} // namespace hop101::ui
