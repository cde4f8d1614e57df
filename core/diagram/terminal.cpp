// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/terminal.h"

#include "core/diagram/textwidth.h"
#include "core/diagram/visibletext.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace hop101::diagram {

namespace {

constexpr int kMinWidth = 60;
constexpr int kMaxWidth = 1000;
constexpr int kLabelIndent = 4; // lifeline, arrow head, one stroke, a space
constexpr int kRightMargin = 4; // the bracket

enum class Ink : std::uint8_t { Plain, Quiet, Line, Left, Right, Binary, Seam, Warning, Broken };

const char *ansi(Ink ink, bool isBold)
{
    switch (ink) {
    case Ink::Plain:
        return isBold ? "\x1b[0;1m" : "\x1b[0m";
    case Ink::Quiet:
        return "\x1b[0;2m";
    case Ink::Line:
        return "\x1b[0;90m";
    case Ink::Left:
        return isBold ? "\x1b[0;1;34m" : "\x1b[0;34m";
    case Ink::Right:
        return isBold ? "\x1b[0;1;36m" : "\x1b[0;36m";
    case Ink::Binary:
        return isBold ? "\x1b[0;1;35m" : "\x1b[0;35m";
    case Ink::Seam:
        return isBold ? "\x1b[0;1;32m" : "\x1b[0;32m";
    case Ink::Warning:
        return isBold ? "\x1b[0;1;33m" : "\x1b[0;33m";
    case Ink::Broken:
        return isBold ? "\x1b[0;1;31m" : "\x1b[0;31m";
    }
    return "\x1b[0m";
}

/// The strokes of a diagram, drawn or in ASCII.
struct Strokes
{
    const char *life, *bar, *full, *seam, *dashed, *toRight, *toLeft;
    const char *bracketFirst, *bracketMiddle, *bracketLast, *silence;
    const char *error, *warning, *note, *trip, *ellipsis, *seamLeft, *seamRight;
};
constexpr Strokes kDrawn = {"│", "║", "─", "═", "╌", "▶", "◀", "┐", "│",
                            "┘", "┈", "✗", "!", "i", "↩", "…", "╠", "╣"};
constexpr Strokes kAscii = {"|", "#", "-", "=", ".", ">",  "<",   "\\", "|",
                            "/", ".", "x", "!", "i", "rt", "...", "#",  "#"};

/// One line of the picture: a cell a column, so that nothing can push anything out of its place.
class Line
{
public:
    explicit Line(int width) : m_cells(static_cast<std::size_t>(width)) { }

    void put(int column, std::string_view glyph, Ink ink, bool isBold = false)
    {
        if (column >= 0 && column < int(m_cells.size()))
            cell(column) = {std::string(glyph), ink, isBold};
    }
    void fill(int first, int last, std::string_view glyph, Ink ink)
    {
        for (int column = first; column <= last; ++column)
            put(column, glyph, ink);
    }
    /// Writes from `column` on and returns the column after; a wide character takes two cells, a mark none.
    int write(int column, std::string_view text, Ink ink, bool isBold = false)
    {
        while (!text.empty()) {
            const char32_t c = takeCodePoint(text);
            const int columns = columnsOf(c);
            std::string glyph;
            appendUtf8(glyph, c);
            if (columns == 0 && column > 0 && column <= int(m_cells.size())) {
                cell(column - 1).glyph += glyph;
                continue;
            }
            if (column + columns > int(m_cells.size()))
                break;
            put(column, glyph, ink, isBold);
            if (columns == 2)
                put(column + 1, "", ink, isBold);
            column += columns;
        }
        return column;
    }

    std::string text(bool isColoured) const
    {
        std::size_t end = m_cells.size();
        while (end > 0 && m_cells[end - 1].glyph == " ")
            --end;
        std::string out;
        std::string_view ink = ansi(Ink::Plain, false);
        for (std::size_t i = 0; i < end; ++i) {
            const std::string_view wanted = ansi(m_cells[i].ink, m_cells[i].isBold);
            if (isColoured && wanted != ink && m_cells[i].glyph != " ") {
                out += wanted;
                ink = wanted;
            }
            out += m_cells[i].glyph;
        }
        if (isColoured && ink != ansi(Ink::Plain, false))
            out += ansi(Ink::Plain, false);
        return out + '\n';
    }

private:
    struct Cell
    {
        std::string glyph = " ";
        Ink ink = Ink::Plain;
        bool isBold = false;
    };
    Cell &cell(int column) { return m_cells[static_cast<std::size_t>(column)]; }

