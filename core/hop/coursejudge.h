// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/emitter.h"
#include "core/http/head.h"

namespace hop101::hop {

/// What only the order and the time of inputs show while a connection lasts: answers that nobody asked for,
/// and silence. EndJudge has the rest of Stage::Behaviour.
class CourseJudge
{
public:
    /// A connection that is silent for so long is NotSilent.
    static constexpr auto kSilence = std::chrono::seconds(60);

    explicit CourseJudge(Emitter &emitter) : m_emitter(emitter) { }

    /// The streams are known from their first byte.
    void opened() noexcept { m_hasOpened = true; }
    /// The server's next bytes begin an answer. `isAsked`: something of a request came before.
    void answerBegins(bool isAsked) noexcept { m_isUnasked = m_hasOpened && !isAsked; }
    /// A 1xx is complete; `request`, which waits for its answer, may be null.
    void judgeInterim(Event &event, const http::ResponseHead &head, const http::RequestHead *request);
    /// What began then is a head of this status, or 0: no HTTP.
    void judgeAnswer(Event &event, int status);

    /// Frames are spoken from now on.
    void framesBegin(Nanoseconds now) noexcept
    {
        m_isSwitched = true;
        m_lastInput = now;
    }
    /// True where no bytes and no end of either direction came for kSilence before this one.
    bool endsSilence(Nanoseconds now) noexcept;

private:
    Emitter &m_emitter;
    Nanoseconds m_lastInput{};
    bool m_hasOpened = false;
    bool m_isUnasked = false;
    bool m_isSwitched = false;
};

} // namespace hop101::hop
