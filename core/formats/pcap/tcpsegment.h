// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/pcap/endpoint.h"

#include <cstdint>
#include <variant>

namespace hop101::formats::pcap {

/// A TCP segment as a packet holds it; tcp::kSyn and the others are its flags.
struct TcpSegment
{
    Endpoint from, to;
    std::uint32_t seq = 0, ack = 0;
    std::uint8_t flags = 0;
    base::ByteSpan payload;
    std::uint64_t missing = 0; ///< bytes of the payload behind these that were not captured

    bool has(std::uint8_t flag) const noexcept { return (flags & flag) != 0; }
    std::uint64_t size() const noexcept { return payload.size() + missing; }
};
enum class NoSegment : std::uint8_t {
    OtherProtocol, ///< IP without TCP
    Tunnel, ///< another packet: IP in IP (RFC 2003, 4213), GRE (RFC 2784), VXLAN (RFC 7348)
    Fragment, ///< a piece of an IP packet
    Malformed, ///< lengths that contradict each other
    Cut, ///< too little was captured to know the connection
};

/// `ip`: as ipPacket() gives it. `length`: how long it was on the wire, from the same byte on. Options of
/// IPv4 and TCP and extension headers of IPv6 (RFC 8200 section 4) are passed over.
std::variant<TcpSegment, NoSegment> tcpSegment(base::ByteSpan ip, std::uint64_t length) noexcept;

} // namespace hop101::formats::pcap
