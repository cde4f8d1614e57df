// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/replaysteps.h"

#include "core/base/ascii.h"
#include "core/capture/content.h"
#include "core/capture/exchangeunits.h"
#include "core/http/headparser.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {
namespace {

constexpr std::size_t kBatchEvents = 256;
constexpr std::uint64_t kPieceBytes = std::uint64_t{256} * 1024;
constexpr std::size_t kKeyBytes = 16; // RFC 6455 section 4.1

/// A part of the head, and what is to stand in its place.
struct Splice
{
    base::ByteRange at;
    std::string text;
};

/// A key that is wrong on purpose stays.
bool isSoundKey(const http::HeaderField &field)
{
    const auto bytes = base::fromBase64(field.value);
    return base::equalsIgnoringCase(field.name, "Sec-WebSocket-Key") && bytes && bytes->size() == kKeyBytes;
}

std::vector<Splice> splicesFor(const http::RequestHead &head, const plan::Url &url, std::string_view key)
{
    std::vector<Splice> splices;
    if (head.startLineValid && url.target != "/")
        splices.push_back({{head.startLine.first + head.method.size() + 1, head.target.size()}, url.target});
    for (const http::HeaderField &field : head.fields.lines) {
        if (base::equalsIgnoringCase(field.name, "Host"))
            splices.push_back({field.valueAt, url.hostHeader()});
        else if (isSoundKey(field))
            splices.push_back({field.valueAt, std::string(key)});
    }
    return splices;
}

base::Bytes spliced(base::ByteSpan bytes, const std::vector<Splice> &splices)
{
    base::Bytes result;
    std::uint64_t at = 0;
    for (const Splice &splice : splices) {
        base::append(result, bytes.subspan(at, splice.at.first - at));
        base::append(result, base::asBytes(splice.text));
        at = splice.at.end();
    }
    base::append(result, bytes.subspan(at));
    return result;
}

/// The request's own body, if it has one.
hop::Event bodyOf(const Reader &reader, const ExchangeEvents &events)
{
    std::array<hop::Event, 64> page;
    const std::size_t count = reader.events({events.exchange.request.value + 1}, page);
    for (const hop::Event &event : std::span(page).first(count)) {
        if (event.hop != events.exchange.hop || event.direction != hop::Direction::FromLeft)
            continue;
        return event.kind == hop::EventKind::Body ? event : hop::Event{};
    }
    return {};
}

std::uint64_t hashOf(base::ByteSpan bytes)
{
    return std::hash<std::string_view>()(base::asText(bytes));
}

std::uint64_t knownSize(std::int64_t size) noexcept
{
    return size < 0 ? 0 : static_cast<std::uint64_t>(size);
}

bool isWhole(const hop::Event &event) noexcept
{
    return event.ended && !event.has(hop::flag::Cut);
}

} // namespace

base::Result<plan::Plan, ReplayFault> replayPlan(const Reader &reader, const hop::Exchange &exchange,
                                                 const plan::Url &url, std::string_view key,
                                                 const ReplayOptions &options)
{
    const hop::Event request = reader.event(exchange.request);
    const base::Bytes recorded = reader.wire(request, http::kMaxHeadBytes);
    if (request.kind != hop::EventKind::RequestHead || !isWhole(request)
        || recorded.size() != knownSize(request.wireSize))
        return ReplayFault::NoRequest;
    const hop::Event body = bodyOf(reader, eventsOf(reader, exchange));
    if (knownSize(body.wireSize) > kMaxReplayBody)
        return ReplayFault::BodyTooLarge;
    plan::Plan plan;
    plan.url = url.text();
    plan.rawRequest =
        options.exact ? recorded : spliced(recorded, splicesFor(http::parseRequestHead(recorded), url, key));
    if (body.id)
        base::append(*plan.rawRequest, reader.wire(body, kMaxReplayBody));
    plan.onError = plan::OnError::KeepOpen;
    plan.autoPong = plan.autoClose = !options.exact;
    return plan;
}

bool takesRecordedFrames(const std::optional<websocket::DeflateParameters> &recorded,
                         const std::optional<websocket::DeflateParameters> &agreed) noexcept
{
    if (!recorded)
        return true;
    return agreed && agreed->client.windowBits >= recorded->client.windowBits
        && (!agreed->client.noContextTakeover || recorded->client.noContextTakeover);
}

ReplaySteps::ReplaySteps(const Reader &reader, const hop::Exchange &exchange, const ReplayOptions &options)
    : m_reader(reader), m_exchange(exchange), m_options(options)
{
    const ExchangeEvents events = eventsOf(reader, exchange);
    m_next = {exchange.request.value + 1};
    m_end = std::max(events.end[0], events.end[1]);
    m_start = exchange.response ? reader.event(exchange.response).time : events.start;
}

