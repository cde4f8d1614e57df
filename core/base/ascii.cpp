// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace hop101::base {

namespace {

constexpr std::array<bool, 256> tokenChars() noexcept
{
    std::array<bool, 256> table{};
    for (int c = 0; c < 128; ++c)
        table[static_cast<std::size_t>(c)] = isAlpha(static_cast<char>(c)) || isDigit(static_cast<char>(c));
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr auto kTokenChars = tokenChars();

} // namespace

bool isTokenChar(char c) noexcept
{
    return kTokenChars[static_cast<unsigned char>(c)];
}

bool isToken(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return toLower(x) == toLower(y); });
}

std::string toLower(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return toLower(c); });
    return lower;
}

std::string_view trimmed(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> listElements(std::string_view value)
{
    std::vector<std::string_view> elements;
    const auto addElement = [&elements](std::string_view element) {
        if (!element.empty())
            elements.push_back(element);
    };
    std::size_t start = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (quoted && value[at] == '\\') {
            ++at; // a quoted pair: the next octet is never a delimiter
        } else if (value[at] == '"') {
            quoted = !quoted;
        } else if (value[at] == ',' && !quoted) {
            addElement(trimmed(value.substr(start, at - start)));
            start = at + 1;
        }
    }
    addElement(trimmed(value.substr(start)));
    return elements;
}

bool listHasToken(std::string_view value, std::string_view token)
{
    const auto elements = listElements(value);
    return std::any_of(elements.begin(), elements.end(),
                       [token](std::string_view element) { return equalsIgnoringCase(element, token); });
}

} // namespace hop101::base
