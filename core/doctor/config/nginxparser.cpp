// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/nginxwords.h"
#include "core/doctor/config/report.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct Token
{
    enum class Kind : std::uint8_t { Word, Open, Close, Semicolon, End } kind = Kind::End;
    Word word;
};

/// ngx_conf_read_token, with what it complains about kept as defects.
class Lexer
{
public:
    Lexer(Tree &tree, std::uint32_t file) : m_tree(tree), m_file(file), m_text(tree.files[file].text) { }

    Token next()
    {
        skipBlanks();
        if (m_at >= m_text.size())
            return {Token::Kind::End, {{}, place(m_text.size(), 0), false}};
        const std::size_t first = m_at;
        switch (m_text[m_at]) {
        case ';':
            return mark(Token::Kind::Semicolon);
        case '{':
            return mark(Token::Kind::Open);
        case '}':
            return mark(Token::Kind::Close);
        case '"':
        case '\'':
            return quoted(first);
        default:
            return bare(first);
        }
    }

    /// Behind the brace that closes what is open now, without looking at what it holds (Lua).
    void skipBlock()
    {
        for (int depth = 1; m_at < m_text.size() && depth > 0; ++m_at)
            depth += m_text[m_at] == '{' ? 1 : m_text[m_at] == '}' ? -1 : 0;
    }
    std::size_t offset() const { return m_at; }
    std::string_view text() const { return m_text; }

private:
    Place place(std::size_t first, std::size_t size) const { return m_tree.place(m_file, first, size); }

    void skipBlanks()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (isBlank(m_text[m_at]))
                ++m_at;
            else
                return;
        }
    }

    Token mark(Token::Kind kind) { return {kind, {{}, place(m_at++, 1), false}}; }

    char escaped(char c) const { return c == 't' ? '\t' : c == 'r' ? '\r' : c == 'n' ? '\n' : c; }

    void takeEscaped(std::string &text)
    {
        ++m_at;
        if (m_at < m_text.size()) {
            if (std::string_view("\"'\\trn").find(m_text[m_at]) == std::string_view::npos)
                text += '\\';
            text += escaped(m_text[m_at++]);
        }
    }

    Token quoted(std::size_t first)
    {
        const char quote = m_text[m_at++];
        std::string text;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            if (m_text[m_at] == '\\')
                takeEscaped(text);
            else
                text += m_text[m_at++];
        }
        if (m_at >= m_text.size() || isAnothersQuote(text))
            return unclosed(first);
        ++m_at;
        return {Token::Kind::Word, {std::move(text), place(first, m_at - first), true}};
    }

    /// What closed the quote opened another one: nothing may follow a quote but a blank or a mark, and no
    /// value has a directive of its own in a line.
    bool isAnothersQuote(std::string_view text) const
    {
        const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : ' ';
        if (text.find('\n') == std::string_view::npos)
            return false;
        if (!isBlank(next) && next != ';' && next != '{' && next != ')')
            return true;
        for (std::size_t end = text.find(";\n"); end != std::string_view::npos;
             end = text.find(";\n", end + 1)) {
            std::string_view rest = text.substr(end + 2);
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
            if (isNginxDirective(rest.substr(0, rest.find_first_of(" \t\n"))))
                return true;
        }
        return false;
    }

    /// Goes on as if the quote had been closed at the end of its line, before a semicolon.
    Token unclosed(std::size_t first)
    {
        std::size_t end = std::min(m_text.find('\n', first), m_text.size());
        while (end > first + 1 && isBlank(m_text[end - 1]))
            --end;
        while (end > first + 1
               && (m_text[end - 1] == ';' || m_text[end - 1] == '{' || isBlank(m_text[end - 1])))
            --end;
        const std::string quote(1, m_text[first]);
        m_tree.defect("unclosed-quote", place(first, end - first),
                      "This quote is never closed: put " + quote + " at its end.", {{m_file, end, 0, quote}});
        m_at = end;
        return {Token::Kind::Word,
                {std::string(m_text.substr(first + 1, end - first - 1)), place(first, end - first), true}};
    }

    Token bare(std::size_t first)
    {
        std::string text;
        while (m_at < m_text.size() && !isBlank(m_text[m_at]) && m_text[m_at] != ';' && m_text[m_at] != '{') {
            if (m_text[m_at] == '\\')
                takeEscaped(text);
            else if (m_text.substr(m_at, 2) == "${") {
                text += "${";
                m_at += 2;
                while (m_at < m_text.size() && !isBlank(m_text[m_at]) && m_text[m_at] != ';'
                       && m_text[m_at] != '}')
                    text += m_text[m_at++];
            } else
                text += m_text[m_at++];
        }
        return {Token::Kind::Word, {std::move(text), place(first, m_at - first), false}};
    }

    Tree &m_tree;
    std::uint32_t m_file;
    std::string m_text; // a copy: including a file moves the tree's
    std::size_t m_at = 0;
};

