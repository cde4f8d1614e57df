// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/pathcontent.h"

#include "core/base/ascii.h"
#include "core/doctor/cause.h"
#include "core/doctor/pathevidence.h"
#include "ui/detail/headlines.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace hop101::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hop101::ui::Path)
};

constexpr std::size_t kMostFixes = 3;

std::string translatedDoctor(const char *sentence)
{
    return toUtf8(text("doctor", sentence));
}

/// "Key, version, extensions arrive as sent"
void addUnchanged(VerdictContent &content, const doctor::PathEvidence &evidence)
{
    const doctor::HeadChanges &request = evidence.diff.request;
    if (!request.wasSent || !request.hasArrived)
        return;
    QStringList same;
    const std::pair<const char *, QString> names[] = {{"sec-websocket-key", Words::tr("Key")},
                                                      {"sec-websocket-version", Words::tr("version")},
                                                      {"sec-websocket-extensions", Words::tr("extensions")},
                                                      {"host", Words::tr("host")}};
    for (const auto &[header, word] : names) {
        const doctor::HeaderChange *change = request.header(header);
        if (!change || !isChanged(*change))
            same += word;
    }
    if (same.isEmpty())
        return;
    RuleLine line;
    line.outcome = hop::Outcome::Holds;
    line.title = Words::tr("%1 arrive as sent").arg(same.join(QStringLiteral(", ")));
    line.title[0] = line.title.at(0).toUpper();
    content.shown.push_back(line);
}

void addCheck(VerdictContent &content, const hop::PathCheckResult &result)
{
    RuleLine line;
    line.title = text("path", hop::pathCheckTitle(result.check));
    const auto shownValue = [](const std::string &wire) {
        return wire.empty() ? std::nullopt : std::optional(wire);
    };
    switch (result.outcome) {
    case hop::CheckOutcome::Passed:
        line.outcome = hop::Outcome::Holds;
        line.found = value(result.arrived);
        content.holding.push_back(line);
        break;
    case hop::CheckOutcome::NotReached:
        content.notReached.push_back(line);
        break;
    case hop::CheckOutcome::Failed:
    case hop::CheckOutcome::Differs: {
        const bool isFailed = result.outcome == hop::CheckOutcome::Failed;
        line.outcome = hop::Outcome::Broken;
        line.severity = isFailed ? rules::Severity::Error : rules::Severity::Note;
        line.values = sentArrived(shownValue(result.sent), shownValue(result.arrived));
        // Of the handshake the headers say more.
        if (result.check >= hop::PathCheck::FramesToServer || result.check == hop::PathCheck::Arrives)
            content.shown.push_back(line);
        break;
    }
    }
}

/// "nginx drops the upgrade" for "The proxy drops the upgrade".
QString named(QString title, const doctor::PathEvidence &evidence)
{
    const QString anybody = Words::tr("The proxy ", "as the titles of causes begin");
    if (evidence.proxy && title.startsWith(anybody))
        title.replace(0, anybody.size() - 1, fromUtf8(doctor::name(*evidence.proxy)));
    return title;
}

void addCauses(VerdictContent &content, const doctor::PathEvidence &evidence)
{
    const auto causes = doctor::causesOf(evidence, translatedDoctor);
    if (causes.empty())
        return;
    const doctor::CauseInfo &first = doctor::info(causes.front().cause);
    content.sentence = named(text("cause", first.title), evidence) + QLatin1Char('.');
    content.detail = text("cause", first.explanation);
    if (causes.size() > 1 && causes.front().likelihood != doctor::Likelihood::Certain)
        content.detail += QLatin1Char(' ') + Words::tr("To tell: %1").arg(text("cause", first.apart));
    const doctor::Translate translate = translatedDoctor;
    const doctor::Words say(translate);
    for (const doctor::CauseFound &cause : causes) {
        for (const doctor::ConfigFix &fix : cause.fixes) {
            doctor::Fix made = doctor::asFix(fix, say);
            const bool isKnown =
                std::find(content.fixes.begin(), content.fixes.end(), made) != content.fixes.end();
            if (!isKnown && content.fixes.size() < kMostFixes)
                content.fixes.push_back(std::move(made));
        }
    }
}

void addLead(VerdictContent &content, const doctor::PathEvidence &evidence, const hop::PathReport &report)
{
    const bool isUpgraded = evidence.diff.left.state == hop::ExchangeState::Upgraded;
    const bool isGood =
        isUpgraded && content.sentence.isEmpty()
        && std::none_of(content.shown.begin(), content.shown.end(), [](const RuleLine &line) {
               return line.outcome == hop::Outcome::Broken && line.severity == rules::Severity::Error;
           });
    content.tone = isGood ? Tone::Good : isUpgraded ? Tone::Warning : Tone::Bad;
    content.lead = isGood ? Words::tr("Upgraded from end to end.")
        : isUpgraded      ? Words::tr("Upgraded, but not unharmed.")
                          : Words::tr("Not upgraded.");
    if (content.sentence.isEmpty() && isGood)
        content.sentence = report.allPass() ? Words::tr("All that was tried passes.")
                                            : Words::tr("The handshake passes as it was sent.");
}

/// A proxy that is not Hop101 itself stands between two of the parties.
bool isPathCheck(const capture::Reader &reader)
{
    return std::any_of(reader.parties().begin(), reader.parties().end(), [](const capture::Party &party) {
        return party.role == capture::Role::Proxy && party.name == "Proxy";
    });
}

/// A capture alone does not tell which exchange was the first; its hops do.
hop::PathReport withHops(const capture::Reader &reader, hop::PathReport report)
{
    if (report.left)
        return report;
    const std::vector<doctor::HopDiff> diffs = doctor::hopDiffs(reader);
    if (diffs.empty())
        return report;
    report.left = diffs.front().left.hop;
    report.right = diffs.front().right ? diffs.front().right->hop : base::HopId{};
    return report;
}

} // namespace

std::optional<VerdictContent> pathContent(const capture::Reader &reader, base::EventId selected,
                                          const hop::PathReport &report)
{
    if (!isPathCheck(reader))
        return std::nullopt;
    const doctor::PathEvidence evidence = doctor::gatherPath(reader, withHops(reader, report));
    const doctor::HopDiff &diff = evidence.diff;
    if (!diff.left.request || diff.left.state == hop::ExchangeState::Waiting)
        return std::nullopt;
    const base::HopId hop = selected ? reader.event(selected).hop : base::HopId{};
    if (hop && hop != diff.left.hop && !(diff.right && diff.right->hop == hop))
        return std::nullopt;
    VerdictContent content;
    addCauses(content, evidence);
    addHeadLines(content, diff.request, diff.right ? diff.right->request : diff.left.request,
                 HeadKind::Request);
    const bool isSwitch = diff.right && diff.right->status == 101;
    addHeadLines(content, diff.response, diff.left.response, isSwitch ? HeadKind::Switch : HeadKind::Refusal);
    std::stable_sort(content.shown.begin(), content.shown.end(),
                     [](const RuleLine &a, const RuleLine &b) { return a.severity > b.severity; });
    addUnchanged(content, evidence);
    for (const hop::PathCheckResult &result : report.results)
        addCheck(content, result);
    addLead(content, evidence, report);
    return content;
}

} // namespace hop101::ui
