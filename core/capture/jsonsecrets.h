// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/capture/redactionmatcher.h"
#include "core/capture/secretsink.h"

#include <string>

namespace hop101::capture {

/// Looks for named fields of JSON in any text, byte after byte: a name in quotes, a colon, a value. It needs
/// no whole document, so that it finds them in a stream, behind a prefix (Socket.IO), in JSON that stands as
/// a string in JSON (quotes with backslashes, or \u0022), and in a text that is cut or wrong. Of a value
/// that is an object or a list all strings, names too, and numbers go; true, false and null stay. A name may
/// have escapes, up to kMaxNameBytes. Strings and trees of any length; memory is that of a name.
class JsonSecrets
{
public:
    JsonSecrets(const RedactionMatcher &matcher, SecretSink &sink) : m_matcher(matcher), m_sink(sink) { }

    void begin();
    void add(base::ByteSpan piece);
    void end();
    /// No range that is told from now on begins before this offset.
    std::uint64_t earliest() const noexcept;

private:
    static constexpr std::size_t kMaxNameBytes = 200;
    static constexpr std::size_t kMaxWordBytes = 64;

    enum class State : std::uint8_t { Search, Name, AfterName, BeforeValue, String, Tree, TreeString, Word };
    /// Backslashes before a quote, or before the u of \u0022.
    struct Quote
    {
        std::uint64_t slashes = 0;
        bool isEscaped = false; ///< "u0022"
        std::uint64_t first = 0; ///< of its first byte that belongs to it, backslashes included
        std::uint64_t end = 0;
    };

    void take(char byte);
    bool seesQuote(char byte, Quote &quote);
    void takeQuote(const Quote &quote);
    void takeOther(char byte);
    void afterName(char byte);
    void beforeValue(char byte);
    void openName();
    void closeName(const Quote &quote);
    bool closesString(const Quote &quote) const noexcept;
    void beginWord(State back);
    void takeWord(char byte);
    void endWord();
    void tellSecret();
    void flushString(std::uint64_t end);

    const RedactionMatcher &m_matcher;
    SecretSink &m_sink;
    State m_state = State::Search;
    State m_afterWord = State::Search;
    std::uint64_t m_at = 0; ///< of the byte that is taken
    std::uint64_t m_slashes = 0; ///< right before it
    unsigned m_escape = 0; ///< bytes of "u0022" that came behind a backslash
    std::uint64_t m_escapeSlashes = 0;
    std::string m_name;
    const std::string *m_rule = nullptr;
    Quote m_opener; ///< of the string that goes, or of the name
    std::uint64_t m_stringFrom = 0; ///< of what was not yet told
    std::uint64_t m_depth = 0;
    bool m_isTold = false;
    bool m_isBehindString = false; ///< nothing but white space came behind one that goes
    std::string m_word;
    std::uint64_t m_wordFrom = 0;
    bool m_isLongWord = false;
};

} // namespace hop101::capture
