// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/laneheader.h"

#include "ui/text/text.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hop101::ui {

namespace {

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

} // namespace

LaneHeader::LaneHeader(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight);
}

void LaneHeader::setLanes(std::vector<diagram::Lane> lanes, std::vector<double> xs, double timeRight,
                          double right)
{
    m_lanes = std::move(lanes);
    m_xs = std::move(xs);
    m_timeRight = timeRight;
    m_right = right;
    update();
}

QSize LaneHeader::sizeHint() const
{
    const int lines = QFontMetrics(uiFont(0, QFont::DemiBold)).height() + QFontMetrics(uiFont(-1)).height();
    return {200, std::max(44, lines + 12)};
}

void LaneHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    diagram::Geometry geometry;
    geometry.width = m_right;
    geometry.timeRight = m_timeRight;
    geometry.lanes = m_xs;
    paintLaneHeads(painter, QRectF(rect()), m_lanes, geometry, SequenceFonts::present(Density::Normal),
                   isDark());
}

void paintLaneHeads(QPainter &painter, const QRectF &band, const std::vector<diagram::Lane> &lanes,
                    const diagram::Geometry &geometry, const SequenceFonts &fonts, bool isDark)
{
    painter.fillRect(band, tokenColor(Token::Alternate, isDark));
    painter.fillRect(QRectF(band.left(), band.bottom() - 1, band.width(), 1),
                     tokenColor(Token::Hairline, isDark));
    const FontMeasure measure(fonts);
    for (const diagram::DrawnText &each :
         diagram::laneHeads(lanes, geometry, band.height(), measure, &translated)) {
        const DrawnText drawn = drawnText(each);
        painter.setFont(fonts.of(drawn.face));
        painter.setPen(tokenColorOn(drawn.ink, Token::Alternate, isDark));
        painter.drawText(drawn.rect.translated(band.topLeft()),
                         (drawn.isRightAligned ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine
                             | Qt::TextForceLeftToRight,
                         drawn.text);
    }
}

} // namespace hop101::ui
