// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/haproxyscope.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

Answer negated(Answer answer)
{
    return answer == Answer::Maybe ? answer : answer == Answer::Yes ? Answer::No : Answer::Yes;
}
Answer both(Answer a, Answer b)
{
    return a == Answer::No || b == Answer::No  ? Answer::No
        : a == Answer::Yes && b == Answer::Yes ? Answer::Yes
                                               : Answer::Maybe;
}
Answer either(Answer a, Answer b)
{
    return negated(both(negated(a), negated(b)));
}

bool isPredefined(const std::string &name)
{
    for (const char *one :
         {"TRUE", "FALSE", "HTTP", "HTTP_1.0", "HTTP_1.1", "HTTP_2.0", "HTTP_CONTENT", "HTTP_URL_ABS",
          "HTTP_URL_SLASH", "HTTP_URL_STAR", "LOCALHOST", "RDP_COOKIE", "REQ_CONTENT", "WAIT_END"}) {
        if (name == one)
            return true;
    }
    return name.starts_with("METH_");
}

/// How one pattern fits one value.
Answer fits(std::string_view method, std::string pattern, std::string value, bool ignoresCase)
{
    if (method == "reg")
        return matches(pattern, value, ignoresCase);
    if (ignoresCase) {
        pattern = base::toLower(pattern);
        value = base::toLower(value);
    }
    const bool is = method == "beg"          ? value.starts_with(pattern)
        : method == "end"                    ? value.ends_with(pattern)
        : method == "sub"                    ? value.find(pattern) != std::string::npos
        : method == "dir" || method == "dom" ? value.find(pattern) != std::string::npos
                                             : value == pattern;
    return is ? Answer::Yes : Answer::No;
}

/// "hdr" and "upgrade" of "req.hdr(Upgrade,1)"; the method of "path_beg".
struct Fetch
{
    std::string name, argument, method = "str";
    bool hasConverter = false;
};
Fetch fetchOf(const std::string &text)
{
    Fetch out;
    const std::size_t paren = std::min(text.find('('), text.size());
    const std::size_t end = std::min(text.find(')', paren), text.size());
    out.name = base::toLower(text.substr(0, paren));
    if (paren < text.size())
        out.argument = base::toLower(text.substr(paren + 1, end - paren - 1));
    out.argument = out.argument.substr(0, out.argument.find(','));
    const std::string behind =
        paren < text.size() ? text.substr(std::min(end + 1, text.size())) : std::string();
    out.hasConverter = behind.starts_with(',') || out.name.find(',') != std::string::npos;
    if (behind == ",lower") {
        out.hasConverter = false;
        out.method = "str";
    }
    if (out.name.starts_with("req."))
        out.name = out.name.substr(4);
    for (const char *method : {"_beg", "_end", "_sub", "_reg", "_dir", "_dom"}) {
        if (out.name.ends_with(method)) {
            out.method = method + 1;
            out.name = out.name.substr(0, out.name.size() - 4);
        }
    }
    return out;
}

} // namespace

const Directive *HaProxyScope::section(std::string_view kind, std::string_view name) const
{
    const Directive *found = nullptr;
    for (const Directive &one : m_tree.top) {
        if (one.hasBlock && one.name.text == kind && one.arg(0) == name)
            found = &one;
    }
    return found;
}

std::vector<std::string> HaProxyScope::backendNames() const
{
    std::vector<std::string> names;
    for (const Directive &one : m_tree.top) {
        if (one.hasBlock && (one.name.text == "backend" || one.name.text == "listen"))
            names.push_back(one.arg(0));
    }
    return names;
}

std::vector<const Directive *> HaProxyScope::withDefaults(const Directive &section) const
{
    std::vector<const Directive *> chain{&section};
    for (std::size_t depth = 0; depth < 8; ++depth) {
        const Directive &last = *chain.back();
        const auto from =
            std::find_if(last.args.begin(), last.args.end(), [](const Word &w) { return w.text == "from"; });
        const Directive *next = nullptr;
        if (from != last.args.end() && from + 1 != last.args.end())
            next = this->section("defaults", (from + 1)->text);
        else if (last.name.text != "defaults") {
            for (const Directive &one : m_tree.top) {
                if (&one == &last)
                    break;
                if (one.name.text == "defaults" && one.hasBlock)
                    next = &one;
            }
        }
        if (!next || std::find(chain.begin(), chain.end(), next) != chain.end())
            break;
        chain.push_back(next);
    }
    return chain;
}

const Directive *HaProxyScope::setting(const Directive &section, std::string_view name,
                                       std::string_view first) const
{
    for (const Directive *one : withDefaults(section)) {
        const Directive *found = nullptr;
        for (const Directive &line : one->children) {
            if (line.name.text == name && (first.empty() || line.arg(0) == first))
                found = &line;
        }
        if (found)
            return found;
    }
    return nullptr;
}

bool HaProxyScope::hasOption(const Directive &section, std::string_view option) const
{
    for (const Directive *one : withDefaults(section)) {
        for (auto line = one->children.rbegin(); line != one->children.rend(); ++line) {
            if (line->name.text == "option" && line->arg(0) == option)
                return true;
            if (line->name.text == "no" && line->arg(0) == "option" && line->arg(1) == option)
                return false;
        }
    }
    return false;
}

bool HaProxyScope::isHttp(const Directive &section) const
{
    const Directive *mode = setting(section, "mode");
    return mode && mode->arg(0) == "http";
}

