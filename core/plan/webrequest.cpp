// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/plan/codepoint.h"
#include "core/plan/planbuilder.h"

#include <charconv>

// What the developer tools of browsers copy "as PowerShell": a session with its User-Agent and cookies, and
// Invoke-WebRequest with a table of headers.

namespace hop101::plan {
namespace {

struct Token
{
    std::string text; ///< without quotes; one of "=(){},;\n" where it is a mark
    std::size_t at = 0;
    bool isMark = false;
    bool isQuoted = false;

    bool is(std::string_view mark) const { return isMark && text == mark; }
    bool isWord(std::string_view word) const
    {
        return !isMark && !isQuoted && base::equalsIgnoringCase(text, word);
    }
};

class Lexer
{
public:
    explicit Lexer(std::string_view text) : m_text(text) { }

    base::Result<std::vector<Token>, ImportError> tokens()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == ' ' || c == '\t' || c == '\r')
                ++m_at;
            else if (c == '`') // a line that goes on
                m_at = std::min(m_text.find('\n', m_at), m_text.size() - 1) + 1;
            else if (c == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (c == '"' || c == '\'') {
                if (auto error = quoted(c))
                    return *error;
            } else if (std::string_view("=(){},;\n").find(c) != std::string_view::npos)
                m_tokens.push_back({std::string(1, c), m_at++, true, false});
            else
                bare();
        }
        return std::move(m_tokens);
    }

private:
    void bare()
    {
        const std::size_t first = m_at;
        m_at = std::min(m_text.find_first_of(" \t\r\n\"'=(){},;`", m_at + 1), m_text.size());
        m_tokens.push_back({std::string(m_text.substr(first, m_at - first)), first, false, false});
    }

    std::optional<ImportError> quoted(char mark)
    {
        Token token{{}, m_at++, false, true};
        while (m_at < m_text.size() && (m_text[m_at] != mark || m_text.substr(m_at + 1).starts_with(mark))) {
            const char c = m_text[m_at];
            if (c == mark) { // twice is once
                token.text += c;
                m_at += 2;
            } else if (mark == '"' && c == '`' && m_at + 1 < m_text.size())
                escape(token.text);
            else if (mark == '"' && m_text.substr(m_at).starts_with("$(")) {
                if (!character(token.text))
                    return ImportError{ImportFault::ShellSyntax, m_at, "$(…)"};
            } else {
                token.text += c;
                ++m_at;
            }
        }
        if (m_at++ >= m_text.size())
            return ImportError{ImportFault::OpenQuote, token.at, {}};
        m_tokens.push_back(std::move(token));
        return {};
    }

    void escape(std::string &into)
    {
        static constexpr std::string_view kFrom = "abefnrtv0";
        static constexpr std::string_view kTo("\a\b\x1b\f\n\r\t\v\0", 9);
        const char c = m_text[m_at + 1];
        const std::size_t known = kFrom.find(c);
        into += known == std::string_view::npos ? c : kTo[known];
        m_at += 2;
    }

    /// $([char]8364), as which browsers write what is not ASCII.
    bool character(std::string &into)
    {
        static constexpr std::string_view kBegin = "$([char]";
        if (!m_text.substr(m_at).starts_with(kBegin))
            return false;
        const char *first = m_text.data() + m_at + kBegin.size();
        const char *last = m_text.data() + m_text.size();
        std::uint32_t unit = 0;
        const auto [end, fault] = std::from_chars(first, last, unit);
        if (fault != std::errc() || end == last || *end != ')' || unit > 0xffff)
            return false;
        m_at = static_cast<std::size_t>(end - m_text.data()) + 1;
        const bool isLow = unit >= 0xdc00 && unit < 0xe000;
        if (m_high != 0 && isLow)
            appendUtf8(into, 0x10000 + ((m_high - 0xd800) << 10) + (unit - 0xdc00));
        else if (unit < 0xd800 || unit >= 0xe000)
            appendUtf8(into, unit);
        m_high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint32_t m_high = 0; ///< the first half of a pair of UTF-16
    std::vector<Token> m_tokens;
};

class WebRequest
{
public:
    explicit WebRequest(std::vector<Token> tokens) : m_tokens(std::move(tokens)) { }

    ImportResult read()
    {
        while (m_at < m_tokens.size() && !m_isRead)
            statement();
        if (!m_builder.hasUrl())
            m_builder.fail(ImportFault::NoUrl, 0);
        if (m_builder.hasFailed())
            return m_builder.finish();
        if (!m_cookies.empty() && !m_builder.hasHeader("Cookie"))
            m_builder.addHeader("Cookie", m_cookies, 0);
        if (!m_userAgent.empty() && !m_builder.hasHeader("User-Agent"))
            m_builder.insertHeader(0, "User-Agent", m_userAgent);
        if (!m_builder.hasHeader("Host"))
            m_builder.insertHeader(0, "Host", m_builder.url().hostHeader());
        return m_builder.finish();
    }

private:
    static bool isCommand(const Token &token)
    {
        return token.isWord("Invoke-WebRequest") || token.isWord("Invoke-RestMethod") || token.isWord("iwr")
            || token.isWord("irm");
    }
    static bool isEnd(const Token &token) { return token.is("\n") || token.is(";"); }

