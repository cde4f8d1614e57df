// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QStringList>

namespace hop101::ui {

namespace {

constexpr qreal kStandInPoints = 9.75; // 13 px at 96 dpi: a platform without settings says 9 or 12 at random

QString firstInstalled(const QStringList &wanted)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : wanted) {
        if (installed.contains(family))
            return family;
    }
    return {};
}

bool isStandIn(const QFont &font, const QStringList &standIns)
{
    const auto named = [&](const QString &family) { return standIns.contains(family, Qt::CaseInsensitive); };
    return named(font.family()) || named(QFontInfo(font).family());
}

QFont betterFace(const QFont &given, const QStringList &standIns, const QStringList &better)
{
    if (!isStandIn(given, standIns))
        return given;
    QFont font = given;
    if (const QString family = firstInstalled(better); !family.isEmpty())
        font.setFamily(family);
    font.setPointSizeF(kStandInPoints);
    return font;
}

QStringList names(std::initializer_list<const char *> list)
{
    QStringList all;
    for (const char *name : list)
        all += QString::fromLatin1(name);
    return all;
}

} // namespace

QFont interfaceFace(const QFont &given)
{
    static const QStringList standIns =
        names({"Sans Serif", "Sans", "Helvetica", "DejaVu Sans", "Bitstream Vera Sans", "Fixed"});
    static const QStringList better = names({"Inter", "Noto Sans", "Cantarell"});
    return betterFace(given, standIns, better);
}

QFont fixedFace(const QFont &given)
{
    static const QStringList standIns = names({"Monospace", "Mono", "DejaVu Sans Mono", "Courier",
                                               "Courier New", "Bitstream Vera Sans Mono", "Fixed"});
    static const QStringList better = names({"JetBrains Mono NL", "JetBrains Mono", "Noto Sans Mono"});
    QFont font = betterFace(given, standIns, better);
    font.setFixedPitch(true);
    font.setStyleHint(QFont::Monospace);
    // Latin needs no shaping, and with it the coding faces join "==", "//" and "->" into one sign, which
    // hides bytes.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

} // namespace hop101::ui
