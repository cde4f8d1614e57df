// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/report.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <map>

namespace hop101::doctor::config {
namespace {

using Defines = std::map<std::string, std::string>;
constexpr std::size_t kMaxLineBytes = 16 * 1024;

/// The files of one configuration share what Define says.
struct Shared
{
    Defines defines;
    std::string serverRoot;
};

class Parser
{
public:
    Parser(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access, Shared &shared)
        : m_tree(tree), m_file(file), m_includer(includer), m_access(access), m_shared(shared),
          m_text(tree.files[file].text)
    { }

    void parse(std::vector<Directive> &into) { body(into, nullptr, 0); }

private:
    Place place(std::size_t first, std::size_t end) const { return m_tree.place(m_file, first, end - first); }

    bool isContinuation(std::size_t at) const
    {
        return m_text[at] == '\\' && at + 1 < m_text.size()
            && (m_text[at + 1] == '\n'
                || (m_text[at + 1] == '\r' && at + 2 < m_text.size() && m_text[at + 2] == '\n'));
    }
    bool isLineEnd(std::size_t at) const { return at >= m_text.size() || m_text[at] == '\n'; }

    void skipContinuation() { m_at = m_text.find('\n', m_at) + 1; }

    void skipBlanks()
    {
        while (!isLineEnd(m_at)) {
            if (isContinuation(m_at))
                skipContinuation();
            else if (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\r')
                ++m_at;
            else
                return;
        }
    }

    void skipLine()
    {
        while (!isLineEnd(m_at)) {
            if (isContinuation(m_at))
                skipContinuation();
            else
                ++m_at;
        }
    }

    /// One word; in a section the bracket that ends its line is left.
    Word word(bool isSection)
    {
        const std::size_t first = m_at;
        const char quote = m_text[m_at];
        std::string text;
        if (quote == '"' || quote == '\'') {
            ++m_at;
            while (!isLineEnd(m_at) && m_text[m_at] != quote) {
                if (isContinuation(m_at)) {
                    skipContinuation();
                    continue;
                }
                if (m_text[m_at] == '\\' && !isLineEnd(m_at + 1)
                    && (m_text[m_at + 1] == quote || m_text[m_at + 1] == '\\'))
                    ++m_at;
                text += m_text[m_at++];
            }
            if (isLineEnd(m_at))
                unclosed(first, text, quote);
            else
                ++m_at;
            return {substituted(std::move(text), first), place(first, m_at), true};
        }
        while (!isLineEnd(m_at) && m_text[m_at] != ' ' && m_text[m_at] != '\t' && m_text[m_at] != '\r'
               && !isContinuation(m_at)) {
            if (isSection && m_text[m_at] == '>' && isRestBlank(m_at + 1))
                break;
            text += m_text[m_at++];
        }
        return {substituted(std::move(text), first), place(first, m_at), false};
    }

    bool isRestBlank(std::size_t at) const
    {
        while (!isLineEnd(at) && (m_text[at] == ' ' || m_text[at] == '\t' || m_text[at] == '\r'))
            ++at;
        return isLineEnd(at);
    }

    void unclosed(std::size_t first, std::string &text, char quote)
    {
        std::size_t end = m_at;
        while (!text.empty()
               && (text.back() == ' ' || text.back() == '\r' || text.back() == '\t' || text.back() == '>')) {
            text.pop_back();
            --end;
        }
        m_tree.defect("unclosed-quote", place(first, end),
                      std::string("This quote is never closed: put ") + quote + " at its end.",
                      {{m_file, end, 0, std::string(1, quote)}});
        m_at = end;
    }

    std::string substituted(std::string text, std::size_t first)
    {
        std::size_t from = 0;
        for (int rounds = 0; rounds < 20; ++rounds) {
            const std::size_t at = text.find("${", from);
            const std::size_t end = at == std::string::npos ? at : text.find('}', at);
            if (end == std::string::npos || text.size() > kMaxLineBytes)
                break;
            const std::string name = text.substr(at + 2, end - at - 2);
            const auto known = m_shared.defines.find(name);
            if (known == m_shared.defines.end()) {
                // What the environment gives is not here; ${map:key} is mod_rewrite's.
                if (!name.starts_with("APACHE_") && name.find(':') == std::string::npos)
                    m_tree.defect("variable-undefined", place(first, first + 1),
                                  "Nothing defines ${" + name + "}: add \"Define " + name
                                      + " VALUE\" before it.");
                from = end;
                continue;
            }
            text.replace(at, end - at + 1, known->second);
            from = at + known->second.size();
        }
        for (const char *mark : {"\u201c", "\u201d"}) {
            if (text.find(mark) != std::string::npos) {
                m_tree.defect("typographic-quotes", place(first, first + 1),
                              "These are the quotes of a word processor, which Apache takes for letters: "
                              "write \" instead.");
                break;
            }
        }
        return text;
    }

    /// Up to the line that ends `section`, or the end of the file.
    void body(std::vector<Directive> &into, Directive *section, std::size_t depth)
    {
        while (m_at < m_text.size()) {
            skipBlanks();
            if (isLineEnd(m_at)) {
                ++m_at;
                continue;
            }
            if (m_text[m_at] == '#') {
                skipLine();
                continue;
            }
            const std::size_t lineFirst = m_at;
            if (m_text[m_at] == '<') {
                const bool isEnd = m_at + 1 < m_text.size() && m_text[m_at + 1] == '/';
                if (isEnd) {
                    if (endsHere(section, lineFirst))
                        return;
                } else
                    open(into, lineFirst, depth);
                continue;
            }
            line(into, lineFirst);
        }
        if (section) {
            section->bodyEnd = section->end = m_text.size();
            const std::string before = m_text.empty() || m_text.back() == '\n' ? "" : "\n";
            m_tree.defect("missing-section-end", section->name.at,
                          '<' + section->name.text + "> is opened here and never closed: </"
                              + section->name.text + "> is missing.",
                          {{m_file, m_text.size(), 0,
                            before + m_tree.indent(m_file, section->name.at.offset) + "</"
                                + section->name.text + ">\n"}});
        }
    }

    /// True where the line closes the section that is open.
    bool endsHere(Directive *section, std::size_t first)
    {
        m_at += 2;
        const std::size_t nameFirst = m_at;
        while (!isLineEnd(m_at) && m_text[m_at] != '>')
            ++m_at;
        const std::string name(base::trimmed(m_text.substr(nameFirst, m_at - nameFirst)));
        const bool hasBracket = !isLineEnd(m_at);
        skipLine();
        const Place at = place(first, std::min(m_at, m_text.size()));
        if (!hasBracket)
            m_tree.defect("missing-bracket", at, "This line lacks its \">\".");
        if (section && base::equalsIgnoringCase(name, section->name.text)) {
            section->bodyEnd = m_tree.lineFirst(m_file, first);
            section->end = m_at;
            return true;
        }
        if (section && isOpen(name)) {
            // The section inside was forgotten: it ends here, and so does the one outside.
            m_tree.defect(
                "missing-section-end", section->name.at,
                '<' + section->name.text + "> is opened here and not closed before </" + name + ">.",
                {{m_file, m_tree.lineFirst(m_file, first), 0,
                  m_tree.indent(m_file, section->name.at.offset) + "</" + section->name.text + ">\n"}});
            section->bodyEnd = section->end = m_tree.lineFirst(m_file, first);
            m_at = first;
            return true;
        }
        m_tree.defect("stray-section-end", at,
                      "</" + name + "> closes nothing: remove it, or open <" + name + "> before.",
                      {{m_file, first, at.end() - first, ""}});
        return false;
    }

    bool isOpen(const std::string &name) const
    {
        return std::any_of(m_open.begin(), m_open.end(),
                           [&name](const std::string &one) { return base::equalsIgnoringCase(one, name); });
    }

    void open(std::vector<Directive> &into, std::size_t first, std::size_t depth)
    {
        ++m_at;
        Directive section;
        section.hasBlock = true;
        const std::size_t nameFirst = m_at;
        while (!isLineEnd(m_at) && m_text[m_at] != ' ' && m_text[m_at] != '\t' && m_text[m_at] != '>'
               && m_text[m_at] != '\r')
            ++m_at;
        section.name = {m_text.substr(nameFirst, m_at - nameFirst), place(first, m_at), false};
        for (skipBlanks(); !isLineEnd(m_at) && m_text[m_at] != '>'; skipBlanks())
            section.args.push_back(word(true));
        if (isLineEnd(m_at))
            m_tree.defect("missing-bracket", section.name.at, "This line lacks its \">\".",
                          {{m_file, lineTextEnd(first), 0, ">"}});
        skipLine();
        section.bodyFirst = std::min(m_at + 1, m_text.size());
        if (depth >= kMaxDepth) {
            m_tree.defect("too-deep", section.name.at,
                          "Sections are nested deeper than can be read: at most 64.");
            m_at = m_text.size();
            return;
        }
        m_open.push_back(section.name.text);
        std::vector<Directive> children;
        body(children, &section, depth + 1);
        m_open.pop_back();
        section.children = std::move(children);
        if (m_tree.takes(section.name.at))
            into.push_back(std::move(section));
    }

    std::size_t lineTextEnd(std::size_t first) const
    {
        std::size_t end = std::min(m_text.find('\n', first), m_text.size());
        while (end > first && (m_text[end - 1] == '\r' || m_text[end - 1] == ' '))
            --end;
        return end;
    }

    void line(std::vector<Directive> &into, std::size_t first)
    {
        Directive one;
        one.name = word(false);
        for (skipBlanks(); !isLineEnd(m_at); skipBlanks())
            one.args.push_back(word(false));
        one.end = one.args.empty() ? one.name.at.end() : one.args.back().at.end();
        static_cast<void>(first);
        const std::string name = base::toLower(one.name.text);
        if (name == "define" && !one.args.empty())
            m_shared.defines[one.arg(0)] = one.arg(1);
        if (name == "serverroot")
            m_shared.serverRoot = one.arg(0);
        if ((name == "include" || name == "includeoptional") && one.args.size() == 1)
            include(into, one, name == "includeoptional");
        else if (m_tree.takes(one.name.at))
            into.push_back(std::move(one));
    }

    void include(std::vector<Directive> &into, const Directive &one, bool isOptional)
    {
        const std::string &main = m_tree.files.front().path;
        std::string path = one.arg(0);
        const std::string inRoot =
            path.starts_with('/') || m_shared.serverRoot.empty() ? "" : m_shared.serverRoot + '/' + path;
        path = !inRoot.empty() && !m_access.glob(inRoot).empty() ? inRoot : beside(main, path);
        if (path.ends_with('/'))
            path += '*';
        m_includer.include(path, one.args[0].at, isOptional, [&](std::uint32_t file) {
            Parser(m_tree, file, m_includer, m_access, m_shared).parse(into);
        });
    }

    Tree &m_tree;
    std::uint32_t m_file;
    Includer &m_includer;
    const FileAccess &m_access;
    Shared &m_shared;
    std::string m_text; // a copy: including a file moves the tree's
    std::size_t m_at = 0;
    std::vector<std::string> m_open;
};

} // namespace

void parseApache(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access)
{
    Shared shared;
    Parser(tree, file, includer, access, shared).parse(tree.top);
}

} // namespace hop101::doctor::config
