// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/framephase.h"

#include "core/websocket/closecode.h"

#include <algorithm>
#include <string>

namespace hop101::hop {
namespace {

using websocket::Opcode;

constexpr std::uint16_t kMessageTooBig = 1009;

} // namespace

void FramePhase::finish()
{
    if (m_state == ActorState::Done || m_isFinishing)
        return;
    m_isFinishing = true;
    m_state = ActorState::Closing;
    if (m_hasSelfEnded && m_hasPeerEnded) {
        disconnect();
        return;
    }
    if (!m_hasSelfEnded)
        command(HalfClose{});
    startCloseTimer();
}

void FramePhase::disconnect(bool reset)
{
    if (m_state == ActorState::Done)
        return;
    if (m_state == ActorState::Closing)
        command(StopTimer{Timer::Close});
    command(Disconnect{reset});
    m_state = ActorState::Done;
}

void FramePhase::giveUp(FailStage stage)
{
    if (m_state == ActorState::Done)
        return;
    command(GiveUp{stage});
    m_state = ActorState::Done;
}

bool FramePhase::send(const plan::FramePlan &frame)
{
    if (!maySend())
        return false;
    m_writer.write(frame, m_commands);
    if (frame.opcode == Opcode::Close && !frame.isRaw)
        closeSent();
    return true;
}

void FramePhase::closeSent()
{
    m_hasSentClose = true;
    m_state = ActorState::Closing;
    if (m_hasPeerClosed)
        bothClosed();
    else
        startCloseTimer();
}

void FramePhase::close(std::uint16_t code, std::string_view reason)
{
    plan::FramePlan frame;
    frame.opcode = Opcode::Close;
    if (code != 0)
        frame.payload = websocket::closeBody(code, reason);
    send(frame);
}

void FramePhase::expired()
{
    giveUp(FailStage::CloseTimeout);
}

void FramePhase::ended(Direction direction, EndCause cause)
{
    (direction == m_options.self ? m_hasSelfEnded : m_hasPeerEnded) = true;
    if (cause == EndCause::Reset || (m_hasSelfEnded && m_hasPeerEnded))
        disconnect();
    else if (direction != m_options.self)
        finish(); // what we still have to say goes out first
}

void FramePhase::eventBegan(const Event &event)
{
    if (event.kind != EventKind::Frame)
        return;
    if (event.direction == m_options.self) {
        ownFrameEnded(event);
        return;
    }
    m_peerEvent = event.id;
    m_control.clear();
    if (event.ended)
        peerFrameEnded(event);
}

void FramePhase::eventChanged(const Event &event)
{
    if (isPeersFrame(event) && event.ended)
        peerFrameEnded(event);
    else if (event.kind == EventKind::Frame && event.direction == m_options.self)
        ownFrameEnded(event);
}

/// Among raw bytes there may be a Close that only the decoder knows of.
void FramePhase::ownFrameEnded(const Event &event)
{
    if (event.opcode() == Opcode::Close && event.ended && !event.has(flag::Cut) && !m_hasSentClose
        && m_state == ActorState::Open)
        closeSent();
}

/// RFC 6455 section 7.1.7: "An endpoint MUST NOT continue to attempt to process data (including a responding
/// Close frame) from the remote endpoint after being instructed to _Fail the WebSocket Connection_."
/// Practice: the peer's Close still ends the wait for it.
void FramePhase::found(const Finding &finding)
{
    const auto &rule = rules::info(finding.rule);
    const bool isFatal =
        rule.severity == rules::Severity::Error && rule.closeCode != 0 && finding.event == m_peerEvent;
    if (!isFatal || !m_options.failsOnError || m_hasFailed || !isProcessing())
        return;
    fail(rule.closeCode, std::string(rule.id) + " (" + rule.section + ")");
}

/// RFC 6455 section 7.1.7: after the Close the server closes the connection; a peer that stands within a
/// frame cannot even answer. A client leaves the end of TCP to the server (section 7.1.1).
void FramePhase::fail(std::uint16_t code, std::string_view reason)
{
    m_hasFailed = true;
    m_message.clear();
    close(code, reason);
    if (m_options.self == Direction::FromRight)
        finish();
}

void FramePhase::framePayload(const Event &event, base::ByteSpan unmasked)
{
    if (!isPeersFrame(event) || !isProcessing() || !websocket::isControl(event.opcode()))
        return;
    const auto room = websocket::kMaxControlPayloadBytes - m_control.size();
    base::append(m_control, unmasked.first(std::min(room, unmasked.size())));
}

bool FramePhase::wantsPayload(const Event &event) const noexcept
{
    return event.kind == EventKind::Frame && event.direction != m_options.self && isProcessing()
        && websocket::isControl(event.opcode());
}

/// Practice: MessageWithinLimit refuses a large message at its header; who keeps open in spite of it, or sets
/// another limit, is held here.
void FramePhase::messageData(const Event &event, base::ByteSpan data)
{
    if (!isPeersFrame(event) || !isProcessing())
        return;
    follow(event);
    if (m_message.size() + data.size() > kMaxEchoBytes) {
        fail(kMessageTooBig, "the echo takes messages of up to 64 MiB");
        return;
    }
    m_message.append(data);
}

bool FramePhase::wantsMessage(const Event &event) const noexcept
{
    return m_options.echo && event.direction != m_options.self && isProcessing();
}

bool FramePhase::isPeersFrame(const Event &event) const noexcept
{
    return event.kind == EventKind::Frame && event.id == m_peerEvent && bool(m_peerEvent);
}

void FramePhase::peerFrameEnded(const Event &event)
{
    if (event.has(flag::Cut) || m_state == ActorState::Done || m_isFinishing)
        return;
    const auto opcode = event.opcode();
    if (opcode == Opcode::Close) {
        peerClosed();
    } else if (!isProcessing()) {
        return;
    } else if (opcode == Opcode::Ping && m_options.autoPong) {
        send({Opcode::Pong, m_control});
    } else if (m_options.echo && !websocket::isControl(opcode)) {
        echo(event);
    }
}

/// RFC 6455 section 5.5.1: "When sending a Close frame in response, the endpoint typically echos the status
/// code it received."
void FramePhase::peerClosed()
{
    if (m_hasPeerClosed)
        return;
    m_hasPeerClosed = true;
    if (m_hasSentClose) {
        bothClosed();
    } else if (m_options.autoClose) {
        const auto code = websocket::readCloseBody(m_control).code;
        close(code && websocket::isCloseCodeAllowed(*code) ? *code : std::uint16_t{0}, {});
    }
}

/// RFC 6455 section 7.1.1: "the server is the first to close the TCP connection"; a client waits for that.
void FramePhase::bothClosed()
{
    if (m_options.self == Direction::FromRight || m_hasPeerEnded)
        finish();
    else
        startCloseTimer();
}

/// Told of each frame: the first has the opcode, also where it has no payload.
void FramePhase::follow(const Event &event)
{
    if (event.message == m_messageId)
        return;
    m_messageId = event.message;
    m_message.clear();
    m_messageOpcode = event.opcode();
}

void FramePhase::echo(const Event &event)
{
    follow(event);
    if (!event.has(flag::MessageEnd))
        return;
    // What could not be inflated to its end is no message to return.
    if (maySend() && event.messageSize == static_cast<std::int64_t>(m_message.size()))
        m_writer.writeMessage(m_messageOpcode, std::move(m_message), m_commands);
    m_message.clear();
    m_messageId = {};
}

void FramePhase::startCloseTimer()
{
    command(StartTimer{Timer::Close, m_options.closeTimeout});
}

} // namespace hop101::hop
