// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapngreader.h"

#include "core/formats/pcap/filebytes.h"
#include "core/formats/pcap/pcapngwriter.h"

#include <algorithm>
#include <limits>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kHeadBytes = 8; ///< type and size
constexpr std::size_t kTailBytes = 4; ///< the size once more
constexpr std::uint16_t kTimeResolution = 9;
constexpr std::uint16_t kTimeOffset = 14;
constexpr std::int64_t kMostOffsetSeconds = 4'000'000'000;

/// The block types whose bodies are read; all others are passed over, however large they are.
bool isRead(std::uint32_t type) noexcept
{
    return type == block::kSection || type == block::kInterface || type == block::kOldPacket
        || type == block::kSimplePacket || type == block::kEnhancedPacket
        || type == block::kDecryptionSecrets;
}

PacketTime sumOf(std::chrono::nanoseconds time, std::int64_t offsetSeconds) noexcept
{
    constexpr std::int64_t kNanos = 1'000'000'000;
    const std::int64_t offset = std::clamp(offsetSeconds, -kMostOffsetSeconds, kMostOffsetSeconds) * kNanos;
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (offset > 0 && time.count() > most - offset)
        return PacketTime{std::chrono::nanoseconds(most)};
    return PacketTime{time + std::chrono::nanoseconds(offset)};
}

} // namespace

PcapngReader::Found PcapngReader::broken(std::string expected) const
{
    return ImportBreak{m_block, std::move(expected)};
}

FileStep PcapngReader::next()
{
    while (!m_isOver) {
        m_file.skip(m_taken);
        m_taken = 0;
        m_block = m_file.offset();
        m_isOver = true; // unless a block is read to its end
        const auto start = readHead();
        if (const auto *step = std::get_if<FileStep>(&start))
            return *step;
        const auto &head = std::get<BlockHead>(start);
        if (!isRead(head.type)) {
            if (!m_file.skip(head.size))
                return *broken("A block of " + std::to_string(head.size)
                               + " bytes begins here, and the file ends within it.");
            m_isOver = false;
            continue;
        }
        if (!m_file.have(head.size))
            return *broken("A block of " + std::to_string(head.size)
                           + " bytes begins here, and the file ends after " + std::to_string(m_file.ahead())
                           + " of them.");
        const base::ByteSpan block = m_file.front(head.size);
        if (number<std::uint32_t>(block, head.size - kTailBytes) != head.size)
            return *broken("A block of " + std::to_string(head.size)
                           + " bytes ends with its size once more; this one ends with another number.");
        m_taken = head.size;
        const Found found = readBlock(head, block.subspan(kHeadBytes, head.size - kHeadBytes - kTailBytes));
        m_isOver = found && std::holds_alternative<ImportBreak>(*found);
        if (found)
            return *found;
    }
    return FileEnd{};
}

std::variant<PcapngReader::BlockHead, FileStep> PcapngReader::readHead()
{
    if (!m_file.have(1))
        return FileStep(FileEnd{});
    const std::size_t wanted = kHeadBytes + kTailBytes;
    if (!m_file.have(wanted))
        return *broken("A block was expected, and the file ends after " + std::to_string(m_file.ahead())
                       + " bytes.");
    const base::ByteSpan front = m_file.front(wanted);
    // The type of a section is the same in both orders; what follows its size tells which it is.
    if (readNumber<std::uint32_t>(front, ByteOrder::Little) == block::kSection) {
        m_order = readNumber<std::uint32_t>(front.subspan(kHeadBytes), ByteOrder::Big) == block::kOrderMagic
            ? ByteOrder::Big
            : ByteOrder::Little;
        if (number<std::uint32_t>(front, kHeadBytes) != block::kOrderMagic)
            return *broken(
                "A section begins here, and the number that tells the order of its bytes is none.");
        m_hasSection = true;
    } else if (!m_hasSection) {
        return *broken("A pcapng file begins with a section header block; this one does not.");
    }
    const BlockHead head{number<std::uint32_t>(front, 0), number<std::uint32_t>(front, 4)};
    if (head.size < wanted || head.size % 4 != 0)
        return *broken("A block was expected, and its size would be " + std::to_string(head.size)
                       + " bytes: it is at least 12, and a multiple of 4.");
    if (isRead(head.type) && head.size > kMaxRecordBytes)
        return *broken("A block was expected, and its size would be " + std::to_string(head.size)
                       + " bytes, which is more than any packet has.");
    return head;
}

PcapngReader::Found PcapngReader::readBlock(const BlockHead &head, base::ByteSpan body)
{
    switch (head.type) {
    case block::kSection:
        return readSection(body);
    case block::kInterface:
        return readInterface(body);
    case block::kEnhancedPacket:
        return readPacket(body, false);
    case block::kOldPacket:
        return readPacket(body, true);
    case block::kSimplePacket:
        return readSimplePacket(body);
    case block::kDecryptionSecrets:
        return readSecrets(body);
    default:
        return std::nullopt;
    }
}

