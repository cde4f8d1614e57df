// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/relayframes.h"

#include "core/base/overloaded.h"
#include "core/hop/headedit.h"
#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"

#include <array>

namespace hop101::hop {

using plan::RelayAction;
using plan::RelayDirection;
using plan::RelayPart;

bool RuleBook::looksAt(std::size_t index, RelayPart part, Direction from) const
{
    const plan::RelayRule &rule = m_rules[index];
    const auto wanted = from == Direction::FromLeft ? RelayDirection::FromClient : RelayDirection::FromServer;
    return rule.part == part
        && (part != RelayPart::Message || rule.direction == RelayDirection::Both || rule.direction == wanted);
}

bool RuleBook::applies(std::size_t index, base::ByteSpan bytes)
{
    const plan::RelayRule &rule = m_rules[index];
    if ((rule.times != 0 && m_used[index] >= rule.times)
        || (!rule.match.empty() && base::asText(bytes).find(rule.match) == std::string_view::npos))
        return false;
    ++m_used[index];
    return true;
}

RelayFrames::RelayFrames(Direction from, RuleBook &rules, MaskKeySource maskKeys, Pass pass, Hold hold)
    : m_from(from), m_rules(rules), m_writer(maskKeys, from == Direction::FromLeft),
      m_maskKeys(std::move(maskKeys)), m_pass(std::move(pass)), m_hold(std::move(hold))
{ }

void RelayFrames::start(std::optional<websocket::DeflateSide> deflate)
{
    m_deflate = deflate;
    if (deflate) {
        m_inflater.emplace(*deflate);
        m_deflater.emplace(*deflate);
    }
}

void RelayFrames::take(base::ByteSpan &input)
{
    if (m_isFaulty) {
        m_pass(std::exchange(input, {}));
        return;
    }
    while (!isHolding()) {
        const base::ByteSpan before = input;
        const auto step = m_decoder.next(input);
        const base::ByteSpan consumed = before.first(before.size() - input.size());
        if (std::holds_alternative<websocket::NeedMoreData>(step)) {
            base::append(m_headerBytes, consumed);
            return;
        }
        std::visit(base::overloaded{
                       [](const websocket::NeedMoreData &) {},
                       [&](const websocket::FrameBegan &began) {
                           base::append(m_headerBytes, consumed);
                           beginFrame(began.header);
                       },
                       [&](const websocket::FramePayload &payload) { takePayload(payload); },
                       [&](const websocket::FrameEnded &) { endFrame(); },
                       [&](const websocket::FrameFault &) {
                           m_isFaulty = true;
                           finish();
                           m_pass(std::exchange(input, {}));
                       },
                   },
                   step);
        if (m_isFaulty)
            return;
    }
}

void RelayFrames::beginFrame(const websocket::FrameHeader &header)
{
    m_header = header;
    m_place = m_assembler.place(header, ++m_frames);
    m_isControl = m_place.role == websocket::FrameRole::Control;
    if (!m_isControl && m_place.role != websocket::FrameRole::Continue) {
        if (!m_message.wire.empty() && !m_message.isBeyond)
            m_pass(m_message.wire); // it never ends
        m_message = {};
        m_message.opcode = m_place.opcode;
        m_message.isCompressed = m_place.isCompressed && m_deflate.has_value();
        if (m_message.isCompressed && m_isInflaterLost)
            m_message.isBeyond = true;
    } else if (m_isControl) {
        m_control = {};
        m_control.opcode = header.opcode;
    }
    if (!unit().isBeyond)
        base::append(unit().wire, m_headerBytes);
    else if (!unit().isStreamed)
        m_pass(m_headerBytes);
    m_headerBytes.clear();
}

void RelayFrames::takePayload(const websocket::FramePayload &payload)
{
    Unit &one = unit();
    if (!one.isBeyond)
        base::append(one.wire, payload.wire);
    else if (!one.isStreamed)
        m_pass(payload.wire);
    if (one.isBeyond && !one.isCompressed)
        return;
    base::Bytes plain(payload.wire.begin(), payload.wire.end());
    if (m_header.masked)
        websocket::applyMask(plain, m_header.maskKey, payload.offset);
    if (one.isCompressed)
        inflate(plain);
    else
        base::append(one.content, plain);
    if (!one.isBeyond && one.wire.size() + one.content.size() > 2 * plan::kMaxEditedBytes)
        giveUpReading(one);
}

/// The window is needed for later messages, also where this one is too large to be looked at.
void RelayFrames::inflate(base::ByteSpan bytes)
{
    std::array<std::byte, 16 * 1024> room;
    while (!m_isInflaterLost) {
        const auto got = m_inflater->take(bytes, room);
        const base::ByteSpan out = base::ByteSpan(room).first(got.size);
        if (m_message.isStreamed)
            sendFragment(websocket::Opcode::Continuation, out, false);
        else if (!m_message.isBeyond)
            base::append(m_message.content, out);
        if (got.state == websocket::InflateState::Hungry)
            return;
        if (got.state == websocket::InflateState::BadData)
            m_isInflaterLost = true;
        if (m_isInflaterLost || m_message.content.size() > plan::kMaxEditedBytes)
            giveUpReading(m_message);
    }
}

void RelayFrames::giveUpReading(Unit &one)
{
    if (std::exchange(one.isBeyond, true))
        return;
    one.isStreamed = mustMakeAnew(one) && !m_isInflaterLost;
    if (one.isStreamed)
        sendFragment(one.opcode, one.content, false);
    else
        m_pass(one.wire);
    one.wire = {};
    one.content = {};
}

void RelayFrames::endFrame()
{
    if (m_isControl && !m_control.isBeyond)
        decide(0);
    else if (!m_isControl && m_place.endsMessage)
        endMessage();
}

void RelayFrames::endMessage()
{
    if (m_message.isCompressed && !m_isInflaterLost && !m_inflater->endMessage()) {
        m_isInflaterLost = true;
        giveUpReading(m_message);
    }
    if (m_message.isCompressed && m_deflate->noContextTakeover && m_inflater)
        m_inflater->reset();
    if (m_message.isStreamed)
        sendFragment(websocket::Opcode::Continuation, {}, true);
    if (m_message.isBeyond)
        m_message = {};
    else
        decide(0);
}

void RelayFrames::decide(std::size_t firstRule)
{
    for (std::size_t i = firstRule; i < m_rules.size(); ++i) {
        Unit &one = unit();
        const plan::RelayRule &rule = m_rules.rule(i);
        if (!m_rules.looksAt(i, RelayPart::Message, m_from) || (rule.opcode && *rule.opcode != one.opcode)
            || !m_rules.applies(i, one.content))
            continue;
        if (rule.action == RelayAction::Hold) {
            m_heldRule = i;
            m_hold(one.opcode, one.content);
            return;
        }
        if (isDroppedBy(rule)) {
            settle(true);
            return;
        }
    }
    settle(false);
}

bool RelayFrames::isDroppedBy(const plan::RelayRule &rule)
{
    Unit &one = unit();
    switch (rule.action) {
    case RelayAction::Drop:
        return true;
    case RelayAction::Replace:
        one.content = rule.match.empty() ? base::toBytes(rule.text)
                                         : withReplacement(one.content, rule.match, rule.text);
        one.isChanged = true;
        break;
    case RelayAction::SendBefore:
        one.before.push_back(rule.frame);
        break;
    case RelayAction::SendAfter:
        one.after.push_back(rule.frame);
        break;
    case RelayAction::Hold:
    case RelayAction::SetHeader:
    case RelayAction::AddHeader:
    case RelayAction::RemoveHeader:
        break;
    }
    return false;
}

void RelayFrames::release(bool isDropped, const std::optional<base::Bytes> &edited)
{
    if (!m_heldRule)
        return;
    const std::size_t next = *std::exchange(m_heldRule, std::nullopt) + 1;
    if (edited) {
        unit().content = *edited;
        unit().isChanged = true;
    }
    if (isDropped)
        settle(true);
    else
        decide(next);
}

void RelayFrames::settle(bool isDropped)
{
    Unit one = std::exchange(unit(), {});
    // What is dropped or changed is missing in the window of who receives the later ones.
    if (one.isCompressed && (isDropped || one.isChanged) && !m_deflate->noContextTakeover)
        m_isMadeAnew = true;
    for (const plan::FramePlan &frame : one.before)
        send(frame);
    if (!isDropped && (one.isChanged || mustMakeAnew(one))) {
        sendFrame(one.opcode, one.isCompressed ? m_deflater->deflated(one.content) : one.content,
                  one.isCompressed, true);
    } else if (!isDropped) {
        m_pass(one.wire);
    }
    for (const plan::FramePlan &frame : one.after)
        send(frame);
}

void RelayFrames::sendFragment(websocket::Opcode opcode, base::ByteSpan payload, bool isLast)
{
    if (!payload.empty() || isLast)
        sendFrame(opcode, payload, false, isLast);
}

void RelayFrames::sendFrame(websocket::Opcode opcode, base::ByteSpan payload, bool isCompressed, bool isLast)
{
    websocket::FrameHeader header;
    header.opcode = opcode;
    header.fin = isLast;
    header.rsv1 = isCompressed;
    header.masked = m_from == Direction::FromLeft;
    if (header.masked && m_maskKeys)
        header.maskKey = m_maskKeys();
    base::Bytes bytes;
    websocket::encodeFrame(header, payload, bytes);
    m_pass(bytes);
}

void RelayFrames::send(const plan::FramePlan &frame)
{
    std::vector<Command> commands;
    m_writer.write(frame, commands);
    m_writer.endBatch();
    for (const Command &command : commands)
        if (const auto *bytes = std::get_if<SendBytes>(&command))
            m_pass(bytes->bytes);
}

void RelayFrames::finish()
{
    if (!m_message.wire.empty())
        m_pass(std::exchange(m_message.wire, {}));
    if (m_isControl && !m_control.wire.empty())
        m_pass(std::exchange(m_control.wire, {}));
    if (!m_headerBytes.empty())
        m_pass(std::exchange(m_headerBytes, {}));
}

} // namespace hop101::hop
