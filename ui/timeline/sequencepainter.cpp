// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/sequencepainter.h"

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace hop101::ui {

namespace {

constexpr double kHeadLength = 9;
constexpr double kHeadHalf = 4;

QColor mixed(const QColor &a, const QColor &b, double partOfA)
{
    const auto channel = [partOfA](int x, int y) { return qRound(x * partOfA + y * (1 - partOfA)); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

class Painting
{
public:
    Painting(QPainter &painter, const DrawList &list, const SequenceFonts &fonts,
             const SequenceLights &lights)
        : m_painter(painter), m_list(list), m_fonts(fonts), m_lights(lights)
    { }

    void paint()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        // A diagram has no reading direction: the client stays on the left.
        m_painter.setLayoutDirection(Qt::LeftToRight);
        for (const DrawnRow &row : m_list.rows)
            ground(row);
        for (const QLineF &line : m_list.lifelines)
            stroke(line, color(Token::Hairline), 2);
        bars();
        for (const DrawnRow &row : m_list.rows) {
            arrow(row);
            silence(row);
            mark(row);
            userMarks(row);
            for (const DrawnText &text : row.texts)
                write(text, groundOf(row));
        }
        for (const DrawnBracket &each : m_list.brackets)
            bracket(each);
    }

private:
    QColor color(Token token) const { return tokenColor(token, m_lights.isDark); }
    QColor colorOn(Token text, Token ground) const { return tokenColorOn(text, ground, m_lights.isDark); }
    bool isShown(const DrawnRow &row) const { return m_lights.selected && row.event == m_lights.selected; }
    bool isSelected(const DrawnRow &row) const
    {
        return isShown(row) || (m_lights.selection && m_lights.selection->has(row.event));
    }
    bool isHovered(const DrawnRow &row) const { return m_lights.hovered && row.event == m_lights.hovered; }
    Token groundOf(const DrawnRow &row) const
    {
        if (isSelected(row))
            return Token::Selection;
        if (!row.seam.isEmpty())
            return Token::SeamGround;
        return isHovered(row) ? Token::Alternate : Token::Pane;
    }

    void stroke(const QLineF &line, const QColor &ink, double width, Qt::PenStyle style = Qt::SolidLine)
    {
        QPen pen(ink, width, style, Qt::FlatCap);
        if (style == Qt::CustomDashLine)
            pen.setDashPattern({3 / width, 3 / width});
        m_painter.setPen(pen);
        m_painter.drawLine(line);
    }
    void fill(const QRectF &rect, const QColor &paint, double radius = 0)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(paint);
        if (radius > 0)
            m_painter.drawRoundedRect(rect, radius, radius);
        else
            m_painter.drawRect(rect);
    }

    void ground(const DrawnRow &row)
    {
        if (isSelected(row) || isHovered(row))
            fill(row.ground, color(isSelected(row) ? Token::Selection : Token::Alternate));
        if (!row.seam.isEmpty() && !isSelected(row))
            fill(row.seam, color(Token::SeamGround));
        if (isShown(row) && m_lights.hasFocus)
            fill({row.ground.left(), row.ground.top(), 3, row.ground.height()}, color(Token::Accent));
    }
    void bars()
    {
        const QColor ink = mixed(color(Token::Seam), color(Token::Pane), 0.68);
        for (const QRectF &bar : m_list.bars)
            fill(bar, ink, bar.width() / 2);
    }

    void arrow(const DrawnRow &row)
    {
        const QColor ink = color(row.ink);
        QLineF line = row.arrow;
        const double towards = line.dx() < 0 ? -1 : 1;
        if (row.head != DrawnRow::Head::None)
            line.setP2({line.x2() - towards * (kHeadLength - 1), line.y2()});
        switch (row.stroke) {
        case DrawnRow::Stroke::Full:
            stroke(line, ink, 1.6);
            break;
        case DrawnRow::Stroke::Dashed:
            stroke(line, ink, 1.4, Qt::CustomDashLine);
            break;
        case DrawnRow::Stroke::Thick:
            stroke(line, ink, 2.6);
            break;
        case DrawnRow::Stroke::Double:
            stroke(line.translated(0, -1.5), ink, 1.4);
            stroke(line.translated(0, 1.5), ink, 1.4);
            break;
        }
        if (row.head != DrawnRow::Head::None)
            head(row, ink, towards);
    }
    void head(const DrawnRow &row, const QColor &ink, double towards)
    {
        const QPointF tip = row.arrow.p2();
        const double back = tip.x() - towards * kHeadLength;
        const QPolygonF shape({tip, {back, tip.y() - kHeadHalf}, {back, tip.y() + kHeadHalf}});
        m_painter.setPen(row.head == DrawnRow::Head::Hollow ? QPen(ink, 1.2) : QPen(Qt::NoPen));
        m_painter.setBrush(row.head == DrawnRow::Head::Hollow ? QBrush(color(groundOf(row))) : QBrush(ink));
        m_painter.drawPolygon(shape);
    }

    void silence(const DrawnRow &row)
    {
        if (row.silence.isEmpty())
            return;
        const double y = row.ground.top() + 0.5;
        const QColor line = mixed(color(Token::Control), color(Token::Pane), 0.45);
        stroke({row.texts.front().rect.right() + 12, y, row.ground.right(), y}, line, 1, Qt::CustomDashLine);
        m_painter.setPen(QPen(color(Token::Hairline), 1));
        m_painter.setBrush(color(Token::Alternate));
        const QRectF pill = row.silence.adjusted(0.5, 0.5, -0.5, -0.5);
        m_painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        m_painter.setFont(m_fonts.small);
        m_painter.setPen(colorOn(Token::Quiet, Token::Alternate));
        m_painter.drawText(row.silence, Qt::AlignCenter | Qt::TextSingleLine, row.silenceText);
    }

    /// A disc for errors, a triangle for warnings, a ring for notes: told apart without colour.
    void mark(const DrawnRow &row)
    {
        if (row.mark.isEmpty())
            return;
        const bool isError = row.severity == rules::Severity::Error;
        const bool isWarning = row.severity == rules::Severity::Warning;
        const QColor ink = colorOn(isError         ? Token::Broken
                                       : isWarning ? Token::Warning
                                                   : Token::Quiet,
                                   groundOf(row));
        const QRectF box = row.mark.adjusted(0.5, 0.5, -0.5, -0.5);
        m_painter.setPen(isError || isWarning ? QPen(Qt::NoPen) : QPen(ink, 1.3));
        m_painter.setBrush(isError || isWarning ? QBrush(ink) : QBrush(Qt::NoBrush));
        if (isWarning)
            m_painter.drawPolygon(QPolygonF({{box.center().x(), box.top()},
                                             {box.right() + 0.5, box.bottom()},
                                             {box.left() - 0.5, box.bottom()}}));
        else
            m_painter.drawEllipse(box);
        markSign(box, isError || isWarning ? color(groundOf(row)) : ink, !isError && !isWarning,
                 isWarning ? 1.5 : 0);
    }
    /// The user's: a ribbon for a bookmark, a sheet with lines for a note.
    void userMarks(const DrawnRow &row)
    {
        const QColor ink = colorOn(Token::Accent, groundOf(row));
        if (!row.bookmark.isEmpty()) {
            const QRectF box = row.bookmark;
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(ink);
            m_painter.drawPolygon(QPolygonF({box.topLeft(),
                                             box.topRight(),
                                             box.bottomRight(),
                                             {box.center().x(), box.bottom() - box.width() * 0.45},
                                             box.bottomLeft()}));
        }
        if (row.note.isEmpty())
            return;
        const QRectF sheet = row.note.adjusted(0.5, 0.5, -0.5, -0.5);
        m_painter.setPen(QPen(ink, 1.2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(sheet, 1.5, 1.5);
        for (const double part : {0.3, 0.5, 0.7}) {
            const double y = sheet.top() + std::round(part * sheet.height()) - 0.5;
            stroke({sheet.left() + 2, y, sheet.right() - 2, y}, ink, 1);
        }
    }
    /// "!" or "i" drawn, not written: a face would set it off its centre.
    void markSign(const QRectF &box, const QColor &ink, bool isNote, double lower)
    {
        const double unit = box.height() / 13;
        const QPointF centre = box.center() + QPointF(0, lower * unit);
        const double dot = (isNote ? -1 : 1) * 3.1 * unit;
        const double from = (isNote ? -0.6 : -3.6) * unit;
        const double length = lower > 0 ? 4 : 4.6;
        fill({centre.x() - 0.8 * unit, centre.y() + from + (lower > 0 ? 0.6 * unit : 0), 1.6 * unit,
              length * unit},
             ink, 0.7 * unit);
        fill({centre.x() - 0.9 * unit, centre.y() + dot - 0.9 * unit, 1.8 * unit, 1.8 * unit}, ink,
             0.9 * unit);
    }

    void write(const DrawnText &text, Token ground)
    {
        m_painter.setFont(m_fonts.of(text.face));
        m_painter.setPen(colorOn(text.ink, ground));
        const int side = text.isRightAligned ? Qt::AlignRight : Qt::AlignLeft;
        m_painter.drawText(text.rect, side | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextForceLeftToRight,
                           text.text);
    }

    void bracket(const DrawnBracket &each)
    {
        constexpr double kCap = 6;
        const double outer = each.x + (each.isToTheRight ? kCap : -kCap);
        QPainterPath path;
        path.moveTo(each.hasFirst ? each.x : outer, each.top);
        path.lineTo(outer, each.top);
        path.lineTo(outer, each.bottom);
        if (each.hasLast)
            path.lineTo(each.x, each.bottom);
        m_painter.setPen(QPen(color(Token::Binary), 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(path);
    }

    QPainter &m_painter;
    const DrawList &m_list;
    const SequenceFonts &m_fonts;
    const SequenceLights &m_lights;
};

} // namespace

void paintSequence(QPainter &painter, const DrawList &list, const SequenceFonts &fonts,
                   const SequenceLights &lights)
{
    painter.save();
    Painting(painter, list, fonts, lights).paint();
    painter.restore();
}

} // namespace hop101::ui
