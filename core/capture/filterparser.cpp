// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterparser.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/capture/filtervalues.h"
#include "core/rules/rule.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

using What = FilterWants::What;

constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();

constexpr const char *kTermExpected =
    HOP101_TEXT("filter", "a term such as text, from client or size > 1 KiB");
constexpr const char *kOrderExpected =
    HOP101_TEXT("filter", "==, !=, <, <=, >, >=, a range such as 1..9, or in {…}");
constexpr const char *kEqualExpected = HOP101_TEXT("filter", "==, != or in {…}");
constexpr const char *kContainsExpected = HOP101_TEXT("filter", "contains, icontains or ~");
constexpr const char *kSideExpected = HOP101_TEXT("filter", "client or server");
constexpr const char *kTruthExpected = HOP101_TEXT("filter", "yes or no");
constexpr const char *kWordExpected = HOP101_TEXT("filter", "a word such as finding, error or masked");

bool hasOrder(const FieldInfo &field) noexcept
{
    return field.form == ValueForm::Number || field.form == ValueForm::Size || field.form == ValueForm::Time
        || field.field == FilterField::Severity;
}

const char *operatorsOf(const FieldInfo &field) noexcept
{
    return field.form == ValueForm::Text ? kContainsExpected
        : hasOrder(field)                ? kOrderExpected
                                         : kEqualExpected;
}

bool isOrder(FilterTokenKind kind) noexcept
{
    return kind == FilterTokenKind::Less || kind == FilterTokenKind::LessEqual
        || kind == FilterTokenKind::Greater || kind == FilterTokenKind::GreaterEqual;
}

/// All values that stand in this order to one of `ranges`, which has one element or more.
std::vector<ValueRange> ordered(FilterTokenKind order, const std::vector<ValueRange> &ranges)
{
    const ValueRange value = ranges.front();
    switch (order) {
    case FilterTokenKind::Less:
        return value.first == 0 ? std::vector<ValueRange>{} : std::vector<ValueRange>{{0, value.first - 1}};
    case FilterTokenKind::LessEqual:
        return {{0, value.last}};
    case FilterTokenKind::Greater:
        return {{value.last + 1, kMost}};
    case FilterTokenKind::GreaterEqual:
        return {{value.first, kMost}};
    default:
        return ranges;
    }
}

FilterTerm termOf(FilterField field, bool isNegated, std::vector<ValueRange> ranges)
{
    FilterTerm term;
    term.field = field;
    term.isNegated = isNegated;
    if (field == FilterField::Flag)
        term.flags = static_cast<std::uint16_t>(ranges.front().first);
    else
        term.ranges = std::move(ranges);
    return term;
}

} // namespace

base::Result<Filter, FilterError> FilterParser::parse()
{
    if (m_size > kMaxFilterBytes)
        return FilterError{FilterFault::TooLong, kMaxFilterBytes, m_size - kMaxFilterBytes, {}, "", {}};
    want(What::Term);
    if (!advance())
        return m_error;
    if (is(Kind::End))
        return Filter{};
    if (!parseOr(false))
        return m_error;
    if (is(Kind::End))
        return std::move(m_filter);
    if (is(Kind::Close))
        fail(FilterFault::StrayParenthesis, m_token);
    else
        fail(FilterFault::MissingTerm, m_token, kTermExpected);
    return m_error;
}

bool FilterParser::advance()
{
    m_last = m_token;
    auto next = m_lexer.next();
    if (!next) {
        m_error = next.error();
        return false;
    }
    m_token = next.value();
    return true;
}

void FilterParser::want(What what, const FieldInfo *field)
{
    m_wants = {what, field};
}

bool FilterParser::isWord(std::string_view word) const
{
    return is(Kind::Word) && base::equalsIgnoringCase(m_token.text, word);
}

bool FilterParser::beginsTerm() const noexcept
{
    return is(Kind::Word) || is(Kind::Text) || is(Kind::Arrow) || is(Kind::BackArrow) || is(Kind::Not)
        || is(Kind::Open);
}

bool FilterParser::fail(FilterFault fault, const FilterToken &at, const char *expected, std::string nearest)
{
    m_error = {fault, at.offset, at.length, std::string(at.text), expected, std::move(nearest)};
    return false;
}

bool FilterParser::failAtValue(const FieldInfo &field)
{
    const bool isMissing =
        is(Kind::End) || is(Kind::Close) || is(Kind::CloseSet) || is(Kind::And) || is(Kind::Or);
    if (!isMissing)
        return fail(FilterFault::WrongValue, m_token, field.expected);
    fail(FilterFault::MissingValue, m_token, field.expected);
    m_error.found = m_last.text;
    return false;
}

