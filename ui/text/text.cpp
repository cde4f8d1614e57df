// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/text.h"

#include <QCoreApplication>

namespace hop101::ui {

namespace {

bool isInvisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F)
        || c == 0x061C || c == 0x00AD || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE0FFF);
}

void appendShown(QString &to, char32_t c, bool keepLines)
{
    if (keepLines && (c == '\n' || c == '\t')) {
        to += QChar(ushort(c));
    } else if (c < 0x20) {
        to += QChar(ushort(0x2400 + c));
    } else if (c == 0x7F) {
        to += QChar(0x2421);
    } else if ((c >= 0x80 && c < 0xA0) || isInvisible(c)) {
        to += QString::fromUtf8("‹U+%1›").arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
    } else {
        to += QChar::fromUcs4(c);
    }
}

QString visible(std::string_view wire, bool keepLines)
{
    const QString decoded = fromUtf8(wire);
    QString out;
    out.reserve(decoded.size());
    const QList<uint> points = decoded.toUcs4();
    for (qsizetype i = 0; i < points.size(); ++i) {
        const bool isLineEnd =
            keepLines && points[i] == '\r' && i + 1 < points.size() && points[i + 1] == '\n';
        if (!isLineEnd)
            appendShown(out, points[i], keepLines);
    }
    return out;
}

} // namespace

QString text(const char *context, const char *source)
{
    return QCoreApplication::translate(context, source);
}

QString fromUtf8(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::string toUtf8(const QString &text)
{
    return text.toStdString();
}

QString shown(std::string_view wire)
{
    return visible(wire, false);
}

QString shownLines(std::string_view wire)
{
    return visible(wire, true);
}

QString elided(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    const bool splitsPair = limit > 0 && text.at(limit - 1).isHighSurrogate();
    return text.left(splitsPair ? limit - 1 : limit) + QChar(0x2026);
}

} // namespace hop101::ui
