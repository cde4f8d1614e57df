// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/frametrack.h"

#include "core/websocket/mask.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace hop101::hop {
namespace {

using rules::Rule;
using websocket::FrameRole;
using websocket::Opcode;

constexpr std::size_t kUnmaskPieceBytes = 4096;

// FNV-1a: a ledger of pings needs no defence against collisions, only one number a payload.
constexpr std::uint64_t kHashStart = 14695981039346656037U;
std::uint64_t hashed(std::uint64_t hash, base::ByteSpan bytes) noexcept
{
    for (const std::byte b : bytes)
        hash = (hash ^ std::to_integer<std::uint64_t>(b)) * 1099511628211U;
    return hash;
}

std::uint16_t firstByteFlags(bool fin, bool rsv1, bool rsv2, bool rsv3) noexcept
{
    return static_cast<std::uint16_t>((fin ? flag::Fin : 0) | (rsv1 ? flag::Rsv1 : 0)
                                      | (rsv2 ? flag::Rsv2 : 0) | (rsv3 ? flag::Rsv3 : 0));
}

} // namespace

void FrameTrack::start(std::uint64_t streamOffset, std::optional<websocket::DeflateSide> deflate)
{
    m_streamOffset = streamOffset;
    m_inflater = deflate ? std::make_unique<MessageInflater>(*deflate, m_limits) : nullptr;
}

bool FrameTrack::take(base::ByteSpan &input, Nanoseconds time)
{
    for (;;) {
        if (m_decoder.atFrameBoundary())
            while (takeWhole(input, time)) { }
        const std::byte first = input.empty() ? std::byte{} : input.front();
        const auto step = m_decoder.next(input);
        if (const auto *began = std::get_if<websocket::FrameBegan>(&step)) {
            m_header = began->header;
            beginFrame(input.size(), time);
        } else if (const auto *payload = std::get_if<websocket::FramePayload>(&step)) {
            takePayload(payload->wire, payload->offset);
        } else if (std::holds_alternative<websocket::FrameEnded>(step)) {
            endFrame();
        } else if (std::holds_alternative<websocket::FrameFault>(step)) {
            fault();
            return false;
        } else {
            if (!m_isOpen && m_decoder.pendingHeaderBytes() > 0)
                beginPartial(first, time);
            return true;
        }
    }
}

/// A frame that lies in the input as a whole needs no decoder that can stop at any byte. All else is the
/// same. False where it does not.
bool FrameTrack::takeWhole(base::ByteSpan &input, Nanoseconds time)
{
    if (!websocket::readFrameHeader(input, m_header))
        return false;
    const std::size_t available = input.size() - m_header.size();
    if (m_header.payloadLength > available)
        return false;
    const auto size = static_cast<std::size_t>(m_header.payloadLength);
    const auto payload = input.subspan(m_header.size(), size);
    input = input.subspan(m_header.size() + size);
    beginFrame(available, time);
    takePayload(payload, 0);
    endFrame();
    return true;
}

/// The header is not complete, but an event is numbered at its first byte.
void FrameTrack::beginPartial(std::byte first, Nanoseconds time)
{
    const auto bits = std::to_integer<unsigned>(first);
    m_emitter.number(m_event, EventKind::Frame, m_direction, time, m_streamOffset);
    m_event.code = static_cast<std::uint16_t>(bits & 15U);
    m_event.flags =
        firstByteFlags((bits & 0x80U) != 0, (bits & 0x40U) != 0, (bits & 0x20U) != 0, (bits & 0x10U) != 0);
    if (m_hasSentClose)
        m_event.flags |= flag::AfterClose;
    m_isOpen = true;
    m_isSilenceNoted = !m_findings.isEmpty(); // nothing else waits between frames
    m_isHeaderKnown = false;
    m_isStreaming = false;
    m_isTold = true;
    m_emitter.began(m_event);
}

