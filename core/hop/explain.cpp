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
        return {std::to_string(header.payloadLength) + " in " + std::to_string(header.lengthBytes) + " bytes",
                std::to_string(header.payloadLength) + " in "
                    + std::to_string(websocket::minimalLengthBytes(header.payloadLength))};
    case Rule::LengthTopBitClear:
        return {topBitLength(wire), "0x7fffffffffffffff or less"};
    case Rule::ControlFrameShort:
        return {std::to_string(header.payloadLength),
                "0\xe2\x80\x93"
                "125"};
    case Rule::ControlFrameWhole:
        return {bit("FIN", false), bit("FIN", true)};
    case Rule::ContinuationExpected:
        return {opcode(event), "opcode 1 or 2"};
    case Rule::MessageFinishedFirst:
        return {opcode(event), "opcode 0"};
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
        return {std::to_string(header.payloadLength),
                "0 or 2\xe2\x80\x93"
                "125"};
    case Rule::CloseCodeAllowed:
        return {closeCode(header, wire),
                "1000\xe2\x80\x93"
                "1003, 1007\xe2\x80\x93"
                "1014 or 3000\xe2\x80\x93"
                "4999"};
    case Rule::NothingAfterClose:
        return {opcode(event), ""};
    case Rule::PongMatchesPing:
        return {spacedHex(payloadAt({header.size(), header.payloadLength}, header, wire)), ""};
    case Rule::FrameComplete:
        return {std::to_string(event.wireSize),
                event.payloadSize > 0 || wire.size() >= header.size()
                    ? std::to_string(header.size() + header.payloadLength)
                    : ""};
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
        return {endName(event), ""};
    case Rule::NotReset:
        return {"RST", "FIN"};
    default:
        return {};
    }
}

} // namespace

FoundExpected explain(const Finding &finding, const Event &event, base::ByteSpan wire)
{
    if (event.kind != EventKind::Frame)
        return explainCourse(finding, event);
    websocket::FrameHeader header;
    if (!websocket::readFrameHeader(wire, header)) // cut inside the header
        return finding.rule == Rule::FrameComplete ? FoundExpected{std::to_string(event.wireSize), ""}
                                                   : FoundExpected{};
    FoundExpected result = explainHeader(finding, event, header, wire);
    return result == FoundExpected{} ? explainPayload(finding, event, header, wire) : result;
}

} // namespace hop101::hop
