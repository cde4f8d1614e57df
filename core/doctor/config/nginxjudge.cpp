// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/nginxlocation.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"
#include "core/doctor/config/nginxwords.h"
#include "core/doctor/config/pattern.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 1000;

bool isPass(const std::string &name)
{
    return name == "proxy_pass" || name == "grpc_pass" || name == "fastcgi_pass" || name == "uwsgi_pass"
        || name == "scgi_pass" || name == "memcached_pass";
}

struct Fit
{
    std::string modifier;
    std::string path;
    Place pathAt;

    bool isRegex() const { return modifier == "~" || modifier == "~*"; }
    bool isPrefix() const { return modifier.empty() || modifier == "^~"; }
    bool fits(const std::string &asked) const
    {
        if (modifier == "=")
            return asked == path;
        if (isRegex())
            return matches(path, asked, modifier == "~*") == Answer::Yes;
        return isPrefix() && asked.starts_with(path);
    }
};

Fit fitOf(const Directive &location)
{
    if (location.args.empty())
        return {};
    if (location.args.size() >= 2)
        return {location.arg(0), location.arg(1), location.args[1].at};
    const std::string &only = location.arg(0);
    for (const std::string modifier : {"^~", "~*", "~", "=", "@"}) {
        if (only.starts_with(modifier))
            return {modifier, only.substr(modifier.size()), location.args[0].at};
    }
    return {"", only, location.args[0].at};
}

/// The location of `list` that nginx takes for `path`: exact, then the longest prefix if it says so, then the
/// first regular expression, then the longest prefix.
const Directive *locationFor(const std::vector<Directive> &list, const std::string &path)
{
    const Directive *prefix = nullptr;
    const Directive *regex = nullptr;
    for (const Directive &one : list) {
        if (one.name.text != "location" || !one.hasBlock)
            continue;
        const Fit fit = fitOf(one);
        if (!fit.fits(path))
            continue;
        if (fit.modifier == "=")
            return &one;
        if (fit.isRegex())
            regex = regex ? regex : &one;
        else if (!prefix || fit.path.size() > fitOf(*prefix).path.size())
            prefix = &one;
    }
    if (prefix) {
        const Directive *inner = locationFor(prefix->children, path);
        if (inner)
            return inner;
        if (fitOf(*prefix).modifier == "^~")
            return prefix;
    }
    if (regex) {
        const Directive *inner = locationFor(regex->children, path);
        return inner ? inner : regex;
    }
    return prefix;
}

class Judge
{
public:
    Judge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question), m_scope(report.tree)
    { }

    void judge()
    {
        if (m_question.path.empty())
            walk(m_tree.top, {});
        else
            ask();
    }

