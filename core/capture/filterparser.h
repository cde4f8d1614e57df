// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filterfields.h"
#include "core/capture/filterlexer.h"

namespace hop101::capture {

/// What may come next at a place of an expression.
struct FilterWants
{
    enum class What : std::uint8_t { Term, Word, Operator, Value, Unit, Connector };
    What what = What::Term;
    const FieldInfo *field = nullptr; ///< of Operator, Value and Unit
};

/// Reads one expression by recursive descent. Negations go down to the terms on the way.
class FilterParser
{
public:
    /// `expression` must outlive it.
    explicit FilterParser(std::string_view expression) : m_lexer(expression), m_size(expression.size()) { }

    base::Result<Filter, FilterError> parse();
    /// After parse(): what was looked for where it ended.
    const FilterWants &wants() const noexcept { return m_wants; }

private:
    using Kind = FilterTokenKind;

    // Each returns false where it failed; then m_error says why.
    bool advance();
    bool parseOr(bool isNegated);
    bool parseAnd(bool isNegated);
    bool parseNot(bool isNegated);
    bool parseGroup(bool isNegated);
    bool parseTerm(bool isNegated);
    bool parseWord(bool isNegated);
    bool parseDirection(bool isNegated, bool isTurned);
    bool parseFlag(FilterTerm term);
    bool parseField(const FieldInfo &field, bool isNegated);
    bool parseSet(const FieldInfo &field, FilterTerm term);
    bool parseValueOrRange(const FieldInfo &field, std::vector<ValueRange> &into);
    bool parseValue(const FieldInfo &field, std::vector<ValueRange> &into);
    bool parseNumber(const FieldInfo &field, std::vector<ValueRange> &into);
    bool parseRule(const FieldInfo &field, std::vector<ValueRange> &into);
    bool parseText(const FieldInfo &field, bool isNegated, LetterCase letterCase);

    bool add(FilterTerm term);
    bool join(bool isOr, bool isNegated);
    bool fail(FilterFault fault, const FilterToken &at, const char *expected = "", std::string nearest = {});
    /// Where a value ought to stand.
    bool failAtValue(const FieldInfo &field);
    void want(FilterWants::What what, const FieldInfo *field = nullptr);
    bool is(Kind kind) const noexcept { return m_token.kind == kind; }
    bool isWord(std::string_view word) const;
    bool beginsTerm() const noexcept;

    FilterLexer m_lexer;
    std::size_t m_size;
    FilterToken m_token;
    FilterToken m_last; ///< the one before
    Filter m_filter;
    FilterError m_error;
    FilterWants m_wants;
    std::size_t m_depth = 0;
};

} // namespace hop101::capture
