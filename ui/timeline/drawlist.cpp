// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/drawlist.h"

#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace hop101::ui {

namespace {

QRectF rectOf(const diagram::Box &box)
{
    return {box.x, box.y, box.width, box.height};
}

QLineF lineOf(const diagram::Line &line)
{
    return {line.x1, line.y1, line.x2, line.y2};
}

DrawnRow rowOf(const diagram::DrawnRow &from)
{
    DrawnRow row;
    row.event = from.event;
    row.hop = from.hop;
    row.ground = rectOf(from.ground);
    row.seam = rectOf(from.seam);
    row.arrow = lineOf(from.arrow);
    row.ink = from.ink;
    row.stroke = from.stroke;
    row.head = from.head;
    row.severity = from.severity;
    row.mark = rectOf(from.mark);
    row.bookmark = rectOf(from.bookmark);
    row.note = rectOf(from.note);
    for (const diagram::DrawnText &text : from.texts)
        row.texts.push_back(drawnText(text));
    row.silence = rectOf(from.silence);
    row.silenceText = fromUtf8(from.silenceText);
    row.isElided = from.isElided;
    return row;
}

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

} // namespace

SequenceFonts SequenceFonts::present(Density density)
{
    const int delta = density == Density::Compact ? -1 : 0;
    return {uiFont(delta), uiFont(delta, QFont::DemiBold), monoFont(delta), uiFont(delta - 1)};
}

const QFont &SequenceFonts::of(diagram::Face face) const
{
    switch (face) {
    case diagram::Face::Plain:
        break;
    case diagram::Face::Strong:
        return strong;
    case diagram::Face::Mono:
        return mono;
    case diagram::Face::Small:
        return small;
    }
    return plain;
}

FontMeasure::FontMeasure(const SequenceFonts &fonts)
    : m_plain(fonts.plain), m_strong(fonts.strong), m_mono(fonts.mono), m_small(fonts.small)
{ }

const QFontMetricsF &FontMeasure::of(diagram::Face face) const
{
    switch (face) {
    case diagram::Face::Plain:
        break;
    case diagram::Face::Strong:
        return m_strong;
    case diagram::Face::Mono:
        return m_mono;
    case diagram::Face::Small:
        return m_small;
    }
    return m_plain;
}

double FontMeasure::width(diagram::Face face, const std::string &utf8) const
{
    return of(face).horizontalAdvance(fromUtf8(utf8));
}

double FontMeasure::height(diagram::Face face) const
{
    return of(face).height();
}

std::string FontMeasure::elided(diagram::Face face, const std::string &utf8, double width, bool atFront) const
{
    return toUtf8(of(face).elidedText(fromUtf8(utf8), atFront ? Qt::ElideLeft : Qt::ElideRight, width));
}

DrawnText drawnText(const diagram::DrawnText &from)
{
    return {rectOf(from.box), fromUtf8(from.text), from.ink, from.face, from.isRightAligned};
}

DrawList DrawList::build(const diagram::SequenceLayout &layout, const SequenceGeometry &geometry,
                         const SequenceFonts &fonts)
{
    return of(diagram::Drawing::build(layout, geometry.inCore(), FontMeasure(fonts), &translated));
}

DrawList DrawList::of(const diagram::Drawing &drawing)
{
    DrawList list;
    for (const diagram::Line &line : drawing.lifelines)
        list.lifelines.push_back(lineOf(line));
    for (const diagram::Box &bar : drawing.bars)
        list.bars.push_back(rectOf(bar));
    for (const diagram::DrawnRow &row : drawing.rows)
        list.rows.push_back(rowOf(row));
    for (const diagram::DrawnBracket &each : drawing.brackets)
        list.brackets.push_back(
            {each.x, each.top, each.bottom, each.isToTheRight, each.hasFirst, each.hasLast});
    return list;
}

const DrawnRow *DrawList::rowAt(QPointF point) const
{
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [point](const DrawnRow &row) { return row.ground.contains(point); });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace hop101::ui
