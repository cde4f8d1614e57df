// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/shellwords.h"

#include <utility>

namespace hop101::plan {

inline bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}
inline bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// What the three splitters share: a place in the text, and the word that is being made.
class Splitter
{
public:
    explicit Splitter(std::string_view text) : m_text(text) { }

protected:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    bool startsWith(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }

    void begin()
    {
        if (!m_isOpen)
            m_word = {{}, m_at, false};
        m_isOpen = true;
    }
    void add(char c)
    {
        begin();
        m_word.text += c;
    }
    void finishWord()
    {
        if (m_isOpen)
            m_result.words.push_back(std::move(m_word));
        m_isOpen = false;
    }
    bool fail(ImportFault fault, std::size_t at, std::string detail = {})
    {
        m_error = ImportError{fault, at, std::move(detail)};
        return false;
    }
    /// Whole lines of comments, and blank ones, before the command.
    void skipComments(std::string_view mark)
    {
        while (true) {
            while (!atEnd() && (isBlank(peek()) || isLineEnd(peek())))
                ++m_at;
            if (!startsWith(mark))
                return;
            while (!atEnd() && !isLineEnd(peek()))
                ++m_at;
        }
    }
    /// A line end of one or two characters.
    bool takeLineEnd(std::size_t ahead)
    {
        const std::size_t size = peek(ahead) == '\r' && peek(ahead + 1) == '\n' ? 2
            : isLineEnd(peek(ahead))                                            ? 1
                                                                                : 0;
        if (size == 0)
            return false;
        m_at += ahead + size;
        return true;
    }
    WordsResult result()
    {
        if (m_error)
            return *m_error;
        finishWord();
        return std::move(m_result);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    Word m_word;
    bool m_isOpen = false;
    Words m_result;
    std::optional<ImportError> m_error;
};

} // namespace hop101::plan
