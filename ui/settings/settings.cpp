// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QFileInfo>
#include <QSettings>

namespace hop101::ui {

namespace {

const QString kAppearance = QStringLiteral("appearance");
const QString kRowHeight = QStringLiteral("rowHeight");
const QString kLibrary = QStringLiteral("libraryShown");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kSplitter = QStringLiteral("window/splitter/");
const QString kRecent = QStringLiteral("recentFiles");
const QString kModeLine = QStringLiteral("mode/");
const QString kUrl = QStringLiteral("lastUrl");

/// A number from a file that anybody may edit.
int bounded(const QString &key, int fallback, int most)
{
    const int value = QSettings().value(key, fallback).toInt();
    return value >= 0 && value <= most ? value : fallback;
}

} // namespace

Appearance Settings::appearance() const
{
    return Appearance(bounded(kAppearance, int(Appearance::System), int(Appearance::Dark)));
}

void Settings::setAppearance(Appearance appearance)
{
    QSettings().setValue(kAppearance, int(appearance));
}

Density Settings::density() const
{
    return Density(bounded(kRowHeight, int(Density::Normal), int(Density::Roomy)));
}

void Settings::setDensity(Density density)
{
    QSettings().setValue(kRowHeight, int(density));
}

bool Settings::isLibraryShown() const
{
    return QSettings().value(kLibrary, true).toBool();
}

void Settings::setLibraryShown(bool isShown)
{
    QSettings().setValue(kLibrary, isShown);
}

QByteArray Settings::windowGeometry() const
{
    return QSettings().value(kGeometry).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    QSettings().setValue(kGeometry, geometry);
}

QByteArray Settings::splitter(const QString &name) const
{
    return QSettings().value(QString(kSplitter + name)).toByteArray();
}

void Settings::setSplitter(const QString &name, const QByteArray &state)
{
    QSettings().setValue(QString(kSplitter + name), state);
}

QStringList Settings::recentFiles() const
{
    QStringList there;
    for (const QString &path : QSettings().value(kRecent).toStringList()) {
        if (QFileInfo::exists(path) && there.size() < kRecentFiles)
            there += path;
    }
    return there;
}

void Settings::addRecentFile(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    QSettings().setValue(kRecent, files.mid(0, kRecentFiles));
}

void Settings::clearRecentFiles()
{
    QSettings().remove(kRecent);
}

QString Settings::lastUrl() const
{
    return QSettings().value(kUrl).toString();
}

void Settings::setLastUrl(const QString &url)
{
    QSettings().setValue(kUrl, url);
}

QVariantMap Settings::modeLine(const QString &mode) const
{
    return QSettings().value(kModeLine + mode).toMap();
}

void Settings::setModeLine(const QString &mode, const QVariantMap &values)
{
    QSettings().setValue(kModeLine + mode, values);
}

} // namespace hop101::ui
