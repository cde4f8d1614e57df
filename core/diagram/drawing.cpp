// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/drawing.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace hop101::diagram {

namespace {

constexpr double kArrowGap = 5; // from the lifeline, room for the bar
constexpr double kLabelGap = 16; // from the lifeline, past the arrow's head
constexpr double kBetween = 8;
constexpr double kLeastText = 20; // less shows nothing but an ellipsis
constexpr double kBarWidth = 7;
constexpr double kBarOverlap = 6;
constexpr double kUserMarkWidth = 9;
constexpr double kUserMarkHeight = 12;
constexpr double kUserMarkGap = 5;
constexpr double kBracketStep = 5;
constexpr int kMostBracketPlaces = 4;
constexpr double kBracketGap = 12;
constexpr double kMarkSide = 14;

Token inkOf(const Row &row)
{
    if (row.severity == rules::Severity::Error || row.style == Style::Failed)
        return Token::Broken;
    if (row.severity == rules::Severity::Warning)
        return Token::Warning;
    switch (row.style) {
    case Style::Switch:
        return Token::Seam;
    case Style::Binary:
        return Token::Binary;
    case Style::Control:
    case Style::Transport:
        return Token::Control;
    case Style::Head:
    case Style::Text:
    case Style::Raw:
    case Style::Failed:
        break;
    }
    return row.fromLeft ? Token::FromLeft : Token::FromRight;
}

bool isFlagged(const Row &row)
{
    return row.severity >= rules::Severity::Warning || row.style == Style::Failed;
}

bool isQuiet(const Row &row)
{
    return !isFlagged(row) && (row.style == Style::Control || row.style == Style::Transport);
}

/// The switch itself, which no bytes carry; the 101 before it is an arrow like others.
bool isTheSwitch(const Row &row)
{
    return row.isSeam && row.isSwitched;
}

DrawnRow::Stroke strokeOf(const Row &row)
{
    if (row.isSeam)
        return isTheSwitch(row) ? DrawnRow::Stroke::Double : DrawnRow::Stroke::Thick;
    const bool isDashed =
        row.style == Style::Control || row.style == Style::Transport || row.style == Style::Failed;
    return isDashed ? DrawnRow::Stroke::Dashed : DrawnRow::Stroke::Full;
}

DrawnRow::Head headOf(const Row &row)
{
    if (isTheSwitch(row) || row.style == Style::Failed)
        return DrawnRow::Head::None;
    return row.isOpen ? DrawnRow::Head::Hollow : DrawnRow::Head::Filled;
}

class Builder
{
public:
    Builder(const SequenceLayout &layout, const Geometry &geometry, const TextMeasure &measure,
            Translate translate)
        : m_layout(layout), m_geometry(geometry), m_measure(measure), m_translate(translate)
    { }

    Drawing drawing()
    {
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i)
            m_drawing.rows.push_back(row(m_layout.rows[i], i));
        for (const double x : m_geometry.lanes)
            m_drawing.lifelines.push_back({x, 0, x, contentBottom()});
        bars();
        brackets();
        return std::move(m_drawing);
    }

private:
    double laneX(int lane) const
    {
        const int last = static_cast<int>(m_geometry.lanes.size()) - 1;
        return m_geometry.lanes[static_cast<std::size_t>(std::clamp(lane, 0, last))];
    }
    double top(std::size_t index) const { return m_geometry.rowTop(m_layout.firstRow + index); }
    double arrowY(std::size_t index) const { return top(index) + m_geometry.arrowOffset(); }

    DrawnRow row(const Row &from, std::size_t index) const
    {
        DrawnRow drawn;
        const double left = laneX(from.left);
        const double right = laneX(from.right);
        const double y = arrowY(index);
        drawn.event = from.event;
        drawn.hop = from.hop;
        drawn.ground = {0, top(index), m_geometry.width, static_cast<double>(m_geometry.rowHeight)};
        if (from.isSeam)
            drawn.seam = {left - kArrowGap, top(index), right - left + 2 * kArrowGap,
                          static_cast<double>(m_geometry.rowHeight)};
        drawn.arrow = from.fromLeft ? Line{left + kArrowGap, y, right - kArrowGap, y}
                                    : Line{right - kArrowGap, y, left + kArrowGap, y};
        drawn.ink = inkOf(from);
        drawn.stroke = strokeOf(from);
        drawn.head = headOf(from);
        drawn.severity = from.style == Style::Failed ? rules::Severity::Error : from.severity;
        userMarks(drawn, from);
        time(drawn, from);
        label(drawn, from, left + kLabelGap, right - kLabelGap);
        return drawn;
    }

