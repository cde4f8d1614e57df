// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/rawbytes.h"

namespace hop101::ui {

namespace {

constexpr std::size_t kBytesALine = 16;

QString escaped(std::byte octet)
{
    return QStringLiteral("\\x%1").arg(std::to_integer<int>(octet), 2, 16, QLatin1Char('0'));
}

int hexValue(QChar c)
{
    const ushort u = c.toLower().unicode();
    return u >= '0' && u <= '9' ? u - '0' : u >= 'a' && u <= 'f' ? u - 'a' + 10 : -1;
}

void appendUtf8(base::Bytes &to, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    base::append(to, base::asBytes({utf8.constData(), std::size_t(utf8.size())}));
}

/// The octet behind the backslash at `at`, which moves behind it; -1 where there is none.
int readEscape(const QString &text, qsizetype &at)
{
    const QChar kind = at + 1 < text.size() ? text.at(at + 1) : QChar();
    at += 2;
    if (kind == QLatin1Char('r'))
        return '\r';
    if (kind == QLatin1Char('n'))
        return '\n';
    if (kind == QLatin1Char('t'))
        return '\t';
    if (kind == QLatin1Char('\\'))
        return '\\';
    if (kind != QLatin1Char('x') || at + 1 >= text.size())
        return -1;
    const int high = hexValue(text.at(at));
    const int low = hexValue(text.at(at + 1));
    at += 2;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

} // namespace

QString rawText(base::ByteSpan bytes)
{
    QString text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto octet = std::to_integer<unsigned char>(bytes[i]);
        const bool isLineEnd = octet == '\r' && i + 1 < bytes.size() && bytes[i + 1] == std::byte{'\n'};
        if (isLineEnd) {
            text += QLatin1Char('\n');
            ++i;
        } else if (octet == '\r' || octet == '\n') {
            text += octet == '\r' ? QStringLiteral("\\r") : QStringLiteral("\\n");
        } else if (octet == '\\') {
            text += QStringLiteral("\\\\");
        } else if (octet >= 0x20 && octet < 0x7f) {
            text += QLatin1Char(char(octet));
        } else {
            text += escaped(bytes[i]);
        }
    }
    return text;
}

base::Result<base::Bytes, RawFault> parseRaw(const QString &text)
{
    base::Bytes bytes;
    for (qsizetype at = 0; at < text.size();) {
        if (text.at(at) == QLatin1Char('\\')) {
            const qsizetype from = at;
            const int octet = readEscape(text, at);
            if (octet < 0)
                return RawFault{from};
            bytes.push_back(std::byte(octet));
            continue;
        }
        qsizetype end = text.indexOf(QLatin1Char('\\'), at);
        end = end < 0 ? text.size() : end;
        appendUtf8(bytes, text.mid(at, end - at).replace(QLatin1Char('\n'), QStringLiteral("\r\n")));
        at = end;
    }
    return bytes;
}

QString rawHex(base::ByteSpan bytes)
{
    QString text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            text += i % kBytesALine == 0 ? QLatin1Char('\n') : QLatin1Char(' ');
        text += QStringLiteral("%1").arg(std::to_integer<int>(bytes[i]), 2, 16, QLatin1Char('0'));
    }
    return text;
}

base::Result<base::Bytes, RawFault> parseRawHex(const QString &text)
{
    base::Bytes bytes;
    int high = -1;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at).isSpace() && high < 0)
            continue;
        const int value = hexValue(text.at(at));
        if (value < 0)
            return RawFault{at};
        if (high >= 0)
            bytes.push_back(std::byte(high * 16 + value));
        high = high < 0 ? value : -1;
    }
    if (high >= 0)
        return RawFault{text.size()};
    return bytes;
}

} // namespace hop101::ui