    std::vector<Cell> m_cells;
};

/// Everything of the layout in ASCII: what has no letter becomes '?'.
std::string asciiOf(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const char32_t c = takeCodePoint(text);
        if (c < 0x80)
            out += static_cast<char>(c);
        else if (c == 0x2026)
            out += "...";
        else if (c == 0xB7)
            out += '-';
        else if (c == 0x2009)
            out += ' ';
        else if (c == 0x201C || c == 0x201D)
            out += '"';
        else if (c == 0x2192)
            out += "->";
        else
            out += '?';
    }
    return out;
}

class Renderer
{
public:
    Renderer(const SequenceLayout &layout, const TerminalOptions &options)
        : m_layout(layout), m_options(options), m_strokes(options.ascii ? kAscii : kDrawn),
          m_width(std::clamp(options.width, kMinWidth, kMaxWidth))
    {
        m_timeColumns = 10;
        for (const Row &row : layout.rows)
            m_timeColumns = std::max(m_timeColumns, columnsOf(timeText(row.time)));
        m_timeColumns = std::min(m_timeColumns, m_width / 3);
    }

    std::string text()
    {
        m_bars.assign(m_layout.lanes.size(), false);
        std::string out = heads();
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
            const Row &row = m_layout.rows[i];
            if (row.silenceBefore)
                out += silence(*row.silenceBefore);
            out += line(row);
        }
        return out;
    }

