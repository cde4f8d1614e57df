// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/haproxyjudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {

std::vector<Cause> HaProxyJudge::rulesOf(const Directive &section)
{
    ProxyPlace place;
    for (const Directive *one : m_scope.withDefaults(section)) {
        for (const Directive &line : one->children) {
            if (line.name.text == "http-request")
                judgeRule(place, section, line);
            else if (line.name.text == "redirect" && m_scope.condition(section, line, 0) == Answer::Yes)
                lose(place, "answered-before", line.name.at,
                     "Every request is redirected here; clients of WebSocket do not follow a redirect.");
            else if (line.name.text == "http-response")
                judgeResponseRule(place, section, line);
            else if (line.name.text == "reqidel" || line.name.text == "reqdel")
                judgeOldRule(place, line);
        }
    }
    return place.causes;
}

void HaProxyJudge::judgeOldRule(ProxyPlace &place, const Directive &line)
{
    if (matches(line.arg(0), "Upgrade: websocket", true) == Answer::Yes
        || matches(line.arg(0), "Connection: Upgrade", true) == Answer::Yes)
        lose(place, "upgrade-dropped", line.name.at,
             "This rule takes away what asks for the upgrade: remove it.", {removal(line)});
}

void HaProxyJudge::judgeResponseRule(ProxyPlace &place, const Directive &section, const Directive &line)
{
    const std::string header = base::toLower(line.arg(1));
    const bool isHandshake = header == "upgrade" || header == "sec-websocket-accept";
    if ((line.arg(0) == "del-header" || line.arg(0) == "set-header") && isHandshake
        && m_scope.condition(section, line, 2) == Answer::Yes)
        lose(place, "accept-changed", line.name.at,
             "Without the backend's own " + line.arg(1) + " the client refuses the 101: remove this line.",
             {removal(line)});
}

void HaProxyJudge::judgeRule(ProxyPlace &place, const Directive &section, const Directive &line)
{
    const std::string action = line.arg(0).substr(0, line.arg(0).find('('));
    const std::string header = base::toLower(line.arg(1));
    const Answer holds = m_scope.condition(section, line, 1);
    if (holds == Answer::No)
        return;
    const bool ends = action == "deny" || action == "reject" || action == "tarpit" || action == "return"
        || action == "redirect" || action == "silent-drop" || action == "auth" || action == "use-service";
    if (ends && holds == Answer::Yes)
        lose(place, "answered-before", line.name.at,
             quoted("http-request " + action) + " answers every upgrade here before a backend is asked"
                 + (action == "redirect" ? "; clients of WebSocket do not follow a redirect." : "."),
             {removal(line)});
    else if (ends)
        say(place, Weight::Notes, "may-be-answered-before", line.name.at,
            "Where its condition holds, " + quoted("http-request " + action)
                + " answers before a backend is asked.");
    if (action == "set-method" && !base::equalsIgnoringCase(line.arg(1), "GET"))
        changes(place, line, holds, "method-changed",
                "The backend gets another method, and an upgrade must be a GET.");
    const bool isTaken = action == "del-header";
    const bool isSet = action == "set-header" || action == "replace-header" || action == "replace-value";
    if (header == "upgrade" && (isTaken || (isSet && !keepsUpgrade(line, "websocket"))))
        changes(place, line, holds, "upgrade-dropped",
                isTaken ? "This rule takes Upgrade away."
                        : "The backend gets another Upgrade than the client sent.");
    if (header == "connection" && (isTaken || (isSet && !keepsUpgrade(line, "upgrade"))))
        changes(place, line, holds, "connection-close",
                isTaken ? "This rule takes Connection away, which names Upgrade."
                        : "The backend gets a Connection that does not name Upgrade.");
    if ((header == "sec-websocket-key" || header == "sec-websocket-version") && (isTaken || isSet))
        changes(place, line, holds, "key-changed",
                line.arg(1) + " must reach the backend as the client sent it.");
    if (header == "sec-websocket-extensions" && isTaken)
        say(place, Weight::Notes, "compression-stripped", line.name.at,
            "Compression is never agreed: the offer is taken away here.");
    if (header == "host" && isSet)
        say(place, Weight::Notes, "host-rewritten", line.name.at,
            "The backend gets another Host than the client's: one that compares it with Origin refuses.");
    if (action == "set-path" || action == "replace-path" || action == "set-uri")
        say(place, Weight::Notes, "path-rewritten", line.name.at,
            "This rule changes the path that the backend sees; it must know the new one.");
}

bool HaProxyJudge::keepsUpgrade(const Directive &line, std::string_view token)
{
    const std::string value = base::toLower(
        line.args.empty() ? "" : line.arg(line.arg(0) == "set-header" ? 2 : line.args.size() - 1));
    return base::listHasToken(value, token) || value.find("%[req") != std::string::npos
        || value.find("%[hdr") != std::string::npos;
}

