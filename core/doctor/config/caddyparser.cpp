// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/report.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxExpanded = 50'000; ///< directives that imports may bring

struct Token
{
    Word word;
    bool isFirst = false; ///< of its line
};

/// Words between blanks; quotes and backticks keep blanks and line ends; # begins a comment where a word
/// would.
class Lexer
{
public:
    Lexer(Tree &tree, std::uint32_t file) : m_tree(tree), m_file(file), m_text(tree.files[file].text) { }

    std::vector<Token> tokens()
    {
        std::vector<Token> all;
        bool isFirst = true;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '\n') {
                isFirst = true;
                ++m_at;
            } else if (c == '\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n')
                m_at += 2;
            else if (c == ' ' || c == '\t' || c == '\r')
                ++m_at;
            else if (c == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else {
                all.push_back({word(), isFirst});
                isFirst = false;
            }
        }
        return all;
    }

private:
    Place place(std::size_t first) const { return m_tree.place(m_file, first, m_at - first); }

    Word word()
    {
        const std::size_t first = m_at;
        const char c = m_text[m_at];
        if (c == '"' || c == '`')
            return quoted(c);
        if (m_text.compare(m_at, 2, "<<") == 0)
            return heredoc();
        std::string text;
        while (m_at < m_text.size()
               && std::string_view(" \t\r\n").find(m_text[m_at]) == std::string_view::npos)
            text += m_text[m_at++];
        return {substituted(std::move(text)), place(first), false};
    }

    Word quoted(char mark)
    {
        const std::size_t first = m_at++;
        std::string text;
        while (m_at < m_text.size() && m_text[m_at] != mark) {
            if (mark == '"' && m_text[m_at] == '\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '"')
                ++m_at;
            text += m_text[m_at++];
        }
        if (m_at < m_text.size()) {
            ++m_at;
            return {substituted(std::move(text)), place(first), true};
        }
        m_at = std::min(m_text.find('\n', first), m_text.size());
        std::size_t end = m_at;
        while (end > first + 1
               && (m_text[end - 1] == '\r' || m_text[end - 1] == ' ' || m_text[end - 1] == '{'))
            --end;
        m_at = end;
        m_tree.defect("unclosed-quote", m_tree.place(m_file, first, end - first),
                      std::string("This quote is never closed: put ") + mark + " at its end.",
                      {{m_file, end, 0, std::string(1, mark)}});
        return {m_text.substr(first + 1, end - first - 1), place(first), true};
    }

    Word heredoc()
    {
        const std::size_t first = m_at;
        const std::size_t lineEnd = std::min(m_text.find('\n', m_at), m_text.size());
        std::string mark = m_text.substr(m_at + 2, lineEnd - m_at - 2);
        mark = mark.substr(0, mark.find_first_of(" \t\r"));
        const std::size_t end = mark.empty() ? std::string::npos : m_text.find(mark, lineEnd);
        m_at = end == std::string::npos ? lineEnd : end + mark.size();
        return {m_text.substr(std::min(lineEnd + 1, m_at), m_at - std::min(lineEnd + 1, m_at)), place(first),
                true};
    }

    /// {$NAME:default} of the environment, which is not here: its default, or as it stands.
    static std::string substituted(std::string text)
    {
        for (std::size_t at = 0, rounds = 0; rounds < 20 && (at = text.find("{$", at)) != std::string::npos;
             ++rounds) {
            const std::size_t end = text.find('}', at);
            if (end == std::string::npos)
                break;
            const std::size_t colon = text.find(':', at);
            if (colon < end) {
                const std::string value = text.substr(colon + 1, end - colon - 1);
                text.replace(at, end - at + 1, value);
                at += value.size();
            } else
                at = end;
        }
        return text;
    }

    Tree &m_tree;
    std::uint32_t m_file;
    std::string m_text;
    std::size_t m_at = 0;
};

class Parser
{
public:
    Parser(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access,
           std::vector<Directive> &snippets, std::size_t &expanded)
        : m_tree(tree), m_file(file), m_includer(includer), m_access(access), m_snippets(snippets),
          m_expanded(expanded), m_tokens(Lexer(tree, file).tokens()), m_end(tree.files[file].text.size())
    { }

