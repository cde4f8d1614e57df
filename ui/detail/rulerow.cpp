// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/rulerow.h"

#include "ui/theme/codelabel.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>

namespace hop101::ui {

namespace {

constexpr int kMarkWidth = 16;

struct Mark
{
    const char *icon;
    Token ink;
    QString name;
};

Mark markOf(const RuleLine &line)
{
    if (line.outcome == hop::Outcome::Holds)
        return {"check", Token::Holds, RuleRow::tr("holds")};
    if (line.outcome == hop::Outcome::NotReached)
        return {"minus", Token::Quiet, RuleRow::tr("not reached")};
    if (line.severity == rules::Severity::Error)
        return {"x", Token::Broken, RuleRow::tr("broken, an error")};
    if (line.severity == rules::Severity::Warning)
        return {"triangle-alert", Token::Warning, RuleRow::tr("broken, a warning")};
    return {"info", Token::Quiet, RuleRow::tr("worth a note")};
}

QString valuesOf(const RuleLine &line)
{
    if (!line.values.isEmpty())
        return line.values;
    if (line.outcome == hop::Outcome::Holds)
        return line.found;
    if (line.found.isEmpty() && line.expected.isEmpty())
        return {};
    const QString found =
        line.found.isEmpty() ? RuleRow::tr("found nothing") : RuleRow::tr("found %1").arg(line.found);
    return line.expected.isEmpty() ? found : RuleRow::tr("%1, expected %2").arg(found, line.expected);
}

} // namespace

RuleRow::RuleRow(const RuleLine &line, QWidget *parent)
    : QWidget(parent), m_event(line.event), m_bytes(line.at)
{
    const Mark mark = markOf(line);
    auto *markLabel = newLabel();
    markLabel->setPixmap(icon(mark.icon, mark.ink).pixmap(kMarkWidth, kMarkWidth));
    markLabel->setFixedWidth(kMarkWidth);
    markLabel->setAlignment(Qt::AlignTop);
    auto *title = newLabel(line.outcome == hop::Outcome::NotReached ? "quiet" : "");
    title->setText(line.title);
    title->setWordWrap(true);
    auto *section = newLabel("quiet");
    section->setFont(uiFont(-1));
    section->setText(line.section);
    section->setToolTip(line.also.isEmpty() ? QString() : tr("Also %1").arg(line.also));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 3, 0, 3);
    grid->setHorizontalSpacing(kGrid);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(markLabel, 0, 0, Qt::AlignTop);
    grid->addWidget(title, 0, 1, Qt::AlignTop);
    grid->addWidget(section, 0, 2, Qt::AlignTop | Qt::AlignTrailing);
    int row = 1;
    if (!line.meaning.isEmpty()) {
        QLabel *meaning = newSentence("quiet");
        meaning->setText(line.meaning);
        grid->addWidget(meaning, row++, 1, 1, 2);
    }
    const QString values = valuesOf(line);
    if (!values.isEmpty())
        grid->addWidget(new CodeLabel(values), row++, 1, 1, 2);
    if (m_event) {
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        setToolTip(tr("Go to event %1").arg(m_event.value));
    }
    setAccessibleName(QString(line.title + QStringLiteral(": ") + mark.name));
    setAccessibleDescription(values);
}

void RuleRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_event && event->button() == Qt::LeftButton && rect().contains(event->pos()))
        emit chosen(m_event, m_bytes);
}

void RuleRow::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (m_event && isEnter)
        emit chosen(m_event, m_bytes);
    else
        QWidget::keyPressEvent(event);
}

void RuleRow::paintEvent(QPaintEvent * /*event*/)
{
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color(Token::Accent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

void RuleRow::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void RuleRow::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace hop101::ui
