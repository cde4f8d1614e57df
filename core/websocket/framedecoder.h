// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/frameheader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace hop101::websocket {

/// Input is now empty.
struct NeedMoreData
{ };
struct FrameBegan
{
    FrameHeader header;
    std::uint64_t offset; ///< in the stream that the decoder was given
};
struct FramePayload
{
    base::ByteSpan wire; ///< still masked
    std::uint64_t offset; ///< in the payload
};
struct FrameEnded
{
    std::uint64_t wireSize; ///< header and payload
};
struct FrameFault
{
    std::uint64_t offset; ///< of the frame whose 64-bit length has its top bit set
};
using FrameStep = std::variant<NeedMoreData, FrameBegan, FramePayload, FrameEnded, FrameFault>;

/// Splits one direction of a WebSocket stream into frames (RFC 6455 section 5.2). No I/O, clock, allocation
/// or exceptions.
///
/// It decodes and does not judge: reserved opcodes, RSV bits, wrong masking and over-long length fields come
/// out as facts in FrameHeader. Only a length with its top bit set is a fault: no later boundary can be
/// known. Such a frame gives FrameBegan, with the header as it stands, and then FrameFault.
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
    [[nodiscard]] bool atFrameBoundary() const noexcept
    {
        return m_state == State::Header && m_headerSize == 0;
    }
    /// Bytes of an incomplete frame header seen so far.
    [[nodiscard]] std::size_t pendingHeaderBytes() const noexcept { return m_headerSize; }

private:
    enum class State : std::uint8_t { Header, Payload, FaultDue, Faulted };

    FrameStep nextHeader(base::ByteSpan &input) noexcept;
    FrameStep nextPayload(base::ByteSpan &input) noexcept;
    FrameStep beginFrame(const FrameHeader &header) noexcept;
    bool completeHeader(base::ByteSpan &input, FrameHeader &header) noexcept;

    std::array<std::byte, kMaxFrameHeaderBytes> m_header{};
    std::size_t m_headerSize = 0;
    std::uint64_t m_payloadLength = 0;
    std::uint64_t m_payloadSeen = 0;
    std::uint64_t m_frameOffset = 0;
    std::uint64_t m_frameHeaderSize = 0;
    State m_state = State::Header;
};

} // namespace hop101::websocket
