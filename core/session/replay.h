// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/replaysteps.h"
#include "core/session/session.h"

namespace hop101::session {

/// When the steps of a replay are due.
struct ReplayPace
{
    enum class Kind : std::uint8_t {
        // A Close also waits for the messages that had come before it: behind it none comes any more.
        Original, ///< at the times of the recording
        AsAnswered, ///< once as many messages of the server came as had come before it in the recording
        Fast, ///< as soon as the connection takes it
    };
    Kind kind = Kind::Original;
    double speed = 1; ///< of Original: 2 is twice as fast; above 0
    /// How long a message of the server is waited for before the replay goes on without it.
    std::chrono::milliseconds patience{10'000};
};

/// What became of a replay so far.
struct ReplayTally
{
    std::uint64_t frames = 0; ///< sent; raw runs and messages made anew count as one
    std::uint64_t bytes = 0;
    std::uint64_t notSent = 0; ///< frames behind the end of the connection, or behind a Close
    std::uint64_t missingAnswers = 0; ///< messages of the server that were waited for in vain
};

/// Sends the steps of a recording over an open session. Sans-I/O: the caller has the clock, counts what the
/// server sends, and calls advance() whenever something happened. On the session's thread of use.
class Replay
{
public:
    Replay(capture::ReplaySteps steps, const ReplayPace &pace) : m_steps(std::move(steps)), m_pace(pace) { }

    /// The new server agreed to another compression; before the first advance().
    void inflateMessages() { m_steps.inflateMessages(); }

    /// Sends all that is due. `elapsed`: since the protocol was switched; `answers`: messages of the server
    /// that came to their end. Returns when to call again at the latest; nothing once isDone().
    std::optional<std::chrono::milliseconds> advance(Session &session, hop::Nanoseconds elapsed,
                                                     std::uint64_t answers);
    /// The connection is over: what was not sent is counted.
    void connectionEnded()
    {
        if (!m_isDone)
            giveUp();
    }
    /// All is sent, or can no longer be, and as many answers came as in the recording (or were waited for).
    bool isDone() const noexcept { return m_isDone; }
    const ReplayTally &tally() const noexcept { return m_tally; }
    /// Once isDone(): what was left out, and how the recording ended.
    const capture::ReplaySteps &steps() const noexcept { return m_steps; }

private:
    const capture::ReplayStep *peek();
    bool isDue(const capture::ReplayStep &step, hop::Nanoseconds elapsed, std::uint64_t answers) const;
    bool isAnswered(std::uint64_t wanted, std::uint64_t answers) const noexcept
    {
        return answers + m_tally.missingAnswers >= wanted;
    }
    void fillBatch(hop::Nanoseconds elapsed, std::uint64_t answers);
    Sent sendBatch(Session &session);
    void giveUp();
    std::optional<std::chrono::milliseconds> waitForAnswers(std::uint64_t wanted, hop::Nanoseconds elapsed,
                                                            std::uint64_t answers);

    capture::ReplaySteps m_steps;
    const ReplayPace m_pace;
    std::optional<capture::ReplayStep> m_next;
    bool m_hasMore = true;
    plan::FramePlan m_batch; ///< raw bytes of steps that are due together, or one message
    std::uint64_t m_batchFrames = 0;
    bool m_hasBatch = false;
    ReplayTally m_tally;
    std::uint64_t m_lastAnswers = 0;
    hop::Nanoseconds m_lastProgress{}; ///< when something was sent or answered
    bool m_isDone = false;
};

} // namespace hop101::session
