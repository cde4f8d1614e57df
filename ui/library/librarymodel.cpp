// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarymodel.h"

#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QLocale>

namespace hop101::ui {

namespace {

/// The internal id of a section; an entry's is its section's row + 1.
constexpr quintptr kSectionId = 0;

QString whenText(const QDateTime &started)
{
    const bool isToday = started.date() == QDate::currentDate();
    return isToday ? QLocale().toString(started.time(), QStringLiteral("HH:mm"))
                   : QLocale().toString(started.date(), QStringLiteral("d MMM"));
}

} // namespace

void LibraryModel::setEndpoint(const QString &base)
{
    m_endpoint.clear();
    const auto add = [&](const QString &name, const char *path, const QString &toolTip) {
        const QString url = base + QLatin1String(path);
        m_endpoint.push_back({name, {}, QString(toolTip + QLatin1Char('\n') + url), url, {}});
    };
    if (!base.isEmpty()) {
        add(tr("Echo"), "/echo", tr("Sends every message back"));
        add(tr("Ticker"), "/ticker", tr("Sends a message every second"));
        add(tr("Chat room"), "/chat", tr("Passes messages on to all who are connected"));
        add(tr("Binary"), "/binary", tr("Sends a few binary messages, then returns each as binary"));
    }
    rebuild();
}

void LibraryModel::setHistory(const std::vector<SessionSummary> &sessions)
{
    m_history.clear();
    for (const SessionSummary &session : sessions) {
        const QString status = session.status > 0 ? QString::number(session.status) : QString(QChar(0x2013));
        const QString toolTip = session.host + session.target + QLatin1Char('\n')
            + QLocale().toString(session.started, QLocale::ShortFormat) + QLatin1Char('\n') + session.path;
        m_history.push_back({session.target,
                             QString(status + QStringLiteral(" · ") + whenText(session.started)),
                             toolTip,
                             {},
                             session.path});
    }
    rebuild();
}

void LibraryModel::setRecentFiles(const QStringList &paths)
{
    m_saved.clear();
    for (const QString &path : paths)
        m_saved.push_back({QFileInfo(path).completeBaseName(), {}, path, {}, path});
    rebuild();
}

void LibraryModel::rebuild()
{
    beginResetModel();
    m_sections.clear();
    const auto add = [this](const QString &title, const std::vector<Entry> &entries) {
        if (!entries.empty())
            m_sections.push_back({title, entries});
    };
    add(tr("Try it here"), m_endpoint);
    add(tr("Saved"), m_saved);
    add(tr("History"), m_history);
    endResetModel();
}

QModelIndex LibraryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kSectionId);
}

QModelIndex LibraryModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kSectionId)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, kSectionId);
}

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_sections.size());
    const bool isSection = parent.internalId() == kSectionId && parent.column() == 0;
    return isSection ? int(m_sections[std::size_t(parent.row())].entries.size()) : 0;
}

int LibraryModel::columnCount(const QModelIndex & /*parent*/) const
{
    return 1;
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kSectionId) {
        const Section &section = m_sections[std::size_t(index.row())];
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(section.title)
            : role == IsSectionRole                                      ? QVariant(true)
                                                                         : QVariant();
    }
    const Entry &entry = m_sections[index.internalId() - 1].entries[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return QString(entry.text + QLatin1Char(' ') + entry.side).trimmed();
    case Qt::ToolTipRole:
        return entry.toolTip;
    case SideTextRole:
        return entry.side;
    case UrlRole:
        return entry.url;
    case PathRole:
        return entry.path;
    case IsSectionRole:
        return false;
    default:
        return {};
    }
}

Qt::ItemFlags LibraryModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return index.internalId() == kSectionId ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace hop101::ui
