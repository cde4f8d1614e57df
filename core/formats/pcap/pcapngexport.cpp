// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapngexport.h"

#include "core/capture/message.h"
#include "core/capture/payloadwalk.h"
#include "core/formats/pcap/packetstream.h"
#include "core/formats/pcap/pcapngcomments.h"
#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace hop101::formats::pcap {
namespace {

using capture::Reader;
using hop::Direction;
using hop::Event;
using hop::EventKind;

constexpr std::uint64_t kPieceBytes = 256 * 1024;

/// What a selection cannot do without, so that the rest is read as what it is.
bool isFramework(EventKind kind) noexcept
{
    switch (kind) {
    case EventKind::Connected:
    case EventKind::TlsUp:
    case EventKind::RequestHead:
    case EventKind::ResponseHead:
    case EventKind::Body:
    case EventKind::ProtocolSwitched:
    case EventKind::Closed:
        return true;
    case EventKind::Frame:
    case EventKind::RawRun:
    case EventKind::Failed:
    case EventKind::Gap:
    case EventKind::Note:
        break;
    }
    return false;
}

bool isSecure(const capture::Hop &hop)
{
    const auto json = nlohmann::json::parse(hop.transport, nullptr, false);
    return json.is_object() && json.contains("tls") && json["tls"] == true;
}

/// Events with everything of their hops that isFramework(), in order.
class Selection
{
public:
    Selection(const ExportSource &source, const ExportRun &run) : m_source(source), m_run(run) { }

    /// `visit(event, isWanted)` returns false to end it.
    void visit(const std::function<bool(const Event &, bool)> &visit)
    {
        if (m_source.isWhole) {
            m_source.events([&](const Event &event) { return visit(event, true); });
            return;
        }
        m_source.events([this](const Event &event) {
            m_hops.insert(event.hop);
            return m_run.isGoing();
        });
        bool goesOn = true;
        m_source.events([&](const Event &event) {
            goesOn = fill(event.id.value, visit) && visit(event, true);
            m_next = event.id.value + 1;
            return goesOn;
        });
        if (goesOn)
            fill(m_source.reader.eventCount() + 1, visit);
    }

private:
    bool fill(std::uint64_t end, const std::function<bool(const Event &, bool)> &visit)
    {
        std::array<Event, 256> page;
        while (m_next < end && m_run.isGoing()) {
            const std::size_t wanted = std::min<std::uint64_t>(page.size(), end - m_next);
            const std::size_t got = m_source.reader.events({m_next}, std::span(page).first(wanted));
            for (const Event &event : std::span(page).first(got)) {
                if (isFramework(event.kind) && m_hops.contains(event.hop) && !visit(event, false))
                    return false;
            }
            if (got == 0)
                break;
            m_next += got;
        }
        return m_run.isGoing();
    }

    const ExportSource &m_source;
    const ExportRun &m_run;
    std::set<base::HopId> m_hops;
    std::uint64_t m_next = 1;
};

class PcapngExport
{
public:
    PcapngExport(const ExportSource &source, const ExportOptions &options, ExportRun &run)
        : m_source(source), m_reader(source.reader), m_options(options), m_run(run),
          m_writer([&run](std::string_view bytes) { return run.write(bytes); }),
          m_comments(source.reader, options.translate), m_payloads(source.reader)
    { }

    bool write()
    {
        writeStart();
        Selection(m_source, m_run).visit([this](const Event &event, bool isWanted) {
            if (isWanted)
                m_run.next();
            add(event);
            return m_run.isGoing();
        });
        return m_run.isGoing();
    }

private:
    void writeStart();
    void add(const Event &event);
    void addFailed(PacketStream &stream, const Event &event);
    void addClosed(PacketStream &stream, const Event &event);
    void addGap(PacketStream &stream, const Event &event);
    void addBytes(PacketStream &stream, const Event &event);
    bool addDecoded(PacketStream &stream, const Event &event);
    PacketStream &streamOf(const Event &event);
    std::chrono::nanoseconds wallTime(const Event &event) const;
    bool isWholeMessageKept(const Event &event);

