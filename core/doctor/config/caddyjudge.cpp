// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/caddyjudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 2000;

} // namespace

bool CaddyJudge::isOptions(const Directive &one)
{
    return one.hasBlock && one.name.text.empty();
}

bool CaddyJudge::answersBefore(const Directive &one)
{
    for (const char *name : {"redir", "respond", "abort", "error"}) {
        if (one.name.text == name)
            return true;
    }
    return false;
}

void CaddyJudge::judge()
{
    for (const Directive &site : m_tree.top) {
        if (!site.hasBlock || isOptions(site))
            continue;
        if (isBareDirective(site)) {
            m_tree.defect("outside-site", site.name.at,
                          quoted(site.name.text)
                              + " stands in no site: write its address first, such as \":8080 {\", and "
                                "close it behind.");
            continue;
        }
        if (m_question.path.empty() || isSiteAsked(site))
            walk(site, {&site}, Answer::Yes, {});
    }
    if (!m_question.path.empty())
        choose();
}

bool CaddyJudge::isBareDirective(const Directive &site)
{
    for (const char *name : {"reverse_proxy", "handle", "handle_path", "route", "respond", "redir",
                             "file_server", "encode", "root", "log", "tls"}) {
        if (site.name.text == name)
            return true;
    }
    return false;
}

bool CaddyJudge::fitsAddress(std::string address, const Question &question)
{
    while (address.ends_with(','))
        address.pop_back();
    const Backend parts = backendFrom(address);
    if (question.port) {
        const unsigned port = *question.port;
        const bool isHttp = parts.scheme == "http";
        const std::string own = !parts.port.empty() ? parts.port : isHttp ? "80" : "443";
        const bool isDefault =
            parts.port.empty() && !isHttp && parts.scheme.empty() && (port == 80 || port == 443);
        if (!isDefault && own != std::to_string(port))
            return false;
    }
    const std::string host = base::toLower(parts.host);
    const bool isWild = host.starts_with("*.") && question.host.ends_with(host.substr(1));
    return host.empty() || host == "*" || question.host.empty()
        || base::equalsIgnoringCase(host, question.host) || isWild || (host.find('{') != std::string::npos);
}

bool CaddyJudge::isSiteAsked(const Directive &site) const
{
    return fitsAddress(site.name.text, m_question)
        || std::any_of(site.args.begin(), site.args.end(),
                       [this](const Word &w) { return fitsAddress(w.text, m_question); });
}

void CaddyJudge::choose()
{
    std::vector<Found> &all = m_found;
    if (all.empty()) {
        const bool isSite = std::any_of(m_tree.top.begin(), m_tree.top.end(), [this](const Directive &s) {
            return s.hasBlock && !isOptions(s) && isSiteAsked(s);
        });
        m_report.asked =
            Cause{"not-proxied",
                  Weight::Loses,
                  m_tree.place(0, 0, 0),
                  isSite ? "No reverse_proxy here fits " + quoted(m_question.path)
                          + ": Caddy answers 200 with an empty body, or a file."
                         : "No site here has this address: Caddy answers 200 with an empty body.",
                  {}};
        return;
    }
    const auto best = std::max_element(
        all.begin(), all.end(), [](const Found &a, const Found &b) { return a.specific < b.specific; });
    m_report.places.push_back(std::move(best->place));
}

Place CaddyJudge::whole(const Directive &one) const
{
    return m_tree.place(one.name.at.file, one.name.at.offset, one.end - one.name.at.offset);
}

Edit CaddyJudge::removal(const Directive &one) const
{
    const std::uint32_t file = one.name.at.file;
    const std::size_t first = m_tree.lineFirst(file, one.name.at.offset);
    const std::size_t end =
        std::min(m_tree.files[file].text.find('\n', one.end), m_tree.files[file].text.size() - 1) + 1;
    return {file, first, end - first, ""};
}

void CaddyJudge::lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
                      std::vector<Edit> edits)
{
    place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
}

void CaddyJudge::say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence)
{
    place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
}

void CaddyJudge::walk(const Directive &block, const Scope &scope, Answer reached,
                      const std::vector<Cause> &before)
{
    std::vector<Cause> causes = before;
    for (const Directive &one : block.children)
        changeRequest(one, scope, causes);
    for (const Directive &one : block.children) {
        const std::string &name = one.name.text;
        if (name == "reverse_proxy" || name == "php_fastcgi")
            take(one, block, scope, reached, causes);
        const bool isInner = name == "handle" || name == "handle_path" || name == "route";
        if (!isInner || !one.hasBlock)
            continue;
        const CaddyMatch match = caddyMatch(m_tree, one, scope, m_question);
        if (match.answer == Answer::No && match.causes.empty())
            continue;
        std::vector<Cause> inner = causes;
        inner.insert(inner.end(), match.causes.begin(), match.causes.end());
        if (name == "handle_path")
            inner.push_back({"path-rewritten",
                             Weight::Notes,
                             one.name.at,
                             "handle_path takes " + one.arg(0) + " away from the path that the backend sees.",
                             {}});
        Scope deeper = scope;
        deeper.push_back(&one);
        walk(one, deeper, match.answer, inner);
    }
}

