// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/payloadwalk.h"

#include "core/capture/message.h"
#include "core/capture/payloadreader.h"
#include "core/http/bodydecoder.h"
#include "core/websocket/frameheader.h"
#include "core/websocket/mask.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

constexpr std::size_t kMaxStreams = 32;
/// So many rows are read before a recorder may go on with its log: 16 MiB at most.
constexpr std::size_t kRowsInOneGo = 64;
constexpr std::uint64_t kUnknown = std::numeric_limits<std::int64_t>::max();

std::uint64_t sizeOr(std::int64_t size, std::uint64_t otherwise) noexcept
{
    return size < 0 ? otherwise : static_cast<std::uint64_t>(size);
}

} // namespace

/// One row of a stream, and the statement that goes on from it.
struct PayloadWalk::Stream
{
    Stream(const Database &database, base::HopId hopId, hop::Direction way)
        : hop(hopId), direction(way),
          rows(database.prepare(
              "SELECT first_byte, bytes FROM wire WHERE hop = ?1 AND direction = ?2 AND first_byte >= "
              "coalesce((SELECT first_byte FROM wire WHERE hop = ?1 AND direction = ?2 AND first_byte <= ?3 "
              "ORDER BY first_byte DESC LIMIT 1), ?3) AND length(bytes) <= 262144 ORDER BY first_byte"))
    { }
    bool holds(std::uint64_t at) const noexcept { return at >= first && at - first < bytes.size(); }
    void release()
    {
        rows.reset();
        isOpen = false;
        bytes = {};
    }
    void seek(std::uint64_t at)
    {
        release();
        rows.bind(1, std::uint64_t{hop.value}).bind(2, static_cast<std::int64_t>(direction)).bind(3, at);
        isOpen = true;
        step();
    }
    void step()
    {
        if (rows.step() != Step::Row)
            return release();
        first = rows.number(0);
        bytes = rows.blob(1);
        nextMatch = 0;
    }
    /// The first match at or after `at`, which this row holds; beyond the row where there is none.
    std::uint64_t matchFrom(const TextPattern &pattern, std::uint64_t at)
    {
        if (nextMatch < at) {
            const std::size_t place = pattern.find(bytes, at - first);
            nextMatch = place == TextPattern::npos ? first + bytes.size() : first + place;
        }
        return nextMatch;
    }

    base::HopId hop;
    hop::Direction direction;
    Statement rows;
    bool isOpen = false;
    std::uint64_t first = 0;
    base::ByteSpan bytes;
    std::uint64_t nextMatch = 0; ///< known up to there; 0: not known
};

PayloadWalk::PayloadWalk(const Reader &reader)
    : m_reader(reader),
      m_content(reader.database().prepare(
          "SELECT first_byte, bytes FROM content WHERE message = ?1 AND first_byte >= coalesce((SELECT "
          "first_byte FROM content WHERE message = ?1 AND first_byte <= ?2 ORDER BY first_byte DESC LIMIT "
          "1), "
          "?2) AND typeof(bytes) = 'blob' AND length(bytes) <= 262144 ORDER BY first_byte"))
{ }

PayloadWalk::~PayloadWalk() = default;

void PayloadWalk::release()
{
    m_steps = 0;
    for (const auto &stream : m_streams)
        stream->release();
}

bool PayloadWalk::read(const hop::Event &event, const Sink &sink)
{
    switch (event.kind) {
    case hop::EventKind::Frame:
        return event.message && event.has(hop::flag::Compressed) ? readInflated(event, sink)
                                                                 : readFrame(event, sink);
    case hop::EventKind::Body:
        return readChunked(event, sink);
    case hop::EventKind::RequestHead:
    case hop::EventKind::ResponseHead:
    case hop::EventKind::RawRun:
        return readWire(event, sink);
    case hop::EventKind::Connected:
    case hop::EventKind::TlsUp:
    case hop::EventKind::ProtocolSwitched:
    case hop::EventKind::Closed:
    case hop::EventKind::Failed:
    case hop::EventKind::Gap:
    case hop::EventKind::Note:
        break;
    }
    return true;
}

std::optional<base::ByteSpan> PayloadWalk::whole(const hop::Event &event)
{
    if (event.kind != hop::EventKind::Frame || event.wireSize < 0
        || (event.message && event.has(hop::flag::Compressed)))
        return std::nullopt;
    if (m_steps > kRowsInOneGo)
        release();
    const auto size = static_cast<std::uint64_t>(event.wireSize);
    const base::ByteSpan row = wireAt(streamOf(event.hop, event.direction), event.streamOffset);
    websocket::FrameHeader header;
    if (row.size() < size || !websocket::readFrameHeader(row.first(size), header))
        return std::nullopt;
    const base::ByteSpan rest = row.first(size).subspan(header.size());
    const base::ByteSpan payload = rest.first(std::min<std::uint64_t>(rest.size(), header.payloadLength));
    if (!header.masked)
        return payload;
    m_unmasked.resize(std::max(m_unmasked.size(), payload.size()));
    websocket::copyMasked(payload, m_unmasked.data(), header.maskKey);
    return base::ByteSpan(m_unmasked).first(payload.size());
}