    const ExportSource &m_source;
    const Reader &m_reader;
    const ExportOptions &m_options;
    ExportRun &m_run;
    PcapngWriter m_writer;
    PcapngComments m_comments;
    capture::PayloadWalk m_payloads;
    std::map<base::HopId, PacketStream> m_streams;
    bool m_hasSecured = false;
    base::EventId m_askedMessage; ///< isWholeMessageKept() was asked about it, and said m_isKept
    bool m_isKept = false;
};

void PcapngExport::writeStart()
{
    std::string about = "Made from what a capture of Hop101 holds: TCP and IP are made up around it.";
    if (!m_source.filter.empty())
        about += " Filter: " + m_source.filter + '.';
    if (!m_source.isWhole)
        about += " A selection: bytes that were between are left out, and not counted.";
    about += m_options.isDecoded ? " Compressed messages are written inflated, with RSV1 off."
                                 : " Frames are as they were sent.";
    m_writer.section(m_reader.info().creator, about);
    m_writer.interface("tcp", "The bytes of TCP connections");
}

std::chrono::nanoseconds PcapngExport::wallTime(const Event &event) const
{
    const capture::Session &session = m_reader.sessionOf(event.hop);
    return session.created.time_since_epoch() + (event.time - session.firstTime);
}

PacketStream &PcapngExport::streamOf(const Event &event)
{
    const auto found = m_streams.find(event.hop);
    if (found != m_streams.end())
        return found->second;
    const auto &hops = m_reader.hops();
    const auto hop = std::ranges::find(hops, event.hop, &capture::Hop::id);
    const bool isTls = hop != hops.end() && isSecure(*hop);
    if (isTls && !m_hasSecured) {
        m_writer.interface("tls", "Decrypted: the bytes inside TLS, as plain TCP");
        m_hasSecured = true;
    }
    const std::string addresses =
        event.kind == EventKind::Connected ? m_reader.signalText(event) : std::string();
    const StreamEnds ends = streamEnds(addresses, event.hop);
    if (ends.isMadeUp)
        m_run.remark("Connections without addresses of their own have made-up ones of 192.0.2.0/24.");
    PacketStream stream(m_writer, ends, event.hop, isTls ? 1 : 0);
    if (isTls)
        stream.note("Decrypted by Hop101: what follows was inside TLS on the wire.");
    return m_streams.emplace(event.hop, std::move(stream)).first->second;
}

void PcapngExport::add(const Event &event)
{
    PacketStream &stream = streamOf(event);
    stream.setTime(wallTime(event));
    for (std::string &comment : m_comments.of(event))
        stream.note(std::move(comment));
    switch (event.kind) {
    case EventKind::Connected:
        return stream.open(event.direction);
    case EventKind::TlsUp:
        stream.note("TLS is up: " + m_reader.signalText(event));
        return stream.mark(event.direction);
    case EventKind::RequestHead:
    case EventKind::ResponseHead:
    case EventKind::Body:
    case EventKind::Frame:
    case EventKind::RawRun:
        return addBytes(stream, event);
    case EventKind::ProtocolSwitched:
    case EventKind::Note:
        if (stream.hasNotes())
            stream.mark(event.direction);
        return;
    case EventKind::Closed:
        return addClosed(stream, event);
    case EventKind::Failed:
        return addFailed(stream, event);
    case EventKind::Gap:
        return addGap(stream, event);
    }
}

void PcapngExport::addFailed(PacketStream &stream, const Event &event)
{
    const auto text = diagram::rowText(m_reader, event, m_options.translate);
    stream.note("Failed: " + text.kind + (text.detail.empty() ? "" : ": " + text.detail));
    stream.fail(event.direction);
}

void PcapngExport::addClosed(PacketStream &stream, const Event &event)
{
    stream.close(event.direction, static_cast<hop::EndCause>(event.code) == hop::EndCause::Reset);
}

void PcapngExport::addGap(PacketStream &stream, const Event &event)
{
    const auto bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(event.wireSize, 0));
    stream.note("Gap: " + std::to_string(bytes) + " bytes are not in the capture");
    stream.skip(event.direction, bytes);
}

void PcapngExport::addBytes(PacketStream &stream, const Event &event)
{
    if (event.has(hop::flag::Compressed) && event.message) {
        if (m_options.isDecoded && addDecoded(stream, event))
            return;
        if (!m_source.isWhole && !m_options.isDecoded)
            m_run.remark(
                "Compressed messages are as they were sent, and those in front of them may be missing:"
                " what reads the file may not inflate them. Export the selection decoded instead.");
    }
    stream.begin(event.direction);
    std::uint64_t at = event.streamOffset;
    std::uint64_t left = event.wireSize < 0 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(event.wireSize);
    while (left > 0 && m_run.isGoing()) {
        const base::Bytes piece = m_reader.bytes(event.hop, event.direction, at, std::min(left, kPieceBytes));
        if (piece.empty())
            break;
        stream.add(piece);
        at += piece.size();
        left -= piece.size();
    }
    if (event.ended && left > 0 && event.wireSize >= 0)
        stream.note(std::to_string(left) + " bytes of this are not in the capture");
    stream.end();
}

/// A message that was not inflated to its end stays as it was sent, all of it.
bool PcapngExport::isWholeMessageKept(const Event &event)
{
    if (event.message != m_askedMessage) {
        const capture::MessageFacts facts = capture::messageFacts(m_reader, event);
        m_askedMessage = event.message;
        m_isKept = facts.state == capture::MessageState::Whole && facts.size >= 0;
        if (!m_isKept)
            m_run.remark(
                "Compressed messages that are not whole, or too large to be kept inflated, are as they"
                " were sent.");
    }
    return m_isKept;
}

bool PcapngExport::addDecoded(PacketStream &stream, const Event &event)
{
    const std::int64_t size = capture::frameSize(m_reader, event);
    websocket::FrameHeader header;
    if (size < 0 || !isWholeMessageKept(event)
        || !websocket::readFrameHeader(m_reader.wire(event, websocket::kMaxFrameHeaderBytes), header))
        return false;
    header.rsv1 = false;
    header.payloadLength = static_cast<std::uint64_t>(size);
    header.lengthBytes = websocket::minimalLengthBytes(header.payloadLength);
    stream.begin(event.direction);
    base::Bytes bytes;
    websocket::encodeHeader(header, bytes);
    stream.add(bytes);
    std::uint64_t offset = 0;
    m_payloads.read(event, [&](base::ByteSpan piece) {
        bytes.assign(piece.begin(), piece.end());
        if (header.masked)
            websocket::applyMask(bytes, header.maskKey, offset);
        offset += piece.size();
        stream.add(bytes);
        return m_run.isGoing();
    });
    m_payloads.release();
    stream.end();
    return true;
}

} // namespace

bool writePcapng(const ExportSource &source, const ExportOptions &options, ExportRun &run)
{
    return PcapngExport(source, options, run).write();
}

} // namespace hop101::formats::pcap