bool FilterParser::add(FilterTerm term)
{
    if (m_filter.terms.size() == kMaxFilterTerms)
        return fail(FilterFault::TooManyTerms, m_last);
    m_filter.terms.push_back(std::move(term));
    m_filter.program.push_back(Filter::Op::Term);
    if (m_wants.what != What::Unit)
        want(What::Connector);
    return true;
}

/// De Morgan: not (a and b) is not a or not b.
bool FilterParser::join(bool isOr, bool isNegated)
{
    m_filter.program.push_back(isOr != isNegated ? Filter::Op::Or : Filter::Op::And);
    return true;
}

bool FilterParser::parseOr(bool isNegated)
{
    if (!parseAnd(isNegated))
        return false;
    while (is(Kind::Or)) {
        want(What::Term);
        if (!advance() || !parseAnd(isNegated) || !join(true, isNegated))
            return false;
    }
    return true;
}

bool FilterParser::parseAnd(bool isNegated)
{
    if (!parseNot(isNegated))
        return false;
    // Terms that stand side by side are joined by "and", too.
    while (is(Kind::And) || beginsTerm()) {
        if (is(Kind::And)) {
            want(What::Term);
            if (!advance())
                return false;
        }
        if (!parseNot(isNegated) || !join(false, isNegated))
            return false;
    }
    return true;
}

bool FilterParser::parseNot(bool isNegated)
{
    if (!is(Kind::Not) && !is(Kind::Open))
        return parseTerm(isNegated);
    if (m_depth == kMaxFilterDepth)
        return fail(FilterFault::TooDeep, m_token);
    ++m_depth;
    want(What::Term);
    const bool isGroup = is(Kind::Open);
    const bool isRead = isGroup ? parseGroup(isNegated) : advance() && parseNot(!isNegated);
    --m_depth;
    return isRead;
}

bool FilterParser::parseGroup(bool isNegated)
{
    const FilterToken opening = m_token;
    if (!advance() || !parseOr(isNegated))
        return false;
    if (is(Kind::End))
        return fail(FilterFault::OpenParenthesis, opening);
    if (!is(Kind::Close))
        return fail(FilterFault::MissingTerm, m_token, kTermExpected);
    want(What::Connector);
    return advance();
}

bool FilterParser::parseTerm(bool isNegated)
{
    switch (m_token.kind) {
    case Kind::Arrow:
    case Kind::BackArrow: {
        const std::uint64_t direction = is(Kind::Arrow) ? 0 : 1;
        return advance() && add(termOf(FilterField::Direction, isNegated, {{direction, direction}}));
    }
    case Kind::Text:
        return parseText(*filterField("payload"), isNegated, LetterCase::Ignored);
    case Kind::Word:
        return parseWord(isNegated);
    default:
        break;
    }
    fail(FilterFault::MissingTerm, m_token, kTermExpected);
    m_error.nearest = {};
    return false;
}

bool FilterParser::parseWord(bool isNegated)
{
    const FilterToken word = m_token;
    if (!advance())
        return false;
    const auto wordIs = [&word](std::string_view text) { return base::equalsIgnoringCase(word.text, text); };
    if (wordIs("from") || wordIs("to"))
        return parseDirection(isNegated, wordIs("to"));
    if (wordIs("has") || wordIs("is")) {
        want(What::Word);
        if (is(Kind::Word) && filterWord(m_token.text))
            return parseWord(isNegated);
        return is(Kind::End) ? failAtValue({"", FilterField::Kind, ValueForm::Name, "", kWordExpected})
                             : fail(FilterFault::WrongValue, m_token, kWordExpected);
    }
    const bool isSought = is(Kind::Contains) || isWord("contains") || isWord("icontains");
    const ValueName *name = filterWord(word.text);
    if (name && !isSought)
        return parseFlag(termOf(name->field, isNegated, namedValues(name->field, name->name)));
    if (wordIs("contains") || wordIs("icontains"))
        return parseText(*filterField("payload"), isNegated,
                         wordIs("contains") ? LetterCase::Exact : LetterCase::Ignored);
    if (const FieldInfo *field = filterField(word.text))
        return parseField(*field, isNegated);
    return fail(FilterFault::UnknownWord, word, "", nearestFilterWord(word.text));
}

