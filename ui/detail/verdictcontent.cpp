// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/verdictcontent.h"

#include "core/capture/connectionhops.h"
#include "core/capture/content.h"
#include "core/diagram/rowtext.h"
#include "core/doctor/extensionwords.h"
#include "core/doctor/hopdiff.h"
#include "core/hop/explain.h"
#include "core/websocket/frameheader.h"
#include "ui/detail/headlines.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <optional>

namespace hop101::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hop101::ui::Verdict)
};

/// Enough to explain any frame finding: a header and a control frame's payload.
constexpr std::uint64_t kExplainBytes = websocket::kMaxFrameHeaderBytes + websocket::kMaxControlPayloadBytes;
/// Findings of the whole capture that are listed where no event with findings is selected.
constexpr std::size_t kListed = 5;
/// How far behind the switch the first frame of each side is looked for.
constexpr std::size_t kFramesSearched = 256;
/// How far before the end a failure is looked for.
constexpr std::uint64_t kFailureSearch = 8;

bool isHandshake(rules::Rule rule)
{
    const rules::Stage stage = rules::info(rule).stage;
    return stage == rules::Stage::Request || stage == rules::Stage::Response;
}

/// What a good upgrade is remembered by; the other rules that hold fold away.
bool tellsMost(rules::Rule rule)
{
    return rule == rules::Rule::StatusIs101 || rule == rules::Rule::UpgradeIsWebSocket
        || rule == rules::Rule::ConnectionIsUpgrade || rule == rules::Rule::AcceptIsRight;
}

RuleLine lineOf(const rules::RuleInfo &info)
{
    RuleLine line;
    line.severity = info.severity;
    line.title = text("rule", info.title);
    line.section = QString::fromLatin1(info.section);
    line.also = QString::fromLatin1(info.also);
    return line;
}

/// A value is from the wire, or one of our own words, which have translations.
QString valueText(const char *context, const std::string &value)
{
    return value.empty() ? QString() : shown(toUtf8(text(context, value.c_str())));
}

RuleLine lineOf(const hop::RuleResult &result, const hop::Exchange &exchange)
{
    const rules::RuleInfo &info = rules::info(result.rule);
    RuleLine line = lineOf(info);
    line.outcome = result.outcome;
    const bool isBroken = result.outcome == hop::Outcome::Broken;
    if (isBroken)
        line.meaning = text("rule", info.meaning);
    // Of a rule that holds only the proof is worth its place.
    if (isBroken || result.rule == rules::Rule::AcceptIsRight) {
        line.found = shown(result.found);
        line.expected = isBroken ? valueText("expected", result.expected) : QString();
    }
    line.isAccept = result.rule == rules::Rule::AcceptIsRight;
    line.event = info.stage == rules::Stage::Request ? exchange.request : exchange.response;
    line.at = result.at;
    return line;
}

/// What the limit was, and where a higher one is set.
QString limitWords(const capture::Reader &reader, const hop::Event &event)
{
    for (const capture::Hop &hop : reader.hops()) {
        if (hop.id == event.hop)
            return Words::tr("The limit of this connection was %1 a message, and %2 to 1. Raise it before "
                             "connecting: Behaviour in the composer, or --max-inflated.")
                .arg(fromUtf8(diagram::sizeText(hop.limits.inflatedMessageBytes)),
                     QLocale().toString(qulonglong(hop.limits.inflateRatio)));
    }
    return {};
}

RuleLine lineOf(const capture::Reader &reader, const hop::Finding &finding)
{
    const rules::RuleInfo &info = rules::info(finding.rule);
    RuleLine line = lineOf(info);
    line.outcome = hop::Outcome::Broken;
    line.title = text("rule", info.meaning);
    const hop::Event event = reader.event(finding.event);
    const base::Bytes wire = reader.wire(event, kExplainBytes);
    const hop::FoundExpected values = hop::explain(finding, event, wire);
    line.found = valueText("found", values.found);
    line.expected = valueText("expected", values.expected);
    if (finding.rule == rules::Rule::InflatedWithinLimit)
        line.meaning = limitWords(reader, event);
    line.event = finding.event;
    line.at = finding.at;
    return line;
}

void addRules(VerdictContent &content, const hop::Verdict &verdict, const hop::Exchange &exchange)
{
    std::vector<RuleLine> telling;
    for (const hop::RuleResult &result : verdict.results) {
        const RuleLine line = lineOf(result, exchange);
        if (result.outcome == hop::Outcome::Broken)
            content.shown.push_back(line);
        else if (result.outcome == hop::Outcome::NotReached)
            content.notReached.push_back(line);
        else if (verdict.allHold() && tellsMost(result.rule))
            telling.push_back(line);
        else
            content.holding.push_back(line);
    }
    std::stable_sort(content.shown.begin(), content.shown.end(),
                     [](const RuleLine &a, const RuleLine &b) { return a.severity > b.severity; });
    content.shown.insert(content.shown.end(), telling.begin(), telling.end());
}

