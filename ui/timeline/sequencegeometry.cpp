// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/sequencegeometry.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace hop101::ui {

SequenceGeometry SequenceGeometry::make(QSizeF size, int rowHeight, std::uint64_t topRow, double timeWidth,
                                        int laneCount)
{
    const diagram::Geometry made =
        diagram::Geometry::make(size.width(), size.height(), rowHeight, topRow, timeWidth, laneCount);
    return {size, made.rowHeight, made.topRow, made.timeRight, made.lanes};
}

diagram::Geometry SequenceGeometry::inCore() const
{
    return {size.width(), size.height(), rowHeight, topRow, timeRight, lanes};
}

double SequenceGeometry::arrowOffset() const
{
    return inCore().arrowOffset();
}

int SequenceGeometry::wholeRows() const
{
    return std::max(int(size.height()) / rowHeight, 1);
}

int SequenceGeometry::shownRows() const
{
    return (int(std::ceil(size.height())) + rowHeight - 1) / rowHeight;
}

int rowHeightFor(Density density, const QFont &font)
{
    const int text = int(std::ceil(QFontMetricsF(font).height()));
    switch (density) {
    case Density::Compact:
        return std::max(22, text + 6);
    case Density::Normal:
        return std::max(28, text + 10);
    case Density::Roomy:
        return std::max(34, text + 16);
    }
    return 28;
}

} // namespace hop101::ui
