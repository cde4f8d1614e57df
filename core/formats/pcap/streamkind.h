// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>

namespace hop101::formats::pcap {

/// What the first bytes of one direction are.
enum class StreamKind : std::uint8_t {
    Unknown, ///< too few to tell
    Request, ///< a request of HTTP/1
    Response, ///< a response of HTTP/1
    Tls, ///< records of TLS (RFC 8446 section 5.1)
    Other,
};
StreamKind kindOf(base::ByteSpan start) noexcept;

/// True where these bytes may well be frames of RFC 6455 from their first one on: a known opcode, no bit that
/// nobody agreed to (RSV1 may be compression), the shortest length field, and so on with each frame behind.
/// The last may go on beyond them.
bool looksLikeFrames(base::ByteSpan bytes, bool isMasked) noexcept;

/// The most bytes that kindOf() looks at.
inline constexpr std::size_t kMaxKindBytes = 8 * 1024;

} // namespace hop101::formats::pcap
