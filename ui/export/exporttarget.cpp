// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exporttarget.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace hop101::ui {

namespace {

QString numbered(const QString &path, int number)
{
    if (number == 1)
        return path;
    const QFileInfo info(path);
    const QString name = info.completeBaseName() + QLatin1Char('-') + QString::number(number);
    return info.dir().filePath(info.suffix().isEmpty() ? name : name + QLatin1Char('.') + info.suffix());
}

} // namespace

bool ExportTarget::open()
{
    return openFile(numbered(m_path, m_number));
}

bool ExportTarget::openFile(const QString &path)
{
    m_file = std::make_unique<QSaveFile>(path);
    m_file->setDirectWriteFallback(true); // a pipe, a folder that takes no new file
    return m_file->open(QIODevice::WriteOnly) || fail(m_file->errorString());
}

bool ExportTarget::fail(const QString &why)
{
    m_error = why;
    return false;
}

bool ExportTarget::write(std::string_view bytes)
{
    if (m_file->write(bytes.data(), qint64(bytes.size())) == qint64(bytes.size()))
        return true;
    m_error = m_file->errorString();
    return false;
}

bool ExportTarget::next()
{
    if (!finish())
        return false;
    ++m_number;
    return open();
}

bool ExportTarget::finish()
{
    const QString name = m_file->fileName();
    if (!commitFile())
        return false;
    addFile(name);
    return true;
}

bool ExportTarget::commitFile()
{
    if (!m_file->commit())
        return fail(m_file->errorString());
    m_file.reset();
    return true;
}

void ExportTarget::remove()
{
    if (m_file)
        m_file->cancelWriting();
    m_file.reset();
    for (const QString &file : std::as_const(m_files))
        QFile::remove(file);
    m_files.clear();
}

QString ExportTarget::complaint() const
{
    return QCoreApplication::translate("export", "%1 cannot be written (%2). Choose another place.")
        .arg(QFileInfo(numbered(m_path, m_number)).fileName(), m_error);
}

} // namespace hop101::ui
