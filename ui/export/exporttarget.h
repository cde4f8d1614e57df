// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSaveFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <string_view>

namespace hop101::ui {

/// The files of one export: NAME.svg, then NAME-2.svg and so on. Each is written beside its place and put
/// there when it is whole, so that whatever fails leaves what was there. One thread at a time.
class ExportTarget
{
public:
    explicit ExportTarget(QString path) : m_path(std::move(path)) { }
    virtual ~ExportTarget() = default;
    ExportTarget(const ExportTarget &) = delete;
    ExportTarget &operator=(const ExportTarget &) = delete;

    virtual bool open();
    bool write(std::string_view bytes);
    /// The present file is whole; another begins.
    bool next();
    /// Puts the last file in its place, whole or not.
    virtual bool finish();
    /// Nothing of the export stays.
    virtual void remove();
    /// Where a format of many files writes them; empty where it is no folder.
    virtual QString folder() const { return {}; }

    const QStringList &files() const { return m_files; } ///< in their place
    /// One sentence, after something failed.
    QString complaint() const;

protected:
    const QString &path() const { return m_path; }
    bool openFile(const QString &path);
    bool commitFile();
    void addFile(const QString &path) { m_files += path; }
    bool fail(const QString &why); ///< false

private:
    QString m_path;
    int m_number = 1;
    std::unique_ptr<QSaveFile> m_file;
    QStringList m_files;
    QString m_error;
};

} // namespace hop101::ui
