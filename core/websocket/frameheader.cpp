// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameheader.h"

#include <algorithm>

namespace hop101::websocket {
namespace {

bool bit(std::byte b, unsigned mask) noexcept
{
    return (std::to_integer<unsigned>(b) & mask) != 0;
}

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
    const unsigned shortLength = std::to_integer<unsigned>(bytes[1]) & 0x7fU;
    FrameHeader read;
    read.masked = bit(bytes[1], 0x80);
    read.lengthBytes = shortLength < 126 ? 1 : shortLength == 126 ? 3 : 9;
    if (bytes.size() < read.size())
        return false;
    read.fin = bit(bytes[0], 0x80);
    read.rsv1 = bit(bytes[0], 0x40);
    read.rsv2 = bit(bytes[0], 0x20);
    read.rsv3 = bit(bytes[0], 0x10);
    read.opcode = static_cast<Opcode>(std::to_integer<unsigned>(bytes[0]) & 0x0fU);
    read.payloadLength =
        read.lengthBytes == 1 ? shortLength : bigEndian(bytes.subspan(2, read.lengthBytes - 1U));
    if (read.masked)
        std::copy_n(bytes.begin() + 1 + read.lengthBytes, read.maskKey.size(), read.maskKey.begin());
    header = read;
    return true;
}

} // namespace hop101::websocket
