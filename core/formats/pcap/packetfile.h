// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/import.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

namespace hop101::formats::pcap {

class FileBytes;

using PacketTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// One packet as the file has it. Spans live until the next step of the file.
struct Packet
{
    std::uint64_t offset = 0; ///< of its record, in the file
    PacketTime time;
    std::uint16_t linkType = 0;
    base::ByteSpan data; ///< as much of it as was captured
    std::uint64_t length = 0; ///< on the wire
};
/// The text of an SSLKEYLOGFILE that stands in the file.
struct KeyLogText
{
    std::string_view text;
};
struct FileEnd
{ };
using FileStep = std::variant<Packet, KeyLogText, FileEnd, ImportBreak>;

/// The largest packet or block that is read; a larger one is a break.
inline constexpr std::uint32_t kMaxRecordBytes = 16 * 1024 * 1024;

/// Reads the packets of a file, one after another. After FileEnd or ImportBreak nothing more comes.
class PacketFile
{
public:
    virtual ~PacketFile() = default;
    virtual FileStep next() = 0;
};

/// How many nanoseconds a count of time steps is, saturated. `resolution` as if_tsresol has it: a power of
/// ten, or of two with the top bit set (pcapng, section "Interface Description Block").
std::chrono::nanoseconds durationOf(std::uint64_t ticks, std::uint8_t resolution) noexcept;

} // namespace hop101::formats::pcap
