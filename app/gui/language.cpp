// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace hop101::gui {

void installLanguage(QCoreApplication &application)
{
    const auto install = [&application](const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(QLocale(), name, QStringLiteral("_"), folder))
            application.installTranslator(translator);
    };
    // "1 connection": what no other language says is English, and that has plurals, too.
    auto *english = new QTranslator(&application);
    if (english->load(QStringLiteral("hop101_en"), QStringLiteral(":/i18n")))
        application.installTranslator(english);
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("hop101"), QStringLiteral(":/i18n"));
}

} // namespace hop101::gui
