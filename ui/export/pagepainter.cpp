// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/pagepainter.h"

#include "ui/theme/tokens.h"
#include "ui/timeline/laneheader.h"
#include "ui/timeline/sequencepainter.h"

#include <QPainter>

namespace hop101::ui {

namespace {

void paintHeading(QPainter &painter, const diagram::Page &page, const SequenceFonts &fonts)
{
    painter.fillRect(QRectF(0, 0, page.width, page.height), tokenColor(Token::Pane, page.isDark));
    for (const diagram::DrawnText &each : page.heading) {
        const DrawnText drawn = drawnText(each);
        painter.setFont(fonts.of(drawn.face));
        painter.setPen(tokenColorOn(drawn.ink, Token::Pane, page.isDark));
        painter.drawText(drawn.rect,
                         int(drawn.isRightAligned ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter
                             | Qt::TextSingleLine | Qt::TextForceLeftToRight,
                         drawn.text);
    }
    painter.fillRect(QRectF(0, page.lanesTop, page.width, 1), tokenColor(Token::Hairline, page.isDark));
}

} // namespace

void paintPage(QPainter &painter, const diagram::Page &page, const std::vector<diagram::Lane> &lanes,
               double timeWidth, const SequenceFonts &fonts)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRectF(0, 0, page.width, page.height));
    paintHeading(painter, page, fonts);
    diagram::Geometry geometry;
    geometry.width = page.width;
    geometry.timeRight = timeWidth;
    for (const diagram::Line &lifeline : page.drawing.lifelines)
        geometry.lanes.push_back(lifeline.x1);
    const QRectF band(0, page.lanesTop + 1, page.width, page.bodyTop - page.lanesTop - 1);
    paintLaneHeads(painter, band, lanes, geometry, fonts, page.isDark);
    painter.translate(0, page.bodyTop);
    painter.setClipRect(QRectF(0, 0, page.width, page.height - page.bodyTop));
    SequenceLights lights;
    lights.isDark = page.isDark;
    paintSequence(painter, DrawList::of(page.drawing), fonts, lights);
    painter.restore();
}

} // namespace hop101::ui
