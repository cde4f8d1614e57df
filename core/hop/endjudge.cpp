// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/endjudge.h"

#include <utility>

namespace hop101::hop {

using rules::Rule;

void EndJudge::judge(Event &closed, bool hasClosed, bool hasOtherClosed)
{
    m_hasEnded[static_cast<std::size_t>(closed.direction)] = true;
    if (static_cast<EndCause>(closed.code) == EndCause::Reset && !std::exchange(m_isResetTold, true))
        m_emitter.found(closed, Rule::NotReset);
    if (!m_expectsClose)
        return;
    // RFC 6455 section 7.1.5: 1006 where no Close was received at all.
    if (!hasClosed && !std::exchange(m_isCloseJudged, true))
        m_emitter.found(closed, hasOtherClosed ? Rule::CloseAnswered : Rule::CloseBeforeEnd);
    const bool isClientFirst = closed.direction == Direction::FromLeft
        && !m_hasEnded[static_cast<std::size_t>(Direction::FromRight)];
    if (hasClosed && hasOtherClosed && isClientFirst)
        m_emitter.found(closed, Rule::ServerClosesTcpFirst);
}

} // namespace hop101::hop
