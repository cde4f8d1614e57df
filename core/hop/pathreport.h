// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::hop {

/// What a path check looks at, in the order in which it is done. Each stands for one question about a proxy
/// between a client and a server that are both ours.
enum class PathCheck : std::uint8_t {
    Arrives, ///< something of the request reaches the server at all
    Upgrade, ///< the server can say 101, and the client gets it
    Subprotocol, ///< the offer arrives, the choice comes back
    Extensions, ///< likewise Sec-WebSocket-Extensions
    Key, ///< Sec-WebSocket-Key arrives and Sec-WebSocket-Accept comes back as sent
    Host, ///< arrives as sent; a proxy may change it
    Origin, ///< arrives as sent
    Credentials, ///< Authorization and Cookie arrive as sent, where they are sent
    Target, ///< path, query and percent-encoding arrive as sent
    FramesToServer, ///< messages of all sizes arrive byte for byte
    FramesToClient,
    Fragments, ///< a message in three frames arrives in three frames; a proxy may join them
    Ping, ///< a ping reaches the other end, and its pong comes from there
    CloseToServer, ///< code and reason of a Close arrive
    CloseToClient,
    LargeHeader, ///< how large a header may be
    HalfClose, ///< one direction can end without the other; a proxy may end both
    Idle, ///< how long silence is borne; only where a limit was asked for
};

enum class CheckOutcome : std::uint8_t {
    Passed,
    Failed, ///< lost or changed
    Differs, ///< changed in a way that an intermediary may
    NotReached, ///< an earlier check failed, or it was not asked for
};

struct PathCheckResult
{
    PathCheck check = PathCheck::Arrives;
    CheckOutcome outcome = CheckOutcome::NotReached;
    // As on the wire, elided at 200 bytes, or a number with its unit; empty: nothing was there.
    std::string sent, arrived;
    /// The connections it was done on; 0 where there was none.
    base::HopId left, right;
    bool operator==(const PathCheckResult &) const = default;
};

/// What a path check found. Values: grows while it runs.
struct PathReport
{
    std::string via; ///< the URL that was asked
    std::string listening; ///< "127.0.0.1:9001", where the server's end listens
    std::string probe; ///< the value of kProbeHeader of the first request
    std::string peer; ///< "127.0.0.1:8080": where the first request went to
    base::HopId left, right; ///< the first exchange's; right 0: nothing arrived
    std::vector<PathCheckResult> results; ///< those that were asked for, in order of PathCheck
    /// The same against the server itself, as far as the client alone can tell; empty where not asked for.
    std::vector<PathCheckResult> direct;
    base::HopId directHop;
    std::uint64_t largestHeader = 0; ///< bytes of the largest that arrived; 0: none did, or not tried
    std::uint64_t refusedHeader = 0; ///< the smallest that did not arrive; 0: all did
    int refusedHeaderStatus = 0; ///< what it was answered with, 0: nothing
    std::uint64_t idleMs = 0; ///< how long silence lasted until the connection was cut; 0: it was not
    bool isComplete = false;

    const PathCheckResult *find(PathCheck check) const noexcept;
    /// False where nothing was tried yet.
    bool passes(PathCheck check) const noexcept;
    bool fails(PathCheck check) const noexcept;
    /// Complete, upgraded, and no check failed.
    bool allPass() const noexcept;
};

/// The request header that tells which request an arrived one is.
inline constexpr const char *kProbeHeader = "Hop101-Probe";

/// Every check, in order.
std::span<const PathCheck> pathChecks() noexcept;
/// Stable, for JSON and arguments: "large-header".
const char *pathCheckName(PathCheck check) noexcept;
std::optional<PathCheck> pathCheckNamed(std::string_view name) noexcept;
/// For people, marked for translation (context "path"): "Large headers pass".
const char *pathCheckTitle(PathCheck check) noexcept;
/// "passed", "failed", "differs" or "not reached".
const char *checkOutcomeName(CheckOutcome outcome) noexcept;

} // namespace hop101::hop
