// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/hopdecoder.h"

#include "core/base/overloaded.h"
#include "core/hop/coursejudge.h"
#include "core/hop/endjudge.h"
#include "core/hop/exchangebook.h"
#include "core/hop/judgeextensions.h"
#include "core/hop/side.h"
#include "core/http/headparser.h"

#include <algorithm>
#include <optional>
#include <utility>

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

/// Frames follow where the server says websocket, or says nothing and was asked for it. Another protocol is
/// raw.
bool switchesToWebSocket(const http::RequestHead *request, const http::ResponseHead &response)
{
    if (response.fields.find("Upgrade"))
        return response.fields.hasToken("Upgrade", "websocket");
    return !request || request->fields.hasToken("Upgrade", "websocket");
}

} // namespace

class HopDecoder::Private
{
public:
    Private(base::HopId hop, Numbers &numbers, HopListener &listener, plan::Limits l)
        : limits(l), emitter(hop, numbers, listener), book(emitter), course(emitter), endJudge(emitter),
          left(Direction::FromLeft, emitter, leftPings, rightPings, limits, isFinalBlockTold),
          right(Direction::FromRight, emitter, rightPings, leftPings, limits, isFinalBlockTold)
    { }

    void take(const Input &input);
    Verdict verdict() const;

private:
    Side &side(Direction direction) { return direction == Direction::FromLeft ? left : right; }

    void takeBytes(Side &side, base::ByteSpan input);
    void takeRequestHead(base::ByteSpan &input);
    void takeResponseHead(base::ByteSpan &input);
    void takeBody(Side &side, base::ByteSpan &input);
    void takeEarly(base::ByteSpan &input);
    void takeEarlyTail(base::ByteSpan &input);
    void takeFrames(Side &side, base::ByteSpan &input);
    void takeRaw(Side &side, base::ByteSpan &input);

    void endRequestHead(const http::RequestHead &head);
    void endInterimHead(const http::ResponseHead &head);
    void endFinalHead(const http::ResponseHead &head);
    void beginBody(Side &side, const http::BodyFraming &framing);
    void endBody(Side &side, bool isComplete);
    void afterBody(Side &side);
    void afterRefusal();
    void failHead(Side &side, Rule reason);
    void switchProtocols(const http::RequestHead *request, const http::ResponseHead &response,
                         ExchangeState state);
    void enterSwitched(Side &side);
    void switchClient();
    void endEarly();

    void open(Side &side, EventKind kind, std::uint64_t streamOffset);
    void endOpen(Side &side, bool isCut);

    void takeEnded(Side &side, EndCause cause);
    bool endUnfinished(Side &side, EndCause cause);
    void takeFailed(Side &side, FailStage stage);
    void takeLost(Side &side, std::uint64_t bytes);

    const plan::Limits limits;
    bool isFinalBlockTold = false;
    Emitter emitter;
    ExchangeBook book;
    CourseJudge course;
    EndJudge endJudge;
    PingLedger leftPings;
    PingLedger rightPings;
    Side left;
    Side right;
    http::RequestHeadParser requestParser;
    http::ResponseHeadParser responseParser;
    websocket::FrameDecoder early; ///< follows frame boundaries in what the client sends too early
    Nanoseconds now{};
    base::Bytes notHttp; ///< the first bytes of an answer that is no HTTP
    bool isNotHttp = false;
    bool mayClientSwitch = false; ///< the latest request asks for another protocol
    std::optional<Phase> switchedTo; ///< Frames or Raw, once the answer switched
    std::optional<websocket::DeflateParameters> deflate;
};

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
                   [&](const Lost &lost) { takeLost(from, lost.bytes); },
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

// --- the switch

