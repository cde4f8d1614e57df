// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/hop/input.h"
#include "core/rules/rule.h"
#include "core/websocket/frameheader.h"

#include <cstdint>

namespace hop101::hop {

/// One row of the timeline. The numbers stand in captures.
enum class EventKind : std::uint8_t {
    Connected = 1,
    TlsUp = 2,
    RequestHead = 3,
    ResponseHead = 4,
    Body = 5,
    ProtocolSwitched = 6, ///< no bytes; follows the 101; direction of the 101
    Frame = 7,
    RawRun = 8, ///< bytes that no protocol explains, up to the end of what can be told apart
    Closed = 9, ///< one direction ended
    Failed = 10,
    Gap = 11,
    Note = 12,
};

/// Bits of Event::flags.
namespace flag {
inline constexpr std::uint16_t Fin = 1;
inline constexpr std::uint16_t Rsv1 = 2;
inline constexpr std::uint16_t Rsv2 = 4;
inline constexpr std::uint16_t Rsv3 = 8;
inline constexpr std::uint16_t Masked = 16;
inline constexpr std::uint16_t Interim = 32; ///< a 1xx response that is not the answer
inline constexpr std::uint16_t Cut = 64; ///< ended before it was complete
inline constexpr std::uint16_t MessageEnd = 128; ///< the last frame of its message
inline constexpr std::uint16_t Accepted =
    256; ///< TlsUp: the certificate is not trusted, somebody accepted it
inline constexpr std::uint16_t AfterClose = 512; ///< a frame sent after the side's own Close
/// A data frame of a message that permessage-deflate compressed (RFC 7692 section 6).
inline constexpr std::uint16_t Compressed = 1024;
} // namespace flag

/// What an index entry knows; everything else is recomputed from the bytes [streamOffset, streamOffset +
/// wireSize) of its hop and direction. Sizes and offsets in bytes.
struct Event
{
    base::EventId id;
    Nanoseconds time{}; ///< of the input that brought its first byte
    base::HopId hop;
    Direction direction = Direction::FromLeft;
    EventKind kind = EventKind::Note;
    /// Frame: opcode. ResponseHead: status (0: none). Closed: EndCause. Failed: FailStage. Else 0.
    std::uint16_t code = 0;
    std::uint16_t flags = 0;
    std::uint64_t streamOffset = 0; ///< of its first byte, counted from the connection's first byte
    std::int64_t wireSize = -1; ///< with headers; −1: not yet known. A cut event: what was seen
    std::int64_t payloadSize = -1; ///< frame payload or decoded body; −1: not yet known
    base::EventId message; ///< data frames: the first frame of the message, itself included; else none
    /// Ended data frames: bytes of the message from its start to this frame's end, decompressed where it is
    /// compressed; on the last frame the size of the message. −1: no data frame, not ended, or not inflated.
    std::int64_t messageSize = -1;
    bool ended = false;
    rules::Severity severity = rules::Severity::None; ///< the worst of its findings

    websocket::Opcode opcode() const noexcept { return static_cast<websocket::Opcode>(code); }
    bool has(std::uint16_t bit) const noexcept { return (flags & bit) != 0; }
    bool operator==(const Event &) const = default;
};

/// One rule broken (or worth knowing) at one event.
struct Finding
{
    base::EventId event;
    rules::Rule rule;
    base::ByteRange at; ///< counts from the event's first wire byte; size 0: the event as a whole
    bool operator==(const Finding &) const = default;
};

} // namespace hop101::hop
