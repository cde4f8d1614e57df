// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/shellwords.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace hop101::plan {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}
bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

int hexDigit(char c)
{
    return base::isDigit(c)    ? c - '0'
        : c >= 'a' && c <= 'f' ? c - 'a' + 10
        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                               : -1;
}

void appendUtf8(std::string &to, std::uint32_t c)
{
    if (c < 0x80) {
        to += static_cast<char>(c);
    } else if (c < 0x800) {
        to += static_cast<char>(0xc0 | (c >> 6));
        to += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        to += static_cast<char>(0xe0 | (c >> 12));
        to += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        to += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        to += static_cast<char>(0xf0 | ((c >> 18) & 7));
        to += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
        to += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        to += static_cast<char>(0x80 | (c & 0x3f));
    }
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

WordsResult bashWords(std::string_view text)
{
    return BashSplitter(text).split();
}

WordsResult cmdWords(std::string_view text)
{
    return CmdSplitter(text).split();
}

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
