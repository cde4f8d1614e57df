// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/shellwords.h"

#include "core/base/ascii.h"
#include "core/plan/codepoint.h"
#include "core/plan/splitter.h"

namespace hop101::plan {
namespace {

class BashSplitter : public Splitter
{
public:
    using Splitter::Splitter;

    WordsResult split()
    {
        skipComments("#");
        while (!atEnd() && step()) { }
        return result();
    }

private:
    /// False at the command's end and at an error.
    bool step()
    {
        const char c = peek();
        if (c == '\\')
            return escape();
        if (isLineEnd(c) || c == ';')
            return endCommand();
        if (isBlank(c)) {
            finishWord();
            ++m_at;
            return true;
        }
        if (c == '#' && !m_isOpen)
            return endCommand();
        if (c == '\'' || startsWith("$'") || startsWith("$\"") || c == '"')
            return quote();
        if (c == '|' || c == '&' || c == '<' || c == '>' || c == '(' || c == ')' || c == '`'
            || startsWith("$("))
            return fail(ImportFault::ShellSyntax, m_at, startsWith("$(") ? "$(…)" : std::string(1, c));
        if (c == '$')
            noteVariable();
        add(c);
        ++m_at;
        return true;
    }

    bool endCommand()
    {
        m_at = m_text.size();
        return false;
    }

    bool escape()
    {
        if (m_at + 1 >= m_text.size()) { // the paste ends at a continuation
            ++m_at;
            return true;
        }
        if (takeLineEnd(1))
            return true;
        add(peek(1));
        m_word.isQuoted = true;
        m_at += 2;
        return true;
    }

    bool quote()
    {
        begin();
        m_word.isQuoted = true;
        const std::size_t opening = m_at;
        const bool isAnsi = startsWith("$'");
        m_at += peek() == '$' ? 2 : 1;
        const char end = m_text[m_at - 1];
        while (!atEnd() && peek() != end) {
            if (isAnsi)
                ansiCharacter();
            else if (end == '"' && !doubleQuoted())
                return false;
            else if (end == '\'')
                add(m_text[m_at++]);
        }
        if (atEnd())
            return fail(ImportFault::OpenQuote, opening);
        ++m_at;
        return true;
    }

    bool doubleQuoted()
    {
        const char next = peek(1);
        if (peek() == '\\' && takeLineEnd(1))
            return true;
        if (peek() == '\\' && (next == '$' || next == '`' || next == '"' || next == '\\')) {
            add(next);
            m_at += 2;
            return true;
        }
        if (startsWith("$(") || peek() == '`')
            return fail(ImportFault::ShellSyntax, m_at, peek() == '`' ? "`" : "$(…)");
        if (peek() == '$')
            noteVariable();
        add(m_text[m_at++]);
        return true;
    }

    void noteVariable()
    {
        std::size_t size = peek(1) == '{' ? 2 : 1;
        const std::size_t least = size;
        while (base::isAlpha(peek(size)) || base::isDigit(peek(size)) || peek(size) == '_')
            ++size;
        if (size == least)
            return;
        if (least == 2 && peek(size) == '}')
            ++size;
        m_result.notes.push_back({Remark::VariableKept, std::string(m_text.substr(m_at, size))});
    }

    std::uint32_t digits(std::size_t most, int base)
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < most; ++i) {
            const int digit = hexDigit(peek());
            if (digit < 0 || digit >= base)
                break;
            value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
            ++m_at;
        }
        return value;
    }

    void ansiCharacter()
    {
        begin();
        if (peek() != '\\' || m_at + 1 >= m_text.size()) {
            add(m_text[m_at++]);
            return;
        }
        static constexpr std::string_view kFrom = "abeEfnrtv\\'\"?";
        static constexpr std::string_view kTo = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
        const char c = peek(1);
        if (const std::size_t known = kFrom.find(c); known != std::string_view::npos) {
            add(kTo[known]);
            m_at += 2;
        } else if (c >= '0' && c <= '7') {
            ++m_at;
            add(static_cast<char>(digits(3, 8)));
        } else if ((c == 'x' || c == 'u' || c == 'U') && hexDigit(peek(2)) >= 0) {
            m_at += 2;
            const std::uint32_t value = digits(c == 'x' ? 2 : c == 'u' ? 4 : 8, 16);
            if (c == 'x')
                add(static_cast<char>(value));
            else
                appendUtf8(m_word.text, value & 0x1fffff);
        } else {
            add(m_text[m_at++]);
        }
    }
};

} // namespace

WordsResult bashWords(std::string_view text)
{
    return BashSplitter(text).split();
}

} // namespace hop101::plan
