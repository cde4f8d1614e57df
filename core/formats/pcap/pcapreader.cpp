// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapreader.h"

#include "core/formats/pcap/filebytes.h"

#include <algorithm>

namespace hop101::formats::pcap {
namespace {

constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kNanoseconds = 0xa1b23c4d;
constexpr std::uint32_t kKuznetzov = 0xa1b2cd34;
constexpr std::size_t kHeadBytes = 24;
constexpr std::size_t kLinkTypeAt = 20;
constexpr std::size_t kKuznetzovHead = 24;

} // namespace

std::optional<PcapKind> pcapKind(base::ByteSpan start) noexcept
{
    if (start.size() < 4)
        return std::nullopt;
    for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
        const auto magic = readNumber<std::uint32_t>(start, order);
        if (magic == kMicroseconds)
            return PcapKind{order, 6, 16};
        if (magic == kNanoseconds)
            return PcapKind{order, 9, 16};
        if (magic == kKuznetzov)
            return PcapKind{order, 6, kKuznetzovHead};
    }
    return std::nullopt;
}

std::optional<ImportBreak> PcapReader::readHead()
{
    m_hasHead = true;
    if (!m_file.have(kHeadBytes))
        return ImportBreak{0,
                           "A pcap file begins with a head of 24 bytes; this one has "
                               + std::to_string(m_file.ahead()) + '.'};
    const base::ByteSpan head = m_file.front(kHeadBytes);
    const auto kind = pcapKind(head);
    if (!kind)
        return ImportBreak{0, "The first four bytes are not those of a pcap file."};
    m_kind = *kind;
    // The upper half may tell of a checksum at the end of each packet.
    m_linkType =
        static_cast<std::uint16_t>(readNumber<std::uint32_t>(head.subspan(kLinkTypeAt), m_kind.order));
    m_file.skip(kHeadBytes);
    return std::nullopt;
}

FileStep PcapReader::next()
{
    if (m_isOver)
        return FileEnd{};
    m_isOver = true; // unless a packet is found
    if (!m_hasHead) {
        if (auto broken = readHead())
            return *broken;
    }
    m_file.skip(m_taken);
    m_taken = 0;
    const std::uint64_t offset = m_file.offset();
    if (!m_file.have(1))
        return FileEnd{};
    if (!m_file.have(m_kind.recordHead))
        return ImportBreak{offset,
                           "The head of a packet was expected (" + std::to_string(m_kind.recordHead)
                               + " bytes), and the file ends after " + std::to_string(m_file.ahead()) + '.'};
    const base::ByteSpan head = m_file.front(m_kind.recordHead);
    const auto number = [&](std::size_t at) {
        return readNumber<std::uint32_t>(head.subspan(at), m_kind.order);
    };
    const std::uint32_t captured = number(8);
    const std::uint32_t length = number(12);
    if (std::ranges::all_of(head, [](std::byte byte) { return byte == std::byte{0}; }))
        return ImportBreak{offset, "The head of a packet was expected, and there are only zeros."};
    const PacketTime time{std::chrono::seconds(number(0)) + durationOf(number(4), m_kind.resolution)};
    if (captured > kMaxRecordBytes)
        return ImportBreak{offset,
                           "The head of a packet was expected; what is there would be a packet of "
                               + std::to_string(captured) + " bytes."};
    const std::size_t all = m_kind.recordHead + captured;
    if (!m_file.have(all))
        return ImportBreak{offset,
                           "A packet of " + std::to_string(captured)
                               + " bytes begins here, and the file ends after "
                               + std::to_string(m_file.ahead() - m_kind.recordHead) + " of them."};
    m_isOver = false;
    m_taken = all;
    return Packet{offset, time, m_linkType, m_file.front(all).subspan(m_kind.recordHead),
                  std::max(length, captured)};
}

} // namespace hop101::formats::pcap
