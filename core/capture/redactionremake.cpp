// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionremake.h"

#include "core/hop/judgeextensions.h"
#include "core/websocket/deflater.h"
#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"

#include <algorithm>
#include <array>

namespace hop101::capture {

namespace {

using hop::Direction;
using hop::Event;

/// What inflates to nothing: a block of the reserved kind.
constexpr std::byte kBadDeflate{0xff};
/// What inflates without an end: a block with fixed codes, and "z" for ever. A cut frame keeps its header,
/// and so needs data that fit any length.
constexpr std::byte kEndlessDeflate{0xaa};
/// The last bytes of a flush, which stand behind every frame of a message but its last.
constexpr std::array kFlushTail = {std::byte{0}, std::byte{0}, std::byte{0xff}, std::byte{0xff}};
constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

/// What is being made of one direction.
struct Remade
{
    RedactionEdits::Stream stream;
    base::EventId first; ///< message that changes; none: no frame is made anew
    websocket::DeflateSide agreed;
    std::optional<websocket::Deflater> deflater; ///< while a message is open
    base::EventId message;
    bool isWiped = false;
    base::EventId frame; ///< that is under way
    std::optional<Event> open; ///< that began and has not ended
    std::uint64_t end = 0; ///< of the stream, so far
    std::int64_t number = 0; ///< of it, in the edits
    websocket::FrameHeader header;
    std::uint64_t payloadSize = 0; ///< so far
    base::Bytes waiting;
};

} // namespace

class RedactionRemake::HopRemake final : public hop::HopListener
{
public:
    HopRemake(RedactionRemake &remake, base::HopId hop, const plan::Limits &limits)
        : m_remake(remake), m_decoder(hop, remake.m_numbers, *this, limits)
    {
        for (const Direction direction : {Direction::FromLeft, Direction::FromRight}) {
            Remade &one = of(direction);
            one.stream = {hop, direction};
            const auto found = remake.m_streams.find({hop.value, direction});
            if (found != remake.m_streams.end())
                one.first = found->second;
        }
    }
    void take(const hop::Input &input)
    {
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
            of(input.direction).end += seen->bytes.size();
        else if (const auto *lost = std::get_if<hop::Lost>(&input.data))
            of(input.direction).end += lost->bytes;
        m_decoder.take(input);
    }
    void finish()
    {
        for (Remade &one : m_sides) {
            if (one.open)
                cutFrame(one, *one.open);
        }
    }

    void eventBegan(const Event &event) override { eventChanged(event); }
    void eventChanged(const Event &event) override
    {
        if (!isRemade(event))
            return;
        Remade &one = of(event.direction);
        if (event.ended) {
            one.open.reset();
            frameEnded(one, event);
        } else {
            one.open = event;
        }
    }
    void found(const hop::Finding &) override { }
    void exchangeChanged(const hop::Exchange &) override { }
    void requestHead(const Event &, const http::RequestHead &head) override { m_request = head; }
    void responseHead(const Event &, const http::ResponseHead &head) override
    {
        if (head.status != 101)
            return;
        const auto agreed = hop::agreedDeflate(m_request ? &*m_request : nullptr, head.fields);
        of(Direction::FromLeft).agreed = {agreed ? agreed->client.windowBits : std::uint8_t{15}, true};
        of(Direction::FromRight).agreed = {agreed ? agreed->server.windowBits : std::uint8_t{15}, true};
    }
    bool wantsPayload(const Event &) const noexcept override { return false; }
    bool wantsMessage(const Event &event) const noexcept override { return isRemade(event); }
    void messageData(const Event &event, std::uint64_t offset, base::ByteSpan data) override;

private:
    Remade &of(Direction direction) noexcept { return m_sides[static_cast<std::size_t>(direction)]; }
    bool isRemade(const Event &event) const noexcept
    {
        const base::EventId first = m_sides[static_cast<std::size_t>(event.direction)].first;
        return event.kind == hop::EventKind::Frame && event.has(hop::flag::Compressed) && first
            && event.message.value >= first.value;
    }
    void beginFrame(Remade &one, const Event &event);
    void put(Remade &one, bool isAll);
    void frameEnded(Remade &one, const Event &event);
    void endFrame(Remade &one, const Event &event);
    void cutFrame(Remade &one, const Event &event);
    void fill(const Remade &one, const Event &event, std::byte fill);

