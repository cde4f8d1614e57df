// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hop101::base {

/// ASCII only, whatever the locale: HTTP knows no other (RFC 9110 section 5.6).
constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
constexpr bool isAlpha(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char toLower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
/// tchar of RFC 9110 section 5.6.2.
bool isTokenChar(char c) noexcept;
/// At least one tchar and nothing else.
bool isToken(std::string_view text) noexcept;
bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept;
std::string toLower(std::string_view text);
/// Without the spaces and tabs at both ends (OWS, RFC 9110 section 5.6.3).
std::string_view trimmed(std::string_view text) noexcept;
/// The elements of a comma-separated list, trimmed, empty ones left out, commas inside quoted strings kept
/// (RFC 9110 section 5.6.1). Views into `value`.
std::vector<std::string_view> listElements(std::string_view value);
/// True where a comma-separated list holds `token`, ignoring case.
bool listHasToken(std::string_view value, std::string_view token);

} // namespace hop101::base
