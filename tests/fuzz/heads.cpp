// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/hop/verdict.h"
#include "core/http/bodydecoder.h"
#include "core/http/headparser.h"
#include "core/http/headwriter.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace hop101::fuzz {
namespace {

using base::ByteSpan;
using http::LineFault;
using http::RequestHead;
using http::ResponseHead;

// --- heads as values that compare

auto partsOf(const http::HeaderField &field)
{
    return std::tie(field.name, field.value, field.line, field.nameAt, field.valueAt, field.faults);
}

bool areSame(const http::HeaderFields &a, const http::HeaderFields &b)
{
    return std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                      [](const auto &x, const auto &y) { return partsOf(x) == partsOf(y); });
}

auto startOf(const RequestHead &head)
{
    return std::tie(head.method, head.target, head.version, head.startLine, head.startLineFaults,
                    head.startLineValid, head.size);
}

auto startOf(const ResponseHead &head)
{
    return std::tie(head.version, head.status, head.reason, head.startLine, head.startLineFaults,
                    head.startLineValid, head.size);
}

template<typename Head>
struct Outcome
{
    std::optional<Head> head;
    std::optional<http::HeadFault> fault;
    base::Bytes raw;
    std::size_t taken = 0;
};

template<typename Head>
bool areSame(const Outcome<Head> &a, const Outcome<Head> &b)
{
    if (a.fault != b.fault || a.raw != b.raw || a.taken != b.taken || bool(a.head) != bool(b.head))
        return false;
    return !a.head || (startOf(*a.head) == startOf(*b.head) && areSame(a.head->fields, b.head->fields));
}

template<typename Head>
Outcome<Head> parse(ByteSpan input, Chunking chunking)
{
    Outcome<Head> outcome;
    http::HeadParser<Head> parser;
    for (const ByteSpan piece : piecesOf(input, chunking)) {
        ByteSpan rest = piece;
        auto step = parser.next(rest);
        outcome.taken += piece.size() - rest.size();
        if (auto *done = std::get_if<http::HeadDone<Head>>(&step))
            outcome.head = std::move(done->head);
        else if (const auto *failed = std::get_if<http::HeadFailed>(&step))
            outcome.fault = failed->fault;
        else
            HOP101_REQUIRE(rest.empty());
        if (outcome.head || outcome.fault)
            break;
    }
    outcome.raw.assign(parser.raw().begin(), parser.raw().end());
    return outcome;
}

// --- what holds for every head

std::string_view partOf(ByteSpan raw, base::ByteRange range)
{
    HOP101_REQUIRE(range.first <= raw.size() && range.size <= raw.size() - range.first);
    return base::asText(raw).substr(static_cast<std::size_t>(range.first),
                                    static_cast<std::size_t>(range.size));
}

void checkField(const http::HeaderField &field, ByteSpan raw)
{
    partOf(raw, field.line);
    HOP101_REQUIRE(partOf(raw, field.nameAt) == field.name);
    HOP101_REQUIRE(field.nameAt.first == field.line.first && field.nameAt.end() <= field.line.end());
    HOP101_REQUIRE(field.valueAt.first >= field.nameAt.end() && field.valueAt.end() <= field.line.end());
    if (!has(field.faults, LineFault::ObsFold))
        HOP101_REQUIRE(partOf(raw, field.valueAt) == field.value);
    if (!has(field.faults, LineFault::BadName) && !has(field.faults, LineFault::NoColon))
        HOP101_REQUIRE(base::isToken(field.name));
}

/// Start line, fields and the empty line cover the head without a hole.
template<typename Head>
void checkRanges(const Head &head, ByteSpan raw)
{
    HOP101_REQUIRE(head.size == raw.size());
    std::uint64_t at = head.startLine.end();
    partOf(raw, head.startLine);
    for (const auto &field : head.fields.lines) {
        HOP101_REQUIRE(field.line.first == at && field.line.size > 0);
        checkField(field, raw);
        at = field.line.end();
    }
    const std::string_view end = base::asText(raw).substr(static_cast<std::size_t>(at));
    HOP101_REQUIRE(end == "\n" || end == "\r\n");
}

std::vector<http::FieldToWrite> fieldsOf(const http::HeaderFields &fields)
{
    std::vector<http::FieldToWrite> list;
    for (const auto &field : fields.lines)
        list.push_back({field.name, field.value});
    return list;
}

base::Bytes written(const RequestHead &head)
{
    return http::writeRequestHead(head.method, head.target, head.version, fieldsOf(head.fields));
}

base::Bytes written(const ResponseHead &head)
{
    return http::writeResponseHead(head.version, head.status, head.reason, fieldsOf(head.fields));
}

template<typename Head>
bool isFaultless(const Head &head)
{
    return head.startLineValid && head.startLineFaults == LineFault::None
        && std::all_of(head.fields.lines.begin(), head.fields.lines.end(),
                       [](const auto &field) { return field.faults == LineFault::None; });
}

bool isWritable(const RequestHead &)
{
    return true;
}

