// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/evidence.h"

#include "core/capture/content.h"

#include <algorithm>
#include <array>

namespace hop101::doctor {
namespace {

using hop::Event;
using hop::EventKind;

/// The events of one exchange: from its request to the last before the next exchange of its hop.
struct Span
{
    base::EventId first;
    base::EventId last;
};

Span spanOf(const capture::Reader &reader, const hop::Exchange &exchange)
{
    Span span{exchange.request ? exchange.request : exchange.response, {reader.eventCount()}};
    if (!span.first)
        span.first = {1};
    for (const hop::Exchange &other : reader.exchanges()) {
        if (other.hop == exchange.hop && other.request > span.first && other.request <= span.last)
            span.last = {other.request.value - 1};
    }
    return span;
}

/// Visits the events of the exchange's hop from `first` on, at most kMaxCountedEvents records; false where it
/// stopped short.
template<typename Visit>
bool forEvents(const capture::Reader &reader, base::HopId hopId, Span span, const Visit &visit)
{
    std::array<Event, 256> page;
    std::uint64_t next = span.first.value;
    for (std::size_t read = 0; next <= span.last.value && read < kMaxCountedEvents;) {
        const std::size_t wanted = std::min<std::uint64_t>(page.size(), span.last.value - next + 1);
        const std::size_t got = reader.events({next}, std::span(page).first(wanted));
        if (got == 0)
            return true;
        for (std::size_t i = 0; i < got; ++i) {
            if (page[i].hop == hopId)
                visit(page[i]);
        }
        next += got;
        read += got;
    }
    return next > span.last.value;
}

void noteEvent(Evidence &evidence, const capture::Reader &reader, const Event &event, bool isSwitched)
{
    if (event.kind == EventKind::ResponseHead && event.has(hop::flag::Interim))
        evidence.interim.push_back(event.code);
    else if (event.kind == EventKind::ResponseHead && event.has(hop::flag::Cut))
        evidence.isHeadCut = true;
    else if (event.kind == EventKind::Body && event.direction == hop::Direction::FromRight
             && evidence.body.empty())
        evidence.body = reader.payload(event, 0, kMaxEvidenceBytes);
    else if (event.kind == EventKind::RawRun && event.direction == hop::Direction::FromRight
             && evidence.raw.empty())
        evidence.raw = reader.wire(event, kMaxEvidenceBytes);
    else if (event.kind == EventKind::Frame && isSwitched)
        ++evidence.frames;
}

void noteEnd(Evidence &evidence, const capture::Reader &reader, const Event &event)
{
    if (event.kind == EventKind::Closed && event.direction == hop::Direction::FromRight && !evidence.ended)
        evidence.ended = static_cast<hop::EndCause>(event.code);
    if (event.kind == EventKind::Failed && !evidence.failedAt) {
        evidence.failedAt = static_cast<hop::FailStage>(event.code);
        evidence.failure = reader.signalText(event);
    }
}

bool isEnd(const Event &event)
{
    return event.kind == EventKind::Closed || event.kind == EventKind::Failed;
}

/// How the connection ended, from its last events.
void readEnd(Evidence &evidence, const capture::Reader &reader, base::HopId hopId, Span span)
{
    constexpr std::uint64_t kTail = 16;
    const std::uint64_t first = span.last.value >= kTail ? span.last.value - kTail + 1 : 1;
    std::optional<hop::Nanoseconds> before;
    forEvents(reader, hopId, {std::max(span.first, base::EventId{first}), span.last},
              [&](const Event &event) {
                  if (isEnd(event) && before && !evidence.ended && !evidence.failedAt)
                      evidence.silenceBeforeEnd = event.time - *before;
                  noteEnd(evidence, reader, event);
                  before = event.time;
              });
}

void readFindings(Evidence &evidence, const capture::Reader &reader, const hop::Exchange &exchange, Span span)
{
    constexpr std::size_t kMaxFindings = 1000;
    for (const hop::Finding &finding : reader.findings(span.first, span.last, kMaxFindings)) {
        const rules::Stage stage = rules::info(finding.rule).stage;
        const bool isOfCourse = stage == rules::Stage::Frame || stage == rules::Stage::Behaviour;
        const bool isNew =
            std::find(evidence.broken.begin(), evidence.broken.end(), finding.rule) == evidence.broken.end();
        if (isOfCourse && isNew && reader.event(finding.event).hop == exchange.hop)
            evidence.broken.push_back(finding.rule);
    }
}

std::string urlOf(const capture::Reader &reader, base::HopId hopId)
{
    for (const capture::Hop &hop : reader.hops()) {
        if (hop.id == hopId)
            return hop.url;
    }
    return {};
}

bool isAcceptWrong(const hop::Verdict &verdict)
{
    return std::any_of(verdict.results.begin(), verdict.results.end(), [](const hop::RuleResult &result) {
        return result.rule == rules::Rule::AcceptIsRight && result.outcome == hop::Outcome::Broken;
    });
}

} // namespace

std::vector<std::string> earlierKeys(const capture::Reader &reader, const hop::Exchange &exchange)
{
    std::vector<std::string> keys;
    const auto exchanges = reader.exchanges();
    for (auto one = exchanges.rbegin(); one != exchanges.rend() && keys.size() < kMaxEarlierKeys; ++one) {
        if (!one->request || one->request >= exchange.request)
            continue;
        const auto head = capture::requestHead(reader, reader.event(one->request));
        if (const auto *key = head ? head->fields.find("Sec-WebSocket-Key") : nullptr)
            keys.push_back(key->value);
    }
    return keys;
}

Evidence gather(const capture::Reader &reader, const hop::Exchange &exchange)
{
    Evidence evidence;
    evidence.verdict = capture::verdictOf(reader, exchange);
    evidence.url = urlOf(reader, exchange.hop);
    const Event request = reader.event(exchange.request);
    const Event response = reader.event(exchange.response);
    if (exchange.request)
        evidence.request = capture::requestHead(reader, request);
    if (exchange.response)
        evidence.response = capture::responseHead(reader, response);
    if (exchange.request && exchange.response)
        evidence.answeredAfter = response.time - request.time;
    if (exchange.request && isAcceptWrong(evidence.verdict))
        evidence.earlierKeys = earlierKeys(reader, exchange);
    const Span span = spanOf(reader, exchange);
    evidence.hasMoreFrames = !forEvents(reader, exchange.hop, span, [&](const Event &event) {
        noteEvent(evidence, reader, event, exchange.response && event.id > exchange.response);
    });
    readEnd(evidence, reader, exchange.hop, span);
    readFindings(evidence, reader, exchange, span);
    return evidence;
}

} // namespace hop101::doctor
