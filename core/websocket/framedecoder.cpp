// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/framedecoder.h"

#include <algorithm>

namespace hop101::websocket {
namespace {

/// "the most significant bit MUST be 0" (RFC 6455 section 5.2)
constexpr std::uint64_t kTopBit = std::uint64_t{1} << 63;

} // namespace

FrameStep FrameDecoder::next(base::ByteSpan &input) noexcept
{
    switch (m_state) {
    case State::Header:
        return nextHeader(input);
    case State::Payload:
        return nextPayload(input);
    case State::FaultDue:
        m_state = State::Faulted;
        return FrameFault{m_frameOffset};
    case State::Faulted:
        break;
    }
    input = {};
    return NeedMoreData{};
}

FrameStep FrameDecoder::nextHeader(base::ByteSpan &input) noexcept
{
    FrameHeader header;
    if (m_headerSize == 0 && readFrameHeader(input, header)) {
        input = input.subspan(header.size());
        return beginFrame(header);
    }
    if (completeHeader(input, header))
        return beginFrame(header);
    return NeedMoreData{};
}

bool FrameDecoder::completeHeader(base::ByteSpan &input, FrameHeader &header) noexcept
{
    while (!input.empty()) {
        m_header[m_headerSize++] = input.front();
        input = input.subspan(1);
        if (readFrameHeader(base::ByteSpan(m_header).first(m_headerSize), header))
            return true;
    }
    return false;
}

FrameStep FrameDecoder::beginFrame(const FrameHeader &header) noexcept
{
    m_headerSize = 0;
    m_frameHeaderSize = header.size();
    m_payloadLength = header.payloadLength;
    m_payloadSeen = 0;
    m_state = (header.payloadLength & kTopBit) != 0 ? State::FaultDue : State::Payload;
    return FrameBegan{header, m_frameOffset};
}

FrameStep FrameDecoder::nextPayload(base::ByteSpan &input) noexcept
{
    if (m_payloadSeen == m_payloadLength) {
        const std::uint64_t wireSize = m_frameHeaderSize + m_payloadLength;
        m_frameOffset += wireSize;
        m_state = State::Header;
        return FrameEnded{wireSize};
    }
    if (input.empty())
        return NeedMoreData{};
    const auto taken =
        static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), m_payloadLength - m_payloadSeen));
    const FramePayload payload{input.first(taken), m_payloadSeen};
    input = input.subspan(taken);
    m_payloadSeen += taken;
    return payload;
}

} // namespace hop101::websocket
