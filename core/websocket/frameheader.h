// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <array>
#include <cstdint>

namespace hop101::websocket {

using MaskKey = std::array<std::byte, 4>;

/// Opcodes of RFC 6455 section 11.8; any other number of 0 to 15 is reserved and kept as it is.
enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
constexpr bool isControl(Opcode op) noexcept
{
    return (static_cast<unsigned>(op) & 8U) != 0;
}
constexpr bool isReserved(Opcode op) noexcept
{
    const auto n = static_cast<unsigned>(op);
    return (n >= 3 && n <= 7) || n >= 11;
}

inline constexpr std::size_t kMaxFrameHeaderBytes = 14;
inline constexpr std::size_t kMaxControlPayloadBytes = 125;

/// The header of one frame as on the wire (RFC 6455 section 5.2). Facts only.
struct FrameHeader
{
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    Opcode opcode = Opcode::Text;
    bool masked = false;
    MaskKey maskKey{};
    std::uint64_t payloadLength = 0; ///< bytes
    std::uint8_t lengthBytes = 1; ///< size of the length field on the wire: 1, 3 or 9
    bool operator==(const FrameHeader &) const = default;

    std::size_t size() const noexcept { return 1U + lengthBytes + (masked ? 4U : 0U); } ///< bytes on the wire
    /// The length field is no longer than it must be.
    bool isLengthMinimal() const noexcept
    {
        return lengthBytes == (payloadLength < 126 ? 1 : payloadLength < 65536 ? 3 : 9);
    }
};

/// 1, 3 or 9: the shortest length field for this payload.
constexpr std::uint8_t minimalLengthBytes(std::uint64_t payloadLength) noexcept
{
    return payloadLength < 126 ? 1 : payloadLength < 65536 ? 3 : 9;
}

/// Reads the header at the front of `bytes`; false where it is incomplete. A 64-bit length with its top bit
/// set reads as it stands.
bool readFrameHeader(base::ByteSpan bytes, FrameHeader &header) noexcept;

} // namespace hop101::websocket
