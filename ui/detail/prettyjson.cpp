// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/prettyjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hop101::ui {

namespace {

/// Deeper levels are not indented any further, so that hostile nesting cannot make the text huge.
constexpr std::size_t kMaxIndent = 64;

void breakLine(std::string &out, std::size_t depth)
{
    out += '\n';
    out.append(2 * std::min(depth, kMaxIndent), ' ');
}

/// The end of the string that begins at `at`.
std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\')
            ++at;
    }
    return std::min(at + 1, text.size());
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char nextToken(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at < text.size() ? text[at] : '\0';
}

std::string indented(std::string_view text)
{
    std::string out;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            const std::size_t end = endOfString(text, at);
            out += text.substr(at, end - at);
            at = end - 1;
        } else if (c == '{' || c == '[') {
            out += c;
            const char next = nextToken(text, at + 1);
            ++depth;
            if (next != '}' && next != ']')
                breakLine(out, depth);
        } else if (c == '}' || c == ']') {
            --depth;
            if (out.back() != '{' && out.back() != '[')
                breakLine(out, depth);
            out += c;
        } else if (c == ',') {
            out += c;
            breakLine(out, depth);
        } else if (c == ':') {
            out += ": ";
        } else if (!isSpace(c)) {
            out += c;
        }
    }
    return out;
}

} // namespace

std::optional<std::string> prettyJson(std::string_view text)
{
    if (!nlohmann::json::accept(text))
        return std::nullopt;
    return indented(text);
}

} // namespace hop101::ui
