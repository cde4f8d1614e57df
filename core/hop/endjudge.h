// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/side.h"

#include <array>

namespace hop101::hop {

/// How a connection ends: resets, and what RFC 6455 section 7 asks of its end.
class EndJudge
{
public:
    /// A side whose first Close was its own idea, or that ended without one, may have missed Pings that came
    /// this short before: they were under way.
    static constexpr auto kPingUnderWay = std::chrono::seconds(1);

    explicit EndJudge(Emitter &emitter) : m_emitter(emitter) { }

    /// Frames are spoken, by a handshake that holds.
    void expectClose() noexcept { m_expectsClose = true; }
    /// The direction `side` ended. `peerPings`: those that it had to answer.
    void judge(Event &closed, const Side &side, const Side &other, const PingLedger &peerPings);

private:
    void judgeClose(Event &closed, const FrameTrack &side, const FrameTrack &other);
    void judgePings(Event &closed, const FrameTrack &side, const FrameTrack &other,
                    const PingLedger &peerPings);

    Emitter &m_emitter;
    bool m_expectsClose = false;
    bool m_isCloseJudged = false;
    bool m_isResetTold = false;
    std::array<bool, 2> m_hasEnded{}; ///< by direction
};

} // namespace hop101::hop
