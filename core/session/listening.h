// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"
#include "core/capture/lossledger.h"
#include "core/hop/serveractor.h"
#include "core/plan/plan.h"
#include "core/plan/relayrules.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop101::session {

// Listen and Relay as values, and what one that runs tells. No socket in it.

/// Where a listener is, and what it proves itself with.
struct ListenAddress
{
    std::string host = "127.0.0.1"; ///< IP address, "localhost", or "*" for all
    std::uint16_t port = 0; ///< 0: a free one
    bool isSecure = false; ///< wss
    std::string certificateFile, keyFile; ///< PEM; both empty: a certificate made for this run, for `host`
};

/// Hop101 is the server.
struct ListenPlan
{
    ListenAddress address;
    hop::ServerOptions server; ///< the answer: accept or refuse, subprotocols, compression, time-outs
    plan::Limits limits{};
};

/// Hop101 stands between a client and a server.
struct RelayPlan
{
    ListenAddress address;
    /// Nothing: an HTTP forward proxy, which goes where each client says (CONNECT, or an absolute target).
    std::optional<plan::Url> target;
    plan::TlsPlan tls{}; ///< towards the target
    /// connect and tls: towards the target, and tls towards the client; upgrade: for a client's request head.
    plan::Timeouts timeouts{};
    plan::RelayRules rules{}; ///< empty: every byte goes on as it came
    plan::Limits limits{};
};

enum class ListenFault : std::uint8_t {
    BadAddress,
    CannotListen,
    BadIdentity,
    Capture,
    Descriptors, ///< too few file descriptors for even one connection
    NotOffered, ///< this factory makes none
};
struct ListenError
{
    ListenFault fault = ListenFault::CannotListen;
    std::string reason; ///< the system's own words
    std::optional<capture::CaptureError> capture; ///< with Capture
};

/// What a client came with and what became of it: told once the first exchange is decided, or the connection
/// ended without one.
struct Arrival
{
    std::uint64_t connection = 0; ///< from 1
    std::string peer; ///< "127.0.0.1:40312"
    std::string request; ///< "GET /chat"; empty: no request head came
    base::HopId hop; ///< in the capture; none where nothing is recorded
    base::HopId onward; ///< of a relay: the hop to the server
    int status = 0; ///< of the answer; 0: none
    hop::ExchangeState state = hop::ExchangeState::NoAnswer;
    std::optional<hop::FailStage> failedAt; ///< on this hop, or of a relay on the one to the server
    std::string failure; ///< the system's words
};

/// The most arrivals that wait to be taken; older ones are counted in ListenNotice::missed.
inline constexpr std::size_t kMaxArrivals = 1'000;

struct ListenNotice
{
    std::uint64_t connections = 0; ///< so far
    std::uint64_t active = 0;
    std::vector<std::uint64_t> open; ///< the connections that are open, by their numbers, ascending
    std::uint64_t refused = 0; ///< closed at once, for there were too many; so far
    std::vector<Arrival> arrivals; ///< since the last notice that was taken
    std::uint64_t missed = 0; ///< arrivals that were told too late to be kept; so far
    capture::Progress progress;
    std::optional<capture::CaptureError> captureError; ///< gone once another file has taken over
    std::string capturePath; ///< of the file that is written
    capture::Dropped dropped; ///< what the capture leaves out
    std::vector<plan::HeldMessage> held; ///< of a relay: what waits at a breakpoint now
    bool isFinished = false; ///< stopped, and the capture is whole
};

/// A listener or a relay that runs, and its capture. Implemented by core/net on a thread of its own; every
/// function may be called from the thread that made it, at any time, and returns at once.
class Listening
{
public:
    virtual ~Listening() = default; ///< stops, finishes the capture, waits for the thread

    /// "ws://127.0.0.1:8101/"
    virtual std::string url() const = 0;
    /// The most connections at once; fewer than asked for where the system gives few file descriptors.
    virtual std::size_t maxConnections() const = 0;
    /// The latest notice; arrivals and progress.lowestChanged are those since the last call.
    virtual ListenNotice takeNotice() = 0;
    /// Ends all connections (a server says Close 1001) and finishes the capture; the notice tells when.
    virtual void stop() = 0;
    /// After captureError, as session::Session.
    virtual void continueIn(const std::string &capturePath) = 0;

    /// Our server says this to one connection, or to all where it is 0. A relay: nothing happens.
    virtual void send(std::uint64_t connection, const plan::FramePlan &frame) = 0;
    /// Our server starts the closing handshake. A relay: both its connections end.
    virtual void close(std::uint64_t connection, std::uint16_t code, const std::string &reason) = 0;

    /// Of a relay: what waits at a breakpoint goes on, as it came or with this text in place of it. Nothing
    /// where it does not wait any more.
    virtual void release(std::uint64_t held, const std::optional<std::string> &edited) = 0;
    /// It never goes on.
    virtual void drop(std::uint64_t held) = 0;
    /// Of a relay: other rules, for connections that come from now on; those that are there keep theirs,
    /// because only who has read a connection from its start can change it.
    virtual void setRules(const plan::RelayRules &rules) = 0;
};

} // namespace hop101::session
