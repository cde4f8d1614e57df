// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"
#include "core/formats/pcap/byteorder.h"
#include "core/formats/pcap/pcapngwriter.h"
#include "core/formats/pcap/tcpwriter.h"

#include <QTest>

namespace hop101::formats::pcap::fixture {

/// One packet of an exported file, taken apart.
struct SeenPacket
{
    std::uint32_t interface = 0;
    std::uint64_t time = 0;
    int version = 0; ///< of IP
    std::uint16_t fromPort = 0, toPort = 0;
    std::uint32_t seq = 0, ack = 0;
    std::uint8_t flags = 0;
    base::Bytes payload;
    std::vector<std::string> comments;
    bool isChecksumGood = false;
};
struct SeenFile
{
    int interfaces = 0;
    std::vector<std::string> texts; ///< of sections and interfaces
    std::vector<SeenPacket> packets;
    bool isWellFormed = true;
};

inline std::uint32_t le32(base::ByteSpan bytes, std::size_t at)
{
    return readNumber<std::uint32_t>(bytes.subspan(at), ByteOrder::Little);
}
inline std::uint16_t le16(base::ByteSpan bytes, std::size_t at)
{
    return readNumber<std::uint16_t>(bytes.subspan(at), ByteOrder::Little);
}

inline std::vector<std::string> optionTexts(base::ByteSpan options)
{
    std::vector<std::string> texts;
    while (options.size() >= 4 && le16(options, 0) != 0) {
        const std::size_t size = le16(options, 2);
        texts.push_back(base::toText(options.subspan(4, size)));
        options = options.subspan(4 + ((size + 3) & ~std::size_t{3}));
    }
    return texts;
}

inline SeenPacket seenPacket(base::ByteSpan ip)
{
    SeenPacket packet;
    packet.version = std::to_integer<int>(ip[0]) >> 4;
    const bool isIpv4 = packet.version == 4;
    const base::ByteSpan segment = ip.subspan(isIpv4 ? 20 : 40);
    const base::ByteSpan addresses = isIpv4 ? ip.subspan(12, 8) : ip.subspan(8, 32);
    packet.isChecksumGood = (!isIpv4 || internetChecksum(internetSum(ip.first(20))) == 0)
        && internetChecksum(internetSum(segment, internetSum(addresses, 6 + segment.size()))) == 0
        && readNet16(ip.subspan(isIpv4 ? 2 : 4)) == (isIpv4 ? ip.size() : ip.size() - 40);
    packet.fromPort = readNet16(segment);
    packet.toPort = readNet16(segment.subspan(2));
    packet.seq = readNet32(segment.subspan(4));
    packet.ack = readNet32(segment.subspan(8));
    packet.flags = std::to_integer<std::uint8_t>(segment[13]);
    const base::ByteSpan payload = segment.subspan(20);
    packet.payload.assign(payload.begin(), payload.end());
    return packet;
}

inline SeenFile seenFile(std::string_view file)
{
    SeenFile seen;
    base::ByteSpan left = base::asBytes(file);
    while (left.size() >= 12) {
        const std::uint32_t type = le32(left, 0);
        const std::uint32_t size = le32(left, 4);
        if (size < 12 || size % 4 != 0 || size > left.size() || le32(left, size - 4) != size) {
            seen.isWellFormed = false;
            return seen;
        }
        const base::ByteSpan body = left.subspan(8, size - 12);
        left = left.subspan(size);
        if (type == block::kSection || type == block::kInterface) {
            seen.interfaces += type == block::kInterface ? 1 : 0;
            for (auto &text : optionTexts(body.subspan(type == block::kSection ? 16 : 8)))
                seen.texts.push_back(std::move(text));
        } else if (type == block::kEnhancedPacket) {
            const std::size_t bytes = le32(body, 12);
            SeenPacket packet = seenPacket(body.subspan(20, bytes));
            packet.interface = le32(body, 0);
            packet.time = std::uint64_t{le32(body, 4)} << 32U | le32(body, 8);
            packet.comments = optionTexts(body.subspan(20 + ((bytes + 3) & ~std::size_t{3})));
            seen.packets.push_back(std::move(packet));
        }
    }
    seen.isWellFormed = left.empty();
    return seen;
}

/// What the client sends to port `server`, or what comes from there.
inline base::Bytes stream(const SeenFile &file, std::uint16_t server, bool fromClient)
{
    base::Bytes bytes;
    for (const SeenPacket &packet : file.packets) {
        if ((fromClient ? packet.toPort : packet.fromPort) == server)
            base::append(bytes, packet.payload);
    }
    return bytes;
}

inline std::string exported(const ExportSource &source, bool isDecoded = false)
{
    std::string file;
    ExportRun run(
        [&file](std::string_view bytes) {
            file += bytes;
            return true;
        },
        {});
    ExportOptions options;
    options.isDecoded = isDecoded;
    if (!exportCapture(ExportFormat::Pcapng, source, options, run))
        qFatal("the export did not come to its end");
    return file;
}

} // namespace hop101::formats::pcap::fixture
