// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/hop/hopdecoder.h"
#include "core/hop/input.h"
#include "core/plan/plan.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace hop101::hop {

enum class Timer : std::uint8_t { Upgrade, Close };

// What an actor wants done. The I/O layer does it in order and feeds what happened back through the door.
/// One write: bytes of two commands never share a send.
struct SendBytes
{
    base::Bytes bytes;
};
/// What follows in the list is done after this pause; what comes in meanwhile is heard as ever.
struct Wait
{
    std::chrono::milliseconds time;
};
/// Shut down our direction once all is sent, then put Ended{ByUs} of it through the door and call ended().
struct HalfClose
{ };
/// Close at once.
struct Disconnect
{
    bool reset = false;
};
/// Restarts it.
struct StartTimer
{
    Timer timer;
    std::chrono::milliseconds after;
};
struct StopTimer
{
    Timer timer;
};
/// Put Failed{stage} through the door, then disconnect.
struct GiveUp
{
    FailStage stage;
};
using Command = std::variant<SendBytes, Wait, HalfClose, Disconnect, StartTimer, StopTimer, GiveUp>;

/// Where an actor stands.
enum class ActorState : std::uint8_t { Idle, Upgrading, Open, Closing, Done };

/// The largest message that an echo holds in memory, in bytes; a larger one is answered by Close 1009.
inline constexpr std::size_t kMaxEchoBytes = std::size_t{64} * 1024 * 1024;

/// Decides what one party sends on a hop. Sans-I/O: it hears the decoder as its HopListener, and after every
/// call the I/O layer takes the commands, does them in order and feeds what happened back through the door.
/// Not thread-safe.
class Actor : public HopListener
{
public:
    /// The stream (and TLS) is up.
    virtual void begin() = 0;
    /// False where frames cannot be sent now (not open, or Close was sent; in another protocol than WebSocket
    /// all but raw bytes and Close). Opcode Close starts the closing handshake, also among raw bytes.
    virtual bool send(const plan::FramePlan &frame) = 0;
    /// Starts the closing handshake; code 0 means an empty Close body. Before the upgrade: disconnects.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
    virtual void expired(Timer timer) = 0;
    /// The stream ended in that direction, as fed to the decoder (after it was fed).
    virtual void ended(Direction direction, EndCause cause) = 0;
    virtual ActorState state() const noexcept = 0;
    /// What is to be done now; empties the list.
    virtual std::vector<Command> takeCommands() = 0;
};

} // namespace hop101::hop
