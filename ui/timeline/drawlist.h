// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequencelayout.h"
#include "ui/theme/theme.h"
#include "ui/timeline/sequencegeometry.h"

#include <QFont>
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
};

/// A piece of text, elided already.
struct DrawnText
{
    enum class Face : std::uint8_t { Plain, Strong, Mono };

    QRectF rect;
    QString text;
    Token ink = Token::Text;
    Face face = Face::Plain;
    bool isRightAligned = false;
};

struct DrawnRow
{
    enum class Stroke : std::uint8_t { Full, Dashed, Thick, Double };
    enum class Head : std::uint8_t { Filled, Hollow, None };

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

/// What stands where in the viewport: painting fills it in, hit-testing asks it, and nothing else knows.
struct DrawList
{
    std::vector<QLineF> lifelines;
    std::vector<QRectF> bars; ///< on the lifelines of a switched hop
    std::vector<DrawnRow> rows;
    std::vector<DrawnBracket> brackets;

    static DrawList build(const diagram::SequenceLayout &layout, const SequenceGeometry &geometry,
                          const SequenceFonts &fonts);
    /// None outside all rows.
    const DrawnRow *rowAt(QPointF point) const;
};

} // namespace hop101::ui
