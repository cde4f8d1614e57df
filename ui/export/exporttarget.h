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

    bool open();
    bool write(std::string_view bytes);
    /// The present file is whole; another begins.
    bool next();
    /// Puts the last file in its place, whole or not.
    bool finish();
    /// Nothing of the export stays.
    void remove();

    const QStringList &files() const { return m_files; } ///< in their place
    /// One sentence, after something failed.
    QString complaint() const;

private:
    QString m_path;
    int m_number = 1;
    std::unique_ptr<QSaveFile> m_file;
    QStringList m_files;
    QString m_error;
};

} // namespace hop101::ui