class Parser
{
public:
    Parser(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access)
        : m_tree(tree), m_file(file), m_includer(includer), m_access(access), m_lexer(tree, file)
    { }

    void parse(std::vector<Directive> &into)
    {
        const std::size_t known = into.size();
        checkStart();
        body(into, nullptr, 0);
        if (m_isUnclosed)
            repair(into, known);
    }

private:
    using Kind = Token::Kind;

    void checkStart()
    {
        if (m_lexer.text().starts_with("\xef\xbb\xbf"))
            m_tree.defect("byte-order-mark", m_tree.place(m_file, 0, 3),
                          "The file begins with a byte order mark, which nginx takes for a part of the first "
                          "directive: "
                          "save it as UTF-8 without one.",
                          {{m_file, 0, 3, ""}});
    }

    static bool isPairs(const Directive *block)
    {
        const std::string *name = block ? &block->name.text : nullptr;
        return name && (*name == "map" || *name == "geo" || *name == "types" || *name == "split_clients");
    }

    bool isFirstOnLine(const Place &at) const
    {
        return m_tree.indent(at.file, at.offset).size() == at.offset - m_tree.lineFirst(at.file, at.offset);
    }

    /// The word begins a directive of its own, because the one before it lacks its semicolon.
    bool beginsAnother(const Directive &current, const Word &word, const Directive *block) const
    {
        const Place &before = current.args.empty() ? current.name.at : current.args.back().at;
        if (word.at.line <= before.line || !isFirstOnLine(word.at))
            return false;
        if (isPairs(block))
            return !current.args.empty();
        return !word.isQuoted && isNginxDirective(word.text)
            && (!current.args.empty() || isNginxDirective(current.name.text));
    }

    void missingSemicolon(Directive &directive)
    {
        const Place &last = directive.args.empty() ? directive.name.at : directive.args.back().at;
        directive.end = last.end();
        m_tree.defect("missing-semicolon", m_tree.place(m_file, last.end(), 0),
                      quoted(directive.name.text) + " does not end: put a semicolon here.",
                      {{m_file, last.end(), 0, ";"}});
    }

    void checkQuotes(const Word &word)
    {
        for (const char *mark : {"\u201c", "\u201d", "\u2018", "\u2019"}) {
            const std::size_t at = word.text.find(mark);
            if (at == std::string::npos || word.isQuoted)
                continue;
            const Place place = word.at;
            std::string plain(m_tree.text(place));
            for (const char *one : {"\u201c", "\u201d"}) {
                for (std::size_t i; (i = plain.find(one)) != std::string::npos;)
                    plain.replace(i, 3, "\"");
            }
            for (const char *one : {"\u2018", "\u2019"}) {
                for (std::size_t i; (i = plain.find(one)) != std::string::npos;)
                    plain.replace(i, 3, "'");
            }
            m_tree.defect(
                "typographic-quotes", place,
                "These are the quotes of a word processor, which nginx takes for letters: write \" instead.",
                {{m_file, place.offset, place.size, plain}});
            return;
        }
    }

