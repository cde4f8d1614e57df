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

/// Cuts the part before the next `;` outside a quoted string off the front of `rest`; nothing where a quote
/// never ends. `rest` is nothing behind the last part.
std::optional<std::string_view> takePart(std::optional<std::string_view> &rest)
{
    std::size_t at = 0;
    while (at < rest->size() && (*rest)[at] != ';') {
        at = (*rest)[at] == '"' ? quotedEnd(*rest, at) : at + 1;
        if (at == std::string_view::npos)
            return std::nullopt;
    }
    const auto part = base::trimmed(rest->substr(0, at));
    rest = at < rest->size() ? std::optional(rest->substr(at + 1)) : std::nullopt;
    return part;
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
    std::optional<std::string_view> rest = element;
    const auto name = takePart(rest);
    if (!name || !base::isToken(*name))
        return std::nullopt;
    while (rest) {
        const auto parameter = takePart(rest);
        if (!parameter || !isParameter(*parameter))
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
