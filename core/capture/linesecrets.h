// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redactionmatcher.h"
#include "core/capture/secretsink.h"

#include <string>

namespace hop101::capture {

/// Looks for secrets in what stands line by line in a text, which comes piece by piece: values of the parts
/// of a form (multipart/form-data, RFC 7578) whose names the rules know, and fields such as "Cookie: …" or
/// "X-Api-Key: …" where a head stands in a text. Values may be of any length. Memory: a line's start.
class LineSecrets
{
public:
    /// Both must outlive it.
    LineSecrets(const RedactionMatcher &matcher, SecretSink &sink) : m_matcher(matcher), m_sink(sink) { }

    void begin();
    void add(base::ByteSpan piece);
    void end();

    /// No range that is told from now on begins before this offset.
    std::uint64_t earliest() const noexcept { return m_in == In::Line ? m_lineAt : m_at; }

private:
    static constexpr std::size_t kStartBytes = 256; ///< of a line; longer names are of no rule

    enum class In : std::uint8_t {
        Line, ///< its start is kept, until it is known what it is
        Rest, ///< of a line without interest
        Field, ///< the value of a field, to the end of the line
        Part, ///< a line in the value of a part
    };

    void startIsKnown();
    void lineEnds();
    void tellStart(std::size_t from);
    void tell(std::uint64_t first, std::string_view value);
    void beginValue(RedactionPlace place, std::string_view name);
    bool isBoundary() const;
    void disposition();

    const RedactionMatcher &m_matcher;
    SecretSink &m_sink;
    In m_in = In::Line;
    std::uint64_t m_at = 0; ///< behind what was taken
    std::uint64_t m_lineAt = 0; ///< where this line begins
    std::string m_line; ///< the start of this line; empty once it is known
    std::string m_boundary; ///< the line that began the part
    std::string m_part; ///< the name of the part, where it is a secret's; empty: it is not
    bool m_isInPart = false; ///< in the value of it
    // The value that is told.
    RedactionPlace m_place = RedactionPlace::Header;
    std::string m_name;
    bool m_isTold = false;
};

} // namespace hop101::capture