    void finish(std::vector<Directive> &into, Directive &directive)
    {
        for (const Word &word : directive.args)
            checkQuotes(word);
        if (directive.name.text == "include" && directive.args.size() == 1)
            include(into, directive);
        else if (m_tree.takes(directive.name.at))
            into.push_back(std::move(directive));
        directive = {};
    }

    /// A relative path counts from the folder of the main file; what stands in sites-available was written
    /// for the folder above.
    std::string located(const std::string &path) const
    {
        std::string base = m_tree.files.front().path;
        for (int up = 0; up < 3; ++up) {
            const std::string candidate = beside(base, path);
            if (path.starts_with('/') || !m_access.glob(candidate).empty())
                return candidate;
            base = folderOf(base);
            if (base == "." || base == "/")
                break;
        }
        return beside(m_tree.files.front().path, path);
    }

    void include(std::vector<Directive> &into, const Directive &directive)
    {
        const Place at = directive.args.front().at;
        m_includer.include(located(directive.arg(0)), at, false, [&](std::uint32_t file) {
            Parser(m_tree, file, m_includer, m_access).parse(into);
        });
    }

    /// The directives up to the brace that closes `block`.
    void body(std::vector<Directive> &into, Directive *block, std::size_t depth)
    {
        Directive current;
        bool hasWords = false;
        for (;;) {
            const Token token = m_lexer.next();
            switch (token.kind) {
            case Kind::Word:
                if (hasWords && beginsAnother(current, token.word, block)) {
                    missingSemicolon(current);
                    finish(into, current);
                    hasWords = false;
                }
                if (!hasWords)
                    current.name = token.word;
                else
                    current.args.push_back(token.word);
                hasWords = true;
                break;
            case Kind::Semicolon:
                if (!hasWords) {
                    m_tree.defect("stray-semicolon", token.word.at,
                                  "There is no directive before this semicolon.",
                                  {{m_file, token.word.at.offset, 1, ""}});
                    break;
                }
                current.end = token.word.at.end();
                finish(into, current);
                hasWords = false;
                break;
            case Kind::Open:
                open(into, current, token, depth);
                hasWords = false;
                break;
            case Kind::Close:
                if (hasWords) {
                    missingSemicolon(current);
                    finish(into, current);
                    hasWords = false;
                }
                if (block) {
                    block->bodyEnd = token.word.at.offset;
                    block->end = token.word.at.end();
                    return;
                }
                m_tree.defect("stray-brace", token.word.at, "This brace closes nothing: remove it.",
                              {{m_file, token.word.at.offset, 1, ""}});
                break;
            case Kind::End:
                if (hasWords) {
                    missingSemicolon(current);
                    finish(into, current);
                }
                if (block) {
                    block->bodyEnd = block->end = m_lexer.text().size();
                    m_unclosed.push_back(block->name.at);
                    m_isUnclosed = true;
                }
                return;
            }
        }
    }

    void open(std::vector<Directive> &into, Directive &directive, const Token &brace, std::size_t depth)
    {
        directive.hasBlock = true;
        directive.bodyFirst = brace.word.at.end();
        if (directive.name.text.empty())
            directive.name.at = brace.word.at;
        if (directive.name.text.ends_with("_by_lua_block") || depth >= kMaxDepth) {
            if (depth >= kMaxDepth)
                m_tree.defect("too-deep", brace.word.at,
                              "Blocks are nested deeper than can be read: at most 64.");
            m_lexer.skipBlock();
            directive.bodyEnd = directive.end = m_lexer.offset();
        } else {
            std::vector<Directive> children;
            body(children, &directive, depth + 1);
            directive.children = std::move(children);
        }
        if (m_tree.takes(directive.name.at))
            into.push_back(std::move(directive));
        directive = {};
    }

