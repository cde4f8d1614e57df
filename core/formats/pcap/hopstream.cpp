// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/hopstream.h"

#include "core/formats/pcap/streamkind.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>
#include <utility>

namespace hop101::formats::pcap {
namespace {

using hop::Direction;
using hop::Event;
using hop::EventKind;

constexpr std::array<Direction, 2> kDirections{Direction::FromLeft, Direction::FromRight};
constexpr const char *kMadeUpKey = "dGhpcyBpcyBtYWRlIHVwLg==";

std::string madeUpRequest(const ImportedHop &hop)
{
    return "GET / HTTP/1.1\r\nHost: " + hop.serverAddress
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + kMadeUpKey
        + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
          "X-Made-Up: the file begins after the handshake\r\n\r\n";
}

std::string madeUpAnswer()
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + websocket::acceptKeyFor(kMadeUpKey)
        + "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
          "X-Made-Up: the file begins after the handshake\r\n\r\n";
}

} // namespace

class HopStream::Watch : public hop::HopListener
{
public:
    explicit Watch(HopStream &stream) : m_stream(stream), m_decoder({1}, m_numbers, *this, fewLimits()) { }

    void take(Direction direction, const hop::InputData &data)
    {
        hop::Input input;
        input.direction = direction;
        input.data = data;
        m_decoder.take(input);
    }
    bool readsFrames(Direction direction) const noexcept { return m_decoder.readsFrames(direction); }
    /// Where the frame ends in which `position` lies, or ended; nothing where its header is not whole.
    std::optional<std::uint64_t> frameEnd(Direction direction, std::uint64_t position) const noexcept
    {
        const Event &frame = m_frames[static_cast<std::size_t>(direction)];
        if (frame.kind != EventKind::Frame)
            return position;
        if (frame.wireSize < 0)
            return std::nullopt;
        return std::max(position, frame.streamOffset + static_cast<std::uint64_t>(frame.wireSize));
    }

    void eventBegan(const Event &event) override { note(event); }
    void eventChanged(const Event &event) override { note(event); }
    void found(const hop::Finding & /*finding*/) override { }
    void exchangeChanged(const hop::Exchange & /*exchange*/) override { }
    void requestHead(const Event &event, const http::RequestHead &head) override
    {
        m_stream.setUrl(head);
        m_connect.reset();
        if (head.method == "CONNECT")
            m_connect = Tunnel{head.target, {event.streamOffset + head.size, 0}};
    }
    void responseHead(const Event &event, const http::ResponseHead &head) override
    {
        if (!m_connect || head.status / 100 != 2)
            return;
        m_connect->start[1] = event.streamOffset + head.size;
        m_stream.m_tunnel = std::exchange(m_connect, std::nullopt);
    }
    bool wantsPayload(const Event & /*event*/) const noexcept override { return false; }

private:
    /// Nothing is to be inflated here.
    static plan::Limits fewLimits()
    {
        plan::Limits limits;
        limits.inflatedMessageBytes = 1;
        return limits;
    }
    void note(const Event &event)
    {
        if (event.kind == EventKind::Frame)
            m_frames[static_cast<std::size_t>(event.direction)] = event;
    }

    HopStream &m_stream;
    hop::Numbers m_numbers;
    hop::HopDecoder m_decoder;
    std::array<Event, 2> m_frames;
    std::optional<Tunnel> m_connect; ///< the latest request, where it is one
};

HopStream::HopStream(HopTarget &target, const ImportedHop &hop)
    : m_target(target), m_hop(target.addHop(hop)), m_watch(std::make_unique<Watch>(*this))
{ }

HopStream::~HopStream() = default;

/// "ws" says what is asked for, not what became of it.
void HopStream::setUrl(const http::RequestHead &head)
{
    ImportedHop &hop = m_target.hop(m_hop);
    if (!hop.url.empty())
        return;
    const auto *host = head.fields.find("Host");
    const bool isUpgrade = head.fields.find("Upgrade") != nullptr;
    const std::string scheme = std::string(isUpgrade ? "ws" : "http") + (hop.isSecure ? "s" : "") + "://";
    if (head.target.starts_with('/'))
        hop.url = scheme + (host && !host->value.empty() ? host->value : hop.serverAddress) + head.target;
}

