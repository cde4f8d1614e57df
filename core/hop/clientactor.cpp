// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/clientactor.h"

#include "core/hop/framephase.h"
#include "core/hop/judgeextensions.h"
#include "core/http/bodydecoder.h"

namespace hop101::hop {

class ClientActor::Private
{
public:
    Private(plan::Plan p, base::Bytes head, MaskKeySource maskKeys, ClientOptions options)
        : plan(std::move(p)), requestHead(std::move(head)),
          frames({.self = Direction::FromLeft,
                  .maskKeys = std::move(maskKeys),
                  .masksByRole = plan.autoMask,
                  .echo = options.echo,
                  .autoPong = plan.autoPong,
                  .autoClose = plan.autoClose,
                  .failsOnError = plan.onError == plan::OnError::Fail,
                  .closeTimeout = plan.timeouts.close})
    { }

    bool isUpgrading() const { return frames.state() == ActorState::Upgrading; }
    bool send(const plan::FramePlan &frame);
    void endUpgrade();
    void upgraded();
    void begin(const http::ResponseHead &answer);
    void refused(const http::ResponseHead &head);

    plan::Plan plan;
    base::Bytes requestHead;
    FramePhase frames;
    std::optional<http::RequestHead> request; ///< as the decoder read it
    bool isWebSocket = true; ///< the request asks for it
    bool isReadingBody = false; ///< of a refusal
};

/// In another protocol than WebSocket frames would be noise, but its own bytes can be sent, and what a Close
/// means can be done.
bool ClientActor::Private::send(const plan::FramePlan &frame)
{
    if (isWebSocket || frame.isRaw)
        return frames.send(frame);
    if (frame.opcode != websocket::Opcode::Close || frames.state() != ActorState::Open)
        return false;
    frames.finish();
    return true;
}

/// Leaves the upgrade without having it.
void ClientActor::Private::endUpgrade()
{
    frames.command(StopTimer{Timer::Upgrade});
    frames.disconnect();
}

void ClientActor::Private::upgraded()
{
    frames.command(StopTimer{Timer::Upgrade});
    frames.open();
}

/// The upgrade is through, and the answer says how frames are to be made.
void ClientActor::Private::begin(const http::ResponseHead &answer)
{
    if (const auto deflate = agreedDeflate(request ? &*request : nullptr, answer.fields))
        frames.setDeflate(deflate->client);
    for (const auto &frame : plan.frames)
        send(frame);
}

/// The body of a refusal says why, so it is read to its end.
void ClientActor::Private::refused(const http::ResponseHead &head)
{
    const auto framing = http::framingOf(head, request ? request->method : "GET");
    const bool isEmpty = framing.kind == http::BodyKind::None
        || (framing.kind == http::BodyKind::ContentLength && framing.length == 0);
    isReadingBody = !isEmpty;
    if (isEmpty)
        endUpgrade();
}

ClientActor::ClientActor(plan::Plan plan, base::Bytes requestHead, MaskKeySource maskKeys,
                         ClientOptions options)
    : d(std::make_unique<Private>(std::move(plan), std::move(requestHead), std::move(maskKeys), options))
{ }

ClientActor::~ClientActor() = default;

void ClientActor::begin()
{
    d->frames.setState(ActorState::Upgrading);
    auto limit = d->plan.timeouts.upgrade; // for the answer: our own pauses come on top
    for (const auto &cut : d->plan.requestCuts)
        limit += cut.wait;
    d->frames.command(StartTimer{Timer::Upgrade, limit});
    d->frames.writeBytes(d->requestHead, d->plan.requestCuts);
}

bool ClientActor::send(const plan::FramePlan &frame)
{
    return d->send(frame);
}

void ClientActor::close(std::uint16_t code, std::string_view reason)
{
    if (d->isUpgrading() || d->frames.state() == ActorState::Idle)
        d->endUpgrade();
    else if (d->isWebSocket)
        d->frames.close(code, reason);
    else
        d->frames.finish();
}

void ClientActor::expired(Timer timer)
{
    if (timer == Timer::Close)
        d->frames.expired();
    else if (d->isReadingBody)
        d->endUpgrade();
    else if (d->isUpgrading())
        d->frames.giveUp(FailStage::UpgradeTimeout);
}

void ClientActor::ended(Direction direction, EndCause cause)
{
    if (!d->isUpgrading())
        d->frames.ended(direction, cause);
    else if (direction == Direction::FromRight || cause == EndCause::Reset)
        d->endUpgrade();
}

ActorState ClientActor::state() const noexcept
{
    return d->frames.state();
}

std::vector<Command> ClientActor::takeCommands()
{
    return d->frames.takeCommands();
}

void ClientActor::eventBegan(const Event &event)
{
    d->frames.eventBegan(event);
}

void ClientActor::eventChanged(const Event &event)
{
    d->frames.eventChanged(event);
    const bool isBodyEnd =
        event.kind == EventKind::Body && event.direction == Direction::FromRight && event.ended;
    if (isBodyEnd && d->isReadingBody && d->isUpgrading())
        d->endUpgrade();
}

void ClientActor::found(const Finding &finding)
{
    d->frames.found(finding);
}

/// RFC 6455 section 4.1: where the 101 is wrong, "the client MUST _Fail the WebSocket Connection_", and
/// before the upgrade that is only the end of TCP.
void ClientActor::exchangeChanged(const Exchange &exchange)
{
    if (!d->isUpgrading())
        return;
    switch (exchange.state) {
    case ExchangeState::Waiting:
    case ExchangeState::Refused:
    case ExchangeState::Tunnelled:
        break; // responseHead() goes on
    case ExchangeState::Upgraded:
        d->upgraded();
        break;
    case ExchangeState::Broken101:
        if (d->plan.onError == plan::OnError::KeepOpen)
            d->upgraded();
        else
            d->endUpgrade();
        break;
    case ExchangeState::NoAnswer:
        d->endUpgrade();
        break;
    }
}

void ClientActor::requestHead(const Event &, const http::RequestHead &head)
{
    d->request = head;
    d->isWebSocket = asksForWebSocket(head);
}

void ClientActor::responseHead(const Event &event, const http::ResponseHead &head)
{
    if (event.has(flag::Interim))
        return;
    if (head.status != 101 && d->isUpgrading())
        d->refused(head);
    else if (head.status == 101 && d->frames.state() == ActorState::Open)
        d->begin(head);
}

void ClientActor::framePayload(const Event &event, std::uint64_t /*offset*/, base::ByteSpan unmasked)
{
    d->frames.framePayload(event, unmasked);
}

bool ClientActor::wantsPayload(const Event &event) const noexcept
{
    return d->frames.wantsPayload(event);
}

void ClientActor::messageData(const Event &event, std::uint64_t /*offset*/, base::ByteSpan data)
{
    d->frames.messageData(event, data);
}

bool ClientActor::wantsMessage(const Event &event) const noexcept
{
    return d->frames.wantsMessage(event);
}

} // namespace hop101::hop
