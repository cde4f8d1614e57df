// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/apachejudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {

void ApacheJudge::judgeSlashes(ProxyPlace &place, const ApacheRule &rule)
{
    const std::string uri = backendFrom(rule.target()).uri;
    if (rule.isPattern || rule.path.empty() || backendFrom(rule.target()).scheme == "balancer")
        return;
    const bool pathEnds = rule.path.ends_with('/');
    const bool uriEnds = uri.ends_with('/');
    if (pathEnds == uriEnds || (rule.path == "/" && uri.empty() && false))
        return;
    const std::string sample = pathEnds ? rule.path + "chat" : rule.path + "/chat";
    const std::string authority = backendFrom(rule.target()).host
        + (backendFrom(rule.target()).port.empty() ? "" : ':' + backendFrom(rule.target()).port);
    const std::string arrives = uri + sample.substr(rule.path.size());
    say(place, Weight::Warns, "trailing-slash", rule.directive->args[rule.urlIndex].at,
        quoted(sample) + " goes to " + quoted(authority + arrives)
            + ": let both the path and the URL end with a slash, or neither.");
}

void ApacheJudge::judgeTarget(ProxyPlace &place, const Directive &one, std::size_t index)
{
    const Place &at = one.args[index].at;
    const Backend backend = backendFrom(one.arg(index));
    const std::string port = backend.port;
    if (!backend.isTls() && isTlsPort(port))
        say(place, Weight::Warns, "plain-to-tls", at,
            "Port " + port + " speaks TLS as a rule, and " + backend.scheme + ":// sends plain text to it.");
    if (backend.isTls() && !m_scope.isOn(*m_server, "SSLProxyEngine")) {
        const std::string indent = m_tree.indent(at.file, one.name.at.offset);
        const bool isInLocation = place.block != place.at && m_server->host;
        const Directive *host = m_server->host;
        const std::size_t first = host ? host->bodyFirst : m_tree.lineFirst(at.file, one.name.at.offset);
        lose(place, "ssl-proxy-engine-off", at,
             backend.scheme + ":// wants SSLProxyEngine On, which is missing.",
             {{host ? host->name.at.file : at.file, first, 0,
               (isInLocation ? "    " : indent) + "SSLProxyEngine On\n"}});
    }
}

void ApacheJudge::judgeHeaders(ProxyPlace &place, const Directive *location)
{
    for (const ApacheLine &line : m_server->linesWithMain(m_scope)) {
        if (line.location && line.location != location && !isAround(line.location, place))
            continue;
        const Directive &one = *line.directive;
        const std::string name = base::toLower(one.name.text);
        if (name == "requestheader")
            judgeRequestHeader(place, one);
        const bool isVariable =
            name == "setenv" || name == "setenvif" || name == "setenvifnocase" || name == "browsermatch";
        const bool isHttp10 = isVariable && std::any_of(one.args.begin(), one.args.end(), [](const Word &w) {
                                  return w.text.starts_with("force-proxy-request-1.0");
                              });
        if (isHttp10)
            lose(place, "http-1-0", one.name.at,
                 "force-proxy-request-1.0 makes Apache speak HTTP/1.0 to the backend, which has no "
                 "upgrade.",
                 {removal(one)});
        const bool isDenied = (name == "require" && base::equalsIgnoringCase(one.arg(0), "all")
                               && base::equalsIgnoringCase(one.arg(1), "denied"))
            || (name == "deny" && base::equalsIgnoringCase(one.arg(1), "all"));
        if (isDenied && line.location && (line.location == location || isAround(line.location, place)))
            lose(place, "forbidden-by-proxy", one.name.at, "Every client gets 403 here.");
    }
}

bool ApacheJudge::isAround(const Directive *location, const ProxyPlace &place) const
{
    const std::string name = base::toLower(location->name.text);
    if (name != "location" || location->args.empty())
        return false;
    const std::size_t space = place.title.find(' ');
    return place.title.starts_with("ProxyPass ") && fits(location->arg(0), place.title.substr(space + 1));
}

void ApacheJudge::judgeRequestHeader(ProxyPlace &place, const Directive &one)
{
    const std::string action = base::toLower(one.arg(0));
    const std::string header = base::toLower(one.arg(1));
    const std::string value = base::toLower(one.arg(2));
    const bool isHandshake =
        header == "upgrade" || header == "sec-websocket-key" || header == "sec-websocket-version";
    const bool isSet = action == "set" || action == "setifempty";
    if (isHandshake
        && (action == "unset"
            || (isSet && !(header == "upgrade" && (value == "websocket" || value == "%{upgrade}i")))))
        lose(place, header == "upgrade" ? "upgrade-dropped" : "key-changed", one.name.at,
             one.arg(1) + " must be handed on as the client sent it: remove this line.", {removal(one)});
    if (header == "connection" && (action == "unset" || (isSet && !base::listHasToken(value, "upgrade"))))
        say(place, Weight::Notes, "connection-changed", one.name.at,
            "Apache makes Connection anew for an upgrade: this line changes nothing for it.");
}

void ApacheJudge::judgeModules(ProxyPlace &place, const Directive &one, const std::string &scheme,
                               bool needsRewrite)
{
    const auto need = [&](const std::string &module) {
        if (m_scope.isLoaded(module) != Answer::No)
            return;
        std::vector<Edit> edits;
        if (const auto edit = m_scope.loadEdit(module))
            edits.push_back(*edit);
        lose(place, "proxy-module-not-loaded", one.name.at,
             "This line wants mod_" + module + ", which no LoadModule loads (Debian: a2enmod " + module
                 + ").",
             edits);
    };
    need("proxy");
    if (scheme == "http" || scheme == "https" || !isOld())
        need("proxy_http");
    if ((scheme == "ws" || scheme == "wss") && isOld())
        need("proxy_wstunnel");
    if (needsRewrite)
        need("rewrite");
}

void ApacheJudge::judgeSurroundings(ProxyPlace &place, const ApacheRule &rule)
{
    if (m_redirect)
        lose(place, "answered-before", m_redirect->name.at,
             "This rule redirects every request; clients of WebSocket do not follow a redirect.");
    if (!m_scope.isOn(*m_server, "ProxyPreserveHost"))
        say(place, Weight::Notes, "host-rewritten", place.at,
            "The backend gets the host of its own URL as Host: one that compares it with Origin, or has "
            "several sites, wants ProxyPreserveHost On.");
    const Directive *set = m_scope.lastOf(*m_server, "ProxyTimeout");
    set = set ? set : m_scope.lastOf(*m_server, "Timeout");
    const std::string parameter = rule.parameter("timeout");
    const long long idle = !parameter.empty() ? millisecondsFrom(parameter, 1000)
        : set                                 ? millisecondsFrom(set->arg(0), 1000)
                                              : 60'000;
    if (idle >= 0 && idle < 300'000)
        say(place, Weight::Notes, "idle-cut", set && parameter.empty() ? set->name.at : place.at,
            "A connection that is silent for " + durationText(idle)
                + " is cut, without a Close frame: send a ping more often than that, or set ProxyTimeout "
                  "to 3600.");
    if (const Directive *protocols = m_scope.lastOf(*m_server, "Protocols"); protocols
        && std::any_of(protocols->args.begin(), protocols->args.end(),
                       [](const Word &w) { return w.text == "h2"; }))
        say(place, Weight::Notes, "http2-in-front", protocols->name.at,
            "mod_http2 does no WebSocket over HTTP/2 (RFC 8441) before 2.4.58: clients open a connection "
            "of HTTP/1.1 for it.");
}

} // namespace hop101::doctor::config
