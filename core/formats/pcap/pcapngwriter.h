// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace hop101::formats::pcap {

/// Block types and options of pcapng (draft-ietf-opsawg-pcapng).
namespace block {
inline constexpr std::uint32_t kSection = 0x0a0d0d0a;
inline constexpr std::uint32_t kInterface = 1;
inline constexpr std::uint32_t kOldPacket = 2;
inline constexpr std::uint32_t kSimplePacket = 3;
inline constexpr std::uint32_t kEnhancedPacket = 6;
inline constexpr std::uint32_t kDecryptionSecrets = 10;
inline constexpr std::uint32_t kOrderMagic = 0x1a2b3c4d;
inline constexpr std::uint32_t kTlsKeyLog = 0x544c534b; ///< type of secrets: the text of an SSLKEYLOGFILE
} // namespace block

/// Packets begin with the IPv4 or IPv6 header.
inline constexpr std::uint16_t kLinkTypeRaw = 101;
/// A comment is cut at so many bytes.
inline constexpr std::size_t kMaxCommentBytes = 8000;

/// Writes a pcapng file of one section, block by block: little-endian, times in nanoseconds since 1970.
class PcapngWriter
{
public:
    using Sink = std::function<bool(std::string_view)>; ///< false: the file is to end

    explicit PcapngWriter(Sink sink) : m_sink(std::move(sink)) { }

    /// Must come first.
    bool section(std::string_view application, std::string_view comment);
    /// Interfaces count from 0, in the order in which they are written.
    bool interface(std::string_view name, std::string_view description);
    bool packet(std::uint32_t interface, std::chrono::nanoseconds sinceEpoch, base::ByteSpan packet,
                std::span<const std::string> comments);

private:
    void begin(std::uint32_t type);
    void option(std::uint16_t code, base::ByteSpan value);
    void text(std::uint16_t code, std::string_view value);
    bool end();

    Sink m_sink;
    base::Bytes m_block;
    bool m_hasOptions = false;
};

} // namespace hop101::formats::pcap
