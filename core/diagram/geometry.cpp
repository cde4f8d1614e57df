// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/geometry.h"

#include <algorithm>
#include <cmath>

namespace hop101::diagram {

namespace {

constexpr double kLeftMargin = 64; // room for half a lane's name
constexpr double kRightMargin = 100; // and for half an address

} // namespace

Geometry Geometry::make(double width, double height, int rowHeight, std::uint64_t topRow, double timeWidth,
                        int laneCount)
{
    Geometry geometry;
    geometry.width = width;
    geometry.height = height;
    geometry.rowHeight = std::max(rowHeight, 1);
    geometry.topRow = topRow;
    geometry.timeRight = timeWidth;
    const double left = std::round(timeWidth + std::clamp(width * 0.09, 26.0, kLeftMargin));
    const double right =
        std::round(std::max(width - std::clamp(width * 0.145, 34.0, kRightMargin), left + 40));
    for (int i = 0; i < laneCount; ++i)
        geometry.lanes.push_back(std::round(left + (right - left) * i / std::max(laneCount - 1, 1)));
    return geometry;
}

double Geometry::arrowOffset() const
{
    return std::floor(rowHeight * 0.76) - 0.5;
}

} // namespace hop101::diagram
