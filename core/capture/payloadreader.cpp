// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/payloadreader.h"

#include "core/capture/content.h"
#include "core/http/bodydecoder.h"
#include "core/websocket/frameheader.h"
#include "core/websocket/mask.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

constexpr std::uint64_t kWindowBytes = 256 * 1024;

/// What the event may have of its stream; an open event has all that is there.
std::uint64_t wireLimit(const hop::Event &event) noexcept
{
    return event.wireSize < 0 ? std::numeric_limits<std::int64_t>::max()
                              : static_cast<std::uint64_t>(event.wireSize);
}

/// Wire bytes of the event, from `offset` of it on.
base::Bytes wireFrom(const Reader &reader, const hop::Event &event, std::uint64_t offset, std::uint64_t limit)
{
    const std::uint64_t size = wireLimit(event);
    if (offset >= size)
        return {};
    return reader.bytes(event.hop, event.direction, event.streamOffset + offset,
                        std::min(limit, size - offset));
}

base::Bytes framePayload(const Reader &reader, const hop::Event &event, std::uint64_t offset,
                         std::uint64_t limit)
{
    websocket::FrameHeader header;
    if (!websocket::readFrameHeader(wireFrom(reader, event, 0, websocket::kMaxFrameHeaderBytes), header)
        || offset >= header.payloadLength)
        return {};
    limit = std::min(limit, header.payloadLength - offset);
    base::Bytes bytes = wireFrom(reader, event, header.size() + offset, limit);
    if (header.masked)
        websocket::applyMask(bytes, header.maskKey, offset);
    return bytes;
}

/// Appends what lies in [from, from + limit) of a body whose next piece is `data`.
class BodyWindow
{
public:
    BodyWindow(std::uint64_t from, std::uint64_t limit) : m_skip(from), m_left(limit) { }
    void add(base::ByteSpan data)
    {
        const std::uint64_t skipped = std::min<std::uint64_t>(m_skip, data.size());
        m_skip -= skipped;
        data = data.subspan(skipped);
        data = data.first(std::min<std::uint64_t>(m_left, data.size()));
        m_left -= data.size();
        base::append(m_bytes, data);
    }
    bool isFull() const { return m_left == 0; }
    base::Bytes take() { return std::move(m_bytes); }

private:
    std::uint64_t m_skip;
    std::uint64_t m_left;
    base::Bytes m_bytes;
};

/// False where the body ends.
bool decodeInto(http::BodyDecoder &decoder, base::ByteSpan wire, BodyWindow &window)
{
    while (!window.isFull()) {
        const http::BodyStep step = decoder.next(wire);
        if (const auto *data = std::get_if<http::BodyData>(&step))
            window.add(data->bytes);
        else
            return std::holds_alternative<http::BodyNeedsMore>(step);
    }
    return false;
}

base::Bytes chunkedPayload(const Reader &reader, const hop::Event &event, const http::BodyFraming &framing,
                           std::uint64_t offset, std::uint64_t limit)
{
    http::BodyDecoder decoder(framing);
    BodyWindow window(offset, limit);
    for (std::uint64_t at = 0;;) {
        const base::Bytes wire = wireFrom(reader, event, at, kWindowBytes);
        if (wire.empty() || !decodeInto(decoder, wire, window))
            return window.take();
        at += wire.size();
    }
}

} // namespace

http::BodyFraming framingOfBody(const Reader &reader, const hop::Event &event)
{
    const http::BodyFraming asItStands{http::BodyKind::UntilClose, 0, false};
    const auto exchange = reader.exchangeOf(event);
    if (!exchange)
        return asItStands;
    const auto request = requestHead(reader, reader.event(exchange->request));
    if (event.direction == hop::Direction::FromLeft)
        return request ? http::framingOf(*request) : asItStands;
    const auto response = responseHead(reader, reader.event(exchange->response));
    return response ? http::framingOf(*response, request ? request->method : "GET") : asItStands;
}

base::Bytes readPayload(const Reader &reader, const hop::Event &event, std::uint64_t offset,
                        std::uint64_t limit)
{
    switch (event.kind) {
    case hop::EventKind::Frame:
        return framePayload(reader, event, offset, limit);
    case hop::EventKind::Body: {
        const http::BodyFraming framing = framingOfBody(reader, event);
        if (framing.kind == http::BodyKind::Chunked)
            return chunkedPayload(reader, event, framing, offset, limit);
        return wireFrom(reader, event, offset, limit);
    }
    case hop::EventKind::RequestHead:
    case hop::EventKind::ResponseHead:
    case hop::EventKind::RawRun:
        return wireFrom(reader, event, offset, limit);
    case hop::EventKind::Connected:
    case hop::EventKind::TlsUp:
    case hop::EventKind::ProtocolSwitched:
    case hop::EventKind::Closed:
    case hop::EventKind::Failed:
    case hop::EventKind::Gap:
    case hop::EventKind::Note:
        break;
    }
    return {};
}

} // namespace hop101::capture
