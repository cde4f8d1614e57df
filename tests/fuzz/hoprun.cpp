// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/hoprun.h"

#include "core/base/overloaded.h"
#include "core/websocket/frameencoder.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <utility>

namespace hop101::fuzz {
namespace {

using base::ByteSpan;
using hop::ActorState;
using hop::Direction;
using websocket::Opcode;
using namespace std::chrono_literals;

constexpr websocket::MaskKey kPeerKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
/// What an actor may send of its own accord: a request or an answer, and Close.
constexpr std::uint64_t kOwnBytes = 8 * 1024;
/// And for every event that it hears: a pong with its header, a frame header for an echo.
constexpr std::uint64_t kBytesPerEvent = 160;

constexpr const char *kExtensions[] = {
    "",
    "permessage-deflate",
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
    "permessage-deflate; server_max_window_bits=9; client_max_window_bits=10",
    "permessage-deflate; client_max_window_bits",
    "permessage-deflate; server_max_window_bits=8",
    "x-unknown; a=b",
    "permessage-deflate, permessage-deflate",
};

std::string handshake(Direction from, unsigned bits)
{
    std::string head = from == Direction::FromRight
        ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        : "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    if (const char *extensions = kExtensions[bits % std::size(kExtensions)]; *extensions)
        head.append("Sec-WebSocket-Extensions: ").append(extensions).append("\r\n");
    if (bits >= std::size(kExtensions))
        head.append("Sec-WebSocket-Protocol: chat\r\n");
    return head + "\r\n";
}

std::size_t indexOf(Direction direction)
{
    return static_cast<std::size_t>(direction);
}

std::size_t indexOf(hop::Timer timer)
{
    return static_cast<std::size_t>(timer);
}

/// Text that any frame may hold.
base::Bytes ascii(ByteSpan bytes)
{
    base::Bytes text(bytes.begin(), bytes.end());
    for (std::byte &byte : text)
        byte &= std::byte{0x7f};
    return text;
}

plan::FramePlan rightFrame(Script &script, unsigned bits)
{
    constexpr Opcode kOpcodes[] = {Opcode::Text, Opcode::Binary, Opcode::Ping, Opcode::Pong};
    plan::FramePlan frame;
    const unsigned choice = script.byte();
    frame.opcode = kOpcodes[choice % 4];
    frame.compress = (choice & 4U) != 0;
    frame.payload = ascii(script.bytes(std::min(script.byte(), 125U)));
    if (!websocket::isControl(frame.opcode))
        frame.fragmentBytes = bits;
    return frame;
}

plan::FramePlan anyFrame(Script &script, unsigned bits)
{
    plan::FramePlan frame;
    const unsigned first = script.byte();
    const unsigned choice = script.byte();
    frame.opcode = static_cast<Opcode>(first & 15U);
    frame.fin = (first & 0x80U) != 0;
    frame.rsv1 = (first & 0x40U) != 0;
    frame.rsv2 = (first & 0x20U) != 0;
    frame.rsv3 = (first & 0x10U) != 0;
    frame.masking = static_cast<plan::Masking>(choice % 3);
    if ((choice & 4U) != 0)
        frame.maskKey = kPeerKey;
    if ((choice & 8U) != 0)
        frame.lengthBytes = (choice & 16U) != 0 ? 9 : 3;
    if ((choice & 32U) != 0)
        frame.statedLength = script.byte();
    frame.isRaw = (choice & 64U) != 0;
    if ((choice & 128U) != 0)
        frame.cuts = {{script.byte(), std::chrono::milliseconds(bits)}};
    frame.fragmentBytes = bits;
    const ByteSpan payload = script.bytes(script.byte());
    frame.payload.assign(payload.begin(), payload.end());
    return frame;
}

} // namespace

HopRun::HopRun(hop::Actor *actor, const Options &options)
    : m_actor(actor), m_options(options), m_decoder({1}, m_numbers, *this, options.limits)
{
    m_input.hop = {1};
}

void HopRun::play(Script &script)
{
    take(Direction::FromLeft, hop::Opened{"127.0.0.1:1", "127.0.0.1:2"});
    if (m_actor) {
        m_actor->begin();
        collect();
        // A request that goes out behind the answer reads as frames, and wrong ones.
        if (m_options.isClean || !m_options.isHeld)
            performAll();
    }
    while (!script.isAtEnd() && !m_isOver)
        step(script);
    finish();
    check();
}

/// One step: four bits say what, four more how.
void HopRun::step(Script &script)
{
    const unsigned head = script.byte();
    const unsigned bits = head >> 4U;
    switch (head & 15U) {
    case 0:
    case 1:
        bytes(m_actor || (bits & 1U) ? peer() : m_options.self, script.bytes(script.byte() + 1));
        break;
    case 2:
    case 3:
        peerFrame(script, bits);
        break;
    case 4:
        peerHandshake(bits);
        break;
    case 5:
        end(m_actor || (bits & 2U) ? peer() : m_options.self,
            (bits & 1U) ? hop::EndCause::Reset : hop::EndCause::Fin);
        break;
    case 6:
        elapse(1ms * (1U << bits));
        break;
    case 7:
        expire((bits & 1U) ? hop::Timer::Close : hop::Timer::Upgrade);
        break;
    case 8:
    case 9:
        userSends(script, bits);
        break;
    case 10:
        if (m_actor)
            m_actor->close(static_cast<std::uint16_t>(bits == 0 ? 0 : 1000 + bits % 4),
                           base::asText(ascii(script.bytes(bits))));
        break;
    case 11:
        perform(bits + 1);
        break;
    case 12:
        kernelTakes(script.byte() + 1);
        break;
    default:
        signal(script, bits);
    }
    collect();
    if (!m_options.isHeld)
        performAll();
}

void HopRun::peerFrame(Script &script, unsigned bits)
{
    const unsigned first = script.byte();
    const Direction from = m_actor || (bits & 8U) ? peer() : m_options.self;
    websocket::FrameHeader header;
    header.fin = (first & 0x80U) != 0;
    header.rsv1 = (first & 0x40U) != 0;
    header.rsv2 = (first & 0x20U) != 0;
    header.rsv3 = (first & 0x10U) != 0;
    header.opcode = static_cast<Opcode>(first & 15U);
    header.masked = (from == Direction::FromLeft) != ((bits & 1U) != 0);
    header.maskKey = kPeerKey;
    base::Bytes payload;
    const ByteSpan given = script.bytes(script.byte());
    for (int i = 0; i < ((bits & 2U) ? 64 : 1); ++i)
        base::append(payload, given);
    if (m_actor && (bits & 8U)) {
        base::Bytes compressed;
        m_deflater.add(payload, compressed);
        m_deflater.finish(compressed);
        payload = std::move(compressed);
        header.rsv1 = true;
    }
    base::Bytes wire;
    websocket::encodeFrame(header, payload, wire);
    const std::size_t cut = (bits & 4U) ? wire.size() / 2 : wire.size();
    bytes(from, ByteSpan(wire).first(cut));
    if (cut < wire.size())
        bytes(from, ByteSpan(wire).subspan(cut));
}

void HopRun::peerHandshake(unsigned bits)
{
    if (!m_actor)
        bytes(m_options.self, base::asBytes(handshake(m_options.self, bits)));
    bytes(peer(), base::asBytes(handshake(peer(), bits)));
}

void HopRun::userSends(Script &script, unsigned bits)
{
    if (!m_actor)
        return;
    const plan::FramePlan frame = m_options.isClean ? rightFrame(script, bits) : anyFrame(script, bits);
    const bool wasOpen = m_actor->state() == ActorState::Open || m_actor->state() == ActorState::Closing;
    const bool isSent = m_actor->send(frame);
    HOP101_REQUIRE(!isSent || (wasOpen && (!m_hasSentClose || !m_options.isClean)));
    if (isSent)
        m_userBytes += 64 + 16 * frame.payload.size();
}

/// What happens to no actor that stands on a socket, or ends its life.
void HopRun::signal(Script &script, unsigned kind)
{
    if (m_actor) {
        if (kind != 15)
            return;
        take(m_options.self, hop::Failed{hop::FailStage::Io, {}});
        disconnect();
        return;
    }
    const Direction direction = (kind & 1U) ? peer() : m_options.self;
    if (kind < 4)
        take(direction, hop::Lost{script.byte() * 7 + 1});
    else if (kind < 6)
        take(direction, hop::Secured{"TLSv1.3", "x", "y", (kind & 2U) ? "untrusted" : ""});
    else if (kind < 10)
        take(direction, hop::Failed{static_cast<hop::FailStage>(1 + script.byte() % 10), {}});
}

void HopRun::end(Direction direction, hop::EndCause cause)
{
    if (std::exchange(m_hasEnded[indexOf(direction)], true))
        return;
    take(direction, hop::Ended{cause});
    if (m_actor)
        m_actor->ended(direction, cause);
    collect();
    if (m_hasEnded[0] && m_hasEnded[1])
        disconnect();
}

void HopRun::expire(hop::Timer timer)
{
    if (!std::exchange(m_isRunning[indexOf(timer)], false))
        return;
    elapse(1s);
    m_actor->expired(timer);
    collect();
}

void HopRun::elapse(hop::Nanoseconds time)
{
    m_input.time += time;
    take(m_options.self, hop::Tick{});
}

// --- what the actor wants

void HopRun::collect()
{
    if (!m_actor)
        return;
    const auto commands = m_actor->takeCommands();
    for (const hop::Command &command : commands) {
        note(command);
        m_pending.push_back(command);
    }
    m_commands += commands.size();
    HOP101_REQUIRE(m_actor->state() >= m_state);
    m_state = m_actor->state();
    HOP101_REQUIRE((m_state == ActorState::Done) == m_hasGivenUp);
    const std::uint64_t events = m_ledger.events().size();
    const std::uint64_t heard = events * kBytesPerEvent + 2 * m_ledger.dataBytes();
    HOP101_REQUIRE(m_sentBytes <= kOwnBytes + m_options.plannedBytes + m_userBytes + heard);
    HOP101_REQUIRE(m_commands <= 64 + 4 * events + m_sentBytes);
}

void HopRun::note(const hop::Command &command)
{
    HOP101_REQUIRE(!m_hasGivenUp);
    std::visit(base::overloaded{
                   [this](const hop::SendBytes &send) {
                       HOP101_REQUIRE(!send.bytes.empty());
                       m_sentBytes += send.bytes.size();
                       if (m_isSwitched && m_options.isClean)
                           noteFrames(send.bytes);
                   },
                   [](const hop::Wait &wait) { HOP101_REQUIRE(wait.time >= 0ms); },
                   [](const hop::HalfClose &) {},
                   [this](const hop::Disconnect &) { m_hasGivenUp = true; },
                   [](const hop::StartTimer &start) { HOP101_REQUIRE(start.after > 0ms); },
                   [](const hop::StopTimer &) {},
                   [this](const hop::GiveUp &) { m_hasGivenUp = true; },
               },
               command);
}

/// None behind a Close.
void HopRun::noteFrames(ByteSpan bytes)
{
    for (auto step = m_sentFrames.next(bytes); !std::holds_alternative<websocket::NeedMoreData>(step);
         step = m_sentFrames.next(bytes)) {
        const auto *began = std::get_if<websocket::FrameBegan>(&step);
        if (!began)
            continue;
        HOP101_REQUIRE(!m_hasSentClose);
        HOP101_REQUIRE(began->header.masked == (m_options.self == Direction::FromLeft));
        m_hasSentClose = began->header.opcode == Opcode::Close;
    }
}

void HopRun::perform(std::size_t count)
{
    for (; count > 0 && !m_pending.empty() && !m_isOver; --count) {
        hop::Command command = std::move(m_pending.front());
        m_pending.pop_front();
        obey(std::move(command));
        collect();
    }
}

void HopRun::obey(hop::Command command)
{
    std::visit(base::overloaded{
                   [this](const hop::SendBytes &send) { bytes(m_options.self, send.bytes); },
                   [this](const hop::Wait &wait) { elapse(wait.time); },
                   [this](const hop::HalfClose &) { end(m_options.self, hop::EndCause::ByUs); },
                   [this](const hop::Disconnect &) { disconnect(); },
                   [this](const hop::StartTimer &start) { m_isRunning[indexOf(start.timer)] = true; },
                   [this](const hop::StopTimer &stop) { m_isRunning[indexOf(stop.timer)] = false; },
                   [this](const hop::GiveUp &giveUp) {
                       take(m_options.self, hop::Failed{giveUp.stage, {}});
                       disconnect();
                   },
               },
               command);
}

/// A part of the next write.
void HopRun::kernelTakes(std::size_t size)
{
    if (m_pending.empty() || m_isOver)
        return;
    auto *send = std::get_if<hop::SendBytes>(&m_pending.front());
    if (!send || send->bytes.size() <= size)
        return;
    const auto cut = send->bytes.begin() + static_cast<std::ptrdiff_t>(size);
    const base::Bytes first(send->bytes.begin(), cut);
    send->bytes.erase(send->bytes.begin(), cut);
    bytes(m_options.self, first);
}

void HopRun::disconnect()
{
    if (std::exchange(m_isOver, true))
        return;
    for (const Direction direction : {m_options.self, peer()}) {
        if (!std::exchange(m_hasEnded[indexOf(direction)], true))
            take(direction, hop::Ended{hop::EndCause::ByUs});
    }
}

/// Whatever happened, the peer's end and the actor's own timers are enough to end it.
void HopRun::finish()
{
    if (!m_actor)
        return;
    performAll();
    end(peer(), hop::EndCause::Fin);
    performAll();
    HOP101_REQUIRE(!m_options.isClean || m_hasGivenUp || m_sentFrames.atFrameBoundary());
    for (int i = 0; i < 4 && !m_isOver; ++i) {
        expire(hop::Timer::Upgrade);
        expire(hop::Timer::Close);
        performAll();
    }
    HOP101_REQUIRE(m_isOver);
}

void HopRun::check() const
{
    m_ledger.checkWhole(m_sizes[0], m_sizes[1]);
    requireReplays(m_inputs, m_options.limits, m_ledger, m_decoder.verdict());
    if (!m_actor)
        return;
    if (m_options.self == Direction::FromRight) {
        for (const auto &[id, exchange] : m_ledger.exchanges())
            HOP101_REQUIRE(exchange.state != hop::ExchangeState::Broken101);
    }
    if (!m_options.isClean)
        return;
    for (const hop::Finding &finding : m_ledger.findings()) {
        const hop::Event &event = m_ledger.events()[finding.event.value - 1];
        const bool isOwnFrame = event.kind == hop::EventKind::Frame && event.direction == m_options.self;
        const bool isError = rules::info(finding.rule).severity == rules::Severity::Error;
        // Limits of the user's are no rule that the actor keeps.
        const bool isLimit = finding.rule == rules::Rule::InflatedWithinLimit
            || finding.rule == rules::Rule::MessageWithinLimit;
        if (isOwnFrame && isError && !isLimit && !event.has(hop::flag::Cut))
            fail(rules::info(finding.rule).id, __FILE__, __LINE__);
    }
}

// --- the door

void HopRun::bytes(Direction direction, ByteSpan bytes)
{
    if (m_actor && m_hasEnded[indexOf(direction)])
        return;
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(bytes.size(), hop::kMaxInputBytes)))
        take(direction, hop::BytesSeen{bytes.first(std::min(bytes.size(), hop::kMaxInputBytes))});
}

