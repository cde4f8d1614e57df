// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/prosesecrets.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace hop101::capture {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t kMaxName = 64; ///< of a field or a mark of markup
constexpr std::size_t kShortestBearer = 8, kLongBearer = 24;

bool isNameByte(char c) noexcept
{
    return base::isAlpha(c) || base::isDigit(c) || c == '-' || c == '_';
}
bool isTokenByte(char c) noexcept
{
    constexpr std::string_view kOthers = "-._~+/=";
    return base::isAlpha(c) || base::isDigit(c) || kOthers.find(c) != npos;
}
bool isQuote(char c) noexcept
{
    return c == '"' || c == '\'';
}
std::size_t count(std::string_view text, auto is)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is));
}
bool isCookieName(std::string_view name) noexcept
{
    return base::equalsIgnoringCase(name, "cookie") || base::equalsIgnoringCase(name, "set-cookie");
}
bool isAuthorization(std::string_view name)
{
    constexpr std::string_view kName = "authorization";
    if (name.size() < kName.size())
        return false;
    const std::string_view before = name.substr(0, name.size() - kName.size());
    return base::equalsIgnoringCase(name.substr(before.size()), kName)
        && (before.empty() || !base::isAlpha(before.back()));
}
bool isLiteral(std::string_view word) noexcept
{
    constexpr std::array kWords = {"true", "false", "null", "undefined", "None", "True", "False"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}
/// Base64 of more than a word of prose.
bool looksLikeBasic(std::string_view token)
{
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return token.size() >= 8 && token.size() % 4 == 0 && count(token, isCapital) >= 2
        && count(token, isCapital) < count(token, base::isAlpha);
}
/// Of one that has parameters, such as Digest, all of them go.
bool hasParameters(std::string_view scheme)
{
    constexpr std::array kSchemes = {"digest", "oauth", "hawk", "signature", "token", "aws4-hmac-sha256"};
    return std::ranges::any_of(kSchemes,
                               [scheme](const char *each) { return base::equalsIgnoringCase(scheme, each); });
}

/// The value of an attribute of a tag, a part of it.
std::string_view attribute(std::string_view tag, std::string_view name)
{
    for (std::size_t at = tag.find(name); at != npos; at = tag.find(name, at + 1)) {
        const std::size_t equals = at + name.size();
        if (at == 0 || tag[at - 1] != ' ' || tag.substr(equals, 1) != "=" || equals + 1 >= tag.size()
            || !isQuote(tag[equals + 1]))
            continue;
        const std::size_t end = std::min(tag.find(tag[equals + 1], equals + 2), tag.size());
        return tag.substr(equals + 2, end - equals - 2);
    }
    return {};
}

} // namespace

void ToldSink::range(std::uint64_t first, std::uint64_t size, char fill)
{
    std::uint64_t &end = m_ends[first];
    end = std::max(end, first + size);
    m_to.range(first, size, fill);
}

bool ToldSink::isTold(std::uint64_t at) const
{
    const auto behind = m_ends.upper_bound(at);
    return behind != m_ends.begin() && std::prev(behind)->second > at;
}

void ToldSink::prune(std::uint64_t before)
{
    while (!m_ends.empty() && m_ends.begin()->second <= before)
        m_ends.erase(m_ends.begin());
}

std::size_t ProseSecrets::find(std::string_view text, std::size_t from, std::size_t limit, std::uint64_t base)
{
    m_text = text;
    m_base = base;
    std::size_t at = from;
    while (at < limit)
        at = std::max(at + 1, atMark(at));
    return at;
}

std::size_t ProseSecrets::atMark(std::size_t at)
{
    switch (m_text[at]) {
    case ' ':
        return scheme(at);
    case 'J':
        return webToken(at);
    case ':':
        return field(at, at + 1);
    case '=':
        return at > 0 && m_text[at - 1] == ' ' && m_text.substr(at + 1, 1) == " " ? field(at, at + 1)
                                                                                  : at + 1;
    case '>':
        return at > 0 && m_text[at - 1] == '=' ? field(at - 1, at + 1) : element(at);
    default:
        return at + 1;
    }
}

