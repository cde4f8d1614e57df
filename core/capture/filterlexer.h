// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"

namespace hop101::capture {

enum class FilterTokenKind : std::uint8_t {
    End,
    Word, ///< letters, digits, "_", "." and "-" inside
    Number, ///< digits and a fraction, or 0x and hex digits; a unit is a Word behind it
    Text, ///< in quotes
    Equal, ///< = == :
    NotEqual, ///< != <>
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Contains, ///< ~
    Range, ///< ..
    Arrow, ///< -> or →
    BackArrow, ///< <- or ←
    And, ///< and && &
    Or, ///< or || |
    Not, ///< not !
    In,
    Open,
    Close,
    OpenSet, ///< {
    CloseSet, ///< }
    Comma,
};

struct FilterToken
{
    FilterTokenKind kind = FilterTokenKind::End;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string_view text; ///< as it stands
};

/// Splits an expression into tokens, one after the other. Keywords ignore case. No memory of its own.
class FilterLexer
{
public:
    /// `expression` must outlive it.
    explicit FilterLexer(std::string_view expression) : m_all(expression) { }
    /// End, again and again, behind the last one.
    base::Result<FilterToken, FilterError> next();

private:
    FilterToken token(FilterTokenKind kind, std::size_t length);
    base::Result<FilterToken, FilterError> quoted(char quote);
    FilterToken number();
    FilterToken word();
    std::string_view rest() const noexcept { return m_all.substr(m_at); }

    std::string_view m_all;
    std::size_t m_at = 0;
};

/// The bytes of a quoted token, with \" \\ \n \r \t \0 and \xHH read. The error's place counts as the
/// token's.
base::Result<std::string, FilterError> unquoted(const FilterToken &token);

} // namespace hop101::capture
