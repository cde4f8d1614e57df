// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/hop/hopdecoder.h"
#include "core/hop/input.h"
#include "core/plan/plan.h"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace hop101::hop {

enum class Timer : std::uint8_t { Upgrade, Close };

// What an actor wants done. The I/O layer does it in order and feeds what happened back through the door.
struct SendBytes { base::Bytes bytes; };
struct HalfClose {};                                        ///< shut down our direction once all is sent
struct Disconnect { bool reset = false; };                  ///< close at once
struct StartTimer { Timer timer; std::chrono::milliseconds after; }; ///< restarts it
struct StopTimer { Timer timer; };
struct GiveUp { FailStage stage; };                         ///< put Failed{stage} through the door, then disconnect
using Command = std::variant<SendBytes, HalfClose, Disconnect, StartTimer, StopTimer, GiveUp>;

/// Where an actor stands.
enum class ActorState : std::uint8_t { Idle, Upgrading, Open, Closing, Done };

using MaskKeySource = std::function<websocket::MaskKey()>;  ///< random in production, fixed in tests

/// The client of a hop: sends the plan's request, then its frames; answers pings, echoes Close, keeps the time-outs,
/// fails the connection at the first error finding about what the *server* sent (RFC 6455 section 7.1.7; plan: on error),
/// and after both Close frames waits for the server's FIN (section 7.1.1). Sans-I/O. It hears the events as HopListener.
class ClientActor : public HopListener
{
public:
    ClientActor(plan::Plan plan, base::Bytes requestHead, MaskKeySource maskKeys);

    /// The stream (and TLS) is up: sends the request.
    void begin();
    /// False where frames cannot be sent now (not open, or Close was sent).
    bool send(const plan::FramePlan &frame);
    /// Starts the closing handshake; without a code the Close body is empty. Before the upgrade: disconnects.
    void close(std::uint16_t code, std::string_view reason);
    void expired(Timer timer);
    /// The stream ended in that direction, as fed to the decoder.
    void ended(Direction direction, EndCause cause);

    ActorState state() const noexcept { return m_state; }
    /// What is to be done now; empties the list.
    std::vector<Command> takeCommands();

    void eventBegan(const Event &event) override;
    void eventChanged(const Event &event) override;
    void found(const Finding &finding) override;
    void exchangeChanged(const Exchange &exchange) override;
    void framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;

private:
    ActorState m_state = ActorState::Idle;
    std::vector<Command> m_commands;
    // the rest is the implementation's
};

} // namespace hop101::hop
