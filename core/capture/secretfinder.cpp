// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/secretfinder.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

using Kind = JsonLexer::Kind;
constexpr auto npos = std::string_view::npos;

bool isNameByte(char c) noexcept
{
    return base::isAlpha(c) || base::isDigit(c) || c == '_' || c == '-' || c == '.' || c == '%' || c == '['
        || c == ']' || c == '~' || c == '$';
}
bool isContinuation(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}
bool isEnd(char c) noexcept
{
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '"' || c == '\'' || c == '<'
        || c == '>' || c == '`';
}
/// %XX with these two digits, whatever their case.
bool isEscape(std::string_view text, std::size_t at, char high, char low) noexcept
{
    return at + 2 < text.size() && text[at] == '%' && text[at + 1] == high
        && (text[at + 2] == low || text[at + 2] == base::toLower(low));
}
/// The same in a URL within a URL within a URL: %25XX.
bool isDeepEscape(std::string_view text, std::size_t at, char high, char low) noexcept
{
    return isEscape(text, at, '2', '5') && at + 4 < text.size() && text[at + 3] == high
        && (text[at + 4] == low || text[at + 4] == base::toLower(low));
}
/// The quote that opens a value; a backslash for one behind a backslash; 0 for none. One that closes the text
/// around it is followed by the structure of that.
char quoteAt(std::string_view text, std::size_t at) noexcept
{
    const bool isEscaped = text.substr(at, 2) == "\\\"";
    if (!isEscaped && text[at] != '"' && text[at] != '\'')
        return '\0';
    const std::size_t next = at + (isEscaped ? 2 : 1);
    constexpr std::string_view kClosed = ",}]):;\"'\\<> \t\r\n";
    return next < text.size() && kClosed.find(text[next]) == npos ? text[at] : '\0';
}
bool isLiteralAt(std::string_view text, std::size_t first, std::size_t end) noexcept
{
    const std::string_view word = text.substr(first, end - first);
    return word == "true" || word == "false" || word == "null";
}

/// The sign, point or exponent of a number.
bool isOfNumber(std::string_view text, std::size_t first, std::size_t end) noexcept
{
    constexpr std::string_view kMarks = "+-.eE";
    return end - first == 1 && kMarks.find(text[first]) != npos
        && ((first > 0 && base::isDigit(text[first - 1])) || (end < text.size() && base::isDigit(text[end])));
}

} // namespace

void SecretFinder::begin(bool hasPatterns)
{
    m_json.begin();
    m_lines.begin();
    m_text.clear();
    m_kinds.clear();
    m_base = 0;
    m_new = m_nextParameter = m_nextUrl = m_nextEscaped = m_nextMark = 0;
    m_sink.prune(std::numeric_limits<std::uint64_t>::max());
    m_nextMatch.assign(m_matcher.patternCount(), 0);
    m_hasPatterns = hasPatterns && m_matcher.patternCount() > 0;
    m_isInValue = false;
    m_lexer = {};
}

void SecretFinder::add(base::ByteSpan piece)
{
    m_json.add(piece);
    m_lines.add(piece);
    while (!piece.empty()) {
        const std::size_t room = kWindowBytes - m_text.size();
        const auto part = piece.first(std::min(room, piece.size()));
        m_text += base::asText(part);
        piece = piece.subspan(part.size());
        if (m_text.size() == kWindowBytes)
            process(false);
    }
}

void SecretFinder::end()
{
    m_json.end();
    m_lines.end();
    process(true);
    if (m_text.capacity() > kKeptBytes) {
        m_text = {};
        m_kinds = {};
    }
}

std::uint64_t SecretFinder::earliest() const noexcept
{
    return std::min({m_json.earliest(), m_lines.earliest(), m_base});
}

void SecretFinder::process(bool isLast)
{
    const std::size_t limit = isLast ? m_text.size() : m_text.size() - kMaxMatchBytes;
    lex();
    findParameters(limit);
    findCredentials(limit);
    findEscapedCredentials(limit);
    m_nextMark = m_prose.find(m_text, m_nextMark, limit, m_base);
    if (m_hasPatterns)
        findPatterns(limit);
    if (isLast)
        return;
    const std::size_t gone = limit - kContextBytes;
    m_text.erase(0, gone);
    if (!m_kinds.empty())
        m_kinds.erase(m_kinds.begin(), m_kinds.begin() + static_cast<std::ptrdiff_t>(gone));
    m_base += gone;
    const auto less = [gone](std::size_t at) { return at > gone ? at - gone : 0; };
    m_nextParameter = less(m_nextParameter);
    m_nextUrl = less(m_nextUrl);
    m_nextEscaped = less(m_nextEscaped);
    m_nextMark = less(m_nextMark);
    m_sink.prune(m_base);
    for (std::size_t &next : m_nextMatch)
        next = less(next);
}

