// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/svg.h"

#include "core/diagram/tablemeasure.h"
#include "core/diagram/visibletext.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace hop101::diagram {

namespace {

constexpr const char *kSans = "Inter, 'Segoe UI', 'SF Pro Text', -apple-system, Roboto, 'Noto Sans', "
                              "'Helvetica Neue', Arial, sans-serif";
constexpr const char *kMono =
    "'JetBrains Mono', 'SF Mono', Menlo, Consolas, 'Noto Sans Mono', 'DejaVu Sans Mono', "
    "monospace";
constexpr double kBaseline = 0.36; // of the size, from the middle of a line
constexpr double kHeadLength = 9;
constexpr double kHeadHalf = 4;
constexpr double kCap = 6; // of a bracket

/// Two decimals at most; no locale.
std::string number(double value)
{
    const auto hundredths = static_cast<std::int64_t>(std::llround(value * 100));
    const std::uint64_t size = static_cast<std::uint64_t>(hundredths < 0 ? -hundredths : hundredths);
    std::string text = (hundredths < 0 ? "-" : "") + std::to_string(size / 100);
    if (const std::uint64_t rest = size % 100; rest > 0) {
        text += rest < 10 ? ".0" : ".";
        text += std::to_string(rest % 10 == 0 ? rest / 10 : rest);
    }
    return text;
}

class SvgWriter
{
public:
    explicit SvgWriter(const Page &page) : m_page(page) { }

    std::string document(const std::string &title)
    {
        const std::string size = number(m_page.width);
        const std::string height = number(m_page.height);
        m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
            + size + "\" height=\"" + height + "\" viewBox=\"0 0 " + size + ' ' + height
            + "\" role=\"img\">\n<title>" + xmlText(title) + "</title>\n";
        box({0, 0, m_page.width, m_page.height}, color(Token::Pane));
        m_out += "<g font-family=\"" + std::string(kSans)
            + "\" font-size=\"13\" direction=\"ltr\" unicode-bidi=\"embed\" xml:space=\"preserve\" "
              "style=\"font-variant-ligatures:none\">\n"; // "-->" of a payload is three characters
        heading();
        body();
        m_out += "</g>\n</svg>\n";
        return std::move(m_out);
    }

private:
    std::string color(Token token) const { return hexOf(tokenRgb(token, m_page.isDark)); }
    std::string colorOn(Token ink, Token ground) const
    {
        return hexOf(tokenRgbOn(ink, ground, m_page.isDark));
    }
    std::string blend(Token over, Token under, double part) const
    {
        return hexOf(mixed(tokenRgb(under, m_page.isDark), tokenRgb(over, m_page.isDark), part));
    }

    void heading()
    {
        for (const DrawnText &text : m_page.heading)
            write(text, Token::Pane);
        const double band = m_page.bodyTop - m_page.lanesTop;
        box({0, m_page.lanesTop, m_page.width, band}, color(Token::Alternate));
        box({0, m_page.lanesTop, m_page.width, 1}, color(Token::Hairline));
        box({0, m_page.bodyTop - 1, m_page.width, 1}, color(Token::Hairline));
        m_out += "<g transform=\"translate(0 " + number(m_page.lanesTop) + ")\">\n";
        for (const DrawnText &text : m_page.laneHeads)
            write(text, Token::Alternate);
        m_out += "</g>\n";
    }

    void body()
    {
        const Drawing &drawing = m_page.drawing;
        // What goes on above or below the page is cut at its edge.
        m_out += "<clipPath id=\"hop101-rows\"><rect width=\"" + number(m_page.width) + "\" height=\""
            + number(m_page.height - m_page.bodyTop) + "\"/></clipPath>\n<g transform=\"translate(0 "
            + number(m_page.bodyTop) + ")\">\n<g clip-path=\"url(#hop101-rows)\">\n";
        for (const DrawnRow &row : drawing.rows) {
            if (!row.seam.isEmpty())
                box(row.seam, color(Token::SeamGround));
        }
        for (const Line &each : drawing.lifelines)
            line(each, color(Token::Hairline), 2);
        for (const Box &bar : drawing.bars)
            box(bar, blend(Token::Seam, Token::Pane, 0.68), bar.width / 2);
        for (const DrawnBracket &each : drawing.brackets)
            bracket(each);
        m_out += "</g>\n";
        for (const DrawnRow &each : drawing.rows)
            row(each);
        m_out += "</g>\n";
    }

    void row(const DrawnRow &row)
    {
        const Token ground = row.seam.isEmpty() ? Token::Pane : Token::SeamGround;
        m_out += "<g>";
        arrow(row, ground);
        silence(row);
        mark(row, ground);
        userMarks(row, ground);
        texts(row, ground);
        m_out += "</g>\n";
    }

