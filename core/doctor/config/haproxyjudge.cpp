// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/haproxyscope.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 2000;

bool isServer(const Directive &line)
{
    return line.name.text == "server" || line.name.text == "server-template";
}

bool hasWord(const Directive &line, std::string_view word)
{
    return std::any_of(line.args.begin(), line.args.end(), [word](const Word &w) { return w.text == word; });
}

std::string behind(const Directive &line, std::string_view word)
{
    for (std::size_t i = 0; i + 1 < line.args.size(); ++i) {
        if (line.args[i].text == word)
            return line.args[i + 1].text;
    }
    return {};
}

class Judge
{
public:
    Judge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question), m_scope(report.tree, question)
    { }

    void judge()
    {
        for (const Directive &one : m_tree.top) {
            if (!one.hasBlock)
                continue;
            checkSection(one);
            const bool isAsked = m_question.path.empty() || listens(one);
            if ((one.name.text == "frontend" || one.name.text == "listen") && isAsked)
                judgeFront(one);
        }
        if (m_question.path.empty())
            judgeUnreached();
        else if (m_report.places.empty() && !m_report.asked)
            m_report.asked = Cause{"not-proxied",
                                   Weight::Loses,
                                   m_tree.place(0, 0, 0),
                                   "No frontend here hands " + quoted(m_question.path)
                                       + " to a backend: HAProxy answers 503.",
                                   {}};
    }

