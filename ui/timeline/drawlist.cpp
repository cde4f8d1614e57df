// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/drawlist.h"

#include "ui/text/text.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace hop101::ui {

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

Token inkOf(const diagram::Row &row)
{
    if (row.severity == rules::Severity::Error || row.style == diagram::Style::Failed)
        return Token::Broken;
    if (row.severity == rules::Severity::Warning)
        return Token::Warning;
    switch (row.style) {
    case diagram::Style::Switch:
        return Token::Seam;
    case diagram::Style::Binary:
        return Token::Binary;
    case diagram::Style::Control:
    case diagram::Style::Transport:
        return Token::Control;
    case diagram::Style::Head:
    case diagram::Style::Text:
    case diagram::Style::Raw:
    case diagram::Style::Failed:
        break;
    }
    return row.fromLeft ? Token::FromLeft : Token::FromRight;
}

bool isFlagged(const diagram::Row &row)
{
    return row.severity >= rules::Severity::Warning || row.style == diagram::Style::Failed;
}

bool isQuiet(const diagram::Row &row)
{
    return !isFlagged(row)
        && (row.style == diagram::Style::Control || row.style == diagram::Style::Transport);
}

/// The switch itself, which no bytes carry; the 101 before it is an arrow like others.
bool isTheSwitch(const diagram::Row &row)
{
    return row.isSeam && row.isSwitched;
}

DrawnRow::Stroke strokeOf(const diagram::Row &row)
{
    if (row.isSeam)
        return isTheSwitch(row) ? DrawnRow::Stroke::Double : DrawnRow::Stroke::Thick;
    const bool isDashed = row.style == diagram::Style::Control || row.style == diagram::Style::Transport
        || row.style == diagram::Style::Failed;
    return isDashed ? DrawnRow::Stroke::Dashed : DrawnRow::Stroke::Full;
}

DrawnRow::Head headOf(const diagram::Row &row)
{
    if (isTheSwitch(row) || row.style == diagram::Style::Failed)
        return DrawnRow::Head::None;
    return row.isOpen ? DrawnRow::Head::Hollow : DrawnRow::Head::Filled;
}

class Builder
{
public:
    Builder(const diagram::SequenceLayout &layout, const SequenceGeometry &geometry,
            const SequenceFonts &fonts)
        : m_layout(layout), m_geometry(geometry), m_plain(fonts.plain), m_strong(fonts.strong),
          m_mono(fonts.mono), m_small(fonts.small)
    { }

    DrawList list()
    {
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i)
            m_list.rows.push_back(row(m_layout.rows[i], i));
        for (const double x : m_geometry.lanes)
            m_list.lifelines.push_back(QLineF(x, 0, x, contentBottom()));
        bars();
        brackets();
        return std::move(m_list);
    }