void HopStream::give(Direction direction, PacketTime time, hop::InputData data)
{
    // A file may have packets in another order than their times; a stream has one order.
    Side &from = side(direction);
    from.time = std::max({from.time, time, m_opened});
    if (const auto *seen = std::get_if<hop::BytesSeen>(&data))
        from.position += seen->bytes.size();
    else if (const auto *gap = std::get_if<hop::Lost>(&data))
        from.position += gap->bytes;
    if (m_watch)
        m_watch->take(direction, data);
    m_target.add(m_hop, from.time, direction, data);
}

void HopStream::opened(PacketTime time)
{
    m_opened = time;
    const ImportedHop &hop = m_target.hop(m_hop);
    give(Direction::FromLeft, time, hop::Opened{hop.clientAddress, hop.serverAddress});
}

void HopStream::secured(PacketTime time, const hop::Secured &secured)
{
    give(Direction::FromRight, time, secured);
    m_opened = std::max(m_opened, time);
}

void HopStream::makeUpHandshake(PacketTime time)
{
    const std::string request = madeUpRequest(m_target.hop(m_hop));
    give(Direction::FromLeft, time, hop::BytesSeen{base::asBytes(request)});
    give(Direction::FromRight, time, hop::BytesSeen{base::asBytes(madeUpAnswer())});
    for (const Direction direction : kDirections) {
        Side &from = side(direction);
        from.isGapOpen = from.isSeeking = true;
        from.gapTime = time;
        from.mostSought = ~std::uint64_t{0};
    }
}

void HopStream::bytes(Direction direction, PacketTime time, base::ByteSpan bytes)
{
    Side &from = side(direction);
    if (from.isEnded)
        return;
    bytes = behindGap(direction, bytes);
    if (!bytes.empty())
        give(direction, time, hop::BytesSeen{bytes});
}

/// What of the bytes does not belong to an open gap.
base::ByteSpan HopStream::behindGap(Direction direction, base::ByteSpan bytes)
{
    Side &from = side(direction);
    if (!from.isGapOpen)
        return bytes;
    const std::size_t skipped = std::min<std::uint64_t>(from.skip, bytes.size());
    from.skip -= skipped;
    from.lostBytes += skipped;
    bytes = bytes.subspan(skipped);
    if (from.skip > 0 || bytes.empty())
        return {};
    if (!from.isSeeking || looksLikeFrames(bytes, direction == Direction::FromLeft)) {
        closeGap(direction, true);
        return bytes;
    }
    if (from.lostBytes + bytes.size() > from.mostSought) {
        closeGap(direction, false);
        return bytes;
    }
    from.lostBytes += bytes.size();
    return {};
}

void HopStream::lost(Direction direction, PacketTime time, std::uint64_t bytes)
{
    Side &from = side(direction);
    if (from.isEnded)
        return;
    if (!m_watch || !m_watch->readsFrames(direction)) {
        give(direction, time, hop::Lost{bytes, 0, false});
        return;
    }
    if (from.isGapOpen) { // one more before the first was over
        from.isSeeking = from.isSeeking || bytes > from.skip;
        from.skip -= std::min(from.skip, bytes);
        from.lostBytes += bytes;
        from.mostSought += std::min(bytes, ~std::uint64_t{0} - from.mostSought);
        return;
    }
    const auto end = m_watch->frameEnd(direction, from.position);
    const std::uint64_t gapEnd = from.position + bytes;
    from.isGapOpen = true;
    from.gapTime = time;
    from.lostBytes = bytes;
    from.isSeeking = !end || *end < gapEnd;
    from.skip = from.isSeeking ? 0 : *end - gapEnd;
    from.mostSought = bytes + std::min(kMaxSoughtBytes, ~std::uint64_t{0} - bytes);
}

void HopStream::closeGap(Direction direction, bool framesFollow)
{
    Side &from = side(direction);
    if (!from.isGapOpen)
        return;
    from.isGapOpen = false;
    give(direction, from.gapTime, hop::Lost{from.lostBytes, 0, framesFollow});
}

void HopStream::ended(Direction direction, PacketTime time, hop::EndCause cause)
{
    Side &from = side(direction);
    if (from.isEnded)
        return;
    closeGap(direction, true);
    from.isEnded = true;
    give(direction, time, hop::Ended{cause});
    if (side(opposite(direction)).isEnded)
        m_watch.reset();
}

void HopStream::finish()
{
    for (const Direction direction : kDirections) {
        if (!side(direction).isEnded)
            closeGap(direction, true);
    }
    m_watch.reset();
}

} // namespace hop101::formats::pcap
