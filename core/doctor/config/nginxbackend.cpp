// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/nginxlocation.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

// Where a location's requests go, with which path, and what stands in front of it.

namespace hop101::doctor::config {
namespace {

/// The words of a location: its modifier ("", "=", "^~", "~", "~*", "@") and what it fits.
struct Fit
{
    std::string modifier;
    std::string path;
};

Fit fitOf(const Directive &location)
{
    if (location.args.size() >= 2)
        return {location.arg(0), location.arg(1)};
    const std::string &only = location.arg(0);
    for (const char *modifier : {"^~", "~*", "~", "=", "@"}) {
        if (only.starts_with(modifier))
            return {modifier, only.substr(std::string_view(modifier).size())};
    }
    return {"", only};
}

std::string portOf(const Backend &backend)
{
    return !backend.port.empty() ? backend.port : backend.isTls() ? "443" : "80";
}

} // namespace

void NginxLocation::judgeBackend()
{
    const std::string &written = m_pass.arg(0);
    if (m_pass.args.empty() || written.empty()) {
        m_tree.defect("backend-missing", m_pass.name.at,
                      "proxy_pass has no URL: write where to, such as http://127.0.0.1:3000.");
        return;
    }
    const Place at = m_pass.args[0].at;
    Backend backend = backendFrom(written);
    if (backend.scheme == "ws" || backend.scheme == "wss") {
        lose("wrong-scheme", at,
             "nginx knows no " + backend.scheme + "://, not even for WebSocket: write "
                 + (backend.isTls() ? "https" : "http") + "://.",
             {{at.file, at.offset + (m_pass.args[0].isQuoted ? 1 : 0), backend.scheme.size(),
               backend.isTls() ? "https" : "http"}});
    } else if (backend.scheme.empty() && !written.starts_with('$')) {
        lose("wrong-scheme", at, "proxy_pass wants a URL with its scheme: http://" + written + '.',
             {{at.file, at.offset + (m_pass.args[0].isQuoted ? 1 : 0), 0, "http://"}});
    }
    if (backend.host.empty() && !written.starts_with('$')) {
        m_tree.defect("backend-without-host", at,
                      quoted(written) + " names no host: write where to, such as http://127.0.0.1:3000.");
        return;
    }
    const Directive *upstream = m_scope.upstream(backend.host);
    if (upstream && !backend.port.empty())
        lose("upstream-with-port", at,
             "upstream " + quoted(backend.host) + " has its ports in its servers: nginx refuses a port here.",
             {{at.file, at.offset + m_tree.text(at).find(':' + backend.port, backend.scheme.size() + 3),
               backend.port.size() + 1, ""}});
    const bool hasServer = upstream
        && std::any_of(upstream->children.begin(), upstream->children.end(),
                       [](const Directive &d) { return d.name.text == "server"; });
    if (upstream && !hasServer)
        m_tree.defect("upstream-empty", upstream->name.at,
                      "upstream " + quoted(backend.host) + " has no server: nginx does not start.");
    const bool hasVariable = written.find('$') != std::string::npos;
    if (hasVariable && !upstream)
        judgeResolver(m_scope.value(written).text);
    const bool isBareName = !upstream && !hasVariable && !isAddress(backend.host) && backend.port.empty()
        && backend.host.find('.') == std::string::npos;
    if (isBareName) {
        const std::string meant = nearest(backend.host, m_scope.upstreamNames());
        std::vector<Edit> edits;
        const std::size_t hostAt = m_tree.text(at).find(backend.host, backend.scheme.size());
        if (!meant.empty() && hostAt != std::string::npos)
            edits.push_back({at.file, at.offset + hostAt, backend.host.size(), meant});
        m_tree.defect("upstream-undefined", at,
                      "No upstream is called " + quoted(backend.host)
                          + (meant.empty() ? ": add \"upstream " + backend.host
                                     + " { server HOST:PORT; }\" to the http block, or write an address."
                                           : "; there is " + quoted(meant) + '.'),
                      edits);
    }
    if (hasVariable || upstream)
        return;
    const std::string port = portOf(backend);
    if (!backend.isTls() && isTlsPort(port))
        lose("plain-to-tls", at,
             "Port " + port + " speaks TLS as a rule, and http:// sends plain text to it: write https://.",
             {{at.file, at.offset + (m_pass.args[0].isQuoted ? 1 : 0), 4, "https"}});
    if (backend.isTls() && port == "80")
        lose("tls-to-plain-backend", at,
             "Port 80 speaks no TLS as a rule, and https:// begins with it: write http://.",
             {{at.file, at.offset + (m_pass.args[0].isQuoted ? 1 : 0), 5, "http"}});
    const Directive *sni = nearestOf("proxy_ssl_server_name");
    if (backend.isTls() && !isAddress(backend.host) && !(sni && sni->arg(0) == "on"))
        say(Weight::Notes, "sni-not-sent", at,
            "nginx names no host in its TLS handshake unless told: a backend with several certificates wants "
            "proxy_ssl_server_name on.");
}

void NginxLocation::judgeResolver(const std::string &target)
{
    const std::string host = backendFrom(target).host;
    const bool isKnown = isAddress(host) || m_scope.upstream(host) || nearestOf("resolver");
    if (!isKnown && host.find('?') == std::string::npos)
        lose("resolver-missing", m_pass.args[0].at,
             "With a variable in proxy_pass nginx looks " + quoted(host)
                 + " up for each request, and answers 502 without a resolver: add "
                   "\"resolver ADDRESS;\" with that of your name server.");
    else if (!isKnown)
        say(Weight::Warns, "resolver-missing", m_pass.args[0].at,
            "With a variable in proxy_pass nginx looks the host up for each request: where it is a name, a "
            "resolver is needed.");
}

void NginxLocation::judgeRewrite()
{
    const Directive &block = location();
    const Backend backend = backendFrom(m_pass.arg(0));
    const Fit fit = fitOf(block);
    const bool isRegex = fit.modifier == "~" || fit.modifier == "~*" || fit.modifier == "@";
    const bool hasVariable = m_pass.arg(0).find('$') != std::string::npos;
    if (fit.modifier != "=" && !isRegex && fit.path.size() > 1 && fit.path.ends_with('/'))
        say(Weight::Notes, "trailing-slash", block.name.at,
            "A client that asks for " + fit.path.substr(0, fit.path.size() - 1) + " is redirected to "
                + fit.path + ", which clients of WebSocket do not follow.");
    if (backend.uri.empty() || m_pass.args.empty())
        return;
    const bool isIf = m_chain.back()->name.text != "location";
    if ((isRegex || isIf) && !hasVariable) {
        const Place &at = m_pass.args[0].at;
        lose("path-not-allowed", at,
             "In a location of a regular expression or with @, and in an if or limit_except, nginx allows no "
             "path in proxy_pass and does not start: remove "
                 + quoted(backend.uri) + '.',
             {{at.file, at.end() - backend.uri.size() - (m_pass.args[0].isQuoted ? 1 : 0), backend.uri.size(),
               ""}});
        return;
    }
    if (isRegex || hasVariable || fit.path == backend.uri)
        return;
    const bool isExact = fit.modifier == "=";
    const std::string sample = isExact ? fit.path
        : fit.path.ends_with('/')      ? fit.path + "chat"
                                       : fit.path + "/chat";
    const std::string arrives = backend.uri + sample.substr(fit.path.size());
    const bool isOdd = arrives.find("//") != std::string::npos
        || (!isExact && fit.path.ends_with('/') && !backend.uri.ends_with('/'));
    say(isOdd ? Weight::Warns : Weight::Notes, "path-rewritten", m_pass.args[0].at,
        quoted(sample) + " arrives at the backend as " + quoted(arrives) + ", because proxy_pass has a path"
            + (isOdd ? ": let both end with a slash, or neither." : "."));
}

void NginxLocation::judgeFront()
{
    for (const Directive *block : m_chain) {
        for (const Directive &one : block->children) {
            const bool isHttp2 = (one.name.text == "http2" && one.arg(0) == "on")
                || (one.name.text == "listen"
                    && std::any_of(one.args.begin(), one.args.end(),
                                   [](const Word &w) { return w.text == "http2"; }));
            if (isHttp2)
                say(Weight::Notes, "http2-in-front", one.name.at,
                    "nginx does not do WebSocket over HTTP/2 (RFC 8441): clients open a connection of "
                    "HTTP/1.1 for it, which "
                    "works here.");
            const bool isPlain443 = one.name.text == "listen"
                && (one.arg(0) == "443" || one.arg(0).ends_with(":443"))
                && std::none_of(one.args.begin(), one.args.end(),
                                [](const Word &w) { return w.text == "ssl" || w.text == "quic"; })
                && !NginxScope::nearestOf(m_chain, "ssl");
            if (isPlain443)
                say(Weight::Warns, "listen-without-tls", one.name.at,
                    "Port 443 without \"ssl\" speaks plain text: clients of wss:// fail.");
        }
    }
    const Directive &block = location();
    const bool isInIf = m_chain.back()->name.text == "if";
    if (isInIf)
        say(Weight::Notes, "if-in-location", m_chain.back()->name.at,
            "An if in a location takes the request over as a location of its own, with what it inherits; a "
            "location of its own is clearer.");
    if (fitOf(block).modifier == "=")
        say(Weight::Notes, "exact-location", block.name.at,
            "This location fits " + quoted(fitOf(block).path) + " and nothing below it.");
}

} // namespace hop101::doctor::config
