// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"
#include "core/websocket/deflater.h"
#include "core/websocket/framedecoder.h"
#include "tests/fuzz/hopledger.h"
#include "tests/fuzz/script.h"

#include <array>
#include <deque>
#include <memory>

namespace hop101::fuzz {

/// One hop played by a script: what the peer sends, when time goes on, when timers expire, what the user
/// wants, and how much of it the kernel takes at once. Stands where core/net stands, without sockets.
///
/// Requires of the actor: its state never goes back; it says nothing after it gave up the connection, and no
/// frame after its Close; what it sends is bounded by what it was told and what it heard; whatever happened,
/// the end of the peer and its own timers bring it to its end. Requires of the decoder what HopLedger does,
/// and the same at any chunking.
class HopRun : private hop::HopListener
{
public:
    struct Options
    {
        hop::Direction self = hop::Direction::FromLeft;
        plan::Limits limits;
        bool isHeld = false; ///< commands wait until the script lets them be done
        /// The user sends right frames only and the actor fails at errors: its frames then break no rule.
        bool isClean = true;
        std::uint64_t plannedBytes = 0; ///< what the plan alone makes it send, at most
    };

    /// Without an actor both directions come from the script.
    HopRun(hop::Actor *actor, const Options &options);

    /// Plays the script to its end, then the end of the connection, and checks the whole.
    void play(Script &script);

private:
    void step(Script &script);
    void finish();
    void check() const;

    void peerFrame(Script &script, unsigned bits);
    void peerHandshake(unsigned bits);
    void userSends(Script &script, unsigned bits);
    void signal(Script &script, unsigned kind);
    void end(hop::Direction direction, hop::EndCause cause);
    void expire(hop::Timer timer);
    void elapse(hop::Nanoseconds time);

    void collect();
    void note(const hop::Command &command);
    void noteFrames(base::ByteSpan bytes);
    void perform(std::size_t count);
    void performAll() { perform(std::size_t(-1)); }
    void obey(hop::Command command);
    void kernelTakes(std::size_t size);
    void disconnect();

    void bytes(hop::Direction direction, base::ByteSpan bytes);
    void take(hop::Direction direction, hop::InputData data);
    hop::Direction peer() const { return hop::opposite(m_options.self); }

    void eventBegan(const hop::Event &event) override;
    void eventChanged(const hop::Event &event) override;
    void found(const hop::Finding &finding) override;
    void exchangeChanged(const hop::Exchange &exchange) override;
    void requestHead(const hop::Event &event, const http::RequestHead &head) override;
    void responseHead(const hop::Event &event, const http::ResponseHead &head) override;
    void framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    void messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsPayload(const hop::Event &) const noexcept override { return true; }
    bool wantsMessage(const hop::Event &) const noexcept override { return true; }

    hop::Actor *m_actor;
    Options m_options;
    HopLedger m_ledger{true};
    hop::Numbers m_numbers;
    hop::HopDecoder m_decoder;
    hop::Input m_input;
    std::vector<KeptInput> m_inputs;
    std::array<std::uint64_t, 2> m_sizes{};
    std::array<bool, 2> m_hasEnded{};
    std::array<bool, 2> m_isRunning{}; ///< timers
    std::deque<hop::Command> m_pending;
    hop::ActorState m_state = hop::ActorState::Idle;
    bool m_isSwitched = false;
    websocket::FrameDecoder m_sentFrames;
    websocket::Deflater m_deflater{{}}; ///< the peer's, for messages that the script wants compressed
    bool m_hasSentClose = false;
    bool m_hasGivenUp = false; ///< Disconnect or GiveUp was commanded
    bool m_isOver = false;
    std::uint64_t m_sentBytes = 0;
    std::uint64_t m_userBytes = 0;
    std::uint64_t m_commands = 0;
};

} // namespace hop101::fuzz
