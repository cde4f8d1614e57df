// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/haproxyjudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 2000;

} // namespace

bool HaProxyJudge::isServer(const Directive &line)
{
    return line.name.text == "server" || line.name.text == "server-template";
}

bool HaProxyJudge::hasWord(const Directive &line, std::string_view word)
{
    return std::any_of(line.args.begin(), line.args.end(), [word](const Word &w) { return w.text == word; });
}

std::string HaProxyJudge::behind(const Directive &line, std::string_view word)
{
    for (std::size_t i = 0; i + 1 < line.args.size(); ++i) {
        if (line.args[i].text == word)
            return line.args[i + 1].text;
    }
    return {};
}

void HaProxyJudge::judge()
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
        m_report.asked =
            Cause{"not-proxied",
                  Weight::Loses,
                  m_tree.place(0, 0, 0),
                  "No frontend here hands " + quoted(m_question.path) + " to a backend: HAProxy answers 503.",
                  {}};
}

bool HaProxyJudge::listens(const Directive &front) const
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

Place HaProxyJudge::whole(const Directive &one) const
{
    return m_tree.place(one.name.at.file, one.name.at.offset, one.end - one.name.at.offset);
}

Edit HaProxyJudge::removal(const Directive &one) const
{
    const std::uint32_t file = one.name.at.file;
    const std::size_t first = m_tree.lineFirst(file, one.name.at.offset);
    const std::size_t end =
        std::min(m_tree.files[file].text.find('\n', one.end), m_tree.files[file].text.size() - 1) + 1;
    return {file, first, end - first, ""};
}

void HaProxyJudge::lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
                        std::vector<Edit> edits)
{
    const bool isKnown = std::any_of(place.causes.begin(), place.causes.end(),
                                     [&](const Cause &c) { return c.id == id && c.at == at; });
    if (!isKnown)
        place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
}

void HaProxyJudge::say(ProxyPlace &place, Weight weight, std::string id, const Place &at,
                       std::string sentence)
{
    place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
}

void HaProxyJudge::checkSection(const Directive &section)
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
        const bool isUnverified =
            isServer(line) && hasWord(line, "ssl") && !hasWord(line, "verify") && !hasWord(line, "ca-file");
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

void HaProxyJudge::judgeFront(const Directive &front)
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

void HaProxyJudge::checkBind(const Directive &front, std::vector<Cause> &causes)
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

Edit HaProxyJudge::alpnEdit(const Directive &line) const
{
    for (std::size_t i = 0; i + 1 < line.args.size(); ++i) {
        if (line.args[i].text == "alpn")
            return {line.args[i + 1].at.file, line.args[i + 1].at.end(), 0, ",http/1.1"};
    }
    return {};
}

void HaProxyJudge::reach(const Directive &front, const Directive &line, Answer answer,
                         const std::vector<Cause> &before)
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

void HaProxyJudge::undefinedBackend(const Word &name)
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

void HaProxyJudge::judgeUnreached()
{
    for (const Directive &one : m_tree.top) {
        const bool isBackend = one.hasBlock && one.name.text == "backend";
        const bool isReached =
            std::any_of(m_reached.begin(), m_reached.end(), [&one](const Directive *d) { return d == &one; });
        const bool hasFront = std::any_of(m_tree.top.begin(), m_tree.top.end(),
                                          [](const Directive &d) { return d.name.text == "frontend"; });
        if (isBackend && !isReached && !hasFront)
            judgeBackend(one, one, "backend " + one.arg(0),
                         m_scope.isHttp(one) ? rulesOf(one) : std::vector<Cause>());
    }
}

void HaProxyJudge::judgeBackend(const Directive &front, const Directive &backend, const std::string &title,
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

void HaProxyJudge::judgeModes(ProxyPlace &place, const Directive &front, const Directive &backend)
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

void judgeHaProxy(Report &report, const Question &question)
{
    HaProxyJudge(report, question).judge();
}

} // namespace hop101::doctor::config