    RedactionRemake &m_remake;
    std::array<Remade, 2> m_sides;
    std::optional<http::RequestHead> m_request;
    hop::HopDecoder m_decoder;
};

void RedactionRemake::HopRemake::beginFrame(Remade &one, const Event &event)
{
    if (one.message != event.message) {
        one.message = event.message;
        one.isWiped = m_remake.m_edits.isWiped(event.message);
        one.deflater.reset();
    }
    one.frame = event.id;
    one.waiting.clear();
    one.payloadSize = 0;
    const base::Bytes header = m_remake.m_reader.bytes(one.stream.hop, one.stream.direction,
                                                       event.streamOffset, websocket::kMaxFrameHeaderBytes);
    one.header = {};
    (void)websocket::readFrameHeader(header, one.header);
    if (one.isWiped)
        return;
    if (!one.deflater)
        one.deflater.emplace(one.agreed);
    one.number = m_remake.m_edits.beginFrame(one.stream, event.streamOffset);
}

void RedactionRemake::HopRemake::messageData(const Event &event, std::uint64_t offset, base::ByteSpan data)
{
    Remade &one = of(event.direction);
    if (one.frame != event.id)
        beginFrame(one, event);
    if (one.isWiped)
        return;
    base::Bytes changed(data.begin(), data.end());
    m_remake.m_edits.applyMarks(event.message, offset, changed);
    one.deflater->add(changed, one.waiting);
    put(one, false);
}

void RedactionRemake::HopRemake::put(Remade &one, bool isAll)
{
    if (!isAll && one.waiting.size() < kPieceBytes)
        return;
    if (one.header.masked)
        websocket::applyMask(one.waiting, one.header.maskKey, one.payloadSize);
    m_remake.m_edits.addPiece(one.number, one.payloadSize, one.waiting);
    one.payloadSize += one.waiting.size();
    one.waiting.clear();
}

void RedactionRemake::HopRemake::frameEnded(Remade &one, const Event &event)
{
    if (one.frame != event.id)
        beginFrame(one, event);
    one.frame = {};
    if (one.isWiped)
        return fill(one, event, kBadDeflate);
    if (event.has(hop::flag::Cut) || event.messageSize < 0) {
        m_remake.m_edits.dropFrame(one.number);
        if (event.has(hop::flag::Cut))
            fill(one, event, kEndlessDeflate);
        return;
    }
    endFrame(one, event);
    if (event.has(hop::flag::MessageEnd))
        one.deflater.reset();
}

void RedactionRemake::HopRemake::endFrame(Remade &one, const Event &event)
{
    one.deflater->finish(one.waiting);
    if (!event.has(hop::flag::MessageEnd))
        one.waiting.insert(one.waiting.end(), kFlushTail.begin(), kFlushTail.end());
    put(one, true);
    one.header.payloadLength = one.payloadSize;
    one.header.lengthBytes = std::max(one.header.lengthBytes, websocket::minimalLengthBytes(one.payloadSize));
    if (websocket::minimalLengthBytes(static_cast<std::uint64_t>(event.payloadSize))
        == static_cast<std::uint8_t>(event.wireSize - event.payloadSize - 1 - (one.header.masked ? 4 : 0)))
        one.header.lengthBytes = websocket::minimalLengthBytes(one.payloadSize);
    base::Bytes header;
    websocket::encodeHeader(one.header, header);
    m_remake.m_edits.endFrame(one.number, static_cast<std::uint64_t>(event.wireSize), header,
                              one.payloadSize);
    ++m_remake.m_frames;
}

/// The capture ends in it.
void RedactionRemake::HopRemake::cutFrame(Remade &one, const Event &event)
{
    if (one.frame != event.id)
        beginFrame(one, event);
    if (!one.isWiped)
        m_remake.m_edits.dropFrame(one.number);
    const std::uint64_t payload =
        event.streamOffset + 1 + one.header.lengthBytes + (one.header.masked ? 4 : 0);
    const std::uint64_t size = one.end > payload ? one.end - payload : 0;
    const auto mask =
        one.header.masked ? std::optional(RedactionEdits::Mask{one.header.maskKey, 0}) : std::nullopt;
    m_remake.m_edits.fill(one.stream, payload, size, kEndlessDeflate, mask);
}

void RedactionRemake::HopRemake::fill(const Remade &one, const Event &event, std::byte fill)
{
    const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(event.payloadSize, 0));
    const std::uint64_t payload = event.streamOffset + static_cast<std::uint64_t>(event.wireSize) - size;
    const auto mask =
        one.header.masked ? std::optional(RedactionEdits::Mask{one.header.maskKey, 0}) : std::nullopt;
    m_remake.m_edits.fill(one.stream, payload, size, fill, mask);
}

RedactionRemake::RedactionRemake(const Reader &reader, RedactionEdits &edits, const Streams &streams)
    : m_reader(reader), m_edits(edits), m_streams(streams)
{ }

RedactionRemake::~RedactionRemake() = default;

void RedactionRemake::take(const hop::Input &input)
{
    auto &hop = m_hops[input.hop.value];
    if (!hop) {
        const std::vector<Hop> &hops = m_reader.hops();
        const bool isKnown = input.hop.value >= 1 && input.hop.value <= hops.size();
        hop = std::make_unique<HopRemake>(*this, input.hop,
                                          isKnown ? hops[input.hop.value - 1].limits : plan::Limits());
    }
    hop->take(input);
}

void RedactionRemake::finish()
{
    for (const auto &[id, hop] : m_hops)
        hop->finish();
}

} // namespace hop101::capture