    /// A block inside of one that cannot hold it, or that stands further to the right as a rule.
    bool isOut(const Directive &outer, const Directive &child) const
    {
        if (!child.hasBlock || child.name.at.line <= outer.name.at.line || !isFirstOnLine(child.name.at))
            return false;
        const std::string &in = outer.name.text;
        const std::string &name = child.name.text;
        const bool isNever = in != "http" && in != "stream" && in != "mail"
            && (name == "http" || name == "events" || name == "upstream" || name == "map"
                || (name == "server" && in != "upstream"));
        const bool isUsual = in == "http" || in == "stream" || (in == "server" && name != "server")
            || (in == "location" && name != "location");
        return isNever || child.name.at.column < outer.name.at.column
            || (child.name.at.column == outer.name.at.column && !isUsual);
    }

    /// The block that was left open is the one with a block inside that does not belong there.
    Directive *outdented(std::vector<Directive> &list, std::size_t from, std::vector<Directive *> &path)
    {
        for (std::size_t i = from; i < list.size(); ++i) {
            Directive &one = list[i];
            if (!one.hasBlock || one.name.at.file != m_file)
                continue;
            path.push_back(&one);
            if (std::any_of(one.children.begin(), one.children.end(),
                            [&](const Directive &child) { return isOut(one, child); }))
                return &one;
            if (Directive *inner = outdented(one.children, 0, path))
                return inner;
            path.pop_back();
        }
        return nullptr;
    }

    void repair(std::vector<Directive> &list, std::size_t known)
    {
        std::vector<Directive *> path;
        Directive *open = outdented(list, known, path);
        if (!open) {
            repairAtEnd();
            return;
        }
        const auto split = std::find_if(open->children.begin(), open->children.end(),
                                        [&](const Directive &child) { return isOut(*open, child); });
        const std::size_t at = m_tree.lineFirst(m_file, split->name.at.offset);
        m_tree.defect("missing-brace", open->name.at,
                      quoted(open->name.text)
                          + " is opened here and never closed: a \"}\" is missing before line "
                          + std::to_string(split->name.at.line) + '.',
                      {{m_file, at, 0, m_tree.indent(m_file, open->name.at.offset) + "}\n"}});
        std::vector<Directive> moved(std::make_move_iterator(split),
                                     std::make_move_iterator(open->children.end()));
        open->children.erase(split, open->children.end());
        // Each closing brace belonged to the block outside the one that it was given to.
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            path[i]->bodyEnd = path[i + 1]->bodyEnd;
            path[i]->end = path[i + 1]->end;
        }
        open->bodyEnd = open->end = at;
        std::vector<Directive> &outer = path.size() > 1 ? path[path.size() - 2]->children : list;
        const auto position =
            std::find_if(outer.begin(), outer.end(), [open](const Directive &d) { return &d == open; });
        outer.insert(position + 1, std::make_move_iterator(moved.begin()),
                     std::make_move_iterator(moved.end()));
    }

    void repairAtEnd()
    {
        const std::size_t end = m_lexer.text().size();
        const std::string before = end > 0 && m_lexer.text()[end - 1] != '\n' ? "\n" : "";
        for (std::size_t i = 0; i < m_unclosed.size(); ++i)
            m_tree.defect("missing-brace", m_unclosed[i],
                          "This block is opened here and never closed: a \"}\" is missing.",
                          {{m_file, end, 0,
                            (i == 0 ? before : "") + m_tree.indent(m_file, m_unclosed[i].offset) + "}\n"}});
    }

    Tree &m_tree;
    std::uint32_t m_file;
    Includer &m_includer;
    const FileAccess &m_access;
    Lexer m_lexer;
    std::vector<Place> m_unclosed; ///< innermost first
    bool m_isUnclosed = false;
};

} // namespace

void parseNginx(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access)
{
    Parser(tree, file, includer, access).parse(tree.top);
}

} // namespace hop101::doctor::config
