// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/refusal.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/doctor/intermediary.h"
#include "core/doctor/requestfaults.h"

#include <algorithm>

namespace hop101::doctor {
namespace {

/// The exchange with what every cause asks for.
struct Case
{
    const Evidence &evidence;
    const http::ResponseHead &response;
    const Words &say;
    std::string_view body;
    std::optional<Intermediary> who;

    int status() const noexcept { return response.status; }
    std::string requestValue(std::string_view header) const
    {
        return evidence.request ? evidence.request->fields.combined(header) : std::string();
    }
    std::string target() const { return evidence.request ? evidence.request->target : std::string(); }
    std::string path() const
    {
        const std::string all = target();
        return shown(all.substr(0, all.find('?')), 80);
    }
    std::string statusText() const
    {
        const std::string reason = shown(response.reason, 60);
        return std::to_string(response.status) + (reason.empty() ? "" : ' ' + reason);
    }
    std::string server() const { return who ? name(*who) : say(HOP101_TEXT("doctor", "the server")); }
    Diagnosis notUpgraded(std::string sentence, std::string detail = {}) const
    {
        return {say(HOP101_TEXT("doctor", "Not upgraded.")), std::move(sentence), std::move(detail), {}};
    }
};

bool contains(std::string_view text, std::string_view lowerCasePart)
{
    return base::toLower(text).find(lowerCasePart) != std::string::npos;
}

void addSentence(std::string &text, const std::string &sentence)
{
    if (!sentence.empty())
        text += (text.empty() ? "" : " ") + sentence;
}

bool isHtml(const Case &c)
{
    const std::string_view start = base::trimmed(c.body.substr(0, 256));
    return contains(c.response.fields.combined("Content-Type"), "text/html")
        || contains(start, "<!doctype html") || contains(start, "<html");
}

/// The first line of a text body, or the title of a page, without outer white space.
std::string_view bodyLine(const Case &c)
{
    std::string_view text = c.body;
    if (isHtml(c)) {
        const std::string lower = base::toLower(text);
        const std::size_t first = lower.find("<title>");
        const std::size_t last = lower.find("</title>");
        if (first == std::string::npos || last == std::string::npos || last < first + 7)
            return {};
        text = text.substr(first + 7, last - first - 7);
    }
    while (!text.empty() && (text.front() == '\r' || text.front() == '\n' || text.front() == ' '))
        text.remove_prefix(1);
    text = base::trimmed(text.substr(0, text.find_first_of("\r\n")));
    while (text.ends_with('.'))
        text.remove_suffix(1); // the sentence that quotes it has one of its own
    return text;
}

std::string bodySays(const Case &c)
{
    const std::string_view line = bodyLine(c);
    const bool isBinary = line.find('\0') != std::string_view::npos;
    // A body that repeats the reason phrase adds nothing.
    if (line.empty() || isBinary || base::equalsIgnoringCase(line, c.response.reason)
        || line == c.statusText())
        return {};
    return c.say(HOP101_TEXT("doctor", "It says: “%1”."), {shown(line, 120)});
}

std::string versionsSaid(const Case &c)
{
    return shown(c.response.fields.combined("Sec-WebSocket-Version"), 40);
}

Fix missingHeaders(const Case &c)
{
    struct Line
    {
        const char *name;
        const char *value;
    };
    std::string lines;
    for (const Line &line :
         {Line{"Upgrade", "websocket"}, Line{"Connection", "Upgrade"},
          Line{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}, Line{"Sec-WebSocket-Version", "13"}}) {
        if (c.evidence.request->fields.count(line.name) == 0)
            lines += std::string(line.name) + ": " + line.value + '\n';
    }
    return {c.say(HOP101_TEXT("doctor", "Add to the request")), lines};
}

/// Statuses with which servers answer a request that is no right upgrade; a login or a redirect comes before
/// that.
bool canBlameRequest(int status)
{
    switch (status) {
    case 200:
    case 400:
    case 403:
    case 404:
    case 405:
    case 426:
    case 500:
    case 501:
    case 505:
        return true;
    default:
        return false;
    }
}

Diagnosis faultyRequest(const Case &c)
{
    Diagnosis d = c.notUpgraded(requestFaults(c.evidence, c.say) + '.');
    d.detail = c.say(HOP101_TEXT("doctor", "So the server answered %1."), {c.statusText()});
    if (const std::string versions = versionsSaid(c); !versions.empty())
        addSentence(d.detail, c.say(HOP101_TEXT("doctor", "It speaks WebSocket version %1."), {versions}));
    addSentence(d.detail, bodySays(c));
    if (Fix fix = missingHeaders(c); !fix.text.empty())
        d.fixes.push_back(std::move(fix));
    return d;
}

/// nginx and Go answer 400 on a TLS port that is spoken to in plain text, and say so in the body.
bool isPlainOnTlsPort(const Case &c)
{
    return c.status() == 400
        && (contains(c.body, "sent to https port") || contains(c.body, "http request to an https server")
            || contains(c.body, "speaking plain http to an ssl-enabled server port"));
}

Diagnosis plainOnTlsPort(const Case &c)
{
    std::string url = c.evidence.url;
    if (url.starts_with("ws://"))
        url.replace(0, 5, "wss://");
    return c.notUpgraded(
        c.say(HOP101_TEXT("doctor", "The port speaks TLS, and the request came in plain text (400).")),
        c.say(HOP101_TEXT("doctor", "Use the URL %1."), {shown(url, 120)}));
}

bool isOtherVersionWanted(const Case &c)
{
    if (c.status() != 400 && c.status() != 426)
        return false;
    const std::string offered = c.requestValue("Sec-WebSocket-Version");
    const std::string spoken = c.response.fields.combined("Sec-WebSocket-Version");
    return !offered.empty() && !spoken.empty() && !base::listHasToken(spoken, offered);
}

Diagnosis otherVersion(const Case &c)
{
    return c.notUpgraded(
        c.say(HOP101_TEXT("doctor", "The server does not speak WebSocket version %1 (%2)."),
              {shown(c.requestValue("Sec-WebSocket-Version"), 20), std::to_string(c.status())}),
        c.say(HOP101_TEXT("doctor", "It speaks version %1."), {versionsSaid(c)}));
}

void addUpgradeFixes(Diagnosis &d, const Case &c)
{
    if (c.who) {
        if (auto fix = fixForUpgrade(*c.who, c.target(), c.say))
            d.fixes.push_back(std::move(*fix));
        return;
    }
    for (const Intermediary who : {Intermediary::Nginx, Intermediary::Apache})
        d.fixes.push_back(*fixForUpgrade(who, c.target(), c.say));
}

/// The request asked for an upgrade and the answer says that it did not: somebody between dropped the
/// headers.
Diagnosis droppedUpgrade(const Case &c)
{
    const std::string status = std::to_string(c.status());
    Diagnosis d;
    if (c.who && mustBeToldToUpgrade(*c.who)) {
        d = c.notUpgraded(
            c.say(HOP101_TEXT("doctor", "%1 most likely dropped the upgrade (%2)."), {name(*c.who), status}),
            c.say(HOP101_TEXT(
                      "doctor",
                      "The request was complete, but the server behind %1 answers as if it had not been "
                      "asked: %1 passes Upgrade and Connection on only when it is told to."),
                  {name(*c.who)}));
    } else {
        d = c.notUpgraded(
            c.say(HOP101_TEXT("doctor",
                              "The request that reached the server no longer asked for an upgrade (%1)."),
                  {status}),
            c.say(HOP101_TEXT(
                "doctor",
                "The request was complete here: most likely a proxy or firewall on the way dropped its "
                "Upgrade header.")));
    }
    addSentence(d.detail, bodySays(c));
    addUpgradeFixes(d, c);
    return d;
}

/// What servers write when they saw no upgrade in the request.
bool saysNoUpgradeSeen(const Case &c)
{
    return contains(c.body, "can \"upgrade\" only to") || contains(c.body, "no websocket upgrade")
        || contains(c.body, "connection\" must be \"upgrade") || contains(c.body, "missing upgrade")
        || contains(c.body, "invalid upgrade header") || contains(c.body, "invalid connection header")
        || contains(c.body, "upgrade required") || contains(c.body, "bad handshake method");
}

Diagnosis badRequest(const Case &c)
{
    if (saysNoUpgradeSeen(c))
        return droppedUpgrade(c);
    Diagnosis d = c.notUpgraded(c.say(HOP101_TEXT("doctor", "The server calls this a bad request (400).")));
    addSentence(d.detail, bodySays(c));
    addSentence(
        d.detail,
        c.say(HOP101_TEXT(
            "doctor",
            "The upgrade itself was in order; look at the path, the subprotocol, cookies and what the "
            "server's log says.")));
    if (c.who && mustBeToldToUpgrade(*c.who))
        addUpgradeFixes(d, c);
    return d;
}

Diagnosis loginWanted(const Case &c, const char *challengeHeader, const char *answerHeader,
                      const char *sentence)
{
    const std::string challenge = shown(c.response.fields.combined(challengeHeader), 120);
    const bool hasAnswer = !c.requestValue(answerHeader).empty();
    Diagnosis d = c.notUpgraded(sentence);
    if (!challenge.empty())
        d.detail = c.say(HOP101_TEXT("doctor", "It asks for “%1”."), {challenge});
    addSentence(
        d.detail,
        hasAnswer ? c.say(HOP101_TEXT("doctor", "It did not accept the %1 that was sent."), {answerHeader})
                  : c.say(HOP101_TEXT("doctor", "Add the header %1, or a session cookie."), {answerHeader}));
    addSentence(d.detail, bodySays(c));
    return d;
}

Diagnosis proxyLoginWanted(const Case &c)
{
    return loginWanted(c, "Proxy-Authenticate", "Proxy-Authorization",
                       c.say(HOP101_TEXT("doctor", "A proxy on the way wants a login (407).")).c_str());
}

/// The way to the server is asked for here, not the upgrade.
Diagnosis noTunnel(const Case &c)
{
    if (c.status() == 407)
        return proxyLoginWanted(c);
    return {c.say(HOP101_TEXT("doctor", "No tunnel.")),
            c.say(HOP101_TEXT("doctor", "The proxy opened no tunnel to %1 (%2)."),
                  {shown(c.target(), 80), c.statusText()}),
            bodySays(c),
            {}};
}

Diagnosis forbidden(const Case &c)
{
    Diagnosis d = c.notUpgraded(c.say(HOP101_TEXT("doctor", "The server forbids this (403).")), bodySays(c));
    const std::string origin = shown(c.requestValue("Origin"), 80);
    addSentence(
        d.detail,
        origin.empty() ? c.say(HOP101_TEXT(
            "doctor",
            "Many servers check where a page comes from: add an Origin header, such as the address of "
            "the site that uses this endpoint."))
                       : c.say(HOP101_TEXT("doctor", "It may not accept the Origin “%1”."), {origin}));
    return d;
}

Diagnosis notFound(const Case &c)
{
    Diagnosis d = c.notUpgraded(c.say(HOP101_TEXT("doctor", "Nothing is served at %1 (404)."), {c.path()}),
                                bodySays(c));
    addSentence(d.detail,
                c.say(HOP101_TEXT("doctor",
                                  "Check the path: endpoints are often at /ws, /websocket or, for Socket.IO, "
                                  "/socket.io/?EIO=4&transport=websocket.")));
    if (c.who && mustBeToldToUpgrade(*c.who)) {
        addSentence(
            d.detail,
            c.say(HOP101_TEXT("doctor",
                              "A server behind %1 answers like this, too, when %1 drops the upgrade."),
                  {name(*c.who)}));
        addUpgradeFixes(d, c);
    }
    return d;
}

Diagnosis ordinaryAnswer(const Case &c)
{
    const std::string status = std::to_string(c.status());
    if (c.body.empty() && c.who == Intermediary::Caddy) {
        return c.notUpgraded(
            c.say(HOP101_TEXT("doctor", "Caddy answered %1 with nothing in it."), {status}),
            c.say(HOP101_TEXT(
                      "doctor",
                      "It does so when no site matches the Host “%1”, or when the server behind it switched "
                      "to another protocol than websocket."),
                  {shown(c.requestValue("Host"), 80)}));
    }
    Diagnosis d = c.notUpgraded(
        isHtml(c)
            ? c.say(HOP101_TEXT("doctor", "An ordinary web page answered, not a WebSocket endpoint (%1)."),
                    {status})
            : c.say(HOP101_TEXT("doctor",
                                "The server answered as to any other request and ignored the upgrade (%1)."),
                    {status}),
        c.say(HOP101_TEXT("doctor", "The path may be wrong, or a proxy dropped the Upgrade header.")));
    addSentence(d.detail, bodySays(c));
    if (c.who && mustBeToldToUpgrade(*c.who))
        addUpgradeFixes(d, c);
    return d;
}

/// The URL to use after a redirect: the same place with ws or wss; empty where it is none that can be used.
std::string redirectTarget(const Case &c)
{
    const std::string location(base::trimmed(c.response.fields.combined("Location")));
    const std::string lower = base::toLower(location);
    if (lower.starts_with("http://"))
        return "ws" + location.substr(4);
    if (lower.starts_with("https://"))
        return "wss" + location.substr(5);
    if (lower.starts_with("ws://") || lower.starts_with("wss://"))
        return location;
    const std::size_t host = c.evidence.url.find("://");
    if (host == std::string::npos || !location.starts_with('/'))
        return {};
    if (location.starts_with("//"))
        return c.evidence.url.substr(0, host + 1) + location;
    return c.evidence.url.substr(0, c.evidence.url.find('/', host + 3)) + location;
}

Diagnosis redirected(const Case &c)
{
    const std::string status = std::to_string(c.status());
    const std::string location = shown(c.response.fields.combined("Location"), 120);
    if (location.empty()) {
        return c.notUpgraded(
            c.say(HOP101_TEXT("doctor", "The server answered with a redirect that names no place (%1)."),
                  {status}),
            bodySays(c));
    }
    Diagnosis d =
        c.notUpgraded(c.say(HOP101_TEXT("doctor", "The server redirects to %1 (%2)."), {location, status}));
    const std::string target = redirectTarget(c);
    if (contains(location, "login") || contains(location, "signin") || contains(location, "auth"))
        d.detail = c.say(HOP101_TEXT(
            "doctor", "That looks like a login page: add a session cookie or an Authorization header."));
    else if (target.starts_with("wss://") && c.evidence.url.starts_with("ws://"))
        d.detail = c.say(HOP101_TEXT("doctor", "It wants TLS. Use the URL %1."), {shown(target, 160)});
    else if (!target.empty())
        d.detail = c.say(HOP101_TEXT("doctor", "WebSocket clients do not follow redirects. Use the URL %1."),
                         {shown(target, 160)});
    return d;
}

Diagnosis serverFailed(const Case &c)
{
    Diagnosis d = c.notUpgraded(
        c.say(HOP101_TEXT("doctor", "The server failed while it handled the request (500).")), bodySays(c));
    addSentence(d.detail, c.say(HOP101_TEXT("doctor", "Its log will say why.")));
    if (c.who && mustBeToldToUpgrade(*c.who)) {
        addSentence(
            d.detail,
            c.say(HOP101_TEXT("doctor",
                              "Some servers fail like this when %1 drops only a part of the upgrade."),
                  {name(*c.who)}));
        addUpgradeFixes(d, c);
    }
    return d;
}

Diagnosis badGateway(const Case &c)
{
    Diagnosis d = c.notUpgraded(
        c.who ? c.say(HOP101_TEXT("doctor", "%1 got no usable answer from the server behind it (502)."),
                      {name(*c.who)})
              : c.say(HOP101_TEXT("doctor", "A proxy got no usable answer from the server behind it (502).")),
        c.say(HOP101_TEXT("doctor",
                          "Check that the server behind it runs, and the address that the proxy is given.")));
    if (c.who == Intermediary::Apache)
        addSentence(d.detail,
                    c.say(HOP101_TEXT(
                        "doctor", "Apache answers so, too, when that server switches to another protocol.")));
    addSentence(d.detail, bodySays(c));
    return d;
}

Diagnosis unavailable(const Case &c)
{
    Diagnosis d = c.notUpgraded(
        c.who ? c.say(HOP101_TEXT("doctor", "%1 has no server behind it that answers (503)."), {name(*c.who)})
              : c.say(HOP101_TEXT("doctor", "The service is not available (503).")));
    if (const std::string after = shown(c.response.fields.combined("Retry-After"), 40); !after.empty())
        d.detail = c.say(HOP101_TEXT("doctor", "It asks to try again after %1."), {after});
    addSentence(d.detail, bodySays(c));
    return d;
}

struct PlainCause
{
    int status;
    const char *sentence;
    const char *detail;
};
constexpr PlainCause kPlainCauses[] = {
    {405, HOP101_TEXT("doctor", "This path does not take GET (405)."),
     HOP101_TEXT("doctor", "A WebSocket endpoint does: check the path.")},
    {408, HOP101_TEXT("doctor", "The server waited too long for the request (408)."), ""},
    {410, HOP101_TEXT("doctor", "This endpoint is gone for good (410)."), ""},
    {413, HOP101_TEXT("doctor", "The request is too large for the server (413)."), ""},
    {414, HOP101_TEXT("doctor", "The URL is too long for the server (414)."), ""},
    {421, HOP101_TEXT("doctor", "The server does not serve this Host (421)."),
     HOP101_TEXT("doctor", "Check the Host header and, with TLS, the server name.")},
    {429, HOP101_TEXT("doctor", "The server asks to slow down (429)."), ""},
    {431, HOP101_TEXT("doctor", "The headers are too large for the server (431)."),
     HOP101_TEXT("doctor", "Most often it is the cookies.")},
    {501, HOP101_TEXT("doctor", "The server does not know how to do this (501)."), ""},
    {504, HOP101_TEXT("doctor", "The server behind the proxy did not answer in time (504)."),
     HOP101_TEXT(
         "doctor",
         "A proxy that does not know of the upgrade waits for an ordinary answer until its time-out.")},
    {505, HOP101_TEXT("doctor", "The server does not take this HTTP version (505)."), ""},
};

Diagnosis anyOther(const Case &c)
{
    for (const PlainCause &cause : kPlainCauses) {
        if (cause.status != c.status())
            continue;
        Diagnosis d = c.notUpgraded(c.say(cause.sentence), *cause.detail == '\0' ? "" : c.say(cause.detail));
        addSentence(d.detail, bodySays(c));
        return d;
    }
    return c.notUpgraded(
        c.say(HOP101_TEXT("doctor", "The server answered %1 instead of 101."), {c.statusText()}),
        bodySays(c));
}

Diagnosis byStatus(const Case &c)
{
    switch (c.status()) {
    case 400:
        return badRequest(c);
    case 401:
        return loginWanted(c, "WWW-Authenticate", "Authorization",
                           c.say(HOP101_TEXT("doctor", "The server wants a login (401).")).c_str());
    case 403:
        return forbidden(c);
    case 404:
        return notFound(c);
    case 407:
        return proxyLoginWanted(c);
    case 426:
        return droppedUpgrade(c);
    case 500:
        return serverFailed(c);
    case 502:
        return badGateway(c);
    case 503:
        return unavailable(c);
    default:
        break;
    }
    if (c.status() >= 200 && c.status() < 300)
        return ordinaryAnswer(c);
    return c.status() >= 300 && c.status() < 400 && c.status() != 304 ? redirected(c) : anyOther(c);
}

} // namespace

Diagnosis diagnoseRefusal(const Evidence &evidence, const Words &say)
{
    const std::string_view body = base::asText(evidence.body);
    const Case c{evidence, *evidence.response, say, body, intermediaryOf(*evidence.response, body)};
    if (evidence.request && hop::asksForTunnel(*evidence.request))
        return noTunnel(c);
    if (isPlainOnTlsPort(c))
        return plainOnTlsPort(c);
    if (isRequestFaulty(evidence) && canBlameRequest(c.status()))
        return faultyRequest(c);
    if (isOtherVersionWanted(c))
        return otherVersion(c);
    return byStatus(c);
}

} // namespace hop101::doctor
