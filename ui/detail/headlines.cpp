// SPDX-License-Identifier: GPL-3.0-or-later
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

constexpr qsizetype kMostValue = 120;

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

} // namespace

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

bool isChanged(const doctor::HeaderChange &change)
{
    return (change.isAdded() || change.isDropped() || change.valueDiffers()) && !saysTheSame(change);
}

namespace {

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

} // namespace

void addHeadLines(VerdictContent &content, const doctor::HeadChanges &changes, base::EventId event,
                  HeadKind kind)
{
    HeadLines(content, event, kind == HeadKind::Request, kind == HeadKind::Switch).add(changes);
}

} // namespace hop101::ui
