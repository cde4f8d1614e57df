// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/diagram/fitting.h"
#include "core/diagram/sequenceparts.h"
#include "core/diagram/sequencetext.h"
#include "core/diagram/visibletext.h"

#include <algorithm>

namespace hop101::diagram {
namespace {

constexpr ExcerptLimits kRows{70, 30, 40};
constexpr std::size_t kNameCharacters = 60;
// What PlantUML makes of a row in its own style, rounded up.
constexpr std::size_t kHeadsPx = 250, kRowPx = 34, kNotePx = 46;

bool isPlain(char32_t c) noexcept
{
    constexpr std::u32string_view kSafe = U" .,:=+?()$";
    const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return isLetter || c >= 0x80 || kSafe.find(c) != std::u32string_view::npos;
}

std::size_t heightOf(const SequenceParts &parts)
{
    std::size_t height = kHeadsPx + (parts.scope.empty() ? 0 : kNotePx);
    for (const SequenceRow &row : parts.rows) {
        const std::size_t above = (row.leftOut.empty() ? 0U : 1U) + (row.silence.empty() ? 0U : 1U);
        height += (row.isSeam ? kNotePx : kRowPx) + kNotePx * (above + row.remarks.size());
    }
    return height;
}

class PlantUml
{
public:
    PlantUml(const SequenceParts &parts, Translate translate) : m_parts(parts), m_translate(translate) { }

    std::string text()
    {
        m_text = "@startuml\nhide footbox\n";
        for (std::size_t i = 0; i < m_parts.lanes.size(); ++i)
            participant(i);
        if (!m_parts.scope.empty())
            noteOverAll(m_parts.scope);
        for (const SequenceRow &row : m_parts.rows)
            add(row);
        if (m_parts.rows.empty()) {
            const char *nothing = HOP101_TEXT("excerpt", "No events");
            noteOverAll(m_translate ? m_translate("excerpt", nothing) : nothing);
        }
        return m_text + "@enduml\n";
    }

private:
    static std::string id(int lane) { return 'P' + std::to_string(lane + 1); }
    static std::string name(std::string_view raw)
    {
        return plantUmlLabel(visibleText(base::asBytes(raw), kNameCharacters));
    }
    void participant(std::size_t lane)
    {
        const Lane &of = m_parts.lanes[lane];
        const std::string first = of.name.empty() ? id(int(lane)) : name(of.name);
        m_text += "participant \"" + first + (of.address.empty() ? "" : "\\n" + name(of.address)) + "\" as "
            + id(int(lane)) + '\n';
    }
    void note(int left, int right, const std::string &words)
    {
        m_text += "note over " + id(std::min(left, right))
            + (left == right ? "" : ", " + id(std::max(left, right))) + " : " + plantUmlLabel(words) + '\n';
    }
    void noteOverAll(const std::string &words) { note(0, int(m_parts.lanes.size()) - 1, words); }
    static const char *arrow(Style style)
    {
        switch (style) {
        case Style::Switch:
        case Style::Control:
            return "-->";
        case Style::Transport:
        case Style::Raw:
            return "->>";
        case Style::Failed:
            return "->x";
        case Style::Head:
        case Style::Text:
        case Style::Binary:
            break;
        }
        return "->";
    }
    void add(const SequenceRow &row)
    {
        if (!row.leftOut.empty())
            m_text += "..." + plantUmlLabel(row.leftOut) + "...\n";
        if (!row.silence.empty())
            m_text += "..." + plantUmlLabel(row.silence) + "...\n";
        if (row.isSeam) {
            m_text += "== " + plantUmlLabel(row.label) + " ==\n";
        } else {
            const int from = row.fromLeft ? row.left : row.right;
            const int to = row.fromLeft ? row.right : row.left;
            m_text +=
                id(from) + ' ' + arrow(row.style) + ' ' + id(to) + " : " + plantUmlLabel(row.label) + '\n';
        }
        for (const std::string &remark : row.remarks)
            note(row.left, row.right, remark);
    }

    const SequenceParts &m_parts;
    const Translate m_translate;
    std::string m_text;
};

} // namespace

std::string plantUmlLabel(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const char32_t c = takeCodePoint(text);
        if (c == '+' && out.ends_with('U')) // "<U+0041>" is looked for after numbers became characters
            out += "<U+002B>";
        else if (isPlain(c))
            appendUtf8(out, c);
        else if (c == '\\') // its number ends older versions with an error
            out += "<U+005C>";
        else
            out += "&#" + std::to_string(static_cast<unsigned>(c)) + ';';
    }
    return out;
}

std::string plantUmlText(const SequenceSource &source, Translate translate)
{
    const auto render = [translate](const SequenceParts &parts) { return PlantUml(parts, translate).text(); };
    return fittingText(source, translate, kRows, kPlantUmlHeight, render,
                       [](const SequenceParts &parts, const std::string &) { return heightOf(parts); });
}

} // namespace hop101::diagram