/// "Bearer TOKEN" and "Basic TOKEN", wherever they stand (RFC 6750 section 2.1, RFC 7617 section 2).
std::size_t ProseSecrets::scheme(std::size_t space)
{
    const std::string_view word = nameBefore(space);
    const bool isBearer = base::equalsIgnoringCase(word, "bearer");
    if (!isBearer && !base::equalsIgnoringCase(word, "basic"))
        return space + 1;
    const std::size_t first = space + 1;
    const std::size_t end = wordEnd(first);
    const std::string_view token = m_text.substr(first, end - first);
    const bool isParameter = end < m_text.size() && m_text[end] == '"' && token.ends_with('=');
    const bool isSecret = isBearer
        ? token.size() >= kShortestBearer && (count(token, base::isDigit) > 0 || token.size() >= kLongBearer)
        : looksLikeBasic(token);
    return isSecret && !isParameter ? tell(RedactionPlace::Header, isBearer ? "Bearer" : "Basic", first, end)
                                    : space + 1;
}

/// A JSON Web Token: three parts in base64url, of which the first begins with {" (RFC 7519 section 3).
std::size_t ProseSecrets::webToken(std::size_t at)
{
    constexpr std::size_t kShortestPart = 8;
    if (at < 2 || m_text.substr(at - 2, 2) != "ey" || (at > 2 && isNameByte(m_text[at - 3])))
        return at + 1;
    std::size_t end = at - 2, dots = 0, part = end;
    for (; end < m_text.size() && (isNameByte(m_text[end]) || m_text[end] == '.'); ++end) {
        if (m_text[end] != '.')
            continue;
        if (dots < 2 && end - part < kShortestPart)
            return at + 1;
        ++dots;
        part = end + 1;
    }
    return dots >= 2 ? tell(RedactionPlace::Header, "JWT", at - 2, end) : at + 1;
}

/// The name of a field that ends right before `end`. What is left of "\n" in JSON is none of it.
std::string_view ProseSecrets::nameBefore(std::size_t end) const
{
    std::size_t first = end;
    while (first > 0 && end - first < kMaxName && isNameByte(m_text[first - 1]))
        --first;
    constexpr std::string_view kEscapes = "nrt";
    if (first > 0 && first < end && m_text[first - 1] == '\\' && kEscapes.find(m_text[first]) != npos)
        ++first;
    return m_text.substr(first, end - first);
}

/// A name stands before `mark` (":" or "=>"), its value behind it.
std::size_t ProseSecrets::field(std::size_t mark, std::size_t behind)
{
    std::size_t nameEnd = mark;
    const bool isArrow = m_text[mark] == '=';
    while (isArrow && nameEnd > 0 && m_text[nameEnd - 1] == ' ')
        --nameEnd;
    const char before = nameEnd > 0 ? m_text[nameEnd - 1] : '\0';
    if (before == '"' && !isArrow)
        return namedPair(mark);
    const bool isClosed = before == '\'' || (isArrow && (before == '"' || before == ']'));
    const std::string_view name = nameBefore(isClosed ? nameEnd - 1 : nameEnd);
    const auto start = static_cast<std::size_t>(name.data() - m_text.data());
    if (name.empty())
        return behind;
    if (isAuthorization(name))
        return authorization(behind, name);
    const std::size_t found = m_text.find_first_not_of(" \t", behind);
    std::size_t first = std::min(found, m_text.size());
    const char quote = first < m_text.size() && isQuote(m_text[first]) ? m_text[first] : '\0';
    if (isCookieName(name)) {
        const char around = start > 0 && isQuote(m_text[start - 1]) ? m_text[start - 1] : quote;
        first += isClosed && quote ? 1 : 0;
        return tell(RedactionPlace::Cookie, name, first, lineEnd(first, isClosed ? quote : around));
    }
    const std::string *rule = m_matcher.headerName(name);
    rule = rule ? rule : m_matcher.jsonName(name);
    const bool isApart = first > behind || quote || name.find('-') != npos;
    if (!rule || !isApart)
        return isArrow ? behind : credentials(mark);
    first += quote ? 1 : 0;
    const std::size_t end = quote
        ? lineEnd(first, quote)
        : std::min(m_text.find_first_of(" \t\r\n,;\"'<>()[]{}\\`", first), m_text.size());
    const bool isSecret = !isLiteral(m_text.substr(first, end - first));
    return isSecret ? tell(RedactionPlace::Header, *rule, first, end) : behind;
}

