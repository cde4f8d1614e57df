// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace hop101::diagram {

/// Where things of the sequence diagram stand: on the screen, on a page, in a picture. Device-independent
/// pixels; pure values.
struct Geometry
{
    double width = 0; ///< of what is seen
    double height = 0;
    int rowHeight = 28;
    std::uint64_t topRow = 0; ///< the row at the upper edge
    double timeRight = 88; ///< right edge of the time column
    std::vector<double> lanes; ///< x of the lifelines, left to right

    /// `laneCount` is at least 2.
    static Geometry make(double width, double height, int rowHeight, std::uint64_t topRow, double timeWidth,
                         int laneCount);

    double rowTop(std::uint64_t row) const
    {
        return (static_cast<double>(row) - static_cast<double>(topRow)) * rowHeight;
    }
    /// Of the arrow, from the row's top.
    double arrowOffset() const;
};

} // namespace hop101::diagram
