// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/content.h"

#include "core/hop/judgeextensions.h"
#include "core/http/headparser.h"

namespace hop101::capture {

namespace {

/// How far an answer that is no HTTP is looked for.
constexpr std::size_t kMostFindings = 256;
constexpr std::uint64_t kNotHttpBytes = 24;
/// A frame header and a control frame's payload: what hop::explain() wants.
constexpr std::uint64_t kExplainBytes = 256;

/// The raw run that came in the place of an answer; none where the answer is HTTP, or nothing came.
hop::Event notHttpOf(const Reader &reader, const hop::Exchange &exchange)
{
    const base::EventId last{reader.eventCount()};
    for (const hop::Finding &finding : reader.findings(exchange.request, last, kMostFindings)) {
        const hop::Event event = reader.event(finding.event);
        if (finding.rule == rules::Rule::ResponseIsHttp && event.hop == exchange.hop)
            return event;
    }
    return {};
}

hop::FoundExpected ofVerdict(const Reader &reader, const hop::Finding &finding, const hop::Event &event)
{
    const auto exchange = reader.exchangeOf(event);
    if (!exchange)
        return {};
    for (const hop::RuleResult &result : verdictOf(reader, *exchange).results) {
        if (result.rule == finding.rule)
            return {result.found, result.expected};
    }
    return {};
}

} // namespace

std::optional<http::RequestHead> requestHead(const Reader &reader, const hop::Event &event)
{
    if (event.kind != hop::EventKind::RequestHead)
        return std::nullopt;
    return http::parseRequestHead(reader.wire(event, http::kMaxHeadBytes));
}

std::optional<http::ResponseHead> responseHead(const Reader &reader, const hop::Event &event)
{
    if (event.kind != hop::EventKind::ResponseHead)
        return std::nullopt;
    return http::parseResponseHead(reader.wire(event, http::kMaxHeadBytes));
}

hop::Verdict verdictOf(const Reader &reader, const hop::Exchange &exchange)
{
    const auto request = requestHead(reader, reader.event(exchange.request));
    const auto response = responseHead(reader, reader.event(exchange.response));
    hop::Verdict verdict = hop::verdictOf(request ? &*request : nullptr, response ? &*response : nullptr,
                                          exchange.state == hop::ExchangeState::NoAnswer);
    if (verdict.state != hop::ExchangeState::NoAnswer)
        return verdict;
    if (const hop::Event raw = notHttpOf(reader, exchange); raw.id)
        hop::markNotHttp(verdict, reader.wire(raw, kNotHttpBytes));
    return verdict;
}

hop::FoundExpected foundAndExpected(const Reader &reader, const hop::Finding &finding,
                                    const hop::Event &event)
{
    const rules::Stage stage = rules::info(finding.rule).stage;
    if (stage == rules::Stage::Request || stage == rules::Stage::Response)
        return ofVerdict(reader, finding, event);
    return hop::explain(finding, event, reader.wire(event, kExplainBytes));
}

std::vector<websocket::Extension> agreedExtensions(const Reader &reader, const hop::Exchange &exchange)
{
    const auto response = responseHead(reader, reader.event(exchange.response));
    if (!response || response->status != 101)
        return {};
    return websocket::readExtensions(response->fields.combined("Sec-WebSocket-Extensions"))
        .value_or(std::vector<websocket::Extension>());
}

std::optional<websocket::DeflateParameters> agreedDeflate(const Reader &reader, const hop::Exchange &exchange)
{
    const auto request = requestHead(reader, reader.event(exchange.request));
    const auto response = responseHead(reader, reader.event(exchange.response));
    if (!response || response->status != 101)
        return std::nullopt;
    return hop::agreedDeflate(request ? &*request : nullptr, response->fields);
}

std::optional<hop::Exchange> exchangeOf(const Reader &reader, const hop::Event &event)
{
    return reader.exchangeOf(event);
}

} // namespace hop101::capture