private:
    bool listens(const Directive &front) const
    {
        if (!m_question.port)
            return true;
        const std::string port = ':' + std::to_string(*m_question.port);
        bool any = false;
        for (const Directive &line : front.children) {
            if (line.name.text != "bind")
                continue;
            any = true;
            if (line.arg(0).ends_with(port))
                return true;
        }
        return !any || std::none_of(m_tree.top.begin(), m_tree.top.end(), [&port](const Directive &d) {
            return std::any_of(d.children.begin(), d.children.end(), [&port](const Directive &l) {
                return l.name.text == "bind" && l.arg(0).ends_with(port);
            });
        });
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
        const bool isKnown = std::any_of(place.causes.begin(), place.causes.end(),
                                         [&](const Cause &c) { return c.id == id && c.at == at; });
        if (!isKnown)
            place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
    }
    void say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence)
    {
        place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
    }

    /// What this version does not take, whoever reaches the section.
    void checkSection(const Directive &section)
    {
        for (const Directive &line : section.children) {
            const std::string &name = line.name.text;
            const bool isOldRule = name.starts_with("reqi") || name == "reqdel" || name == "reqadd"
                || name == "reqrep" || name == "rspadd" || name == "rspdel" || name.starts_with("rspi")
                || name == "reqdeny" || name == "reqallow" || name == "reqpass" || name == "reqset";
            if (isOldRule && m_report.version >= Version{2, 1, 0})
                m_tree.defect("not-supported", line.name.at,
                              name + " is gone since HAProxy 2.1: write http-request or http-response.");
            if (name == "option" && line.arg(0) == "forceclose" && m_report.version >= Version{2, 0, 0})
                m_tree.defect("not-supported", line.name.at,
                              "\"option forceclose\" is gone since HAProxy 2.0: remove it.", {removal(line)});
            if (name == "option" && line.arg(0) == "http-tunnel" && m_report.version >= Version{2, 1, 0})
                m_tree.defect("not-supported", line.name.at,
                              "\"option http-tunnel\" is gone since HAProxy 2.1; an upgrade needs none of "
                              "it: remove it.",
                              {removal(line)});
            if (isServer(line) && line.args.size() < 2)
                m_tree.defect("backend-without-host", line.name.at,
                              "A server has a name and an address: server app 127.0.0.1:3000.");
            const bool isUnverified = isServer(line) && hasWord(line, "ssl") && !hasWord(line, "verify")
                && !hasWord(line, "ca-file");
            if (isUnverified && section.name.text != "global")
                m_tree.defect("certificate-authority-missing", line.name.at,
                              "With ssl HAProxy checks the server's certificate and does not start without "
                              "to know by whom: add ca-file FILE or verify none.");
            if (name == "timeout" && line.args.size() > 1 && millisecondsFrom(line.arg(1), 1) < 0
                && line.arg(1).find('$') == std::string::npos)
                m_tree.defect("wrong-arguments", line.args[1].at,
                              quoted(line.arg(1)) + " is no time: write 30s or 1h.");
        }
    }

    // from a frontend to its backends

    void judgeFront(const Directive &front)
    {
        const bool isTcp = !m_scope.isHttp(front);
        std::vector<Cause> before;
        if (!isTcp)
            before = rulesOf(front);
        checkBind(front, before);
        bool isTaken = false;
        for (const Directive &line : front.children) {
            if (line.name.text != "use_backend")
                continue;
            const Answer answer = m_scope.condition(front, line, 1);
            if (!m_question.path.empty() && (isTaken || answer == Answer::No))
                continue;
            reach(front, line, answer, before);
            isTaken = isTaken || answer == Answer::Yes;
        }
        const Directive *fallback = m_scope.setting(front, "default_backend");
        if (fallback && !(isTaken && !m_question.path.empty()))
            reach(front, *fallback, Answer::Yes, before);
        if (std::any_of(front.children.begin(), front.children.end(), isServer))
            judgeBackend(front, front, front.name.text + ' ' + front.arg(0), before);
    }

    void checkBind(const Directive &front, std::vector<Cause> &causes)
    {
        bool any = false;
        for (const Directive &line : front.children) {
            if (line.name.text != "bind")
                continue;
            any = true;
            const std::string alpn = behind(line, "alpn");
            if (behind(line, "proto") == "h2" || alpn == "h2")
                causes.push_back({"http2-only", Weight::Loses, line.name.at,
                                  "This address speaks HTTP/2 alone, and clients open a connection of "
                                  "HTTP/1.1 for WebSocket.",
                                  alpn == "h2" ? std::vector<Edit>{alpnEdit(line)} : std::vector<Edit>{}});
            else if (base::listHasToken(alpn, "h2"))
                causes.push_back({"http2-in-front",
                                  Weight::Notes,
                                  line.name.at,
                                  "Over HTTP/2 HAProxy takes WebSocket by RFC 8441 since 2.4; a client that "
                                  "fails with it is helped by "
                                  "\"option h2-workaround-bogus-websocket-clients\".",
                                  {}});
        }
        if (!any && front.args.size() < 2)
            causes.push_back({"bind-missing",
                              Weight::Warns,
                              front.name.at,
                              "This section has no bind: it listens nowhere.",
                              {}});
    }

    Edit alpnEdit(const Directive &line) const
    {
        for (std::size_t i = 0; i + 1 < line.args.size(); ++i) {
            if (line.args[i].text == "alpn")
                return {line.args[i + 1].at.file, line.args[i + 1].at.end(), 0, ",http/1.1"};
        }
        return {};
    }

    void reach(const Directive &front, const Directive &line, Answer answer, const std::vector<Cause> &before)
    {
        const std::string &wanted = line.arg(0);
        if (line.args.empty() || wanted.find('%') != std::string::npos)
            return;
        const Directive *backend = m_scope.section("backend", wanted);
        backend = backend ? backend : m_scope.section("listen", wanted);
        if (!backend) {
            undefinedBackend(line.args[0]);
            return;
        }
        std::vector<Cause> causes = before;
        const Word *mistake = answer == Answer::No ? m_scope.caseMistake(front, line) : nullptr;
        if (mistake)
            causes.push_back(
                {"condition-never-true",
                 Weight::Loses,
                 mistake->at,
                 "Letters count in this condition, and clients send \"websocket\" and \"Upgrade\": add -i.",
                 {{mistake->at.file, mistake->at.end(), 0, " -i"}}});
        else if (answer == Answer::No)
            return; // for other requests than upgrades
        judgeBackend(front, *backend, "backend " + wanted, causes);
    }

    void undefinedBackend(const Word &name)
    {
        const std::string meant = nearest(name.text, m_scope.backendNames());
        m_tree.defect("backend-undefined", name.at,
                      "No backend is called " + quoted(name.text)
                          + (meant.empty() ? ": add \"backend " + name.text + "\" with its servers."
                                           : "; there is " + quoted(meant) + '.'),
                      meant.empty() ? std::vector<Edit>{}
                                    : std::vector<Edit>{{name.at.file, name.at.offset, name.at.size, meant}});
        if (!meant.empty())
            return;
    }

    void judgeUnreached()
    {
        for (const Directive &one : m_tree.top) {
            const bool isBackend = one.hasBlock && one.name.text == "backend";
            const bool isReached = std::any_of(m_reached.begin(), m_reached.end(),
                                               [&one](const Directive *d) { return d == &one; });
            const bool hasFront = std::any_of(m_tree.top.begin(), m_tree.top.end(),
                                              [](const Directive &d) { return d.name.text == "frontend"; });
            if (isBackend && !isReached && !hasFront)
                judgeBackend(one, one, "backend " + one.arg(0),
                             m_scope.isHttp(one) ? rulesOf(one) : std::vector<Cause>());
        }
    }

    void judgeBackend(const Directive &front, const Directive &backend, const std::string &title,
                      const std::vector<Cause> &before)
    {
        if (m_report.places.size() >= kMaxPlaces)
            return;
        m_reached.push_back(&backend);
        ProxyPlace place;
        place.title = title;
        if (&front != &backend)
            place.title += " from " + front.name.text + ' ' + front.arg(0);
        const auto server = std::find_if(backend.children.begin(), backend.children.end(), isServer);
        place.backend = server == backend.children.end() ? "" : server->arg(1);
        place.at = server == backend.children.end() ? backend.name.at : whole(*server);
        place.block = whole(backend);
        place.causes = before;
        const bool isHttp = m_scope.isHttp(front);
        if (isHttp != m_scope.isHttp(backend))
            judgeModes(place, front, backend);
        if (isHttp && &front != &backend) {
            for (Cause &cause : rulesOf(backend))
                place.causes.push_back(std::move(cause));
        }
        judgeServers(place, backend, isHttp);
        judgeOptions(place, front, backend);
        judgeIdle(place, front, backend, isHttp);
        m_report.places.push_back(std::move(place));
    }

    void judgeModes(ProxyPlace &place, const Directive &front, const Directive &backend)
    {
        const Directive *mode = m_scope.setting(backend, "mode");
        const std::string wanted = m_scope.isHttp(front) ? "http" : "tcp";
        const bool isOwn = mode && mode->name.at.offset > backend.name.at.offset && mode->end <= backend.end;
        const std::string indent = backend.children.empty()
            ? "    "
            : m_tree.indent(backend.name.at.file, backend.children.front().name.at.offset);
        const std::uint32_t file = backend.name.at.file;
        const Edit edit = isOwn ? Edit{file, mode->args[0].at.offset, mode->args[0].at.size, wanted}
                                : Edit{file,
                                       std::min(m_tree.files[file].text.find('\n', backend.name.at.offset),
                                                m_tree.files[file].text.size()),
                                       0, '\n' + indent + "mode " + wanted};
        lose(place, "mode-mismatch", isOwn ? mode->name.at : backend.name.at,
             "The " + front.name.text + " works in mode " + wanted
                 + " and this backend in the other: HAProxy does not start.",
             {edit});
    }

    // http-request rules, in their order

    std::vector<Cause> rulesOf(const Directive &section)
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

    void judgeOldRule(ProxyPlace &place, const Directive &line)
    {
        if (matches(line.arg(0), "Upgrade: websocket", true) == Answer::Yes
            || matches(line.arg(0), "Connection: Upgrade", true) == Answer::Yes)
            lose(place, "upgrade-dropped", line.name.at,
                 "This rule takes away what asks for the upgrade: remove it.", {removal(line)});
    }

    void judgeResponseRule(ProxyPlace &place, const Directive &section, const Directive &line)
    {
        const std::string header = base::toLower(line.arg(1));
        const bool isHandshake = header == "upgrade" || header == "sec-websocket-accept";
        if ((line.arg(0) == "del-header" || line.arg(0) == "set-header") && isHandshake
            && m_scope.condition(section, line, 2) == Answer::Yes)
            lose(place, "accept-changed", line.name.at,
                 "Without the backend's own " + line.arg(1)
                     + " the client refuses the 101: remove this line.",
                 {removal(line)});
    }

    void judgeRule(ProxyPlace &place, const Directive &section, const Directive &line)
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

    static bool keepsUpgrade(const Directive &line, std::string_view token)
    {
        const std::string value = base::toLower(
            line.args.empty() ? "" : line.arg(line.arg(0) == "set-header" ? 2 : line.args.size() - 1));
        return base::listHasToken(value, token) || value.find("%[req") != std::string::npos
            || value.find("%[hdr") != std::string::npos;
    }

    void changes(ProxyPlace &place, const Directive &line, Answer holds, const std::string &id,
                 const std::string &sentence)
    {
        if (holds == Answer::Yes)
            lose(place, id, line.name.at, sentence + " Remove this line.", {removal(line)});
        else
            say(place, Weight::Warns, id, line.name.at, "Where its condition holds: " + sentence);
    }

    void judgeServers(ProxyPlace &place, const Directive &backend, bool isHttp)
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

    Edit http2Edit(const Directive &line) const
    {
        for (std::size_t i = 0; i + 1 < line.args.size(); ++i) {
            if ((line.args[i].text == "proto" || line.args[i].text == "alpn")
                && line.args[i + 1].text == "h2")
                return {line.name.at.file, line.args[i - 1].at.end(),
                        line.args[i + 1].at.end() - line.args[i - 1].at.end(), ""};
        }
        return {};
    }

    void judgeOptions(ProxyPlace &place, const Directive &front, const Directive &backend)
    {
        for (const char *option : {"httpclose", "forceclose"}) {
            const bool has = m_scope.hasOption(front, option) || m_scope.hasOption(backend, option);
            const Directive *line = m_scope.setting(backend, "option", option);
            line = line ? line : m_scope.setting(front, "option", option);
            if (!has || !line)
                continue;
            if (m_report.version < Version{1, 9, 0})
                lose(
                    place, "connection-close", line->name.at,
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

    void judgeIdle(ProxyPlace &place, const Directive &front, const Directive &backend, bool isHttp)
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

    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    HaProxyScope m_scope;
    std::vector<const Directive *> m_reached;
};

} // namespace

void judgeHaProxy(Report &report, const Question &question)
{
    Judge(report, question).judge();
}

} // namespace hop101::doctor::config