private:
    double laneX(int lane) const
    {
        const int last = int(m_geometry.lanes.size()) - 1;
        return m_geometry.lanes[std::size_t(std::clamp(lane, 0, last))];
    }
    double top(std::size_t index) const { return m_geometry.rowTop(m_layout.firstRow + index); }
    double arrowY(std::size_t index) const { return top(index) + m_geometry.arrowOffset(); }

    DrawnRow row(const diagram::Row &from, std::size_t index) const
    {
        DrawnRow drawn;
        const double left = laneX(from.left);
        const double right = laneX(from.right);
        const double y = arrowY(index);
        drawn.event = from.event;
        drawn.hop = from.hop;
        drawn.ground = {0, top(index), m_geometry.size.width(), double(m_geometry.rowHeight)};
        if (from.isSeam)
            drawn.seam = {left - kArrowGap, top(index), right - left + 2 * kArrowGap,
                          double(m_geometry.rowHeight)};
        drawn.arrow = from.fromLeft ? QLineF(left + kArrowGap, y, right - kArrowGap, y)
                                    : QLineF(right - kArrowGap, y, left + kArrowGap, y);
        drawn.ink = inkOf(from);
        drawn.stroke = strokeOf(from);
        drawn.head = headOf(from);
        drawn.severity = from.style == diagram::Style::Failed ? rules::Severity::Error : from.severity;
        userMarks(drawn, from);
        time(drawn, from);
        label(drawn, from, left + kLabelGap, right - kLabelGap);
        return drawn;
    }

    /// At the right edge, where no arrow comes: the bookmark outermost.
    void userMarks(DrawnRow &drawn, const diagram::Row &from) const
    {
        const double y = std::round(drawn.ground.center().y() - kUserMarkHeight / 2);
        const double x = drawn.ground.right() - kUserMarkGap - kUserMarkWidth;
        const double edge = m_geometry.lanes.back(); // a narrow diagram has no room for them
        if (from.isBookmarked && x > edge)
            drawn.bookmark = {x, y, kUserMarkWidth, kUserMarkHeight};
        if (from.hasNote && x - kUserMarkWidth - kUserMarkGap > edge)
            drawn.note = {x - kUserMarkWidth - kUserMarkGap, y, kUserMarkWidth, kUserMarkHeight};
    }

    void time(DrawnRow &drawn, const diagram::Row &from) const
    {
        QRectF rect = drawn.ground;
        rect.setRight(m_geometry.timeRight);
        rect.setLeft(4);
        const QString text = fromUtf8(diagram::timeText(from.time));
        drawn.texts.push_back({rect, m_mono.elidedText(text, Qt::ElideLeft, rect.width()), Token::Quiet,
                               DrawnText::Face::Mono, true});
    }

    /// Mark, kind, finding, detail from the left; round trip and silence from the right; nothing meets.
    void label(DrawnRow &drawn, const diagram::Row &from, double left, double right) const
    {
        QRectF band(left, drawn.ground.top() + 1, right - left, m_geometry.arrowOffset() - 3);
        if (band.width() < kLeastText)
            return;
        roundTrip(drawn, from, band);
        silence(drawn, from, band);
        put(drawn, band, from.connection, Token::Quiet, DrawnText::Face::Mono);
        mark(drawn, band);
        const Token strong = isFlagged(from) ? inkOf(from) : Token::Text;
        const auto kindFace = isQuiet(from) ? DrawnText::Face::Plain : DrawnText::Face::Strong;
        put(drawn, band, from.text.kind, isQuiet(from) ? Token::Quiet : strong, kindFace);
        put(drawn, band, from.findingTitle, strong, DrawnText::Face::Plain);
        put(drawn, band, from.text.detail, Token::Quiet, DrawnText::Face::Plain);
        if (from.isOpen)
            put(drawn, band, "…", Token::Quiet, DrawnText::Face::Plain);
    }
    double kindWidth(const diagram::Row &from) const
    {
        const bool isMarked = from.severity != rules::Severity::None || from.style == diagram::Style::Failed;
        return m_strong.horizontalAdvance(fromUtf8(from.text.kind)) + (isMarked ? kMarkSide + kBetween : 0);
    }
    double naturalWidth(const diagram::Row &from) const
    {
        double width = kindWidth(from);
        if (!from.connection.empty())
            width += kBetween + m_mono.horizontalAdvance(fromUtf8(from.connection));
        for (const std::string &part : {from.findingTitle, from.text.detail}) {
            if (!part.empty())
                width += kBetween + m_plain.horizontalAdvance(fromUtf8(part));
        }
        return width;
    }
    void roundTrip(DrawnRow &drawn, const diagram::Row &from, QRectF &band) const
    {
        if (!from.roundTrip)
            return;
        const QString text = QStringLiteral("↩ ") + fromUtf8(diagram::durationText(*from.roundTrip));
        const double width = std::ceil(m_mono.horizontalAdvance(text)) + 2;
        if (band.width() - width - 2 * kBetween < kindWidth(from))
            return;
        QRectF rect = band;
        rect.setLeft(band.right() - width);
        drawn.texts.push_back({rect, text, Token::Quiet, DrawnText::Face::Mono, true});
        band.setRight(rect.left() - 2 * kBetween);
    }
    /// Centred over all lanes as long as the label leaves that free; else at the label's right end.
    void silence(DrawnRow &drawn, const diagram::Row &from, QRectF &band) const
    {
        if (!from.silenceBefore)
            return;
        const QString text = QCoreApplication::translate("timeline", "%1 of silence")
                                 .arg(fromUtf8(diagram::durationText(*from.silenceBefore)));
        const double width = std::ceil(m_small.horizontalAdvance(text)) + 2 * kBetween;
        const double height = std::min(std::ceil(m_small.height()) + 2, m_geometry.arrowOffset() - 4);
        if (band.width() < width + kLeastText)
            return;
        const double middle = (m_geometry.lanes.front() + m_geometry.lanes.back() - width) / 2;
        const bool isFree =
            band.left() + naturalWidth(from) + 2 * kBetween <= middle && middle + width <= band.right();
        const double left = isFree ? std::round(middle) : band.right() - width;
        drawn.silence = {left, drawn.ground.top() + 0.5, width, height};
        drawn.silenceText = text;
        band.setRight(left - kBetween);
    }
    void mark(DrawnRow &drawn, QRectF &band) const
    {
        if (drawn.severity == rules::Severity::None || band.width() < kMarkSide)
            return;
        const double side = std::min(kMarkSide, band.height());
        drawn.mark = {band.left(), std::round(band.center().y() - side / 2), side, side};
        band.setLeft(drawn.mark.right() + kBetween - 2);
    }
    void put(DrawnRow &drawn, QRectF &band, const std::string &words, Token ink, DrawnText::Face face) const
    {
        if (words.empty())
            return;
        if (band.width() < kLeastText) {
            drawn.isElided = true;
            return;
        }
        const QString text = fromUtf8(words);
        const QFontMetricsF &metrics = face == DrawnText::Face::Strong ? m_strong
            : face == DrawnText::Face::Mono                            ? m_mono
                                                                       : m_plain;
        const QString fitting = metrics.elidedText(text, Qt::ElideRight, band.width());
        drawn.isElided = drawn.isElided || fitting != text || text.endsWith(QChar(0x2026));
        const double width = std::min(std::ceil(metrics.horizontalAdvance(fitting)) + 1, band.width());
        const QRectF rect(band.left(), band.top(), width, band.height());
        drawn.texts.push_back({rect, fitting, ink, face, false});
        band.setLeft(band.left() + width + kBetween);
    }

    double contentBottom() const
    {
        const bool hasEnd = m_layout.firstRow + m_layout.rows.size() >= m_layout.rowCount;
        const double end = m_layout.rows.empty() ? 0 : top(m_layout.rows.size());
        return hasEnd ? std::min(end, m_geometry.size.height()) : m_geometry.size.height();
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
            const diagram::Row &row = m_layout.rows[i];
            const std::pair<int, int> lanes(row.left, row.right);
            const auto [hop, isFirstOfHop] = switched.try_emplace(row.hop, false);
            Run &run = runs[lanes];
            if (row.isSwitched && !hop->second) {
                const bool beganBefore = isFirstOfHop && !row.isSeam && m_layout.firstRow + i > 0;
                const double from = beganBefore ? -m_geometry.size.height() : arrowY(i);
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
            m_list.bars.push_back({laneX(lane) - kBarWidth / 2, from - kBarOverlap, kBarWidth, height});
    }

    /// One for each stream: those of several connections stand side by side.
    void brackets()
    {
        std::map<std::pair<base::HopId, bool>, DrawnBracket> open;
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
            const diagram::Row &row = m_layout.rows[i];
            if (row.bracket == diagram::Bracket::None)
                continue;
            const std::pair<base::HopId, bool> stream(row.hop, row.fromLeft);
            if (row.bracket == diagram::Bracket::First || open.count(stream) == 0)
                open[stream] = startOf(row, i, placeBeside(open, stream));
            DrawnBracket &bracket = open[stream];
            bracket.bottom = arrowY(i);
            bracket.hasLast = row.bracket == diagram::Bracket::Last;
            if (bracket.hasLast) {
                m_list.brackets.push_back(bracket);
                open.erase(stream);
            }
        }
        for (auto &[stream, bracket] : open) {
            bracket.bottom = contentBottom();
            m_list.brackets.push_back(bracket);
        }
    }
    /// How many steps to the outside, so that it meets no other that is open on its side.
    int placeBeside(const std::map<std::pair<base::HopId, bool>, DrawnBracket> &open,
                    const std::pair<base::HopId, bool> &stream) const
    {
        const auto others = std::count_if(open.begin(), open.end(), [&stream](const auto &each) {
            return each.first.second == stream.second && each.first.first != stream.first;
        });
        return int(std::min<std::ptrdiff_t>(others, kMostBracketPlaces - 1));
    }
    DrawnBracket startOf(const diagram::Row &row, std::size_t index, int place) const
    {
        DrawnBracket bracket;
        const double gap = kBracketGap + place * kBracketStep;
        bracket.isToTheRight = !row.fromLeft;
        bracket.x = row.fromLeft ? m_geometry.lanes.front() - gap : m_geometry.lanes.back() + gap;
        bracket.hasFirst = row.bracket == diagram::Bracket::First;
        bracket.top = bracket.hasFirst ? std::floor(top(index) + m_geometry.arrowOffset() / 2) + 0.5
                                       : std::min(top(index), 0.0);
        return bracket;
    }

    const diagram::SequenceLayout &m_layout;
    const SequenceGeometry &m_geometry;
    QFontMetricsF m_plain, m_strong, m_mono, m_small;
    DrawList m_list;
};

} // namespace

SequenceFonts SequenceFonts::present(Density density)
{
    const int delta = density == Density::Compact ? -1 : 0;
    return {uiFont(delta), uiFont(delta, QFont::DemiBold), monoFont(delta), uiFont(delta - 1)};
}

DrawList DrawList::build(const diagram::SequenceLayout &layout, const SequenceGeometry &geometry,
                         const SequenceFonts &fonts)
{
    return Builder(layout, geometry, fonts).list();
}

const DrawnRow *DrawList::rowAt(QPointF point) const
{
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [point](const DrawnRow &row) { return row.ground.contains(point); });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace hop101::ui
