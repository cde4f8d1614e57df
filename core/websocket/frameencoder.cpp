// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameencoder.h"

#include "core/websocket/mask.h"

#include <algorithm>
#include <cassert>

namespace hop101::websocket {
namespace {

constexpr std::size_t kPieceBytes = 4096;

/// The seven bits beside the mask bit: the length itself, or which longer field follows.
unsigned shortLengthOf(const FrameHeader &header) noexcept
{
    if (header.lengthBytes == 1)
        return static_cast<unsigned>(header.payloadLength & 0x7fU);
    return header.lengthBytes == 3 ? 126U : 127U;
}

/// By pieces that stay in the processor's nearest cache.
void appendMasked(base::ByteSpan payload, const MaskKey &key, base::Bytes &to)
{
    std::array<std::byte, kPieceBytes> piece;
    for (std::size_t at = 0; at < payload.size(); at += piece.size()) {
        const auto part = payload.subspan(at, std::min(piece.size(), payload.size() - at));
        copyMasked(part, piece.data(), key, at);
        base::append(to, base::ByteSpan(piece).first(part.size()));
    }
}

} // namespace

void encodeHeader(const FrameHeader &header, base::Bytes &to)
{
    assert((header.lengthBytes == 1 || header.lengthBytes == 3 || header.lengthBytes == 9)
           && "a length field has 1, 3 or 9 bytes");
    std::array<std::byte, kMaxFrameHeaderBytes> wire;
    wire[0] = static_cast<std::byte>((header.fin ? 0x80U : 0U) | (header.rsv1 ? 0x40U : 0U)
                                     | (header.rsv2 ? 0x20U : 0U) | (header.rsv3 ? 0x10U : 0U)
                                     | (static_cast<unsigned>(header.opcode) & 0x0fU));
    wire[1] = static_cast<std::byte>((header.masked ? 0x80U : 0U) | shortLengthOf(header));
    std::size_t size = 2;
    for (unsigned left = header.lengthBytes - 1U; left > 0; --left)
        wire[size++] = static_cast<std::byte>(header.payloadLength >> (8 * (left - 1)) & 0xffU);
    if (header.masked)
        for (const std::byte b : header.maskKey)
            wire[size++] = b;
    base::append(to, base::ByteSpan(wire).first(size));
}

void encodeFrame(FrameHeader header, base::ByteSpan payload, base::Bytes &to)
{
    header.payloadLength = payload.size();
    header.lengthBytes = minimalLengthBytes(payload.size());
    encodeHeader(header, to);
    if (header.masked)
        appendMasked(payload, header.maskKey, to);
    else
        base::append(to, payload);
}

} // namespace hop101::websocket