private:
    Place whole(const Directive &d) const
    {
        return m_tree.place(d.name.at.file, d.name.at.offset, d.end - d.name.at.offset);
    }

    bool isInStream(const Chain &chain) const
    {
        return !chain.empty() && chain.front()->name.text == "stream";
    }
    bool isInServer(const Chain &chain) const
    {
        return std::any_of(chain.begin(), chain.end(),
                           [](const Directive *d) { return d->name.text == "server"; });
    }
    bool isInLocation(const Chain &chain) const
    {
        return std::any_of(chain.begin(), chain.end(),
                           [](const Directive *d) { return d->name.text == "location"; });
    }

    void walk(const std::vector<Directive> &list, const Chain &chain)
    {
        checkSiblings(list, chain);
        for (const Directive &one : list) {
            checkContext(one, chain);
            if (isPass(one.name.text))
                take(one, chain);
            if (one.hasBlock && one.name.text != "map" && one.name.text != "upstream"
                && one.name.text != "types") {
                Chain inner = chain;
                inner.push_back(&one);
                walk(one.children, inner);
            }
        }
    }

    void checkContext(const Directive &one, const Chain &chain)
    {
        const std::string &name = one.name.text;
        const bool stream = isInStream(chain);
        if (name == "location" && !isInServer(chain) && !isInLocation(chain)) {
            m_tree.defect("location-outside-server", one.name.at,
                          "A location stands in a server block, and there is none around this one: nginx "
                          "refuses it as a "
                          "file of its own.");
        } else if (name == "location" && one.args.empty())
            m_tree.defect("wrong-arguments", one.name.at,
                          "This location does not say which paths it is for: write location /ws { … }.");
        else if (name == "location" && !one.hasBlock)
            m_tree.defect("missing-block", one.name.at, "A location wants a block in braces.");
        else if (name == "server" && one.hasBlock && !chain.empty() && chain.back()->name.text != "http"
                 && !stream && chain.back()->name.text != "mail" && chain.back()->name.text != "upstream")
            m_tree.defect("wrong-context", one.name.at,
                          "A server block stands in http, not in " + quoted(chain.back()->name.text) + '.');
        const bool isKnown = isNginxDirective(name) || name.empty();
        const bool isHeader =
            name.starts_with("proxy_") || name.starts_with("locat") || name.starts_with("serv");
        if (!isKnown && isHeader) {
            const std::string meant = nearest(name, nginxDirectives());
            if (!meant.empty())
                m_tree.defect("unknown-directive", one.name.at,
                              "nginx knows no " + quoted(name) + "; there is " + quoted(meant) + '.',
                              {{one.name.at.file, one.name.at.offset, one.name.at.size, meant}});
        }
        const bool isForIf =
            !chain.empty() && (chain.back()->name.text == "if" || chain.back()->name.text == "limit_except");
        if ((name == "proxy_set_header" || name == "proxy_http_version") && isForIf)
            m_tree.defect("wrong-context", one.name.at,
                          name + " may not stand in " + quoted(chain.back()->name.text)
                              + ": put it into the location around it.");
    }

    /// Names that stand twice, which nginx refuses.
    void checkSiblings(const std::vector<Directive> &list, const Chain &chain)
    {
        std::vector<std::pair<std::string, const Directive *>> seen;
        for (const Directive &one : list) {
            if (one.name.text != "location" || !one.hasBlock || !isInServer(chain) || seen.size() > 500)
                continue;
            const Fit fit = fitOf(one);
            if (fit.isRegex())
                continue;
            const std::string key = (fit.modifier == "^~" ? "" : fit.modifier) + ' ' + fit.path;
            const auto twin =
                std::find_if(seen.begin(), seen.end(), [&key](const auto &s) { return s.first == key; });
            if (twin != seen.end())
                m_tree.defect("duplicate-location", one.name.at,
                              "Line " + std::to_string(twin->second->name.at.line)
                                  + " has the same location: nginx does not start.");
            seen.emplace_back(key, &one);
        }
    }

    void take(const Directive &pass, const Chain &chain)
    {
        if (m_report.places.size() >= kMaxPlaces)
            return;
        if (isInStream(chain)) {
            takeStream(pass, chain);
            return;
        }
        const bool isMisplaced =
            chain.empty() || chain.back()->name.text == "server" || chain.back()->name.text == "http";
        if (isMisplaced) {
            m_tree.defect(chain.empty() ? "outside-location" : "wrong-context", pass.name.at,
                          pass.name.text + " stands in a location, and there is none around this one.");
            if (chain.empty())
                return;
        }
        m_report.places.push_back(NginxLocation(m_report, m_scope, chain, pass).judge());
        checkTaken(m_report.places.back(), chain);
    }

    /// Of the stream module: bytes as they are, whatever they mean.
    void takeStream(const Directive &pass, const Chain &chain)
    {
        ProxyPlace place;
        place.title = "stream server";
        place.backend = pass.arg(0);
        place.at = whole(pass);
        place.block = whole(*chain.back());
        m_report.places.push_back(std::move(place));
    }

    /// A regular expression wins over a prefix, wherever they stand.
    void checkTaken(ProxyPlace &place, const Chain &chain)
    {
        const Directive &own = *chain.back();
        if (chain.size() < 2 || own.name.text != "location")
            return;
        const Fit fit = fitOf(own);
        const bool isAsked = !m_question.path.empty();
        if (!fit.modifier.empty() || isAsked || fit.path == "/")
            return;
        for (const Directive &other : chain[chain.size() - 2]->children) {
            if (other.name.text != "location" || &other == &own || !other.arg(0).starts_with('~')
                || !fitOf(other).fits(fit.path))
                continue;
            place.causes.push_back({"location-taken",
                                    Weight::Loses,
                                    own.name.at,
                                    "Requests for " + fit.path
                                        + " never come here: the regular expression in line "
                                        + std::to_string(other.name.at.line)
                                        + " wins over a prefix. Write location ^~ " + fit.path + '.',
                                    {{fit.pathAt.file, fit.pathAt.offset, 0, "^~ "}}});
            return;
        }
    }

    // one path

    struct Server
    {
        const Directive *block = nullptr;
        Chain chain;
    };

    void servers(const std::vector<Directive> &list, const Chain &chain, std::vector<Server> &into) const
    {
        for (const Directive &one : list) {
            if (!one.hasBlock || one.name.text == "stream")
                continue;
            Chain inner = chain;
            inner.push_back(&one);
            if (one.name.text == "server")
                into.push_back({&one, inner});
            else if (one.name.text == "http")
                servers(one.children, inner, into);
        }
    }

    bool listensOn(const Server &server, unsigned port) const
    {
        bool any = false;
        for (const Directive &one : server.block->children) {
            if (one.name.text != "listen")
                continue;
            any = true;
            const std::string &text = one.arg(0);
            const std::size_t colon = text.rfind(':');
            const bool isPort = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
            const std::string own = isPort                         ? text
                : colon != std::string::npos && text.back() != ']' ? text.substr(colon + 1)
                                                                   : "80";
            if (own == std::to_string(port))
                return true;
        }
        return !any && port == 80;
    }

    bool isNamed(const Server &server) const
    {
        for (const Directive &one : server.block->children) {
            if (one.name.text != "server_name")
                continue;
            for (const Word &word : one.args) {
                const std::string &name = word.text;
                const bool isWild = name.starts_with("*.") && m_question.host.ends_with(name.substr(1));
                const bool isDot = name.starts_with('.') && ('.' + m_question.host).ends_with(name);
                const bool isTail =
                    name.ends_with(".*") && m_question.host.starts_with(name.substr(0, name.size() - 1));
                const bool isRegex =
                    name.starts_with('~') && matches(name.substr(1), m_question.host, true) == Answer::Yes;
                if (base::equalsIgnoringCase(name, m_question.host) || isWild || isDot || isTail || isRegex)
                    return true;
            }
        }
        return false;
    }

    bool isDefault(const Server &server) const
    {
        return std::any_of(server.block->children.begin(), server.block->children.end(),
                           [](const Directive &d) {
                               return d.name.text == "listen"
                                   && std::any_of(d.args.begin(), d.args.end(), [](const Word &w) {
                                          return w.text == "default_server" || w.text == "default";
                                      });
                           });
    }

    std::optional<Server> chosenServer() const
    {
        std::vector<Server> all;
        servers(m_tree.top, {}, all);
        if (m_question.port) {
            const auto other = [this](const Server &s) { return !listensOn(s, *m_question.port); };
            if (!std::all_of(all.begin(), all.end(), other))
                std::erase_if(all, other);
        }
        for (const Server &one : all) {
            if (isNamed(one))
                return one;
        }
        for (const Server &one : all) {
            if (isDefault(one))
                return one;
        }
        return all.empty() ? std::nullopt : std::optional(all.front());
    }

    /// From the server down to `location`.
    static bool chainTo(const std::vector<Directive> &list, const Directive *location, Chain &chain)
    {
        for (const Directive &one : list) {
            if (&one == location) {
                chain.push_back(&one);
                return true;
            }
            if (one.name.text == "location" && one.hasBlock) {
                chain.push_back(&one);
                if (chainTo(one.children, location, chain))
                    return true;
                chain.pop_back();
            }
        }
        return false;
    }

    void ask()
    {
        const std::size_t defects = m_tree.defects.size();
        walk(m_tree.top, {}); // for the defects
        m_report.places.clear();
        static_cast<void>(defects);
        const auto server = chosenServer();
        const auto &list = server ? server->block->children : m_tree.top;
        const Directive *location = locationFor(list, m_question.path);
        if (!location) {
            missed(server ? server->block->name.at : Place{},
                   "No location fits " + quoted(m_question.path) + ": nginx answers from its files, or 404.");
            return;
        }
        Chain chain = server ? server->chain : Chain{};
        chainTo(list, location, chain);
        askIn(*location, chain);
    }

    void askIn(const Directive &location, const Chain &chain)
    {
        const std::size_t before = m_report.places.size();
        for (const Directive &one : location.children) {
            if (isPass(one.name.text))
                take(one, chain);
            if (one.name.text == "if" || one.name.text == "limit_except") {
                Chain inner = chain;
                inner.push_back(&one);
                for (const Directive &conditional : one.children) {
                    if (isPass(conditional.name.text))
                        take(conditional, inner);
                }
            }
        }
        if (m_report.places.size() > before)
            return;
        for (const Directive &one : location.children) {
            if (one.name.text != "try_files" || one.args.empty() || !one.args.back().text.starts_with('@'))
                continue;
            Chain outer(chain.begin(), chain.end() - 1);
            for (const Directive &named : outer.empty() ? m_tree.top : outer.back()->children) {
                const Fit fit = fitOf(named);
                if (named.name.text == "location" && fit.modifier + fit.path == one.args.back().text) {
                    outer.push_back(&named);
                    askIn(named, outer);
                    return;
                }
            }
        }
        const Fit fit = fitOf(location);
        missed(location.name.at,
               "Requests for " + quoted(m_question.path) + " come to location " + fit.modifier
                   + (fit.modifier.empty() ? "" : " ") + fit.path + ", which hands them to no backend.");
    }

    void missed(Place at, std::string sentence)
    {
        m_report.asked = Cause{"not-proxied", Weight::Loses, at, std::move(sentence), {}};
    }

    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    NginxScope m_scope;
};

} // namespace

void judgeNginx(Report &report, const Question &question)
{
    Judge(report, question).judge();
}

} // namespace hop101::doctor::config