    const Token &peek(std::size_t ahead = 0) const
    {
        static const Token kEnd{"\n", 0, true, false};
        return m_at + ahead < m_tokens.size() ? m_tokens[m_at + ahead] : kEnd;
    }

    void statement()
    {
        std::size_t first = m_at;
        while (first < m_tokens.size() && !isEnd(m_tokens[first]) && !isCommand(m_tokens[first]))
            ++first;
        if (first < m_tokens.size() && isCommand(m_tokens[first])) {
            m_at = first + 1;
            command();
            m_isRead = true;
            return;
        }
        const std::string name = base::toLower(peek().text);
        if (name.ends_with(".useragent") && peek(1).is("=") && peek(2).isQuoted)
            m_userAgent = peek(2).text;
        else if (name.ends_with(".cookies.add"))
            cookie(first);
        m_at = first + 1;
    }

    /// (New-Object System.Net.Cookie("name", "value", "/", "host"))
    void cookie(std::size_t end)
    {
        std::vector<const Token *> values;
        for (std::size_t i = m_at; i < end; ++i)
            if (m_tokens[i].isQuoted)
                values.push_back(&m_tokens[i]);
        if (values.size() >= 2)
            m_cookies += (m_cookies.empty() ? "" : "; ") + values[0]->text + '=' + values[1]->text;
    }

    void command()
    {
        while (m_at < m_tokens.size() && !isEnd(peek())) {
            const Token &token = m_tokens[m_at++];
            if (!token.isMark && !token.isQuoted && token.text.starts_with('-'))
                parameter(token);
            else if (!token.isMark && !m_builder.hasUrl())
                m_builder.setUrl(token.text, token.at);
        }
    }

    void parameter(const Token &token)
    {
        const std::string name = base::toLower(token.text);
        if (name == "-headers")
            headers();
        else if (name == "-uri")
            uri(token);
        else if (name == "-method")
            method(value(token), token.at);
        else if (name == "-useragent")
            m_userAgent = value(token);
        else if (name == "-contenttype")
            m_builder.addHeader("Content-Type", value(token), token.at);
        else if (name == "-body") {
            body();
            m_builder.note(Remark::BodyLeftOut);
        } else if (name == "-websession" || name == "-sessionvariable" || name == "-timeoutsec")
            (void)value(token);
        else if (name != "-usebasicparsing")
            m_builder.note(Remark::OptionUnknown, token.text);
    }

    void uri(const Token &option)
    {
        const std::size_t at = peek().at;
        const std::string url = value(option);
        if (!m_builder.hasFailed())
            m_builder.setUrl(url, at);
    }

    /// A word, or ([System.Text.Encoding]::UTF8.GetBytes("…")).
    void body()
    {
        int depth = 0;
        do {
            depth += peek().is("(") ? 1 : peek().is(")") ? -1 : 0;
            ++m_at;
        } while (depth > 0 && m_at < m_tokens.size());
    }

    std::string value(const Token &option)
    {
        if (peek().isMark) {
            m_builder.fail(ImportFault::NoValue, option.at, option.text);
            return {};
        }
        return m_tokens[m_at++].text;
    }

    void method(const std::string &name, std::size_t at)
    {
        if (!base::isToken(name))
            m_builder.fail(ImportFault::ShellSyntax, at, name);
        m_builder.plan().method = name;
    }

    /// @{ "name"="value" … }
    void headers()
    {
        const std::size_t at = peek().at;
        if (!peek().isWord("@") || !peek(1).is("{")) {
            m_builder.note(Remark::OptionLeftOut, "-Headers");
            return;
        }
        for (m_at += 2; m_at < m_tokens.size() && !peek().is("}");) {
            if (peek().isMark || !peek(1).is("=") || peek(2).isMark) {
                ++m_at;
                continue;
            }
            if (peek().text.starts_with(':'))
                m_builder.note(Remark::HeaderLeftOut, peek().text);
            else
                m_builder.addHeader(peek().text, peek(2).text, peek().at);
            m_at += 3;
        }
        if (m_at++ >= m_tokens.size())
            m_builder.fail(ImportFault::OpenBracket, at);
    }

    PlanBuilder m_builder{ImportKind::WebRequest};
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    bool m_isRead = false;
    std::string m_userAgent;
    std::string m_cookies;
};

} // namespace

ImportResult importWebRequest(std::string_view text)
{
    auto tokens = Lexer(text).tokens();
    if (!tokens)
        return tokens.error();
    return WebRequest(std::move(tokens).value()).read();
}

} // namespace hop101::plan
