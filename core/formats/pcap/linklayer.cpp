// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/linklayer.h"

#include "core/formats/pcap/byteorder.h"

namespace hop101::formats::pcap {
namespace {

constexpr std::uint16_t kIpv4 = 0x0800;
constexpr std::uint16_t kIpv6 = 0x86dd;
constexpr std::uint16_t kPppoe = 0x8864;
constexpr std::uint16_t kMpls = 0x8847;
constexpr std::size_t kPppoeBytes = 8;
constexpr std::size_t kMaxTags = 8;

bool isTag(std::uint16_t type) noexcept
{
    return type == 0x8100 || type == 0x88a8 || type == 0x9100;
}

std::optional<base::ByteSpan> ip(base::ByteSpan packet) noexcept
{
    if (packet.empty())
        return std::nullopt;
    const unsigned version = std::to_integer<unsigned>(packet[0]) >> 4U;
    return version == 4 || version == 6 ? std::optional(packet) : std::nullopt;
}

/// MPLS (RFC 3032): labels of four bytes, the last of which has a bit.
std::optional<base::ByteSpan> behindLabels(base::ByteSpan rest) noexcept
{
    for (std::size_t labels = 0; rest.size() >= 4 && labels < kMaxTags; ++labels) {
        const bool isLast = (std::to_integer<unsigned>(rest[2]) & 1U) != 0;
        rest = rest.subspan(4);
        if (isLast)
            return ip(rest);
    }
    return std::nullopt;
}

/// `rest` is what follows an EtherType.
std::optional<base::ByteSpan> behindType(std::uint16_t type, base::ByteSpan rest) noexcept
{
    for (std::size_t tags = 0; isTag(type) && tags < kMaxTags; ++tags) {
        if (rest.size() < 4)
            return std::nullopt;
        type = readNet16(rest.subspan(2));
        rest = rest.subspan(4);
    }
    if (type == kPppoe && rest.size() > kPppoeBytes)
        return ip(rest.subspan(kPppoeBytes));
    if (type == kMpls)
        return behindLabels(rest);
    return type == kIpv4 || type == kIpv6 ? ip(rest) : std::nullopt;
}

std::optional<base::ByteSpan> behindHead(base::ByteSpan packet, std::size_t typeAt, std::size_t head) noexcept
{
    if (packet.size() < head)
        return std::nullopt;
    return behindType(readNet16(packet.subspan(typeAt)), packet.subspan(head));
}

} // namespace

bool isLinkTypeRead(std::uint16_t linkType) noexcept
{
    switch (linkType) {
    case 0:
    case 1:
    case 12:
    case 14:
    case 101:
    case 108:
    case 113:
    case 228:
    case 229:
    case 276:
        return true;
    default:
        return false;
    }
}

std::optional<base::ByteSpan> ipPacket(std::uint16_t linkType, base::ByteSpan packet) noexcept
{
    switch (linkType) {
    case 0:
    case 108: // an address family, in the order of some machine; the packet tells its version itself
        return packet.size() < 4 ? std::nullopt : ip(packet.subspan(4));
    case 1:
        return behindHead(packet, 12, 14);
    case 113:
        return behindHead(packet, 14, 16);
    case 276:
        return behindHead(packet, 0, 20);
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
        return ip(packet);
    default:
        return std::nullopt;
    }
}

} // namespace hop101::formats::pcap
