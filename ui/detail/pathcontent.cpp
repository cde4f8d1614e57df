// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/pathcontent.h"

#include "core/base/ascii.h"
#include "core/doctor/cause.h"
#include "core/doctor/pathevidence.h"
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

constexpr qsizetype kMostValue = 120;
constexpr std::size_t kMostFixes = 3;

/// A header that an upgrade lives by.
struct Vital
{
    const char *name; ///< in small letters
    const char *section;
    rules::Severity severity; ///< where it is lost or changed
};
constexpr std::array kRequestVitals{
    Vital{"upgrade", "RFC 9110 7.8", rules::Severity::Error},
    Vital{"connection", "RFC 6455 4.2.1", rules::Severity::Error},
    Vital{"sec-websocket-key", "RFC 6455 4.2.1", rules::Severity::Error},
    Vital{"sec-websocket-version", "RFC 6455 4.2.1", rules::Severity::Error},
    Vital{"sec-websocket-protocol", "RFC 6455 11.3.4", rules::Severity::Error},
    Vital{"sec-websocket-extensions", "RFC 6455 11.3.2", rules::Severity::Warning},
    Vital{"host", "RFC 9110 7.2", rules::Severity::Note},
    Vital{"origin", "RFC 6455 10.2", rules::Severity::Warning},
};
constexpr std::array kResponseVitals{
    Vital{"upgrade", "RFC 6455 4.2.2", rules::Severity::Error},
    Vital{"connection", "RFC 6455 4.2.2", rules::Severity::Error},
    Vital{"sec-websocket-accept", "RFC 6455 4.2.2", rules::Severity::Error},
    Vital{"sec-websocket-protocol", "RFC 6455 4.2.2", rules::Severity::Error},
    Vital{"sec-websocket-extensions", "RFC 6455 4.2.2", rules::Severity::Warning},
};

std::string translatedDoctor(const char *sentence)
{
    return toUtf8(text("doctor", sentence));
}

QString value(const std::string &wire)
{
    return elided(shown(wire), kMostValue);
}

QString sentArrived(const std::optional<std::string> &sent, const std::optional<std::string> &arrived)
{
    const QString left = sent ? Words::tr("sent “%1”").arg(value(*sent)) : Words::tr("sent: nothing");
    const QString right =
        arrived ? Words::tr("arrived “%1”").arg(value(*arrived)) : Words::tr("arrived: nothing");
    return left + QStringLiteral(", ") + right;
}

bool isNamed(const std::string &name, const char *small)
{
    return fromUtf8(name).compare(QLatin1String(small), Qt::CaseInsensitive) == 0;
}

/// Hop-by-hop tokens that differ in the case of their letters say the same.
bool saysTheSame(const doctor::HeaderChange &change)
{
    const bool isToken = isNamed(change.name, "upgrade") || isNamed(change.name, "connection");
    return isToken && change.sent && change.arrived
        && fromUtf8(*change.sent).compare(fromUtf8(*change.arrived), Qt::CaseInsensitive) == 0;
}

bool isChanged(const doctor::HeaderChange &change)
{
    return (change.isAdded() || change.isDropped() || change.valueDiffers()) && !saysTheSame(change);
}

/// The lines of one head on its way.
class HeadLines
{
public:
    /// `isSwitch`: of a response that was sent as a 101; in others Connection is each hop's own affair.
    HeadLines(VerdictContent &content, base::EventId event, bool isRequest, bool isSwitch)
        : m_content(content), m_event(event), m_isRequest(isRequest), m_isSwitch(isSwitch)
    { }