std::size_t ProseSecrets::authorization(std::size_t behind, std::string_view name)
{
    std::size_t first = std::min(m_text.find_first_not_of(" \t", behind), m_text.size());
    const char quote = first < m_text.size() && isQuote(m_text[first]) ? m_text[first] : '\0';
    first += quote ? 1 : 0;
    std::size_t end = wordEnd(first);
    const auto start = static_cast<std::size_t>(name.data() - m_text.data());
    const char around = start > 0 && isQuote(m_text[start - 1]) ? m_text[start - 1] : quote;
    if (hasParameters(m_text.substr(first, end - first))) {
        first = std::min(end + 1, m_text.size());
        end = lineEnd(first, around);
    } else if (end < m_text.size() && m_text[end] == ' ' && wordEnd(end + 1) > end + 1) {
        first = end + 1;
        end = wordEnd(first);
    }
    return end > first ? tell(RedactionPlace::Header, "Authorization", first, end) : behind;
}

/// {"name":"Authorization","value":"..."}, as a HAR has fields.
std::size_t ProseSecrets::namedPair(std::size_t colon)
{
    const auto quoted = [this](std::size_t open) {
        const std::size_t close =
            open < m_text.size() && m_text[open] == '"' ? m_text.find('"', open + 1) : npos;
        return close == npos ? std::string_view() : m_text.substr(open + 1, close - open - 1);
    };
    const auto skip = [this](std::size_t at, char sign) {
        at = std::min(m_text.find_first_not_of(" \t\r\n", at), m_text.size());
        return at < m_text.size() && m_text[at] == sign
            ? std::min(m_text.find_first_not_of(" \t\r\n", at + 1), m_text.size())
            : m_text.size();
    };
    const auto isName = [](std::string_view key) { return key == "name" || key == "key" || key == "header"; };
    const auto isSecret = [this](std::string_view name) {
        return !name.empty() && name.size() < kMaxName
            && (isCookieName(name) || m_matcher.headerName(name) || m_matcher.jsonName(name));
    };
    const std::string_view key = nameBefore(colon - 1);
    const std::size_t open = isName(key) || key == "value" ? skip(colon, ':') : m_text.size();
    if (open >= m_text.size() || m_text[open] != '"')
        return colon + 1;
    const std::size_t end = lineEnd(open + 1, '"');
    const std::size_t second = skip(std::min(end + 1, m_text.size()), ',');
    const std::string_view other = quoted(second);
    if (other.empty() || isName(key) == isName(other) || (isName(key) && other != "value"))
        return colon + 1;
    const std::size_t third = skip(second + other.size() + 2, ':');
    if (third >= m_text.size() || m_text[third] != '"')
        return colon + 1;
    if (key == "value")
        return isSecret(quoted(third)) ? tell(RedactionPlace::JsonField, "$..value", open + 1, end)
                                       : colon + 1;
    return isSecret(quoted(open))
        ? tell(RedactionPlace::JsonField, "$..value", third + 1, lineEnd(third + 1, '"'))
        : colon + 1;
}

