// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace hop101::capture {

/// Says of each byte of a text what it is in JSON, so that bytes can be replaced and the text stays JSON.
/// Takes any bytes.
class JsonLexer
{
public:
    enum class Kind : std::uint8_t {
        Outside, ///< of strings: structure, numbers, true, false, null
        Quote, ///< of a string's begin or end
        Plain, ///< in a string
        EscapeStart, ///< the backslash of an escape
        EscapeRest, ///< what follows it, also the second half of a pair of surrogates
    };
    Kind next(char byte) noexcept;

private:
    bool m_isInString = false;
    bool m_isEscape = false; ///< the backslash was the byte before
    unsigned m_hexLeft = 0; ///< digits of \uXXXX to come
    unsigned m_value = 0; ///< of those that came
    unsigned m_pair = 0; ///< 1: a high surrogate has just ended
};

} // namespace hop101::capture
