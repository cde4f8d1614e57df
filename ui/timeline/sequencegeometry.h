// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/geometry.h"

#include <QFont>
#include <QSizeF>

#include <cstdint>
#include <vector>

namespace hop101::ui {

enum class Density : std::uint8_t { Compact, Normal, Roomy };

/// Where things of the sequence diagram stand. Device-independent pixels; pure values.
struct SequenceGeometry
{
    QSizeF size; ///< of the viewport
    int rowHeight = 28;
    std::uint64_t topRow = 0; ///< the row at the viewport's upper edge
    double timeRight = 88; ///< right edge of the time column
    std::vector<double> lanes; ///< x of the lifelines, left to right

    /// `laneCount` is at least 2.
    static SequenceGeometry make(QSizeF size, int rowHeight, std::uint64_t topRow, double timeWidth,
                                 int laneCount);

    double rowTop(std::uint64_t row) const { return (double(row) - double(topRow)) * rowHeight; }
    /// Of the arrow, from the row's top.
    double arrowOffset() const;
    diagram::Geometry inCore() const;
    /// Rows that fit as a whole; at least 1.
    int wholeRows() const;
    /// Rows of which any part shows.
    int shownRows() const;
};

/// 22, 28 or 34, or what the font needs.
int rowHeightFor(Density density, const QFont &font);

} // namespace hop101::ui
