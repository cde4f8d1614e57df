// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harframes.h"

#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"

#include <algorithm>
#include <numeric>

namespace hop101::formats {

websocket::FrameHeader ImportFrames::headerOf(hop::Direction direction, websocket::Opcode opcode,
                                              std::uint64_t size)
{
    websocket::FrameHeader header;
    header.opcode = opcode;
    header.payloadLength = size;
    header.lengthBytes = websocket::minimalLengthBytes(size);
    header.masked = direction == hop::Direction::FromLeft;
    if (header.masked) {
        const auto key = static_cast<std::uint32_t>(m_random()) | 1U; // never zero
        for (unsigned i = 0; i < 4; ++i)
            header.maskKey[i] = static_cast<std::byte>(key >> (8 * i) & 0xffU);
    }
    return header;
}

bool ImportFrames::oneFrame(WallTime time, hop::Direction direction, const websocket::FrameHeader &header,
                            HarBytes &bytes)
{
    base::Bytes piece;
    websocket::encodeHeader(header, piece);
    for (std::uint64_t done = 0;;) {
        const std::size_t before = piece.size();
        const auto count = static_cast<std::size_t>(
            std::min<std::uint64_t>(header.payloadLength - done, hop::kMaxInputBytes - before));
        piece.resize(before + count);
        const auto payload = std::span(piece).subspan(before);
        if (bytes.read(payload) != count)
            return false;
        if (header.masked)
            websocket::applyMask(payload, header.maskKey, done);
        if (!m_run.add(m_hop, time, direction, hop::BytesSeen{piece}))
            return false;
        done += count;
        if (done == header.payloadLength)
            return true;
        piece.clear();
    }
}

bool ImportFrames::message(WallTime time, hop::Direction direction, websocket::Opcode opcode, HarBytes bytes,
                           const std::vector<std::uint64_t> &fragments)
{
    const bool fits = fragments.size() > 1
        && std::accumulate(fragments.begin(), fragments.end(), std::uint64_t{0}) == bytes.size();
    if (!fits)
        return oneFrame(time, direction, headerOf(direction, opcode, bytes.size()), bytes);
    for (std::size_t i = 0; i < fragments.size(); ++i) {
        websocket::FrameHeader header =
            headerOf(direction, i == 0 ? opcode : websocket::Opcode::Continuation, fragments[i]);
        header.fin = i + 1 == fragments.size();
        if (!oneFrame(time, direction, header, bytes))
            return false;
    }
    return true;
}

bool ImportFrames::frame(WallTime time, hop::Direction direction, websocket::Opcode opcode,
                         base::ByteSpan payload)
{
    base::Bytes bytes;
    websocket::encodeFrame(headerOf(direction, opcode, payload.size()), payload, bytes);
    return m_run.add(m_hop, time, direction, hop::BytesSeen{bytes});
}

} // namespace hop101::formats
