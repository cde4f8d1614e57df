// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/shellwords.h"

#include "core/plan/splitter.h"

namespace hop101::plan {
namespace {

/// Carets are taken away first, but it must stay known which quotes they escaped: cmd's own quote mode begins
/// at a quote without one, and in it a caret is a caret.
class CmdSplitter : public Splitter
{
public:
    using Splitter::Splitter;

    WordsResult split()
    {
        skipComments("::");
        if (!removeCarets())
            return result();
        runtimeWords();
        return result();
    }

private:
    struct Character
    {
        char c;
        std::size_t at;
    };

    bool removeCarets()
    {
        bool isQuoted = false;
        while (!atEnd()) {
            const char c = peek();
            if (isLineEnd(c))
                return true;
            if (c == '^' && !isQuoted) {
                caret();
                continue;
            }
            if (!isQuoted && (c == '|' || c == '<' || c == '>' || c == '&'))
                return c == '&' || fail(ImportFault::ShellSyntax, m_at, std::string(1, c));
            isQuoted = isQuoted != (c == '"');
            m_plain.push_back({c, m_at++});
        }
        return true;
    }

    void caret()
    {
        if (m_at + 1 >= m_text.size()) {
            ++m_at;
            return;
        }
        if (!isLineEnd(peek(1))) {
            m_plain.push_back({peek(1), m_at});
            m_at += 2;
            return;
        }
        takeLineEnd(1);
        // The character behind a continued line end is escaped, too: an empty line is how browsers write one.
        if (isLineEnd(peek())) {
            m_plain.push_back({'\n', m_at});
            takeLineEnd(0);
        }
    }

    void runtimeWords()
    {
        bool isQuoted = false;
        for (std::size_t i = 0; i < m_plain.size();) {
            const auto [c, at] = m_plain[i];
            m_at = at;
            if (!isQuoted && isBlank(c)) {
                finishWord();
                ++i;
            } else if (c == '\\') {
                i = backslashes(i);
            } else if (c == '"' && isQuoted && i + 1 < m_plain.size() && m_plain[i + 1].c == '"') {
                add('"'); // two in a quoted part are one
                i += 2;
            } else if (c == '"') {
                begin();
                m_word.isQuoted = true;
                m_opening = at;
                isQuoted = !isQuoted;
                ++i;
            } else {
                add(c);
                ++i;
            }
        }
        if (isQuoted)
            fail(ImportFault::OpenQuote, m_opening);
    }

    /// 2n and a quote are n, 2n + 1 and a quote are n and the quote itself, others are what they are.
    std::size_t backslashes(std::size_t i)
    {
        std::size_t end = i;
        while (end < m_plain.size() && m_plain[end].c == '\\')
            ++end;
        const std::size_t count = end - i;
        const bool beforeQuote = end < m_plain.size() && m_plain[end].c == '"';
        begin();
        m_word.text.append(beforeQuote ? count / 2 : count, '\\');
        if (!beforeQuote || count % 2 == 0)
            return end;
        m_word.text += '"';
        return end + 1;
    }

    std::vector<Character> m_plain;
    std::size_t m_opening = 0;
};

} // namespace

WordsResult cmdWords(std::string_view text)
{
    return CmdSplitter(text).split();
}

} // namespace hop101::plan