void CaddyJudge::changeRequest(const Directive &one, const Scope &scope, std::vector<Cause> &into)
{
    const std::string &name = one.name.text;
    const bool isChange = name == "request_header" || name == "uri" || name == "rewrite" || name == "method"
        || name == "basicauth" || name == "basic_auth" || name == "forward_auth";
    if (!isChange)
        return;
    const CaddyMatch match = caddyMatch(m_tree, one, scope, m_question);
    if (match.answer == Answer::No)
        return;
    const std::size_t first = isCaddyMatcher(one) && name != "rewrite" ? 1 : 0;
    ProxyPlace collected;
    if (name == "request_header")
        judgeHeader(collected, one, first, "request_header");
    else if (name == "method"
             && !base::equalsIgnoringCase(one.args.empty() ? "" : one.args.back().text, "GET"))
        lose(collected, "method-changed", one.name.at,
             "The backend gets another method, and an upgrade must be a GET.", {removal(one)});
    else if (name == "uri" || name == "rewrite")
        say(collected, Weight::Notes, "path-rewritten", one.name.at,
            "This changes the path that the backend sees; it must know the new one.");
    else if (name != "method")
        say(collected, Weight::Notes, "login-at-proxy", one.name.at,
            name
                + " asks for a login first: a client of WebSocket in a browser cannot send an "
                  "Authorization header of its own, only cookies.");
    into.insert(into.end(), collected.causes.begin(), collected.causes.end());
}

void CaddyJudge::take(const Directive &proxy, const Directive &block, const Scope &scope, Answer reached,
                      const std::vector<Cause> &before)
{
    const CaddyMatch match = caddyMatch(m_tree, proxy, scope, m_question);
    const bool isAskedElsewhere =
        !m_question.path.empty() && match.answer == Answer::No && match.causes.empty();
    if (isAskedElsewhere || reached == Answer::No || m_report.places.size() + m_found.size() >= kMaxPlaces)
        return;
    // A matcher that wants requests without an upgrade is for others.
    if (match.answer == Answer::No && match.causes.empty())
        return;
    ProxyPlace place;
    place.title = titleOf(proxy, scope);
    place.at =
        m_tree.place(proxy.name.at.file, proxy.name.at.offset,
                     (proxy.args.empty() ? proxy.name : proxy.args.back()).at.end() - proxy.name.at.offset);
    place.block = whole(block.hasBlock && scope.size() > 1 ? block : proxy);
    place.causes = before;
    place.causes.insert(place.causes.end(), match.causes.begin(), match.causes.end());
    if (proxy.name.text == "php_fastcgi") {
        place.isMeantForHttp = false;
        lose(place, "not-http", place.at,
             "FastCGI carries no upgrade: WebSocket wants a reverse_proxy to a server of HTTP.");
    } else {
        judgeUpstreams(place, proxy);
        judgeParts(place, proxy);
        judgeAnswers(place, proxy, block, scope);
        judgePath(place, proxy, scope);
        judgeSite(place, *scope.front());
    }
    if (m_question.path.empty())
        m_report.places.push_back(std::move(place));
    else
        m_found.push_back({std::move(place), specificity(proxy, scope)});
}

std::size_t CaddyJudge::specificity(const Directive &proxy, const Scope &scope)
{
    std::size_t longest = isCaddyMatcher(proxy) ? proxy.arg(0).size() : 0;
    for (const Directive *one : scope)
        longest = std::max(longest, isCaddyMatcher(*one) ? one->arg(0).size() + 1 : 0);
    return longest;
}

std::string CaddyJudge::titleOf(const Directive &proxy, const Scope &scope)
{
    std::string title = proxy.name.text + (isCaddyMatcher(proxy) ? ' ' + proxy.arg(0) : "");
    for (std::size_t i = scope.size(); i-- > 1;)
        title += " in " + scope[i]->name.text + (scope[i]->args.empty() ? "" : ' ' + scope[i]->arg(0));
    return title + " of " + scope.front()->name.text;
}

void judgeCaddy(Report &report, const Question &question)
{
    CaddyJudge(report, question).judge();
}

} // namespace hop101::doctor::config