    /// At the right edge, where no arrow comes: the bookmark outermost.
    void userMarks(DrawnRow &drawn, const Row &from) const
    {
        const double y = std::round((drawn.ground.y + drawn.ground.height / 2) - kUserMarkHeight / 2);
        const double x = drawn.ground.right() - kUserMarkGap - kUserMarkWidth;
        const double edge = m_geometry.lanes.back(); // a narrow diagram has no room for them
        if (from.isBookmarked && x > edge)
            drawn.bookmark = {x, y, kUserMarkWidth, kUserMarkHeight};
        if (from.hasNote && x - kUserMarkWidth - kUserMarkGap > edge)
            drawn.note = {x - kUserMarkWidth - kUserMarkGap, y, kUserMarkWidth, kUserMarkHeight};
    }

    void time(DrawnRow &drawn, const Row &from) const
    {
        Box box = drawn.ground;
        box.setRight(m_geometry.timeRight);
        box.setLeft(4);
        std::string text = m_measure.elided(Face::Mono, timeText(from.time), box.width, true);
        drawn.texts.push_back({box, std::move(text), Token::Quiet, Face::Mono, true});
    }

    /// Mark, kind, finding, detail from the left; round trip and silence from the right; nothing meets.
    void label(DrawnRow &drawn, const Row &from, double left, double right) const
    {
        Box band{left, drawn.ground.y + 1, right - left, m_geometry.arrowOffset() - 3};
        if (band.width < kLeastText)
            return;
        roundTrip(drawn, from, band);
        silence(drawn, from, band);
        put(drawn, band, from.connection, Token::Quiet, Face::Mono);
        mark(drawn, band);
        const Token strong = isFlagged(from) ? inkOf(from) : Token::Text;
        const auto kindFace = isQuiet(from) ? Face::Plain : Face::Strong;
        put(drawn, band, from.text.kind, isQuiet(from) ? Token::Quiet : strong, kindFace);
        put(drawn, band, from.findingTitle, strong, Face::Plain);
        put(drawn, band, from.text.detail, Token::Quiet, Face::Plain);
        if (from.isOpen)
            put(drawn, band, "…", Token::Quiet, Face::Plain);
    }
    double kindWidth(const Row &from) const
    {
        const bool isMarked = from.severity != rules::Severity::None || from.style == Style::Failed;
        return m_measure.width(Face::Strong, from.text.kind) + (isMarked ? kMarkSide + kBetween : 0);
    }
    double naturalWidth(const Row &from) const
    {
        double width = kindWidth(from);
        if (!from.connection.empty())
            width += kBetween + m_measure.width(Face::Mono, from.connection);
        for (const std::string *part : {&from.findingTitle, &from.text.detail}) {
            if (!part->empty())
                width += kBetween + m_measure.width(Face::Plain, *part);
        }
        return width;
    }
    void roundTrip(DrawnRow &drawn, const Row &from, Box &band) const
    {
        if (!from.roundTrip)
            return;
        std::string text = "↩ " + durationText(*from.roundTrip);
        const double width = std::ceil(m_measure.width(Face::Mono, text)) + 2;
        if (band.width - width - 2 * kBetween < kindWidth(from))
            return;
        Box box = band;
        box.setLeft(band.right() - width);
        drawn.texts.push_back({box, std::move(text), Token::Quiet, Face::Mono, true});
        band.setRight(box.x - 2 * kBetween);
    }
    /// Centred over all lanes as long as the label leaves that free; else at the label's right end.
    void silence(DrawnRow &drawn, const Row &from, Box &band) const
    {
        if (!from.silenceBefore)
            return;
        std::string text = silenceWords(*from.silenceBefore);
        const double width = std::ceil(m_measure.width(Face::Small, text)) + 2 * kBetween;
        const double height =
            std::min(std::ceil(m_measure.height(Face::Small)) + 2, m_geometry.arrowOffset() - 4);
        if (band.width < width + kLeastText)
            return;
        const double middle = (m_geometry.lanes.front() + m_geometry.lanes.back() - width) / 2;
        const bool isFree =
            band.x + naturalWidth(from) + 2 * kBetween <= middle && middle + width <= band.right();
        const double left = isFree ? std::round(middle) : band.right() - width;
        drawn.silence = {left, drawn.ground.y + 0.5, width, height};
        drawn.silenceText = std::move(text);
        band.setRight(left - kBetween);
    }
    std::string silenceWords(hop::Nanoseconds duration) const
    {
        const char *pattern = HOP101_TEXT("timeline", "%1 of silence");
        std::string words = m_translate ? m_translate("timeline", pattern) : pattern;
        if (const auto at = words.find("%1"); at != std::string::npos)
            words.replace(at, 2, durationText(duration));
        return words;
    }
    void mark(DrawnRow &drawn, Box &band) const
    {
        if (drawn.severity == rules::Severity::None || band.width < kMarkSide)
            return;
        const double side = std::min(kMarkSide, band.height);
        drawn.mark = {band.x, std::round(band.y + band.height / 2 - side / 2), side, side};
        band.setLeft(drawn.mark.right() + kBetween - 2);
    }
    void put(DrawnRow &drawn, Box &band, const std::string &words, Token ink, Face face) const
    {
        if (words.empty())
            return;
        if (band.width < kLeastText) {
            drawn.isElided = true;
            return;
        }
        std::string fitting = m_measure.elided(face, words, band.width, false);
        const bool isCut = fitting != words;
        drawn.isElided = drawn.isElided || isCut || fitting.ends_with("…");
        const double width = std::min(std::ceil(m_measure.width(face, fitting)) + 1, band.width);
        drawn.texts.push_back(
            {{band.x, band.y, width, band.height}, std::move(fitting), ink, face, false, isCut});
        band.setLeft(band.x + width + kBetween);
    }