/// Only patterns need it: what else is found keeps to JSON by what it is.
void SecretFinder::lex()
{
    if (!m_hasPatterns)
        return;
    for (std::size_t i = m_kinds.size(); i < m_text.size(); ++i)
        m_kinds.push_back(m_lexer.next(m_text[i]));
}

void SecretFinder::tell(std::size_t first, std::size_t end, char fill)
{
    if (end > first)
        m_sink.range(m_base + first, end - first, fill);
}

// --- parameters

void SecretFinder::findParameters(std::size_t limit)
{
    const std::string_view text = m_text;
    if (m_isInValue) {
        const std::size_t end = valueEnd(m_nextParameter, m_valueQuote, m_isNestedValue);
        tell(m_nextParameter, end, kFill);
        m_isInValue = end == text.size();
        m_nextParameter = end;
    }
    while (!m_isInValue) {
        std::size_t at = m_nextParameter;
        while (at < limit && text[at] != '=' && text[at] != '%')
            ++at;
        if (at >= limit)
            break;
        const bool isNested = text[at] == '%';
        const bool isDeep = isNested && isDeepEscape(text, at, '3', 'D');
        if (isNested && !isDeep && !isEscape(text, at, '3', 'D')) {
            m_nextParameter = at + 1;
            continue;
        }
        m_nextParameter = parameterAt(at, isDeep ? 5 : isNested ? 3 : 1);
    }
    m_nextParameter = std::max(m_nextParameter, m_isInValue ? text.size() : limit);
}

/// An equals sign, in a URL within a URL "%3D", in one within that "%253D". Gives where to go on.
std::size_t SecretFinder::parameterAt(std::size_t equals, std::size_t equalsSize)
{
    const std::string_view text = m_text;
    const bool isNested = equalsSize > 1;
    std::size_t first = equals;
    while (first > 0 && equals - first < kContextBytes && isNameByte(text[first - 1])
           && !(isNested && first >= 3
                && (isEscape(text, first - 3, '2', '6') || isEscape(text, first - 3, '3', 'F')))
           && !(isNested && first >= 5
                && (isDeepEscape(text, first - 5, '2', '6') || isDeepEscape(text, first - 5, '3', 'F'))))
        --first;
    std::string_view name = text.substr(first, equals - first);
    if (first > 0 && text[first - 1] == '\\' && name.substr(0, 5) == "u0026")
        name.remove_prefix(5); // "&" as some writers of JSON have it
    const std::string *rule = name.empty() ? nullptr : m_matcher.queryName(name);
    std::size_t value = equals + equalsSize;
    if (!rule || value >= text.size() || text[value] == '=')
        return value;
    const char quote = quoteAt(text, value);
    const std::size_t from = quote == '\\' ? value + 2 : quote ? value + 1 : value;
    const std::size_t end = valueEnd(from, quote, isNested);
    if (end == from)
        return value;
    m_sink.secret(RedactionPlace::Query, *rule);
    tell(from, end, kFill);
    m_isInValue = end == text.size();
    m_valueQuote = quote;
    m_isNestedValue = isNested;
    return end;
}

std::size_t SecretFinder::valueEnd(std::size_t from, char quote, bool isNested) const
{
    const std::string_view text = m_text;
    for (std::size_t i = from; i < text.size(); ++i) {
        const char c = text[i];
        if (quote ? c == quote || c == '"' || c == '\r' || c == '\n'
                  : isEnd(c) || c == '&' || c == '#' || c == ';')
            return i;
        const bool isNext = isEscape(text, i, '2', '6') || isEscape(text, i, '2', '3')
            || isDeepEscape(text, i, '2', '6') || isDeepEscape(text, i, '2', '3');
        if (isNested && isNext)
            return i;
        // Within JSON "\/" and \uXXXX are parts of a value; a quote, a line end and "&" end it.
        if (c == '\\' && i + 1 < text.size()) {
            const std::string_view rest = text.substr(i + 1, 5);
            const bool isPart = rest[0] == '/' || rest[0] == '\\'
                || (rest[0] == 'u' && rest != "u0026" && rest != "u0022" && rest != "u0027");
            if (!isPart)
                return i;
            ++i;
        }
    }
    return text.size();
}

// --- credentials

