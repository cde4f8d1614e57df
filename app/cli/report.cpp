// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "core/capture/content.h"
#include "core/diagram/rowtext.h"
#include "core/formats/eventjson.h"
#include "core/hop/explain.h"
#include "core/websocket/closecode.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxLine = 500; // characters
constexpr std::uint64_t kMaxHead = 16 * 1024;
constexpr std::uint64_t kMaxBody = 1024;
constexpr std::size_t kMaxBodyLines = 12;
constexpr std::size_t kMaxReportedFindings = 20;
constexpr std::size_t kMaxReportedMessages = 10;
constexpr std::uint64_t kDiagramPage = 500;
constexpr std::uint64_t kBodySearch = 16;

struct BrokenRule
{
    rules::Rule rule;
    std::string found;
    std::string expected;
    base::EventId event;
};

void printBroken(Output &output, const BrokenRule &broken)
{
    const rules::RuleInfo &rule = rules::info(broken.rule);
    output.print("  " + output.mark(rule.severity) + ' ' + output.strong(rule.title) + "  (" + rule.section
                 + ", " + rules::severityName(rule.severity)
                 + (broken.event ? ", event " + std::to_string(broken.event.value) : "") + ")\n");
    output.print("    found:    " + (broken.found.empty() ? "nothing" : doctor::shown(broken.found)) + '\n');
    if (!broken.expected.empty())
        output.print("    expected: " + doctor::shown(broken.expected) + '\n');
    output.print(std::string("    ") + rule.meaning + '\n');
}

bool isOfCourse(rules::Rule rule)
{
    const rules::Stage stage = rules::info(rule).stage;
    return stage == rules::Stage::Frame || stage == rules::Stage::Behaviour;
}

void printFindings(Output &output, const capture::Reader &reader)
{
    const auto findings = reader.findings({1}, {reader.eventCount()}, kMaxReportedFindings * 4);
    std::size_t printed = 0;
    for (const hop::Finding &finding : findings) {
        if (!isOfCourse(finding.rule))
            continue;
        if (printed++ == kMaxReportedFindings) {
            output.print("  ... and more: --json lists them\n");
            return;
        }
        const hop::Event event = reader.event(finding.event);
        const hop::FoundExpected values = hop::explain(finding, event, reader.wire(event, 256));
        printBroken(output, {finding.rule, values.found, values.expected, finding.event});
    }
}

/// One that fits is said by the sentence already; of several it says what would tell.
void printCauses(Output &output, const doctor::Diagnosis &diagnosis)
{
    if (diagnosis.causes.size() < 2)
        return;
    output.print('\n' + output.strong("Causes that would fit") + '\n');
    for (const doctor::FittingCause &cause : diagnosis.causes)
        output.print("  " + cause.title + " (" + cause.likelihood + "). " + cause.apart + '\n');
}

/// Bytes from the wire line by line, indented, nothing in them obeyed.
void printLines(Output &output, std::string_view text, std::size_t limit)
{
    for (std::size_t lines = 0; !text.empty(); ++lines) {
        if (lines == limit) {
            output.print("    …\n");
            return;
        }
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty())
            output.print("    " + doctor::shown(line, kMaxLine) + '\n');
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
}

void printHead(Output &output, const capture::Reader &reader, base::EventId id, const char *title)
{
    const hop::Event event = reader.event(id);
    if (!event.id)
        return;
    output.print('\n' + output.strong(title) + '\n');
    printLines(output, base::asText(reader.wire(event, kMaxHead)), 200);
}

void printBody(Output &output, const capture::Reader &reader, base::EventId response)
{
    for (std::uint64_t id = response.value + 1; id <= response.value + kBodySearch; ++id) {
        const hop::Event event = reader.event({id});
        if (event.kind != hop::EventKind::Body || event.direction != hop::Direction::FromRight)
            continue;
        const base::Bytes bytes = reader.payload(event, 0, kMaxBody);
        if (bytes.empty())
            return;
        output.print(
            '\n' + output.strong("Body") + ", "
            + diagram::sizeText(static_cast<std::uint64_t>(std::max<std::int64_t>(event.payloadSize, 0)))
            + '\n');
        printLines(output, base::asText(bytes), kMaxBodyLines);
        return;
    }
}

} // namespace

bool SessionResult::isUnanswered() const noexcept
{
    if (!exchange || verdict.state == hop::ExchangeState::Waiting)
        return true;
    if (verdict.state != hop::ExchangeState::NoAnswer)
        return false;
    // Bytes that are no HTTP are an answer, and a broken one.
    return std::none_of(verdict.results.begin(), verdict.results.end(), [](const hop::RuleResult &result) {
        return result.rule == rules::Rule::ResponseIsHttp && result.outcome == hop::Outcome::Broken;
    });
}

ExitStatus SessionResult::status() const noexcept
{
    if (isUnanswered())
        return ExitStatus::Network;
    return isUpgraded() && summary.errors == 0 ? ExitStatus::Ok : ExitStatus::Broken;
}

