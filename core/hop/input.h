// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/id.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

namespace hop101::hop {

using Nanoseconds = std::chrono::nanoseconds; ///< since the capture started, from a monotonic clock

/// Who sent it: the party on the left of the hop (the client) or on its right (the server).
enum class Direction : std::uint8_t { FromLeft = 0, FromRight = 1 };
constexpr Direction opposite(Direction d) noexcept
{
    return d == Direction::FromLeft ? Direction::FromRight : Direction::FromLeft;
}

/// TCP (or a Unix socket) is up. `direction` of the input: who connected.
struct Opened
{
    std::string left, right;
}; ///< addresses, "127.0.0.1:40312"
/// TLS is up; the bytes from here on are those inside TLS.
struct Secured
{
    std::string protocol, cipher; ///< "TLSv1.3", "TLS_AES_256_GCM_SHA384"
    std::string certificate; ///< subject and fingerprint of the peer's, for people
    std::string objection; ///< why it is not trusted; empty where it is. Then somebody accepted it
};
/// Bytes as read, or as the kernel took them. `direction`: who sent them.
struct BytesSeen
{
    base::ByteSpan bytes;
};
enum class EndCause : std::uint8_t { Fin = 1, Reset = 2, ByUs = 3 };
/// One direction of the stream ended: `direction` sends no more. ByUs: Hop101 shut down or closed its side.
struct Ended
{
    EndCause cause = EndCause::Fin;
};
enum class FailStage : std::uint8_t {
    Resolve = 1,
    Connect = 2,
    ConnectTimeout = 3,
    Tls = 4,
    TlsTimeout = 5,
    Certificate = 6,
    UpgradeTimeout = 7,
    CloseTimeout = 8,
    Cancelled = 9,
    Io = 10,
};
/// Something did not work; `reason` is the system's or the library's own text, may be empty.
struct Failed
{
    FailStage stage = FailStage::Io;
    std::string reason;
};
/// Time has passed; rules about time look only at inputs.
struct Tick
{ };
/// This many bytes of `direction` were not seen (an import with a gap) or not kept (a size limit).
struct Lost
{
    std::uint64_t bytes = 0;
    std::uint64_t events = 0; ///< that began in them, where somebody counted; for people
    /// The next byte of this direction begins a frame: where frames were read before, they are again.
    bool framesFollow = false;
};

using InputData = std::variant<Opened, Secured, BytesSeen, Ended, Failed, Tick, Lost>;

/// All that HopDecoder takes.
struct Input
{
    std::uint64_t seq = 0; ///< capture-wide, from 1
    base::HopId hop;
    Direction direction = Direction::FromLeft;
    Nanoseconds time{};
    InputData data; ///< spans live as long as the call they are given to
};

/// The most bytes of one BytesSeen: longer runs are split before the door.
inline constexpr std::size_t kMaxInputBytes = 256 * 1024;

} // namespace hop101::hop