void SecretFinder::findCredentials(std::size_t limit)
{
    const std::string_view text = m_text;
    while (m_nextUrl < limit) {
        const std::size_t colon = text.find(':', m_nextUrl);
        if (colon == npos || colon >= limit)
            break;
        m_nextUrl = colon + 1;
        std::size_t first = colon + 1;
        if (text.substr(first, 2) == "//")
            first += 2;
        else if (text.substr(first, 4) == "\\/\\/")
            first += 4;
        else
            continue;
        const std::size_t end =
            std::min({text.size(), text.find_first_of("/?#\\", first), first + kMaxMatchBytes});
        const auto stop = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(first),
                                       text.begin() + static_cast<std::ptrdiff_t>(end), isEnd);
        const auto size = static_cast<std::size_t>(stop - text.begin()) - first;
        const std::size_t at = text.substr(first, size).rfind('@');
        if (at == npos || at == 0)
            continue;
        m_sink.secret(RedactionPlace::UrlCredentials, "URL");
        const std::size_t separator = text.substr(first, at).find(':');
        tell(first, first + std::min(separator, at), kFill);
        if (separator != npos)
            tell(first + separator + 1, first + at, kFill);
        m_nextUrl = first + at;
    }
    m_nextUrl = std::max(m_nextUrl, limit);
}

/// The same in a URL within a URL: "https%3A%2F%2Fuser%3Apassword%40".
void SecretFinder::findEscapedCredentials(std::size_t limit)
{
    const std::string_view text = m_text;
    while (m_nextEscaped < limit) {
        const std::size_t percent = text.find('%', m_nextEscaped);
        if (percent == npos || percent >= limit)
            break;
        m_nextEscaped = percent + 1;
        const bool isStart = isEscape(text, percent, '3', 'A') && isEscape(text, percent + 3, '2', 'F')
            && isEscape(text, percent + 6, '2', 'F');
        if (!isStart)
            continue;
        const std::size_t first = percent + 9;
        const auto isOther = [&](std::size_t at) {
            return isEnd(text[at]) || text[at] == '&' || isEscape(text, at, '2', 'F')
                || isEscape(text, at, '3', 'F') || isEscape(text, at, '2', '3');
        };
        std::size_t end = first;
        while (end < text.size() && !isOther(end) && !isEscape(text, end, '4', '0') && text[end] != '@')
            ++end;
        if (end == first || end >= text.size() || isOther(end))
            continue;
        m_sink.secret(RedactionPlace::UrlCredentials, "URL");
        tell(first, end, kFill);
        m_nextEscaped = end;
    }
    m_nextEscaped = std::max(m_nextEscaped, limit);
}

// --- patterns

void SecretFinder::findPatterns(std::size_t limit)
{
    for (std::size_t pattern = 0; pattern < m_nextMatch.size(); ++pattern) {
        std::size_t &next = m_nextMatch[pattern];
        while (next < limit) {
            const auto match = m_matcher.find(pattern, m_text, next);
            if (!match || match->first >= limit)
                break;
            m_sink.secret(RedactionPlace::Pattern, "pattern " + std::to_string(pattern + 1));
            tellPattern(match->first, match->end());
            next = match->end();
        }
        next = std::max(next, limit);
    }
}

/// Whole characters, and whole escapes of JSON.
void SecretFinder::tellPattern(std::size_t first, std::size_t end)
{
    while (first > 0 && m_kinds[first] == Kind::EscapeRest)
        --first;
    while (end < m_text.size() && m_kinds[end] == Kind::EscapeRest)
        ++end;
    while (first > 0 && isContinuation(m_text[first]))
        --first;
    while (end < m_text.size() && isContinuation(m_text[end]))
        ++end;
    tellInJson(first, end);
}

/// Quotes and the structure stay, numbers become numbers. In a text that is no JSON that is a few marks that
/// stay.
void SecretFinder::tellInJson(std::size_t first, std::size_t end)
{
    const std::string_view text = m_text;
    constexpr std::string_view kStructure = "{}[]:, \t\r\n";
    for (std::size_t i = first; i < end;) {
        std::size_t next = i + 1;
        if (m_kinds[i] == Kind::Outside && base::isDigit(text[i])) {
            tell(i, next, kFillDigit);
        } else if (m_kinds[i] == Kind::Outside && base::isAlpha(text[i])) {
            std::size_t from = i;
            while (from > 0 && m_kinds[from - 1] == Kind::Outside && base::isAlpha(text[from - 1]))
                --from;
            while (next < text.size() && m_kinds[next] == Kind::Outside && base::isAlpha(text[next]))
                ++next;
            if (!isLiteralAt(text, from, next) && !isOfNumber(text, from, next))
                tell(i, std::min(next, end), kFill);
        } else if (m_kinds[i] != Kind::Quote
                   && (m_kinds[i] != Kind::Outside || kStructure.find(text[i]) == npos)) {
            while (next < end && m_kinds[next] == m_kinds[i] && m_kinds[i] != Kind::Outside)
                ++next;
            if (m_kinds[i] != Kind::Outside || !isOfNumber(text, i, next))
                tell(i, next, kFill);
        }
        i = std::max(next, i + 1);
    }
}

} // namespace hop101::capture
