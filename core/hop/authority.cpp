// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/authority.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <optional>

namespace hop101::hop {
namespace {

constexpr std::string_view kAfterScheme = "://";
constexpr unsigned kMaxPort = 65535;

bool isHexDigit(char c) noexcept
{
    const char lower = base::toLower(c);
    return base::isDigit(c) || (lower >= 'a' && lower <= 'f');
}

/// unreserved and sub-delims of RFC 3986 section 2.
bool isNameChar(char c) noexcept
{
    return base::isAlpha(c) || base::isDigit(c)
        || std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}

/// reg-name = *( unreserved / pct-encoded / sub-delims ); an IPv4 address is one, too.
bool isName(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2]))
                return false;
            i += 2;
        } else if (!isNameChar(text[i])) {
            return false;
        }
    }
    return true;
}

bool isBracketed(std::string_view text) noexcept
{
    if (text.size() < 4 || text.front() != '[' || text.back() != ']')
        return false;
    text = text.substr(1, text.size() - 2);
    return text.find(':') != std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
               return isHexDigit(c) || c == ':' || c == '.';
           });
}

bool isPort(std::string_view text) noexcept
{
    unsigned port = 0;
    for (const char c : text) {
        if (!base::isDigit(c))
            return false;
        port = port * 10 + static_cast<unsigned>(c - '0');
        if (port > kMaxPort)
            return false;
    }
    return true;
}

bool isAuthority(std::string_view text, bool mayBeEmpty) noexcept
{
    const auto afterHost = text.find(':', text.starts_with('[') ? text.find(']') : 0);
    const auto host = text.substr(0, afterHost);
    if (afterHost != std::string_view::npos && !isPort(text.substr(afterHost + 1)))
        return false;
    if (host.empty())
        return mayBeEmpty && text.empty();
    return host.front() == '[' ? isBracketed(host) : isName(host);
}

/// The scheme in front of "://", or nothing.
std::optional<std::string_view> schemeOf(std::string_view text) noexcept
{
    const auto scheme = text.substr(0, text.find(kAfterScheme));
    const bool isScheme = scheme.size() < text.size() && !scheme.empty() && base::isAlpha(scheme.front())
        && std::all_of(scheme.begin(), scheme.end(), [](char c) {
                              return base::isAlpha(c) || base::isDigit(c) || c == '+' || c == '-' || c == '.';
                          });
    return isScheme ? std::optional(scheme) : std::nullopt;
}

bool isHttp(std::string_view scheme) noexcept
{
    return base::equalsIgnoringCase(scheme, "http") || base::equalsIgnoringCase(scheme, "https");
}

/// RFC 3986 lets a name have commas. Practice: a comma is the trace of two headers that were joined.
bool isSerializedOrigin(std::string_view text) noexcept
{
    const auto scheme = schemeOf(text);
    return scheme && text.find(',') == std::string_view::npos
        && isAuthority(text.substr(scheme->size() + kAfterScheme.size()), !isHttp(*scheme));
}

} // namespace

bool isHostAndPort(std::string_view text) noexcept
{
    return isAuthority(text, false);
}

bool isOrigin(std::string_view text) noexcept
{
    if (text == "null")
        return true;
    for (;;) {
        const auto space = text.find(' ');
        if (!isSerializedOrigin(text.substr(0, space)))
            return false;
        if (space == std::string_view::npos)
            return true;
        text.remove_prefix(space + 1);
    }
}

bool isPathOrHttpUri(std::string_view target) noexcept
{
    if (target.starts_with('/'))
        return true;
    const auto scheme = schemeOf(target);
    if (!scheme || !isHttp(*scheme))
        return false;
    const auto rest = target.substr(scheme->size() + kAfterScheme.size());
    return isHostAndPort(rest.substr(0, rest.find_first_of("/?#")));
}

} // namespace hop101::hop
