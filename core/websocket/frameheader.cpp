// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameheader.h"

#include <cstring>

namespace hop101::websocket {
namespace {

std::uint64_t bigEndian(base::ByteSpan bytes) noexcept
{
    std::uint64_t number = 0;
    for (const std::byte b : bytes)
        number = number << 8 | std::to_integer<std::uint64_t>(b);
    return number;
}

} // namespace

bool readFrameHeader(base::ByteSpan bytes, FrameHeader &header) noexcept
{
    if (bytes.size() < 2)
        return false;
    const unsigned first = std::to_integer<unsigned>(bytes[0]), second = std::to_integer<unsigned>(bytes[1]);
    const unsigned shortLength = second & 0x7fU;
    const bool isMasked = (second & 0x80U) != 0;
    const std::uint8_t lengthBytes = shortLength < 126 ? 1 : shortLength == 126 ? 3 : 9;
    if (bytes.size() < 1U + lengthBytes + (isMasked ? 4U : 0U))
        return false;
    header.fin = (first & 0x80U) != 0;
    header.rsv1 = (first & 0x40U) != 0;
    header.rsv2 = (first & 0x20U) != 0;
    header.rsv3 = (first & 0x10U) != 0;
    header.opcode = static_cast<Opcode>(first & 0x0fU);
    header.masked = isMasked;
    header.maskKey = {};
    if (isMasked)
        std::memcpy(header.maskKey.data(), bytes.data() + 1 + lengthBytes, header.maskKey.size());
    header.payloadLength = lengthBytes == 1 ? shortLength : bigEndian(bytes.subspan(2, lengthBytes - 1U));
    header.lengthBytes = lengthBytes;
    return true;
}

} // namespace hop101::websocket