bool PayloadWalk::isWithout(const TextPattern &pattern, base::HopId hop, hop::Direction direction,
                            std::uint64_t offset, std::uint64_t size)
{
    if (m_steps > kRowsInOneGo)
        release();
    Stream &stream = streamOf(hop, direction);
    return wireAt(stream, offset).size() >= size && stream.matchFrom(pattern, offset) >= offset + size;
}

PayloadWalk::Stream &PayloadWalk::streamOf(base::HopId hop, hop::Direction direction)
{
    const auto isIt = [hop, direction](const std::unique_ptr<Stream> &stream) {
        return stream->hop == hop && stream->direction == direction;
    };
    if (!m_streams.empty() && isIt(m_streams.back()))
        return *m_streams.back();
    const auto found = std::find_if(m_streams.begin(), m_streams.end(), isIt);
    if (found != m_streams.end()) {
        std::rotate(found, found + 1, m_streams.end());
    } else {
        if (m_streams.size() == kMaxStreams)
            m_streams.erase(m_streams.begin());
        m_streams.push_back(std::make_unique<Stream>(m_reader.database(), hop, direction));
    }
    return *m_streams.back();
}

/// The rest of the row that holds this byte; empty where there is none.
base::ByteSpan PayloadWalk::wireAt(Stream &stream, std::uint64_t at)
{
    constexpr int kNear = 4;
    for (int i = 0; i < kNear && stream.isOpen && !stream.holds(at) && at >= stream.first; ++i) {
        ++m_steps;
        stream.step();
    }
    if (!stream.holds(at)) {
        ++m_steps;
        stream.seek(at);
    }
    return stream.holds(at) ? stream.bytes.subspan(at - stream.first) : base::ByteSpan();
}

bool PayloadWalk::visitWire(const hop::Event &event, std::uint64_t at, std::uint64_t count, const Sink &take)
{
    while (count > 0) {
        if (m_steps > kRowsInOneGo)
            release();
        const base::ByteSpan row = wireAt(streamOf(event.hop, event.direction), at);
        if (row.empty())
            return true;
        const base::ByteSpan part = row.first(std::min<std::uint64_t>(row.size(), count));
        if (!take(part))
            return false;
        at += part.size();
        count -= part.size();
    }
    return true;
}

bool PayloadWalk::readWire(const hop::Event &event, const Sink &sink)
{
    return visitWire(event, event.streamOffset, sizeOr(event.wireSize, kUnknown - event.streamOffset), sink);
}

bool PayloadWalk::readFrame(const hop::Event &event, const Sink &sink)
{
    websocket::FrameHeader header;
    std::array<std::byte, websocket::kMaxFrameHeaderBytes> front;
    std::size_t have = 0;
    visitWire(event, event.streamOffset, front.size(), [&](base::ByteSpan bytes) {
        std::copy(bytes.begin(), bytes.end(), front.begin() + static_cast<std::ptrdiff_t>(have));
        have += bytes.size();
        return !websocket::readFrameHeader(std::span(front).first(have), header);
    });
    if (!websocket::readFrameHeader(std::span(front).first(have), header))
        return true;
    const std::uint64_t own = sizeOr(event.wireSize, kUnknown);
    const std::uint64_t payload =
        std::min(header.payloadLength, own - std::min<std::uint64_t>(own, header.size()));
    std::uint64_t done = 0;
    return visitWire(event, event.streamOffset + header.size(), payload, [&](base::ByteSpan bytes) {
        if (header.masked) {
            m_unmasked.resize(std::max(m_unmasked.size(), bytes.size()));
            websocket::copyMasked(bytes, m_unmasked.data(), header.maskKey, done);
            done += bytes.size();
            bytes = base::ByteSpan(m_unmasked).first(bytes.size());
        }
        return sink(bytes);
    });
}

bool PayloadWalk::readChunked(const hop::Event &event, const Sink &sink)
{
    const http::BodyFraming framing = framingOfBody(m_reader, event);
    if (framing.kind != http::BodyKind::Chunked)
        return readWire(event, sink);
    http::BodyDecoder decoder(framing);
    bool goesOn = true;
    readWire(event, [&](base::ByteSpan wire) {
        while (goesOn) {
            const http::BodyStep step = decoder.next(wire);
            const auto *data = std::get_if<http::BodyData>(&step);
            if (!data)
                return std::holds_alternative<http::BodyNeedsMore>(step);
            goesOn = sink(data->bytes);
        }
        return false;
    });
    return goesOn;
}

bool PayloadWalk::readInflated(const hop::Event &event, const Sink &sink)
{
    const auto start = startInMessage(m_reader, event);
    if (!start)
        return true;
    std::uint64_t at = *start;
    const std::uint64_t end = sizeOr(event.messageSize, kUnknown);
    ResetGuard guard(m_content);
    m_content.bind(1, event.message.value).bind(2, at);
    while (at < end && m_content.step() == Step::Row) {
        const std::uint64_t first = m_content.number(0);
        const base::ByteSpan row = m_content.blob(1);
        if (first > at || at - first >= row.size())
            return true;
        const base::ByteSpan part = row.subspan(at - first);
        const base::ByteSpan own = part.first(std::min<std::uint64_t>(part.size(), end - at));
        if (!sink(own))
            return false;
        at += own.size();
    }
    return true;
}

} // namespace hop101::capture
