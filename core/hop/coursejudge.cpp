// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/coursejudge.h"

#include <utility>

namespace hop101::hop {

using rules::Rule;

/// RFC 9110 section 10.1.1: a client that sends "Expect: 100-continue" waits for a 100.
void CourseJudge::judgeInterim(Event &event, const http::ResponseHead &head, const http::RequestHead *request)
{
    const bool wasAsked = head.status == 100 && request && request->fields.hasToken("Expect", "100-continue");
    if (request && !wasAsked)
        m_emitter.found(event, Rule::InterimWasAsked, {0, head.startLine.size});
}

/// "If a client receives data on a connection that does not have outstanding requests, the client MUST NOT
/// consider that data to be a valid response to a not-yet-issued request" (RFC 9112 section 9.2). Practice: a
/// server that gave up waiting for a request says 408, and one that has read enough of a request refuses it.
void CourseJudge::judgeAnswer(Event &event, int status)
{
    constexpr int kRequestTimeout = 408;
    if (std::exchange(m_isUnasked, false) && status != kRequestTimeout)
        m_emitter.found(event, Rule::ResponseHasRequest);
}

bool CourseJudge::endsSilence(Nanoseconds now) noexcept
{
    return m_isSwitched && now - std::exchange(m_lastInput, now) >= kSilence;
}

} // namespace hop101::hop