/// curl -u me:it
std::size_t ProseSecrets::credentials(std::size_t colon)
{
    std::size_t first = colon;
    while (first > 0 && colon - first < kMaxName && isTokenByte(m_text[first - 1]))
        --first;
    std::string_view before = m_text.substr(0, first);
    if (!before.empty() && isQuote(before.back()))
        before.remove_suffix(1);
    constexpr std::array kOptions = {" -u ", " --user ", " -U ", " --proxy-user "};
    const bool isOption =
        std::ranges::any_of(kOptions, [before](const char *option) { return before.ends_with(option); });
    if (first == colon || !isOption)
        return colon + 1;
    const std::size_t end = std::min(m_text.find_first_of(" \t\r\n\"'\\", colon), m_text.size());
    return tell(RedactionPlace::UrlCredentials, "user", colon + 1, end);
}

/// What stands in an element of XML that is called as a field is, or has an attribute that names it so:
/// <input name="token" value="it">, <string name="token">it</string>.
std::size_t ProseSecrets::element(std::size_t close)
{
    constexpr std::size_t kMaxTag = 256;
    constexpr std::string_view kData = "<![CDATA[";
    const std::size_t start = close - std::min(close, kMaxTag);
    const std::size_t open = m_text.substr(start, close - start).find_last_of("<>");
    if (open == npos || m_text[start + open] != '<')
        return close + 1;
    const std::string_view tag = m_text.substr(start + open + 1, close - start - open - 1);
    const std::string *rule = m_matcher.queryName(tag.substr(0, tag.find_first_of(" \t\r\n")));
    const std::string *named = m_matcher.queryName(attribute(tag, "name"));
    for (const char *each : {"value", "content"}) {
        const std::string_view value = named ? attribute(tag, each) : std::string_view();
        if (value.empty())
            continue;
        const auto first = static_cast<std::size_t>(value.data() - m_text.data());
        tell(RedactionPlace::Query, *named, first, first + value.size());
        return close + 1;
    }
    rule = rule ? rule : named;
    if (!rule || tag.ends_with('/'))
        return close + 1;
    const bool isData = m_text.substr(close + 1, kData.size()) == kData;
    const std::size_t first = close + 1 + (isData ? kData.size() : 0);
    const std::size_t end = std::min(m_text.find(isData ? "]]>" : "<", first), m_text.size());
    const std::string_view value = m_text.substr(first, end - first);
    const bool isThere = value.find_first_not_of(" \t\r\n") != npos && value.find('"') == npos;
    return isThere ? tell(RedactionPlace::Query, *rule, first, end) : close + 1;
}

/// Where a value ends that has the rest of a line: there, at the quote around it, or at markup. A value in
/// quotes behind "=" belongs to it.
std::size_t ProseSecrets::lineEnd(std::size_t from, char quote) const
{
    for (std::size_t i = from; i < m_text.size(); ++i) {
        const char c = m_text[i];
        if (c == '\r' || c == '\n' || c == quote || (!quote && (c == '<' || c == '`')))
            return i;
        if (c == '\\') {
            const char next = i + 1 < m_text.size() ? m_text[i + 1] : '\0';
            if (next == 'r' || next == 'n' || (quote == '\'' && next == '"'))
                return i;
            ++i;
        } else if (!quote && isQuote(c)) {
            const std::size_t close = i > from && m_text[i - 1] == '=' ? m_text.find(c, i + 1) : npos;
            if (close == npos || m_text.substr(i, close - i).find('\n') != npos)
                return i;
            i = close;
        }
    }
    return m_text.size();
}

std::size_t ProseSecrets::wordEnd(std::size_t from) const
{
    const auto begin = m_text.begin() + static_cast<std::ptrdiff_t>(std::min(from, m_text.size()));
    return static_cast<std::size_t>(std::find_if_not(begin, m_text.end(), isTokenByte) - m_text.begin());
}

std::size_t ProseSecrets::tell(RedactionPlace place, std::string_view name, std::size_t first,
                               std::size_t end)
{
    if (end <= first)
        return std::max(first, end);
    if (m_sink.isTold(m_base + first))
        return end;
    const std::string_view value = m_text.substr(first, end - first);
    m_sink.secret(place, name);
    m_sink.range(m_base + first, end - first,
                 count(value, base::isDigit) == value.size() ? kFillDigit : kFill);
    return end;
}

} // namespace hop101::capture
