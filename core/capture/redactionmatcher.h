// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/capture/redactionrules.h"

#include <map>

namespace hop101::capture {

/// Rules made ready for use. Names are looked up by comparableName(); patterns run in time that is linear in
/// the text, with bounded memory, whatever the pattern. Can be shared by threads.
class RedactionMatcher
{
public:
    static base::Result<std::shared_ptr<const RedactionMatcher>, PatternError>
    make(const RedactionRules &rules);
    ~RedactionMatcher();

    const RedactionRules &rules() const noexcept { return m_rules; }

    /// The name as the rules spell it; null where it is none of theirs. `name` may be percent-encoded, and a
    /// part of "user[name]" or "user.name" counts.
    const std::string *queryName(std::string_view name) const;
    const std::string *jsonName(std::string_view name) const;
    /// Also where a field is called as a parameter is, with or without "X-" before it.
    const std::string *headerName(std::string_view name) const;
    /// What stands before a token among subprotocols: "bearer".
    bool isTokenWord(std::string_view word) const;

    std::size_t patternCount() const noexcept;
    /// The first match in `text` that begins at or after `from` and is not empty; nothing where there is
    /// none. What stands before `from` is seen by ^ and \b.
    std::optional<base::ByteRange> find(std::size_t pattern, std::string_view text, std::size_t from) const;

private:
    using Names = std::map<std::string, std::string, std::less<>>;
    struct Patterns;
    explicit RedactionMatcher(RedactionRules rules);
    static Names namesOf(const std::vector<std::string> &names);
    static const std::string *find(const Names &names, std::string_view name);

    RedactionRules m_rules;
    Names m_query, m_json, m_headers;
    std::unique_ptr<Patterns> m_patterns;
};

/// Bytes of `text` with %XX replaced by what they stand for; what is no such escape stays.
std::string percentDecoded(std::string_view text);

} // namespace hop101::capture
