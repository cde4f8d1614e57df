// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/deflater.h"
#include "tests/fuzz/hopledger.h"
#include "tests/fuzz/pieces.h"

#include <array>
#include <string>

namespace hop101::fuzz {

/// Makes up the traffic of one hop: heads, right and wrong, refusals with bodies, messages in fragments,
/// compressed where that was agreed, control frames, errors of both sides, gaps and ends. The same seed gives
/// the same inputs, in pieces of any size and at times that never go back.
class Traffic
{
public:
    explicit Traffic(std::uint64_t seed);
    const std::vector<KeptInput> &inputs() const noexcept { return m_inputs; }

private:
    void request();
    void answer();
    void refusal();
    void frames();
    void message(hop::Direction from);
    void control(hop::Direction from);
    void wrongFrame(hop::Direction from);
    void trouble(hop::Direction from);
    void ends();

    std::string damaged(std::string head);
    base::Bytes payload(std::size_t most, bool isText);
    void frame(hop::Direction from, websocket::FrameHeader header, base::ByteSpan payload);
    void bytes(hop::Direction from, base::ByteSpan bytes);
    void input(hop::Direction from, hop::InputData data);
    void elapse();
    hop::Direction anySide();

    Dice m_dice;
    hop::Nanoseconds m_now{};
    std::vector<KeptInput> m_inputs;
    std::string m_offer;
    std::array<std::optional<websocket::Deflater>, 2> m_deflaters; ///< where it was agreed
};

} // namespace hop101::fuzz
