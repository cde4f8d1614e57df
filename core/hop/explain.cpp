// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/explain.h"

#include "core/base/text.h"
#include "core/websocket/closecode.h"
#include "core/websocket/mask.h"

#include <algorithm>
#include <array>

namespace hop101::hop {
namespace {

using rules::Rule;

constexpr std::size_t kMostShownBytes = 16;
constexpr std::size_t kMostShownText = 80;

std::string bit(const char *name, bool isSet)
{
    return std::string(name) + (isSet ? " = 1" : " = 0");
}

/// "1010 0001"
std::string bits(base::ByteSpan wire)
{
    if (wire.empty())
        return {};
    std::string text;
    for (unsigned mask = 0x80; mask != 0; mask >>= 1) {
        if (mask == 0x08)
            text += ' ';
        text += (std::to_integer<unsigned>(wire[0]) & mask) != 0 ? '1' : '0';
    }
    return text;
}

std::string opcode(const Event &event)
{
    return "opcode " + std::to_string(event.code);
}

/// "a3 01", at most kMostShownBytes of them.
std::string spacedHex(base::ByteSpan bytes)
{
    std::string text;
    for (const std::byte b : bytes.first(std::min(bytes.size(), kMostShownBytes))) {
        if (!text.empty())
            text += ' ';
        text += base::toHex(base::ByteSpan(&b, 1));
    }
    return text;
}

/// The payload bytes at `at` of the frame, unmasked; those that `wire` has.
base::Bytes payloadAt(base::ByteRange at, const websocket::FrameHeader &header, base::ByteSpan wire)
{
    if (at.first < header.size() || at.first >= wire.size())
        return {};
    const auto first = static_cast<std::size_t>(at.first);
    const auto piece = wire.subspan(
        first,
        static_cast<std::size_t>(std::min<std::uint64_t>({wire.size() - first, at.size, kMostShownBytes})));
    base::Bytes bytes(piece.begin(), piece.end());
    if (header.masked)
        websocket::applyMask(bytes, header.maskKey, first - header.size());
    return bytes;
}

std::string inBytes(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string inBytes(std::int64_t count)
{
    return inBytes(static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0)));
}

std::string maskKey(const websocket::FrameHeader &header)
{
    return spacedHex(header.maskKey);
}

/// The first line of bytes that are no frames, as text.
std::string firstLine(base::ByteSpan wire)
{
    const std::string_view text = base::asText(wire);
    return std::string(text.substr(0, std::min(text.find_first_of("\r\n"), kMostShownText)));
}

std::string closeCode(const websocket::FrameHeader &header, base::ByteSpan wire)
{
    const auto code = websocket::readCloseBody(payloadAt({header.size(), 2}, header, wire)).code;
    return code ? std::to_string(*code) : std::string();
}

std::string topBitLength(base::ByteSpan wire)
{
    return wire.size() < 10 ? std::string() : "0x" + base::toHex(wire.subspan(2, 8));
}

const char *endName(const Event &event)
{
    switch (static_cast<EndCause>(event.code)) {
    case EndCause::Fin:
        return "FIN";
    case EndCause::Reset:
        return "RST";
    case EndCause::ByUs:
        return HOP101_TEXT("found", "closed by Hop101");
    }
    return "";
}

FoundExpected explainHeader(const Finding &finding, const Event &event, const websocket::FrameHeader &header,
                            base::ByteSpan wire)
{
    switch (finding.rule) {
    case Rule::ClientFrameMasked:
        return {bit("MASK", false), bit("MASK", true)};
    case Rule::ServerFrameUnmasked:
        return {bit("MASK", true), bit("MASK", false)};
    case Rule::Rsv1Clear:
        return {bits(wire), bit("RSV1", false)};
    case Rule::Rsv2Clear:
        return {bits(wire), bit("RSV2", false)};
    case Rule::Rsv3Clear:
        return {bits(wire), bit("RSV3", false)};
    case Rule::OpcodeKnown:
        return {opcode(event),
                "opcode 0\xe2\x80\x93"
                "2 or 8\xe2\x80\x93"
                "10"};
    case Rule::LengthMinimal:
        return {std::to_string(header.payloadLength) + " in " + inBytes(std::uint64_t{header.lengthBytes}),
                std::to_string(header.payloadLength) + " in "
                    + inBytes(std::uint64_t{websocket::minimalLengthBytes(header.payloadLength)})};
    case Rule::LengthTopBitClear:
        return {topBitLength(wire), "0x7fffffffffffffff or less"};
    case Rule::ControlFrameShort:
        return {inBytes(header.payloadLength),
                "0\xe2\x80\x93"
                "125 bytes"};
    case Rule::ControlFrameWhole:
        return {bit("FIN", false), bit("FIN", true)};
    case Rule::ContinuationExpected:
        return {opcode(event), "opcode 1 or 2"};
    case Rule::MessageFinishedFirst:
        return {opcode(event), "opcode 0"};
    case Rule::Rsv1OnlyOnFirst:
        return {bits(wire), bit("RSV1", false)};
    case Rule::MaskKeyVaries:
        return {maskKey(header), HOP101_TEXT("expected", "another key than the frame before")};
    case Rule::MaskKeyNotZero:
        return {maskKey(header), HOP101_TEXT("expected", "4 unpredictable bytes")};
    default:
        return {};
    }
}

FoundExpected explainPayload(const Finding &finding, const Event &event, const websocket::FrameHeader &header,
                             base::ByteSpan wire)
{
    const auto found = [&] { return spacedHex(payloadAt(finding.at, header, wire)); };
    switch (finding.rule) {
    case Rule::TextIsUtf8:
    case Rule::CloseReasonUtf8:
        return {found(), "UTF-8"};
    case Rule::CloseBodyLength:
        return {inBytes(header.payloadLength),
                "0 or 2\xe2\x80\x93"
                "125 bytes"};
    case Rule::CloseCodeAllowed:
        return {closeCode(header, wire),
                "1000\xe2\x80\x93"
                "1003, 1007\xe2\x80\x93"
                "1014 or 3000\xe2\x80\x93"
                "4999"};
    case Rule::CloseCodeFitsSide:
        return {closeCode(header, wire), HOP101_TEXT("expected", "1010 from a client only")};
    case Rule::NothingAfterClose:
        return {opcode(event), HOP101_TEXT("expected", "no frame")};
    case Rule::PongMatchesPing:
        return {header.payloadLength == 0
                    ? inBytes(std::uint64_t{0})
                    : spacedHex(payloadAt({header.size(), header.payloadLength}, header, wire)),
                HOP101_TEXT("expected", "the payload of a Ping")};
    case Rule::FrameComplete:
        return {inBytes(event.wireSize), inBytes(header.size() + header.payloadLength)};
    case Rule::MessageCompleteAtClose:
        return {opcode(event), HOP101_TEXT("expected", "a continuation with FIN first")};
    default:
        return {};
    }
}

/// What PermessageDeflate breaks (RFC 7692).
FoundExpected explainDeflate(const Finding &finding, const Event &event, const websocket::FrameHeader &header)
{
    switch (finding.rule) {
    case Rule::DeflateDataValid:
        return {inBytes(header.payloadLength), HOP101_TEXT("expected", "DEFLATE data within the window")};
    case Rule::DeflateMessageWhole:
        return {inBytes(header.payloadLength), HOP101_TEXT("expected", "data up to the end of a block")};
    case Rule::DeflateBlockNotFinal:
        return {"BFINAL = 1", "BFINAL = 0"};
    case Rule::InflatedWithinLimit:
        return {inBytes(header.payloadLength), HOP101_TEXT("expected", "less than the limit, inflated")};
    case Rule::MessageWithinLimit:
        return {inBytes(std::max(header.payloadLength,
                                 static_cast<std::uint64_t>(std::max<std::int64_t>(event.messageSize, 0)))),
                HOP101_TEXT("expected", "less than the limit")};
    default:
        return {};
    }
}

/// What bytes that are no frames, heads and bodies break.
FoundExpected explainBytes(const Finding &finding, const Event &event, base::ByteSpan wire)
{
    switch (finding.rule) {
    case Rule::RequestLineValid:
        return {firstLine(wire), "GET /\xe2\x80\xa6 HTTP/1.1"};
    case Rule::ResponseIsHttp:
        return {firstLine(wire), "HTTP/1.1 101 Switching Protocols"};
    case Rule::ClientWaitsForAnswer:
        return {inBytes(event.wireSize), HOP101_TEXT("expected", "nothing before the answer")};
    case Rule::ResponseHasRequest:
        return {firstLine(wire), HOP101_TEXT("expected", "a request first")};
    case Rule::InterimWasAsked:
        return {std::to_string(event.code), HOP101_TEXT("expected", "100 only, after Expect: 100-continue")};
    case Rule::BodyComplete:
        return {event.kind == EventKind::Closed ? endName(event) : inBytes(event.payloadSize),
                HOP101_TEXT("expected", "the whole body")};
    default:
        return {};
    }
}

FoundExpected explainCourse(const Finding &finding, const Event &event)
{
    switch (finding.rule) {
    case Rule::AnswerCame:
        return {event.kind == EventKind::Closed ? endName(event) : "", "HTTP/1.1 101"};
    case Rule::CloseBeforeEnd:
    case Rule::CloseAnswered:
        return {endName(event), "Close"};
    case Rule::ServerClosesTcpFirst:
        return {endName(event), HOP101_TEXT("expected", "the end of the server's side first")};
    case Rule::NotReset:
        return {"RST", "FIN"};
    case Rule::PingAnswered:
        return {endName(event), "Pong"};
    case Rule::MessageCompleteAtClose:
        return {endName(event), HOP101_TEXT("expected", "a continuation with FIN first")};
    default:
        return {};
    }
}

} // namespace

FoundExpected explain(const Finding &finding, const Event &event, base::ByteSpan wire)
{
    if (finding.rule == Rule::NotSilent)
        return {HOP101_TEXT("found", "60 seconds or more without a byte"),
                HOP101_TEXT("expected", "a byte within 60 seconds")};
    if (event.kind != EventKind::Frame) {
        FoundExpected result = explainBytes(finding, event, wire);
        return result == FoundExpected{} ? explainCourse(finding, event) : result;
    }
    websocket::FrameHeader header;
    if (!websocket::readFrameHeader(wire, header)) // cut inside the header
        return finding.rule == Rule::FrameComplete
            ? FoundExpected{inBytes(event.wireSize), HOP101_TEXT("expected", "a whole frame header")}
            : FoundExpected{};
    FoundExpected result = explainHeader(finding, event, header, wire);
    if (result == FoundExpected{})
        result = explainPayload(finding, event, header, wire);
    return result == FoundExpected{} ? explainDeflate(finding, event, header) : result;
}

} // namespace hop101::hop
