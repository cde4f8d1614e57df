// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/plan/url.h"
#include "core/websocket/frameheader.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::plan {

/// Where the value of a header row comes from.
enum class ValueSource : std::uint8_t {
    Literal, ///< HeaderRow::value, exactly
    Host, ///< from the URL
    Key, ///< a fresh Sec-WebSocket-Key for every connection
};

struct HeaderRow
{
    std::string name;
    std::string value;
    bool enabled = true;
    ValueSource source = ValueSource::Literal;
    bool operator==(const HeaderRow &) const = default;
};

struct TlsPlan
{
    bool verify = true;
    std::string caFile; ///< PEM, besides the system's authorities; empty for none
    std::string serverName; ///< SNI and verified name; empty: the URL's host
    std::vector<std::string>
        acceptedFingerprints; ///< SHA-256 in hex, lower case: accepted although not trusted
    bool operator==(const TlsPlan &) const = default;
};

struct Timeouts
{
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds tls{10'000};
    std::chrono::milliseconds upgrade{10'000};
    std::chrono::milliseconds close{5'000}; ///< for the peer's Close, and again for its FIN
    bool operator==(const Timeouts &) const = default;
};

/// Where a write is split: the bytes up to `at` (from the first byte of the request, or of the frame's
/// header) go out in a send of their own, and the rest waits for `wait`.
struct WriteCut
{
    std::uint64_t at = 0; ///< ascending; beyond the end: the cut comes after the last byte
    std::chrono::milliseconds wait{0};
    bool operator==(const WriteCut &) const = default;
};

/// Who masks a frame.
enum class Masking : std::uint8_t {
    ByRole, ///< the client masks, the server does not (unless Plan::autoMask is off)
    On,
    Off,
};

/// What is to be sent once the protocol is switched: a frame, a message in several frames, or raw bytes;
/// right or wrong, exactly as told.
struct FramePlan
{
    websocket::Opcode opcode = websocket::Opcode::Text;
    base::Bytes payload;
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    Masking masking = Masking::ByRole;
    std::optional<websocket::MaskKey> maskKey{}; ///< nothing: a fresh one for every frame
    /// Size of the length field, 1, 3 or 9; 0: the shortest that holds it. A length that does not fit is cut
    /// to its low bits.
    std::uint8_t lengthBytes = 0;
    std::optional<std::uint64_t> statedLength{}; ///< what the length field says; nothing: the payload's size
    /// The most payload bytes of one frame; 0: all in one. The first frame has the opcode and the rsv bits,
    /// its continuations neither; masking and the length field are as told in each.
    std::uint64_t fragmentBytes = 0;
    /// A text or binary message is compressed where permessage-deflate was agreed (sets RSV1 of its first
    /// frame). Never with a rsv bit, a stated length or fin off.
    bool compress = true;
    bool isRaw = false; ///< the payload goes out as it stands, without a header; the rest does not count
    std::vector<WriteCut> cuts{};
    bool operator==(const FramePlan &) const = default;
};

enum class OnError : std::uint8_t { Fail, KeepOpen };

/// How much of what is received is inflated, or taken at all.
struct Limits
{
    /// The most that a compressed message is inflated to, in bytes; beyond it is InflatedWithinLimit.
    std::uint64_t inflatedMessageBytes = std::uint64_t{64} * 1024 * 1024;
    /// The most bytes out for one byte in; beyond it is InflatedWithinLimit, too.
    std::uint64_t inflateRatio = 1'000;
    /// The largest message that can be taken, in bytes; 0: any. Beyond it is MessageWithinLimit.
    std::uint64_t messageBytes = 0;
    bool operator==(const Limits &) const = default;
};

/// What the user asked for, as a value.
struct Plan
{
    std::string url;
    std::string method = "GET";
    std::string target; ///< empty: the URL's path and query
    std::string version = "HTTP/1.1";
    std::vector<HeaderRow> headers;
    std::string key; ///< pins the value of rows of ValueSource::Key; empty: a fresh one every time
    std::optional<base::Bytes> rawRequest; ///< written instead of the request head, as it stands
    std::vector<WriteCut> requestCuts;
    TlsPlan tls;
    Timeouts timeouts;
    Limits limits;
    OnError onError = OnError::Fail;
    bool autoPong = true;
    bool autoClose = true;
    bool autoMask = true; ///< off: a client's frames go out unmasked where they say ByRole
    std::vector<FramePlan> frames; ///< sent in this order as soon as the connection is upgraded
    bool operator==(const Plan &) const = default;
};

/// The six header rows of a good upgrade: Host, Upgrade, Connection, Sec-WebSocket-Key,
/// Sec-WebSocket-Version, and Sec-WebSocket-Extensions, which offers permessage-deflate.
Plan defaultPlan(std::string url);
/// Base64 of 16 bytes from the system's random source.
std::string freshKey();

/// The exact bytes of a plan's request: rawRequest where that is set, else the head. `key` fills rows of
/// ValueSource::Key unless Plan::key pins them. Disabled rows are left out, nothing is added.
base::Bytes requestHead(const Plan &plan, const Url &url, std::string_view key);

struct PlanError
{
    std::string field; ///< JSON pointer of the value that is wrong, "/headers/2/name"; empty: not JSON at all
    std::size_t at = 0; ///< offset in the text where it is not JSON
    bool operator==(const PlanError &) const = default;
};
/// Limits of a plan in JSON: beyond them it is an error.
inline constexpr std::size_t kMaxPlanBytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t kMaxHeaderRows = 1'000;
inline constexpr std::size_t kMaxFrames = 10'000;
inline constexpr std::size_t kMaxCuts = 1'000; ///< of a request, or of a frame
inline constexpr std::chrono::milliseconds kMaxTimeout = std::chrono::hours(24);

/// docs/architecture.md names the fields. Unknown fields are ignored, missing ones keep their defaults. What
/// is not UTF-8 stands as {"base64": "…"} where a string is expected; time-outs are in milliseconds.
std::string toJson(const Plan &plan);
base::Result<Plan, PlanError> fromJson(std::string_view text);

} // namespace hop101::plan
