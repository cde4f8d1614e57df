// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/sessionlist.h"

#include "core/capture/reader.h"
#include "core/plan/url.h"
#include "ui/text/text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace hop101::ui {

namespace {

QDateTime localTime(std::chrono::system_clock::time_point time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

void takeUrl(SessionSummary &summary, const std::string &text)
{
    const auto url = plan::parseUrl(text);
    if (!url)
        return;
    summary.target = shown(url.value().target);
    summary.host = shown(url.value().hostHeader());
}

} // namespace

std::optional<SessionSummary> summarize(const QString &path)
{
    const auto opened = capture::Reader::open(toUtf8(path));
    if (!opened)
        return std::nullopt;
    const capture::Reader &reader = *opened.value();
    SessionSummary summary;
    summary.path = path;
    summary.target = QFileInfo(path).completeBaseName();
    if (!reader.hops().empty())
        takeUrl(summary, reader.hops().front().url);
    const std::vector<hop::Exchange> exchanges = reader.exchanges();
    if (!exchanges.empty())
        summary.status = exchanges.back().status;
    summary.started = localTime(reader.info().created);
    return summary;
}

SessionList::SessionList(QString folder, QObject *parent) : QObject(parent), m_folder(std::move(folder))
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &SessionList::readNext);
}

void SessionList::rescan()
{
    m_found.clear();
    m_waiting.clear();
    const QDir folder(m_folder);
    if (!m_folder.isEmpty()) {
        const QFileInfoList files =
            folder.entryInfoList({QStringLiteral("*.hop101")}, QDir::Files, QDir::Time);
        for (const QFileInfo &file : files.mid(0, kMost))
            m_waiting += file.absoluteFilePath();
    }
    m_turn.start();
}

void SessionList::readNext()
{
    if (!m_waiting.isEmpty()) {
        const QString path = m_waiting.takeFirst();
        const auto known =
            std::find_if(m_sessions.begin(), m_sessions.end(),
                         [&path](const SessionSummary &one) { return one.path == path && one.status != 0; });
        if (known != m_sessions.end())
            m_found.push_back(*known);
        else if (auto summary = summarize(path))
            m_found.push_back(*summary);
        return;
    }
    m_turn.stop();
    std::stable_sort(m_found.begin(), m_found.end(),
                     [](const SessionSummary &a, const SessionSummary &b) { return a.started > b.started; });
    if (m_found == m_sessions)
        return;
    m_sessions = m_found;
    emit changed();
}

} // namespace hop101::ui
