// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionhead.h"

#include "core/base/ascii.h"
#include "core/capture/secretfinder.h"

#include <algorithm>
#include <array>

namespace hop101::capture {

namespace {

constexpr auto npos = std::string_view::npos;

/// Fields that decide how a head is read and judged; none of them holds a secret. A pattern such as \d+
/// would make another head of them.
constexpr std::array kStructural = {
    "contentlength",   "transferencoding",   "connection",          "upgrade",
    "secwebsocketkey", "secwebsocketaccept", "secwebsocketversion", "secwebsocketextensions"};

bool isControl(char c) noexcept
{
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}
bool hasToken(std::string_view name, const auto &names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Moves its finds to where the text stands in a head.
class ShiftedSink final : public SecretSink
{
public:
    ShiftedSink(SecretSink &sink, std::uint64_t by) : m_sink(sink), m_by(by) { }
    void secret(RedactionPlace place, std::string_view name) override { m_sink.secret(place, name); }
    void range(std::uint64_t first, std::uint64_t size, char fill) override
    {
        m_sink.range(m_by + first, size, fill);
    }

private:
    SecretSink &m_sink;
    std::uint64_t m_by;
};

/// Long, and of small and capital letters and digits, or of hex digits: no protocol is called so.
bool looksRandom(std::string_view word)
{
    const auto count = [word](auto is) { return std::count_if(word.begin(), word.end(), is); };
    const auto digits = count(base::isDigit);
    const auto capitals = count([](char c) { return c >= 'A' && c <= 'Z'; });
    const auto small = count([](char c) { return c >= 'a' && c <= 'z'; });
    const auto hex = count([](char c) { return base::isDigit(c) || (c >= 'a' && c <= 'f') || c == '-'; });
    const auto size = static_cast<std::ptrdiff_t>(word.size());
    return (size >= 20 && digits > 1 && capitals > 1 && small > 1) || (size >= 24 && hex == size)
        || (size > 20 && word.substr(0, 3) == "eyJ");
}

/// Behind a word such as "token": what is shorter is a version.
constexpr std::size_t kShortestToken = 4;

/// Where the secret begins in an element such as "base64url.bearer.authorization.k8s.io.TOKEN"; its size
/// where there is none.
std::size_t secretIn(std::string_view element, const RedactionMatcher &matcher)
{
    if (element.substr(0, 3) == "eyJ" && element.size() > 20)
        return 0;
    std::size_t first = 0;
    bool isTold = false;
    for (std::size_t at = 0; at < element.size();) {
        const std::size_t end = std::min(element.find_first_of(".-_:=|~", at), element.size());
        const std::string_view word = element.substr(at, end - at);
        if (end < element.size() && matcher.isTokenWord(word)) {
            first = end + 1;
            isTold = true;
        }
        at = end + 1;
    }
    constexpr std::string_view kKubernetes = "k8s.io.";
    if (isTold && first + kShortestToken <= element.size()) {
        const std::size_t behind = element.find(kKubernetes, first);
        return behind == npos ? first : behind + kKubernetes.size();
    }
    const std::size_t dot = element.find_last_of('.');
    const std::string_view last = dot == npos ? element : element.substr(dot + 1);
    return looksRandom(last) ? element.size() - last.size() : looksRandom(element) ? 0 : element.size();
}

bool isCookieAttribute(std::string_view name)
{
    constexpr std::array kAttributes = {"expires",  "max-age",  "domain",      "path",     "secure",
                                        "httponly", "samesite", "partitioned", "priority", "version"};
    return std::ranges::any_of(kAttributes, [name](const char *each) {
        return base::equalsIgnoringCase(base::trimmed(name), each);
    });
}

/// A semicolon; behind an attribute also a comma that another cookie follows. A date has one, too.
std::size_t pairEnd(std::string_view value, std::size_t from, bool isAttribute)
{
    const std::size_t end = std::min(value.find(';', from), value.size());
    const std::size_t comma = isAttribute ? value.find(',', from) : npos;
    if (comma >= end)
        return end;
    const std::string_view next = base::trimmed(value.substr(comma + 1, end - comma - 1));
    const std::size_t equals = next.find('=');
    return equals != npos && base::isToken(next.substr(0, equals)) ? comma : end;
}

} // namespace

TokenBook::Stand TokenBook::add(std::string_view element, std::size_t from)
{
    if (const Stand *known = find(element))
        return *known;
    constexpr std::string_view kLetters = "xyzwvutsrqponmlkjihgfedcba";
    const Stand stand{from, kLetters[m_elements.size() % kLetters.size()]};
    if (m_elements.size() < kMostTokens)
        m_elements.emplace(element, stand);
    return stand;
}

const TokenBook::Stand *TokenBook::find(std::string_view element) const
{
    const auto known = m_elements.find(element);
    return known == m_elements.end() ? nullptr : &known->second;
}

void HeadSecrets::findIn(base::ByteSpan head)
{
    const std::string_view text = base::asText(head);
    const std::size_t end = std::min(text.find('\n'), text.size());
    startLine(text.substr(0, end), 0);
    if (end < text.size())
        fields(text.substr(end + 1), end + 1);
}

void HeadSecrets::findInFields(base::ByteSpan lines)
{
    fields(base::asText(lines), 0);
}

void HeadSecrets::findNamedFields(base::ByteSpan lines)
{
    m_isByNameOnly = true;
    fields(base::asText(lines), 0);
    m_isByNameOnly = false;
}

void HeadSecrets::startLine(std::string_view line, std::uint64_t at)
{
    const std::size_t first = line.find(' ');
    if (first == npos)
        return text(line, at, m_matcher.rules().hasPatternsInHeads);
    std::size_t end = line.rfind(' ');
    if (line.substr(0, 5) == "HTTP/") { // the reason, behind the status
        const std::size_t reason = line.find(' ', first + 1);
        if (reason != npos)
            text(line.substr(reason + 1), at + reason + 1, m_matcher.rules().hasPatternsInHeads);
        return;
    }
    if (end <= first || line.substr(end + 1, 5) != "HTTP/")
        end = line.size();
    target(line.substr(first + 1, end - first - 1), at + first + 1);
}

void HeadSecrets::target(std::string_view value, std::uint64_t at)
{
    text(value, at, m_matcher.rules().hasPatternsInHeads);
    // The authority form of CONNECT, which has no "//".
    const std::size_t end = std::min(value.find_first_of("/?#"), value.size());
    const std::size_t credentials = value.substr(0, end).rfind('@');
    if (credentials == npos || credentials == 0)
        return;
    m_sink.secret(RedactionPlace::UrlCredentials, "URL");
    tell(value.substr(0, credentials), at, kFill);
}

void HeadSecrets::fields(std::string_view lines, std::uint64_t at)
{
    std::string name;
    bool hasValue = false;
    m_isBehindWord = false;
    for (std::size_t from = 0; from < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', from), lines.size());
        const std::string_view line = lines.substr(from, end - from);
        const bool isFolded = !line.empty() && (line.front() == ' ' || line.front() == '\t');
        const std::size_t colon = line.find(':');
        if (isFolded) {
            m_isFolded = hasValue;
            value_(name, line, at + from);
            m_isFolded = false;
            hasValue = true;
        } else if (colon == npos) {
            name.clear();
            text(line, at + from, m_matcher.rules().hasPatternsInHeads);
        } else {
            name = base::trimmed(line.substr(0, colon));
            hasValue = !base::trimmed(line.substr(colon + 1)).empty();
            value_(name, line.substr(colon + 1), at + from + colon + 1);
        }
        from = end + 1;
    }
}

void HeadSecrets::value_(std::string_view name, std::string_view value, std::uint64_t at)
{
    while (!value.empty() && (value.back() == '\r' || value.back() == ' ' || value.back() == '\t'))
        value.remove_suffix(1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) {
        value.remove_prefix(1);
        ++at;
    }
    const std::string comparable = comparableName(name);
    if (comparable == "authorization" || comparable == "proxyauthorization") {
        const std::size_t scheme = m_isFolded ? npos : value.find(' ');
        const bool hasScheme = scheme != npos && base::isToken(value.substr(0, scheme));
        const std::size_t from = hasScheme ? scheme + 1 : 0;
        wholeValue(RedactionPlace::Header, name, value.substr(from), at + from);
    } else if (comparable == "cookie" || comparable == "cookie2") {
        cookies(name, value, at, false);
    } else if (comparable == "setcookie" || comparable == "setcookie2") {
        cookies(name, value, at, true);
    } else if (const std::string *rule = m_matcher.headerName(name)) {
        wholeValue(RedactionPlace::Header, *rule, value, at);
    } else {
        if (comparable == "secwebsocketprotocol")
            subprotocols(value, at);
        text(value, at, m_matcher.rules().hasPatternsInHeads && !hasToken(comparable, kStructural));
    }
}

void HeadSecrets::wholeValue(RedactionPlace place, std::string_view name, std::string_view value,
                             std::uint64_t at)
{
    if (value.empty())
        return;
    m_sink.secret(place, name);
    tell(value, at, kFill);
}

/// Of Set-Cookie the first pair is the cookie, the others are attributes (RFC 6265 section 4.1.1); whatever
/// is no known one goes, too. Practice: some join several of them by commas.
void HeadSecrets::cookies(std::string_view name, std::string_view value, std::uint64_t at, bool isSet)
{
    bool isAttribute = isSet && m_isFolded;
    for (std::size_t from = 0; from < value.size();) {
        const std::size_t end = pairEnd(value, from, isAttribute);
        const std::string_view pair = value.substr(from, end - from);
        const std::size_t equals = pair.find('=');
        const std::size_t start = std::min(pair.find_first_not_of(" \t"), pair.size());
        if (isAttribute && isCookieAttribute(pair.substr(start, equals == npos ? npos : equals - start))) {
            text(pair, at + from, m_matcher.rules().hasPatternsInHeads);
        } else {
            const std::size_t skip = equals == npos ? start : equals + 1;
            wholeValue(RedactionPlace::Cookie, name, pair.substr(skip), at + from + skip);
        }
        isAttribute = isSet && end < value.size() && value[end] == ';';
        from = end + 1;
    }
}

/// Browsers cannot set Authorization for a WebSocket, so tokens travel as subprotocols.
void HeadSecrets::subprotocols(std::string_view value, std::uint64_t at)
{
    for (std::size_t from = 0; from <= value.size();) {
        const std::size_t end = std::min(value.find(',', from), value.size());
        const std::string_view element = base::trimmed(value.substr(from, end - from));
        const std::size_t skip = static_cast<std::size_t>(element.data() - value.data());
        const TokenBook::Stand *known = m_tokens.find(element);
        const std::size_t secret = known ? known->from : m_isBehindWord ? 0 : secretIn(element, m_matcher);
        if (!element.empty() && secret < element.size()) {
            const TokenBook::Stand stand = m_tokens.add(element, secret);
            m_sink.secret(RedactionPlace::Subprotocol, "Sec-WebSocket-Protocol");
            tell(element.substr(stand.from), at + skip + stand.from, stand.letter);
        }
        m_isBehindWord = !m_isBehindWord && m_matcher.isTokenWord(element);
        from = end + 1;
    }
}

void HeadSecrets::text(std::string_view value, std::uint64_t at, bool hasPatterns)
{
    if (m_isByNameOnly)
        return;
    ShiftedSink shifted(m_sink, at);
    SecretFinder finder(m_matcher, shifted);
    finder.begin(hasPatterns);
    finder.add(base::asBytes(value));
    finder.end();
}

/// Control characters stay: they break rules, and that is to be seen.
void HeadSecrets::tell(std::string_view value, std::uint64_t at, char fill)
{
    for (std::size_t from = 0; from < value.size();) {
        const auto begin = value.begin() + static_cast<std::ptrdiff_t>(from);
        const auto stop = std::find_if(begin, value.end(), isControl);
        const auto size = static_cast<std::size_t>(stop - begin);
        if (size > 0)
            m_sink.range(at + from, size, fill);
        from += size + 1;
    }
}

} // namespace hop101::capture