/// "013" is three digits, but no number has its zero.
bool isWritable(const ResponseHead &head)
{
    return head.status >= 100;
}

/// A head without faults, written anew, reads as the same names and values, and is written the same again.
template<typename Head>
void checkRound(const Head &head)
{
    if (!isFaultless(head) || !isWritable(head))
        return;
    const base::Bytes once = written(head);
    const auto again = parse<Head>(once, Chunking::Whole);
    HOP101_REQUIRE(again.head && again.taken == once.size());
    HOP101_REQUIRE(isFaultless(*again.head));
    HOP101_REQUIRE(fieldsOf(again.head->fields) == fieldsOf(head.fields));
    HOP101_REQUIRE(written(*again.head) == once);
}

template<typename Head>
std::optional<Head> checkHead(ByteSpan input, std::size_t &taken)
{
    const auto whole = parse<Head>(input, Chunking::Whole);
    for (const Chunking chunking : kChunkings)
        HOP101_REQUIRE(areSame(whole, parse<Head>(input, chunking)));
    HOP101_REQUIRE(whole.raw.size() == whole.taken && whole.taken <= http::kMaxHeadBytes);
    taken = whole.taken;
    if (whole.head) {
        checkRanges(*whole.head, whole.raw);
        checkRound(*whole.head);
    }
    return whole.head;
}

// --- bodies

struct BodyOutcome
{
    base::Bytes data;
    std::size_t taken = 0;
    bool ended = false;
    std::optional<std::uint64_t> fault;
    bool operator==(const BodyOutcome &) const = default;
};

BodyOutcome decode(const http::BodyFraming &framing, ByteSpan input, Chunking chunking)
{
    BodyOutcome outcome;
    http::BodyDecoder decoder(framing);
    const auto isOver = [&outcome] { return outcome.ended || outcome.fault; };
    const auto take = [&](ByteSpan piece) {
        for (ByteSpan rest = piece; !isOver();) {
            const std::size_t before = rest.size();
            const auto step = decoder.next(rest);
            outcome.taken += before - rest.size();
            if (const auto *data = std::get_if<http::BodyData>(&step))
                base::append(outcome.data, data->bytes);
            else if (const auto *fault = std::get_if<http::BodyFault>(&step))
                outcome.fault = fault->offset;
            else if (std::holds_alternative<http::BodyEnded>(step))
                outcome.ended = true;
            else
                break;
        }
    };
    for (const ByteSpan piece : piecesOf(input, chunking))
        take(piece);
    take({}); // an empty body ends without bytes
    HOP101_REQUIRE(decoder.wireBytes() == outcome.taken && decoder.dataBytes() == outcome.data.size());
    return outcome;
}

void checkBody(const http::BodyFraming &framing, ByteSpan input)
{
    const BodyOutcome whole = decode(framing, input, Chunking::Whole);
    for (const Chunking chunking : kChunkings)
        HOP101_REQUIRE(whole == decode(framing, input, chunking));
    HOP101_REQUIRE(whole.taken <= input.size() && whole.data.size() <= whole.taken);
    HOP101_REQUIRE(!whole.fault || *whole.fault == whole.taken);
    HOP101_REQUIRE(whole.ended || whole.fault || whole.taken == input.size());
    HOP101_REQUIRE(http::decodeBody(framing, input) == whole.data);
}

// --- verdicts

constexpr std::string_view kGoodRequest =
    "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: chat, superchat\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";

void checkResults(const std::vector<hop::RuleResult> &results, std::uint64_t headSize)
{
    for (const auto &result : results) {
        HOP101_REQUIRE(result.at.first <= headSize && result.at.size <= headSize - result.at.first);
        HOP101_REQUIRE(result.found.size() <= 256);
    }
}

void checkVerdict(const RequestHead *request, const ResponseHead &response)
{
    checkResults(hop::judgeResponse(request, response), response.size);
    const auto verdict = hop::verdictOf(request, &response, true);
    HOP101_REQUIRE(!verdict.isUpgraded() || response.status == 101);
    HOP101_REQUIRE((verdict.state == hop::ExchangeState::Refused) == (response.status != 101));
}

} // namespace

void responseHead(ByteSpan input)
{
    std::size_t taken = 0;
    const auto head = checkHead<ResponseHead>(input, taken);
    if (!head)
        return;
    for (const char *method : {"GET", "HEAD", "CONNECT"})
        checkBody(http::framingOf(*head, method), input.subspan(taken));
    const RequestHead request = http::parseRequestHead(base::asBytes(kGoodRequest));
    checkVerdict(nullptr, *head);
    checkVerdict(&request, *head);
}

void requestHead(ByteSpan input)
{
    std::size_t taken = 0;
    const auto head = checkHead<RequestHead>(input, taken);
    if (!head)
        return;
    checkBody(http::framingOf(*head), input.subspan(taken));
    checkResults(hop::judgeRequest(*head), head->size);
    const auto verdict = hop::verdictOf(&*head, nullptr, true);
    HOP101_REQUIRE(verdict.state == hop::ExchangeState::NoAnswer);
}

} // namespace hop101::fuzz
