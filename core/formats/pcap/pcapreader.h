// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/byteorder.h"
#include "core/formats/pcap/packetfile.h"

#include <optional>

namespace hop101::formats::pcap {

/// What the first four bytes of a pcap file say of it.
struct PcapKind
{
    ByteOrder order = ByteOrder::Little;
    std::uint8_t resolution = 6; ///< as durationOf() has it
    std::size_t recordHead = 16; ///< bytes in front of each packet; 24 in Kuznetzov's form
};
std::optional<PcapKind> pcapKind(base::ByteSpan start) noexcept;

/// The format of libpcap, draft-ietf-opsawg-pcap: micro- and nanoseconds, both orders of bytes.
class PcapReader : public PacketFile
{
public:
    /// `file` stands at its start, and must outlive this.
    explicit PcapReader(FileBytes &file) : m_file(file) { }
    FileStep next() override;

private:
    std::optional<ImportBreak> readHead();

    FileBytes &m_file;
    PcapKind m_kind;
    std::uint16_t m_linkType = 0;
    std::uint64_t m_taken = 0; ///< bytes of the packet that was given last
    bool m_hasHead = false;
    bool m_isOver = false;
};

} // namespace hop101::formats::pcap
