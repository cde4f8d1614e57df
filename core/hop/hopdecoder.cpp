// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/hopdecoder.h"

#include "core/base/overloaded.h"
#include "core/hop/hopdecoderprivate.h"

#include <algorithm>
#include <optional>

namespace hop101::hop {
namespace {

using http::BodyKind;
using rules::Rule;

/// How many bytes of an answer that is no HTTP are kept for the verdict.
constexpr std::size_t kNotHttpBytes = 24;

bool isEmptyBody(const http::BodyFraming &framing)
{
    return framing.kind == BodyKind::None || (framing.kind == BodyKind::ContentLength && framing.length == 0);
}

bool mayChangeProtocol(const http::RequestHead &head)
{
    return head.fields.find("Upgrade") != nullptr || head.method == "CONNECT";
}

} // namespace

void HopDecoder::Private::take(const Input &input)
{
    now = input.time;
    Side &from = side(input.direction);
    const auto point = [this, &from](EventKind kind, std::uint16_t flags = 0) {
        emitter.tellPoint(kind, from.direction, now, from.offset, 0, flags);
    };
    std::visit(base::overloaded{
                   [&](const Opened &) {
                       course.opened();
                       point(EventKind::Connected);
                   },
                   [&](const Secured &secured) {
                       point(EventKind::TlsUp, secured.objection.empty() ? std::uint16_t{0} : flag::Accepted);
                   },
                   [&](const BytesSeen &seen) { takeBytes(from, seen.bytes); },
                   [&](const Ended &ended) { takeEnded(from, ended.cause); },
                   [&](const Failed &failed) { takeFailed(from, failed.stage); },
                   [&](const Tick &) {},
                   [&](const Lost &lost) { takeLost(from, lost); },
               },
               input.data);
}

Verdict HopDecoder::Private::verdict() const
{
    Verdict verdict = book.latest();
    if (isNotHttp && verdict.state == ExchangeState::NoAnswer)
        markNotHttp(verdict, notHttp);
    return verdict;
}

void HopDecoder::Private::takeBytes(Side &side, base::ByteSpan input)
{
    if (course.endsSilence(now) && side.phase == Phase::Frames)
        side.frames.endSilence();
    while (!input.empty()) {
        switch (side.phase) {
        case Phase::Head:
            if (side.direction == Direction::FromLeft)
                takeRequestHead(input);
            else
                takeResponseHead(input);
            break;
        case Phase::Body:
            takeBody(side, input);
            break;
        case Phase::Awaiting:
            takeEarly(input);
            break;
        case Phase::EarlyTail:
            takeEarlyTail(input);
            break;
        case Phase::Frames:
            takeFrames(side, input);
            break;
        case Phase::Raw:
            takeRaw(side, input);
            break;
        }
    }
}

// --- heads

void HopDecoder::Private::takeRequestHead(base::ByteSpan &input)
{
    const auto start = left.offset;
    const auto before = input.size();
    const auto step = requestParser.next(input);
    left.offset += before - input.size();
    if (!left.isOpen && requestParser.hasStarted())
        open(left, EventKind::RequestHead, start);
    if (const auto *done = std::get_if<http::HeadDone<http::RequestHead>>(&step))
        endRequestHead(done->head);
    else if (std::holds_alternative<http::HeadFailed>(step))
        failHead(left, Rule::RequestLineValid);
}

void HopDecoder::Private::takeResponseHead(base::ByteSpan &input)
{
    if (!right.isOpen)
        course.answerBegins(book.isWaiting() || left.phase != Phase::Head || left.isOpen);
    const auto start = right.offset;
    const auto before = input.size();
    const auto step = responseParser.next(input);
    right.offset += before - input.size();
    if (!right.isOpen && responseParser.hasStarted())
        open(right, EventKind::ResponseHead, start);
    if (const auto *done = std::get_if<http::HeadDone<http::ResponseHead>>(&step)) {
        if (done->head.isInterim())
            endInterimHead(done->head);
        else
            endFinalHead(done->head);
    } else if (std::holds_alternative<http::HeadFailed>(step)) {
        failHead(right, Rule::ResponseIsHttp);
        isNotHttp = true;
        book.giveUp();
    }
}

void HopDecoder::Private::endRequestHead(const http::RequestHead &head)
{
    left.event.wireSize = static_cast<std::int64_t>(head.size);
    left.event.payloadSize = 0;
    left.isOpen = false;
    requestParser.reset();
    mayClientSwitch = mayChangeProtocol(head);
    book.begin(left.event, head);
    emitter.listener().requestHead(left.event, head);
    beginBody(left, http::framingOf(head));
}

void HopDecoder::Private::endInterimHead(const http::ResponseHead &head)
{
    right.event.wireSize = static_cast<std::int64_t>(head.size);
    right.event.payloadSize = 0;
    right.event.code = static_cast<std::uint16_t>(head.status);
    right.event.flags |= flag::Interim;
    right.isOpen = false;
    responseParser.reset();
    right.event.ended = true;
    emitter.changed(right.event);
    course.judgeInterim(right.event, head, book.oldestWaiting());
    course.judgeAnswer(right.event, head.status);
    emitter.listener().responseHead(right.event, head);
}

void HopDecoder::Private::endFinalHead(const http::ResponseHead &head)
{
    right.event.wireSize = static_cast<std::int64_t>(head.size);
    right.event.payloadSize = 0;
    right.event.code = static_cast<std::uint16_t>(std::max(head.status, 0));
    right.isOpen = false;
    responseParser.reset();
    const auto answered = book.answer(right.event, head);
    course.judgeAnswer(right.event, head.status);
    emitter.listener().responseHead(right.event, head);
    const auto *request = answered.request ? &*answered.request : nullptr;
    if (head.status == 101) {
        switchProtocols(request, head, answered.state);
    } else if (request && request->method == "CONNECT" && head.status / 100 == 2) {
        switchedTo = Phase::Raw;
        enterSwitched(right);
        switchClient();
    } else {
        beginBody(right, http::framingOf(head, request ? request->method : "GET"));
        afterRefusal();
    }
}

/// What did not look like a head: the bytes that did are a cut head, the rest is raw.
void HopDecoder::Private::failHead(Side &side, Rule reason)
{
    endOpen(side, true);
    side.phase = Phase::Raw;
    side.rawReason = reason;
}

// --- bodies

void HopDecoder::Private::beginBody(Side &side, const http::BodyFraming &framing)
{
    side.body = http::BodyDecoder(framing);
    side.isBodyUntilClose = framing.kind == BodyKind::UntilClose;
    side.phase = Phase::Body;
    if (isEmptyBody(framing))
        afterBody(side);
}

void HopDecoder::Private::takeBody(Side &side, base::ByteSpan &input)
{
    if (!side.isOpen)
        open(side, EventKind::Body, side.offset);
    const auto before = input.size();
    http::BodyStep step = side.body.next(input);
    while (std::holds_alternative<http::BodyData>(step))
        step = side.body.next(input);
    side.offset += before - input.size();
    if (std::holds_alternative<http::BodyEnded>(step)) {
        endBody(side, true);
        afterBody(side);
    } else if (std::holds_alternative<http::BodyFault>(step)) {
        endBody(side, false);
        emitter.found(side.event, Rule::BodyComplete);
        side.phase = Phase::Raw;
    }
}

void HopDecoder::Private::endBody(Side &side, bool isComplete)
{
    side.event.payloadSize = static_cast<std::int64_t>(side.body.dataBytes());
    endOpen(side, !isComplete);
}

void HopDecoder::Private::afterBody(Side &side)
{
    if (side.direction == Direction::FromRight) {
        side.phase = Phase::Head;
    } else if (switchedTo) {
        enterSwitched(side);
    } else if (mayClientSwitch && book.isWaiting()) {
        side.phase = Phase::Awaiting;
        early = {};
    } else {
        side.phase = book.isFull() ? Phase::Raw : Phase::Head;
    }
}

/// The connection stays HTTP. What the client sent too early may be anything, so it stays raw.
void HopDecoder::Private::afterRefusal()
{
    if (left.phase == Phase::Awaiting && !book.isWaiting())
        left.phase = left.isOpen ? Phase::Raw : Phase::Head;
}

// --- raw runs and open events

void HopDecoder::Private::takeRaw(Side &side, base::ByteSpan &input)
{
    if (!side.isOpen) {
        open(side, EventKind::RawRun, side.offset);
        if (side.rawReason)
            emitter.found(side.event, *side.rawReason);
        side.rawReason.reset();
        if (side.direction == Direction::FromRight && side.phase == Phase::Raw)
            course.judgeAnswer(right.event, 0);
    }
    if (side.direction == Direction::FromRight && isNotHttp)
        base::append(notHttp, input.first(std::min(input.size(), kNotHttpBytes - notHttp.size())));
    side.offset += input.size();
    input = {};
}

void HopDecoder::Private::open(Side &side, EventKind kind, std::uint64_t streamOffset)
{
    side.event = emitter.numbered(kind, side.direction, now, streamOffset);
    side.isOpen = true;
    emitter.began(side.event);
}

void HopDecoder::Private::endOpen(Side &side, bool isCut)
{
    if (!side.isOpen)
        return;
    Event &event = side.event;
    event.wireSize = static_cast<std::int64_t>(side.offset - event.streamOffset);
    if (event.kind == EventKind::RawRun)
        event.payloadSize = event.wireSize;
    else if (event.payloadSize < 0)
        event.payloadSize = 0;
    if (isCut)
        event.flags |= flag::Cut;
    event.ended = true;
    side.isOpen = false;
    emitter.changed(event);
}

// --- the door

HopDecoder::HopDecoder(base::HopId hop, Numbers &numbers, HopListener &listener, plan::Limits limits)
    : d(std::make_unique<Private>(hop, numbers, listener, limits))
{ }

HopDecoder::~HopDecoder() = default;

void HopDecoder::take(const Input &input)
{
    d->take(input);
}

bool HopDecoder::readsFrames(Direction direction) const noexcept
{
    return d->readsFrames(direction);
}

Verdict HopDecoder::verdict() const
{
    return d->verdict();
}

} // namespace hop101::hop
