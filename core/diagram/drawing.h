// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/colors.h"
#include "core/diagram/geometry.h"
#include "core/diagram/sequencelayout.h"

#include <string>
#include <string_view>
#include <vector>

namespace hop101::diagram {

enum class Face : std::uint8_t { Plain, Strong, Mono, Small };

/// How wide words are in a face. The drawing asks nothing else of fonts, so that a window, a page and a
/// picture that another program shows are laid out by the same code.
class TextMeasure
{
public:
    TextMeasure() = default;
    TextMeasure(const TextMeasure &) = delete;
    TextMeasure &operator=(const TextMeasure &) = delete;
    virtual ~TextMeasure() = default;

    virtual double width(Face face, const std::string &utf8) const = 0;
    virtual double height(Face face) const = 0; ///< of a line
    /// As much as fits, with "…" where something was cut: at the end, or at the front.
    virtual std::string elided(Face face, const std::string &utf8, double width, bool atFront) const = 0;
};

struct Box
{
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    double right() const noexcept { return x + width; }
    double bottom() const noexcept { return y + height; }
    bool isEmpty() const noexcept { return width <= 0 || height <= 0; }
    void setLeft(double left) noexcept { width += x - left, x = left; }
    void setRight(double right) noexcept { width = right - x; }
};
struct Line
{
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
};

/// A piece of text, elided already.
struct DrawnText
{
    Box box;
    std::string text;
    Token ink = Token::Text;
    Face face = Face::Plain;
    bool isRightAligned = false;
    bool isCut = false;
};

struct DrawnRow
{
    enum class Stroke : std::uint8_t { Full, Dashed, Thick, Double };
    enum class Head : std::uint8_t { Filled, Hollow, None };

    base::EventId event;
    base::HopId hop;
    Box ground; ///< the whole row: what can be hit
    Box seam; ///< tinted; empty where the row is no seam
    Line arrow; ///< from its tail to its head
    Token ink = Token::FromLeft;
    Stroke stroke = Stroke::Full;
    Head head = Head::Filled;
    rules::Severity severity = rules::Severity::None;
    Box mark; ///< of the severity; empty where there is none
    Box bookmark; ///< the user's; empty where there is none
    Box note; ///< a sheet, where the user wrote to it; empty where not
    std::vector<DrawnText> texts; ///< the first is the time
    Box silence; ///< the pill; empty where there is none
    std::string silenceText;
    bool isElided = false; ///< its words do not fit
};

/// The fragments of a message.
struct DrawnBracket
{
    double x = 0;
    double top = 0;
    double bottom = 0;
    bool isToTheRight = true; ///< of the diagram: opens to the left
    bool hasFirst = false; ///< the caps at its ends
    bool hasLast = false;
};

/// What stands where: painting fills it in, hit-testing asks it, and nothing else knows.
struct Drawing
{
    std::vector<Line> lifelines;
    std::vector<Box> bars; ///< on the lifelines of a switched hop
    std::vector<DrawnRow> rows;
    std::vector<DrawnBracket> brackets;

    static Drawing build(const SequenceLayout &layout, const Geometry &geometry, const TextMeasure &measure,
                         Translate translate = nullptr);
};

/// The heads of the lanes, and "ms" over the times, in a band of this height whose lower edge is a hairline.
std::vector<DrawnText> laneHeads(const std::vector<Lane> &lanes, const Geometry &geometry, double height,
                                 const TextMeasure &measure, Translate translate = nullptr);

} // namespace hop101::diagram
