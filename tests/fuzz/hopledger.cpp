// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/hopledger.h"

#include "tests/fuzz/pieces.h"
#include "tests/fuzz/require.h"

#include <algorithm>

namespace hop101::fuzz {
namespace {

using base::ByteSpan;
using hop::Direction;
using hop::Event;
using hop::EventKind;

/// Byte by byte only what is small: the time of a run must not grow with the square of anything.
constexpr std::size_t kMostSingleBytes = 16 * 1024;

void requireSameStart(const Event &before, const Event &after)
{
    HOP101_REQUIRE(before.kind == after.kind && before.direction == after.direction);
    HOP101_REQUIRE(before.time == after.time && before.streamOffset == after.streamOffset);
    HOP101_REQUIRE(before.hop == after.hop);
}

/// After its end an event changes its severity alone.
void requireSameEnd(const Event &before, Event after)
{
    after.severity = before.severity;
    HOP101_REQUIRE(before == after);
}

bool isCompressed(const Event &event)
{
    return event.has(hop::flag::Compressed);
}

/// 0 where it is not known.
std::uint64_t sizeOf(std::int64_t size)
{
    return size < 0 ? 0 : static_cast<std::uint64_t>(size);
}

} // namespace

const Event &HopLedger::known(base::EventId id) const
{
    HOP101_REQUIRE(id.value >= 1 && id.value <= m_events.size());
    return m_events[id.value - 1];
}

void HopLedger::eventBegan(const Event &event)
{
    HOP101_REQUIRE(event.id.value == m_events.size() + 1);
    base::EventId &open = m_open[static_cast<std::size_t>(event.direction)];
    HOP101_REQUIRE(event.ended || !open || known(open).ended);
    if (!event.ended)
        open = event.id;
    m_events.push_back(event);
}

void HopLedger::eventChanged(const Event &event)
{
    const Event &before = known(event.id);
    requireSameStart(before, event);
    HOP101_REQUIRE(event.severity >= before.severity);
    if (before.ended)
        requireSameEnd(before, event);
    m_events[event.id.value - 1] = event;
}

void HopLedger::found(const hop::Finding &finding)
{
    HOP101_REQUIRE(known(finding.event).severity >= rules::info(finding.rule).severity);
    m_findings.push_back(finding);
}

void HopLedger::exchangeChanged(const hop::Exchange &exchange)
{
    HOP101_REQUIRE(bool(exchange.id));
    HOP101_REQUIRE(!exchange.request || known(exchange.request).kind == EventKind::RequestHead);
    HOP101_REQUIRE(!exchange.response || known(exchange.response).kind == EventKind::ResponseHead);
    m_exchanges[exchange.id] = exchange;
}

void HopLedger::framePayload(const Event &event, std::uint64_t offset, ByteSpan unmasked)
{
    HOP101_REQUIRE(known(event.id).kind == EventKind::Frame && !known(event.id).ended);
    base::Bytes &payload = m_payloads[event.id];
    HOP101_REQUIRE(m_wantsData && offset == payload.size());
    base::append(payload, unmasked);
    m_dataBytes += unmasked.size();
}

void HopLedger::messageData(const Event &event, std::uint64_t offset, ByteSpan data)
{
    HOP101_REQUIRE(known(event.id).kind == EventKind::Frame && !known(event.id).ended);
    HOP101_REQUIRE(m_wantsData && bool(event.message));
    base::Bytes &message = m_messages[event.message];
    HOP101_REQUIRE(offset == message.size());
    base::append(message, data);
    m_dataBytes += data.size();
}

void HopLedger::checkWhole(std::uint64_t leftSize, std::uint64_t rightSize) const
{
    checkCover(Direction::FromLeft, leftSize);
    checkCover(Direction::FromRight, rightSize);
    checkFindings();
    for (const Event &event : m_events)
        checkSizes(event);
}

/// Each byte belongs to one event, in the order of the stream; only the last event may be open.
void HopLedger::checkCover(Direction direction, std::uint64_t size) const
{
    std::uint64_t at = 0;
    bool hasOpen = false;
    for (const Event &event : m_events) {
        if (event.direction != direction)
            continue;
        // What is no byte may stand within a frame that goes on.
        HOP101_REQUIRE(event.streamOffset == at || (event.wireSize == 0 && event.ended));
        HOP101_REQUIRE(!event.ended || event.wireSize >= 0);
        hasOpen = hasOpen || !event.ended;
        if (event.ended)
            at += sizeOf(event.wireSize);
    }
    HOP101_REQUIRE(hasOpen ? at < size : at == size);
}

void HopLedger::checkFindings() const
{
    std::map<base::EventId, rules::Severity> worst;
    for (const hop::Finding &finding : m_findings) {
        const Event &event = known(finding.event);
        worst[event.id] = std::max(worst[event.id], rules::info(finding.rule).severity);
        // What is found about a payload as a whole stays so where the rest of it never comes.
        if (event.ended && !event.has(hop::flag::Cut) && finding.at.end() > sizeOf(event.wireSize))
            fail(rules::info(finding.rule).id, __FILE__, __LINE__);
    }
    for (const Event &event : m_events)
        HOP101_REQUIRE(event.severity == worst[event.id]);
}

void HopLedger::checkSizes(const Event &event) const
{
    if (event.kind != EventKind::Frame || !event.ended)
        return;
    if (const auto payload = m_payloads.find(event.id); payload != m_payloads.end())
        HOP101_REQUIRE(payload->second.size() == sizeOf(event.payloadSize));
    HOP101_REQUIRE(event.payloadSize <= event.wireSize);
    if (event.messageSize < 0)
        return;
    HOP101_REQUIRE(bool(event.message));
    const auto message = m_messages.find(event.message);
    const std::size_t told = message == m_messages.end() ? 0 : message->second.size();
    HOP101_REQUIRE(!m_wantsData || sizeOf(event.messageSize) <= told);
    if (m_wantsData && event.has(hop::flag::MessageEnd))
        HOP101_REQUIRE(sizeOf(event.messageSize) == told);
    if (!isCompressed(event))
        HOP101_REQUIRE(event.messageSize >= event.payloadSize);
}

void HopLedger::requireSame(const HopLedger &other) const
{
    HOP101_REQUIRE(m_events == other.m_events);
    HOP101_REQUIRE(m_findings == other.m_findings);
    HOP101_REQUIRE(m_exchanges == other.m_exchanges);
    if (!m_wantsData || !other.m_wantsData)
        return;
    HOP101_REQUIRE(m_payloads == other.m_payloads);
    HOP101_REQUIRE(m_messages == other.m_messages);
}

// --- replays

KeptInput kept(const hop::Input &input)
{
    KeptInput one{input.direction, input.time, input.data};
    if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
        one.data = base::Bytes(seen->bytes.begin(), seen->bytes.end());
    return one;
}

std::vector<KeptInput> rechunked(const std::vector<KeptInput> &inputs, bool bySingleBytes)
{
    std::vector<KeptInput> joined;
    for (const KeptInput &input : inputs) {
        const auto *bytes = std::get_if<base::Bytes>(&input.data);
        auto *last = joined.empty() ? nullptr : std::get_if<base::Bytes>(&joined.back().data);
        const bool continues =
            bytes && last && joined.back().direction == input.direction && joined.back().time == input.time;
        if (continues)
            base::append(*last, *bytes);
        else
            joined.push_back(input);
    }
    std::vector<KeptInput> cut;
    for (const KeptInput &input : joined) {
        const auto *bytes = std::get_if<base::Bytes>(&input.data);
        if (!bytes) {
            cut.push_back(input);
            continue;
        }
        const bool single = bySingleBytes && bytes->size() <= kMostSingleBytes;
        for (const ByteSpan piece : piecesOf(*bytes, single ? Chunking::Single : Chunking::Mixed))
            cut.push_back({input.direction, input.time, base::Bytes(piece.begin(), piece.end())});
    }
    return cut;
}

Replayed replayed(const std::vector<KeptInput> &inputs, const plan::Limits &limits, bool wantsData)
{
    Replayed result{HopLedger(wantsData), {}};
    hop::Numbers numbers;
    hop::HopDecoder decoder({1}, numbers, result.ledger, limits);
    hop::Input input;
    input.hop = {1};
    for (const KeptInput &one : inputs) {
        ++input.seq;
        input.direction = one.direction;
        input.time = one.time;
        if (const auto *bytes = std::get_if<base::Bytes>(&one.data))
            input.data = hop::BytesSeen{*bytes};
        else
            input.data = std::get<hop::InputData>(one.data);
        decoder.take(input);
    }
    result.verdict = decoder.verdict();
    return result;
}

void requireReplays(const std::vector<KeptInput> &inputs, const plan::Limits &limits, const HopLedger &ledger,
                    const hop::Verdict &verdict)
{
    const auto check = [&](const std::vector<KeptInput> &again, bool wantsData) {
        const Replayed result = replayed(again, limits, wantsData);
        ledger.requireSame(result.ledger);
        HOP101_REQUIRE(result.verdict == verdict);
    };
    check(inputs, false);
    check(rechunked(inputs, false), true);
    check(rechunked(inputs, true), false);
}

} // namespace hop101::fuzz
