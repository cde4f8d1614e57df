// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionmatcher.h"

#include "core/base/ascii.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace hop101::capture {

namespace {

/// Of each pattern's compiled form. Beyond it matching is slower, and still linear.
constexpr std::int64_t kPatternMemoryBytes = std::int64_t{8} * 1024 * 1024;

re2::RE2::Options options()
{
    re2::RE2::Options options;
    options.set_log_errors(false); // an error may quote the pattern, and that a secret
    options.set_max_mem(kPatternMemoryBytes);
    return options;
}

constexpr std::array kTokenWords = {"bearer",  "authorization", "accesstoken", "token",    "jwt",   "auth",
                                    "apikey",  "authtoken",     "idtoken",     "access",   "basic", "key",
                                    "session", "sessionid",     "secret",      "password", "ticket"};

/// "*password" ends every name that ends so; of "*_token" the word begins there, too: "userToken", "a-token".
bool endsLike(std::string_view name, std::string_view rule)
{
    const bool isWord = rule.substr(1, 1) == "_";
    const std::string ending = comparableName(rule.substr(1));
    std::size_t at = name.size(), left = ending.size();
    while (at > 0 && left > 0) {
        const char c = name[--at];
        if (c == '-' || c == '_')
            continue;
        if (base::toLower(c) != ending[--left])
            return false;
    }
    if (left > 0 || ending.empty())
        return false;
    const bool isCapital = name[at] >= 'A' && name[at] <= 'Z' && at > 0 && name[at - 1] >= 'a';
    return !isWord || isCapital || at == 0 || !base::isAlpha(name[at - 1]);
}

} // namespace

struct RedactionMatcher::Patterns
{
    std::vector<std::unique_ptr<re2::RE2>> all;
};

RedactionMatcher::RedactionMatcher(RedactionRules rules)
    : m_rules(std::move(rules)), m_query(namesOf(m_rules.queryParameters)),
      m_json(namesOf(m_rules.jsonFields)), m_headers(namesOf(m_rules.headers)),
      m_patterns(std::make_unique<Patterns>())
{ }

RedactionMatcher::~RedactionMatcher() = default;

base::Result<std::shared_ptr<const RedactionMatcher>, PatternError>
RedactionMatcher::make(const RedactionRules &rules)
{
    std::shared_ptr<RedactionMatcher> matcher(new RedactionMatcher(rules));
    if (rules.patterns.size() > kMaxPatterns)
        return PatternError{kMaxPatterns, "there are more than " + std::to_string(kMaxPatterns)};
    for (std::size_t i = 0; i < rules.patterns.size(); ++i) {
        auto pattern = std::make_unique<re2::RE2>(rules.patterns[i], options());
        if (rules.patterns[i].empty())
            return PatternError{i, "it is empty"};
        if (!pattern->ok())
            return PatternError{i, pattern->error()};
        if (re2::RE2::FullMatch("", *pattern))
            return PatternError{i, "it matches an empty text"};
        matcher->m_patterns->all.push_back(std::move(pattern));
    }
    return std::shared_ptr<const RedactionMatcher>(std::move(matcher));
}

RedactionMatcher::Names RedactionMatcher::namesOf(const std::vector<std::string> &names)
{
    Names comparable;
    for (const std::string &name : names)
        comparable.emplace(comparableName(name), name);
    comparable.erase(std::string());
    return comparable;
}

const std::string *RedactionMatcher::find(const Names &names, std::string_view name)
{
    if (const auto found = names.find(comparableName(name)); found != names.end())
        return &found->second;
    // The stars stand in front of all letters.
    for (auto each = names.lower_bound("*"); each != names.end() && each->first.front() == '*'; ++each) {
        if (endsLike(name, each->second))
            return &each->second;
    }
    return nullptr;
}

const std::string *RedactionMatcher::queryName(std::string_view name) const
{
    const std::string decoded = percentDecoded(name);
    std::string_view plain = decoded;
    if (const std::string *whole = find(m_query, plain))
        return whole;
    while (!plain.empty() && (plain.back() == ']' || plain.back() == '['))
        plain.remove_suffix(1);
    const std::size_t part = plain.find_last_of(".[:");
    return part == std::string_view::npos ? nullptr : find(m_query, plain.substr(part + 1));
}

const std::string *RedactionMatcher::jsonName(std::string_view name) const
{
    return find(m_json, name);
}

const std::string *RedactionMatcher::headerName(std::string_view name) const
{
    if (const std::string *own = find(m_headers, name))
        return own;
    if (const std::string *parameter = find(m_query, name))
        return parameter;
    const bool isExtended = name.size() > 2 && (name[0] == 'x' || name[0] == 'X') && name[1] == '-';
    return isExtended ? find(m_query, name.substr(2)) : nullptr;
}

bool RedactionMatcher::isTokenWord(std::string_view word) const
{
    const std::string comparable = comparableName(word);
    return std::find(kTokenWords.begin(), kTokenWords.end(), comparable) != kTokenWords.end()
        || m_query.find(comparable) != m_query.end();
}

std::size_t RedactionMatcher::patternCount() const noexcept
{
    return m_patterns->all.size();
}

std::optional<base::ByteRange> RedactionMatcher::find(std::size_t pattern, std::string_view text,
                                                      std::size_t from) const
{
    const re2::RE2 &expression = *m_patterns->all[pattern];
    while (from < text.size()) {
        re2::StringPiece match;
        if (!expression.Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                              re2::RE2::UNANCHORED, &match, 1))
            return std::nullopt;
        const auto at = static_cast<std::size_t>(match.data() - text.data());
        if (!match.empty())
            return base::ByteRange{at, match.size()};
        from = at + 1;
    }
    return std::nullopt;
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char *end = text.data() + std::min(text.size(), i + 3);
        const bool isEscape = text[i] == '%' && i + 2 < text.size()
            && std::from_chars(text.data() + i + 1, end, value, 16).ptr == end;
        decoded += isEscape ? static_cast<char>(value) : text[i];
        i += isEscape ? 2 : 0;
    }
    return decoded;
}

} // namespace hop101::capture