void addFindings(VerdictContent &content, const capture::Reader &reader, base::EventId selected)
{
    const auto add = [&](const std::vector<hop::Finding> &findings) {
        for (const hop::Finding &finding : findings) {
            if (!isHandshake(finding.rule) && content.findings.size() < kListed)
                content.findings.push_back(lineOf(reader, finding));
        }
    };
    if (selected)
        add(reader.findings(selected));
    content.isOfSelection = !content.findings.empty();
    // Handshake findings stand above; some of these may be among the first, hence the larger limit.
    if (content.findings.empty() && reader.eventCount() > 0)
        add(reader.findings({1}, {reader.eventCount()}, 8 * kListed));
}

Step stepOf(bool isDone, base::EventId event, bool isWaiting)
{
    return {isDone          ? StepState::Done
                : isWaiting ? StepState::Waiting
                            : StepState::NotReached,
            isDone ? event : base::EventId{}};
}

/// The first frame of the side that spoke second: with it frames went both ways.
base::EventId secondSideFrame(const capture::Reader &reader, const hop::Exchange &exchange)
{
    std::vector<hop::Event> after(kFramesSearched);
    after.resize(reader.events({exchange.response.value + 1}, after));
    std::optional<hop::Direction> first;
    for (const hop::Event &event : after) {
        if (event.hop != exchange.hop || event.kind != hop::EventKind::Frame)
            continue;
        if (first && *first != event.direction)
            return event.id;
        first = event.direction;
    }
    return {};
}

FiveSteps stepsOf(const capture::Reader &reader, const hop::Exchange &exchange, const hop::Verdict &verdict)
{
    using State = hop::ExchangeState;
    const bool isWaiting = exchange.state == State::Waiting;
    const bool isAnswered = bool(exchange.response);
    const hop::Event request = reader.event(exchange.request);
    FiveSteps steps;
    steps[0] = stepOf(request.ended, exchange.request, bool(exchange.request));
    steps[1] = stepOf(isAnswered, exchange.request ? exchange.request : exchange.response,
                      isWaiting && request.ended);
    steps[2] = stepOf(isAnswered, exchange.response, false);
    steps[3] = stepOf(isAnswered, exchange.response, false);
    if (exchange.state == State::Refused)
        steps[2].state = StepState::Broken;
    if (exchange.state == State::Broken101)
        steps[3].state = StepState::Broken;
    if (exchange.state == State::NoAnswer)
        steps[1].state = StepState::Broken;
    const auto isBrokenRequest = [](const hop::RuleResult &result) {
        return result.outcome == hop::Outcome::Broken
            && rules::info(result.rule).stage == rules::Stage::Request
            && rules::info(result.rule).severity == rules::Severity::Error;
    };
    if (std::any_of(verdict.results.begin(), verdict.results.end(), isBrokenRequest) && request.ended)
        steps[0].state = StepState::Broken;
    if (verdict.isUpgraded()) {
        const base::EventId both = secondSideFrame(reader, exchange);
        steps[4] = stepOf(bool(both), both, true);
    }
    return steps;
}

std::string translated(const char *sentence)
{
    return toUtf8(text("doctor", sentence));
}

Tone toneOf(const hop::Verdict &verdict)
{
    switch (verdict.state) {
    case hop::ExchangeState::Waiting:
    case hop::ExchangeState::Tunnelled:
        return Tone::Neutral;
    case hop::ExchangeState::Upgraded:
        return Tone::Good;
    case hop::ExchangeState::Broken101:
    case hop::ExchangeState::Refused:
    case hop::ExchangeState::NoAnswer:
        break;
    }
    return Tone::Bad;
}

void addDiagnosis(VerdictContent &content, const doctor::Diagnosis &diagnosis)
{
    content.lead = fromUtf8(diagnosis.lead);
    content.sentence = fromUtf8(diagnosis.sentence);
    content.detail = fromUtf8(diagnosis.detail);
    content.fixes = diagnosis.fixes;
}

void addAccept(VerdictContent &content, const capture::Reader &reader, const hop::Exchange &exchange)
{
    const auto explained = doctor::explainAccept(reader, exchange);
    if (!explained)
        return;
    const auto line = [](const QString &caption, const std::string &value) {
        return AcceptLine{caption, shown(value)};
    };
    AcceptLines accept;
    accept.isRight = explained->isRight();
    accept.lines = {line(Words::tr("Key"), explained->steps.key),
                    line(Words::tr("+ GUID"), explained->steps.keyAndGuid),
                    line(Words::tr("SHA-1"), explained->steps.sha1Hex),
                    line(Words::tr("base64"), explained->steps.accept)};
    if (!accept.isRight && explained->found)
        accept.lines.push_back(line(Words::tr("What came"), *explained->found));
    if (explained->mistake) {
        accept.lines.push_back(line(Words::tr("Made as"), explained->mistake->made));
        const QString sentence = text("doctor", explained->mistake->sentence);
        if (!content.sentence.contains(sentence) && !content.detail.contains(sentence))
            accept.mistake = sentence;
    }
    content.accept = accept;
}

