// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/byteorder.h"
#include "core/formats/pcap/packetfile.h"

#include <optional>
#include <vector>

namespace hop101::formats::pcap {

/// The interfaces of a section that are remembered; further ones are a break.
inline constexpr std::size_t kMaxInterfaces = 65'536;

/// The format of draft-ietf-opsawg-pcapng: sections of both orders of bytes, packets of all three kinds of
/// blocks, TLS secrets. Other blocks are passed over.
class PcapngReader : public PacketFile
{
public:
    /// `file` stands at its start, and must outlive this.
    explicit PcapngReader(FileBytes &file) : m_file(file) { }
    FileStep next() override;

private:
    struct Interface
    {
        std::uint16_t linkType = 0;
        std::uint32_t snapLength = 0; ///< 0: none
        std::uint8_t resolution = 6;
        std::int64_t offsetSeconds = 0;
    };
    struct BlockHead
    {
        std::uint32_t type = 0;
        std::uint32_t size = 0; ///< with head and tail
    };
    using Found = std::optional<FileStep>; ///< nothing: the block holds nothing that is given out

    std::variant<BlockHead, FileStep> readHead();
    Found readBlock(const BlockHead &head, base::ByteSpan body);
    Found readSection(base::ByteSpan body);
    Found readInterface(base::ByteSpan body);
    Found readPacket(base::ByteSpan body, bool isOld);
    Found readSimplePacket(base::ByteSpan body);
    Found readSecrets(base::ByteSpan body) const;
    Found broken(std::string expected) const;
    void readOption(Interface &interface, std::uint16_t code, base::ByteSpan value) const;
    template<typename T>
    T number(base::ByteSpan bytes, std::size_t at) const noexcept
    {
        return readNumber<T>(bytes.subspan(at), m_order);
    }

    FileBytes &m_file;
    ByteOrder m_order = ByteOrder::Little;
    std::vector<Interface> m_interfaces;
    PacketTime m_time{}; ///< of the latest packet: a simple one has none
    std::uint64_t m_block = 0; ///< offset of the block that is read
    std::uint64_t m_taken = 0; ///< bytes of the block that was given last
    bool m_hasSection = false;
    bool m_isOver = false;
};

} // namespace hop101::formats::pcap
