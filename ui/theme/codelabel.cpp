// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/codelabel.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QTextLayout>

namespace hop101::ui {

namespace {

constexpr int kSide = 8;
constexpr int kEdge = 4;

} // namespace

CodeLabel::CodeLabel(const QString &text, QWidget *parent) : QWidget(parent), m_text(text)
{
    setFont(monoFont());
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(text);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize CodeLabel::sizeHint() const
{
    return {200, heightForWidth(qMax(width(), 200))};
}

QSize CodeLabel::minimumSizeHint() const
{
    return {60, fontMetrics().lineSpacing() + 2 * kEdge};
}

int CodeLabel::heightForWidth(int width) const
{
    return int(layOut(width, nullptr) + 0.99) + 2 * kEdge;
}

qreal CodeLabel::layOut(int width, QPainter *painter) const
{
    qreal y = 0;
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    for (const QString &line : m_text.split(QLatin1Char('\n'))) {
        QTextLayout layout(line, monoFont());
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine part = layout.createLine(); part.isValid(); part = layout.createLine()) {
            part.setLineWidth(qMax(1, width - 2 * kSide));
            part.setPosition({0, y});
            y += part.height();
        }
        layout.endLayout();
        if (painter)
            layout.draw(painter, {kSide, kEdge});
    }
    return y;
}

void CodeLabel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(color(Token::Accent)) : QPen(Qt::NoPen));
    painter.setBrush(color(Token::CodeGround));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(color(Token::Text));
    layOut(width(), &painter);
}

void CodeLabel::copy() const
{
    QGuiApplication::clipboard()->setText(m_text);
}

void CodeLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QWidget::keyPressEvent(event);
}

void CodeLabel::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    connect(menu.addAction(tr("Copy")), &QAction::triggered, this, &CodeLabel::copy);
    menu.exec(event->globalPos());
}

void CodeLabel::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void CodeLabel::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace hop101::ui
