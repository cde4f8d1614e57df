// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/capture/redactionmatcher.h"
#include "core/capture/secretsink.h"

#include <map>
#include <string>

namespace hop101::capture {

/// The tokens that one connection offered among its subprotocols, and what stands for each, so that the
/// answer names the same.
class TokenBook
{
public:
    struct Stand
    {
        std::size_t from = 0; ///< the secret begins here in the element
        char letter = 0; ///< that stands for each of its bytes
    };
    /// What stands for the secret in this element; the first call decides.
    Stand add(std::string_view element, std::size_t from);
    const Stand *find(std::string_view element) const;

private:
    static constexpr std::size_t kMostTokens = 1000;
    std::map<std::string, Stand, std::less<>> m_elements;
};

/// Looks for secrets in heads, whole, cut or wrong: line by line, by name. What is replaced keeps the head's
/// syntax. Also in single values, as a plan and a HAR have them.
class HeadSecrets
{
public:
    /// All must outlive it.
    HeadSecrets(const RedactionMatcher &matcher, SecretSink &sink, TokenBook &tokens)
        : m_matcher(matcher), m_sink(sink), m_tokens(tokens)
    { }

    /// A head with its start line; ranges count from its first byte.
    void findIn(base::ByteSpan head);
    /// Lines of fields alone: trailers, or text of which the start is not known.
    void findInFields(base::ByteSpan lines);
    /// The same for what is found by the names of fields alone.
    void findNamedFields(base::ByteSpan lines);
    /// The value of a field of this name; ranges count from its first byte.
    void findInValue(std::string_view name, std::string_view value) { value_(name, value, 0); }
    /// A request target.
    void findInTarget(std::string_view target) { this->target(target, 0); }

private:
    void startLine(std::string_view line, std::uint64_t at);
    void target(std::string_view target, std::uint64_t at);
    void fields(std::string_view lines, std::uint64_t at);
    void value_(std::string_view name, std::string_view value, std::uint64_t at);
    void wholeValue(RedactionPlace place, std::string_view name, std::string_view value, std::uint64_t at);
    void cookies(std::string_view name, std::string_view value, std::uint64_t at, bool isSet);
    void subprotocols(std::string_view value, std::uint64_t at);
    void text(std::string_view value, std::uint64_t at, bool hasPatterns);
    void tell(std::string_view value, std::uint64_t at, char fill);

    const RedactionMatcher &m_matcher;
    SecretSink &m_sink;
    TokenBook &m_tokens;
    bool m_isByNameOnly = false;
    bool m_isBehindWord = false; ///< of subprotocols, which may stand in several fields
    bool m_isFolded = false; ///< the value goes on with this line
};

} // namespace hop101::capture
