// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capturedocument.h"

#include "core/capture/openrecordings.h"
#include "core/capture/savecopy.h"
#include "ui/text/text.h"

#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <memory>

namespace hop101::ui {

QString sessionsFolder()
{
    const std::string data = capture::dataFolder();
    return data.empty() ? QString() : fromUtf8(data + "/sessions");
}

void CaptureDocument::set(const QString &path, bool isUntitled)
{
    m_path = path;
    m_isUntitled = isUntitled;
    emit changed();
}

void CaptureDocument::setExisting(const QString &absolutePath)
{
    const QString folder = sessionsFolder();
    set(absolutePath, !folder.isEmpty() && absolutePath.startsWith(folder + QLatin1Char('/')));
}

QString CaptureDocument::name() const
{
    if (m_path.isEmpty())
        return {};
    return m_isUntitled ? tr("untitled") : QFileInfo(m_path).fileName();
}

void CaptureDocument::copyTo(const QString &path)
{
    const std::string from = toUtf8(m_path);
    const std::string to = toUtf8(path);
    // A large capture takes seconds to copy: not on this thread.
    auto failure = std::make_shared<std::optional<capture::CaptureError>>();
    QThread *copier = QThread::create([from, to, failure] {
        const auto done = capture::saveCopy(from, to);
        if (!done)
            *failure = done.error();
    });
    copier->setParent(this); // a thread of QThread::create() is waited for where it is deleted
    connect(copier, &QThread::finished, this, [this, copier, path, failure] {
        copier->deleteLater();
        emit copied(path, *failure);
    });
    copier->start();
}

/// That of the last exchange, whose verdict shows where nothing is selected.
const capture::Hop *CaptureDocument::hopInQuestion(const capture::Reader &reader)
{
    const std::vector<capture::Hop> &hops = reader.hops();
    const std::vector<hop::Exchange> exchanges = reader.exchanges();
    // Of a path check or relay the first that somebody asked for: the proxy's URL, or the relay's target.
    const bool hasProxy =
        std::any_of(reader.parties().begin(), reader.parties().end(),
                    [](const capture::Party &party) { return party.role == capture::Role::Proxy; });
    const auto named =
        std::find_if(hops.begin(), hops.end(), [](const capture::Hop &hop) { return !hop.url.empty(); });
    if (hasProxy && named != hops.end())
        return &*named;
    const auto found = std::find_if(hops.begin(), hops.end(), [&](const capture::Hop &hop) {
        return !exchanges.empty() && hop.id == exchanges.back().hop;
    });
    return found != hops.end() ? &*found : hops.empty() ? nullptr : &hops.back();
}

std::optional<plan::Plan> CaptureDocument::planOf(const capture::Reader &reader)
{
    const capture::Hop *hop = hopInQuestion(reader);
    if (!hop)
        return std::nullopt;
    const auto read = plan::fromJson(hop->plan);
    if (!read)
        return std::nullopt;
    plan::Plan plan = read.value();
    plan.tls.acceptedFingerprints.clear();
    return plan;
}

} // namespace hop101::ui
