// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparelines.h"

#include "core/capture/content.h"
#include "core/diagram/rowtext.h"
#include "core/rules/rule.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hop101::ui {

namespace {

using Kind = CompareLine::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CompareLines)
};

constexpr qsizetype kMostText = 300;

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

/// Collects the lines.
class Writer
{
public:
    Writer(const capture::Reader &left, const capture::Reader &right) : m_left(left), m_right(right) { }

    void add(Kind kind, const QString &left, const QString &right = {}, base::EventId event = {})
    {
        m_lines.push_back({kind, elided(left, kMostText), elided(right, kMostText), event});
    }
    void head(const QString &title, const capture::HeadDiff &diff);
    void verdict(const capture::VerdictDiff &diff);
    void direction(const QString &title, const capture::DirectionDiff &diff);
    std::vector<CompareLine> take() { return std::move(m_lines); }

private:
    void field(const capture::HeadDiff &diff, const http::FieldDifference &field);
    void row(const capture::DiffRow &row);
    void content(const capture::ContentDifference &content);
    QString unit(const capture::Reader &reader, const std::optional<capture::Unit> &unit) const;

    const capture::Reader &m_left, &m_right;
    std::vector<CompareLine> m_lines;
};

QString lineOf(const http::HeaderField &field)
{
    return shown(field.name + ": " + field.value);
}

void Writer::head(const QString &title, const capture::HeadDiff &diff)
{
    add(Kind::Section, diff.isSame() ? Words::tr("%1: the same").arg(title) : title);
    if (diff.hasLeft != diff.hasRight)
        return add(diff.hasLeft ? Kind::OnlyLeft : Kind::OnlyRight, diff.hasLeft ? title : QString(),
                   diff.hasLeft ? QString() : title);
    for (const capture::StartLinePart &part : diff.startLine)
        add(Kind::Changed, shown(part.name + ": " + part.left), shown(part.name + ": " + part.right));
    for (const http::FieldDifference &one : diff.fields)
        field(diff, one);
}

void Writer::field(const capture::HeadDiff &diff, const http::FieldDifference &field)
{
    const QString left = field.left ? lineOf(diff.left.lines[*field.left]) : QString();
    const QString right = field.right ? lineOf(diff.right.lines[*field.right]) : QString();
    const bool isMovedOnly = !field.valueDiffers && !field.nameDiffers && field.isMoved;
    add(field.isAdded()         ? Kind::OnlyRight
            : field.isDropped() ? Kind::OnlyLeft
                                : Kind::Changed,
        left, isMovedOnly ? Words::tr("%1 (in another place)").arg(right) : right);
}

void Writer::verdict(const capture::VerdictDiff &diff)
{
    add(Kind::Section, diff.isSame() ? Words::tr("Verdict: the same") : Words::tr("Verdict"));
    if (diff.left.status != diff.right.status)
        add(Kind::Changed, Words::tr("status %1").arg(diff.left.status),
            Words::tr("status %1").arg(diff.right.status));
    const auto outcome = [](const hop::Verdict &verdict, rules::Rule rule) {
        for (const hop::RuleResult &result : verdict.results)
            if (result.rule == rule)
                return result.outcome == hop::Outcome::Holds ? Words::tr("holds")
                    : result.outcome == hop::Outcome::Broken ? Words::tr("broken")
                                                             : Words::tr("not reached");
        return Words::tr("does not apply");
    };
    for (const rules::Rule rule : diff.rules) {
        const QString title = text("rules", rules::info(rule).title);
        add(Kind::Changed, title + QStringLiteral(": ") + outcome(diff.left, rule),
            title + QStringLiteral(": ") + outcome(diff.right, rule));
    }
}

QString Writer::unit(const capture::Reader &reader, const std::optional<capture::Unit> &unit) const
{
    if (!unit)
        return {};
    const diagram::RowText words =
        diagram::rowText(reader, reader.event(unit->event), &translated, diagram::Detail::Full);
    return QStringLiteral("%1  %2  %3")
        .arg(unit->event.value)
        .arg(fromUtf8(words.kind), fromUtf8(words.detail));
}