PcapngReader::Found PcapngReader::readSection(base::ByteSpan body)
{
    constexpr std::size_t kBodyBytes = 16;
    m_interfaces.clear();
    if (body.size() < kBodyBytes)
        return broken("A section header has at least 28 bytes; this one is shorter.");
    const auto version = number<std::uint16_t>(body, 4);
    if (version != 1)
        return broken("Version 1 of pcapng was expected, and this section is of version "
                      + std::to_string(version) + '.');
    return std::nullopt;
}

PcapngReader::Found PcapngReader::readInterface(base::ByteSpan body)
{
    constexpr std::size_t kBodyBytes = 8;
    if (body.size() < kBodyBytes)
        return broken("An interface has at least 20 bytes; this one is shorter.");
    if (m_interfaces.size() == kMaxInterfaces)
        return broken("A section has at most 65,536 interfaces; this is one more.");
    Interface interface;
    interface.linkType = number<std::uint16_t>(body, 0);
    interface.snapLength = number<std::uint32_t>(body, 4);
    base::ByteSpan options = body.subspan(kBodyBytes);
    while (options.size() >= 4) {
        const auto code = number<std::uint16_t>(options, 0);
        const std::size_t size = number<std::uint16_t>(options, 2);
        const std::size_t padded = (size + 3) & ~std::size_t{3};
        if (code == 0 || options.size() - 4 < padded)
            break; // what cannot be read of options is of no matter for packets
        readOption(interface, code, options.subspan(4, size));
        options = options.subspan(4 + padded);
    }
    m_interfaces.push_back(interface);
    return std::nullopt;
}

void PcapngReader::readOption(Interface &interface, std::uint16_t code, base::ByteSpan value) const
{
    if (code == kTimeResolution && value.size() == 1)
        interface.resolution = std::to_integer<std::uint8_t>(value[0]);
    else if (code == kTimeOffset && value.size() == sizeof(std::uint64_t))
        interface.offsetSeconds = static_cast<std::int64_t>(number<std::uint64_t>(value, 0));
}

PcapngReader::Found PcapngReader::readPacket(base::ByteSpan body, bool isOld)
{
    constexpr std::size_t kBodyBytes = 20;
    if (body.size() < kBodyBytes)
        return broken("A packet block has at least 32 bytes; this one is shorter.");
    const std::uint32_t at = isOld ? number<std::uint16_t>(body, 0) : number<std::uint32_t>(body, 0);
    if (at >= m_interfaces.size())
        return broken("A packet of interface " + std::to_string(at)
                      + " stands here, and the section describes " + std::to_string(m_interfaces.size())
                      + '.');
    const auto captured = number<std::uint32_t>(body, 12);
    if (captured > body.size() - kBodyBytes)
        return broken("A packet of " + std::to_string(captured)
                      + " bytes stands here, in a block with room for "
                      + std::to_string(body.size() - kBodyBytes) + '.');
    const Interface &interface = m_interfaces[at];
    const std::uint64_t ticks =
        std::uint64_t{number<std::uint32_t>(body, 4)} << 32U | number<std::uint32_t>(body, 8);
    m_time = sumOf(durationOf(ticks, interface.resolution), interface.offsetSeconds);
    return Packet{m_block, m_time, interface.linkType, body.subspan(kBodyBytes, captured),
                  std::max(captured, number<std::uint32_t>(body, 16))};
}

PcapngReader::Found PcapngReader::readSimplePacket(base::ByteSpan body)
{
    if (body.size() < 4)
        return broken("A simple packet block has at least 16 bytes; this one is shorter.");
    if (m_interfaces.empty())
        return broken("A packet stands here, and the section describes no interface.");
    const Interface &interface = m_interfaces.front();
    const auto length = number<std::uint32_t>(body, 0);
    const std::uint32_t most = interface.snapLength == 0 ? length : std::min(length, interface.snapLength);
    const auto captured = std::min<std::size_t>(most, body.size() - 4);
    return Packet{m_block, m_time, interface.linkType, body.subspan(4, captured), length};
}

PcapngReader::Found PcapngReader::readSecrets(base::ByteSpan body) const
{
    constexpr std::size_t kBodyBytes = 8;
    if (body.size() < kBodyBytes || number<std::uint32_t>(body, 4) > body.size() - kBodyBytes)
        return broken("A block with decryption secrets is shorter than what it says it holds.");
    if (number<std::uint32_t>(body, 0) != block::kTlsKeyLog)
        return std::nullopt;
    return KeyLogText{base::asText(body.subspan(kBodyBytes, number<std::uint32_t>(body, 4)))};
}

} // namespace hop101::formats::pcap
