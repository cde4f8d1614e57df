// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/report.h"

#include <algorithm>
#include <array>

namespace hop101::doctor::config {
namespace {

bool isSection(const std::string &word)
{
    constexpr auto names = std::to_array<std::string_view>(
        {"global", "defaults", "frontend", "backend", "listen", "userlist", "peers", "resolvers", "mailers",
         "program", "cache", "http-errors", "ring", "log-forward", "fcgi-app", "crt-store", "traces",
         "log-profile", "acme"});
    return std::find(names.begin(), names.end(), word) != names.end();
}

class Parser
{
public:
    Parser(Tree &tree, std::uint32_t file) : m_tree(tree), m_file(file), m_text(tree.files[file].text) { }

    void parse()
    {
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_tree.defect("byte-order-mark", place(0, 3),
                          "The file begins with a byte order mark: save it as UTF-8 without one.",
                          {{m_file, 0, 3, ""}});
        while (m_at < m_text.size())
            line();
        if (!m_tree.top.empty())
            close(m_text.size());
    }

private:
    Place place(std::size_t first, std::size_t end) const { return m_tree.place(m_file, first, end - first); }
    bool atLineEnd() const { return m_at >= m_text.size() || m_text[m_at] == '\n'; }
    bool atBlank() const { return m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\r'; }

    void close(std::size_t at)
    {
        Directive &section = m_tree.top.back();
        if (section.hasBlock) {
            section.bodyEnd = at;
            section.end = section.children.empty() ? section.end : section.children.back().end;
        }
    }

    void line()
    {
        const std::size_t first = m_at;
        std::vector<Word> words;
        while (!atLineEnd()) {
            if (atBlank())
                ++m_at;
            else if (m_text[m_at] == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else
                words.push_back(word());
        }
        ++m_at;
        if (!words.empty())
            take(std::move(words), first);
    }

    /// Quotes may begin and end anywhere in a word; a backslash keeps the next character.
    Word word()
    {
        const std::size_t first = m_at;
        std::string text;
        bool isQuoted = false;
        while (!atLineEnd() && !atBlank() && m_text[m_at] != '#') {
            const char c = m_text[m_at];
            if (c == '"' || c == '\'') {
                isQuoted = true;
                quote(c, text);
            } else if (c == '\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] != '\n') {
                text += m_text[m_at + 1];
                m_at += 2;
            } else {
                text += c;
                ++m_at;
            }
        }
        return {std::move(text), place(first, m_at), isQuoted};
    }

    void quote(char mark, std::string &text)
    {
        const std::size_t first = m_at++;
        while (!atLineEnd() && m_text[m_at] != mark) {
            if (mark == '"' && m_text[m_at] == '\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] != '\n')
                ++m_at;
            text += m_text[m_at++];
        }
        if (atLineEnd())
            m_tree.defect("unclosed-quote", place(first, m_at),
                          std::string("This quote is never closed: put ") + mark + " at its end.",
                          {{m_file, m_at > first && m_text[m_at - 1] == '\r' ? m_at - 1 : m_at, 0,
                            std::string(1, mark)}});
        else
            ++m_at;
    }

    void take(std::vector<Word> words, std::size_t first)
    {
        Directive one;
        one.name = std::move(words.front());
        one.args.assign(std::make_move_iterator(words.begin() + 1), std::make_move_iterator(words.end()));
        one.end = one.args.empty() ? one.name.at.end() : one.args.back().at.end();
        if (one.name.text.starts_with('.') && one.name.text.size() > 1)
            return; // .if, .notice: what they depend on is not known here
        if (isSection(one.name.text)) {
            if (!m_tree.top.empty())
                close(first);
            one.hasBlock = true;
            one.bodyFirst = one.bodyEnd = std::min(m_at, m_text.size());
            m_tree.top.push_back(std::move(one));
            return;
        }
        if (m_tree.top.empty() || !m_tree.top.back().hasBlock) {
            if (m_tree.top.empty())
                m_tree.defect(
                    "outside-section", one.name.at,
                    "This line stands in no section: write frontend, backend, listen or defaults before it.");
            m_tree.top.push_back(std::move(one));
            return;
        }
        if (m_tree.takes(one.name.at))
            m_tree.top.back().children.push_back(std::move(one));
    }

    Tree &m_tree;
    std::uint32_t m_file;
    std::string m_text;
    std::size_t m_at = 0;
};

} // namespace

void parseHaProxy(Tree &tree, std::uint32_t file, Includer &, const FileAccess &)
{
    Parser(tree, file).parse();
}

} // namespace hop101::doctor::config
