// SPDX-License-Identifier: GPL-3.0-or-later
//
// How servers and proxies of Debian 12 answered, as bytes: 101s of WebSocket and of other protocols,
// compression, and what is no answer at all.
#include "realanswer.h"

using namespace hop101;
using namespace hop101::hop;
using namespace std::chrono_literals;

namespace {

const std::string kAccept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
const std::string kSwitching = "HTTP/1.1 101 Switching Protocols | ";

/// The good request, and a 101 with two frames in the same read.
RealAnswer upgraded(const char *name, const std::string &noted, const std::string &more = {})
{
    return {name,
            Conversation().client(goodRequest(more)).server(head(noted) + kHelloAndClose),
            ExchangeState::Upgraded,
            101,
            {},
            kHelloAndCloseSeen};
}

std::vector<RealAnswer> webSocket101s()
{
    std::vector<RealAnswer> all{
        upgraded("node ws and socket.io",
                 kSwitching + "Upgrade: websocket | Connection: Upgrade | " + kAccept),
        upgraded("python websockets",
                 kSwitching + "Upgrade: websocket | Connection: Upgrade | " + kAccept
                     + " | Date: Mon, 02 Jun 2025 10:00:00 GMT | Server: Python/3.11 websockets/10.4"),
        upgraded("aiohttp",
                 kSwitching + "Upgrade: websocket | Connection: upgrade | " + kAccept
                     + " | Content-Type: application/octet-stream | Date: Mon, 02 Jun 2025 10:00:00 GMT | "
                       "Server: Python/3.11 aiohttp/3.8.4"),
        upgraded(
            "tornado writes Sec-Websocket-Accept",
            kSwitching
                + "Server: TornadoServer/6.2.0 | Date: Mon, 02 Jun 2025 10:00:00 GMT | Upgrade: websocket | "
                  "Connection: Upgrade | Sec-Websocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        upgraded("uvicorn with wsproto has an empty reason",
                 "HTTP/1.1 101  | Upgrade: WebSocket | Connection: Upgrade | " + kAccept),
        upgraded("libwebsockets and mosquitto choose mqtt",
                 kSwitching + "Upgrade: WebSocket | Connection: Upgrade | " + kAccept
                     + " | Sec-WebSocket-Protocol: mqtt",
                 "Sec-WebSocket-Protocol: mqtt\r\n"),
        upgraded(
            "tomcat has an empty reason and no space after the semicolon",
            "HTTP/1.1 101  | X-Frame-Options: DENY | X-Content-Type-Options: nosniff | Upgrade: websocket | "
            "Connection: upgrade | "
                + kAccept
                + " | Sec-WebSocket-Extensions: permessage-deflate;client_max_window_bits=15 | "
                  "Date: Mon, 02 Jun 2025 10:00:00 GMT",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"),
        upgraded("nginx puts Connection first",
                 kSwitching
                     + "Server: nginx/1.22.1 | Date: Mon, 02 Jun 2025 10:00:00 GMT | Connection: upgrade | "
                       "Upgrade: websocket | "
                     + kAccept + " | X-Mirror: two  spaces"),
        upgraded("apache puts the hop's headers last",
                 kSwitching + "Server: mirror/1 | " + kAccept
                     + " | X-Mirror: two  spaces | Connection: Upgrade | Upgrade: websocket"),
        upgraded("haproxy lower-cases all names",
                 kSwitching
                     + "server: mirror/1 | upgrade: websocket | connection: Upgrade | "
                       "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        upgraded("caddy sorts, and adds a Server of its own",
                 kSwitching
                     + "Connection: Upgrade | Sec-Websocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo= | Server: "
                       "Caddy | "
                       "Server: mirror/1 | Upgrade: websocket | X-Mirror: two  spaces"),
        upgraded(
            "lighttpd's mod_proxy keeps a trailing blank",
            kSwitching + "Server: mirror/1 | Upgrade: websocket | " + kAccept
                + " | X-Mirror: two  spaces  | Connection: upgrade | Date: Mon, 02 Jun 2025 10:00:00 GMT"),
        upgraded(
            "lighttpd's wstunnel",
            kSwitching + "Upgrade: websocket | " + kAccept
                + " | Connection: upgrade | Date: Mon, 02 Jun 2025 10:00:00 GMT | Server: lighttpd/1.4.69"),
        upgraded("nghttpx adds Via",
                 kSwitching
                     + "Sec-Websocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo= | X-Mirror: two  spaces | "
                       "Connection: Upgrade | Upgrade: websocket | Server: nghttpx | Via: 1.1 nghttpx"),
        upgraded("lighttpd's wstunnel chooses a subprotocol that was never offered",
                 kSwitching + "Upgrade: websocket | " + kAccept
                     + " | Connection: upgrade | Sec-WebSocket-Protocol: binary",
                 "Sec-WebSocket-Protocol: chat, superchat\r\n"),
        upgraded("socket.io echoes the first subprotocol, whatever it is",
                 kSwitching + "Upgrade: websocket | Connection: Upgrade | " + kAccept
                     + " | Sec-WebSocket-Protocol: chat",
                 "Sec-WebSocket-Protocol: chat, superchat\r\n"),
        upgraded("node ws chooses none of the subprotocols",
                 kSwitching + "Upgrade: websocket | Connection: Upgrade | " + kAccept,
                 "Sec-WebSocket-Protocol: chat, superchat\r\n"),
        upgraded("a Content-Length on the 101",
                 kSwitching + "Upgrade: websocket | Connection: Upgrade | " + kAccept
                     + " | Content-Length: 0"),
    };
    const auto expect = [&all](const char *start, const QStringList &broken, ExchangeState state) {
        for (RealAnswer &answer : all) {
            if (answer.name.startsWith(start)) {
                answer.broken = broken;
                answer.state = state;
            }
        }
    };
    expect("caddy", {"ResponseSingletonsOnce"}, ExchangeState::Upgraded);
    expect("lighttpd's wstunnel chooses", {"SubprotocolWasOffered"}, ExchangeState::Broken101);
    expect("node ws chooses none", {"SubprotocolWasChosen"}, ExchangeState::Upgraded);
    expect("a Content-Length", {"NoBodyOn101"}, ExchangeState::Upgraded);
    return all;
}

std::vector<RealAnswer> firstFrames()
{
    const std::string good = head(kSwitching + "Upgrade: websocket | Connection: Upgrade | " + kAccept);
    std::string session =
        "0{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
        "\"maxPayload\":1000000}";
    session.resize(0x6b, ' ');
    return {
        {"socket.io's first frame comes with the head",
         Conversation().client(goodRequest()).server(good + "\x81\x6b" + session),
         ExchangeState::Upgraded,
         101,
         {},
         {"text 107"}},
        {"wstunnel's first frame comes with the head",
         Conversation().client(goodRequest()).server(good + "\x81\x0chi from tcp\n"),
         ExchangeState::Upgraded,
         101,
         {},
         {"text 12"}},
        {"a proxy's idle limit: a bare FIN after three seconds",
         Conversation().client(goodRequest()).server(good).after(3s).serverEnds(),
         ExchangeState::Upgraded,
         101,
         {"CloseBeforeEnd"},
         {}},
        {"tornado answers HTTP/1.0 with a 101 and then FIN",
         Conversation().client(with(goodRequest(), "HTTP/1.1", "HTTP/1.0")).server(good).serverEnds(),
         ExchangeState::Upgraded,
         101,
         {"RequestVersionIs11", "CloseBeforeEnd"},
         {}},
        {"aiohttp answers HTTP/1.0 in HTTP/1.0",
         Conversation()
             .client(with(goodRequest(), "HTTP/1.1", "HTTP/1.0"))
             .server(with(good, "HTTP/1.1", "HTTP/1.0") + kHelloAndClose),
         ExchangeState::Upgraded,
         101,
         {"RequestVersionIs11", "ResponseVersionIs11"},
         kHelloAndCloseSeen},
    };
}

std::vector<RealAnswer> otherProtocols()
{
    constexpr auto kUpgraded = ExchangeState::Upgraded;
    constexpr auto kBroken = ExchangeState::Broken101;
    const std::string podman =
        head("POST /v1.41/containers/att/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1 | "
             "Host: d | Content-Type: text/plain | Connection: Upgrade | Upgrade: tcp | "
             "Content-Length: 0");
    const std::string h2c =
        head("GET / HTTP/1.1 | Host: a | Connection: Upgrade, HTTP2-Settings | Upgrade: h2c | "
             "HTTP2-Settings: AAMAAABkAAQAAP__");
    const std::string echo = head("GET /raw/ HTTP/1.1 | Host: a | Connection: Upgrade | Upgrade: x-echo/1");
    const std::string settings("\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64", 15);
    return {
        {"podman says 101 UPGRADED",
         Conversation().client(podman).server(
             head("HTTP/1.1 101 UPGRADED | Content-Type: application/vnd.docker.raw-stream | "
                  "Connection: Upgrade | Upgrade: tcp")
             + std::string("\x01\x00\x00\x00\x00\x00\x00\x0dhello attach\n", 21)),
         kUpgraded,
         101,
         {},
         {"raw"}},
        {"cups answers with a list and without the upgrade token",
         Conversation()
             .client(head("OPTIONS * HTTP/1.1 | Host: a | Upgrade: TLS/1.0 | Connection: Upgrade"))
             .server(head(kSwitching
                          + "Connection: Keep-Alive | Content-Language: en | Content-Length: 0 | "
                            "Date: Mon, 02 Jun 2025 10:00:00 GMT | Keep-Alive: timeout=10 | "
                            "Upgrade: TLS/1.2,TLS/1.1,TLS/1.0 | Accept-Encoding: gzip, deflate, identity | "
                            "Server: CUPS/2.4 IPP/2.1")
                     + "\x16\x03\x01"),
         kBroken,
         101,
         {"ConnectionIsUpgrade", "NoBodyOn101"},
         {"raw"}},
        {"apache switches to h2c, SETTINGS in the same read",
         Conversation().client(h2c).server(head(kSwitching + "Upgrade: h2c | Connection: Upgrade")
                                           + settings),
         kUpgraded,
         101,
         {},
         {"raw"}},
        {"tomcat switches to h2c with an empty reason",
         Conversation().client(h2c).server(head(
             "HTTP/1.1 101  | Connection: Upgrade | Upgrade: h2c | Date: Mon, 02 Jun 2025 10:00:00 GMT")),
         kUpgraded,
         101,
         {},
         {}},
        {"lighttpd and nghttpx switch to h2c",
         Conversation().client(h2c).server(head(kSwitching + "Connection: Upgrade | Upgrade: h2c")
                                           + settings),
         kUpgraded,
         101,
         {},
         {"raw"}},
        {"x-echo through a tunnel, both ways",
         Conversation()
             .client(echo)
             .server(head(kSwitching + "Upgrade: x-echo/1 | Connection: Upgrade") + "HELLO\n")
             .client("ping\n"),
         kUpgraded,
         101,
         {},
         {"raw"}},
        {"nginx and haproxy pass another protocol on to a WebSocket request",
         Conversation()
             .client(goodRequest())
             .server(head(kSwitching + "Upgrade: x-echo/1 | Connection: Upgrade | " + kAccept) + "HELLO\n"),
         kBroken,
         101,
         {"UpgradeIsWebSocket"},
         {"raw"}},
        {"apache refuses another protocol than asked",
         Conversation()
             .client(goodRequest())
             .server(head("HTTP/1.1 502 Proxy Error | Server: Apache/2.4.57 (Debian) | Content-Length: 0")),
         ExchangeState::Refused,
         502,
         {"StatusIs101"},
         {}},
        {"caddy answers another protocol with an empty 200",
         Conversation()
             .client(goodRequest())
             .server(head("HTTP/1.1 200 OK | Server: Caddy | Content-Length: 0")),
         ExchangeState::Refused,
         200,
         {"StatusIs101"},
         {}},
    };
}

/// offer → answer; a compressed "Hello" (RFC 7692 section 7.2.3.1) follows where it was agreed.
RealAnswer deflated(const char *name, const std::string &offer, const std::string &answer,
                    const QStringList &broken = {})
{
    const std::string field = "Sec-WebSocket-Extensions: ";
    const std::string line = answer.empty() ? std::string() : field + answer + "\r\n";
    const std::string frame =
        answer.empty() ? "\x81\x05Hello" : std::string("\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00", 9);
    const auto isError = [](const QString &rule) { return rule.endsWith("Offer"); };
    const bool isBroken = std::any_of(broken.begin(), broken.end(), isError);
    return {name,
            Conversation().client(goodRequest(field + offer + "\r\n")).server(good101(line) + frame),
            isBroken ? ExchangeState::Broken101 : ExchangeState::Upgraded,
            101,
            broken,
            {answer.empty() ? "text 5" : "text 7"}};
}

RealAnswer deflateRefused(const char *name, const std::string &offer, const std::string &status,
                          const QStringList &broken)
{
    return {name,
            Conversation()
                .client(goodRequest("Sec-WebSocket-Extensions: " + offer + "\r\n"))
                .server(head("HTTP/1.1 " + status + " | Content-Length: 0")),
            ExchangeState::Refused,
            QString::fromStdString(status.substr(0, 3)).toInt(),
            broken,
            {}};
}

std::vector<RealAnswer> compression()
{
    const std::string bare = "permessage-deflate";
    const std::string client = bare + "; client_max_window_bits";
    const std::string four = bare
        + "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; "
          "client_max_window_bits=11";
    const std::string eight = bare + "; server_max_window_bits=8";
    const std::string bogus = "x-webkit-deflate-frame, permessage-deflate; bogus=1, permessage-deflate";
    return {
        deflated("node, aiohttp, tornado, libwebsockets, tomcat, wsproto: bare", bare, bare),
        deflated("python websockets limits its own window unasked", bare,
                 bare + "; server_max_window_bits=12"),
        deflated("node leaves client_max_window_bits out", client, bare),
        deflated("python websockets limits both windows", client,
                 bare + "; server_max_window_bits=12; client_max_window_bits=12"),
        deflated("wsproto names the largest window", client, bare + "; client_max_window_bits=15"),
        deflated("tomcat names it without a space", client, bare + ";client_max_window_bits=15"),
        deflated("node echoes all four", four, four),
        deflated("libwebsockets drops server_max_window_bits=10", four,
                 bare + "; server_no_context_takeover; client_no_context_takeover", {"DeflateWithinOffer"}),
        deflated("tomcat declines four parameters", four, ""),
        deflated("node accepts a window of 8 bits", eight, eight),
        deflated("aiohttp, wsproto and tomcat decline 8 bits", eight, ""),
        deflated("libwebsockets answers bare where 8 bits were asked for", eight, bare,
                 {"DeflateWithinOffer"}),
        deflateRefused("websockets and tornado fail on 8 bits", eight, "500 Internal Server Error",
                       {"StatusIs101"}),
        deflateRefused("node refuses an unknown parameter", bogus, "400 Bad Request",
                       {"DeflateOfferLegal", "StatusIs101"}),
        deflateRefused("tornado fails on an unknown parameter", bogus, "500 Internal Server Error",
                       {"DeflateOfferLegal", "StatusIs101"}),
        deflated("others pick the last offer", bogus, bare, {"DeflateOfferLegal"}),
        deflated("mosquitto and socket.io do not compress", bare, ""),
    };
}

std::vector<RealAnswer> noAnswers()
{
    const std::string settings("\x00\x00\x06\x04\x00\x00\x00\x00\x00", 9);
    constexpr auto kNone = ExchangeState::NoAnswer;
    return {
        {"libwebsockets ends with 0 bytes",
         Conversation().client(goodRequest()).serverEnds(),
         kNone,
         0,
         {"AnswerCame"},
         {}},
        {"a reset with 0 bytes",
         Conversation().client(goodRequest()).serverEnds(EndCause::Reset),
         kNone,
         0,
         {"AnswerCame", "NotReset"},
         {}},
        {"wstunnel says nothing at all",
         Conversation().client(goodRequest()).signal(Direction::FromLeft, Tick{}),
         ExchangeState::Waiting,
         0,
         {},
         {}},
        {"nghttpd sends a bare SETTINGS frame",
         Conversation().client(goodRequest()).server(settings).serverEnds(),
         kNone,
         0,
         {"ResponseIsHttp"},
         {"raw"}},
        {"apache tunnels for an HTTP/1.0 client without a status line",
         Conversation().client(with(goodRequest(), "HTTP/1.1", "HTTP/1.0")).server(kHelloAndClose),
         kNone,
         0,
         {"RequestVersionIs11", "ResponseIsHttp"},
         {"raw"}},
        {"half a head",
         Conversation().client(goodRequest()).server("HTTP/1.1 101 Switching Protocols\r\nUpgr").serverEnds(),
         kNone,
         0,
         {"AnswerCame"},
         {}},
    };
}

const std::vector<RealAnswer> &answers()
{
    static const std::vector<RealAnswer> all = [] {
        std::vector<RealAnswer> joined;
        for (const auto &part :
             {webSocket101s(), firstFrames(), otherProtocols(), compression(), noAnswers()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

} // namespace

class TestRealAnswers : public QObject
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

QTEST_APPLESS_MAIN(TestRealAnswers)
#include "tst_realanswers.moc"
