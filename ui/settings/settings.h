// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/sequencegeometry.h"

#include <QByteArray>
#include <QStringList>
#include <QVariantMap>

namespace hop101::ui {

/// What the window remembers from one start to the next, in the user's QSettings. Each value is read and
/// written at once.
class Settings
{
public:
    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    Density density() const;
    void setDensity(Density density);
    bool isLibraryShown() const;
    void setLibraryShown(bool isShown);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    /// The state of a splitter, by its object name.
    QByteArray splitter(const QString &name) const;
    void setSplitter(const QString &name, const QByteArray &state);

    /// Newest first; files that are gone are left out.
    QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    void clearRecentFiles();
    static constexpr int kRecentFiles = 10;

    /// What the line of a mode said when it was last started, by the names of its fields; empty at first.
    QVariantMap modeLine(const QString &mode) const;
    void setModeLine(const QString &mode, const QVariantMap &values);

    /// The URL of the last connection that was not the embedded endpoint's; empty at first.
    QString lastUrl() const;
    void setLastUrl(const QString &url);
};

} // namespace hop101::ui