void HopDecoder::Private::switchProtocols(const http::RequestHead *request,
                                          const http::ResponseHead &response, ExchangeState state)
{
    emitter.tellPoint(EventKind::ProtocolSwitched, Direction::FromRight, now, right.offset);
    const bool isWebSocket = switchesToWebSocket(request, response);
    deflate = agreedDeflate(request, response.fields);
    if (isWebSocket && state == ExchangeState::Upgraded)
        endJudge.expectClose();
    switchedTo = isWebSocket ? Phase::Frames : Phase::Raw;
    if (isWebSocket)
        course.framesBegin(now);
    enterSwitched(right);
    switchClient();
}

void HopDecoder::Private::enterSwitched(Side &side)
{
    side.phase = *switchedTo;
    const auto ofSide = [&side](const websocket::DeflateParameters &agreed) {
        return side.direction == Direction::FromLeft ? agreed.client : agreed.server;
    };
    side.frames.start(side.offset, deflate ? std::optional(ofSide(*deflate)) : std::nullopt);
}

/// The client's side may stand anywhere when the answer comes.
void HopDecoder::Private::switchClient()
{
    switch (left.phase) {
    case Phase::Head:
        if (left.isOpen)
            failHead(left, Rule::RequestLineValid);
        else
            enterSwitched(left);
        break;
    case Phase::Body:
        if (left.isBodyUntilClose) {
            if (left.isOpen)
                endBody(left, true);
            enterSwitched(left);
        }
        break; // otherwise its end is known, and afterBody() switches
    case Phase::Awaiting:
        endEarly();
        break;
    case Phase::EarlyTail:
    case Phase::Frames:
    case Phase::Raw:
        break;
    }
}

/// Bytes that came before the answer stay a raw run; frames begin at the next frame boundary.
void HopDecoder::Private::endEarly()
{
    if (left.isOpen && *switchedTo == Phase::Frames) {
        if (!early.atFrameBoundary()) {
            left.phase = Phase::EarlyTail;
            return;
        }
        endOpen(left, false);
    }
    enterSwitched(left);
}

/// RFC 6455 section 4.1: "Once the client's opening handshake has been sent, the client MUST wait for a
/// response from the server before sending any further data."
void HopDecoder::Private::takeEarly(base::ByteSpan &input)
{
    left.rawReason = left.isOpen ? std::nullopt : std::optional(Rule::ClientWaitsForAnswer);
    base::ByteSpan shadow = input;
    while (!std::holds_alternative<websocket::NeedMoreData>(early.next(shadow))) { }
    takeRaw(left, input);
}

void HopDecoder::Private::takeEarlyTail(base::ByteSpan &input)
{
    const auto before = input.size();
    for (;;) {
        const auto step = early.next(input);
        const bool isAtBoundary = std::holds_alternative<websocket::FrameEnded>(step);
        if (!isAtBoundary && !std::holds_alternative<websocket::NeedMoreData>(step))
            continue;
        left.offset += before - input.size();
        if (isAtBoundary) {
            endOpen(left, false);
            enterSwitched(left);
        }
        return;
    }
}

void HopDecoder::Private::takeFrames(Side &side, base::ByteSpan &input)
{
    const auto before = input.size();
    if (!side.frames.take(input, now))
        side.phase = Phase::Raw;
    side.offset += before - input.size();
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

// --- ends

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

/// No later boundary can be known: what follows is raw.
void HopDecoder::Private::takeLost(Side &side, std::uint64_t bytes)
{
    if (side.phase == Phase::Frames)
        side.frames.cut(false);
    else
        endOpen(side, side.phase != Phase::Raw);
    Event gap = emitter.numbered(EventKind::Gap, side.direction, now, side.offset);
    gap.wireSize = static_cast<std::int64_t>(bytes);
    gap.payloadSize = 0;
    gap.ended = true;
    emitter.began(gap);
    side.offset += bytes;
    (side.direction == Direction::FromLeft ? leftPings : rightPings).loseTrack();
    side.phase = Phase::Raw;
    side.rawReason.reset();
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

Verdict HopDecoder::verdict() const
{
    return d->verdict();
}

} // namespace hop101::hop
