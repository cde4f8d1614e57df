// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/caddymatcher.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 2000;
using Scope = std::vector<const Directive *>;

bool isOptions(const Directive &one)
{
    return one.hasBlock && one.name.text.empty();
}

/// What answers before reverse_proxy, in Caddy's own order of directives.
bool answersBefore(const Directive &one)
{
    for (const char *name : {"redir", "respond", "abort", "error"}) {
        if (one.name.text == name)
            return true;
    }
    return false;
}

class Judge
{
public:
    Judge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question)
    { }

    void judge()
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

private:
    struct Found
    {
        ProxyPlace place;
        std::size_t specific = 0; ///< length of the path that led to it
    };

    static bool isBareDirective(const Directive &site)
    {
        for (const char *name : {"reverse_proxy", "handle", "handle_path", "route", "respond", "redir",
                                 "file_server", "encode", "root", "log", "tls"}) {
            if (site.name.text == name)
                return true;
        }
        return false;
    }

    static bool fitsAddress(std::string address, const Question &question)
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
            || base::equalsIgnoringCase(host, question.host) || isWild
            || (host.find('{') != std::string::npos);
    }

    bool isSiteAsked(const Directive &site) const
    {
        return fitsAddress(site.name.text, m_question)
            || std::any_of(site.args.begin(), site.args.end(),
                           [this](const Word &w) { return fitsAddress(w.text, m_question); });
    }

    void choose()
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

    Place whole(const Directive &one) const
    {
        return m_tree.place(one.name.at.file, one.name.at.offset, one.end - one.name.at.offset);
    }

    Edit removal(const Directive &one) const
    {
        const std::uint32_t file = one.name.at.file;
        const std::size_t first = m_tree.lineFirst(file, one.name.at.offset);
        const std::size_t end =
            std::min(m_tree.files[file].text.find('\n', one.end), m_tree.files[file].text.size() - 1) + 1;
        return {file, first, end - first, ""};
    }

    void lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
              std::vector<Edit> edits = {})
    {
        place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
    }
    void say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence)
    {
        place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
    }

    void walk(const Directive &block, const Scope &scope, Answer reached, const std::vector<Cause> &before)
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
                inner.push_back(
                    {"path-rewritten",
                     Weight::Notes,
                     one.name.at,
                     "handle_path takes " + one.arg(0) + " away from the path that the backend sees.",
                     {}});
            Scope deeper = scope;
            deeper.push_back(&one);
            walk(one, deeper, match.answer, inner);
        }
    }

    /// What changes every request of a block before it is handed on.
    void changeRequest(const Directive &one, const Scope &scope, std::vector<Cause> &into)
    {
        const std::string &name = one.name.text;
        const bool isChange = name == "request_header" || name == "uri" || name == "rewrite"
            || name == "method" || name == "basicauth" || name == "basic_auth" || name == "forward_auth";
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

    void take(const Directive &proxy, const Directive &block, const Scope &scope, Answer reached,
              const std::vector<Cause> &before)
    {
        const CaddyMatch match = caddyMatch(m_tree, proxy, scope, m_question);
        const bool isAskedElsewhere =
            !m_question.path.empty() && match.answer == Answer::No && match.causes.empty();
        if (isAskedElsewhere || reached == Answer::No
            || m_report.places.size() + m_found.size() >= kMaxPlaces)
            return;
        // A matcher that wants requests without an upgrade is for others.
        if (match.answer == Answer::No && match.causes.empty())
            return;
        ProxyPlace place;
        place.title = titleOf(proxy, scope);
        place.at = m_tree.place(proxy.name.at.file, proxy.name.at.offset,
                                (proxy.args.empty() ? proxy.name : proxy.args.back()).at.end()
                                    - proxy.name.at.offset);
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

    static std::size_t specificity(const Directive &proxy, const Scope &scope)
    {
        std::size_t longest = isCaddyMatcher(proxy) ? proxy.arg(0).size() : 0;
        for (const Directive *one : scope)
            longest = std::max(longest, isCaddyMatcher(*one) ? one->arg(0).size() + 1 : 0);
        return longest;
    }

    static std::string titleOf(const Directive &proxy, const Scope &scope)
    {
        std::string title = proxy.name.text + (isCaddyMatcher(proxy) ? ' ' + proxy.arg(0) : "");
        for (std::size_t i = scope.size(); i-- > 1;)
            title += " in " + scope[i]->name.text + (scope[i]->args.empty() ? "" : ' ' + scope[i]->arg(0));
        return title + " of " + scope.front()->name.text;
    }

    // where to

    void judgeUpstreams(ProxyPlace &place, const Directive &proxy)
    {
        std::vector<const Word *> upstreams;
        for (std::size_t i = isCaddyMatcher(proxy) ? 1 : 0; i < proxy.args.size(); ++i)
            upstreams.push_back(&proxy.args[i]);
        bool isDynamic = false;
        bool hasTls = false;
        for (const Directive &part : proxy.children) {
            if (part.name.text == "to") {
                for (const Word &word : part.args)
                    upstreams.push_back(&word);
            }
            isDynamic = isDynamic || part.name.text == "dynamic";
            for (const Directive &option : part.children)
                hasTls = hasTls || option.name.text.starts_with("tls");
        }
        if (upstreams.empty() && !isDynamic) {
            m_tree.defect("backend-missing", proxy.name.at,
                          "reverse_proxy names no backend: write where to, such as 127.0.0.1:3000.");
            return;
        }
        for (const Word *word : upstreams) {
            place.backend += (place.backend.empty() ? "" : " ") + word->text;
            const std::size_t known = place.causes.size();
            judgeUpstream(place, *word, hasTls);
            // What the environment or a snippet gave is not to be found here.
            for (std::size_t i = known; i < place.causes.size() && !m_tree.isVerbatim(*word); ++i)
                place.causes[i].edits.clear();
        }
    }

    void judgeUpstream(ProxyPlace &place, const Word &word, bool hasTls)
    {
        const Backend backend = backendFrom(word.text);
        const Place &at = word.at;
        const std::size_t first = at.offset + (word.isQuoted ? 1 : 0);
        const bool isTunnel = backend.scheme == "ws" || backend.scheme == "wss";
        if (isTunnel && (backend.isTls() || m_report.version >= Version{2, 7, 0}))
            lose(place, "wrong-scheme", at,
                 "Caddy knows no " + backend.scheme + ":// for a backend, not even for WebSocket: write "
                     + (backend.isTls() ? "https" : "http") + "://.",
                 {{at.file, first, backend.scheme.size(), backend.isTls() ? "https" : "http"}});
        else if (isTunnel)
            say(place, Weight::Warns, "wrong-scheme", at,
                "Caddy takes ws:// as http:// up to 2.6, and does not start with it from 2.7 on: write "
                "http://.");
        if (backend.scheme == "h2c")
            lose(place, "http2-to-backend", at,
                 "h2c:// speaks HTTP/2 to the backend, where Caddy hands on no upgrade: write http://.",
                 {{at.file, first, 3, "http"}});
        if (backend.host.empty() && word.text.find('{') == std::string::npos && backend.port.empty())
            m_tree.defect("backend-without-host", at,
                          quoted(word.text) + " names no host: write where to, such as 127.0.0.1:3000.");
        if (!backend.uri.empty() && !word.text.starts_with("unix/")
            && word.text.find('{') == std::string::npos)
            lose(place, "path-not-allowed", at,
                 "An address of a backend has no path: Caddy does not start. Write rewrite, or remove "
                     + quoted(backend.uri) + '.',
                 {{at.file, first + word.text.size() - backend.uri.size(), backend.uri.size(), ""}});
        if (backend.scheme == "http" && backend.port == "443")
            lose(place, "plain-to-tls", at,
                 "http:// and port 443 contradict each other, and Caddy does not start: write https://.",
                 {{at.file, first, 4, "https"}});
        else if (backend.scheme == "https" && backend.port == "80")
            lose(place, "tls-to-plain-backend", at,
                 "https:// and port 80 contradict each other, and Caddy does not start: write http://.",
                 {{at.file, first, 5, "http"}});
        else if (backend.scheme.empty() && isTlsPort(backend.port) && !hasTls)
            lose(place, "plain-to-tls", at,
                 "Port " + backend.port
                     + " speaks TLS as a rule, and without https:// this backend gets plain text.",
                 {{at.file, first, 0, "https://"}});
    }

    // what is changed on the way

    void judgeParts(ProxyPlace &place, const Directive &proxy)
    {
        for (const Directive &part : proxy.children) {
            const std::string &name = part.name.text;
            if (name == "header_up")
                judgeHeader(place, part, 0, "header_up");
            else if (name == "header_down")
                judgeDown(place, part);
            else if (name == "transport")
                judgeTransport(place, part);
            else if (name == "method" && !base::equalsIgnoringCase(part.arg(0), "GET"))
                lose(place, "method-changed", part.name.at,
                     "The backend gets another method, and an upgrade must be a GET.", {removal(part)});
            else if (name == "rewrite")
                say(place, Weight::Notes, "path-rewritten", part.name.at,
                    "This changes the path that the backend sees; it must know the new one.");
        }
    }

    void judgeDown(ProxyPlace &place, const Directive &part)
    {
        const std::string field = base::toLower(part.arg(0));
        if (field == "-upgrade" || field == "-sec-websocket-accept" || field == "-sec-websocket-*"
            || field == "-sec-*")
            lose(place, "accept-changed", part.name.at,
                 "Without this header of the backend the client refuses the 101: remove this line.",
                 {removal(part)});
    }

    /// "-Upgrade", "Upgrade value", "-Sec-*".
    void judgeHeader(ProxyPlace &place, const Directive &one, std::size_t first, const std::string &what)
    {
        std::string field = base::toLower(one.arg(first));
        const bool isTaken = field.starts_with('-');
        field =
            field.substr(field.starts_with('-') || field.starts_with('+') || field.starts_with('?') ? 1 : 0);
        const auto is = [&field](std::string_view header) { return fits(field, header); };
        std::string value = base::toLower(one.arg(first + 1));
        const bool isPlaceholder = value.find('{') != std::string::npos;
        if (is("upgrade") && (isTaken || (!isPlaceholder && value != "websocket")))
            lose(place, "upgrade-dropped", one.name.at,
                 what + " changes Upgrade, which Caddy hands on by itself: remove this line.",
                 {removal(one)});
        else if (is("connection") && (isTaken || (!isPlaceholder && !base::listHasToken(value, "upgrade"))))
            lose(place, "connection-close", one.name.at,
                 what + " changes Connection, which Caddy makes by itself: remove this line.",
                 {removal(one)});
        else if ((is("sec-websocket-key") || is("sec-websocket-version")) && (isTaken || !isPlaceholder))
            lose(place, "key-changed", one.name.at,
                 "The headers of the handshake must reach the backend as the client sent them: remove this "
                 "line.",
                 {removal(one)});
        else if (field == "host" && isPlaceholder && value.find("upstream") != std::string::npos)
            say(place, Weight::Notes, "host-rewritten", one.name.at,
                "The backend gets its own address as Host: one that compares it with Origin refuses.");
    }

    static bool fits(std::string_view pattern, std::string_view header)
    {
        const bool front = pattern.starts_with('*') && pattern.size() > 1;
        const bool back = pattern.ends_with('*') && pattern.size() > 1;
        return front ? header.ends_with(pattern.substr(1))
            : back   ? header.starts_with(pattern.substr(0, pattern.size() - 1))
                     : pattern == header;
    }

    void judgeTransport(ProxyPlace &place, const Directive &transport)
    {
        if (transport.arg(0) == "fastcgi") {
            place.isMeantForHttp = false;
            lose(place, "not-http", transport.name.at,
                 "FastCGI carries no upgrade: WebSocket wants a transport of HTTP.");
        }
        for (const Directive &option : transport.children) {
            if (option.name.text != "versions" || option.args.empty())
                continue;
            const bool hasHttp11 = std::any_of(option.args.begin(), option.args.end(),
                                               [](const Word &w) { return w.text == "1.1"; });
            const Place &at = option.args[0].at;
            if (!hasHttp11)
                lose(place, "http2-to-backend", option.name.at,
                     "Over HTTP/2 Caddy hands on no upgrade: the versions want 1.1.",
                     {{at.file, at.offset, option.args.back().at.end() - at.offset, "1.1"}});
        }
    }

    // what answers before

    void judgeAnswers(ProxyPlace &place, const Directive &proxy, const Directive &block, const Scope &scope)
    {
        const bool isRoute = block.name.text == "route";
        bool isBehind = false;
        for (const Directive &one : block.children) {
            if (&one == &proxy)
                isBehind = true;
            if (!answersBefore(one) || (isRoute && isBehind))
                continue;
            const CaddyMatch match = caddyMatch(m_tree, one, scope, m_question);
            if (match.answer != Answer::Yes
                && !(isCaddyMatcher(one) && isCaddyMatcher(proxy) && one.arg(0) == proxy.arg(0)))
                continue;
            answeredBefore(place, proxy, one);
            return;
        }
    }

    void answeredBefore(ProxyPlace &place, const Directive &proxy, const Directive &one)
    {
        const std::uint32_t file = proxy.name.at.file;
        std::vector<Edit> edits;
        const bool isMatched = isCaddyMatcher(proxy) && proxy.arg(0) != "*" && !isCaddyMatcher(one);
        if (isMatched) {
            const std::string indent = m_tree.indent(file, proxy.name.at.offset);
            const Word &matcher = proxy.args[0];
            edits = {{file, proxy.name.at.offset, 0,
                      "handle " + std::string(m_tree.text(matcher.at)) + " {\n" + indent + '\t'},
                     {file, proxy.name.at.end(), matcher.at.end() - proxy.name.at.end(), ""},
                     {file, proxy.end, 0, '\n' + indent + '}'}};
        } else
            edits = {removal(one)};
        lose(place, "answered-before", one.name.at,
             quoted(one.name.text)
                 + " comes before reverse_proxy in Caddy's order, wherever it stands, and answers every "
                   "request"
                 + (isMatched ? ": put the reverse_proxy into a handle of its path." : ": remove it."),
             edits);
    }

    void judgePath(ProxyPlace &place, const Directive &proxy, const Scope &scope)
    {
        const Directive *with = isCaddyMatcher(proxy) ? &proxy : nullptr;
        for (auto one = scope.rbegin(); !with && one + 1 != scope.rend(); ++one)
            with = isCaddyMatcher(**one) ? *one : nullptr;
        if (!with || !with->arg(0).starts_with('/'))
            return;
        const std::string &path = with->arg(0);
        if (path.ends_with("/*"))
            say(place, Weight::Notes, "path-not-fitted", with->args[0].at,
                quoted(path) + " does not fit " + quoted(path.substr(0, path.size() - 2))
                    + " itself, for which Caddy answers 200 with an empty body.");
        else if (!path.ends_with('*') && m_question.path.empty())
            say(place, Weight::Notes, "path-not-fitted", with->args[0].at,
                quoted(path)
                    + " fits this path alone, and nothing below it: there Caddy answers 200 with an empty "
                      "body.");
    }

    void judgeSite(ProxyPlace &place, const Directive &site)
    {
        const Backend address = backendFrom(site.name.text);
        if (address.scheme.empty() && address.port.empty() && !address.host.empty()
            && address.host.find('{') == std::string::npos)
            say(place, Weight::Notes, "automatic-https", site.name.at,
                "Caddy serves this address by HTTPS and redirects what comes by HTTP: clients want wss://, "
                "for a ws:// URL is not followed to it.");
        if (m_report.version < Version{2, 7, 0})
            say(place, Weight::Notes, "reload-closes", place.at,
                "A reload of the configuration closes all upgraded connections (stream_close_delay helps, "
                "from 2.7).");
    }

    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    std::vector<Found> m_found;
};

} // namespace

void judgeCaddy(Report &report, const Question &question)
{
    Judge(report, question).judge();
}

} // namespace hop101::doctor::config
