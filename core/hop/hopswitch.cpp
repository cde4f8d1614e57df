// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/hopdecoderprivate.h"
#include "core/hop/judgeextensions.h"

namespace hop101::hop {

using rules::Rule;

namespace {

/// Frames follow where the server says websocket, or says nothing and was asked for it. Another protocol is
/// raw.
bool switchesToWebSocket(const http::RequestHead *request, const http::ResponseHead &response)
{
    if (response.fields.find("Upgrade"))
        return response.fields.hasToken("Upgrade", "websocket");
    return !request || request->fields.hasToken("Upgrade", "websocket");
}

} // namespace

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

} // namespace hop101::hop
