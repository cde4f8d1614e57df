// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/caddyjudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {

void CaddyJudge::judgeUpstreams(ProxyPlace &place, const Directive &proxy)
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

void CaddyJudge::judgeUpstream(ProxyPlace &place, const Word &word, bool hasTls)
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
    if (!backend.uri.empty() && !word.text.starts_with("unix/") && word.text.find('{') == std::string::npos)
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

void CaddyJudge::judgeParts(ProxyPlace &place, const Directive &proxy)
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

void CaddyJudge::judgeDown(ProxyPlace &place, const Directive &part)
{
    const std::string field = base::toLower(part.arg(0));
    if (field == "-upgrade" || field == "-sec-websocket-accept" || field == "-sec-websocket-*"
        || field == "-sec-*")
        lose(place, "accept-changed", part.name.at,
             "Without this header of the backend the client refuses the 101: remove this line.",
             {removal(part)});
}

void CaddyJudge::judgeHeader(ProxyPlace &place, const Directive &one, std::size_t first,
                             const std::string &what)
{
    std::string field = base::toLower(one.arg(first));
    const bool isTaken = field.starts_with('-');
    field = field.substr(field.starts_with('-') || field.starts_with('+') || field.starts_with('?') ? 1 : 0);
    const auto is = [&field](std::string_view header) { return fits(field, header); };
    std::string value = base::toLower(one.arg(first + 1));
    const bool isPlaceholder = value.find('{') != std::string::npos;
    if (is("upgrade") && (isTaken || (!isPlaceholder && value != "websocket")))
        lose(place, "upgrade-dropped", one.name.at,
             what + " changes Upgrade, which Caddy hands on by itself: remove this line.", {removal(one)});
    else if (is("connection") && (isTaken || (!isPlaceholder && !base::listHasToken(value, "upgrade"))))
        lose(place, "connection-close", one.name.at,
             what + " changes Connection, which Caddy makes by itself: remove this line.", {removal(one)});
    else if ((is("sec-websocket-key") || is("sec-websocket-version")) && (isTaken || !isPlaceholder))
        lose(place, "key-changed", one.name.at,
             "The headers of the handshake must reach the backend as the client sent them: remove this "
             "line.",
             {removal(one)});
    else if (field == "host" && isPlaceholder && value.find("upstream") != std::string::npos)
        say(place, Weight::Notes, "host-rewritten", one.name.at,
            "The backend gets its own address as Host: one that compares it with Origin refuses.");
}

bool CaddyJudge::fits(std::string_view pattern, std::string_view header)
{
    const bool front = pattern.starts_with('*') && pattern.size() > 1;
    const bool back = pattern.ends_with('*') && pattern.size() > 1;
    return front ? header.ends_with(pattern.substr(1))
        : back   ? header.starts_with(pattern.substr(0, pattern.size() - 1))
                 : pattern == header;
}

void CaddyJudge::judgeTransport(ProxyPlace &place, const Directive &transport)
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

void CaddyJudge::judgeAnswers(ProxyPlace &place, const Directive &proxy, const Directive &block,
                              const Scope &scope)
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

void CaddyJudge::answeredBefore(ProxyPlace &place, const Directive &proxy, const Directive &one)
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

void CaddyJudge::judgePath(ProxyPlace &place, const Directive &proxy, const Scope &scope)
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

void CaddyJudge::judgeSite(ProxyPlace &place, const Directive &site)
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

} // namespace hop101::doctor::config
