// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/extensionlist.h"

#include "core/base/ascii.h"

namespace hop101::hop {
namespace {

/// The end of a quoted string that starts at `at`, behind its closing quote; npos where there is none.
std::size_t quotedEnd(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return std::string_view::npos;
}

/// Cuts the part before the next `;` outside a quoted string off the front of `rest`; false where a quote
/// never ends.
bool takePart(std::string_view &rest, std::string_view &part)
{
    std::size_t at = 0;
    while (at < rest.size() && rest[at] != ';') {
        at = rest[at] == '"' ? quotedEnd(rest, at) : at + 1;
        if (at == std::string_view::npos)
            return false;
    }
    part = base::trimmed(rest.substr(0, at));
    rest = at < rest.size() ? rest.substr(at + 1) : std::string_view();
    return true;
}

/// "When using the quoted-string syntax variant, the value after quoted-string unescaping MUST conform to the
/// 'token' ABNF."
bool isParameterValue(std::string_view value)
{
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    return base::isToken(value);
}

/// extension-param = token [ "=" (token | quoted-string) ]
bool isParameter(std::string_view text)
{
    const auto equals = text.find('=');
    return base::isToken(base::trimmed(text.substr(0, equals)))
        && (equals == std::string_view::npos || isParameterValue(base::trimmed(text.substr(equals + 1))));
}

/// extension = extension-token *( ";" extension-param )
std::optional<std::string_view> extensionName(std::string_view element)
{
    std::string_view name;
    if (!takePart(element, name) || !base::isToken(name))
        return std::nullopt;
    while (!element.empty()) {
        std::string_view parameter;
        if (!takePart(element, parameter) || !isParameter(parameter))
            return std::nullopt;
    }
    return name;
}

} // namespace

std::optional<std::vector<std::string_view>> extensionNames(std::string_view value)
{
    std::vector<std::string_view> names;
    for (const auto element : base::listElements(value)) {
        const auto name = extensionName(element);
        if (!name)
            return std::nullopt;
        names.push_back(*name);
    }
    if (names.empty())
        return std::nullopt;
    return names;
}

} // namespace hop101::hop
