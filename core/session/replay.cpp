// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/replay.h"

#include <algorithm>
#include <cmath>

namespace hop101::session {
namespace {

using std::chrono::milliseconds;

/// Frames that are due together share a write up to this size.
constexpr std::size_t kMaxBatchBytes = std::size_t{64} * 1024;
/// The session tells when it has room again, but not when a posted frame got there.
constexpr milliseconds kRetry{5};

milliseconds roundedUp(hop::Nanoseconds time)
{
    return std::chrono::ceil<milliseconds>(std::max(time, hop::Nanoseconds(0)));
}

hop::Nanoseconds scaled(hop::Nanoseconds time, double speed)
{
    const double nanoseconds = static_cast<double>(time.count()) / speed;
    constexpr double kMost = 9e18; // fits
    return hop::Nanoseconds(static_cast<hop::Nanoseconds::rep>(std::min(nanoseconds, kMost)));
}

} // namespace

const capture::ReplayStep *Replay::peek()
{
    if (!m_next && m_hasMore) {
        m_next = m_steps.next();
        m_hasMore = m_next.has_value();
    }
    return m_next ? &*m_next : nullptr;
}

bool Replay::isDue(const capture::ReplayStep &step, hop::Nanoseconds elapsed, std::uint64_t answers) const
{
    if (step.isClose && !isAnswered(step.answersBefore, answers))
        return false;
    switch (m_pace.kind) {
    case ReplayPace::Kind::Original:
        return scaled(step.time, m_pace.speed) <= elapsed;
    case ReplayPace::Kind::AsAnswered:
        return isAnswered(step.answersBefore, answers);
    case ReplayPace::Kind::Fast:
        break;
    }
    return true;
}

void Replay::fillBatch(hop::Nanoseconds elapsed, std::uint64_t answers)
{
    for (const auto *step = peek(); step && isDue(*step, elapsed, answers); step = peek()) {
        const bool fits = !m_hasBatch
            || (m_batch.isRaw && step->frame.isRaw
                && m_batch.payload.size() + step->frame.payload.size() <= kMaxBatchBytes);
        if (!fits)
            return;
        if (m_hasBatch)
            base::append(m_batch.payload, step->frame.payload);
        else
            m_batch = std::move(m_next->frame);
        m_hasBatch = true;
        m_batchFrames += step->isLast ? 1 : 0;
        m_next.reset();
    }
}

Sent Replay::sendBatch(Session &session)
{
    const Sent sent = session.send(m_batch);
    if (sent != Sent::Queued)
        return sent;
    m_tally.frames += m_batchFrames;
    m_tally.bytes += m_batch.payload.size();
    m_batch = {};
    m_batchFrames = 0;
    m_hasBatch = false;
    return sent;
}

/// The connection takes nothing more: the rest is only counted.
void Replay::giveUp()
{
    m_tally.notSent += m_batchFrames;
    m_hasBatch = false;
    for (const auto *step = peek(); step; step = peek()) {
        m_tally.notSent += step->isLast ? 1 : 0;
        m_next.reset();
    }
    m_isDone = true;
}

std::optional<milliseconds> Replay::waitForAnswers(std::uint64_t wanted, hop::Nanoseconds elapsed,
                                                   std::uint64_t answers)
{
    const auto left = m_pace.patience - (elapsed - m_lastProgress);
    if (left > hop::Nanoseconds(0))
        return roundedUp(left);
    m_tally.missingAnswers += wanted - answers - m_tally.missingAnswers;
    return milliseconds(0);
}

std::optional<milliseconds> Replay::advance(Session &session, hop::Nanoseconds elapsed, std::uint64_t answers)
{
    if (m_isDone)
        return std::nullopt;
    if (std::exchange(m_lastAnswers, answers) != answers)
        m_lastProgress = elapsed;
    for (;;) {
        fillBatch(elapsed, answers);
        if (!m_hasBatch)
            break;
        switch (sendBatch(session)) {
        case Sent::Queued:
            m_lastProgress = elapsed;
            break;
        case Sent::QueueFull:
            return kRetry;
        case Sent::NotOpen:
            giveUp();
            return std::nullopt;
        }
    }
    const auto *step = peek();
    if (step && m_pace.kind == ReplayPace::Kind::Original && scaled(step->time, m_pace.speed) > elapsed)
        return roundedUp(scaled(step->time, m_pace.speed) - elapsed);
    const std::uint64_t wanted = step ? step->answersBefore : m_steps.answers();
    if (!isAnswered(wanted, answers))
        return waitForAnswers(wanted, elapsed, answers);
    m_isDone = true;
    return std::nullopt;
}

} // namespace hop101::session
