// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/tablemeasure.h"

#include "core/diagram/textwidth.h"
#include "core/diagram/visibletext.h"

#include <array>
#include <cmath>

namespace hop101::diagram {

namespace {

constexpr double kLineHeight = 1.21;
constexpr int kMonoWidth = 600; // in thousandths of the face's size, as all of the following
constexpr int kEllipsisWidth = 822;
constexpr int kArrowWidth = 955;
constexpr int kOtherWidth = 680; // Greek, Cyrillic, Arabic…: the wide ones of them
constexpr int kUpperOtherWidth = 800;
constexpr int kWideWidth = 1000;
constexpr int kEmojiWidth = 1370;
constexpr char32_t kFirst = 0x20;

// U+0020 to U+007E, regular and semibold.
constexpr std::array<std::array<std::int16_t, 95>, 2> kLatin = {{
    {281, 278, 403, 631, 638, 813, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605,
     636, 642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598,
     587, 743, 740, 264, 543, 652, 563, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642,
     665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544,
     237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 813, 540, 557, 541, 362, 327, 362, 659},
    {248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 667, 481,  621,
     652, 666, 632, 648, 587, 646, 648, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724,  608,
     586, 755, 744, 275, 561, 677, 566, 906, 741, 775, 643, 776, 651, 649, 660, 734, 724, 1007, 690,
     705, 653, 393, 379, 393, 481, 468, 497, 575, 630, 577, 630, 593, 377, 625, 613, 261, 261,  569,
     261, 898, 610, 608, 625, 625, 397, 549, 380, 608, 576, 837, 563, 576, 562, 393, 358, 393,  673},
}};

int latinWidth(char32_t c, bool isStrong)
{
    return kLatin[isStrong ? 1 : 0][c - kFirst];
}

/// Of a sign that the table does not have.
int otherWidth(char32_t c)
{
    const int columns = columnsOf(c);
    if (columns == 0)
        return 0;
    if (columns == 2)
        return c >= 0x1F000 && c < 0x20000 ? kEmojiWidth : kWideWidth;
    if (c == 0x2026)
        return kEllipsisWidth;
    if ((c >= 0x2190 && c < 0x2800) || c >= 0x10000)
        return kArrowWidth;
    return (c >= 0x400 && c < 0x430) || c < kFirst ? kUpperOtherWidth : kOtherWidth;
}

int unitsOf(Face face, char32_t c)
{
    if (face == Face::Mono)
        return kMonoWidth * columnsOf(c);
    const bool isLatin = c >= kFirst && c < kFirst + kLatin[0].size();
    return isLatin ? latinWidth(c, face == Face::Strong) : otherWidth(c);
}

/// The first byte of a code point?
bool isBoundary(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

} // namespace

double TableMeasure::sizeOf(Face face) noexcept
{
    return face == Face::Small || face == Face::Mono ? 12 : 13;
}

double TableMeasure::width(Face face, const std::string &utf8) const
{
    std::uint64_t units = 0;
    for (std::string_view rest = utf8; !rest.empty();)
        units += static_cast<std::uint64_t>(unitsOf(face, takeCodePoint(rest)));
    return static_cast<double>(units) * sizeOf(face) / 1000;
}

double TableMeasure::height(Face face) const
{
    return std::ceil(sizeOf(face) * kLineHeight);
}

std::string TableMeasure::elided(Face face, const std::string &utf8, double width, bool atFront) const
{
    double left = this->width(face, utf8);
    if (left <= width)
        return utf8;
    const double room = width - this->width(face, "…");
    std::size_t first = 0;
    std::size_t last = utf8.size();
    while (left > room && first < last) {
        std::size_t next = atFront ? first + 1 : last - 1;
        while (next > first && next < last && !isBoundary(utf8[next]))
            next = atFront ? next + 1 : next - 1;
        const std::string cut = atFront ? utf8.substr(first, next - first) : utf8.substr(next, last - next);
        left -= this->width(face, cut);
        (atFront ? first : last) = next;
    }
    const std::string kept = utf8.substr(first, last - first);
    return atFront ? "…" + kept : kept + "…";
}

} // namespace hop101::diagram
