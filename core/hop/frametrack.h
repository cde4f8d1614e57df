// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/emitter.h"
#include "core/hop/framejudge.h"
#include "core/hop/pingledger.h"
#include "core/websocket/framedecoder.h"
#include "core/websocket/messageassembler.h"
#include "core/websocket/utf8.h"

#include <array>

namespace hop101::hop {

/// The frames of one direction as events and findings. Allocates nothing; keeps one frame header, one control
/// payload and a few numbers.
class FrameTrack
{
public:
    /// `ownPings` and `peerPings`: those of this and of the other direction. All must outlive it.
    FrameTrack(Direction direction, Emitter &emitter, PingLedger &ownPings, PingLedger &peerPings)
        : m_direction(direction), m_emitter(emitter), m_ownPings(ownPings), m_peerPings(peerPings)
    { }

    /// The first frame begins at this offset of the stream.
    void start(std::uint64_t streamOffset, bool isDeflateNegotiated) noexcept;
    /// Takes all of it; false after a length whose end cannot be known: what then is left of `input` is no
    /// frame.
    bool take(base::ByteSpan &input, Nanoseconds time);
    /// The stream ended, or bytes were lost: ends the open frame as cut. True where there was one.
    bool cut(bool isEndOfStream);

    /// A complete Close frame was seen.
    bool hasSentClose() const noexcept { return m_hasSentClose; }

private:
    void beginPartial(std::byte first, Nanoseconds time);
    void beginFrame(const websocket::FrameBegan &began, std::size_t available, Nanoseconds time);
    void describe(const websocket::FrameHeader &header);
    void takePayload(const websocket::FramePayload &payload);
    void takeUnmasked(base::ByteSpan bytes, std::uint64_t offset);
    void endFrame();
    void endMessageText();
    void endControl();
    void fault();

    void add(rules::Rule rule, base::ByteRange at = {});
    void raise(rules::Rule rule);
    void tell();

    Direction m_direction;
    Emitter &m_emitter;
    PingLedger &m_ownPings;
    PingLedger &m_peerPings;
    websocket::FrameDecoder m_decoder;
    websocket::MessageAssembler m_messages;
    websocket::Utf8Validator m_text;

    std::uint64_t m_streamOffset = 0; ///< of the decoder's first byte
    bool m_isDeflateNegotiated = false;
    bool m_isTextMessage = false; ///< the open message is text that has been UTF-8 so far
    bool m_hasSentClose = false;

    // The open frame
    Event m_event;
    websocket::FrameHeader m_header;
    FrameFindings m_findings; ///< those not yet told
    std::uint64_t m_payloadSeen = 0;
    std::uint64_t m_hash = 0; ///< of a control payload
    std::array<std::byte, websocket::kMaxControlPayloadBytes> m_control{};
    bool m_isOpen = false;
    bool m_isHeaderKnown = false;
    bool m_isTold = false; ///< eventBegan was called
    bool m_isStreaming = false; ///< findings are told as they come
    bool m_wantsPayload = false;
    bool m_checksText = false;
};

} // namespace hop101::hop