Answer HaProxyScope::criterion(const std::vector<Word> &words, std::size_t from, std::size_t end,
                               bool ignoresCase) const
{
    if (from >= end)
        return Answer::Maybe;
    Fetch fetch = fetchOf(words[from].text);
    ignoresCase = ignoresCase || words[from].text.ends_with(",lower");
    std::vector<std::string> patterns;
    for (std::size_t i = from + 1; i < end; ++i) {
        const std::string &word = words[i].text;
        if (word == "-i")
            ignoresCase = true;
        else if (word == "-m" && i + 1 < end)
            fetch.method = words[++i].text;
        else if (word == "-f" || word == "-M" || word == "-u")
            return Answer::Maybe;
        else if (word != "--" && word != "-n")
            patterns.push_back(word);
    }
    if (fetch.name == "always_true")
        return Answer::Yes;
    if (fetch.name == "always_false")
        return Answer::No;
    std::vector<std::string> values;
    const bool isHeader = fetch.name == "hdr" || fetch.name == "fhdr";
    if (isHeader && fetch.argument == "upgrade")
        values = {"websocket"};
    else if (isHeader && fetch.argument == "connection")
        values = {"Upgrade"};
    else if (isHeader && fetch.argument == "host" && !m_question.host.empty())
        values = {m_question.host};
    else if (fetch.name == "path" && !m_question.path.empty())
        values = {m_question.path};
    else if (fetch.name == "method")
        values = {"GET"};
    else
        return Answer::Maybe;
    if (fetch.hasConverter)
        return Answer::Maybe;
    if (fetch.method == "found")
        return Answer::Yes;
    Answer answer = Answer::No;
    for (const std::string &pattern : patterns) {
        for (const std::string &value : values)
            answer = either(answer, fits(fetch.method, pattern, value, ignoresCase));
    }
    return patterns.empty() ? Answer::Yes : answer;
}

Answer HaProxyScope::acl(const Directive &section, const Word &name)
{
    Answer answer = Answer::No;
    bool isKnown = false;
    for (const Directive *one : withDefaults(section)) {
        for (const Directive &line : one->children) {
            if (line.name.text != "acl" || line.arg(0) != name.text)
                continue;
            isKnown = true;
            answer = either(answer, criterion(line.args, 1, line.args.size()));
        }
    }
    if (isKnown)
        return answer;
    if (name.text == "TRUE" || name.text == "METH_GET" || name.text == "HTTP_1.1" || name.text == "HTTP")
        return Answer::Yes;
    if (name.text == "FALSE")
        return Answer::No;
    if (!isPredefined(name.text)) {
        std::vector<std::string> names;
        for (const Directive &line : section.children) {
            if (line.name.text == "acl")
                names.push_back(line.arg(0));
        }
        const std::string meant = nearest(name.text, names);
        const bool isReported = std::any_of(m_tree.defects.begin(), m_tree.defects.end(),
                                            [&](const Defect &d) { return d.at == name.at; });
        if (!isReported)
            m_tree.defect("acl-undefined", name.at,
                          "No acl is called " + quoted(name.text) + " in this section"
                              + (meant.empty() ? "." : "; there is " + quoted(meant) + '.'),
                          meant.empty()
                              ? std::vector<Edit>{}
                              : std::vector<Edit>{{name.at.file, name.at.offset, name.at.size, meant}});
    }
    return Answer::Maybe;
}

Answer HaProxyScope::term(const Directive &section, const Directive &line, std::size_t &at)
{
    bool isNot = false;
    Word word = line.args[at++];
    while (word.text.starts_with('!')) {
        isNot = !isNot;
        word.text.erase(0, 1);
        word.at.offset += 1;
        word.at.column += 1;
        word.at.size -= word.at.size > 0 ? 1 : 0;
        if (word.text.empty() && at < line.args.size())
            word = line.args[at++];
    }
    Answer answer = Answer::Maybe;
    if (word.text == "{") {
        const std::size_t first = at;
        while (at < line.args.size() && line.args[at].text != "}")
            ++at;
        if (at == line.args.size())
            m_tree.defect("missing-brace", word.at,
                          "This condition is opened here and never closed: a \"}\" is missing.",
                          {{word.at.file, line.end, 0, " }"}});
        answer = criterion(line.args, first, at);
        at += at < line.args.size() ? 1 : 0;
    } else
        answer = acl(section, word);
    return isNot ? negated(answer) : answer;
}

Answer HaProxyScope::condition(const Directive &section, const Directive &line, std::size_t from)
{
    std::size_t at = from;
    while (at < line.args.size() && line.args[at].text != "if" && line.args[at].text != "unless")
        ++at;
    if (at >= line.args.size())
        return Answer::Yes;
    const bool isUnless = line.args[at].text == "unless";
    ++at;
    Answer any = Answer::No;
    Answer all = Answer::Yes;
    while (at < line.args.size()) {
        const std::string &word = line.args[at].text;
        if (word == "or" || word == "||" || word == "OR") {
            any = either(any, all);
            all = Answer::Yes;
            ++at;
        } else
            all = both(all, term(section, line, at));
    }
    any = either(any, all);
    return isUnless ? negated(any) : any;
}

const Word *HaProxyScope::caseMistake(const Directive &section, const Directive &line) const
{
    const auto isMistaken = [this](const std::vector<Word> &words, std::size_t from, std::size_t end) {
        return criterion(words, from, end) == Answer::No && criterion(words, from, end, true) == Answer::Yes;
    };
    for (std::size_t i = 0; i < line.args.size(); ++i) {
        if (line.args[i].text == "{") {
            std::size_t end = i;
            while (end < line.args.size() && line.args[end].text != "}")
                ++end;
            if (isMistaken(line.args, i + 1, end))
                return &line.args[i + 1];
        }
        for (const Directive &one : section.children) {
            if (one.name.text == "acl" && one.arg(0) == line.args[i].text && one.args.size() > 1
                && isMistaken(one.args, 1, one.args.size()))
                return &one.args[1];
        }
    }
    return nullptr;
}

} // namespace hop101::doctor::config