    /// A file of sites, or (imported inside of one) of directives.
    void parse(std::vector<Directive> &into, bool isInSite)
    {
        if (isInSite) {
            body(into, nullptr, 1);
            return;
        }
        while (m_at < m_tokens.size())
            site(into);
    }

private:
    bool isOpen(const Token &token) const { return token.word.text == "{" && !token.word.isQuoted; }
    bool isClose(const Token &token) const { return token.word.text == "}" && !token.word.isQuoted; }

    /// The words of a line, up to its end; true where the last one opens a block.
    bool line(Directive &one)
    {
        std::vector<Word> words;
        bool opens = false;
        do {
            Token &token = m_tokens[m_at++];
            checkGlued(token, m_at >= m_tokens.size() || m_tokens[m_at].isFirst, opens);
            if (isOpen(token)) {
                opens = true;
                one.bodyFirst = token.word.at.end();
            } else if (!token.word.text.empty() || token.word.isQuoted)
                words.push_back(token.word);
            if (opens && m_at < m_tokens.size() && !m_tokens[m_at].isFirst) {
                const Place at = m_tokens[m_at].word.at;
                m_tree.defect("brace-not-last", at,
                              "In a Caddyfile what stands in braces begins on a line of its own.",
                              {{at.file, at.offset, 0, '\n' + m_tree.indent(at.file, at.offset) + '\t'}});
                break;
            }
        } while (m_at < m_tokens.size() && !m_tokens[m_at].isFirst && !opens && !isClose(m_tokens[m_at]));
        if (!words.empty()) {
            one.name = words.front();
            one.args.assign(words.begin() + 1, words.end());
            one.end = words.back().at.end();
        }
        return opens;
    }

    /// "localhost{": Caddy wants a blank before the brace.
    void checkGlued(Token &token, bool isLast, bool &opens)
    {
        std::string &text = token.word.text;
        const bool isGlued = isLast && !token.word.isQuoted && text.size() > 1 && text.ends_with('{')
            && text.find('}') == std::string::npos;
        if (!isGlued)
            return;
        const Place at = token.word.at;
        m_tree.defect("brace-needs-space", at,
                      "Caddy takes this brace for a part of the word: put a space before it.",
                      {{at.file, at.end() - 1, 0, " "}});
        text.pop_back();
        token.word.at.size -= 1;
        opens = true;
    }

    void site(std::vector<Directive> &into)
    {
        if (isClose(m_tokens[m_at])) {
            stray();
            return;
        }
        Directive one;
        one.name.at = m_tokens[m_at].word.at;
        bool opens = line(one);
        // Addresses go on behind a comma.
        while (!opens && m_at < m_tokens.size()
               && (one.args.empty() ? one.name : one.args.back()).text.ends_with(',')) {
            Directive more;
            opens = line(more);
            one.args.push_back(more.name);
            one.args.insert(one.args.end(), more.args.begin(), more.args.end());
            one.bodyFirst = more.bodyFirst;
        }
        one.hasBlock = true;
        if (!opens && one.name.text == "import") {
            import(into, one, false);
            return;
        }
        if (!opens) {
            one.bodyFirst = one.end;
            const bool isOnly = into.empty();
            body(one.children, nullptr, 1);
            if (!isOnly)
                m_tree.defect("missing-brace", one.name.at,
                              "With several sites each one wants its block in braces.");
            one.bodyEnd = one.end = m_end;
        } else
            body(one.children, &one, 1);
        const std::string &name = one.name.text;
        if (name.size() > 2 && name.starts_with('(') && name.ends_with(')'))
            m_snippets.push_back(one);
        else
            into.push_back(std::move(one));
    }

    /// "versions 2 }": Caddy takes this brace for one more word of the line.
    void checkOwnLine()
    {
        if (m_tokens[m_at].isFirst || isOpen(m_tokens[m_at - 1]))
            return;
        const Place at = m_tokens[m_at].word.at;
        m_tree.defect("brace-not-first", at, "In a Caddyfile a closing brace has a line of its own.",
                      {{at.file, at.offset, 0, '\n' + m_tree.indent(at.file, at.offset)}});
    }

    void stray()
    {
        const Place at = m_tokens[m_at++].word.at;
        m_tree.defect("stray-brace", at, "This brace closes nothing: remove it.",
                      {{at.file, at.offset, 1, ""}});
    }

