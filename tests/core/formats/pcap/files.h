// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/byteorder.h"
#include "core/formats/pcap/filebytes.h"
#include "core/formats/pcap/packetfile.h"

#include <algorithm>
#include <string>
#include <vector>

namespace hop101::formats::pcap::fixture {

/// The bytes of a file, number by number.
class FileMaker
{
public:
    explicit FileMaker(ByteOrder order) : m_order(order) { }
    FileMaker &u16(std::uint16_t value)
    {
        appendNumber(m_bytes, value, m_order);
        return *this;
    }
    FileMaker &u32(std::uint32_t value)
    {
        appendNumber(m_bytes, value, m_order);
        return *this;
    }
    FileMaker &text(std::string_view value)
    {
        base::append(m_bytes, base::asBytes(value));
        return *this;
    }
    /// A block of pcapng, padded.
    FileMaker &block(std::uint32_t type, const FileMaker &body)
    {
        const auto padded = static_cast<std::uint32_t>((body.m_bytes.size() + 3) & ~std::size_t{3});
        u32(type).u32(padded + 12);
        base::append(m_bytes, body.m_bytes);
        m_bytes.resize(m_bytes.size() + padded - body.m_bytes.size());
        return u32(padded + 12);
    }
    const base::Bytes &bytes() const { return m_bytes; }
    base::Bytes &bytes() { return m_bytes; }

private:
    ByteOrder m_order;
    base::Bytes m_bytes;
};

/// Reads `bytes`, a few at a time.
inline FileBytes fileOf(const base::Bytes &bytes, std::size_t step = 7)
{
    return FileBytes([left = base::ByteSpan(bytes), step](std::span<std::byte> into) mutable {
        const std::size_t size = std::min({left.size(), into.size(), step});
        std::ranges::copy(left.first(size), into.begin());
        left = left.subspan(size);
        return size;
    });
}

/// Everything a file gives, one line each: "type time data/length".
inline std::vector<std::string> linesOf(PacketFile &file)
{
    std::vector<std::string> lines;
    for (;;) {
        const FileStep step = file.next();
        if (const auto *packet = std::get_if<Packet>(&step)) {
            lines.push_back(std::to_string(packet->linkType) + ' '
                            + std::to_string(packet->time.time_since_epoch().count()) + ' '
                            + base::toText(packet->data) + '/' + std::to_string(packet->length));
        } else if (const auto *keys = std::get_if<KeyLogText>(&step)) {
            lines.push_back("keys " + std::string(keys->text));
        } else if (const auto *broken = std::get_if<ImportBreak>(&step)) {
            lines.push_back("broken at " + std::to_string(broken->offset) + ": " + broken->expected);
            return lines;
        } else {
            return lines;
        }
    }
}

} // namespace hop101::formats::pcap::fixture