    double contentBottom() const
    {
        const bool hasEnd = m_layout.firstRow + m_layout.rows.size() >= m_layout.rowCount;
        const double end = m_layout.rows.empty() ? 0 : top(m_layout.rows.size());
        return hasEnd ? std::min(end, m_geometry.height) : m_geometry.height;
    }

    /// From the switch to the last row before a hop leaves the protocol; beyond the edges where neither is
    /// here. Connections that share lanes share the bar: it ends with the last of them.
    void bars()
    {
        struct Run
        {
            int switchedHops = 0;
            double from = 0;
            double to = 0;
        };
        std::map<std::pair<int, int>, Run> runs; // by the lanes of the hop
        std::map<base::HopId, bool> switched;
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
            const Row &row = m_layout.rows[i];
            const std::pair<int, int> lanes(row.left, row.right);
            const auto [hop, isFirstOfHop] = switched.try_emplace(row.hop, false);
            Run &run = runs[lanes];
            if (row.isSwitched && !hop->second) {
                const bool beganBefore = isFirstOfHop && !row.isSeam && m_layout.firstRow + i > 0;
                const double from = beganBefore ? -m_geometry.height : arrowY(i);
                run.from = run.switchedHops > 0 ? std::min(run.from, from) : from;
                ++run.switchedHops;
            }
            if (!row.isSwitched && hop->second && --run.switchedHops == 0)
                bar(lanes, run.from, run.to);
            hop->second = row.isSwitched;
            if (row.isSwitched || run.switchedHops == 0)
                run.to = arrowY(i);
        }
        for (const auto &[lanes, run] : runs) {
            if (run.switchedHops > 0)
                bar(lanes, run.from, std::max(contentBottom() - kBarOverlap, run.to));
        }
    }
    void bar(const std::pair<int, int> &lanes, double from, double to)
    {
        const double height = to - from + 2 * kBarOverlap;
        for (const int lane : {lanes.first, lanes.second})
            m_drawing.bars.push_back({laneX(lane) - kBarWidth / 2, from - kBarOverlap, kBarWidth, height});
    }

    /// One for each stream: those of several connections stand side by side.
    void brackets()
    {
        std::map<std::pair<base::HopId, bool>, DrawnBracket> open;
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
            const Row &row = m_layout.rows[i];
            if (row.bracket == Bracket::None)
                continue;
            const std::pair<base::HopId, bool> stream(row.hop, row.fromLeft);
            if (row.bracket == Bracket::First || open.count(stream) == 0)
                open[stream] = startOf(row, i, placeBeside(open, stream));
            DrawnBracket &bracket = open[stream];
            bracket.bottom = arrowY(i);
            bracket.hasLast = row.bracket == Bracket::Last;
            if (bracket.hasLast) {
                m_drawing.brackets.push_back(bracket);
                open.erase(stream);
            }
        }
        for (auto &[stream, bracket] : open) {
            bracket.bottom = contentBottom();
            m_drawing.brackets.push_back(bracket);
        }
    }
    /// How many steps to the outside, so that it meets no other that is open on its side.
    int placeBeside(const std::map<std::pair<base::HopId, bool>, DrawnBracket> &open,
                    const std::pair<base::HopId, bool> &stream) const
    {
        const auto others = std::count_if(open.begin(), open.end(), [&stream](const auto &each) {
            return each.first.second == stream.second && each.first.first != stream.first;
        });
        return static_cast<int>(std::min<std::ptrdiff_t>(others, kMostBracketPlaces - 1));
    }
    DrawnBracket startOf(const Row &row, std::size_t index, int place) const
    {
        DrawnBracket bracket;
        const double gap = kBracketGap + place * kBracketStep;
        bracket.isToTheRight = !row.fromLeft;
        bracket.x = row.fromLeft ? m_geometry.lanes.front() - gap : m_geometry.lanes.back() + gap;
        bracket.hasFirst = row.bracket == Bracket::First;
        bracket.top = bracket.hasFirst ? std::floor(top(index) + m_geometry.arrowOffset() / 2) + 0.5
                                       : std::min(top(index), 0.0);
        return bracket;
    }

    const SequenceLayout &m_layout;
    const Geometry &m_geometry;
    const TextMeasure &m_measure;
    Translate m_translate;
    Drawing m_drawing;
};

} // namespace

Drawing Drawing::build(const SequenceLayout &layout, const Geometry &geometry, const TextMeasure &measure,
                       Translate translate)
{
    return Builder(layout, geometry, measure, translate).drawing();
}

} // namespace hop101::diagram
