// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/emitter.h"
#include "core/hop/framejudge.h"
#include "core/hop/messageinflater.h"
#include "core/hop/pingledger.h"
#include "core/websocket/framedecoder.h"
#include "core/websocket/messageassembler.h"
#include "core/websocket/utf8.h"

#include <array>
#include <memory>
#include <optional>

namespace hop101::hop {

/// The frames of one direction as events and findings. Keeps one frame header, one control payload and a few
/// numbers. Allocates nothing, but where permessage-deflate was agreed one inflater.
class FrameTrack
{
public:
    /// `ownPings` and `peerPings`: those of this and of the other direction. `isFinalBlockTold`: shared by
    /// both directions. All must outlive it.
    FrameTrack(Direction direction, Emitter &emitter, PingLedger &ownPings, PingLedger &peerPings,
               const plan::Limits &limits, bool &isFinalBlockTold)
        : m_direction(direction), m_emitter(emitter), m_ownPings(ownPings), m_peerPings(peerPings),
          m_limits(limits), m_isFinalBlockTold(isFinalBlockTold)
    { }

    /// The first frame begins at this offset of the stream. `deflate`: of this direction, where it was
    /// agreed.
    void start(std::uint64_t streamOffset, std::optional<websocket::DeflateSide> deflate);
    /// Takes all of it; false after a length whose end cannot be known: what then is left of `input` is no
    /// frame.
    bool take(base::ByteSpan &input, Nanoseconds time);
    /// The stream ended, or bytes were lost: ends the open frame as cut. True where there was one.
    bool cut(bool isEndOfStream);

    /// After cut(): bytes were lost, and at this offset of the stream a frame begins. What was lost may have
    /// begun or ended a message, so continuations are not judged until one begins.
    void goOnBehindGap(std::uint64_t streamOffset);

    /// No frame comes any more: a hop that has ended keeps no window.
    void release() noexcept { m_inflater.reset(); }

    /// The bytes that take() gets next come after a minute of silence: the frame that they begin or go on
    /// with is found NotSilent.
    void endSilence();

    /// A complete Close frame was seen.
    bool hasSentClose() const noexcept { return m_hasSentClose; }
    /// When the first Close was complete; only where there was one.
    Nanoseconds closedAt() const noexcept { return m_closedAt; }
    /// A fragmented message lacks its end, as far as whole frames tell.
    bool isMessageOpen() const noexcept { return m_messages.isMessageOpen() && !m_wasCut; }

private:
    bool takeWhole(base::ByteSpan &input, Nanoseconds time);
    void beginPartial(std::byte first, Nanoseconds time);
    void beginFrame(std::size_t available, Nanoseconds time);
    void describe(const websocket::FrameHeader &header);
    websocket::FramePlace knownPlace(websocket::FramePlace place) noexcept;
    void placeInMessage(const websocket::FramePlace &place);
    bool isBeyondLimit() const noexcept;
    void takePayload(base::ByteSpan wire, std::uint64_t offset);
    void takeUnmasked(base::ByteSpan bytes, std::uint64_t offset);
    void takeCompressed(base::ByteSpan bytes);
    void takeInflated(base::ByteSpan data, std::uint64_t offset);
    void checkInflatedText(base::ByteSpan data);
    void noteFinalBlock();
    void endFrame();
    void endCompressed();
    void sizeMessage(std::uint64_t payloadBytes);
    void endMessageText();
    void endControl();
    void fault();

    void add(rules::Rule rule, base::ByteRange at = {});
    void raise(rules::Rule rule);
    void tell();
    base::ByteRange wholePayload() const noexcept { return {m_header.size(), m_header.payloadLength}; }

    Direction m_direction;
    Emitter &m_emitter;
    PingLedger &m_ownPings;
    PingLedger &m_peerPings;
    websocket::FrameDecoder m_decoder;
    websocket::MessageAssembler m_messages;
    websocket::Utf8Validator m_text;

    std::uint64_t m_streamOffset = 0; ///< of the decoder's first byte
    const plan::Limits &m_limits;
    std::unique_ptr<MessageInflater> m_inflater; ///< null: permessage-deflate was not agreed
    bool &m_isFinalBlockTold;
    bool m_hasSentClose = false;
    bool m_wasCut = false;
    bool m_isBehindGap = false; ///< what continues which message is not known
    Nanoseconds m_closedAt{};
    MaskKeyJudge m_maskKeys;

    // The open message
    std::uint64_t m_messageWireBytes = 0; ///< payload of its earlier frames, as on the wire
    bool m_isTextMessage = false; ///< it is text that has been UTF-8 so far
    bool m_isCompressed = false; ///< it is, and that was agreed
    bool m_isLimitTold = false;

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
    bool m_isSilenceNoted = false;
    bool m_isStreaming = false; ///< findings are told as they come
    bool m_wantsPayload = false;
    bool m_wantsMessage = false;
    bool m_checksText = false;
    bool m_inflates = false; ///< a data frame of a compressed message that can be read
    bool m_looksInside = false; ///< somebody needs the payload unmasked
};

} // namespace hop101::hop
