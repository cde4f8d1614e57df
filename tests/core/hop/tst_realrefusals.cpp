// SPDX-License-Identifier: GPL-3.0-or-later
//
// How servers of Debian 12 answered wrong handshakes, and what proxies made of a request on its way: as
// bytes.
#include "realanswer.h"

#include <array>

using namespace hop101;
using namespace hop101::hop;
using namespace std::chrono_literals;

namespace {

/// A wrong request, and the rules that it breaks.
struct Wrong
{
    const char *name;
    std::string request;
    QStringList broken;
    bool isVersionWrong = false;
    std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
};

const std::array<Wrong, 11> &wrongs()
{
    static const std::string good = goodRequest();
    static const std::array<Wrong, 11> all{{
        {"no version", with(good, "Sec-WebSocket-Version: 13\r\n", ""), {"VersionPresent"}, true},
        {"version 99", with(good, ": 13", ": 99"), {"VersionPresent"}, true},
        {"version 8", with(good, ": 13", ": 8"), {"VersionPresent"}, true},
        {"no Upgrade", with(good, "Upgrade: websocket\r\n", ""), {"UpgradePresent"}},
        {"no Connection", with(good, "Connection: Upgrade\r\n", ""), {"ConnectionHasUpgrade"}},
        {"no key",
         with(good, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""),
         {"KeyPresent"},
         false,
         ""},
        {"key short", with(good, "dGhlIHNhbXBsZSBub25jZQ==", "short"), {"KeyWellFormed"}, false, "short"},
        {"HTTP/1.0", with(good, "HTTP/1.1", "HTTP/1.0"), {"RequestVersionIs11"}},
        {"websocket, h2c", with(good, ": websocket", ": websocket, h2c"), {"UpgradeNamesOnlyWebSocket"}},
        {"POST", with(good, "GET", "POST"), {"MethodIsGet"}},
        {"no Host", with(good, "Host: server.example.com\r\n", ""), {"HostPresent"}},
    }};
    return all;
}

/// What a server said to each of them, in that order. An answer is a status and words: "up" an Upgrade
/// header, "13" one of Sec-WebSocket-Version, "empty" an empty reason, "chunked" a chunked body, "close"
/// Connection: close, "1.0" HTTP/1.0, "FIN" the end after it. "EOF": 0 bytes and the end; "hang": nothing;
/// "-": not seen.
struct Server
{
    const char *name;
    std::array<const char *, 11> answers;
};

const std::array<Server, 11> kServers{{
    {"node ws", {"400 13 close", "400 13", "101", "426", "426", "400", "400", "101", "400", "405", "101"}},
    {"python websockets",
     {"400 close", "400", "400", "426 up close", "426 up", "400", "400", "400", "426 up", "400", "101"}},
    {"aiohttp", {"400", "400", "101", "400", "400", "400", "400", "101 1.0", "400", "405", "101"}},
    {"socket.io", {"400 13", "400", "101", "400 chunked", "400", "400", "400", "101", "400", "-", "400"}},
    {"tornado", {"426 13", "426 13", "101", "400", "400", "400", "101", "101 FIN", "400", "405", "400"}},
    {"uvicorn with websockets",
     {"400", "400", "400", "400 chunked", "500", "400", "400", "101", "400", "400", "400"}},
    {"uvicorn with wsproto",
     {"400 13 empty", "426 13 empty", "426 13", "400 chunked", "500", "400", "101", "101", "400", "400",
      "400"}},
    {"libwebsockets", {"101", "101", "101", "200", "EOF", "EOF", "101", "101", "403 1.0", "101", "EOF"}},
    {"mosquitto", {"101", "101", "101", "EOF", "EOF", "EOF", "101", "101", "403 1.0", "101", "EOF"}},
    {"tomcat",
     {"426 13 empty", "426 13 empty", "426 13 empty", "404 empty", "400 empty close", "400 empty",
      "400 empty", "101 empty close", "101 empty", "404 empty", "400 empty"}},
    {"lighttpd wstunnel", {"hang", "101", "-", "404", "404", "400", "-", "400", "404", "-", "400"}},
}};

std::string answerBytes(const QStringList &words, const Wrong &wrong)
{
    const std::string version = words.contains("1.0") ? "HTTP/1.0 " : "HTTP/1.1 ";
    const std::string reason = words.contains("empty") ? " " : " Whatever";
    const bool isSwitch = words[0] == "101";
    std::string text = version + words[0].toStdString() + reason + "\r\n";
    if (isSwitch)
        text += "Upgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: "
            + websocket::acceptKeyFor(wrong.key) + "\r\n";
    else
        text += words.contains("chunked") ? "Transfer-Encoding: chunked\r\n" : "Content-Length: 3\r\n";
    if (words.contains("up"))
        text += "Upgrade: websocket\r\n";
    if (words.contains("13"))
        text += "Sec-WebSocket-Version: 13, 8\r\n";
    if (words.contains("close"))
        text += "Connection: close\r\n";
    return text + "\r\n"
        + (isSwitch                        ? kHelloAndClose
               : words.contains("chunked") ? "3\r\nbad\r\n0\r\n\r\n"
                                           : "bad");
}

QStringList brokenBy(const QStringList &words, const Wrong &wrong)
{
    QStringList broken;
    const bool isSwitch = words[0] == "101";
    if (!isSwitch)
        broken += "StatusIs101";
    if (isSwitch && words.contains("1.0"))
        broken += "ResponseVersionIs11";
    if (words[0] == "426" && !words.contains("up"))
        broken += "UpgradeRequiredNamesProtocol";
    if (words[0] == "405")
        broken += "MethodNotAllowedNamesAllow";
    if (wrong.isVersionWrong && (words[0] == "400" || words[0] == "426") && !words.contains("13"))
        broken += "UpgradeRequiredNamesVersion";
    if (isSwitch && words.contains("FIN"))
        broken += "CloseBeforeEnd";
    return broken;
}

RealAnswer answerOf(const Server &server, std::size_t column)
{
    const Wrong &wrong = wrongs()[column];
    const QStringList words = QString(server.answers[column]).split(' ');
    RealAnswer answer{QString("%1, %2: %3").arg(server.name, wrong.name, server.answers[column]),
                      Conversation().client(wrong.request),
                      ExchangeState::NoAnswer,
                      0,
                      wrong.broken,
                      {}};
    if (words[0] == "hang") {
        answer.state = ExchangeState::Waiting;
    } else if (words[0] == "EOF") {
        answer.conversation.serverEnds();
        answer.broken += "AnswerCame";
    } else {
        answer.status = words[0].toInt();
        answer.state = answer.status == 101 ? ExchangeState::Upgraded : ExchangeState::Refused;
        std::string bytes = answerBytes(words, wrong);
        if (words.contains("FIN"))
            bytes.resize(bytes.size() - kHelloAndClose.size());
        answer.conversation.server(bytes);
        if (words.contains("FIN"))
            answer.conversation.serverEnds();
        answer.broken += brokenBy(words, wrong);
        if (answer.status == 101 && !words.contains("FIN"))
            answer.after = kHelloAndCloseSeen;
    }
    return answer;
}

std::vector<RealAnswer> wrongHandshakes()
{
    std::vector<RealAnswer> all;
    for (const Server &server : kServers) {
        for (std::size_t column = 0; column < wrongs().size(); ++column) {
            if (server.answers[column] != std::string("-"))
                all.push_back(answerOf(server, column));
        }
    }
    return all;
}

// What the backend receives of a request that offers chat and superchat.

const std::string kSocketLines = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Version: 13 | "
                                 "Sec-WebSocket-Protocol: chat, superchat | X-Extra: a  b";
const std::string kForwarded =
    "X-Forwarded-For: 127.0.0.1 | X-Forwarded-Host: 127.0.0.1 | X-Forwarded-Server: a";

RealAnswer behind(const char *name, const std::string &request, const QStringList &broken)
{
    return {name,
            Conversation()
                .client(head(request))
                .server(good101("Sec-WebSocket-Protocol: chat\r\n") + kHelloAndClose),
            ExchangeState::Upgraded,
            101,
            broken,
            kHelloAndCloseSeen};
}

RealAnswer refusedBehind(const char *name, const std::string &request, const std::string &answer, int status,
                         const QStringList &broken)
{
    return {name,
            Conversation().client(head(request)).server(head(answer)),
            ExchangeState::Refused,
            status,
            broken,
            {}};
}

std::vector<RealAnswer> throughProxies()
{
    const std::string host = "Host: 127.0.0.1:9100 | ";
    const std::string plain = " | " + host + "Connection: close | " + kSocketLines;
    const std::string upgradeLines = "Upgrade: websocket | Connection: upgrade | ";
    const std::string nodes426 =
        "HTTP/1.1 426 Upgrade Required | Content-Type: text/plain | Content-Length: 0";
    const QStringList lost{"UpgradePresent", "ConnectionHasUpgrade", "StatusIs101",
                           "UpgradeRequiredNamesProtocol"};
    return {
        refusedBehind("nginx without proxy_set_header", "GET /plain HTTP/1.0" + plain, nodes426, 426,
                      lost + QStringList{"RequestVersionIs11"}),
        refusedBehind("nginx with proxy_http_version 1.1 only", "GET /v11 HTTP/1.1" + plain, nodes426, 426,
                      lost),
        behind("nginx without the Connection header",
               "GET /upgonly HTTP/1.1 | Upgrade: websocket | " + host + "Connection: close | " + kSocketLines,
               {"ConnectionHasUpgrade"}),
        behind("nginx as it should be, with a Host that has lost its port",
               "GET /full HTTP/1.1 | " + upgradeLines + "Host: 127.0.0.1 | " + kSocketLines, {}),
        behind("nginx with headers and HTTP/1.0",
               "GET /http10 HTTP/1.0 | " + upgradeLines + "Host: 127.0.0.1 | " + kSocketLines,
               {"RequestVersionIs11"}),
        behind("apache with upgrade=websocket",
               "GET / HTTP/1.1 | " + host + kSocketLines + " | " + kForwarded
                   + " | Connection: Upgrade | Upgrade: websocket",
               {}),
        refusedBehind("apache with http:// only",
                      "GET / HTTP/1.1 | " + host + kSocketLines + " | " + kForwarded
                          + " | Connection: Keep-Alive",
                      nodes426, 426, lost),
        behind("haproxy lower-cases all names",
               "GET / HTTP/1.1 | host: 127.0.0.1:9112 | upgrade: websocket | connection: Upgrade | "
               "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ== | sec-websocket-version: 13 | "
               "sec-websocket-protocol: chat, superchat | x-extra: a  b",
               {}),
        refusedBehind(
            "haproxy refuses a request without a key itself",
            "GET / HTTP/1.1 | Host: a | Upgrade: websocket | Connection: Upgrade | Sec-WebSocket-Version: 13",
            "HTTP/1.1 400 Bad request | Content-length: 0 | Cache-Control: no-cache | Connection: close", 400,
            {"KeyPresent", "StatusIs101"}),
        behind(
            "caddy sorts",
            "GET / HTTP/1.1 | Host: 127.0.0.1:9100 | Accept-Encoding: gzip | Connection: Upgrade | "
            "Sec-Websocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-Websocket-Protocol: chat, superchat | "
            "Sec-Websocket-Version: 13 | Upgrade: websocket | X-Extra: a  b | X-Forwarded-For: 127.0.0.1 | "
            "X-Forwarded-Host: 127.0.0.1 | X-Forwarded-Proto: http",
            {}),
        behind("lighttpd says close, upgrade",
               "GET / HTTP/1.1 | " + host + "Upgrade: websocket | " + kSocketLines
                   + " | X-Forwarded-For: 127.0.0.1 | X-Host: a | X-Forwarded-Proto: http | Connection: "
                     "close, upgrade",
               {"ConnectionDoesNotClose"}),
        behind(
            "varnish puts the hop's headers last",
            "GET / HTTP/1.1 | " + host + kSocketLines
                + " | X-Forwarded-For: 127.0.0.1 | X-Varnish: 2 | upgrade: websocket | connection: Upgrade",
            {}),
        behind("nghttpx turns a POST into a GET",
               "GET / HTTP/1.1 | Host: 127.0.0.1 | Sec-Websocket-Key: dGhlIHNhbXBsZSBub25jZQ== | "
               "Sec-Websocket-Version: 13 | Sec-Websocket-Protocol: chat, superchat | Upgrade: websocket | "
               "Connection: Upgrade | X-Forwarded-Proto: http | Via: 1.1 nghttpx",
               {}),
    };
}

std::vector<RealAnswer> deadBackends()
{
    const std::string good = "GET / HTTP/1.1 | Host: a | Upgrade: websocket | Connection: Upgrade | "
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Version: 13";
    RealAnswer haproxy = refusedBehind(
        "haproxy, after three seconds of retries", good,
        "HTTP/1.1 503 Service Unavailable | Content-Length: 0 | Connection: close", 503, {"StatusIs101"});
    haproxy.conversation =
        Conversation()
            .client(head(good))
            .after(3s)
            .server(head("HTTP/1.1 503 Service Unavailable | Content-Length: 0 | Connection: close"))
            .serverEnds();
    return {
        refusedBehind(
            "nginx with a dead backend", good,
            "HTTP/1.1 502 Bad Gateway | Server: nginx/1.22.1 | Content-Type: text/html | Content-Length: 0 | "
            "Connection: keep-alive",
            502, {"StatusIs101"}),
        refusedBehind("caddy with a dead backend", good,
                      "HTTP/1.1 502 Bad Gateway | Server: Caddy | Content-Length: 0", 502, {"StatusIs101"}),
        refusedBehind(
            "apache with a dead backend", good,
            "HTTP/1.1 503 Service Unavailable | Server: Apache/2.4.57 (Debian) | Content-Length: 0 | "
            "Connection: close",
            503, {"StatusIs101"}),
        haproxy,
        refusedBehind("caddy, for a host that no site matches", good,
                      "HTTP/1.1 200 OK | Server: Caddy | Content-Length: 0", 200, {"StatusIs101"}),
    };
}

const std::vector<RealAnswer> &answers()
{
    static const std::vector<RealAnswer> all = [] {
        std::vector<RealAnswer> joined;
        for (const auto &part : {wrongHandshakes(), throughProxies(), deadBackends()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

} // namespace

class TestRealRefusals : public QObject
{
    Q_OBJECT
private slots:
    void answer_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < answers().size(); ++i)
            QTest::newRow(qPrintable(answers()[i].name)) << int(i);
    }
    void answer()
    {
        QFETCH(int, index);
        check(answers()[std::size_t(index)]);
    }
};

QTEST_APPLESS_MAIN(TestRealRefusals)
#include "tst_realrefusals.moc"