void Writer::content(const capture::ContentDifference &content)
{
    for (const capture::ValueDifference &value : content.values)
        add(Kind::Changed, QStringLiteral("    ") + shown(value.path + ": " + value.left.value_or("–")),
            QStringLiteral("    ") + shown(value.path + ": " + value.right.value_or("–")));
    if (content.values.empty())
        add(Kind::Gap,
            QStringLiteral("    ")
                + (content.isJson ? Words::tr("the same values, written in another way")
                                  : Words::tr("the first byte that differs is %1").arg(content.firstByte)));
}

void Writer::row(const capture::DiffRow &row)
{
    if (row.equalBefore > 0)
        add(Kind::Gap,
            Words::tr("… %1 that are the same").arg(QLocale().toString(qulonglong(row.equalBefore))));
    const Kind kind = row.kind == capture::RowKind::Equal ? Kind::Same
        : row.kind == capture::RowKind::Left              ? Kind::OnlyLeft
        : row.kind == capture::RowKind::Right             ? Kind::OnlyRight
                                                          : Kind::Changed;
    add(kind, unit(m_left, row.left), unit(m_right, row.right), row.left ? row.left->event : base::EventId{});
    if (row.content)
        content(*row.content);
}

void Writer::direction(const QString &title, const capture::DirectionDiff &diff)
{
    const auto number = [](std::uint64_t value) { return QLocale().toString(qulonglong(value)); };
    QStringList counts{Words::tr("%1 the same").arg(number(diff.equal))};
    if (diff.changed + diff.shifted > 0)
        counts += Words::tr("%1 changed").arg(number(diff.changed + diff.shifted));
    if (diff.onlyLeft > 0)
        counts += Words::tr("%1 only on the left").arg(number(diff.onlyLeft));
    if (diff.onlyRight > 0)
        counts += Words::tr("%1 only on the right").arg(number(diff.onlyRight));
    add(Kind::Section, title + QStringLiteral(": ") + counts.join(QStringLiteral(", ")));
    if (diff.isSame())
        return;
    for (const capture::DiffRow &one : diff.rows)
        row(one);
    if (diff.hasMoreRows)
        add(Kind::Gap, Words::tr("… and more differences"));
    else if (diff.equalAfter > 0)
        add(Kind::Gap, Words::tr("… %1 that are the same").arg(number(diff.equalAfter)));
}

} // namespace

std::vector<CompareLine> compareLines(const capture::Reader &left, const capture::Reader &right,
                                      const capture::ExchangeDiff &diff)
{
    Writer writer(left, right);
    writer.head(Words::tr("Request"), diff.request);
    writer.head(Words::tr("Response"), diff.response);
    writer.verdict(diff.verdict);
    writer.direction(Words::tr("From the client"), diff.directions[0]);
    writer.direction(Words::tr("From the server"), diff.directions[1]);
    return writer.take();
}

QString exchangeTitle(const capture::Reader &reader, const hop::Exchange &exchange)
{
    QString title = Words::tr("exchange %1").arg(exchange.id.value);
    if (const auto head = capture::requestHead(reader, reader.event(exchange.request)))
        title += QStringLiteral(", ") + elided(shown(head->method + ' ' + head->target), 60);
    return title + QStringLiteral(", ")
        + (exchange.status == 0 ? Words::tr("no answer") : QString::number(exchange.status));
}

std::optional<hop::Exchange> firstExchange(const capture::Reader &reader)
{
    const auto all = reader.exchanges();
    const auto upgraded = std::find_if(all.begin(), all.end(), [](const hop::Exchange &one) {
        return one.state == hop::ExchangeState::Upgraded;
    });
    if (upgraded != all.end())
        return *upgraded;
    return all.empty() ? std::nullopt : std::optional(all.front());
}

} // namespace hop101::ui