    void body(std::vector<Directive> &into, Directive *block, std::size_t depth)
    {
        while (m_at < m_tokens.size()) {
            if (isClose(m_tokens[m_at])) {
                if (!block) {
                    stray();
                    continue;
                }
                checkOwnLine();
                const Place at = m_tokens[m_at++].word.at;
                block->bodyEnd = at.offset;
                block->end = at.end();
                return;
            }
            Directive one;
            one.name.at = m_tokens[m_at].word.at;
            const bool opens = line(one);
            if (opens) {
                one.hasBlock = true;
                if (depth >= kMaxDepth) {
                    m_tree.defect("too-deep", one.name.at,
                                  "Blocks are nested deeper than can be read: at most 64.");
                    m_at = m_tokens.size();
                    return;
                }
                body(one.children, &one, depth + 1);
            }
            if (one.name.text == "import" && !opens)
                import(into, one, true);
            else if (m_tree.takes(one.name.at))
                into.push_back(std::move(one));
        }
        if (!block)
            return;
        block->bodyEnd = block->end = m_end;
        const std::string &text = m_tree.files[m_file].text;
        const std::string before = text.empty() || text.back() == '\n' ? "" : "\n";
        m_tree.defect("missing-brace", block->name.at,
                      "This block is opened here and never closed: a \"}\" is missing.",
                      {{m_file, m_end, 0, before + m_tree.indent(m_file, block->name.at.offset) + "}\n"}});
    }

    void import(std::vector<Directive> &into, const Directive &one, bool isInSite)
    {
        if (one.args.empty()) {
            m_tree.defect("wrong-arguments", one.name.at, "import wants the name of a snippet or a file.");
            return;
        }
        const std::string name = one.arg(0);
        const auto snippet = std::find_if(m_snippets.begin(), m_snippets.end(), [&name](const Directive &d) {
            return d.name.text == '(' + name + ')';
        });
        if (snippet != m_snippets.end()) {
            std::vector<Directive> copy = snippet->children;
            fill(copy, one);
            if (m_expanded > kMaxExpanded) {
                m_tree.defect("include-too-deep", one.name.at, "More is imported here than can be read.");
                return;
            }
            into.insert(into.end(), std::make_move_iterator(copy.begin()),
                        std::make_move_iterator(copy.end()));
            return;
        }
        const std::string path = beside(m_tree.files[m_file].path, name);
        const bool isPattern = path.find_first_of("*?[") != std::string::npos;
        if (!isPattern && name.find_first_of("./") == std::string::npos && m_access.glob(path).empty()) {
            std::vector<std::string> names;
            for (const Directive &d : m_snippets)
                names.push_back(d.name.text.substr(1, d.name.text.size() - 2));
            const std::string meant = nearest(name, names);
            const Place at = one.args[0].at;
            m_tree.defect("snippet-undefined", at,
                          "No snippet is called " + quoted(name) + " above this line"
                              + (meant.empty() ? "." : "; there is " + quoted(meant) + '.'),
                          meant.empty() ? std::vector<Edit>{}
                                        : std::vector<Edit>{{at.file, at.offset, at.size, meant}});
            return;
        }
        m_includer.include(path, one.args[0].at, false, [&](std::uint32_t file) {
            Parser(m_tree, file, m_includer, m_access, m_snippets, m_expanded).parse(into, isInSite);
        });
    }

    /// {args.0} and {args[0]} of a snippet.
    void fill(std::vector<Directive> &list, const Directive &import)
    {
        for (Directive &one : list) {
            ++m_expanded;
            fillWord(one.name, import);
            for (Word &word : one.args)
                fillWord(word, import);
            fill(one.children, import);
        }
    }

    static void fillWord(Word &word, const Directive &import)
    {
        for (std::size_t i = 1; i < import.args.size() && i < 10; ++i) {
            const std::string number = std::to_string(i - 1);
            for (const std::string &name : {"{args." + number + '}', "{args[" + number + "]}"}) {
                const std::size_t at = word.text.find(name);
                if (at != std::string::npos)
                    word.text.replace(at, name.size(), import.arg(i));
            }
        }
    }

    Tree &m_tree;
    std::uint32_t m_file;
    Includer &m_includer;
    const FileAccess &m_access;
    std::vector<Directive> &m_snippets;
    std::size_t &m_expanded;
    std::vector<Token> m_tokens;
    std::size_t m_end;
    std::size_t m_at = 0;
};

} // namespace

void parseCaddy(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access)
{
    std::vector<Directive> snippets;
    std::size_t expanded = 0;
    Parser(tree, file, includer, access, snippets, expanded).parse(tree.top, false);
}

} // namespace hop101::doctor::config