/// `m_header` is known, and so many bytes of the payload are here.
void FrameTrack::beginFrame(std::size_t available, Nanoseconds time)
{
    if (!m_isOpen) {
        m_emitter.number(m_event, EventKind::Frame, m_direction, time, m_streamOffset);
        m_isOpen = true;
        m_isSilenceNoted = !m_findings.isEmpty();
        m_isTold = false;
    }
    m_isHeaderKnown = true;
    m_isStreaming = false;
    m_payloadSeen = 0;
    m_hash = kHashStart;
    describe(m_header);
    const bool isControl = websocket::isControl(m_header.opcode);
    m_wantsPayload = m_emitter.listener().wantsPayload(m_event);
    m_wantsMessage = !isControl && m_emitter.listener().wantsMessage(m_event);
    m_looksInside = m_wantsPayload || m_wantsMessage || m_checksText || m_inflates || isControl;
    if (m_wantsPayload || m_wantsMessage || m_header.payloadLength > available) {
        tell();
        m_isStreaming = true;
    }
}

void FrameTrack::describe(const websocket::FrameHeader &header)
{
    const auto place = m_messages.place(header, m_event.id.value);
    const bool isData = place.role != FrameRole::Control;
    m_event.code = static_cast<std::uint16_t>(header.opcode);
    m_event.flags = firstByteFlags(header.fin, header.rsv1, header.rsv2, header.rsv3);
    m_event.flags |= static_cast<std::uint16_t>((header.masked ? flag::Masked : 0)
                                                | (isData && place.endsMessage ? flag::MessageEnd : 0)
                                                | (m_hasSentClose ? flag::AfterClose : 0));
    if (header.payloadLength
        <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - header.size()) {
        m_event.wireSize = static_cast<std::int64_t>(header.size() + header.payloadLength);
        m_event.payloadSize = static_cast<std::int64_t>(header.payloadLength);
    }
    m_event.message = isData ? base::EventId{place.message} : base::EventId{};

    judgeFrameHeader(header, knownPlace(place), m_direction, m_inflater != nullptr, m_findings);
    if (m_hasSentClose)
        m_findings.add(Rule::NothingAfterClose);
    if (header.masked)
        m_maskKeys.judge(header, m_findings);
    if (isData) {
        placeInMessage(place);
    } else {
        m_checksText = false;
        m_inflates = false;
    }
    for (const auto &finding : m_findings.all())
        raise(finding.rule);
}

/// Behind a gap a continuation may go on with a message whose first frame was lost.
websocket::FramePlace FrameTrack::knownPlace(websocket::FramePlace place) noexcept
{
    if (place.role == FrameRole::Start)
        m_isBehindGap = false;
    else if (m_isBehindGap && place.role == FrameRole::OrphanContinuation)
        place.role = FrameRole::Continue;
    return place;
}

void FrameTrack::goOnBehindGap(std::uint64_t streamOffset)
{
    m_streamOffset = streamOffset;
    m_decoder = {};
    m_messages.reset();
    m_text.reset();
    if (m_inflater)
        m_inflater->lose();
    m_isBehindGap = true;
}

void FrameTrack::placeInMessage(const websocket::FramePlace &place)
{
    const bool isOrphan = place.role == FrameRole::OrphanContinuation;
    if (place.role != FrameRole::Continue) {
        m_messageWireBytes = 0;
        m_isLimitTold = false;
        m_isCompressed = m_inflater && !isOrphan && place.isCompressed;
        m_isTextMessage = !isOrphan && place.opcode == Opcode::Text;
        m_text.reset();
        if (m_inflater && !isOrphan)
            m_inflater->beginMessage(m_isCompressed);
    }
    m_inflates = m_isCompressed && m_inflater->isInflating();
    if (m_isCompressed) {
        m_event.flags |= flag::Compressed;
        m_inflater->beginFrame(m_header.payloadLength);
    }
    m_checksText = m_isTextMessage && m_isCompressed == m_inflates;
    if (isBeyondLimit() && !std::exchange(m_isLimitTold, true))
        m_findings.add(Rule::MessageWithinLimit, {1, m_header.lengthBytes});
}

/// What the headers so far say. Compressed data may be a little larger than the message: random bytes are. A
/// length with its top bit set is no length: LengthTopBitClear says so.
bool FrameTrack::isBeyondLimit() const noexcept
{
    const std::uint64_t limit = m_limits.messageBytes;
    if (limit == 0 || (m_header.payloadLength >> 63) != 0)
        return false;
    const std::uint64_t spare = m_isCompressed ? limit / 64 + 64 : 0;
    const std::uint64_t bytes = m_messageWireBytes + m_header.payloadLength;
    return bytes > limit && bytes - limit > spare;
}

