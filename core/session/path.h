// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"
#include "core/hop/pathreport.h"
#include "core/plan/plan.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hop101::session {

/// What a path check is to do: send an upgrade to a proxy and be the server that it forwards to.
struct PathPlan
{
    plan::Plan request; ///< to the proxy; its URL is `via`
    plan::Url via;
    std::string listenHost = "127.0.0.1"; ///< IP address, "localhost", or "*" for all
    std::uint16_t listenPort = 0; ///< 0: a free one, which only makes sense where nothing forwards there yet
    std::optional<plan::Url> direct; ///< the server itself, to compare with
    /// What to do beyond the handshake. Checks of the handshake are always done.
    std::vector<hop::PathCheck> checks{hop::pathChecks().begin(), hop::pathChecks().end()};
    std::chrono::milliseconds step{10'000}; ///< the most that one step may take
    std::chrono::milliseconds idle{0}; ///< how long silence is tried; 0: not at all
    /// Payload bytes of the messages that are sent each way, ascending.
    std::vector<std::uint64_t> messageSizes{1, 125, 126, 65'536, 1'048'576, 16'777'216};
    /// Bytes of the large headers that are tried, ascending; below 60 KiB, the most that a head is read.
    std::vector<std::uint64_t> headerSizes{1'024, 2'048, 4'096, 8'192, 16'384, 32'768, 61'440};
    std::uint64_t neededHeader = 4'096; ///< LargeHeader passes where one of this size does
};

/// PathNotice::listenFailure where the host is none.
inline constexpr const char *kNoAddress = "not an IP address";

/// What a path check tells. A value.
struct PathNotice
{
    enum class State : std::uint8_t { Idle, Running, Done };
    State state = State::Idle;
    hop::PathReport report; ///< so far
    capture::Progress progress; ///< what is committed to the capture
    /// Why it could not listen, in the system's words; then it is Done, and nothing was sent.
    std::string listenFailure;
    /// The connection to the proxy failed below HTTP.
    std::optional<hop::FailStage> failedAt;
    std::string failure; ///< the system's words
    std::optional<capture::CaptureError> captureError;
    std::string capturePath;
    bool wasCancelled = false;
};

/// One path check and its capture: both hops, with the parties Client, Proxy and Server. Implemented by
/// core/net on a thread of its own; every function may be called from the thread that made it, at any time,
/// and returns at once.
class Path
{
public:
    virtual ~Path() = default; ///< cancels, finishes the capture, waits for the thread
    /// Once.
    virtual void start(const PathPlan &plan) = 0;
    /// Ends it at once; what was found so far stays.
    virtual void cancel() = 0;
    /// The latest notice; progress.lowestChanged is the lowest since the last call.
    virtual PathNotice takeNotice() = 0;
    virtual std::string capturePath() const = 0;
};

} // namespace hop101::session
