// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterlexer.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::capture {

namespace {

using Kind = FilterTokenKind;

struct Sign
{
    std::string_view text;
    Kind kind;
};
/// The longer ones stand first.
constexpr Sign kSigns[] = {
    {"→", Kind::Arrow},         {"←", Kind::BackArrow}, {"->", Kind::Arrow},    {"<-", Kind::BackArrow},
    {"==", Kind::Equal},        {"!=", Kind::NotEqual}, {"<>", Kind::NotEqual}, {"<=", Kind::LessEqual},
    {">=", Kind::GreaterEqual}, {"&&", Kind::And},      {"||", Kind::Or},       {"..", Kind::Range},
    {"=", Kind::Equal},         {":", Kind::Equal},     {"<", Kind::Less},      {">", Kind::Greater},
    {"~", Kind::Contains},      {"&", Kind::And},       {"|", Kind::Or},        {"!", Kind::Not},
    {"(", Kind::Open},          {")", Kind::Close},     {"{", Kind::OpenSet},   {"}", Kind::CloseSet},
    {",", Kind::Comma},
};
constexpr Sign kKeywords[] = {
    {"and", Kind::And},
    {"or", Kind::Or},
    {"not", Kind::Not},
    {"in", Kind::In},
};

constexpr bool isSpace(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
constexpr bool isWordStart(char c) noexcept
{
    return base::isAlpha(c) || c == '_' || c == '\xc2' || c == '\xce'; // "µs", written either way
}
constexpr bool isHexDigit(char c) noexcept
{
    return base::isDigit(c) || (base::toLower(c) >= 'a' && base::toLower(c) <= 'f');
}
constexpr unsigned hexValue(char c) noexcept
{
    return static_cast<unsigned>(base::isDigit(c) ? c - '0' : base::toLower(c) - 'a' + 10);
}
/// Of the UTF-8 character at the front, so that an error covers all of it.
std::size_t characterBytes(std::string_view text) noexcept
{
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0U) == 0x80)
        ++bytes;
    return bytes;
}
char charOf(char escaped) noexcept
{
    return escaped == 'n' ? '\n'
        : escaped == 'r'  ? '\r'
        : escaped == 't'  ? '\t'
        : escaped == '0'  ? '\0'
                          : escaped;
}

} // namespace

FilterToken FilterLexer::token(Kind kind, std::size_t length)
{
    const FilterToken token{kind, m_at, length, rest().substr(0, length)};
    m_at += length;
    return token;
}

base::Result<FilterToken, FilterError> FilterLexer::next()
{
    while (m_at < m_all.size() && isSpace(m_all[m_at]))
        ++m_at;
    if (m_at == m_all.size())
        return token(Kind::End, 0);
    const char first = m_all[m_at];
    if (first == '"' || first == '\'')
        return quoted(first);
    if (base::isDigit(first))
        return number();
    for (const Sign &sign : kSigns) {
        if (rest().starts_with(sign.text))
            return token(sign.kind, sign.text.size());
    }
    if (isWordStart(first))
        return word();
    const std::size_t length = characterBytes(rest());
    return FilterError{FilterFault::StrayCharacter,           m_at, length,
                       std::string(rest().substr(0, length)), "",   ""};
}

base::Result<FilterToken, FilterError> FilterLexer::quoted(char quote)
{
    for (std::size_t i = 1; i < rest().size(); ++i) {
        if (rest()[i] == quote)
            return token(Kind::Text, i + 1);
        if (rest()[i] == '\\')
            ++i;
    }
    return FilterError{FilterFault::OpenText, m_at, rest().size(), std::string(1, quote), "", ""};
}

FilterToken FilterLexer::number()
{
    const std::string_view text = rest();
    std::size_t length = 0;
    const auto takeDigits = [&](bool (*isOne)(char)) {
        while (length < text.size() && isOne(text[length]))
            ++length;
    };
    if (text.size() > 2 && text[0] == '0' && base::toLower(text[1]) == 'x' && isHexDigit(text[2])) {
        length = 2;
        takeDigits(isHexDigit);
        return token(Kind::Number, length);
    }
    takeDigits([](char c) { return base::isDigit(c); });
    const bool hasFraction =
        length + 1 < text.size() && text[length] == '.' && base::isDigit(text[length + 1]);
    if (hasFraction) {
        ++length;
        takeDigits([](char c) { return base::isDigit(c); });
    }
    return token(Kind::Number, length);
}

FilterToken FilterLexer::word()
{
    const std::string_view text = rest();
    std::size_t length = 1;
    const auto goesOn = [&text](std::size_t i) {
        const char c = text[i];
        const bool isJoined = (c == '.' || c == '-') && i + 1 < text.size() && base::isAlpha(text[i + 1]);
        return base::isAlpha(c) || base::isDigit(c) || c == '_' || isJoined
            || (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
    };
    while (length < text.size() && goesOn(length))
        ++length;
    for (const Sign &keyword : kKeywords) {
        if (base::equalsIgnoringCase(text.substr(0, length), keyword.text))
            return token(keyword.kind, length);
    }
    return token(Kind::Word, length);
}

base::Result<std::string, FilterError> unquoted(const FilterToken &token)
{
    const std::string_view inside = token.text.substr(1, token.text.size() - 2);
    std::string bytes;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] != '\\') {
            bytes += inside[i];
            continue;
        }
        const char escaped = inside[++i]; // the lexer saw to it that one follows
        const bool isHex =
            escaped == 'x' && i + 2 < inside.size() && isHexDigit(inside[i + 1]) && isHexDigit(inside[i + 2]);
        if (isHex) {
            bytes += static_cast<char>(hexValue(inside[i + 1]) << 4U | hexValue(inside[i + 2]));
            i += 2;
        } else if (std::string_view("\"'\\nrt0").find(escaped) != std::string_view::npos) {
            bytes += charOf(escaped);
        } else {
            return FilterError{
                FilterFault::WrongEscape, token.offset + i, 2, std::string(inside.substr(i - 1, 2)), "", ""};
        }
    }
    return bytes;
}

} // namespace hop101::capture