void FrameTrack::takePayload(base::ByteSpan wire, std::uint64_t offset)
{
    m_payloadSeen += wire.size();
    if (!m_looksInside)
        return;
    if (!m_header.masked) {
        if (!wire.empty())
            takeUnmasked(wire, offset);
        return;
    }
    std::array<std::byte, kUnmaskPieceBytes> piece;
    for (std::size_t at = 0; at < wire.size(); at += piece.size()) {
        const auto part = wire.subspan(at, std::min(piece.size(), wire.size() - at));
        websocket::copyMasked(part, piece.data(), m_header.maskKey, offset + at);
        takeUnmasked(base::ByteSpan(piece).first(part.size()), offset + at);
    }
}

void FrameTrack::takeUnmasked(base::ByteSpan bytes, std::uint64_t offset)
{
    if (m_checksText && !m_isCompressed) {
        if (const auto bad = m_text.feed(bytes)) {
            m_checksText = m_isTextMessage = false; // one finding a message is enough
            add(Rule::TextIsUtf8, {m_header.size() + offset + *bad, 1});
        }
    }
    if (websocket::isControl(m_header.opcode)) {
        m_hash = hashed(m_hash, bytes);
        if (offset < m_control.size())
            std::memcpy(m_control.data() + offset, bytes.data(),
                        std::min(bytes.size(), m_control.size() - static_cast<std::size_t>(offset)));
    }
    if (m_wantsPayload)
        m_emitter.listener().framePayload(m_event, offset, bytes);
    if (m_inflates)
        takeCompressed(bytes);
    else if (m_wantsMessage && !m_isCompressed)
        m_emitter.listener().messageData(m_event, m_messageWireBytes + offset, bytes);
}

void FrameTrack::takeCompressed(base::ByteSpan bytes)
{
    using State = MessageInflater::State;
    State state = State::RoomFull;
    while (state == State::RoomFull) {
        const std::uint64_t offset = m_inflater->messageBytes();
        const auto step = m_inflater->next(bytes);
        state = step.state;
        takeInflated(step.data, offset);
    }
    if (state == State::Hungry)
        return;
    m_inflates = m_checksText = m_isTextMessage = false;
    add(state == State::BadData ? Rule::DeflateDataValid : Rule::InflatedWithinLimit, wholePayload());
}

/// Which of its bytes on the wire made them is not known, so what is found is about the whole payload. It is
/// found in the order of the message, however its bytes arrive.
void FrameTrack::takeInflated(base::ByteSpan data, std::uint64_t offset)
{
    const std::uint64_t limit = m_limits.messageBytes;
    if (limit != 0 && offset + data.size() > limit && !m_isLimitTold) {
        const auto within = static_cast<std::size_t>(limit - offset);
        checkInflatedText(data.first(within));
        m_isLimitTold = true;
        add(Rule::MessageWithinLimit, wholePayload());
        checkInflatedText(data.subspan(within));
    } else {
        checkInflatedText(data);
    }
    if (m_wantsMessage && !data.empty())
        m_emitter.listener().messageData(m_event, offset, data);
}

void FrameTrack::checkInflatedText(base::ByteSpan data)
{
    if (!m_checksText || !m_text.feed(data))
        return;
    m_checksText = m_isTextMessage = false;
    add(Rule::TextIsUtf8, wholePayload());
}

/// Once a connection is enough: whoever does it does it always.
void FrameTrack::noteFinalBlock()
{
    if (m_inflater->hasSeenFinalBlock() && !std::exchange(m_isFinalBlockTold, true))
        add(Rule::DeflateBlockNotFinal, wholePayload());
}

void FrameTrack::endFrame()
{
    if (m_event.message)
        sizeMessage(m_header.payloadLength);
    if (m_inflates && m_event.has(flag::MessageEnd))
        endCompressed();
    if (m_isCompressed && m_event.message)
        noteFinalBlock();
    if (m_checksText && m_event.has(flag::MessageEnd))
        endMessageText();
    if (websocket::isControl(m_header.opcode))
        endControl();
    m_event.ended = true;
    tell();
    m_isOpen = false;
    m_streamOffset += static_cast<std::uint64_t>(m_event.wireSize);
}

/// An ended data frame: how large its message is so far.
void FrameTrack::sizeMessage(std::uint64_t payloadBytes)
{
    m_messageWireBytes += payloadBytes;
    if (!m_isCompressed)
        m_event.messageSize = static_cast<std::int64_t>(m_messageWireBytes);
    else if (m_inflates)
        m_event.messageSize = static_cast<std::int64_t>(m_inflater->messageBytes());
}

