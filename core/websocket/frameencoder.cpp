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

/// Writes at most kMaxFrameHeaderBytes; how many.
std::size_t writeHeader(const FrameHeader &header, std::byte *to) noexcept
{
    assert((header.lengthBytes == 1 || header.lengthBytes == 3 || header.lengthBytes == 9)
           && "a length field has 1, 3 or 9 bytes");
    to[0] = static_cast<std::byte>((header.fin ? 0x80U : 0U) | (header.rsv1 ? 0x40U : 0U)
                                   | (header.rsv2 ? 0x20U : 0U) | (header.rsv3 ? 0x10U : 0U)
                                   | (static_cast<unsigned>(header.opcode) & 0x0fU));
    to[1] = static_cast<std::byte>((header.masked ? 0x80U : 0U) | shortLengthOf(header));
    std::size_t size = 2;
    for (unsigned left = header.lengthBytes - 1U; left > 0; --left)
        to[size++] = static_cast<std::byte>(header.payloadLength >> (8 * (left - 1)) & 0xffU);
    if (header.masked)
        for (const std::byte b : header.maskKey)
            to[size++] = b;
    return size;
}

/// The payload from `at` on, by pieces that stay in the processor's nearest cache.
void appendMasked(base::ByteSpan payload, std::size_t at, const MaskKey &key, base::Bytes &to)
{
    std::array<std::byte, kPieceBytes> piece;
    for (; at < payload.size(); at += piece.size()) {
        const auto part = payload.subspan(at, std::min(piece.size(), payload.size() - at));
        copyMasked(part, piece.data(), key, at);
        base::append(to, base::ByteSpan(piece).first(part.size()));
    }
}

} // namespace

void encodeHeader(const FrameHeader &header, base::Bytes &to)
{
    std::array<std::byte, kMaxFrameHeaderBytes> wire;
    base::append(to, base::ByteSpan(wire).first(writeHeader(header, wire.data())));
}

void encodeFrame(FrameHeader header, base::ByteSpan payload, base::Bytes &to)
{
    header.payloadLength = payload.size();
    header.lengthBytes = minimalLengthBytes(payload.size());
    const std::size_t first = std::min(kPieceBytes, payload.size());
    const std::size_t at = to.size();
    to.resize(at + header.size() + first);
    std::byte *const firstTo = to.data() + at + writeHeader(header, to.data() + at);
    if (!header.masked) {
        std::copy_n(payload.begin(), first, firstTo);
        base::append(to, payload.subspan(first));
        return;
    }
    copyMasked(payload.first(first), firstTo, header.maskKey);
    appendMasked(payload, first, header.maskKey, to);
}

} // namespace hop101::websocket
