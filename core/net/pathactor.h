// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop101::net {

/// The most bytes of one message that an end of a path check keeps; what is beyond it counts as changed.
inline constexpr std::size_t kMaxPathMessage = std::size_t{32} * 1024 * 1024;

/// A client or server at one end of a path check: does what its actor does, and notes what its peer sent, so
/// that the two ends can be compared. Not thread-safe.
class PathActor final : public hop::Actor
{
public:
    struct Message
    {
        websocket::Opcode opcode = websocket::Opcode::Text;
        base::Bytes data;
        std::size_t frames = 0;
    };
    struct Close
    {
        std::optional<std::uint16_t> code;
        std::string reason;
    };

    /// `own`: whose part `actor` plays.
    PathActor(hop::Direction own, std::unique_ptr<hop::Actor> actor) : m_own(own), m_actor(std::move(actor))
    { }

    const std::optional<http::RequestHead> &request() const noexcept { return m_request; }
    const std::optional<http::ResponseHead> &response() const noexcept { return m_response; } ///< final
    hop::ExchangeState exchange() const noexcept { return m_exchange; }
    bool isUpgraded() const noexcept { return m_exchange == hop::ExchangeState::Upgraded; }
    /// Bytes came that no protocol explains.
    bool sawRaw() const noexcept { return m_sawRaw; }
    const std::optional<Close> &peerClose() const noexcept { return m_close; }
    /// How the peer's direction ended; none while it lasts.
    const std::optional<hop::EndCause> &peerEnd() const noexcept { return m_peerEnd; }

    std::optional<Message> takeMessage();
    bool sawPing(std::string_view payload) const { return isIn(m_pings, payload); }
    bool sawPong(std::string_view payload) const { return isIn(m_pongs, payload); }

    /// Ends our direction of TCP, and nothing else.
    void halfClose() { m_wantsHalfClose = true; }

    void begin() override { m_actor->begin(); }
    bool send(const plan::FramePlan &frame) override { return m_actor->send(frame); }
    void close(std::uint16_t code, std::string_view reason) override { m_actor->close(code, reason); }
    void expired(hop::Timer timer) override { m_actor->expired(timer); }
    void ended(hop::Direction direction, hop::EndCause cause) override;
    hop::ActorState state() const noexcept override { return m_actor->state(); }
    std::vector<hop::Command> takeCommands() override;

    void eventBegan(const hop::Event &event) override;
    void eventChanged(const hop::Event &event) override;
    void found(const hop::Finding &finding) override { m_actor->found(finding); }
    void exchangeChanged(const hop::Exchange &exchange) override;
    void requestHead(const hop::Event &event, const http::RequestHead &head) override;
    void responseHead(const hop::Event &event, const http::ResponseHead &head) override;
    void framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    bool wantsPayload(const hop::Event &event) const noexcept override;
    void messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsMessage(const hop::Event &event) const noexcept override;

private:
    static bool isIn(const std::vector<std::string> &all, std::string_view one);
    bool isPeersFrame(const hop::Event &event) const noexcept
    {
        return event.kind == hop::EventKind::Frame && event.direction != m_own;
    }
    void note(const hop::Event &event);
    void noteControl(const hop::Event &event);
    void noteData(const hop::Event &event);

    const hop::Direction m_own;
    const std::unique_ptr<hop::Actor> m_actor;
    std::optional<http::RequestHead> m_request;
    std::optional<http::ResponseHead> m_response;
    hop::ExchangeState m_exchange = hop::ExchangeState::Waiting;
    base::EventId m_lastEnded; ///< the peer's latest frame that was noted: it may change again
    base::Bytes m_control;
    Message m_open;
    std::deque<Message> m_messages;
    std::vector<std::string> m_pings, m_pongs;
    std::optional<Close> m_close;
    std::optional<hop::EndCause> m_peerEnd;
    bool m_sawRaw = false;
    bool m_wantsHalfClose = false;
};

} // namespace hop101::net
