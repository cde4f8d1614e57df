// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapngwriter.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>
#include <array>

namespace hop101::formats::pcap {
namespace {

constexpr std::uint16_t kComment = 1;
constexpr std::uint16_t kInterfaceName = 2;
constexpr std::uint16_t kInterfaceDescription = 3;
constexpr std::uint16_t kApplication = 4;
constexpr std::uint16_t kTimeResolution = 9;
constexpr std::byte kNanoseconds{9};

void put16(base::Bytes &to, std::uint16_t value)
{
    appendNumber(to, value, ByteOrder::Little);
}
void put32(base::Bytes &to, std::uint32_t value)
{
    appendNumber(to, value, ByteOrder::Little);
}
void pad(base::Bytes &to)
{
    to.resize((to.size() + 3) & ~std::size_t{3});
}

} // namespace

bool PcapngWriter::section(std::string_view application, std::string_view comment)
{
    begin(block::kSection);
    put32(m_block, block::kOrderMagic);
    put16(m_block, 1); // version 1.0
    put16(m_block, 0);
    appendNumber(m_block, ~std::uint64_t{0}, ByteOrder::Little); // its length is not told
    text(kApplication, application);
    text(kComment, comment);
    return end();
}

bool PcapngWriter::interface(std::string_view name, std::string_view description)
{
    begin(block::kInterface);
    put16(m_block, kLinkTypeRaw);
    put16(m_block, 0);
    put32(m_block, 0); // no packet is cut
    text(kInterfaceName, name);
    text(kInterfaceDescription, description);
    option(kTimeResolution, std::array{kNanoseconds});
    return end();
}

bool PcapngWriter::packet(std::uint32_t interface, std::chrono::nanoseconds sinceEpoch, base::ByteSpan packet,
                          std::span<const std::string> comments)
{
    const auto time =
        static_cast<std::uint64_t>(std::max(sinceEpoch.count(), std::chrono::nanoseconds::rep{0}));
    begin(block::kEnhancedPacket);
    put32(m_block, interface);
    put32(m_block, static_cast<std::uint32_t>(time >> 32U));
    put32(m_block, static_cast<std::uint32_t>(time));
    put32(m_block, static_cast<std::uint32_t>(packet.size()));
    put32(m_block, static_cast<std::uint32_t>(packet.size()));
    base::append(m_block, packet);
    pad(m_block);
    for (const std::string &comment : comments)
        text(kComment, comment);
    return end();
}

void PcapngWriter::begin(std::uint32_t type)
{
    m_block.clear();
    m_hasOptions = false;
    put32(m_block, type);
    put32(m_block, 0); // the length, known at the end
}

void PcapngWriter::option(std::uint16_t code, base::ByteSpan value)
{
    m_hasOptions = true;
    put16(m_block, code);
    put16(m_block, static_cast<std::uint16_t>(value.size()));
    base::append(m_block, value);
    pad(m_block);
}

void PcapngWriter::text(std::uint16_t code, std::string_view value)
{
    std::size_t size = std::min(value.size(), kMaxCommentBytes);
    const auto continues = [&](std::size_t at) {
        return at < value.size() && (static_cast<unsigned char>(value[at]) & 0xc0U) == 0x80U;
    };
    while (size > 0 && continues(size))
        --size;
    if (size > 0)
        option(code, base::asBytes(value.substr(0, size)));
}

bool PcapngWriter::end()
{
    if (m_hasOptions)
        put32(m_block, 0); // the end of the options
    const auto size = static_cast<std::uint32_t>(m_block.size() + 4);
    put32(m_block, size);
    base::Bytes length;
    put32(length, size);
    std::ranges::copy(length, m_block.begin() + 4);
    return m_sink(base::asText(m_block));
}

} // namespace hop101::formats::pcap
