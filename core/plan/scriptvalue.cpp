// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/scriptvalue.h"

#include "core/base/ascii.h"
#include "core/plan/codepoint.h"

#include <algorithm>
#include <charconv>

namespace hop101::plan {
namespace {

constexpr int kMostLevels = 32;

class Reader
{
public:
    Reader(std::string_view text, std::size_t at) : m_text(text), m_at(at) { }

    base::Result<std::vector<ScriptValue>, ImportError> arguments()
    {
        ScriptValue list;
        if (sequence(list, ')', m_at == 0 ? 0 : m_at - 1, 0))
            return std::move(list.items);
        return m_error;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool atEnd() const { return m_at >= m_text.size(); }
    bool fail(ImportFault fault, std::size_t at)
    {
        m_error = {fault, at, {}};
        return false;
    }
    void skipSpace()
    {
        while (!atEnd() && std::string_view(" \t\r\n").find(peek()) != std::string_view::npos)
            ++m_at;
    }
    bool take(char c)
    {
        skipSpace();
        if (atEnd() || peek() != c)
            return false;
        ++m_at;
        return true;
    }

    bool value(ScriptValue &to, int level)
    {
        skipSpace();
        to.at = m_at;
        if (level > kMostLevels)
            return fail(ImportFault::BadLiteral, m_at);
        const char c = peek();
        if (c == '"' || c == '\'' || c == '`') {
            to.kind = ScriptValue::Kind::Text;
            return text(to.text);
        }
        if (c == '[' || c == '{') {
            to.kind = c == '[' ? ScriptValue::Kind::List : ScriptValue::Kind::Object;
            ++m_at;
            return sequence(to, c == '[' ? ']' : '}', to.at, level + 1);
        }
        return word(to.text);
    }

    /// Elements or members up to `end`; a comma may stand before it.
    bool sequence(ScriptValue &to, char end, std::size_t opening, int level)
    {
        while (!take(end)) {
            if (atEnd())
                return fail(ImportFault::OpenBracket, opening);
            ScriptValue item;
            if (end == '}' && !memberName(item.name))
                return false;
            if (!value(item, level))
                return false;
            to.items.push_back(std::move(item));
            skipSpace();
            if (!take(',') && !atEnd() && peek() != end)
                return fail(ImportFault::BadLiteral, m_at);
        }
        return true;
    }

    bool memberName(std::string &name)
    {
        skipSpace();
        const bool isQuoted = peek() == '"' || peek() == '\'';
        if (!(isQuoted ? text(name) : word(name)))
            return false;
        return take(':') || fail(atEnd() ? ImportFault::OpenBracket : ImportFault::BadLiteral, m_at);
    }

    bool word(std::string &to)
    {
        const std::size_t begin = m_at;
        while (base::isAlpha(peek()) || base::isDigit(peek())
               || (peek() != '\0' && std::string_view("_$.-+").find(peek()) != std::string_view::npos))
            ++m_at;
        to = m_text.substr(begin, m_at - begin);
        return m_at > begin || fail(atEnd() ? ImportFault::OpenBracket : ImportFault::BadLiteral, m_at);
    }

    bool text(std::string &to)
    {
        const std::size_t opening = m_at;
        const char quote = m_text[m_at++];
        while (!atEnd() && peek() != quote) {
            if (quote != '`' && (peek() == '\n' || peek() == '\r'))
                return fail(ImportFault::OpenQuote, opening);
            if (quote == '`' && m_text.substr(m_at).starts_with("${"))
                return fail(ImportFault::BadLiteral, m_at);
            if (peek() != '\\')
                to += m_text[m_at++];
            else if (!escape(to))
                return false;
        }
        if (atEnd())
            return fail(ImportFault::OpenQuote, opening);
        ++m_at;
        return true;
    }

    bool escape(std::string &to)
    {
        static constexpr std::string_view kFrom = "bfnrtv0";
        static constexpr std::string_view kTo("\b\f\n\r\t\v\0", 7);
        const std::size_t begin = m_at++;
        const char c = peek();
        ++m_at;
        if (c == 'x' || c == 'u')
            return codePoint(to, c == 'x' ? 2 : 4, begin);
        if (const std::size_t known = kFrom.find(c); known != std::string_view::npos && c != '\0')
            to += kTo[known];
        else if (c != '\n')
            to += c;
        return true;
    }

    bool codePoint(std::string &to, std::size_t digits, std::size_t begin)
    {
        std::uint32_t c = 0;
        if (!hex(c, digits))
            return fail(ImportFault::BadLiteral, begin);
        const bool isHigh = c >= 0xd800 && c < 0xdc00;
        if (isHigh && m_text.substr(m_at).starts_with("\\u")) {
            std::uint32_t low = 0;
            m_at += 2;
            if (!hex(low, 4) || low < 0xdc00 || low > 0xdfff)
                return fail(ImportFault::BadLiteral, begin);
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
        if ((c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
            return fail(ImportFault::BadLiteral, begin);
        appendUtf8(to, c);
        return true;
    }
    bool hex(std::uint32_t &c, std::size_t digits)
    {
        const bool isBraced = digits == 4 && peek() == '{';
        if (isBraced) {
            ++m_at;
            digits = std::min<std::size_t>(m_text.find('}', m_at) - m_at, 7);
        }
        const auto part = m_text.substr(std::min(m_at, m_text.size()), digits);
        const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), c, 16);
        if (part.size() != digits || fault != std::errc() || end != part.data() + part.size())
            return false;
        m_at += digits + (isBraced ? 1 : 0);
        return true;
    }

    std::string_view m_text;
    std::size_t m_at;
    ImportError m_error{ImportFault::BadLiteral, 0, {}};
};

} // namespace

const ScriptValue *ScriptValue::member(std::string_view wanted) const
{
    if (kind != Kind::Object)
        return nullptr;
    const auto found = std::ranges::find(items, wanted, &ScriptValue::name);
    return found == items.end() ? nullptr : &*found;
}

base::Result<std::vector<ScriptValue>, ImportError> scriptArguments(std::string_view text, std::size_t at)
{
    return Reader(text, at).arguments();
}

} // namespace hop101::plan