bool FilterParser::parseDirection(bool isNegated, bool isTurned)
{
    static constexpr FieldInfo kSide{"", FilterField::Direction, ValueForm::Name, "", kSideExpected};
    want(What::Value, &kSide);
    const auto values =
        is(Kind::Word) ? namedValues(FilterField::Direction, m_token.text) : std::vector<ValueRange>();
    if (values.empty())
        return failAtValue(kSide);
    return advance() && add(termOf(FilterField::Direction, isNegated != isTurned, values));
}

/// A name that stands alone, or "masked == yes".
bool FilterParser::parseFlag(FilterTerm term)
{
    const bool isTruth = term.field == FilterField::Flag || term.field == FilterField::Ended;
    if (!isTruth || (!is(Kind::Equal) && !is(Kind::NotEqual)))
        return add(std::move(term));
    static constexpr FieldInfo kTruth{"", FilterField::Flag, ValueForm::Name, "", kTruthExpected};
    const bool isTurned = is(Kind::NotEqual);
    want(What::Value, &kTruth);
    if (!advance())
        return false;
    const bool isYes = isWord("yes") || isWord("true") || (is(Kind::Number) && m_token.text == "1");
    const bool isNo = isWord("no") || isWord("false") || (is(Kind::Number) && m_token.text == "0");
    if (!isYes && !isNo)
        return failAtValue(kTruth);
    term.isNegated = term.isNegated != (isTurned != isNo);
    return advance() && add(std::move(term));
}

bool FilterParser::parseField(const FieldInfo &field, bool isNegated)
{
    want(What::Operator, &field);
    const FilterToken sign = m_token;
    if (field.form == ValueForm::Text) {
        const bool isExact = isWord("contains");
        if (is(Kind::Text))
            return parseText(field, isNegated, LetterCase::Ignored);
        if (isExact || isWord("icontains") || is(Kind::Contains))
            return advance()
                && parseText(field, isNegated, isExact ? LetterCase::Exact : LetterCase::Ignored);
    } else if (is(Kind::In)) {
        return parseSet(field, termOf(field.field, isNegated, {}));
    } else if (is(Kind::Equal) || is(Kind::NotEqual) || (isOrder(sign.kind) && hasOrder(field))) {
        std::vector<ValueRange> ranges;
        want(What::Value, &field);
        if (!advance())
            return false;
        const bool mayBeRange = is(Kind::Number) && !isOrder(sign.kind);
        if (!(mayBeRange ? parseValueOrRange(field, ranges) : parseValue(field, ranges)))
            return false;
        return add(
            termOf(field.field, isNegated != (sign.kind == Kind::NotEqual), ordered(sign.kind, ranges)));
    } else if (is(Kind::Number) || is(Kind::Word)) {
        std::vector<ValueRange> ranges;
        return parseValueOrRange(field, ranges) && add(termOf(field.field, isNegated, std::move(ranges)));
    }
    const bool isWrong =
        isOrder(sign.kind) || is(Kind::Contains) || is(Kind::Equal) || is(Kind::NotEqual) || is(Kind::In);
    if (isWrong)
        return fail(FilterFault::WrongOperator, sign, operatorsOf(field), field.name);
    fail(FilterFault::MissingOperator, sign, operatorsOf(field));
    m_error.found = field.name;
    return false;
}

bool FilterParser::parseSet(const FieldInfo &field, FilterTerm term)
{
    if (!advance())
        return false;
    if (!is(Kind::OpenSet) && !is(Kind::Open))
        return failAtValue(
            {field.name, field.field, field.form, "", HOP101_TEXT("filter", "values such as {1, 2}")});
    const FilterToken opening = m_token;
    const Kind closing = is(Kind::OpenSet) ? Kind::CloseSet : Kind::Close;
    do {
        want(What::Value, &field);
        if (!advance() || !parseValueOrRange(field, term.ranges))
            return false;
    } while (is(Kind::Comma));
    if (is(Kind::End))
        return fail(FilterFault::OpenParenthesis, opening);
    if (!is(closing))
        return fail(FilterFault::WrongValue, m_token, HOP101_TEXT("filter", "a comma or the end of the set"));
    return advance() && add(std::move(term));
}

bool FilterParser::parseValueOrRange(const FieldInfo &field, std::vector<ValueRange> &into)
{
    const FilterToken first = m_token;
    std::vector<ValueRange> values;
    if (!parseValue(field, values))
        return false;
    if (is(Kind::Range) && (hasOrder(field) || m_last.kind == Kind::Number)) {
        std::vector<ValueRange> ends;
        want(What::Value, &field);
        if (!advance() || !parseValue(field, ends))
            return false;
        if (ends.front().last < values.front().first) {
            const std::size_t length = m_last.offset + m_last.length - first.offset;
            m_error = {FilterFault::ReversedRange, first.offset, length, {}, "", {}};
            return false;
        }
        values = {{values.front().first, ends.front().last}};
    }
    into.insert(into.end(), values.begin(), values.end());
    return true;
}