private:
    std::string plain(std::string_view text) const
    {
        return m_options.ascii ? asciiOf(text) : std::string(text);
    }
    std::string fitting(std::string_view text, int columns) const
    {
        return elidedTo(plain(text), columns, m_strokes.ellipsis);
    }

    /// The column of a lifeline.
    int at(int lane) const
    {
        const int last = int(m_layout.lanes.size()) - 1;
        const int first = m_timeColumns + 4;
        const int end = m_width - 1 - kRightMargin;
        return first + (end - first) * std::clamp(lane, 0, last) / std::max(last, 1);
    }

    std::string heads() const
    {
        Line names(m_width);
        Line addresses(m_width);
        addresses.write(m_timeColumns - 2, "ms", Ink::Quiet);
        int freeFrom = 0;
        int addressFreeFrom = m_timeColumns + 1;
        for (std::size_t i = 0; i < m_layout.lanes.size(); ++i) {
            const Lane &lane = m_layout.lanes[i];
            freeFrom = head(names, lane.name, int(i), freeFrom, Ink::Plain);
            addressFreeFrom = head(addresses, lane.address, int(i), addressFreeFrom, Ink::Quiet);
        }
        return names.text(m_options.colour) + addresses.text(m_options.colour);
    }
    /// Centred over its lifeline, kept off its neighbours and the edge.
    int head(Line &line, const std::string &name, int lane, int freeFrom, Ink ink) const
    {
        const bool isLast = lane + 1 == int(m_layout.lanes.size());
        const int limit = isLast ? m_width : (at(lane) + at(lane + 1)) / 2;
        const std::string visible = visibleText(base::asBytes(name), kMaxDetail);
        const std::string label = fitting(visible, std::max(limit - freeFrom, 0));
        const int columns = columnsOf(label);
        const int start = std::clamp(at(lane) - columns / 2, freeFrom, std::max(limit - columns, freeFrom));
        return line.write(start, label, ink, ink == Ink::Plain) + 2;
    }

    void lifelines(Line &line) const
    {
        for (std::size_t i = 0; i < m_layout.lanes.size(); ++i)
            line.put(at(int(i)), m_bars[i] ? m_strokes.bar : m_strokes.life,
                     m_bars[i] ? Ink::Seam : Ink::Line);
    }

    std::string silence(hop::Nanoseconds duration) const
    {
        Line line(m_width);
        lifelines(line);
        const std::string label = ' ' + fitting(durationText(duration) + " of silence", m_width / 3) + ' ';
        const int first = at(0);
        const int last = at(int(m_layout.lanes.size()) - 1);
        for (int column = m_timeColumns + 1; column < m_width - 1; column += 2)
            line.put(column, m_strokes.silence, Ink::Line);
        lifelines(line);
        line.write((first + last - columnsOf(label)) / 2, label, Ink::Quiet);
        return line.text(m_options.colour);
    }

    static Ink inkOf(const Row &row)
    {
        if (row.severity == rules::Severity::Error || row.style == Style::Failed)
            return Ink::Broken;
        if (row.severity == rules::Severity::Warning)
            return Ink::Warning;
        switch (row.style) {
        case Style::Switch:
            return Ink::Seam;
        case Style::Binary:
            return Ink::Binary;
        case Style::Control:
        case Style::Transport:
            return Ink::Line;
        case Style::Head:
        case Style::Text:
        case Style::Raw:
        case Style::Failed:
            break;
        }
        return row.fromLeft ? Ink::Left : Ink::Right;
    }
    const char *strokeOf(const Row &row) const
    {
        if (row.isSeam)
            return m_strokes.seam;
        const bool isDashed =
            row.style == Style::Control || row.style == Style::Transport || row.style == Style::Failed;
        return isDashed ? m_strokes.dashed : m_strokes.full;
    }
    const char *markOf(const Row &row) const
    {
        switch (row.severity) {
        case rules::Severity::Error:
            return m_strokes.error;
        case rules::Severity::Warning:
            return m_strokes.warning;
        case rules::Severity::Note:
            return m_strokes.note;
        case rules::Severity::None:
            break;
        }
        return row.style == Style::Failed ? m_strokes.error : "";
    }

    std::string line(const Row &row)
    {
        Line line(m_width);
        const std::string time = fitting(timeText(row.time), m_timeColumns);
        line.write(m_timeColumns - columnsOf(time), time, Ink::Quiet);
        trackBars(row);
        lifelines(line);
        arrow(line, row);
        bracket(line, row);
        return line.text(m_options.colour);
    }
    void trackBars(const Row &row)
    {
        for (const int lane : {row.left, row.right})
            m_bars[static_cast<std::size_t>(std::clamp(lane, 0, int(m_bars.size()) - 1))] = row.isSwitched;
    }
    bool isSwitchItself(const Row &row) const { return row.isSeam && row.isSwitched; }

    void arrow(Line &line, const Row &row) const
    {
        const int from = at(row.left);
        const int to = at(row.right);
        const Ink ink = inkOf(row);
        line.fill(from + 1, to - 1, strokeOf(row), ink);
        if (isSwitchItself(row)) {
            line.put(from, m_strokes.seamLeft, ink);
            line.put(to, m_strokes.seamRight, ink);
        } else if (row.style == Style::Failed) {
            // nothing arrived: no head
        } else if (row.fromLeft) {
            line.put(to - 1, m_strokes.toRight, ink);
        } else {
            line.put(from + 1, m_strokes.toLeft, ink);
        }
        const int end = trip(line, row, to - 3);
        label(line, row, from + kLabelIndent, end - 1);
    }
    /// The round trip at the right end; returns the last column that is free for the label.
    int trip(Line &line, const Row &row, int last) const
    {
        if (!row.roundTrip)
            return last;
        const std::string label =
            ' ' + std::string(m_strokes.trip) + ' ' + plain(durationText(*row.roundTrip)) + ' ';
        const int columns = columnsOf(label);
        const int room = at(row.right) - at(row.left) - kLabelIndent;
        if (columns + columnsOf(row.text.kind) + 6 > room)
            return last;
        line.write(last - columns, label, Ink::Quiet);
        return last - columns - 1;
    }
    /// Mark, kind, finding and detail, as far as they fit before `last`.
    void label(Line &line, const Row &row, int first, int last) const
    {
        int column = first;
        const bool isFlagged = *markOf(row) != '\0';
        const Ink strong = isFlagged && row.severity != rules::Severity::Note ? inkOf(row) : Ink::Plain;
        const bool isQuiet = !isFlagged && (row.style == Style::Control || row.style == Style::Transport);
        const auto part = [&](std::string_view text, Ink ink, bool isBold) {
            if (text.empty() || last - column < 2)
                return;
            column = line.write(column, column < first ? " " : "  ", ink);
            column = line.write(column, fitting(text, last - column), ink, isBold);
        };
        --column; // the first part's space stands on the arrow's first stroke
        const std::string mark = isFlagged ? std::string(markOf(row)) + ' ' : std::string();
        part(row.connection, Ink::Quiet, false);
        part(mark + row.text.kind, isQuiet ? Ink::Quiet : strong, !isQuiet);
        part(row.findingTitle, strong, false);
        part(row.text.detail, Ink::Quiet, false);
        if (row.isOpen)
            part(m_strokes.ellipsis, Ink::Quiet, false);
        line.write(column, " ", Ink::Plain);
    }
    void bracket(Line &line, const Row &row)
    {
        const int column = at(int(m_layout.lanes.size()) - 1) + 2;
        if (row.bracket == Bracket::First)
            line.put(column, m_strokes.bracketFirst, Ink::Binary);
        else if (row.bracket == Bracket::Last)
            line.put(column, m_strokes.bracketLast, Ink::Binary);
        else if (row.bracket == Bracket::Middle || m_isInMessage)
            line.put(column, m_strokes.bracketMiddle, Ink::Binary);
        if (row.bracket != Bracket::None)
            m_isInMessage = row.bracket != Bracket::Last;
    }

    const SequenceLayout &m_layout;
    const TerminalOptions &m_options;
    const Strokes &m_strokes;
    int m_width;
    int m_timeColumns;
    std::vector<bool> m_bars;
    bool m_isInMessage = false;
};

} // namespace

std::string renderTerminal(const SequenceLayout &layout, const TerminalOptions &options)
{
    return Renderer(layout, options).text();
}

} // namespace hop101::diagram
