// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/endjudge.h"

#include <utility>

namespace hop101::hop {

using rules::Rule;

void EndJudge::judge(Event &closed, const Side &side, const Side &other, const PingLedger &peerPings)
{
    m_hasEnded[static_cast<std::size_t>(closed.direction)] = true;
    if (static_cast<EndCause>(closed.code) == EndCause::Reset && !std::exchange(m_isResetTold, true))
        m_emitter.found(closed, Rule::NotReset);
    // What was lost may have been a Close, or the Pong.
    if (!m_expectsClose || side.hasGap)
        return;
    judgeClose(closed, side.frames, other.frames);
    // Of a side that is shown as raw bytes nobody knows what it sent.
    if (side.phase == Phase::Frames)
        judgePings(closed, side.frames, other.frames, peerPings);
}

void EndJudge::judgeClose(Event &closed, const FrameTrack &side, const FrameTrack &other)
{
    const bool hasClosed = side.hasSentClose();
    const bool hasOtherClosed = other.hasSentClose();
    // RFC 6455 section 7.1.5: 1006 where no Close was received at all.
    if (!hasClosed && !std::exchange(m_isCloseJudged, true))
        m_emitter.found(closed, hasOtherClosed ? Rule::CloseAnswered : Rule::CloseBeforeEnd);
    if (!hasClosed && side.isMessageOpen())
        m_emitter.found(closed, Rule::MessageCompleteAtClose);
    const bool isClientFirst = closed.direction == Direction::FromLeft
        && !m_hasEnded[static_cast<std::size_t>(Direction::FromRight)];
    if (hasClosed && hasOtherClosed && isClientFirst)
        m_emitter.found(closed, Rule::ServerClosesTcpFirst);
}

/// "Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response, unless it already received
/// a Close frame." (RFC 6455 section 5.5.2) A Ping always comes before the Close of its sender.
void EndJudge::judgePings(Event &closed, const FrameTrack &side, const FrameTrack &other,
                          const PingLedger &peerPings)
{
    Nanoseconds until = side.hasSentClose() ? side.closedAt() : closed.time;
    const bool isCloseAnAnswer =
        side.hasSentClose() && other.hasSentClose() && other.closedAt() <= side.closedAt();
    if (!isCloseAnAnswer)
        until -= kPingUnderWay;
    if (peerPings.isAnyUnanswered(until))
        m_emitter.found(closed, Rule::PingAnswered);
}

} // namespace hop101::hop
