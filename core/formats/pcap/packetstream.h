// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/formats/pcap/pcapngwriter.h"
#include "core/formats/pcap/tcpwriter.h"

#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats::pcap {

/// Between whom packets go.
struct StreamEnds
{
    Endpoint left, right;
    bool isMadeUp = false; ///< at least one of them has no address that a packet could have
};
/// `addresses` as Reader::signalText() gives them for a Connected event: "127.0.0.1:40312 → 127.0.0.1:9101".
StreamEnds streamEnds(std::string_view addresses, base::HopId hop);

/// The packets of one connection, as they are written. Opens it by itself where nobody did.
class PacketStream
{
public:
    /// `writer` must outlive it.
    PacketStream(PcapngWriter &writer, const StreamEnds &ends, base::HopId hop, std::uint32_t interface);

    /// Of the packets that follow, since 1970.
    void setTime(std::chrono::nanoseconds time) noexcept { m_time = time; }
    /// A comment of the packet that comes next, or of the last one of what begin() began.
    void note(std::string comment) { m_notes.push_back(std::move(comment)); }
    bool hasNotes() const noexcept { return !m_notes.empty(); }

    /// The three packets by which `by` connects.
    void open(hop::Direction by);
    /// A packet without bytes, which carries the notes.
    void mark(hop::Direction from);
    /// It could not be opened, or broke: what is told of it carries the notes.
    void fail(hop::Direction from);
    void skip(hop::Direction from, std::uint64_t bytes);
    void close(hop::Direction from, bool isReset);

    /// Bytes that belong together; the last packet of them carries the notes.
    void begin(hop::Direction from);
    void add(base::ByteSpan bytes);
    void end();

private:
    void ensureOpen(hop::Direction by);
    void write(hop::Direction from, std::uint8_t flags, base::ByteSpan payload, bool withNotes = true);

    PcapngWriter *m_writer;
    TcpWriter m_tcp;
    std::uint32_t m_interface;
    std::chrono::nanoseconds m_time{};
    std::vector<std::string> m_notes;
    bool m_isOpen = false;
    hop::Direction m_from = hop::Direction::FromLeft;
    base::Bytes m_segment; ///< not yet written
};

} // namespace hop101::formats::pcap
