// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/drawing.h"
#include "ui/theme/theme.h"
#include "ui/timeline/sequencegeometry.h"

#include <QFont>
#include <QFontMetricsF>
#include <QLineF>
#include <QRectF>
#include <QString>

#include <vector>

namespace hop101::ui {

/// The faces of the diagram.
struct SequenceFonts
{
    QFont plain, strong, mono, small;
    static SequenceFonts present(Density density);
    const QFont &of(diagram::Face face) const;
};

/// What the faces measure.
class FontMeasure final : public diagram::TextMeasure
{
public:
    explicit FontMeasure(const SequenceFonts &fonts);
    double width(diagram::Face face, const std::string &utf8) const override;
    double height(diagram::Face face) const override;
    std::string elided(diagram::Face face, const std::string &utf8, double width,
                       bool atFront) const override;

private:
    const QFontMetricsF &of(diagram::Face face) const;
    QFontMetricsF m_plain, m_strong, m_mono, m_small;
};

/// A piece of text, elided already.
struct DrawnText
{
    using Face = diagram::Face;

    QRectF rect;
    QString text;
    Token ink = Token::Text;
    Face face = Face::Plain;
    bool isRightAligned = false;
};

struct DrawnRow
{
    using Stroke = diagram::DrawnRow::Stroke;
    using Head = diagram::DrawnRow::Head;

    base::EventId event;
    base::HopId hop;
    QRectF ground; ///< the whole row: what can be hit
    QRectF seam; ///< tinted; empty where the row is no seam
    QLineF arrow; ///< from its tail to its head
    Token ink = Token::FromLeft;
    Stroke stroke = Stroke::Full;
    Head head = Head::Filled;
    rules::Severity severity = rules::Severity::None;
    QRectF mark; ///< of the severity; empty where there is none
    QRectF bookmark; ///< the user's; empty where there is none
    QRectF note; ///< a sheet, where the user wrote to it; empty where not
    std::vector<DrawnText> texts;
    QRectF silence; ///< the pill; empty where there is none
    QString silenceText;
    bool isElided = false; ///< its words do not fit: a tool tip has them
};

struct DrawnBracket
{
    double x = 0;
    double top = 0;
    double bottom = 0;
    bool isToTheRight = true; ///< of the diagram: opens to the left
    bool hasFirst = false; ///< the caps at its ends
    bool hasLast = false;
};

/// What core/diagram draws, in Qt's types.
DrawnText drawnText(const diagram::DrawnText &from);

/// What stands where in the viewport: painting fills it in, hit-testing asks it, and nothing else knows.
struct DrawList
{
    std::vector<QLineF> lifelines;
    std::vector<QRectF> bars; ///< on the lifelines of a switched hop
    std::vector<DrawnRow> rows;
    std::vector<DrawnBracket> brackets;

    static DrawList build(const diagram::SequenceLayout &layout, const SequenceGeometry &geometry,
                          const SequenceFonts &fonts);
    static DrawList of(const diagram::Drawing &drawing);
    /// None outside all rows.
    const DrawnRow *rowAt(QPointF point) const;
};

} // namespace hop101::ui
