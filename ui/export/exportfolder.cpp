// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportfolder.h"

#include "core/formats/payloadfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace hop101::ui {

ExportFolder::~ExportFolder()
{
    if (!m_part.isEmpty())
        QDir(m_part).removeRecursively();
}

bool ExportFolder::open()
{
    const QFileInfo place(path());
    if (place.exists() && (!place.isDir() || !QDir(path()).isEmpty()))
        return fail(QCoreApplication::translate("export", "it is there already"));
    QTemporaryDir part(place.absolutePath() + QStringLiteral("/.hop101-part-XXXXXX"));
    part.setAutoRemove(false);
    if (!part.isValid())
        return fail(part.errorString());
    m_part = part.path();
    return openFile(QDir(m_part).filePath(QString::fromLatin1(formats::kPayloadIndex)));
}

bool ExportFolder::finish()
{
    if (!commitFile())
        return false;
    QDir().rmdir(path()); // an empty one that is there
    if (!QDir().rename(m_part, path()))
        return fail(QCoreApplication::translate("export", "it cannot be put in its place"));
    m_part.clear();
    addFile(path());
    return true;
}

void ExportFolder::remove()
{
    ExportTarget::remove();
    if (!m_part.isEmpty())
        QDir(m_part).removeRecursively();
    m_part.clear();
}

QString ExportFolder::freeName(const QString &parent, const QString &name)
{
    const QDir folder(parent);
    QString free = name;
    for (int number = 2; folder.exists(free); ++number)
        free = name + QLatin1Char('-') + QString::number(number);
    return folder.filePath(free);
}

} // namespace hop101::ui