/// "permessage-deflate: client: window 15 bits, context kept; …", then the names of others.
QString agreedWords(const capture::Reader &reader, const hop::Exchange &exchange)
{
    const std::vector<websocket::Extension> agreed = capture::agreedExtensions(reader, exchange);
    QStringList words;
    bool isDeflateNamed = false;
    for (const websocket::Extension &extension : agreed) {
        const auto deflate = extension.name == websocket::kDeflateName && !isDeflateNamed
            ? capture::agreedDeflate(reader, exchange)
            : std::nullopt;
        isDeflateNamed = isDeflateNamed || deflate;
        words += deflate ? Words::tr("Messages may be compressed (permessage-deflate): %1.")
                               .arg(fromUtf8(doctor::deflateSummary(*deflate, translated)))
                         : Words::tr("Extension %1.").arg(shown(websocket::extensionText(extension)));
    }
    return words.join(QLatin1Char(' '));
}

/// A certificate that somebody accepted stays visible.
QString acceptedNote(const capture::Reader &reader)
{
    std::array<hop::Event, 4> first;
    const std::size_t count = reader.events({1}, first);
    for (std::size_t i = 0; i < count; ++i) {
        if (first[i].kind == hop::EventKind::TlsUp && first[i].has(hop::flag::Accepted))
            return Words::tr("The certificate is not trusted; it was accepted for this session. %1")
                .arg(shown(reader.signalText(first[i])));
    }
    return {};
}

std::optional<hop::Event> lastFailure(const capture::Reader &reader)
{
    const std::uint64_t count = reader.eventCount();
    for (std::uint64_t id = count; id > 0 && count - id < kFailureSearch; --id) {
        const hop::Event event = reader.event({id});
        if (event.kind == hop::EventKind::Failed)
            return event;
    }
    return std::nullopt;
}

std::optional<hop::Exchange> exchangeToShow(const capture::Reader &reader, base::EventId selected)
{
    if (selected) {
        if (auto exchange = capture::exchangeOf(reader, reader.event(selected)))
            return exchange;
    }
    const std::vector<hop::Exchange> all = reader.exchanges();
    return all.empty() ? std::nullopt : std::optional(all.back());
}

void addWithoutExchange(VerdictContent &content, const capture::Reader &reader)
{
    if (const std::optional<hop::Event> failure = lastFailure(reader)) {
        content.tone = Tone::Bad;
        addDiagnosis(
            content,
            doctor::diagnoseFailure(hop::FailStage(failure->code), reader.signalText(*failure), translated));
    } else {
        content.lead = reader.eventCount() == 0 ? Words::tr("Connecting.") : Words::tr("Connected.");
        content.sentence = Words::tr("No request was sent yet.");
    }
    content.hasSteps = true;
}

/// What a relay of ours made of the heads on their way.
void addRelayChanges(VerdictContent &content, const capture::Reader &reader, const hop::Exchange &exchange)
{
    if (capture::hopsBeside(reader, exchange.hop).size() != 2)
        return; // nothing to read of most captures
    const std::vector<hop::Exchange> both = capture::exchangesBeside(reader, exchange);
    if (both.size() != 2)
        return;
    const doctor::HopDiff diff = doctor::hopDiff(reader, both.front(), both.back());
    VerdictContent lines;
    addHeadLines(lines, diff.request, both.back().request, HeadKind::Request);
    addHeadLines(lines, diff.response, both.front().response,
                 both.back().status == 101 ? HeadKind::Switch : HeadKind::Refusal);
    content.changes = std::move(lines.shown);
    content.changes.insert(content.changes.end(), lines.changes.begin(), lines.changes.end());
}

} // namespace

bool operator==(const VerdictContent &a, const VerdictContent &b)
{
    const auto sameFix = [](const doctor::Fix &x, const doctor::Fix &y) {
        return x.title == y.title && x.text == y.text;
    };
    return a.tone == b.tone && a.lead == b.lead && a.sentence == b.sentence && a.detail == b.detail
        && a.hasSteps == b.hasSteps && a.steps == b.steps && a.shown == b.shown && a.holding == b.holding
        && a.notReached == b.notReached && a.changes == b.changes && a.isOfSelection == b.isOfSelection
        && a.findings == b.findings && a.accept == b.accept && a.agreed == b.agreed && a.note == b.note
        && std::equal(a.fixes.begin(), a.fixes.end(), b.fixes.begin(), b.fixes.end(), sameFix);
}

VerdictContent verdictContent(const capture::Reader &reader, base::EventId selected)
{
    VerdictContent content;
    const std::optional<hop::Exchange> exchange = exchangeToShow(reader, selected);
    if (exchange) {
        const hop::Verdict verdict = capture::verdictOf(reader, *exchange);
        content.tone = toneOf(verdict);
        addDiagnosis(content, doctor::diagnose(reader, *exchange, translated));
        content.hasSteps = true;
        content.steps = stepsOf(reader, *exchange, verdict);
        addRules(content, verdict, *exchange);
        addAccept(content, reader, *exchange);
        content.agreed = agreedWords(reader, *exchange);
        addRelayChanges(content, reader, *exchange);
    } else {
        addWithoutExchange(content, reader);
    }
    addFindings(content, reader, selected);
    content.note = acceptedNote(reader);
    return content;
}

} // namespace hop101::ui
