// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/framejudge.h"

#include "core/websocket/closecode.h"
#include "core/websocket/utf8.h"

#include <cassert>
#include <utility>

namespace hop101::hop {
namespace {

using rules::Rule;
using websocket::FrameRole;

constexpr base::ByteRange kFirstByte{0, 1};
constexpr base::ByteRange kMaskBit{1, 1};
/// "this status code is not used by the server, because it can fail the WebSocket handshake instead" (RFC
/// 6455 section 7.4.1). Practice: 1011 comes from both sides, as erratum 3227 of that section has it.
constexpr std::uint16_t kMandatoryExtension = 1010;

void judgeRsv(const websocket::FrameHeader &header, const websocket::FramePlace &place,
              bool isDeflateNegotiated, FrameFindings &findings) noexcept
{
    // RFC 7692 section 6.1: RSV1 marks the first frame of a compressed message, and no other.
    const bool isFirst = place.role == FrameRole::Start || place.role == FrameRole::NewDataInsideMessage;
    if (header.rsv1 && !(isDeflateNegotiated && isFirst))
        findings.add(isDeflateNegotiated ? Rule::Rsv1OnlyOnFirst : Rule::Rsv1Clear, kFirstByte);
    if (header.rsv2)
        findings.add(Rule::Rsv2Clear, kFirstByte);
    if (header.rsv3)
        findings.add(Rule::Rsv3Clear, kFirstByte);
}

void judgeControl(const websocket::FrameHeader &header, FrameFindings &findings) noexcept
{
    if (header.payloadLength > websocket::kMaxControlPayloadBytes)
        findings.add(Rule::ControlFrameShort, {1, header.lengthBytes});
    if (!header.fin)
        findings.add(Rule::ControlFrameWhole, kFirstByte);
}

/// Offset of the first byte that makes it no UTF-8, or nothing.
std::optional<std::uint64_t> firstBadByte(base::ByteSpan text) noexcept
{
    websocket::Utf8Validator validator;
    if (const auto bad = validator.feed(text))
        return bad;
    return validator.atCharacterBoundary() ? std::nullopt : std::optional<std::uint64_t>(text.size() - 1);
}

} // namespace

void FrameFindings::add(rules::Rule rule, base::ByteRange at) noexcept
{
    assert(m_size < m_entries.size());
    if (m_size < m_entries.size())
        m_entries[m_size++] = {rule, at};
}

void judgeFrameHeader(const websocket::FrameHeader &header, const websocket::FramePlace &place,
                      Direction direction, bool isDeflateNegotiated, FrameFindings &findings) noexcept
{
    const bool isClient = direction == Direction::FromLeft;
    if (isClient && !header.masked)
        findings.add(Rule::ClientFrameMasked, kMaskBit);
    if (!isClient && header.masked)
        findings.add(Rule::ServerFrameUnmasked, kMaskBit);
    judgeRsv(header, place, isDeflateNegotiated, findings);
    if (websocket::isReserved(header.opcode))
        findings.add(Rule::OpcodeKnown, kFirstByte);
    if (!header.isLengthMinimal())
        findings.add(Rule::LengthMinimal, {1, header.lengthBytes});
    if (websocket::isControl(header.opcode))
        judgeControl(header, findings);
    if (place.role == FrameRole::OrphanContinuation)
        findings.add(Rule::ContinuationExpected, kFirstByte);
    if (place.role == FrameRole::NewDataInsideMessage)
        findings.add(Rule::MessageFinishedFirst, kFirstByte);
}

void judgeCloseBody(base::ByteSpan payload, std::size_t headerSize, Direction direction,
                    FrameFindings &findings) noexcept
{
    if (payload.empty())
        return;
    const auto body = websocket::readCloseBody(payload);
    if (!body.code) {
        findings.add(Rule::CloseBodyLength, {headerSize, payload.size()});
        return;
    }
    if (!websocket::isCloseCodeAllowed(*body.code))
        findings.add(Rule::CloseCodeAllowed, {headerSize, 2});
    if (*body.code == kMandatoryExtension && direction == Direction::FromRight)
        findings.add(Rule::CloseCodeFitsSide, {headerSize, 2});
    if (const auto bad = firstBadByte(payload.subspan(2)))
        findings.add(Rule::CloseReasonUtf8, {headerSize + 2 + *bad, 1});
}

void MaskKeyJudge::tell(std::uint32_t key, std::size_t keyAt, FrameFindings &findings) noexcept
{
    bool &isTold = key == 0 ? m_isZeroTold : m_isSameTold;
    if (!std::exchange(isTold, true))
        findings.add(key == 0 ? Rule::MaskKeyNotZero : Rule::MaskKeyVaries, {keyAt, 4});
}

} // namespace hop101::hop
