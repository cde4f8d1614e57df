// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/foldheader.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace hop101::ui {

namespace {

constexpr int kHeight = 34;
constexpr int kArrowWidth = 24;
constexpr int kGap = 16;

void paintArrow(QPainter &painter, QPointF centre, bool isOpen, bool isRightToLeft)
{
    QPainterPath arrow;
    arrow.moveTo(-2.5, -4);
    arrow.lineTo(3, 0);
    arrow.lineTo(-2.5, 4);
    arrow.closeSubpath();
    painter.save();
    painter.translate(centre);
    painter.rotate(isOpen ? 90 : isRightToLeft ? 180 : 0);
    painter.fillPath(arrow, color(Token::Quiet));
    painter.restore();
}

} // namespace

FoldHeader::FoldHeader(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FoldHeader::setTexts(const QString &title, const QStringList &summary)
{
    setText(title);
    m_summary = summary;
    setAccessibleName(QString(title + QLatin1Char(' ') + summary.join(QStringLiteral(", "))).trimmed());
    update();
}

QSize FoldHeader::sizeHint() const
{
    return {240, kHeight};
}

QSize FoldHeader::minimumSizeHint() const
{
    return {80, kHeight};
}

void FoldHeader::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const QRect arrowBox = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, kArrowWidth, height()));
    paintArrow(painter, QRectF(arrowBox).center(), isChecked(), isRightToLeft);
    int x = kArrowWidth;
    const auto put = [&](const QString &text, const QFont &font, Token token) {
        const QFontMetrics metrics(font);
        const int room = width() - x - kGrid;
        if (room < metrics.averageCharWidth() * 3)
            return;
        const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
        const int advance = metrics.horizontalAdvance(shown);
        const QRect box = QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, advance + 2, height()));
        painter.setFont(font);
        painter.setPen(color(token));
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
        x += advance + kGap;
    };
    if (!text().isEmpty())
        put(text(), uiFont(0, QFont::DemiBold), Token::Text);
    for (const QString &part : m_summary)
        put(part, uiFont(), Token::Quiet);
    if (hasFocus()) {
        painter.setPen(QPen(color(Token::Accent), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 3.5, -2.5, -3.5), 3, 3);
    }
}

} // namespace hop101::ui
