// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/hop/pingledger.h"
#include "core/plan/plan.h"
#include "core/websocket/permessagedeflate.h"

#include <optional>
#include <vector>

namespace hop101::capture {

// Sending the client's side of a recorded exchange again: first its request, then, once the protocol is
// switched, what it sent over it, step by step.

struct ReplayOptions
{
    /// Every byte as it was recorded, also what is meant for one connection only: Host, Sec-WebSocket-Key,
    /// pongs that answered a ping, and the answer to the server's Close.
    bool exact = false;
};

enum class ReplayFault : std::uint8_t {
    NoRequest, ///< the capture has no whole request head of this exchange
    BodyTooLarge, ///< the request has a body beyond kMaxReplayBody
};
inline constexpr std::uint64_t kMaxReplayBody = std::uint64_t{16} * 1024 * 1024;

/// The plan whose request is the recorded one, head and body to the byte. Unless `exact`: the value of Host
/// becomes that of the URL, a sound Sec-WebSocket-Key becomes `key`, and the target that of the URL, where
/// that has another one than "/". Our own client keeps open whatever comes, and answers pings and the
/// server's Close itself (not with `exact`).
base::Result<plan::Plan, ReplayFault> replayPlan(const Reader &reader, const hop::Exchange &exchange,
                                                 const plan::Url &url, std::string_view key,
                                                 const ReplayOptions &options);

/// Whether frames that the recorded client compressed can be sent as they are: the new server takes at least
/// their window, and keeps its own between messages where the recorded one did.
bool takesRecordedFrames(const std::optional<websocket::DeflateParameters> &recorded,
                         const std::optional<websocket::DeflateParameters> &agreed) noexcept;

/// What goes out in one piece: raw bytes of a frame as recorded, or a message anew.
struct ReplayStep
{
    plan::FramePlan frame;
    base::EventId event; ///< in the recording
    hop::Nanoseconds time{}; ///< since the protocol was switched there; 0: before
    std::uint64_t answersBefore = 0; ///< messages that the server had sent to their end before it
    bool isLast = true; ///< the last piece of its frame or message
    bool isClose = false; ///< a Close frame: what comes behind it is not answered any more
};

/// What was not, or not as recorded, put into steps.
struct ReplayOmissions
{
    std::uint64_t pongs = 0; ///< they answered pings: the live client answers those that come
    std::uint64_t closes = 0; ///< they answered the server's Close
    std::uint64_t cut = 0; ///< frames that are not whole in the recording
    std::uint64_t inflated = 0; ///< compressed messages that became steps as they are read
    std::uint64_t notInflated = 0; ///< compressed messages whose content the capture does not have
    bool operator==(const ReplayOmissions &) const = default;
};

/// Gives the steps of one exchange in order, reading forward: memory is at most one piece of 256 KiB,
/// whatever the recording holds.
class ReplaySteps
{
public:
    /// `reader` must outlive it.
    ReplaySteps(const Reader &reader, const hop::Exchange &exchange, const ReplayOptions &options);

    /// Compressed messages are given as they are read, without compression: the new server agreed to another
    /// compression than the recorded one. To be called before the first next().
    void inflateMessages() { m_inflates = true; }
    /// Nothing: that was all.
    std::optional<ReplayStep> next();

    // Known once next() gave nothing.
    const ReplayOmissions &omissions() const noexcept { return m_omissions; }
    /// Messages that the server sent to their end.
    std::uint64_t answers() const noexcept { return m_answers; }
    bool hasClientClose() const noexcept { return m_hasClientClose; } ///< among the steps
    bool hasServerClose() const noexcept { return m_hasServerClose; }

private:
    std::optional<hop::Event> nextEvent();
    std::optional<ReplayStep> stepFor(const hop::Event &event);
    std::optional<ReplayStep> frameStep(const hop::Event &event);
    std::optional<ReplayStep> messageStep(const hop::Event &first);
    std::optional<ReplayStep> nextPiece();
    void hearServer(const hop::Event &event);
    bool isLeftOut(const hop::Event &event);
    ReplayStep stepOf(const hop::Event &event) const;

    /// A frame or message of which pieces are still to come.
    struct Open
    {
        hop::Event event;
        std::uint64_t at = 0;
        std::uint64_t size = 0;
        bool isMessage = false;
    };

    const Reader &m_reader;
    const hop::Exchange m_exchange;
    const ReplayOptions m_options;
    bool m_inflates = false;
    std::vector<hop::Event> m_batch;
    std::size_t m_inBatch = 0;
    base::EventId m_next, m_end;
    hop::Nanoseconds m_start{};
    std::optional<Open> m_open;
    hop::PingLedger m_pings;
    ReplayOmissions m_omissions;
    std::uint64_t m_answers = 0;
    bool m_hasClientClose = false;
    bool m_hasServerClose = false;
};

} // namespace hop101::capture
