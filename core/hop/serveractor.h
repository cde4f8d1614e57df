// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"

#include <cstddef>

namespace hop101::hop {

/// The largest message that the echo holds in memory, in bytes; a larger one is answered by Close 1009.
inline constexpr std::size_t kMaxEchoBytes = std::size_t{64} * 1024 * 1024;

struct ServerOptions
{
    bool echo = true;                       ///< answers each data message with one unfragmented frame
    std::chrono::milliseconds upgrade{10'000}; ///< to the end of the request head
    std::chrono::milliseconds close{5'000};
    std::vector<std::string> subprotocols;  ///< the first that the client offers is chosen
};

/// The server of a hop: answers a right upgrade request with 101, a wrong one with the status that RFC 6455 section 4.2.2
/// gives and a body of one sentence (400, 405, 426 with Sec-WebSocket-Version and Upgrade), then acts like the client:
/// pongs, Close, fails at the first error finding about what the *client* sent, ends TCP first. Sans-I/O.
class ServerActor : public HopListener
{
public:
    explicit ServerActor(ServerOptions options);

    void begin();
    bool send(const plan::FramePlan &frame);
    void close(std::uint16_t code, std::string_view reason);
    void expired(Timer timer);
    void ended(Direction direction, EndCause cause);

    ActorState state() const noexcept { return m_state; }
    std::vector<Command> takeCommands();

    void eventBegan(const Event &event) override;
    void eventChanged(const Event &event) override;
    void found(const Finding &finding) override;
    void exchangeChanged(const Exchange &exchange) override;
    void requestHead(const Event &event, const http::RequestHead &head) override;
    void framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;

private:
    ActorState m_state = ActorState::Idle;
    std::vector<Command> m_commands;
    // the rest is the implementation's
};

} // namespace hop101::hop
