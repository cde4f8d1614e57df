// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/jsonlexer.h"
#include "core/capture/jsonsecrets.h"
#include "core/capture/linesecrets.h"
#include "core/capture/prosesecrets.h"
#include "core/capture/redactionmatcher.h"
#include "core/capture/secretsink.h"

#include <vector>

namespace hop101::capture {

/// Looks for secrets in any text that comes piece by piece: fields of JSON, parameters and credentials of
/// URLs, parts of forms, fields of heads, patterns. A secret that is split across pieces is found, of any
/// length where it is a field of JSON or a parameter, up to kMaxMatchBytes where it is a pattern or stands in
/// front of an '@'. What is replaced as its sink is told stays UTF-8 and JSON where it was. Memory: about 80
/// KiB at most.
class SecretFinder
{
public:
    /// Both must outlive it.
    SecretFinder(const RedactionMatcher &matcher, SecretSink &sink)
        : m_matcher(matcher), m_sink(sink), m_json(matcher, m_sink), m_lines(matcher, m_sink),
          m_prose(matcher, m_sink)
    { }

    /// A text begins. `hasPatterns`: patterns are looked for in it.
    void begin(bool hasPatterns = true);
    void add(base::ByteSpan piece);
    void end();

    /// No range that is told from now on begins before this offset.
    std::uint64_t earliest() const noexcept;

private:
    static constexpr std::size_t kWindowBytes = std::size_t{64} * 1024;
    static constexpr std::size_t kKeptBytes = std::size_t{4} * 1024; ///< between texts
    static constexpr std::size_t kContextBytes = 128; ///< a name before its '='

    void process(bool isLast);
    void lex();
    void findParameters(std::size_t limit);
    std::size_t parameterAt(std::size_t equals, std::size_t equalsSize);
    std::size_t valueEnd(std::size_t from, char quote, bool isNested) const;
    void findCredentials(std::size_t limit);
    void findEscapedCredentials(std::size_t limit);
    void findPatterns(std::size_t limit);
    void tellPattern(std::size_t first, std::size_t end);
    void tellInJson(std::size_t first, std::size_t end);
    void tell(std::size_t first, std::size_t end, char fill);

    const RedactionMatcher &m_matcher;
    ToldSink m_sink;
    JsonSecrets m_json;
    LineSecrets m_lines;
    ProseSecrets m_prose;
    std::string m_text; ///< the window
    std::uint64_t m_base = 0; ///< of its first byte
    std::size_t m_new = 0; ///< what is before it in the window was looked through
    std::vector<std::size_t> m_nextMatch; ///< by pattern, in the window
    std::size_t m_nextParameter = 0, m_nextUrl = 0, m_nextEscaped = 0, m_nextMark = 0;
    bool m_hasPatterns = true;
    bool m_isInValue = false; ///< the window ends within a parameter's value
    bool m_isNestedValue = false;
    char m_valueQuote = 0;
    JsonLexer m_lexer;
    std::vector<JsonLexer::Kind> m_kinds; ///< of the window's bytes, where it looks like JSON
};

} // namespace hop101::capture
