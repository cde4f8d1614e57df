// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/page.h"

#include <algorithm>

namespace hop101::diagram {

namespace {

constexpr double kMargin = 16;
constexpr double kLine = 20;
constexpr double kBelow = 12; // between the heading and the lane heads
constexpr double kLaneBand = 44;
constexpr double kEnd = 16; // below the last row
constexpr double kGap = 8;

double headingHeight(const Heading &heading)
{
    return kMargin + kLine * (heading.lead.empty() ? 2 : 3) + kBelow;
}

class HeadingWriter
{
public:
    HeadingWriter(double width, const TextMeasure &measure) : m_width(width), m_measure(measure) { }

    std::vector<DrawnText> texts(const Heading &heading)
    {
        place(heading.place);
        put(heading.title, Face::Strong, Token::Text);
        nextLine();
        if (!heading.lead.empty()) {
            put(heading.lead, Face::Strong, heading.leadInk);
            put(heading.sentence, Face::Plain, Token::Text);
            nextLine();
        }
        put(heading.facts, Face::Small, Token::Quiet);
        return std::move(m_texts);
    }

private:
    void place(const std::string &words)
    {
        const double width = m_measure.width(Face::Small, words) + 2;
        m_right = m_width - kMargin;
        if (words.empty())
            return;
        m_texts.push_back({{m_right - width, m_y, width, kLine}, words, Token::Quiet, Face::Small, true});
        m_right -= width + 2 * kGap;
    }
    void put(const std::string &words, Face face, Token ink)
    {
        const double room = m_right - m_x;
        if (words.empty() || room <= 0)
            return;
        std::string fitting = m_measure.elided(face, words, room, false);
        const double width = std::min(m_measure.width(face, fitting) + 1, room);
        const bool isCut = fitting != words;
        m_texts.push_back({{m_x, m_y, width, kLine}, std::move(fitting), ink, face, false, isCut});
        m_x += width + kGap;
    }
    void nextLine()
    {
        m_x = kMargin;
        m_y += kLine;
        m_right = m_width - kMargin;
    }

    double m_width;
    const TextMeasure &m_measure;
    double m_x = kMargin;
    double m_y = kMargin - 4;
    double m_right = 0;
    std::vector<DrawnText> m_texts;
};

} // namespace

Page Page::build(const SequenceLayout &layout, std::uint64_t firstRow, const Heading &heading,
                 const PageSize &size, const TextMeasure &measure, Translate translate)
{
    const std::uint64_t above = firstRow - std::min(firstRow, layout.firstRow);
    const double rowsHeight =
        static_cast<double>(layout.rows.size() - std::min<std::size_t>(above, layout.rows.size()))
        * size.rowHeight;
    Page page;
    page.width = size.width;
    page.lanesTop = headingHeight(heading);
    page.bodyTop = page.lanesTop + kLaneBand;
    page.height = size.height > 0 ? size.height : page.bodyTop + rowsHeight + kEnd;
    const auto laneCount = static_cast<int>(std::max<std::size_t>(layout.lanes.size(), 2));
    const Geometry geometry =
        Geometry::make(size.width, rowsHeight, size.rowHeight, firstRow, size.timeWidth, laneCount);
    page.drawing = Drawing::build(layout, geometry, measure, translate);
    std::vector<DrawnRow> &rows = page.drawing.rows;
    rows.erase(rows.begin(),
               rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(above, rows.size())));
    page.heading = HeadingWriter(size.width, measure).texts(heading);
    page.laneHeads = diagram::laneHeads(layout.lanes, geometry, kLaneBand, measure, translate);
    return page;
}

std::uint64_t rowsOfPage(const Heading &heading, const PageSize &size)
{
    const double room = size.height - headingHeight(heading) - kLaneBand - kEnd;
    return static_cast<std::uint64_t>(std::max(room / size.rowHeight, 1.0));
}

double pictureWidth(std::size_t lanes) noexcept
{
    return 960 + 240 * static_cast<double>(std::clamp<std::size_t>(lanes, 2, 4) - 2);
}

} // namespace hop101::diagram
