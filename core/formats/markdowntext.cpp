// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/markdowntext.h"

#include "core/diagram/visibletext.h"

#include <algorithm>

namespace hop101::formats::markdown {
namespace {

constexpr std::string_view kMarkup = "\\`*_[]<>&~|$";
/// Ends a name or a link without being seen.
constexpr const char *kNothing = "<!-- -->";

std::size_t longestRun(std::string_view text, char of)
{
    std::size_t longest = 0, run = 0;
    for (const char c : text) {
        run = c == of ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

/// A backslash before a bar is read differently by those who read tables: then every sign by its number.
std::string asHtml(std::string_view text)
{
    std::string out = "<code>";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isSign = byte < 0x80
            && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ');
        out += isSign ? "&#" + std::to_string(byte) + ';' : std::string(1, c);
    }
    return out + "</code>";
}

std::string asCode(std::string_view text)
{
    const std::string ticks(longestRun(text, '`') + 1, '`');
    const bool isPadded = text.front() == '`' || text.back() == '`'
        || (text.front() == ' ' && text.back() == ' '
            && text.find_first_not_of(' ') != std::string_view::npos);
    const char *pad = isPadded ? " " : "";
    return ticks + pad + std::string(text) + pad + ticks;
}

std::string visible(std::string_view raw, std::size_t limit)
{
    return diagram::visibleText(base::asBytes(raw), limit);
}

} // namespace

std::string prose(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (kMarkup.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
        const bool isLink = c == ':' && text.substr(i + 1).starts_with("//");
        const bool isWww = c == 'w' && i >= 2 && text.substr(i - 2).starts_with("www.");
        if (c == '@' || c == '#' || isLink || isWww)
            out += kNothing;
    }
    return out;
}

std::string code(std::string_view raw, std::size_t limit)
{
    return raw.empty() ? std::string() : asCode(visible(raw, limit));
}

std::string codeCell(std::string_view raw, std::size_t limit)
{
    if (raw.empty())
        return {};
    const std::string text = visible(raw, limit);
    if (text.find('|') == std::string::npos)
        return asCode(text);
    if (text.find('\\') != std::string::npos)
        return asHtml(text);
    std::string cell = asCode(text);
    for (std::size_t at = cell.find('|'); at != std::string::npos; at = cell.find('|', at + 2))
        cell.insert(at, "\\");
    return cell;
}

std::string fenced(std::string_view text, std::string_view language)
{
    const std::string fence(std::max<std::size_t>(longestRun(text, '`') + 1, 3), '`');
    std::string out = fence + std::string(language) + '\n';
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        out += visible(line, line.size()) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + fence + '\n';
}

std::string tableRow(const std::vector<std::string> &cells)
{
    std::string row = "|";
    for (const std::string &cell : cells)
        row += ' ' + cell + " |";
    return row + '\n';
}

std::string tableHead(const std::vector<std::string> &cells)
{
    std::string line = "|";
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += " --- |";
    return tableRow(cells) + line + '\n';
}

} // namespace hop101::formats::markdown
