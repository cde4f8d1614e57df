// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/redactarguments.h"

#include "app/cli/values.h"

#include <CLI/CLI.hpp>

namespace hop101::cli {
namespace {

void addRepeated(CLI::App &app, const std::string &name, std::vector<std::string> &values, const char *type,
                 const std::string &about)
{
    // One value each time, or the first would swallow what follows it.
    app.add_option(name, values, about)->allow_extra_args(false)->type_name(type);
}

void add(std::vector<std::string> &to, const std::vector<std::string> &more)
{
    to.insert(to.end(), more.begin(), more.end());
}

} // namespace

void RedactArguments::addTo(CLI::App &app)
{
    app.add_flag("--redact", m_isAsked,
                 "Replace secrets: Authorization, cookies, credentials of URLs, well-known parameters and "
                 "fields (docs/redaction.md)");
    addRepeated(app, "--redact-header", m_headers, "NAME", "The values of this header, too");
    addRepeated(app, "--redact-query", m_query, "NAME", "This parameter of URLs and forms, too");
    addRepeated(app, "--redact-json", m_json, "NAME", "This field of JSON, at any depth, too");
    addRepeated(app, "--redact-pattern", m_patterns, "RE",
                "What this regular expression (RE2) matches, in payloads, heads, notes");
    app.add_flag("--redact-payloads-only", m_sparesHeads, "Patterns are not looked for in heads");
    app.add_flag("--redact-addresses", m_hasAddresses, "Addresses of clients and servers, too");
    app.add_flag("--no-redact-defaults", m_hasNoDefaults,
                 "Only the names that are given; Authorization, cookies and credentials go all the same");
    app.add_flag("--keep-unreadable", m_keepsUnreadable,
                 "Keep what cannot be looked into, such as gzip; else it is replaced as a whole");
}

base::Result<std::optional<capture::RedactionRules>, UsageError> RedactArguments::rules() const
{
    const bool isAsked = m_isAsked || m_hasNoDefaults || m_sparesHeads || m_hasAddresses || m_keepsUnreadable
        || !m_headers.empty() || !m_query.empty() || !m_json.empty() || !m_patterns.empty();
    if (!isAsked)
        return std::optional<capture::RedactionRules>{};
    capture::RedactionRules rules =
        m_hasNoDefaults ? capture::RedactionRules{} : capture::defaultRedactionRules();
    add(rules.headers, m_headers);
    add(rules.queryParameters, m_query);
    add(rules.jsonFields, m_json);
    rules.patterns = m_patterns;
    rules.hasPatternsInHeads = !m_sparesHeads;
    rules.hasAddresses = m_hasAddresses;
    rules.keepsUnreadable = m_keepsUnreadable;
    if (const auto wrong = capture::checkPatterns(rules.patterns)) {
        const std::string which =
            wrong->index < m_patterns.size() ? ' ' + inQuotes(m_patterns[wrong->index]) : std::string();
        return UsageError{"--redact-pattern" + which + " cannot be used: " + inQuotes(wrong->detail)
                          + ". Write it as RE2 has it, without look-around and back references."};
    }
    return std::optional(std::move(rules));
}

} // namespace hop101::cli
