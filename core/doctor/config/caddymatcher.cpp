// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/caddymatcher.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

/// Values of a header matcher count letters; * at both ends is any text.
bool fitsValue(std::string_view pattern, std::string_view value)
{
    const bool front = pattern.starts_with('*');
    const bool back = pattern.size() > 1 && pattern.ends_with('*');
    if (pattern == "*")
        return true;
    const std::string_view middle =
        pattern.substr(front ? 1 : 0, pattern.size() - (front ? 1 : 0) - (back ? 1 : 0));
    if (front && back)
        return value.find(middle) != std::string_view::npos;
    return front ? value.ends_with(middle) : back ? value.starts_with(middle) : value == middle;
}

Answer both(Answer a, Answer b)
{
    return a == Answer::No || b == Answer::No      ? Answer::No
        : a == Answer::Maybe || b == Answer::Maybe ? Answer::Maybe
                                                   : Answer::Yes;
}

/// `words` are the header's name and its value.
Answer matchHeader(const Word *nameWord, const Word *valueWord, CaddyMatch &into)
{
    const std::string name = base::toLower(nameWord->text);
    if (name.starts_with('!'))
        return name == "!upgrade" || name == "!connection" ? Answer::No : Answer::Maybe;
    if (name != "upgrade" && name != "connection")
        return Answer::Maybe;
    if (!valueWord)
        return Answer::Yes;
    const bool isUpgrade = name == "upgrade";
    const std::string value = isUpgrade ? "websocket" : "Upgrade";
    const Place &at = valueWord->at;
    if (!fitsValue(valueWord->text, value)) {
        if (fitsValue(base::toLower(valueWord->text), base::toLower(value)))
            into.causes.push_back({"condition-never-true",
                                   Weight::Loses,
                                   at,
                                   "Letters count here, and clients send " + quoted(value) + '.',
                                   {{at.file, at.offset, at.size, isUpgrade ? "websocket" : "*Upgrade*"}}});
        return Answer::No;
    }
    if (!isUpgrade && !fitsValue(valueWord->text, "keep-alive, Upgrade"))
        into.causes.push_back({"connection-is-a-list",
                               Weight::Loses,
                               at,
                               "Firefox sends \"Connection: keep-alive, Upgrade\", which this does not fit: "
                               "Connection is a list, write *Upgrade*.",
                               {{at.file, at.offset, at.size, "*Upgrade*"}}});
    return Answer::Yes;
}

Answer matchPart(const Word &kind, const std::vector<const Word *> &args, const Question &question,
                 CaddyMatch &into)
{
    if (kind.text == "header" && !args.empty())
        return matchHeader(args[0], args.size() > 1 ? args[1] : nullptr, into);
    if (kind.text == "path" && !question.path.empty()) {
        const bool any = std::any_of(args.begin(), args.end(), [&](const Word *w) {
            return caddyPath(w->text, question.path) == Answer::Yes;
        });
        return any ? Answer::Yes : Answer::No;
    }
    if (kind.text == "method")
        return std::any_of(args.begin(), args.end(), [](const Word *w) { return w->text == "GET"; })
            ? Answer::Yes
            : Answer::No;
    if (kind.text == "host" && !question.host.empty())
        return std::any_of(args.begin(), args.end(),
                           [&](const Word *w) { return base::equalsIgnoringCase(w->text, question.host); })
            ? Answer::Yes
            : Answer::Maybe;
    return Answer::Maybe;
}

std::vector<const Word *> pointers(const std::vector<Word> &words, std::size_t from)
{
    std::vector<const Word *> out;
    for (std::size_t i = from; i < words.size(); ++i)
        out.push_back(&words[i]);
    return out;
}

} // namespace

bool isCaddyMatcher(const Directive &one)
{
    const std::string &first = one.arg(0);
    return first.starts_with('/') || first.starts_with('@') || first == "*";
}

Answer caddyPath(std::string_view pattern, std::string_view path)
{
    const std::string lower = base::toLower(pattern);
    return fitsValue(lower, base::toLower(path)) ? Answer::Yes : Answer::No;
}

CaddyMatch caddyMatch(Tree &tree, const Directive &one, const std::vector<const Directive *> &scope,
                      const Question &question)
{
    CaddyMatch out;
    if (!isCaddyMatcher(one) || one.arg(0) == "*")
        return out;
    const std::string &name = one.arg(0);
    if (name.starts_with('/')) {
        out.answer = question.path.empty() ? Answer::Maybe : caddyPath(name, question.path);
        return out;
    }
    std::vector<std::string> names;
    for (auto block = scope.rbegin(); block != scope.rend(); ++block) {
        for (const Directive &matcher : (*block)->children) {
            if (!matcher.name.text.starts_with('@'))
                continue;
            names.push_back(matcher.name.text);
            if (matcher.name.text != name)
                continue;
            if (!matcher.hasBlock && !matcher.args.empty())
                out.answer = matchPart(matcher.args[0], pointers(matcher.args, 1), question, out);
            for (const Directive &part : matcher.children)
                out.answer = both(out.answer, matchPart(part.name, pointers(part.args, 0), question, out));
            return out;
        }
    }
    const std::string meant = nearest(name, names);
    const Place &at = one.args[0].at;
    const bool isReported =
        std::any_of(tree.defects.begin(), tree.defects.end(), [&at](const Defect &d) { return d.at == at; });
    if (!isReported)
        tree.defect("matcher-undefined", at,
                    "No matcher is called " + quoted(name) + " in this site"
                        + (meant.empty() ? "." : "; there is " + quoted(meant) + '.'),
                    meant.empty() ? std::vector<Edit>{}
                                  : std::vector<Edit>{{at.file, at.offset, at.size, meant}});
    out.answer = Answer::Maybe;
    return out;
}

} // namespace hop101::doctor::config
