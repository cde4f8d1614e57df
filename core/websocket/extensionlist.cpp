// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/extensionlist.h"

#include "core/base/ascii.h"

namespace hop101::websocket {
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
std::optional<std::string> parameterValue(std::string_view text)
{
    std::string value;
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
        text = text.substr(1, text.size() - 2);
        for (std::size_t at = 0; at < text.size(); ++at)
            value += text[at] == '\\' && at + 1 < text.size() ? text[++at] : text[at];
    } else {
        value = text;
    }
    return base::isToken(value) ? std::optional(std::move(value)) : std::nullopt;
}

/// extension-param = token [ "=" (token | quoted-string) ]
std::optional<ExtensionParameter> readParameter(std::string_view text)
{
    const auto equals = text.find('=');
    const auto name = base::trimmed(text.substr(0, equals));
    if (!base::isToken(name))
        return std::nullopt;
    if (equals == std::string_view::npos)
        return ExtensionParameter{std::string(name), std::nullopt};
    auto value = parameterValue(base::trimmed(text.substr(equals + 1)));
    return value ? std::optional(ExtensionParameter{std::string(name), std::move(value)}) : std::nullopt;
}

/// extension = extension-token *( ";" extension-param )
std::optional<Extension> readExtension(std::string_view element)
{
    std::optional<std::string_view> rest = element;
    const auto name = takePart(rest);
    if (!name || !base::isToken(*name))
        return std::nullopt;
    Extension extension{std::string(*name), {}};
    while (rest) {
        const auto part = takePart(rest);
        auto parameter = part ? readParameter(*part) : std::nullopt;
        if (!parameter)
            return std::nullopt;
        extension.parameters.push_back(std::move(*parameter));
    }
    return extension;
}

} // namespace

std::optional<std::vector<Extension>> readExtensions(std::string_view value)
{
    std::vector<Extension> extensions;
    for (const auto element : base::listElements(value)) {
        auto extension = readExtension(element);
        if (!extension)
            return std::nullopt;
        extensions.push_back(std::move(*extension));
    }
    if (extensions.empty())
        return std::nullopt;
    return extensions;
}

std::string extensionText(const Extension &extension)
{
    std::string text = extension.name;
    for (const auto &parameter : extension.parameters) {
        text.append("; ").append(parameter.name);
        if (parameter.value)
            text.append("=").append(*parameter.value);
    }
    return text;
}

} // namespace hop101::websocket
