// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/emitter.h"

#include <array>

namespace hop101::hop {

/// How a connection ends: resets, and what RFC 6455 section 7 asks of its end.
class EndJudge
{
public:
    explicit EndJudge(Emitter &emitter) : m_emitter(emitter) { }

    /// Frames are spoken, by a handshake that holds.
    void expectClose() noexcept { m_expectsClose = true; }
    /// One direction ended. `hasClosed`, `hasOtherClosed`: it, or the other one, sent a Close before.
    void judge(Event &closed, bool hasClosed, bool hasOtherClosed);

private:
    Emitter &m_emitter;
    bool m_expectsClose = false;
    bool m_isCloseJudged = false;
    bool m_isResetTold = false;
    std::array<bool, 2> m_hasEnded{}; ///< by direction
};

} // namespace hop101::hop
