// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/drawing.h"

#include <string>
#include <vector>

namespace hop101::diagram {

/// What stands over the diagram on a page. Plain text; controls are made visible.
struct Heading
{
    std::string title;
    std::string lead; ///< "Not upgraded."; empty: the line is left out, on every page
    Token leadInk = Token::Text;
    std::string sentence; ///< after the lead
    std::string facts; ///< quiet: which capture, when, which events
    std::string place; ///< "2 / 13", at the right
};

struct PageSize
{
    double width = 960;
    double height = 0; ///< of the whole page; 0: what the rows need
    int rowHeight = 28;
    double timeWidth = 88;
};

/// One picture, or one page: heading, lane heads, rows. The same values are written as SVG and painted.
struct Page
{
    double width = 0;
    double height = 0;
    double lanesTop = 0; ///< where the band of the lane heads begins
    double bodyTop = 0; ///< where the first row begins
    std::vector<DrawnText> heading; ///< from the page's corner
    std::vector<DrawnText> laneHeads; ///< from lanesTop
    Drawing drawing; ///< from bodyTop; beyond it nothing shows
    bool isDark = false;

    /// `layout` may begin with rows above `firstRow`, so that a round trip keeps its partner; they are not
    /// drawn.
    static Page build(const SequenceLayout &layout, std::uint64_t firstRow, const Heading &heading,
                      const PageSize &size, const TextMeasure &measure, Translate translate = nullptr);
};

/// How many rows a page of that height has room for; at least 1.
std::uint64_t rowsOfPage(const Heading &heading, const PageSize &size);
/// A width that suits so many lanes.
double pictureWidth(std::size_t lanes) noexcept;

} // namespace hop101::diagram