void FrameTrack::endCompressed()
{
    if (m_inflater->endMessage())
        return;
    m_checksText = false; // what it lacks is said below
    add(Rule::DeflateMessageWhole,
        m_header.payloadLength > 0 ? base::ByteRange{wholePayload().end() - 1, 1} : base::ByteRange{});
}

/// The last character of a message must be complete.
void FrameTrack::endMessageText()
{
    m_isTextMessage = false;
    if (m_text.atCharacterBoundary())
        return;
    if (m_isCompressed) {
        add(Rule::TextIsUtf8, wholePayload());
        return;
    }
    const auto wireSize = m_header.size() + m_header.payloadLength;
    add(Rule::TextIsUtf8, m_header.payloadLength > 0 ? base::ByteRange{wireSize - 1, 1} : base::ByteRange{});
}

void FrameTrack::endControl()
{
    switch (m_header.opcode) {
    case Opcode::Ping:
        m_ownPings.sent(m_hash, m_event.time);
        break;
    case Opcode::Pong:
        if (!m_peerPings.answered(m_hash))
            add(Rule::PongMatchesPing);
        break;
    case Opcode::Close: {
        if (!std::exchange(m_hasSentClose, true)) {
            m_closedAt = m_event.time;
            if (m_messages.isMessageOpen())
                add(Rule::MessageCompleteAtClose);
        }
        if (m_header.payloadLength > m_control.size())
            break; // ControlFrameShort says it all
        FrameFindings findings;
        judgeCloseBody(base::ByteSpan(m_control).first(static_cast<std::size_t>(m_header.payloadLength)),
                       m_header.size(), m_direction, findings);
        for (const auto &finding : findings.all())
            add(finding.rule, finding.at);
        break;
    }
    default:
        break;
    }
}

/// "the most significant bit MUST be 0" (RFC 6455 section 5.2): no later boundary can be known.
void FrameTrack::fault()
{
    add(Rule::LengthTopBitClear, {2, 8});
    m_event.wireSize = static_cast<std::int64_t>(m_header.size());
    m_event.payloadSize = 0;
    m_event.flags |= flag::Cut;
    m_event.ended = true;
    tell();
    m_isOpen = false;
    m_streamOffset += m_header.size();
}

bool FrameTrack::cut(bool isEndOfStream)
{
    if (!m_isOpen)
        return false;
    const auto seen = m_isHeaderKnown ? m_header.size() + m_payloadSeen : m_decoder.pendingHeaderBytes();
    m_event.wireSize = static_cast<std::int64_t>(seen);
    m_event.payloadSize = m_isHeaderKnown ? static_cast<std::int64_t>(m_payloadSeen) : 0;
    if (m_isHeaderKnown && m_event.message)
        sizeMessage(m_payloadSeen);
    m_event.flags |= flag::Cut;
    m_event.ended = true;
    m_wasCut = true;
    if (isEndOfStream)
        m_findings.add(Rule::FrameComplete);
    for (const auto &finding : m_findings.all())
        raise(finding.rule);
    tell();
    m_isOpen = false;
    return true;
}

/// Between frames it waits for the next header, which tells all that is found. Once a frame is enough.
void FrameTrack::endSilence()
{
    if (!m_isOpen)
        m_findings.add(Rule::NotSilent);
    else if (!std::exchange(m_isSilenceNoted, true))
        add(Rule::NotSilent);
}

void FrameTrack::add(rules::Rule rule, base::ByteRange at)
{
    m_findings.add(rule, at);
    const auto before = m_event.severity;
    raise(rule);
    if (!m_isStreaming)
        return;
    if (m_event.severity != before)
        m_emitter.changed(m_event);
    m_emitter.listener().found({m_event.id, rule, at});
    m_findings.clear();
}

void FrameTrack::raise(rules::Rule rule)
{
    m_event.severity = std::max(m_event.severity, rules::info(rule).severity);
}

/// The event as it stands, then its findings that were not told.
void FrameTrack::tell()
{
    if (m_isTold)
        m_emitter.changed(m_event);
    else
        m_emitter.began(m_event);
    m_isTold = true;
    for (const auto &finding : m_findings.all())
        m_emitter.listener().found({m_event.id, finding.rule, finding.at});
    m_findings.clear();
}

} // namespace hop101::hop
