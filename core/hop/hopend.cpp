// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/hopdecoderprivate.h"

#include <utility>

namespace hop101::hop {

using rules::Rule;

void HopDecoder::Private::takeEnded(Side &side, EndCause cause)
{
    const bool isLate = course.endsSilence(now);
    const bool lacksBody = endUnfinished(side, cause);
    Event closed = emitter.tellPoint(EventKind::Closed, side.direction, now, side.offset,
                                     static_cast<std::uint16_t>(cause));
    if (lacksBody)
        emitter.found(closed, Rule::BodyComplete);
    if (side.direction == Direction::FromRight && book.isWaiting()) {
        emitter.found(closed, Rule::AnswerCame);
        book.giveUp();
    }
    const bool isLeft = side.direction == Direction::FromLeft;
    const Side &other = isLeft ? right : left;
    endJudge.judge(closed, side, other, isLeft ? rightPings : leftPings);
    if (isLate)
        emitter.found(closed, Rule::NotSilent);
    side.frames.release();
    side.phase = Phase::Raw;
    side.rawReason.reset();
}

/// True where an announced body has not even begun.
bool HopDecoder::Private::endUnfinished(Side &side, EndCause cause)
{
    if (side.phase == Phase::Frames) {
        side.frames.cut(true);
        return false;
    }
    if (side.phase != Phase::Body) {
        endOpen(side, side.phase == Phase::Head);
        return false;
    }
    const bool isComplete = side.body.endsWithStream() && cause == EndCause::Fin;
    // Where Hop101 stopped reading, nobody knows whether a body without a length was complete.
    const bool isFinding = !isComplete && !(side.body.endsWithStream() && cause == EndCause::ByUs);
    if (!side.isOpen)
        return isFinding;
    endBody(side, isComplete);
    if (isFinding)
        emitter.found(side.event, Rule::BodyComplete);
    return false;
}

void HopDecoder::Private::takeFailed(Side &side, FailStage stage)
{
    Event failed = emitter.tellPoint(EventKind::Failed, side.direction, now, side.offset,
                                     static_cast<std::uint16_t>(stage));
    if (!book.isWaiting())
        return;
    emitter.found(failed, Rule::AnswerCame);
    book.giveUp();
}

/// Where no later boundary can be known, what follows is raw.
void HopDecoder::Private::takeLost(Side &side, const Lost &lost)
{
    if (side.phase == Phase::Frames)
        side.frames.cut(false);
    else
        endOpen(side, side.phase != Phase::Raw);
    Event gap = emitter.numbered(EventKind::Gap, side.direction, now, side.offset);
    gap.wireSize = static_cast<std::int64_t>(lost.bytes);
    gap.payloadSize = 0;
    gap.ended = true;
    emitter.began(gap);
    side.offset += lost.bytes;
    side.hasGap = true;
    (side.direction == Direction::FromLeft ? leftPings : rightPings).loseTrack();
    if (lost.framesFollow && side.phase == Phase::Frames) {
        side.frames.goOnBehindGap(side.offset);
        return;
    }
    side.phase = Phase::Raw;
    side.rawReason.reset();
}

} // namespace hop101::hop
