// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/emitter.h"
#include "core/hop/frametrack.h"
#include "core/http/bodydecoder.h"

#include <cstdint>
#include <optional>

namespace hop101::hop {

/// What the next bytes of a direction are.
enum class Phase : std::uint8_t {
    Head,
    Body,
    Awaiting, ///< client: an upgrade was asked for, and the answer decides what follows
    EarlyTail, ///< client: the rest of a frame that began before the answer
    Frames,
    Raw, ///< until the end of the stream
};

/// One direction of the hop.
struct Side
{
    Side(Direction d, Emitter &emitter, PingLedger &own, PingLedger &peer, const plan::Limits &limits,
         bool &isFinalBlockTold)
        : direction(d), frames(d, emitter, own, peer, limits, isFinalBlockTold)
    { }

    Direction direction;
    Phase phase = Phase::Head;
    std::uint64_t offset = 0; ///< bytes of the stream so far
    Event event; ///< the open head, body or raw run
    bool isOpen = false;
    bool hasGap = false; ///< bytes of it were lost
    http::BodyDecoder body{{}};
    bool isBodyUntilClose = false;
    std::optional<rules::Rule> rawReason; ///< the finding that the next raw run gets
    FrameTrack frames;
};

} // namespace hop101::hop
