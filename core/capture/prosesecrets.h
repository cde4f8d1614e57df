// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redactionmatcher.h"
#include "core/capture/secretsink.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

namespace hop101::capture {

/// Hands on, and knows what was told since it was pruned.
class ToldSink final : public SecretSink
{
public:
    explicit ToldSink(SecretSink &to) : m_to(to) { }
    void secret(RedactionPlace place, std::string_view name) override { m_to.secret(place, name); }
    void range(std::uint64_t first, std::uint64_t size, char fill) override;
    bool isTold(std::uint64_t at) const;
    /// Forgets what ends at `before` or earlier.
    void prune(std::uint64_t before);

private:
    SecretSink &m_to;
    std::map<std::uint64_t, std::uint64_t> m_ends; ///< by first byte
};

/// Finds secrets as people, logs, programs and markup write them: "Bearer TOKEN", "Basic bWU6aXQ=", a JWT,
/// "password: it", 'token' => 'it', "Cookie: a=it" in the middle of a line, curl -u me:it,
/// <Password>it</Password>, {"name":"token","value":"it"}. What somebody else has told is left to that.
class ProseSecrets
{
public:
    /// Both must outlive it.
    ProseSecrets(const RedactionMatcher &matcher, ToldSink &sink) : m_matcher(matcher), m_sink(sink) { }

    /// Looks at the marks in [from, limit); what they mark may reach to the end of `text`, which stands at
    /// `base`. Gives where to go on.
    std::size_t find(std::string_view text, std::size_t from, std::size_t limit, std::uint64_t base);

private:
    std::size_t atMark(std::size_t at);
    std::size_t scheme(std::size_t space);
    std::size_t webToken(std::size_t at);
    std::size_t field(std::size_t mark, std::size_t behind);
    std::size_t authorization(std::size_t behind, std::string_view name);
    std::size_t namedPair(std::size_t colon);
    std::size_t credentials(std::size_t colon);
    std::size_t element(std::size_t close);
    std::size_t lineEnd(std::size_t from, char quote) const;
    std::size_t wordEnd(std::size_t from) const;
    std::size_t tell(RedactionPlace place, std::string_view name, std::size_t first, std::size_t end);
    std::string_view nameBefore(std::size_t end) const;

    const RedactionMatcher &m_matcher;
    ToldSink &m_sink;
    std::string_view m_text;
    std::uint64_t m_base = 0;
};

} // namespace hop101::capture