std::optional<ReplayStep> ReplaySteps::next()
{
    for (;;) {
        if (m_open)
            return nextPiece();
        const auto event = nextEvent();
        if (!event)
            return std::nullopt;
        if (auto step = stepFor(*event))
            return step;
    }
}

std::optional<hop::Event> ReplaySteps::nextEvent()
{
    for (;;) {
        if (m_inBatch == m_batch.size()) {
            m_batch.resize(kBatchEvents);
            m_batch.resize(m_next < m_end ? m_reader.events(m_next, m_batch) : 0);
            m_next.value += m_batch.size();
            m_inBatch = 0;
            if (m_batch.empty())
                return std::nullopt;
        }
        const hop::Event &event = m_batch[m_inBatch++];
        if (event.hop == m_exchange.hop && event.id < m_end)
            return event;
    }
}

std::optional<ReplayStep> ReplaySteps::stepFor(const hop::Event &event)
{
    if (event.direction == hop::Direction::FromRight) {
        hearServer(event);
        return std::nullopt;
    }
    if (event.kind == hop::EventKind::Frame)
        return frameStep(event);
    if (event.kind != hop::EventKind::RawRun)
        return std::nullopt;
    m_open = Open{event, 0, knownSize(event.wireSize), false};
    return nextPiece();
}

void ReplaySteps::hearServer(const hop::Event &event)
{
    if (event.kind != hop::EventKind::Frame || !isWhole(event))
        return;
    if (event.message && event.has(hop::flag::MessageEnd))
        ++m_answers;
    else if (event.opcode() == websocket::Opcode::Ping)
        m_pings.sent(hashOf(m_reader.payload(event, 0, kPieceBytes)), event.time);
    else if (event.opcode() == websocket::Opcode::Close)
        m_hasServerClose = true;
}

/// What the live client will say by itself.
bool ReplaySteps::isLeftOut(const hop::Event &event)
{
    if (event.opcode() == websocket::Opcode::Pong
        && m_pings.answered(hashOf(m_reader.payload(event, 0, kPieceBytes)))) {
        ++m_omissions.pongs;
        return true;
    }
    if (event.opcode() == websocket::Opcode::Close && m_hasServerClose) {
        ++m_omissions.closes;
        return true;
    }
    return false;
}

std::optional<ReplayStep> ReplaySteps::frameStep(const hop::Event &event)
{
    if (!isWhole(event)) {
        ++m_omissions.cut;
        return std::nullopt;
    }
    if (!m_options.exact && isLeftOut(event))
        return std::nullopt;
    if (m_inflates && event.message && event.has(hop::flag::Compressed))
        return event.message == event.id ? messageStep(event) : std::nullopt;
    m_hasClientClose = m_hasClientClose || event.opcode() == websocket::Opcode::Close;
    m_open = Open{event, 0, knownSize(event.wireSize), false};
    return nextPiece();
}

std::optional<ReplayStep> ReplaySteps::messageStep(const hop::Event &first)
{
    const std::uint64_t size = m_reader.inflatedSize(first.id);
    if (size == 0 && first.messageSize != 0) {
        ++m_omissions.notInflated;
        return std::nullopt;
    }
    ++m_omissions.inflated;
    m_open = Open{first, 0, size, true};
    return nextPiece();
}

ReplayStep ReplaySteps::stepOf(const hop::Event &event) const
{
    ReplayStep step;
    step.event = event.id;
    step.time = std::max(event.time - m_start, hop::Nanoseconds(0));
    step.answersBefore = m_answers;
    step.isClose = event.kind == hop::EventKind::Frame && event.opcode() == websocket::Opcode::Close;
    return step;
}

std::optional<ReplayStep> ReplaySteps::nextPiece()
{
    ReplayStep step = stepOf(m_open->event);
    const std::uint64_t at = m_open->at;
    if (m_open->isMessage) {
        step.frame.payload = m_reader.inflated(m_open->event.id, at, kPieceBytes);
        step.frame.compress = false;
        step.frame.opcode = at == 0 ? m_open->event.opcode() : websocket::Opcode::Continuation;
    } else {
        step.frame.isRaw = true;
        step.frame.payload =
            m_reader.bytes(m_open->event.hop, m_open->event.direction, m_open->event.streamOffset + at,
                           std::min(kPieceBytes, m_open->size - at));
    }
    m_open->at += step.frame.payload.size();
    // Fewer bytes than the event has: the file is damaged, and there is nothing more to read.
    step.isLast = m_open->at >= m_open->size || step.frame.payload.empty();
    step.frame.fin = step.isLast;
    if (step.isLast)
        m_open.reset();
    return step;
}

} // namespace hop101::capture
