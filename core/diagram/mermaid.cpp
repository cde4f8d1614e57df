// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/fitting.h"
#include "core/diagram/sequenceparts.h"
#include "core/diagram/sequencetext.h"
#include "core/diagram/visibletext.h"

#include "core/base/text.h"

#include <algorithm>

namespace hop101::diagram {
namespace {

/// Of the 500 edges: notes are none, and a few are left for what somebody adds.
constexpr ExcerptLimits kRows{250, 100, 100};
static_assert(kRows.first + kRows.marked + kRows.last < kMermaidEdges);
constexpr std::size_t kNameCharacters = 60;

/// As JavaScript counts.
std::size_t utf16Units(std::string_view utf8)
{
    std::size_t units = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0U) != 0x80U ? 1U : 0U;
        units += byte >= 0xF0U ? 1U : 0U;
    }
    return units;
}

/// Letters, digits and what has no meaning anywhere in a line. All else is written as its number: ; and # end
/// statements and begin comments, <> is markup, $$ is mathematics, %% a directive, and of ﬂ ° ¶ ß Mermaid
/// makes its own signs of escapes.
bool isPlain(char32_t c) noexcept
{
    constexpr std::u32string_view kSafe = U" .,:/=+_?!()[]'|*-";
    const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool isSign = c == 0xFB02 || c == 0xB0 || c == 0xB6 || c == 0xDF;
    return isLetter || (c < 0x80 ? kSafe.find(c) != std::u32string_view::npos : !isSign);
}

void appendNumber(std::string &to, char32_t c)
{
    to += '#' + std::to_string(static_cast<unsigned>(c)) + ';';
}

/// Mermaid cuts the escapes of a line in which one of these words stands before a colon.
bool isWordOfStyles(std::string_view text) noexcept
{
    return text.starts_with("style") || text.starts_with("classDef");
}

class Mermaid
{
public:
    Mermaid(const SequenceParts &parts, Translate translate) : m_parts(parts), m_translate(translate) { }

    std::string text()
    {
        m_text = "sequenceDiagram\n";
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
        return std::move(m_text);
    }

private:
    static std::string id(int lane) { return 'P' + std::to_string(lane + 1); }
    static std::string name(std::string_view raw)
    {
        return mermaidLabel(visibleText(base::asBytes(raw), kNameCharacters));
    }
    void participant(std::size_t lane)
    {
        const Lane &of = m_parts.lanes[lane];
        const std::string first = of.name.empty() ? id(int(lane)) : name(of.name);
        m_text += "    participant " + id(int(lane)) + " as " + first
            + (of.address.empty() ? "" : "<br/>" + name(of.address)) + '\n';
    }
    void note(int left, int right, const std::string &words)
    {
        m_text += "    Note over " + id(std::min(left, right))
            + (left == right ? "" : ',' + id(std::max(left, right))) + ": " + mermaidLabel(words) + '\n';
    }
    void noteOverAll(const std::string &words) { note(0, int(m_parts.lanes.size()) - 1, words); }
    static const char *arrow(const SequenceRow &row)
    {
        switch (row.style) {
        case Style::Switch:
        case Style::Control:
            return "-->>";
        case Style::Transport:
        case Style::Raw:
            return "-)";
        case Style::Failed:
            return "-x";
        case Style::Head:
        case Style::Text:
        case Style::Binary:
            break;
        }
        return "->>";
    }
    void add(const SequenceRow &row)
    {
        if (!row.leftOut.empty())
            noteOverAll(row.leftOut);
        if (!row.silence.empty())
            noteOverAll(row.silence);
        if (row.isSeam) {
            note(row.left, row.right, row.label);
        } else {
            const int from = row.fromLeft ? row.left : row.right;
            const int to = row.fromLeft ? row.right : row.left;
            m_text += "    " + id(from) + arrow(row) + id(to) + ": " + mermaidLabel(row.label) + '\n';
        }
        for (const std::string &remark : row.remarks)
            note(row.left, row.right, remark);
    }

    const SequenceParts &m_parts;
    const Translate m_translate;
    std::string m_text;
};

} // namespace

std::string mermaidLabel(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const bool isTaken = isWordOfStyles(text);
        const char32_t c = takeCodePoint(text);
        if (isTaken || !isPlain(c))
            appendNumber(out, c);
        else
            appendUtf8(out, c);
    }
    return out;
}

std::string mermaidText(const SequenceSource &source, Translate translate, std::size_t limit)
{
    const auto render = [translate](const SequenceParts &parts) { return Mermaid(parts, translate).text(); };
    return fittingText(source, translate, kRows, limit, render,
                       [](const SequenceParts &, const std::string &text) { return utf16Units(text); });
}

} // namespace hop101::diagram
