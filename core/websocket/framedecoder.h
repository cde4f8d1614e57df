// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/frameheader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace hop101::websocket {

struct NeedMoreData {};                                            ///< input is now empty
struct FrameBegan { FrameHeader header; std::uint64_t offset; };   ///< offset in the stream that the decoder was given
struct FramePayload { base::ByteSpan wire; std::uint64_t offset; };///< still masked; offset in the payload
struct FrameEnded { std::uint64_t wireSize; };                     ///< header and payload
struct FrameFault { std::uint64_t offset; };                       ///< of the frame whose 64-bit length has its top bit set
using FrameStep = std::variant<NeedMoreData, FrameBegan, FramePayload, FrameEnded, FrameFault>;

/// Splits one direction of a WebSocket stream into frames (RFC 6455 section 5.2). No I/O, clock, allocation
/// or exceptions.
///
/// It decodes and does not judge: reserved opcodes, RSV bits, wrong masking and over-long length fields come
/// out as facts in FrameHeader. Only a length with its top bit set is a fault: no later boundary can be known.
///
/// Offsets and sizes are in bytes. It keeps at most one frame header, whatever the payload size. Spans point
/// into the caller's input. One decoder a direction; not thread-safe.
class FrameDecoder
{
public:
    /// Consumes the front of `input` and returns the next fact. Call until it returns NeedMoreData.
    /// After a FrameFault it swallows all further input and returns only NeedMoreData.
    [[nodiscard]] FrameStep next(base::ByteSpan &input) noexcept;

    /// True between frames: the end of the stream is clean here and cuts a frame anywhere else.
    [[nodiscard]] bool atFrameBoundary() const noexcept { return m_state == State::Header && m_headerSize == 0; }
    /// Bytes of an incomplete frame header seen so far.
    [[nodiscard]] std::size_t pendingHeaderBytes() const noexcept { return m_headerSize; }

private:
    enum class State : std::uint8_t { Header, Payload, Faulted };

    std::array<std::byte, kMaxFrameHeaderBytes> m_header{};
    std::size_t m_headerSize = 0;
    std::uint64_t m_payloadLength = 0;
    std::uint64_t m_payloadSeen = 0;
    std::uint64_t m_frameOffset = 0;
    std::uint64_t m_frameWireSize = 0;
    State m_state = State::Header;
};

} // namespace hop101::websocket