bool FilterParser::parseValue(const FieldInfo &field, std::vector<ValueRange> &into)
{
    want(What::Value, &field);
    if (field.form == ValueForm::RuleId)
        return parseRule(field, into);
    const bool hasNumber = field.form != ValueForm::Name || field.field == FilterField::Opcode;
    if (is(Kind::Number) && hasNumber)
        return parseNumber(field, into);
    const bool isArrow = field.field == FilterField::Direction && (is(Kind::Arrow) || is(Kind::BackArrow));
    const auto values = isArrow ? namedValues(field.field, is(Kind::Arrow) ? "client" : "server")
        : is(Kind::Word)        ? namedValues(field.field, m_token.text)
                                : std::vector<ValueRange>();
    if (values.empty())
        return failAtValue(field);
    into.insert(into.end(), values.begin(), values.end());
    return advance();
}

/// A number, and a unit behind it where the field has units.
bool FilterParser::parseNumber(const FieldInfo &field, std::vector<ValueRange> &into)
{
    const FilterToken number = m_token;
    if (!advance())
        return false;
    want(What::Connector);
    const bool hasUnits = !filterUnits(field.form).empty();
    const bool isGlued = m_token.offset == number.offset + number.length;
    const UnitInfo *unit = hasUnits && is(Kind::Word) ? filterUnit(field.form, m_token.text) : nullptr;
    if (hasUnits && !unit)
        want(What::Unit, &field);
    const bool isAnyUnit = is(Kind::Word)
        && (filterUnit(ValueForm::Size, m_token.text) || filterUnit(ValueForm::Time, m_token.text));
    if (is(Kind::Word) && !unit && (isGlued || (hasUnits && isAnyUnit)))
        return fail(hasUnits ? FilterFault::UnknownUnit : FilterFault::WrongValue, m_token, field.expected);
    const auto value = scaledNumber(number, unit ? unit->factor : 1);
    if (!value || (field.field == FilterField::Opcode && *value > 15))
        return fail(FilterFault::TooLarge, number, field.expected);
    const bool isWhole = number.text.find('.') == std::string_view::npos;
    if (!unit && field.form == ValueForm::Time && *value != 0)
        return fail(FilterFault::MissingUnit, number, field.expected);
    if (!unit && !isWhole)
        return fail(hasUnits ? FilterFault::MissingUnit : FilterFault::WrongValue, number, field.expected);
    into.push_back({*value, *value});
    return !unit || (want(What::Connector), advance());
}

bool FilterParser::parseRule(const FieldInfo &field, std::vector<ValueRange> &into)
{
    if (is(Kind::Number))
        return parseNumber(field, into);
    if (!is(Kind::Word))
        return failAtValue(field);
    for (const rules::RuleInfo &rule : rules::allRules()) {
        if (base::equalsIgnoringCase(rule.id, m_token.text)) {
            const auto number = static_cast<std::uint64_t>(rule.rule);
            into.push_back({number, number});
            return advance();
        }
    }
    return fail(FilterFault::UnknownRule, m_token, field.expected, nearestRuleId(m_token.text));
}

bool FilterParser::parseText(const FieldInfo &field, bool isNegated, LetterCase letterCase)
{
    want(What::Value, &field);
    const bool isHex = isWord("hex");
    if (isHex && !advance())
        return false;
    if (!is(Kind::Text))
        return failAtValue(field);
    auto text = unquoted(m_token);
    if (!text) {
        m_error = text.error();
        return false;
    }
    base::Bytes bytes = base::toBytes(text.value());
    if (isHex) {
        auto read = base::fromHex(text.value());
        if (!read)
            return fail(FilterFault::WrongHex, m_token);
        bytes = std::move(*read);
    }
    if (bytes.empty())
        return fail(FilterFault::EmptyText, m_token);
    auto pattern = TextPattern::make(bytes, isHex ? LetterCase::Exact : letterCase);
    if (!pattern)
        return fail(FilterFault::TooLarge, m_token);
    FilterTerm term = termOf(FilterField::Payload, isNegated, {});
    term.pattern = std::move(*pattern);
    return advance() && add(std::move(term));
}

base::Result<Filter, FilterError> parseFilter(std::string_view expression)
{
    return FilterParser(expression).parse();
}

} // namespace hop101::capture
