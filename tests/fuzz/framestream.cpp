// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/closecode.h"
#include "core/websocket/framedecoder.h"
#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"
#include "core/websocket/messageassembler.h"
#include "core/websocket/utf8.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <optional>

namespace hop101::fuzz {
namespace {

using base::ByteSpan;
using namespace hop101::websocket;

/// One frame as the decoder told it.
struct SeenFrame
{
    FrameHeader header;
    std::uint64_t offset = 0;
    base::Bytes payload; ///< as on the wire
    std::uint64_t wireSize = 0; ///< 0: not ended
    bool operator==(const SeenFrame &) const = default;
};

struct Stream
{
    std::vector<SeenFrame> frames;
    std::optional<std::uint64_t> fault;
    bool atBoundary = true;
    std::size_t pendingHeader = 0;
    bool operator==(const Stream &) const = default;
};

/// True while there may be more in this piece.
bool note(const FrameStep &step, Stream &stream)
{
    if (std::holds_alternative<NeedMoreData>(step))
        return false;
    HOP101_REQUIRE(!stream.fault);
    if (const auto *began = std::get_if<FrameBegan>(&step)) {
        HOP101_REQUIRE(stream.frames.empty() || stream.frames.back().wireSize > 0);
        stream.frames.push_back({began->header, began->offset, {}, 0});
        return true;
    }
    HOP101_REQUIRE(!stream.frames.empty() && stream.frames.back().wireSize == 0);
    SeenFrame &frame = stream.frames.back();
    if (const auto *payload = std::get_if<FramePayload>(&step)) {
        HOP101_REQUIRE(payload->offset == frame.payload.size());
        base::append(frame.payload, payload->wire);
    } else if (const auto *ended = std::get_if<FrameEnded>(&step)) {
        frame.wireSize = ended->wireSize;
    } else {
        stream.fault = std::get<FrameFault>(step).offset;
    }
    return true;
}

Stream decode(ByteSpan input, Chunking chunking)
{
    Stream stream;
    FrameDecoder decoder;
    for (ByteSpan piece : piecesOf(input, chunking)) {
        while (note(decoder.next(piece), stream)) { }
        HOP101_REQUIRE(piece.empty());
    }
    stream.atBoundary = decoder.atFrameBoundary();
    stream.pendingHeader = decoder.pendingHeaderBytes();
    return stream;
}

/// Every byte of the stream belongs to one frame, and encoding a header gives the bytes it was read from.
void checkSizes(const Stream &stream, ByteSpan input)
{
    std::uint64_t at = 0;
    for (const SeenFrame &frame : stream.frames) {
        HOP101_REQUIRE(frame.offset == at);
        base::Bytes header;
        encodeHeader(frame.header, header);
        HOP101_REQUIRE(header.size() == frame.header.size() && at + header.size() <= input.size());
        HOP101_REQUIRE(std::equal(header.begin(), header.end(), input.begin() + std::ptrdiff_t(at)));
        at += header.size() + frame.payload.size();
        if (frame.wireSize == 0)
            continue;
        HOP101_REQUIRE(frame.payload.size() == frame.header.payloadLength);
        HOP101_REQUIRE(frame.wireSize == header.size() + frame.payload.size());
    }
    if (stream.fault)
        HOP101_REQUIRE(*stream.fault == stream.frames.back().offset);
    else
        HOP101_REQUIRE(at + stream.pendingHeader == input.size());
    const bool isCut = !stream.frames.empty() && stream.frames.back().wireSize == 0;
    HOP101_REQUIRE(stream.atBoundary == (!isCut && stream.pendingHeader == 0));
}

/// Writing the decoded frames gives the bytes they were read from, where their lengths are minimal.
void checkRound(const SeenFrame &frame, ByteSpan wire)
{
    base::Bytes payload = frame.payload;
    if (frame.header.masked)
        applyMask(payload, frame.header.maskKey);
    base::Bytes again;
    encodeFrame(frame.header, payload, again);
    if (frame.header.isLengthMinimal())
        HOP101_REQUIRE(std::equal(again.begin(), again.end(), wire.begin(), wire.end()));
    FrameHeader header;
    HOP101_REQUIRE(readFrameHeader(again, header) && header.isLengthMinimal());
    HOP101_REQUIRE(header.payloadLength == payload.size());
}

/// The plain reading of RFC 6455 section 5.4, to compare the assembler with.
class PlainMessages
{
public:
    void check(const FrameHeader &header, std::uint64_t id, const FramePlace &place)
    {
        if (isControl(header.opcode)) {
            HOP101_REQUIRE(place.role == FrameRole::Control && place.message == id && place.endsMessage);
            return;
        }
        const bool isContinuation = header.opcode == Opcode::Continuation;
        HOP101_REQUIRE((place.abandoned != 0) == (!isContinuation && m_open != 0));
        if (!isContinuation) {
            HOP101_REQUIRE(place.role == (m_open ? FrameRole::NewDataInsideMessage : FrameRole::Start));
            HOP101_REQUIRE(place.message == id && place.isCompressed == header.rsv1);
            m_open = header.fin ? 0 : id;
        } else if (m_open) {
            HOP101_REQUIRE(place.role == FrameRole::Continue && place.message == m_open);
            m_open = header.fin ? 0 : m_open;
        } else {
            HOP101_REQUIRE(place.role == FrameRole::OrphanContinuation && place.message == id);
        }
    }
    std::uint64_t open() const { return m_open; }

private:
    std::uint64_t m_open = 0;
};

void checkMessages(const Stream &stream)
{
    MessageAssembler assembler;
    PlainMessages plain;
    std::uint64_t id = 0;
    for (const SeenFrame &frame : stream.frames) {
        ++id;
        plain.check(frame.header, id, assembler.place(frame.header, id));
        HOP101_REQUIRE(assembler.openMessage() == plain.open());
        HOP101_REQUIRE(assembler.isMessageOpen() == (plain.open() != 0));
    }
}

/// The end of the longest well-formed prefix, byte by byte as RFC 3629 section 4 has it; `isWhole`: nothing
/// is missing at its end.
std::size_t plainUtf8(ByteSpan bytes, bool &isWhole)
{
    std::size_t at = 0;
    isWhole = true;
    while (at < bytes.size()) {
        const auto lead = static_cast<unsigned>(bytes[at]);
        const std::size_t more = lead < 0x80 ? 0
            : lead >= 0xc2 && lead <= 0xdf   ? 1
            : lead >= 0xe0 && lead <= 0xef   ? 2
            : lead >= 0xf0 && lead <= 0xf4   ? 3
                                             : 9;
        if (more == 9)
            return at;
        for (std::size_t i = 1; i <= more; ++i) {
            if (at + i == bytes.size()) {
                isWhole = false;
                return at + i;
            }
            const auto next = static_cast<unsigned>(bytes[at + i]);
            const unsigned low = i > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            const unsigned high = i > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            if (next < low || next > high)
                return at + i;
        }
        at += 1 + more;
    }
    return at;
}

void checkUtf8(ByteSpan text)
{
    bool isWhole = false;
    const std::size_t goodBytes = plainUtf8(text, isWhole);
    for (const Chunking chunking : kChunkings) {
        Utf8Validator validator;
        std::size_t before = 0;
        std::optional<std::uint64_t> bad;
        for (const ByteSpan piece : piecesOf(text, chunking)) {
            bad = validator.feed(piece);
            if (bad)
                break;
            before += piece.size();
        }
        HOP101_REQUIRE(bad.has_value() == (goodBytes < text.size()));
        HOP101_REQUIRE(!bad || before + *bad == goodBytes);
        HOP101_REQUIRE(bad || validator.atCharacterBoundary() == isWhole);
    }
    HOP101_REQUIRE(isUtf8(text) == (goodBytes == text.size() && isWhole));
    const std::string shown = utf8OrReplaced(text);
    HOP101_REQUIRE(isUtf8(base::asBytes(shown)) && shown.size() <= 3 * text.size());
    HOP101_REQUIRE(!isUtf8(text) || shown == base::asText(text));
}

void checkMask(const SeenFrame &frame)
{
    base::Bytes plain = frame.payload;
    for (std::size_t i = 0; i < plain.size(); ++i)
        plain[i] ^= frame.header.maskKey[i % 4];
    base::Bytes pieces;
    for (const ByteSpan piece : piecesOf(frame.payload, Chunking::Mixed)) {
        const std::size_t at = pieces.size();
        base::append(pieces, piece);
        applyMask(std::span(pieces).subspan(at), frame.header.maskKey, at);
    }
    HOP101_REQUIRE(pieces == plain);
}

void checkClose(ByteSpan payload)
{
    const CloseBody body = readCloseBody(payload);
    HOP101_REQUIRE(body.code.has_value() == (payload.size() >= 2));
    if (!body.code)
        return;
    HOP101_REQUIRE(body.reason.size() == payload.size() - 2);
    const base::Bytes again = closeBody(*body.code, body.reason);
    const std::size_t kept = std::min(payload.size(), kMaxControlPayloadBytes);
    HOP101_REQUIRE(again.size() <= kept);
    HOP101_REQUIRE(std::equal(again.begin(), again.end(), payload.begin()));
}

} // namespace

void frameStream(ByteSpan input)
{
    const Stream whole = decode(input, Chunking::Whole);
    for (const Chunking chunking : kChunkings)
        HOP101_REQUIRE(whole == decode(input, chunking));
    checkSizes(whole, input);
    checkMessages(whole);
    for (const SeenFrame &frame : whole.frames) {
        checkMask(frame);
        checkUtf8(frame.payload);
        if (frame.wireSize == 0)
            continue;
        checkRound(frame, input.subspan(std::size_t(frame.offset), std::size_t(frame.wireSize)));
        if (frame.header.opcode == Opcode::Close)
            checkClose(frame.payload);
    }
}

} // namespace hop101::fuzz