    void add(const doctor::HeadChanges &changes)
    {
        if (!changes.wasSent || !changes.hasArrived)
            return;
        if (m_isRequest)
            addVitals(changes, kRequestVitals);
        else if (m_isSwitch)
            addVitals(changes, kResponseVitals);
        for (const doctor::StartLineChange &part : changes.startLine)
            addPart(part);
        for (const doctor::HeaderChange &change : changes.headers) {
            if (isChanged(change) && !isVital(change.name))
                addOther(change);
        }
    }

private:
    template<std::size_t Count>
    void addVitals(const doctor::HeadChanges &changes, const std::array<Vital, Count> &vitals)
    {
        for (const Vital &vital : vitals) {
            const doctor::HeaderChange *change = changes.header(vital.name);
            if (change && isChanged(*change))
                addVital(*change, vital);
        }
    }
    bool isVital(const std::string &name) const
    {
        const auto isIt = [&name](const Vital &vital) { return isNamed(name, vital.name); };
        return m_isRequest ? std::any_of(kRequestVitals.begin(), kRequestVitals.end(), isIt)
                           : m_isSwitch && std::any_of(kResponseVitals.begin(), kResponseVitals.end(), isIt);
    }
    RuleLine line(const QString &title, const QString &values, rules::Severity severity, const char *section)
    {
        RuleLine made;
        made.outcome = hop::Outcome::Broken;
        made.severity = severity;
        made.title = title;
        made.values = values;
        made.section = QString::fromLatin1(section);
        made.event = m_event;
        return made;
    }
    void addVital(const doctor::HeaderChange &change, const Vital &vital)
    {
        const QString name = shown(change.name);
        QString title = m_isRequest ? Words::tr("%1 arrives as sent").arg(name)
                                    : Words::tr("%1 comes back as sent").arg(name);
        if (m_isRequest && isNamed(change.name, "upgrade"))
            title = Words::tr("Upgrade reaches the server");
        else if (m_isRequest && isNamed(change.name, "connection"))
            title = Words::tr("Connection has upgrade");
        m_content.shown.push_back(
            line(title, sentArrived(change.sent, change.arrived), vital.severity, vital.section));
    }
    void addPart(const doctor::StartLineChange &part)
    {
        const QString values = sentArrived(part.sent, part.arrived);
        if (part.part == "version")
            addVersion(part, values);
        else if (part.part == "target")
            m_content.shown.push_back(line(Words::tr("Path and query arrive as sent"), values,
                                           rules::Severity::Warning, "RFC 9112 3.2"));
        else if (part.part == "method")
            m_content.shown.push_back(
                line(Words::tr("The method is GET"), values, rules::Severity::Error, "RFC 6455 4.2.1"));
        else if (part.part == "status")
            m_content.shown.push_back(line(Words::tr("The answer comes back as sent"), values,
                                           rules::Severity::Error, "RFC 9110 7.8"));
        else
            m_content.changes.push_back(line(shown(part.part), values, rules::Severity::Note, ""));
    }
    void addVersion(const doctor::StartLineChange &part, const QString &values)
    {
        if (m_isRequest)
            m_content.shown.push_back(
                line(Words::tr("HTTP version is 1.1"), values,
                     part.arrived == "HTTP/1.1" ? rules::Severity::Note : rules::Severity::Error,
                     "RFC 6455 4.2.1"));
        else
            m_content.changes.push_back(
                line(Words::tr("HTTP version of the answer"), values, rules::Severity::Note, "RFC 9110 2.5"));
    }
    void addOther(const doctor::HeaderChange &change)
    {
        m_content.changes.push_back(line(shown(change.name), sentArrived(change.sent, change.arrived),
                                         rules::Severity::Note, m_isRequest ? "RFC 9110 7.6" : ""));
    }

    VerdictContent &m_content;
    base::EventId m_event;
    bool m_isRequest;
    bool m_isSwitch;
};

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
    HeadLines(content, diff.right ? diff.right->request : diff.left.request, true, false).add(diff.request);
    const bool isSwitch = diff.right && diff.right->status == 101;
    HeadLines(content, diff.left.response, false, isSwitch).add(diff.response);
    std::stable_sort(content.shown.begin(), content.shown.end(),
                     [](const RuleLine &a, const RuleLine &b) { return a.severity > b.severity; });
    addUnchanged(content, evidence);
    for (const hop::PathCheckResult &result : report.results)
        addCheck(content, result);
    addLead(content, evidence, report);
    return content;
}

} // namespace hop101::ui