void HopRun::take(Direction direction, hop::InputData data)
{
    ++m_input.seq;
    m_input.direction = direction;
    m_input.data = std::move(data);
    if (const auto *seen = std::get_if<hop::BytesSeen>(&m_input.data))
        m_sizes[indexOf(direction)] += seen->bytes.size();
    else if (const auto *lost = std::get_if<hop::Lost>(&m_input.data))
        m_sizes[indexOf(direction)] += lost->bytes;
    m_inputs.push_back(kept(m_input));
    m_decoder.take(m_input);
}

void HopRun::eventBegan(const hop::Event &event)
{
    m_isSwitched = m_isSwitched || event.kind == hop::EventKind::ProtocolSwitched;
    m_ledger.eventBegan(event);
    if (m_actor)
        m_actor->eventBegan(event);
}

void HopRun::eventChanged(const hop::Event &event)
{
    m_ledger.eventChanged(event);
    if (m_actor)
        m_actor->eventChanged(event);
}

void HopRun::found(const hop::Finding &finding)
{
    m_ledger.found(finding);
    if (m_actor)
        m_actor->found(finding);
}

void HopRun::exchangeChanged(const hop::Exchange &exchange)
{
    m_ledger.exchangeChanged(exchange);
    if (m_actor)
        m_actor->exchangeChanged(exchange);
}

void HopRun::requestHead(const hop::Event &event, const http::RequestHead &head)
{
    if (m_actor)
        m_actor->requestHead(event, head);
}

void HopRun::responseHead(const hop::Event &event, const http::ResponseHead &head)
{
    if (m_actor)
        m_actor->responseHead(event, head);
}

void HopRun::framePayload(const hop::Event &event, std::uint64_t offset, ByteSpan unmasked)
{
    m_ledger.framePayload(event, offset, unmasked);
    if (m_actor && m_actor->wantsPayload(event))
        m_actor->framePayload(event, offset, unmasked);
}

void HopRun::messageData(const hop::Event &event, std::uint64_t offset, ByteSpan data)
{
    m_ledger.messageData(event, offset, data);
    if (m_actor && m_actor->wantsMessage(event))
        m_actor->messageData(event, offset, data);
}

} // namespace hop101::fuzz
