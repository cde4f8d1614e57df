// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"
#include "core/hop/framewriter.h"

#include <string_view>
#include <utility>
#include <vector>

namespace hop101::hop {

/// What client and server do alike once frames are spoken, and when the connection ends: pongs, Close, echo,
/// failing at the first error finding about what the peer sent (RFC 6455 section 7.1.7), the end of TCP.
/// Sans-I/O; a part of an actor, which passes on what it hears.
class FramePhase
{
public:
    struct Options
    {
        Direction self = Direction::FromLeft;
        MaskKeySource maskKeys; ///< for frames that are masked
        bool masksByRole = false; ///< frames are masked where they do not say otherwise
        bool echo = false;
        bool autoPong = true;
        bool autoClose = true;
        bool failsOnError = true;
        std::chrono::milliseconds closeTimeout{5'000};
    };

    explicit FramePhase(Options options)
        : m_options(std::move(options)), m_writer(m_options.maskKeys, m_options.masksByRole)
    { }

    /// The upgrade is through.
    void open() { m_state = ActorState::Open; }
    /// permessage-deflate was agreed: what our side keeps to.
    void setDeflate(websocket::DeflateSide own) { m_writer.setDeflate(own); }
    /// Ends our side once all is sent, waits for the peer's end, then disconnects.
    void finish();
    /// Ends everything now.
    void disconnect(bool reset = false);
    void giveUp(FailStage stage);

    bool send(const plan::FramePlan &frame);
    void close(std::uint16_t code, std::string_view reason);
    void expired();
    void ended(Direction direction, EndCause cause);

    ActorState state() const noexcept { return m_state; }
    void setState(ActorState state) { m_state = state; }
    void command(Command command) { m_commands.push_back(std::move(command)); }
    /// Bytes that are no frames, split at the cuts.
    void writeBytes(base::ByteSpan bytes, std::span<const plan::WriteCut> cuts)
    {
        writeInPieces(bytes, cuts, m_commands);
    }
    std::vector<Command> takeCommands()
    {
        m_writer.endBatch();
        return std::exchange(m_commands, {});
    }

    void eventBegan(const Event &event);
    void eventChanged(const Event &event);
    void found(const Finding &finding);
    void framePayload(const Event &event, base::ByteSpan unmasked);
    bool wantsPayload(const Event &event) const noexcept;
    void messageData(const Event &event, base::ByteSpan data);
    bool wantsMessage(const Event &event) const noexcept;

private:
    bool maySend() const noexcept
    {
        return (m_state == ActorState::Open || m_state == ActorState::Closing) && !m_hasSentClose
            && !m_isFinishing && !m_hasSelfEnded;
    }
    bool isPeersFrame(const Event &event) const noexcept;
    bool isProcessing() const noexcept
    {
        return m_state == ActorState::Open
            || (m_state == ActorState::Closing && !m_hasFailed && !m_isFinishing);
    }
    void fail(std::uint16_t code, std::string_view reason);
    void peerFrameEnded(const Event &event);
    void ownFrameEnded(const Event &event);
    void closeSent();
    void peerClosed();
    void echo(const Event &event);
    void follow(const Event &event);
    void bothClosed();
    void startCloseTimer();

    Options m_options;
    FrameWriter m_writer;
    ActorState m_state = ActorState::Idle;
    std::vector<Command> m_commands;
    base::EventId m_peerEvent; ///< the peer's latest frame
    base::Bytes m_control; ///< its payload, where it is a control frame
    MessageBytes m_message; ///< what an echo has of the open message
    base::EventId m_messageId;
    websocket::Opcode m_messageOpcode = websocket::Opcode::Text;
    bool m_hasSentClose = false;
    bool m_hasPeerClosed = false;
    bool m_hasFailed = false;
    bool m_isFinishing = false;
    bool m_hasSelfEnded = false;
    bool m_hasPeerEnded = false;
};

} // namespace hop101::hop
