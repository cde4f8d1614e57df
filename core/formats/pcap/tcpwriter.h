// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/endpoint.h"
#include "core/hop/input.h"

#include <array>

namespace hop101::formats::pcap {

/// The most payload of one segment: an IPv4 packet has at most 65,535 bytes, two heads of 20 among them.
inline constexpr std::size_t kMaxSegmentBytes = 65'495;

namespace tcp {
inline constexpr std::uint8_t kFin = 1;
inline constexpr std::uint8_t kSyn = 2;
inline constexpr std::uint8_t kReset = 4;
inline constexpr std::uint8_t kPush = 8;
inline constexpr std::uint8_t kAck = 16;
} // namespace tcp

/// Makes the packets of one TCP connection: numbers without a break in both directions (RFC 9293 section 3.4,
/// they wrap at 2^32), each packet acknowledging all that the other side sent, checksums as they must be.
class TcpWriter
{
public:
    /// Both of one family; else IPv4 goes in its mapped form. `firstNumbers`: the sequence number of each
    /// side's SYN, by direction.
    TcpWriter(const Endpoint &left, const Endpoint &right, std::array<std::uint32_t, 2> firstNumbers);

    /// The next packet of this side, with at most kMaxSegmentBytes of payload. Lives until the next call.
    base::ByteSpan packet(hop::Direction from, std::uint8_t flags, base::ByteSpan payload);
    /// So many bytes of this side are in no packet.
    void skip(hop::Direction from, std::uint64_t bytes) noexcept;

private:
    void appendIpv4(const Endpoint &from, const Endpoint &to, std::size_t tcpBytes);
    void appendIpv6(const Endpoint &from, const Endpoint &to, std::size_t tcpBytes);
    void appendTcp(std::size_t from, std::uint8_t flags, base::ByteSpan payload);

    std::array<Endpoint, 2> m_ends;
    std::array<std::uint32_t, 2> m_next; ///< by direction
    std::uint16_t m_packets = 0;
    bool m_isIpv4;
    base::Bytes m_packet;
};

/// The sum of RFC 1071 over `bytes`, to be added to further ones; internetChecksum() makes a checksum of it.
std::uint64_t internetSum(base::ByteSpan bytes, std::uint64_t start = 0) noexcept;
std::uint16_t internetChecksum(std::uint64_t sum) noexcept;

} // namespace hop101::formats::pcap
