// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/sequencegeometry.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace hop101::ui {

namespace {

constexpr double kLeftMargin = 64; // room for half a lane's name
constexpr double kRightMargin = 100; // and for half an address

} // namespace

SequenceGeometry SequenceGeometry::make(QSizeF size, int rowHeight, std::uint64_t topRow, double timeWidth,
                                        int laneCount)
{
    SequenceGeometry geometry;
    geometry.size = size;
    geometry.rowHeight = std::max(rowHeight, 1);
    geometry.topRow = topRow;
    geometry.timeRight = timeWidth;
    const double width = size.width();
    const double left = std::round(timeWidth + std::clamp(width * 0.09, 26.0, kLeftMargin));
    const double right =
        std::round(std::max(width - std::clamp(width * 0.145, 34.0, kRightMargin), left + 40));
    for (int i = 0; i < laneCount; ++i)
        geometry.lanes.push_back(std::round(left + (right - left) * i / std::max(laneCount - 1, 1)));
    return geometry;
}

double SequenceGeometry::arrowOffset() const
{
    return std::floor(rowHeight * 0.76) - 0.5;
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
