// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pathreport.h"

#include "app/cli/report.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxShownCauses = 4;
constexpr std::uint64_t kMaxDiagramRows = 24;

std::string quoted(const std::string &value)
{
    return value.empty() ? "nothing" : "“" + doctor::shown(value, 80) + "”";
}

/// Up to the answer that came back, and what followed it at once.
base::EventId diagramEnd(const capture::Reader &reader, const doctor::PathEvidence &evidence)
{
    const std::uint64_t response = evidence.diff.left.response.value;
    const std::uint64_t last = response == 0 ? kMaxDiagramRows : std::min(response + 1, kMaxDiagramRows);
    return {std::min(last, reader.eventCount())};
}

void printChange(Output &output, const doctor::HeaderChange &change)
{
    const std::string name = doctor::shown(change.name, 60);
    std::string line;
    if (change.isDropped())
        line = "- " + name + ": " + doctor::shown(*change.sent, 80) + "  (dropped)";
    else if (change.isAdded())
        line = "+ " + name + ": " + doctor::shown(*change.arrived, 80) + "  (added)";
    else if (change.valueDiffers())
        line = "~ " + name + ": " + quoted(*change.sent) + " became " + quoted(*change.arrived);
    if (!line.empty())
        output.print("    " + line + '\n');
}

void printQuietChanges(Output &output, const doctor::HeadChanges &changes)
{
    std::size_t renamed = 0;
    std::size_t moved = 0;
    for (const doctor::HeaderChange &change : changes.headers) {
        renamed += change.isRenamed() ? 1 : 0;
        moved += change.isMoved ? 1 : 0;
    }
    if (renamed > 0)
        output.print("    = " + counted(renamed, "name", "names") + " in other letters\n");
    if (moved > 0)
        output.print("    = " + counted(moved, "header", "headers") + " in another order\n");
}

std::string markOf(const Output &output, hop::CheckOutcome outcome)
{
    switch (outcome) {
    case hop::CheckOutcome::Passed:
        return output.mark(rules::Severity::None);
    case hop::CheckOutcome::Failed:
        return output.mark(rules::Severity::Error);
    case hop::CheckOutcome::Differs:
        return output.mark(rules::Severity::Note);
    case hop::CheckOutcome::NotReached:
        break;
    }
    return "-";
}

void printCheck(Output &output, const hop::PathCheckResult &result, const hop::PathCheckResult *direct)
{
    output.print("  " + markOf(output, result.outcome) + ' ' + hop::pathCheckTitle(result.check));
    if (result.outcome == hop::CheckOutcome::NotReached) {
        output.print(": not reached\n");
    } else if (result.outcome == hop::CheckOutcome::Passed) {
        output.print(result.arrived.empty() ? "\n" : ": " + doctor::shown(result.arrived, 100) + '\n');
    } else {
        output.print("\n      sent:    " + doctor::shown(result.sent, 120) + "\n      arrived: "
                     + (result.arrived.empty() ? "nothing" : doctor::shown(result.arrived, 120)) + '\n');
    }
    if (direct)
        output.print("      direct:  " + std::string(hop::checkOutcomeName(direct->outcome)) + ", "
                     + doctor::shown(direct->arrived, 100) + '\n');
}

void printChecks(Output &output, const hop::PathReport &report)
{
    output.print('\n' + output.strong("Checks") + '\n');
    for (const hop::PathCheckResult &result : report.results) {
        const auto direct =
            std::find_if(report.direct.begin(), report.direct.end(),
                         [&result](const hop::PathCheckResult &one) { return one.check == result.check; });
        printCheck(output, result, direct == report.direct.end() ? nullptr : &*direct);
    }
}

void printFix(Output &output, const doctor::ConfigFix &fix)
{
    const doctor::Translate translate = doctor::asWritten;
    const doctor::Fix made = doctor::asFix(fix, doctor::Words(translate));
    output.print("\n  " + output.strong(made.title + ':') + '\n');
    std::string_view rest = made.text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        output.print("      " + std::string(rest.substr(0, end)) + '\n');
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

void printCauses(Output &output, const std::vector<doctor::CauseFound> &causes)
{
    const std::size_t count = std::min(causes.size(), kMaxShownCauses);
    if (count == 0)
        return;
    output.print('\n' + output.strong(count == 1 ? "Cause" : "Causes, most likely first") + '\n');
    for (std::size_t i = 0; i < count; ++i) {
        const doctor::CauseFound &found = causes[i];
        const doctor::CauseInfo &cause = doctor::info(found.cause);
        output.print("  " + std::to_string(i + 1) + ". " + output.strong(cause.title) + "  ("
                     + doctor::likelihoodName(found.likelihood) + ": " + found.values + ")\n     "
                     + cause.explanation + '\n');
        if (count > 1 && found.likelihood != doctor::Likelihood::Certain)
            output.print(std::string("     To tell: ") + cause.apart + '\n');
        const bool isSameFix = i > 0 && found.fixes == causes[0].fixes;
        for (const doctor::ConfigFix &fix : found.fixes)
            if (!isSameFix)
                printFix(output, fix);
    }
}

/// "nginx drops the upgrade" for "The proxy drops the upgrade".
std::string named(std::string title, const doctor::PathEvidence &evidence)
{
    constexpr std::string_view kAnybody = "The proxy ";
    if (evidence.proxy && title.starts_with(kAnybody))
        title.replace(0, kAnybody.size() - 1, doctor::name(*evidence.proxy));
    return title;
}

} // namespace

void printHeadChanges(Output &output, const std::string &title, const doctor::HeadChanges &changes)
{
    if (!changes.wasSent || !changes.hasArrived)
        return;
    output.print('\n' + output.strong(title) + (changes.isSame() ? ": unchanged\n" : "\n"));
    for (const doctor::StartLineChange &part : changes.startLine)
        output.print("    ~ " + part.part + ": " + quoted(part.sent) + " became " + quoted(part.arrived)
                     + '\n');
    for (const doctor::HeaderChange &change : changes.headers)
        printChange(output, change);
    printQuietChanges(output, changes);
}

std::string pathSentence(const doctor::PathEvidence &evidence, const std::vector<doctor::CauseFound> &causes)
{
    const std::string who = evidence.proxy ? doctor::name(*evidence.proxy) : "the proxy";
    if (evidence.report.allPass())
        return "Upgraded from end to end. All checks pass through " + who + '.';
    const bool isUpgraded = evidence.report.passes(hop::PathCheck::Upgrade);
    std::string text = isUpgraded ? "Upgraded, but not unharmed." : "Not upgraded.";
    if (!causes.empty())
        text += ' ' + named(doctor::info(causes.front().cause).title, evidence) + " (" + causes.front().values
            + ").";
    return text;
}

void printPath(Output &output, const capture::Reader &reader, const doctor::PathEvidence &evidence,
               const std::vector<doctor::CauseFound> &causes)
{
    output.print(output.strong(pathSentence(evidence, causes)) + "\n\n");
    printDiagram(output, reader, {1}, diagramEnd(reader, evidence));
    printHeadChanges(output, "The request on its way to the server", evidence.diff.request);
    printHeadChanges(output, "The answer on its way back", evidence.diff.response);
    printChecks(output, evidence.report);
    printCauses(output, causes);
}

} // namespace hop101::cli