void HaProxyJudge::changes(ProxyPlace &place, const Directive &line, Answer holds, const std::string &id,
                           const std::string &sentence)
{
    if (holds == Answer::Yes)
        lose(place, id, line.name.at, sentence + " Remove this line.", {removal(line)});
    else
        say(place, Weight::Warns, id, line.name.at, "Where its condition holds: " + sentence);
}

void HaProxyJudge::judgeServers(ProxyPlace &place, const Directive &backend, bool isHttp)
{
    bool any = false;
    for (const Directive &line : backend.children) {
        if (!isServer(line) || line.args.size() < 2)
            continue;
        any = true;
        const Backend server = backendFrom(line.arg(1));
        if (isHttp && isTlsPort(server.port) && !hasWord(line, "ssl"))
            lose(place, "plain-to-tls", line.args[1].at,
                 "Port " + server.port
                     + " speaks TLS as a rule, and without \"ssl\" this server gets plain text.");
        const bool isHttp2 = behind(line, "proto") == "h2" || behind(line, "alpn") == "h2";
        if (isHttp && isHttp2 && behind(line, "ws") != "h1")
            lose(place, "http2-to-backend", line.name.at,
                 "This server is spoken to in HTTP/2 alone, where an upgrade needs a backend that knows "
                 "RFC 8441: few do. Remove proto h2, or add ws h1 to a server with alpn.",
                 {http2Edit(line)});
        if (server.port.empty() && server.host.find('/') == std::string::npos)
            say(place, Weight::Warns, "port-missing", line.args[1].at, "This server has no port.");
    }
    any = any || std::any_of(backend.children.begin(), backend.children.end(), [](const Directive &d) {
              return d.name.text == "use-server" || d.name.text == "dispatch";
          });
    if (!any)
        lose(place, "backend-without-server", backend.name.at,
             "This backend has no server: HAProxy answers 503.");
}

Edit HaProxyJudge::http2Edit(const Directive &line) const
{
    for (std::size_t i = 0; i + 1 < line.args.size(); ++i) {
        if ((line.args[i].text == "proto" || line.args[i].text == "alpn") && line.args[i + 1].text == "h2")
            return {line.name.at.file, line.args[i - 1].at.end(),
                    line.args[i + 1].at.end() - line.args[i - 1].at.end(), ""};
    }
    return {};
}

void HaProxyJudge::judgeOptions(ProxyPlace &place, const Directive &front, const Directive &backend)
{
    for (const char *option : {"httpclose", "forceclose"}) {
        const bool has = m_scope.hasOption(front, option) || m_scope.hasOption(backend, option);
        const Directive *line = m_scope.setting(backend, "option", option);
        line = line ? line : m_scope.setting(front, "option", option);
        if (!has || !line)
            continue;
        if (m_report.version < Version{1, 9, 0})
            lose(place, "connection-close", line->name.at,
                 std::string("\"option ") + option
                     + "\" adds \"Connection: close\" before HAProxy 1.9: write option http-server-close.",
                 {{line->args[0].at.file, line->args[0].at.offset, line->args[0].at.size,
                   "http-server-close"}});
        else
            say(place, Weight::Notes, "connection-close", line->name.at,
                std::string("\"option ") + option
                    + "\" closes a connection behind each answer; an upgrade passes since 1.9, older "
                      "versions want http-server-close.");
    }
}

void HaProxyJudge::judgeIdle(ProxyPlace &place, const Directive &front, const Directive &backend, bool isHttp)
{
    const Directive *tunnel = m_scope.setting(backend, "timeout", "tunnel");
    tunnel = tunnel ? tunnel : m_scope.setting(front, "timeout", "tunnel");
    if (tunnel) {
        const long long idle = millisecondsFrom(tunnel->arg(1), 1);
        if (idle >= 0 && idle < 300'000)
            say(place, Weight::Notes, "idle-cut", tunnel->name.at,
                "A connection that is silent for " + durationText(idle)
                    + " is cut, without a Close frame: send a ping more often than that, or set timeout "
                      "tunnel to 1h.");
        return;
    }
    const Directive *client = m_scope.setting(front, "timeout", "client");
    const Directive *server = m_scope.setting(backend, "timeout", "server");
    const long long a = client ? millisecondsFrom(client->arg(1), 1) : -1;
    const long long b = server ? millisecondsFrom(server->arg(1), 1) : -1;
    const long long idle = a < 0 ? b : b < 0 ? a : std::min(a, b);
    const Directive *at = idle == a && client ? client : server;
    if (at && idle >= 0)
        say(place, Weight::Notes, "tunnel-timeout", at->name.at,
            "Without timeout tunnel " + std::string(isHttp ? "an upgraded connection" : "a connection")
                + " that is silent for " + durationText(idle)
                + " is cut, without a Close frame: add timeout tunnel 1h, or send pings.");
}

} // namespace hop101::doctor::config
