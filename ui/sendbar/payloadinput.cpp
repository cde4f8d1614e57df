// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/payloadinput.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

namespace hop101::ui {

namespace {

using Parsed = base::Result<base::Bytes, PayloadError>;

base::Bytes utf8(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return base::toBytes({bytes.constData(), std::size_t(bytes.size())});
}

/// The character that holds this byte of the text's UTF-8.
qsizetype characterAt(const QString &text, std::size_t byte)
{
    const QByteArray front = text.toUtf8().left(qsizetype(byte));
    return qMin(QString::fromUtf8(front).size(), text.size());
}

Parsed parseJson(const QString &typed)
{
    base::Bytes bytes = utf8(typed);
    try {
        const auto ignored = nlohmann::json::parse(base::asText(bytes));
        static_cast<void>(ignored);
    } catch (const nlohmann::json::parse_error &error) {
        const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
        return PayloadError{PayloadFault::NotJson, characterAt(typed, byte)};
    }
    return bytes;
}

bool isHexDigit(QChar c)
{
    const ushort u = c.unicode();
    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'f') || (u >= 'A' && u <= 'F');
}

Parsed parseHex(const QString &typed)
{
    QByteArray digits;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        if (typed.at(i).isSpace())
            continue;
        if (!isHexDigit(typed.at(i)))
            return PayloadError{PayloadFault::NotHex, i};
        digits += char(typed.at(i).unicode());
    }
    if (digits.size() % 2 != 0)
        return PayloadError{PayloadFault::OddHex, typed.size()};
    return *base::fromHex({digits.constData(), std::size_t(digits.size())});
}

Parsed parseBase64(const QString &typed)
{
    std::string joined;
    for (const QChar c : typed) {
        if (!c.isSpace())
            joined += c.unicode() < 0x80 ? char(c.unicode()) : '?';
    }
    if (auto bytes = base::fromBase64(joined))
        return *bytes;
    const QLatin1String others("+/=");
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QChar c = typed.at(i);
        const bool fits = c.unicode() < 0x80 && (c.isLetterOrNumber() || others.contains(c) || c.isSpace());
        if (!fits)
            return PayloadError{PayloadFault::NotBase64, i};
    }
    return PayloadError{PayloadFault::NotBase64, typed.size()};
}

Parsed readFile(const QString &path)
{
    if (path.trimmed().isEmpty())
        return PayloadError{PayloadFault::NoFile};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return PayloadError{PayloadFault::FileUnreadable};
    if (file.size() > kMaxFileBytes)
        return PayloadError{PayloadFault::FileTooLarge};
    const QByteArray bytes = file.read(kMaxFileBytes);
    return base::toBytes({bytes.constData(), std::size_t(bytes.size())});
}

QString say(const char *sentence)
{
    return QCoreApplication::translate("PayloadInput", sentence);
}

} // namespace

Parsed parsePayload(PayloadFormat format, const QString &typed)
{
    switch (format) {
    case PayloadFormat::Text:
        return utf8(typed);
    case PayloadFormat::Json:
        return parseJson(typed);
    case PayloadFormat::Hex:
        return parseHex(typed);
    case PayloadFormat::Base64:
        return parseBase64(typed);
    case PayloadFormat::File:
        break;
    }
    return readFile(typed);
}

QString describe(const PayloadError &error, const QString &typed)
{
    const bool atEnd = error.at >= typed.size();
    const QString at = QString::number(error.at + 1);
    const QString sign = atEnd ? QString() : typed.mid(error.at, 1);
    switch (error.fault) {
    case PayloadFault::NotJson:
        return atEnd
            ? say(QT_TRANSLATE_NOOP("PayloadInput", "This is not JSON yet: it ends too early."))
            : say(QT_TRANSLATE_NOOP("PayloadInput", "This is not JSON: “%1” at character %2 does not fit."))
                  .arg(sign, at);
    case PayloadFault::NotHex:
        return say(QT_TRANSLATE_NOOP("PayloadInput", "“%1” at character %2 is no hex digit.")).arg(sign, at);
    case PayloadFault::OddHex:
        return say(QT_TRANSLATE_NOOP("PayloadInput", "The last byte has only one hex digit."));
    case PayloadFault::NotBase64:
        return atEnd
            ? say(QT_TRANSLATE_NOOP("PayloadInput",
                                    "This is not complete base64: check its length and the = at its end."))
            : say(QT_TRANSLATE_NOOP("PayloadInput", "“%1” at character %2 does not occur in base64."))
                  .arg(sign, at);
    case PayloadFault::NoFile:
        return say(QT_TRANSLATE_NOOP("PayloadInput", "Choose a file to send."));
    case PayloadFault::FileUnreadable:
        return say(QT_TRANSLATE_NOOP("PayloadInput", "The file cannot be read."));
    case PayloadFault::FileTooLarge:
        return say(QT_TRANSLATE_NOOP(
            "PayloadInput", "The file is larger than 64 MiB, the most that one frame is sent with."));
    }
    return {};
}

} // namespace hop101::ui