    /// What follows another on the label flows after it, so that nothing meets whatever the reader's fonts
    /// are.
    void texts(const DrawnRow &row, Token ground)
    {
        bool isOpen = false;
        double end = 0;
        for (const DrawnText &text : row.texts) {
            const bool follows = isOpen && !text.isRightAligned && std::abs(text.box.x - end - 8) < 0.5;
            if (isOpen && !follows)
                m_out += "</text>";
            if (text.isRightAligned) {
                write(text, ground);
                isOpen = false;
                continue;
            }
            if (!follows)
                m_out += "<text" + at(text.box.x, text.box, text.face) + '>';
            m_out += "<tspan" + (follows ? std::string(" dx=\"8\"") : std::string()) + face(text, ground)
                + '>' + xmlText(text.text) + "</tspan>";
            isOpen = true;
            end = text.box.right();
        }
        if (isOpen)
            m_out += "</text>";
    }
    void write(const DrawnText &text, Token ground)
    {
        const double x = text.isRightAligned ? text.box.right() : text.box.x;
        m_out += "<text" + at(x, text.box, text.face) + (text.isRightAligned ? " text-anchor=\"end\"" : "")
            + face(text, ground) + '>' + xmlText(text.text) + "</text>\n";
    }
    static std::string at(double x, const Box &box, Face face)
    {
        const double y = box.y + box.height / 2 + kBaseline * TableMeasure::sizeOf(face);
        return " x=\"" + number(x) + "\" y=\"" + number(y) + '"';
    }
    std::string face(const DrawnText &text, Token ground) const
    {
        std::string out = " fill=\"" + colorOn(text.ink, ground) + '"';
        if (text.face == Face::Strong)
            out += " font-weight=\"600\"";
        if (text.face == Face::Small)
            out += " font-size=\"12\"";
        if (text.face == Face::Mono)
            out += " font-family=\"" + std::string(kMono)
                + "\" font-size=\"12\" font-variant-ligatures=\"none\"";
        if (text.isCut)
            out += " textLength=\"" + number(text.box.width - 1) + "\" lengthAdjust=\"spacingAndGlyphs\"";
        return out;
    }

    void box(const Box &box, const std::string &fill, double radius = 0)
    {
        m_out += "<rect x=\"" + number(box.x) + "\" y=\"" + number(box.y) + "\" width=\"" + number(box.width)
            + "\" height=\"" + number(box.height) + "\""
            + (radius > 0 ? " rx=\"" + number(radius) + '"' : std::string()) + " fill=\"" + fill + "\"/>\n";
    }
    void line(const Line &line, const std::string &ink, double width, bool isDashed = false)
    {
        m_out += "<path d=\"M" + number(line.x1) + ' ' + number(line.y1) + 'L' + number(line.x2) + ' '
            + number(line.y2) + "\" stroke=\"" + ink + "\" stroke-width=\"" + number(width) + '"'
            + (isDashed ? " stroke-dasharray=\"3 3\"" : "") + "/>";
    }

    void arrow(const DrawnRow &row, Token ground)
    {
        const std::string ink = color(row.ink);
        const double towards = row.arrow.x2 < row.arrow.x1 ? -1 : 1;
        Line shaft = row.arrow;
        if (row.head != DrawnRow::Head::None)
            shaft.x2 -= towards * (kHeadLength - 1);
        switch (row.stroke) {
        case DrawnRow::Stroke::Full:
            line(shaft, ink, 1.6);
            break;
        case DrawnRow::Stroke::Dashed:
            line(shaft, ink, 1.4, true);
            break;
        case DrawnRow::Stroke::Thick:
            line(shaft, ink, 2.6);
            break;
        case DrawnRow::Stroke::Double:
            line({shaft.x1, shaft.y1 - 1.5, shaft.x2, shaft.y2 - 1.5}, ink, 1.4);
            line({shaft.x1, shaft.y1 + 1.5, shaft.x2, shaft.y2 + 1.5}, ink, 1.4);
            break;
        }
        if (row.head != DrawnRow::Head::None)
            head(row, ink, towards, ground);
    }
    void head(const DrawnRow &row, const std::string &ink, double towards, Token ground)
    {
        const double back = row.arrow.x2 - towards * kHeadLength;
        m_out += "<path d=\"M" + number(row.arrow.x2) + ' ' + number(row.arrow.y2) + 'L' + number(back) + ' '
            + number(row.arrow.y2 - kHeadHalf) + 'V' + number(row.arrow.y2 + kHeadHalf) + "Z\"";
        if (row.head == DrawnRow::Head::Hollow)
            m_out += " stroke=\"" + ink + "\" stroke-width=\"1.2\" fill=\"" + color(ground) + "\"/>";
        else
            m_out += " fill=\"" + ink + "\"/>";
    }

    void silence(const DrawnRow &row)
    {
        if (row.silence.isEmpty())
            return;
        const double y = row.ground.y + 0.5;
        line({row.texts.front().box.right() + 12, y, row.ground.right(), y},
             blend(Token::Control, Token::Pane, 0.45), 1, true);
        const Box &pill = row.silence;
        m_out += "<rect x=\"" + number(pill.x + 0.5) + "\" y=\"" + number(pill.y + 0.5) + "\" width=\""
            + number(pill.width - 1) + "\" height=\"" + number(pill.height - 1) + "\" rx=\""
            + number((pill.height - 1) / 2) + "\" fill=\"" + color(Token::Alternate) + "\" stroke=\""
            + color(Token::Hairline) + "\"/><text" + at(pill.x + pill.width / 2, pill, Face::Small)
            + " text-anchor=\"middle\" font-size=\"12\" fill=\"" + colorOn(Token::Quiet, Token::Alternate)
            + "\">" + xmlText(row.silenceText) + "</text>";
    }