ExitStatus SessionResult::closeStatus() const noexcept
{
    const ExitStatus upgrade = status();
    return upgrade == ExitStatus::Ok && !summary.isCloseClean() ? ExitStatus::Broken : upgrade;
}

std::string SessionResult::oneLine() const
{
    std::string line = diagnosis.lead + ' ' + diagnosis.sentence;
    if (!diagnosis.detail.empty())
        line += ' ' + diagnosis.detail;
    return line;
}

SessionResult readResult(const capture::Reader &reader)
{
    SessionResult result;
    // Of the latest session, which may have been appended to others, the first connection.
    result.hop = {1};
    for (const capture::Hop &hop : reader.hops()) {
        if (hop.session == reader.sessions().back().id) {
            result.hop = hop.id;
            break;
        }
    }
    result.summary = formats::summarize(reader, result.hop);
    for (const hop::Exchange &exchange : reader.exchanges()) {
        if (exchange.hop == result.hop) {
            result.exchange = exchange;
            break;
        }
    }
    if (result.exchange) {
        result.verdict = capture::verdictOf(reader, *result.exchange);
        result.diagnosis = doctor::diagnose(reader, *result.exchange);
    } else {
        result.verdict = hop::verdictOf(nullptr, nullptr, true);
        result.diagnosis = doctor::diagnoseFailure(
            result.summary.failedAt.value_or(hop::FailStage::Cancelled), result.summary.failure);
    }
    return result;
}

void printVerdict(Output &output, const capture::Reader &reader, const SessionResult &result)
{
    const doctor::Diagnosis &diagnosis = result.diagnosis;
    output.print(output.strong(diagnosis.lead) + ' ' + diagnosis.sentence + '\n');
    if (!diagnosis.detail.empty())
        output.print(diagnosis.detail + '\n');
    for (const hop::RuleResult &rule : result.verdict.results) {
        if (rule.outcome == hop::Outcome::Broken)
            printBroken(output, {rule.rule, rule.found, rule.expected, {}});
    }
    printFindings(output, reader);
    printCauses(output, diagnosis);
    for (const doctor::Fix &fix : diagnosis.fixes) {
        output.print('\n' + output.strong(fix.title) + '\n');
        printLines(output, fix.text, 50);
    }
}

void printHeads(Output &output, const capture::Reader &reader, const SessionResult &result)
{
    if (!result.exchange)
        return;
    printHead(output, reader, result.exchange->request, "Request");
    printHead(output, reader, result.exchange->response, "Response");
    if (result.exchange->response && !result.isUpgraded())
        printBody(output, reader, result.exchange->response);
}

void printCourse(Output &output, const capture::Reader &reader, const SessionResult &result)
{
    if (!result.isUpgraded())
        return;
    std::size_t printed = 0;
    for (const formats::MessageSeen &message : result.summary.firstMessages) {
        if (message.from != hop::Direction::FromRight || printed == kMaxReportedMessages)
            continue;
        if (printed++ == 0)
            output.print('\n' + output.strong("Received") + '\n');
        const diagram::RowText text =
            diagram::rowText(reader, reader.event(message.first), nullptr, diagram::Detail::Full);
        output.print("    " + text.kind + ' ' + text.detail + '\n');
    }
    const std::uint64_t received = result.summary.messages[1];
    if (received > printed)
        output.print("    ... and " + std::to_string(received - printed) + " more\n");
    output.print('\n' + counted(result.summary.frames[0], "frame", "frames") + " sent, "
                 + std::to_string(result.summary.frames[1]) + " received; " + closeText(result.summary)
                 + ".\n");
}

void printDiagram(Output &output, const capture::Reader &reader, base::EventId from, base::EventId to)
{
    const std::uint64_t last = std::min(to.value, reader.eventCount());
    for (std::uint64_t first = from.value; first <= last; first += kDiagramPage) {
        const std::uint64_t count = std::min(kDiagramPage, last - first + 1);
        const auto layout = diagram::SequenceLayout::build(reader, first - 1, count);
        output.print(diagram::renderTerminal(layout, output.terminal()));
    }
}

std::string counted(std::uint64_t count, const char *one, const char *many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string closeText(const formats::SessionSummary &summary)
{
    const auto &client = summary.close[0];
    const auto &server = summary.close[1];
    if (!client && !server)
        return "ended without a Close";
    const auto &first = client && (!server || client->event < server->event) ? *client : *server;
    std::string text = first.code ? "closed with " + std::to_string(*first.code) : "closed without a code";
    if (!first.reason.empty())
        text += " “" + doctor::shown(first.reason, 125) + "”";
    if (!client || !server)
        return text + ", which the other side did not answer";
    return text + (summary.isCloseClean() ? ", clean" : ", after a broken rule");
}

} // namespace hop101::cli
