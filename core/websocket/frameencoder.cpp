// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameencoder.h"

#include "core/websocket/mask.h"

#include <cassert>

namespace hop101::websocket {
namespace {

/// The seven bits beside the mask bit: the length itself, or which longer field follows.
unsigned shortLengthOf(const FrameHeader &header) noexcept
{
    if (header.lengthBytes == 1)
        return static_cast<unsigned>(header.payloadLength & 0x7fU);
    return header.lengthBytes == 3 ? 126U : 127U;
}

} // namespace

void encodeHeader(const FrameHeader &header, base::Bytes &to)
{
    assert((header.lengthBytes == 1 || header.lengthBytes == 3 || header.lengthBytes == 9)
           && "a length field has 1, 3 or 9 bytes");
    to.push_back(static_cast<std::byte>((header.fin ? 0x80U : 0U) | (header.rsv1 ? 0x40U : 0U)
                                        | (header.rsv2 ? 0x20U : 0U) | (header.rsv3 ? 0x10U : 0U)
                                        | (static_cast<unsigned>(header.opcode) & 0x0fU)));
    to.push_back(static_cast<std::byte>((header.masked ? 0x80U : 0U) | shortLengthOf(header)));
    for (unsigned left = header.lengthBytes - 1U; left > 0; --left)
        to.push_back(static_cast<std::byte>(header.payloadLength >> (8 * (left - 1)) & 0xffU));
    if (header.masked)
        base::append(to, header.maskKey);
}

void encodeFrame(FrameHeader header, base::ByteSpan payload, base::Bytes &to)
{
    header.payloadLength = payload.size();
    header.lengthBytes = minimalLengthBytes(payload.size());
    encodeHeader(header, to);
    const std::size_t payloadAt = to.size();
    base::append(to, payload);
    if (header.masked)
        applyMask(std::span(to).subspan(payloadAt), header.maskKey);
}

} // namespace hop101::websocket