    /// A disc for errors, a triangle for warnings, a ring for notes: told apart without colour.
    void mark(const DrawnRow &row, Token ground)
    {
        if (row.mark.isEmpty())
            return;
        const bool isError = row.severity == rules::Severity::Error;
        const bool isWarning = row.severity == rules::Severity::Warning;
        const Token token = isError ? Token::Broken : isWarning ? Token::Warning : Token::Quiet;
        const std::string ink = colorOn(token, ground);
        const double x = row.mark.x + row.mark.width / 2;
        const double y = row.mark.y + row.mark.height / 2;
        const double half = (row.mark.height - 1) / 2;
        if (isWarning)
            m_out += "<path d=\"M" + number(x) + ' ' + number(y - half) + 'L' + number(x + half + 0.5) + ' '
                + number(y + half) + 'H' + number(x - half - 0.5) + "Z\" fill=\"" + ink + "\"/>";
        else
            m_out += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(half) + '"'
                + (isError ? " fill=\"" + ink + "\"/>"
                           : " fill=\"none\" stroke=\"" + ink + "\" stroke-width=\"1.3\"/>");
        sign(x, y, half * 2, isError || isWarning ? color(ground) : ink, !isError && !isWarning, isWarning);
    }
    /// "!" or "i" drawn, not written: a face would set it off its centre.
    void sign(double x, double y, double side, const std::string &ink, bool isNote, bool isLow)
    {
        const double unit = side / 13;
        const double middle = y + (isLow ? 1.5 * unit : 0);
        const double dot = (isNote ? -1 : 1) * 3.1 * unit;
        const double from = (isNote ? -0.6 : -3.6) * unit + (isLow ? 0.6 * unit : 0);
        box({x - 0.8 * unit, middle + from, 1.6 * unit, (isLow ? 4 : 4.6) * unit}, ink, 0.7 * unit);
        box({x - 0.9 * unit, middle + dot - 0.9 * unit, 1.8 * unit, 1.8 * unit}, ink, 0.9 * unit);
    }

    /// The user's: a ribbon for a bookmark, a sheet with lines for a note.
    void userMarks(const DrawnRow &row, Token ground)
    {
        const std::string ink = colorOn(Token::Accent, ground);
        if (const Box &ribbon = row.bookmark; !ribbon.isEmpty())
            m_out += "<path d=\"M" + number(ribbon.x) + ' ' + number(ribbon.y) + 'H' + number(ribbon.right())
                + 'V' + number(ribbon.bottom()) + 'L' + number(ribbon.x + ribbon.width / 2) + ' '
                + number(ribbon.bottom() - ribbon.width * 0.45) + 'L' + number(ribbon.x) + ' '
                + number(ribbon.bottom()) + "Z\" fill=\"" + ink + "\"/>";
        if (row.note.isEmpty())
            return;
        const Box sheet{row.note.x + 0.5, row.note.y + 0.5, row.note.width - 1, row.note.height - 1};
        m_out += "<rect x=\"" + number(sheet.x) + "\" y=\"" + number(sheet.y) + "\" width=\""
            + number(sheet.width) + "\" height=\"" + number(sheet.height)
            + "\" rx=\"1.5\" fill=\"none\" stroke=\"" + ink + "\" stroke-width=\"1.2\"/>";
        for (const double part : {0.3, 0.5, 0.7}) {
            const double y = sheet.y + std::round(part * sheet.height) - 0.5;
            line({sheet.x + 2, y, sheet.right() - 2, y}, ink, 1);
        }
    }

    void bracket(const DrawnBracket &each)
    {
        const double outer = each.x + (each.isToTheRight ? kCap : -kCap);
        m_out += "<path d=\"M" + number(each.hasFirst ? each.x : outer) + ' ' + number(each.top) + 'H'
            + number(outer) + 'V' + number(each.bottom)
            + (each.hasLast ? 'H' + number(each.x) : std::string()) + "\" fill=\"none\" stroke=\""
            + color(Token::Binary) + "\" stroke-width=\"1.5\"/>\n";
    }

    const Page &m_page;
    std::string m_out;
};

} // namespace

std::string svgOf(const Page &page, const std::string &title)
{
    return SvgWriter(page).document(title);
}

std::string xmlText(std::string_view utf8)
{
    std::string out;
    while (!utf8.empty()) {
        const char32_t c = takeCodePoint(utf8);
        switch (c) {
        case U'&':
            out += "&amp;";
            break;
        case U'<':
            out += "&lt;";
            break;
        case U'>':
            out += "&gt;";
            break;
        case U'"':
            out += "&quot;";
            break;
        case U'\'':
            out += "&#39;";
            break;
        default:
            appendUtf8(out, (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
        }
    }
    return out;
}

} // namespace hop101::diagram
