// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/redactionrow.h"

#include "core/base/bytes.h"
#include "core/diagram/rowtext.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr std::uint64_t kMostShown = 12; ///< characters of a masked secret
constexpr std::uint64_t kTellsNothing = 8; ///< of a secret this long two characters are shown
constexpr int kShownStart = 2;
constexpr std::uint64_t kStartBytes = 16;
constexpr std::uint64_t kMostMethod = 16;
constexpr QChar kDot(0x2022);

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hop101::ui::RedactionRow)
};

/// Words of capture::nameOf, for lupdate.
[[maybe_unused]] constexpr const char *kPlaces[] = {
    QT_TRANSLATE_NOOP("redaction", "header"),
    QT_TRANSLATE_NOOP("redaction", "cookie"),
    QT_TRANSLATE_NOOP("redaction", "URL credentials"),
    QT_TRANSLATE_NOOP("redaction", "URL parameter"),
    QT_TRANSLATE_NOOP("redaction", "subprotocol"),
    QT_TRANSLATE_NOOP("redaction", "JSON field"),
    QT_TRANSLATE_NOOP("redaction", "pattern"),
    QT_TRANSLATE_NOOP("redaction", "unreadable"),
    QT_TRANSLATE_NOOP("redaction", "note"),
    QT_TRANSLATE_NOOP("redaction", "address"),
};

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

/// The method alone: the target may hold what is replaced.
QString requestWords(const capture::Reader &reader, const hop::Event &event)
{
    const QString start = shown(std::string(base::asText(reader.payload(event, 0, kMostMethod))));
    const auto end = start.indexOf(QLatin1Char(' '));
    return end > 0 ? Words::tr("%1 request").arg(start.left(end)) : Words::tr("request");
}

/// No word of what the event carries.
QString eventWords(const capture::Reader &reader, const hop::Event &event)
{
    if (event.kind == hop::EventKind::RequestHead)
        return requestWords(reader, event);
    if (event.kind == hop::EventKind::ResponseHead)
        return Words::tr("response %1").arg(event.code);
    const QString kind = fromUtf8(diagram::rowText(reader, event, &translated).kind);
    const std::int64_t size = std::max(event.messageSize, event.payloadSize);
    return size < 0 ? kind : kind + QLatin1Char(' ') + fromUtf8(diagram::sizeText(std::uint64_t(size)));
}

QString whatOf(const capture::Reader &reader, const capture::Redaction &redaction)
{
    if (redaction.place == capture::RedactionPlace::Note)
        return redaction.event ? Words::tr("Your note") : Words::tr("Title");
    if (!redaction.event)
        return redaction.hop ? Words::tr("Request plan, connection %1").arg(qulonglong(redaction.hop.value))
                             : Words::tr("Names of the parties");
    const QString arrow =
        redaction.direction == hop::Direction::FromLeft ? QStringLiteral("→ ") : QStringLiteral("← ");
    return arrow + eventWords(reader, reader.event(redaction.event));
}

/// What stands at the place, as far as it is shown; empty where the place is not known.
QString startOf(const capture::Reader &reader, const capture::Redaction &redaction)
{
    const base::ByteRange &at = redaction.first;
    const hop::Event event = redaction.event ? reader.event(redaction.event) : hop::Event{};
    const bool isTrailer =
        event.kind == hop::EventKind::Body && redaction.place == capture::RedactionPlace::Header;
    if (!event.id || at.size == 0 || isTrailer || redaction.place == capture::RedactionPlace::Note)
        return {};
    const std::uint64_t size = std::min(at.size, kStartBytes);
    if (event.has(hop::flag::Compressed))
        return shown(std::string(base::asText(reader.inflated(event.id, at.first, size))));
    // Of a message in fragments only what its first frame has.
    const bool isHead =
        event.kind == hop::EventKind::RequestHead || event.kind == hop::EventKind::ResponseHead;
    const bool isThere = isHead || at.first + size <= std::uint64_t(event.payloadSize);
    return isThere ? shown(std::string(base::asText(reader.payload(event, at.first, size)))) : QString();
}

QString filled(QChar with, std::uint64_t size)
{
    return QString(int(std::min(size, kMostShown)), with)
        + (size > kMostShown ? QStringLiteral("…") : QString());
}

QString afterOf(const capture::Redaction &redaction, std::uint64_t size)
{
    if (redaction.place == capture::RedactionPlace::Unreadable)
        return Words::tr("all of it");
    return redaction.place == capture::RedactionPlace::Address ? QStringLiteral("redacted")
                                                               : filled(QLatin1Char(redaction.fill), size);
}

} // namespace

QString maskedSecret(const QString &start, std::uint64_t size)
{
    const QString front = size >= kTellsNothing ? start.left(kShownStart) : QString();
    return front + filled(kDot, size).mid(front.size());
}

RedactionRow redactionRow(const capture::Reader &reader, const capture::Redaction &redaction)
{
    RedactionRow row;
    row.event = redaction.event;
    row.what = whatOf(reader, redaction);
    row.where =
        text("redaction", capture::nameOf(redaction.place)) + QLatin1Char(' ') + shown(redaction.name);
    if (redaction.count > 1)
        row.where += QStringLiteral(" ×") + QLocale().toString(qulonglong(redaction.count));
    const std::uint64_t size = redaction.first.size > 0
        ? redaction.first.size
        : redaction.bytes / std::max<std::uint64_t>(redaction.count, 1);
    row.before = maskedSecret(startOf(reader, redaction), size);
    row.after = afterOf(redaction, size);
    row.bytes = redaction.bytes;
    return row;
}

} // namespace hop101::ui
