// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/packetstream.h"

#include <algorithm>
#include <utility>

namespace hop101::formats::pcap {
namespace {

using hop::Direction;

constexpr std::string_view kArrow = " → ";
constexpr std::uint16_t kFirstDynamicPort = 49'152;
constexpr std::uint16_t kDynamicPorts = 16'384;
constexpr std::uint16_t kHttpPort = 80;

/// RFC 5737: 192.0.2.0/24 is for documentation.
Endpoint madeUp(std::byte last, std::uint16_t port)
{
    const std::array<std::byte, 4> address{std::byte{192}, {}, std::byte{2}, last};
    return ipv4Endpoint(address, port);
}

/// Far from each other, so that Wireshark's relative numbers are easy to follow also where they are off.
std::array<std::uint32_t, 2> firstNumbers(base::HopId hop)
{
    return {0x10000000U + hop.value, 0x80000000U + hop.value};
}

} // namespace

StreamEnds streamEnds(std::string_view addresses, base::HopId hop)
{
    const std::size_t arrow = addresses.find(kArrow);
    const bool isThere = arrow != std::string_view::npos;
    const auto left = isThere ? endpointOf(addresses.substr(0, arrow)) : std::nullopt;
    const auto right = isThere ? endpointOf(addresses.substr(arrow + kArrow.size())) : std::nullopt;
    if (left && right)
        return {*left, *right, false};
    const auto port = static_cast<std::uint16_t>(kFirstDynamicPort + hop.value % kDynamicPorts);
    return {left.value_or(madeUp(std::byte{1}, port)), right.value_or(madeUp(std::byte{2}, kHttpPort)), true};
}

PacketStream::PacketStream(PcapngWriter &writer, const StreamEnds &ends, base::HopId hop,
                           std::uint32_t interface)
    : m_writer(&writer), m_tcp(ends.left, ends.right, firstNumbers(hop)), m_interface(interface)
{
    if (ends.isMadeUp)
        note("Addresses are made up: the capture knows none of this connection that a packet could have.");
}

void PacketStream::open(Direction by)
{
    m_isOpen = true;
    write(by, tcp::kSyn, {});
    write(opposite(by), tcp::kSyn | tcp::kAck, {});
    write(by, tcp::kAck, {});
}

/// The notes are about what comes then.
void PacketStream::ensureOpen(Direction by)
{
    if (m_isOpen)
        return;
    const std::vector<std::string> notes = std::exchange(m_notes, {});
    open(by);
    m_notes = notes;
}

void PacketStream::mark(Direction from)
{
    ensureOpen(Direction::FromLeft);
    write(from, tcp::kAck, {});
}

void PacketStream::fail(Direction from)
{
    if (m_isOpen)
        return mark(from);
    write(Direction::FromLeft, tcp::kSyn, {});
}

void PacketStream::skip(Direction from, std::uint64_t bytes)
{
    ensureOpen(Direction::FromLeft);
    m_tcp.skip(from, bytes);
    write(from, tcp::kAck, {});
}

void PacketStream::close(Direction from, bool isReset)
{
    ensureOpen(Direction::FromLeft);
    write(from, static_cast<std::uint8_t>((isReset ? tcp::kReset : tcp::kFin) | tcp::kAck), {});
}

void PacketStream::begin(Direction from)
{
    ensureOpen(Direction::FromLeft);
    m_from = from;
    m_segment.clear();
}

void PacketStream::add(base::ByteSpan bytes)
{
    while (!bytes.empty()) {
        // The last one is kept, because it alone carries the notes.
        if (m_segment.size() == kMaxSegmentBytes) {
            write(m_from, tcp::kAck, m_segment, false);
            m_segment.clear();
        }
        const std::size_t size = std::min(bytes.size(), kMaxSegmentBytes - m_segment.size());
        base::append(m_segment, bytes.first(size));
        bytes = bytes.subspan(size);
    }
}

void PacketStream::end()
{
    if (m_segment.empty() && m_notes.empty())
        return;
    write(m_from, m_segment.empty() ? tcp::kAck : tcp::kAck | tcp::kPush, m_segment);
    m_segment.clear();
}

void PacketStream::write(Direction from, std::uint8_t flags, base::ByteSpan payload, bool withNotes)
{
    const std::vector<std::string> none;
    m_writer->packet(m_interface, m_time, m_tcp.packet(from, flags, payload), withNotes ? m_notes : none);
    if (withNotes)
        m_notes.clear();
}

} // namespace hop101::formats::pcap
