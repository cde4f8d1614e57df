// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/shellwords.h"

#include "core/base/ascii.h"
#include "core/plan/splitter.h"

namespace hop101::plan {
namespace {

class PowerShellSplitter : public Splitter
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
    bool step()
    {
        const char c = peek();
        if (c == '`')
            return backtick();
        if (isLineEnd(c) || c == ';') {
            m_at = m_text.size();
            return false;
        }
        if (isBlank(c)) {
            finishWord();
            ++m_at;
            return true;
        }
        if (const std::size_t size = quoteSize(true); size > 0)
            return single(size);
        if (const std::size_t size = quoteSize(false); size > 0)
            return doubled(size);
        if (c == '|' || c == '<' || c == '>' || c == '&')
            return fail(ImportFault::ShellSyntax, m_at, std::string(1, c));
        add(c);
        ++m_at;
        return true;
    }

    bool backtick()
    {
        if (takeLineEnd(1))
            return true;
        if (m_at + 1 < m_text.size())
            add(peek(1));
        m_at += 2;
        return true;
    }

    /// Bytes of the quote that stands here, or 0: PowerShell knows typographic ones, too.
    std::size_t quoteSize(bool isSingle) const
    {
        if (peek() == (isSingle ? '\'' : '"'))
            return 1;
        const auto third = static_cast<unsigned char>(peek(2));
        if (!startsWith("\xe2\x80"))
            return 0;
        return (isSingle ? third >= 0x98 && third <= 0x9b : third >= 0x9c && third <= 0x9e) ? 3 : 0;
    }

    bool single(std::size_t size)
    {
        const std::size_t opening = m_at;
        begin();
        m_word.isQuoted = true;
        m_at += size;
        while (!atEnd()) {
            const std::size_t end = quoteSize(true);
            if (end == 0) {
                add(m_text[m_at++]);
                continue;
            }
            const auto mark = m_text.substr(m_at, end);
            m_at += end;
            const std::size_t again = quoteSize(true);
            if (again == 0)
                return true;
            m_word.text += mark;
            m_at += again;
        }
        return fail(ImportFault::OpenQuote, opening);
    }

    bool doubled(std::size_t size)
    {
        const std::size_t opening = m_at;
        begin();
        m_word.isQuoted = true;
        m_at += size;
        while (!atEnd()) {
            if (peek() == '`' && m_at + 1 < m_text.size()) {
                escape();
                continue;
            }
            const std::size_t end = quoteSize(false);
            if (end == 0) {
                if (startsWith("$("))
                    return fail(ImportFault::ShellSyntax, m_at, "$(…)");
                if (peek() == '$')
                    noteVariable();
                add(m_text[m_at++]);
                continue;
            }
            const auto mark = m_text.substr(m_at, end);
            m_at += end;
            const std::size_t again = quoteSize(false);
            if (again == 0)
                return true;
            m_word.text += mark;
            m_at += again;
        }
        return fail(ImportFault::OpenQuote, opening);
    }

    void escape()
    {
        static constexpr std::string_view kFrom = "abefnrtv";
        static constexpr std::string_view kTo = "\a\b\x1b\f\n\r\t\v";
        const std::size_t known = kFrom.find(peek(1));
        if (takeLineEnd(1))
            return;
        add(peek(1) == '0' ? '\0' : known == std::string_view::npos ? peek(1) : kTo[known]);
        m_at += 2;
    }

    void noteVariable()
    {
        std::size_t size = 1;
        while (base::isAlpha(peek(size)) || base::isDigit(peek(size)) || peek(size) == '_')
            ++size;
        if (size > 1)
            m_result.notes.push_back({Remark::VariableKept, std::string(m_text.substr(m_at, size))});
    }
};

} // namespace

WordsResult powerShellWords(std::string_view text)
{
    return PowerShellSplitter(text).split();
}

std::optional<std::string> takeHereString(std::string_view &text)
{
    const std::size_t begin = text.find("@'");
    if (begin == std::string_view::npos)
        return {};
    const std::size_t first = text.find('\n', begin);
    const std::size_t end = first == std::string_view::npos ? first : text.find("\n'@", first);
    if (end == std::string_view::npos
        || base::trimmed(text.substr(begin + 2, first - begin - 2)).find_first_not_of('\r')
            != std::string_view::npos)
        return {};
    const std::size_t pipe = text.find('|', end);
    if (pipe == std::string_view::npos)
        return {};
    std::string lines(text.substr(first + 1, end > first ? end - first - 1 : 0));
    text = text.substr(pipe + 1);
    return lines;
}

} // namespace hop101::plan
