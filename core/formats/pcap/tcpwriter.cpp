// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tcpwriter.h"

#include "core/formats/pcap/byteorder.h"

#include <cassert>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kTcpHeadBytes = 20;
constexpr std::size_t kTcpChecksumAt = 16;
constexpr std::size_t kIpv4HeadBytes = 20;
constexpr std::size_t kIpv4ChecksumAt = 10;
constexpr std::size_t kIpv4AddressAt = 12;
constexpr std::uint8_t kTcp = 6; ///< protocol number
constexpr std::uint16_t kWindow = 65'535;

void put16(base::Bytes &to, std::uint16_t value)
{
    appendNumber(to, value, ByteOrder::Big);
}

void setNumber(base::Bytes &in, std::size_t at, std::uint16_t value)
{
    in[at] = static_cast<std::byte>(value >> 8U);
    in[at + 1] = static_cast<std::byte>(value);
}

} // namespace

std::uint64_t internetSum(base::ByteSpan bytes, std::uint64_t start) noexcept
{
    std::uint64_t sum = start;
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4)
        sum += readNet32(bytes.subspan(at, 4));
    if (at + 2 <= bytes.size()) {
        sum += readNet16(bytes.subspan(at, 2));
        at += 2;
    }
    if (at < bytes.size())
        sum += std::to_integer<std::uint64_t>(bytes[at]) << 8U;
    return sum;
}

std::uint16_t internetChecksum(std::uint64_t sum) noexcept
{
    while ((sum >> 16U) != 0)
        sum = (sum & 0xffffU) + (sum >> 16U);
    return static_cast<std::uint16_t>(~sum);
}

TcpWriter::TcpWriter(const Endpoint &left, const Endpoint &right, std::array<std::uint32_t, 2> firstNumbers)
    : m_ends{left, right}, m_next(firstNumbers), m_isIpv4(left.isIpv4() && right.isIpv4())
{ }

base::ByteSpan TcpWriter::packet(hop::Direction from, std::uint8_t flags, base::ByteSpan payload)
{
    assert(payload.size() <= kMaxSegmentBytes);
    const auto self = static_cast<std::size_t>(from);
    const std::size_t peer = 1 - self;
    m_packet.clear();
    if (m_isIpv4)
        appendIpv4(m_ends[self], m_ends[peer], kTcpHeadBytes + payload.size());
    else
        appendIpv6(m_ends[self], m_ends[peer], kTcpHeadBytes + payload.size());
    appendTcp(self, flags, payload);
    const bool takesNumber = (flags & (tcp::kSyn | tcp::kFin)) != 0;
    m_next[self] += static_cast<std::uint32_t>(payload.size()) + (takesNumber ? 1U : 0U);
    ++m_packets;
    return m_packet;
}

void TcpWriter::skip(hop::Direction from, std::uint64_t bytes) noexcept
{
    m_next[static_cast<std::size_t>(from)] += static_cast<std::uint32_t>(bytes);
}

void TcpWriter::appendIpv4(const Endpoint &from, const Endpoint &to, std::size_t tcpBytes)
{
    put16(m_packet, 0x4500); // version 4, five words
    put16(m_packet, static_cast<std::uint16_t>(kIpv4HeadBytes + tcpBytes));
    put16(m_packet, m_packets);
    put16(m_packet, 0x4000); // not to be cut into fragments
    put16(m_packet, std::uint16_t{0x4000} | kTcp); // 64 routers at most
    put16(m_packet, 0);
    base::append(m_packet, base::ByteSpan(from.address).subspan(kIpv4AddressAt));
    base::append(m_packet, base::ByteSpan(to.address).subspan(kIpv4AddressAt));
    setNumber(m_packet, kIpv4ChecksumAt, internetChecksum(internetSum(m_packet)));
}

void TcpWriter::appendIpv6(const Endpoint &from, const Endpoint &to, std::size_t tcpBytes)
{
    put16(m_packet, 0x6000);
    put16(m_packet, 0);
    put16(m_packet, static_cast<std::uint16_t>(tcpBytes));
    put16(m_packet, std::uint16_t{kTcp << 8U} | 64U);
    base::append(m_packet, from.address);
    base::append(m_packet, to.address);
}

void TcpWriter::appendTcp(std::size_t from, std::uint8_t flags, base::ByteSpan payload)
{
    const std::size_t start = m_packet.size();
    const std::size_t peer = 1 - from;
    const bool acknowledges = (flags & tcp::kAck) != 0;
    put16(m_packet, m_ends[from].port);
    put16(m_packet, m_ends[peer].port);
    appendNumber(m_packet, m_next[from], ByteOrder::Big);
    appendNumber(m_packet, acknowledges ? m_next[peer] : 0U, ByteOrder::Big);
    put16(m_packet, static_cast<std::uint16_t>(0x5000U | flags));
    put16(m_packet, kWindow);
    put16(m_packet, 0);
    put16(m_packet, 0);
    base::append(m_packet, payload);
    const std::size_t skipped = m_isIpv4 ? kIpv4AddressAt : 0;
    std::uint64_t sum = kTcp + (m_packet.size() - start);
    sum = internetSum(base::ByteSpan(m_ends[from].address).subspan(skipped), sum);
    sum = internetSum(base::ByteSpan(m_ends[peer].address).subspan(skipped), sum);
    sum = internetSum(base::ByteSpan(m_packet).subspan(start), sum);
    setNumber(m_packet, start + kTcpChecksumAt, internetChecksum(sum));
}

} // namespace hop101::formats::pcap
