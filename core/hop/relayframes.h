// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/clientactor.h"
#include "core/hop/framewriter.h"
#include "core/hop/input.h"
#include "core/hop/messagedeflater.h"
#include "core/plan/relayrules.h"
#include "core/websocket/framedecoder.h"
#include "core/websocket/inflater.h"
#include "core/websocket/messageassembler.h"

#include <functional>
#include <optional>
#include <vector>

namespace hop101::hop {

/// The rules of a relay, and how often each was applied on one connection.
class RuleBook
{
public:
    explicit RuleBook(const std::vector<plan::RelayRule> &rules) : m_rules(rules), m_used(rules.size(), 0) { }

    std::size_t size() const noexcept { return m_rules.size(); }
    const plan::RelayRule &rule(std::size_t index) const { return m_rules[index]; }
    bool looksAt(std::size_t index, plan::RelayPart part, Direction from) const;
    /// True, and counted, where its `match` is in there and it was not applied often enough.
    bool applies(std::size_t index, base::ByteSpan bytes);

private:
    const std::vector<plan::RelayRule> &m_rules;
    std::vector<std::uint64_t> m_used;
};

/// Changes the messages of one direction by rules. A message that none changes goes on as it came, to the
/// byte. Once a compressed message was changed or dropped, and later ones may refer to it, all later ones are
/// compressed anew. Holds one message in memory, at most plan::kMaxEditedBytes of it; a larger one goes on
/// as it is, or uncompressed where it must be made anew.
class RelayFrames
{
public:
    using Pass = std::function<void(base::ByteSpan)>;
    /// What waits at a breakpoint: the message's kind and content.
    using Hold = std::function<void(websocket::Opcode, base::ByteSpan)>;

    RelayFrames(Direction from, RuleBook &rules, MaskKeySource maskKeys, Pass pass, Hold hold);

    /// Frames begin here.
    void start(std::optional<websocket::DeflateSide> deflate);
    /// Takes all of it, or up to where a message waits: the rest is left in `input`.
    void take(base::ByteSpan &input);
    /// What waits goes on, as it is or with this content; nothing: it does not.
    void release(bool isDropped, const std::optional<base::Bytes> &edited);
    bool isHolding() const noexcept { return m_heldRule.has_value(); }
    /// The direction ended: an unfinished message goes on as it is.
    void finish();

private:
    /// A message, or a control frame, that is being read or decided about.
    struct Unit
    {
        websocket::Opcode opcode = websocket::Opcode::Text;
        base::Bytes wire; ///< its frames, as they came
        base::Bytes content; ///< unmasked and inflated
        bool isCompressed = false;
        bool isChanged = false;
        bool isBeyond = false; ///< too large, or it cannot be read: it is not decided about
        bool isStreamed = false; ///< isBeyond, and made anew piece by piece
        std::vector<plan::FramePlan> before, after;
    };

    void beginFrame(const websocket::FrameHeader &header);
    void takePayload(const websocket::FramePayload &payload);
    void inflate(base::ByteSpan bytes);
    void endFrame();
    void giveUpReading(Unit &one);
    void endMessage();
    void decide(std::size_t firstRule);
    bool isDroppedBy(const plan::RelayRule &rule);
    void settle(bool isDropped);
    void send(const plan::FramePlan &frame);
    void sendFragment(websocket::Opcode opcode, base::ByteSpan payload, bool isLast);
    void sendFrame(websocket::Opcode opcode, base::ByteSpan payload, bool isCompressed, bool isLast);
    Unit &unit() noexcept { return m_isControl ? m_control : m_message; }
    bool mustMakeAnew(const Unit &one) const noexcept { return m_isMadeAnew && one.isCompressed; }

    const Direction m_from;
    RuleBook &m_rules;
    FrameWriter m_writer;
    MaskKeySource m_maskKeys;
    Pass m_pass;
    Hold m_hold;
    websocket::FrameDecoder m_decoder;
    websocket::MessageAssembler m_assembler;
    websocket::FrameHeader m_header;
    websocket::FramePlace m_place;
    base::Bytes m_headerBytes; ///< of a frame whose header is not complete
    std::uint64_t m_frames = 0;
    Unit m_message, m_control;
    bool m_isControl = false;
    bool m_isFaulty = false; ///< no frame boundary can be known: all goes on as it is
    std::optional<websocket::DeflateSide> m_deflate;
    std::optional<websocket::Inflater> m_inflater;
    std::optional<MessageDeflater> m_deflater;
    bool m_isMadeAnew = false; ///< compressed messages, from now on
    bool m_isInflaterLost = false;
    std::optional<std::size_t> m_heldRule; ///< the rule that holds unit()
};

} // namespace hop101::hop
