// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tcpsegment.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>
#include <optional>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kIpv4Head = 20;
constexpr std::size_t kIpv6Head = 40;
constexpr std::size_t kTcpHead = 20;
constexpr std::uint8_t kTcp = 6;

using Step = std::variant<TcpSegment, NoSegment>;

std::uint8_t byteAt(base::ByteSpan bytes, std::size_t at) noexcept
{
    return std::to_integer<std::uint8_t>(bytes[at]);
}

/// What a protocol other than TCP is; `rest` begins with its head.
NoSegment other(std::uint8_t protocol, base::ByteSpan rest) noexcept
{
    constexpr std::uint8_t kIpv4In = 4, kUdp = 17, kIpv6In = 41, kGre = 47;
    constexpr std::uint16_t kVxlanPort = 4789;
    const bool isVxlan = protocol == kUdp && rest.size() >= 4 && readNet16(rest.subspan(2)) == kVxlanPort;
    const bool isTunnel = protocol == kIpv4In || protocol == kIpv6In || protocol == kGre || isVxlan;
    return isTunnel ? NoSegment::Tunnel : NoSegment::OtherProtocol;
}

/// `segment.from` and `.to` have addresses already. `tcp` may be followed by padding; `size`: of the segment
/// with its head, on the wire.
Step behindIp(TcpSegment segment, base::ByteSpan tcp, std::uint64_t size) noexcept
{
    if (size < kTcpHead)
        return NoSegment::Malformed;
    tcp = tcp.first(static_cast<std::size_t>(std::min<std::uint64_t>(tcp.size(), size)));
    if (tcp.size() < kTcpHead)
        return NoSegment::Cut;
    segment.from.port = readNet16(tcp);
    segment.to.port = readNet16(tcp.subspan(2));
    segment.seq = readNet32(tcp.subspan(4));
    segment.ack = readNet32(tcp.subspan(8));
    segment.flags = byteAt(tcp, 13);
    const std::size_t head = (byteAt(tcp, 12) >> 4U) * std::size_t{4};
    if (head < kTcpHead || head > size)
        return NoSegment::Malformed;
    const std::size_t seen = std::min(head, tcp.size());
    segment.payload = tcp.subspan(seen);
    segment.missing = size - head - segment.payload.size();
    return segment;
}

Step fromIpv4(base::ByteSpan ip, std::uint64_t length) noexcept
{
    if (ip.size() < kIpv4Head)
        return NoSegment::Cut;
    const std::size_t head = (byteAt(ip, 0) & 15U) * std::size_t{4};
    // A network card that cuts large packets itself may leave 0 there.
    const std::uint64_t told = readNet16(ip.subspan(2));
    const std::uint64_t total = told == 0 ? length : told;
    if (head < kIpv4Head || head > total)
        return NoSegment::Malformed;
    if (byteAt(ip, 9) != kTcp)
        return other(byteAt(ip, 9), ip.subspan(std::min(head, ip.size())));
    constexpr std::uint16_t kMoreAndOffset = 0x3fff;
    if ((readNet16(ip.subspan(6)) & kMoreAndOffset) != 0)
        return NoSegment::Fragment;
    if (head > ip.size())
        return NoSegment::Cut;
    TcpSegment segment;
    segment.from = ipv4Endpoint(ip.subspan<12, 4>(), 0);
    segment.to = ipv4Endpoint(ip.subspan<16, 4>(), 0);
    return behindIp(segment, ip.subspan(head), total - head);
}

/// The size of an extension header; nothing where it is none that is passed over.
std::optional<std::size_t> extensionSize(std::uint8_t header, base::ByteSpan at) noexcept
{
    constexpr std::uint8_t kHopByHop = 0, kRouting = 43, kAuthentication = 51, kDestination = 60;
    if (header == kHopByHop || header == kRouting || header == kDestination)
        return (byteAt(at, 1) + std::size_t{1}) * 8;
    if (header == kAuthentication)
        return (byteAt(at, 1) + std::size_t{2}) * 4;
    return std::nullopt;
}

Step fromIpv6(base::ByteSpan ip, std::uint64_t length) noexcept
{
    if (ip.size() < kIpv6Head)
        return NoSegment::Cut;
    constexpr std::uint8_t kFragment = 44;
    const std::uint64_t told = readNet16(ip.subspan(4));
    std::uint64_t size = told == 0 ? length - std::min<std::uint64_t>(length, kIpv6Head) : told;
    std::uint8_t header = byteAt(ip, 6);
    base::ByteSpan rest = ip.subspan(kIpv6Head);
    while (header != kTcp) {
        if (rest.size() < 8)
            return header == kFragment || extensionSize(header, std::array<std::byte, 8>{})
                ? NoSegment::Cut
                : NoSegment::OtherProtocol;
        // An atomic fragment (RFC 6946) is a whole packet.
        if (other(header, rest) == NoSegment::Tunnel)
            return NoSegment::Tunnel;
        const bool isAtomic = header == kFragment && (readNet16(rest.subspan(2)) & 0xfff9U) == 0;
        if (header == kFragment && !isAtomic)
            return NoSegment::Fragment;
        const auto known = isAtomic ? std::optional<std::size_t>(8) : extensionSize(header, rest);
        if (!known)
            return NoSegment::OtherProtocol;
        if (*known > size)
            return NoSegment::Malformed;
        if (*known > rest.size())
            return NoSegment::Cut;
        header = byteAt(rest, 0);
        rest = rest.subspan(*known);
        size -= *known;
    }
    TcpSegment segment;
    segment.from = ipv6Endpoint(ip.subspan<8, 16>(), 0);
    segment.to = ipv6Endpoint(ip.subspan<24, 16>(), 0);
    return behindIp(segment, rest, size);
}

} // namespace

std::variant<TcpSegment, NoSegment> tcpSegment(base::ByteSpan ip, std::uint64_t length) noexcept
{
    if (ip.empty())
        return NoSegment::Cut;
    return byteAt(ip, 0) >> 4U == 4 ? fromIpv4(ip, length) : fromIpv6(ip, length);
}

} // namespace hop101::formats::pcap
