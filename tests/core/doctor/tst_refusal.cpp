// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/refusal.h"

#include "evidencefrom.h"

#include <QTest>

using namespace hop101::doctor;

namespace {

/// The answers of real servers and proxies; the request is the good one unless it says otherwise.
struct Answer
{
    std::string request = kGoodRequest;
    std::string head; // without the empty line
    std::string body = {};
};

Diagnosis diagnosed(const Answer &answer)
{
    return diagnose(evidenceFrom(answer.request, answer.head + "\r\n\r\n", answer.body));
}

QString whole(const Diagnosis &d)
{
    return QString::fromStdString(d.lead + ' ' + d.sentence + '|' + d.detail + '|'
                                  + (d.fixes.empty() ? "" : d.fixes.front().title));
}

} // namespace

Q_DECLARE_METATYPE(Answer)

class TestRefusal : public QObject
{
    Q_OBJECT
private slots:
    void eachRefusalHasItsCause_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("detailHas");
        QTest::addColumn<QString>("fix");
        const auto row = [](const char *name, Answer answer, QString sentence, QString detailHas = {},
                            QString fix = {}) {
            QTest::newRow(name) << answer << sentence << detailHas << fix;
        };
        const std::string tutorial =
            "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

        row("the tutorials' curl line", {tutorial, "HTTP/1.1 400 Bad Request\r\nConnection: close"},
            "The request has no Sec-WebSocket-Key and no Sec-WebSocket-Version.",
            "So the server answered 400 Bad Request.", "Add to the request");
        const std::string connect = "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n";
        row("a tunnel that wants a login", {connect, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic"},
            "A proxy on the way wants a login (407).", "Proxy-Authorization");
        row("the same, answered 426",
            {tutorial, "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13"},
            "The request has no Sec-WebSocket-Key and no Sec-WebSocket-Version.",
            "It speaks WebSocket version 13.", "Add to the request");
        row("the request's fault comes before a guess about nginx",
            {tutorial, "HTTP/1.1 426 Upgrade Required\r\nServer: nginx"},
            "The request has no Sec-WebSocket-Key and no Sec-WebSocket-Version.", "426 Upgrade Required",
            "Add to the request");
        row("version 99 to node ws",
            {requestWith("Sec-WebSocket-Version", "Sec-WebSocket-Version: 99"),
             "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13, 8"},
            "The request has “Sec-WebSocket-Version: 99” instead of 13.",
            "It speaks WebSocket version 13, 8.");
        row("a server that speaks only an older version",
            {kGoodRequest, "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 8"},
            "The server does not speak WebSocket version 13 (400).", "It speaks version 8.");
        row("a login comes before the request's faults",
            {tutorial, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"hop\""},
            "The server wants a login (401).", "Add the header Authorization");

        row("nginx without proxy_set_header",
            {kGoodRequest, "HTTP/1.1 426 Upgrade Required\r\nServer: nginx/1.22.1"},
            "nginx most likely dropped the upgrade (426).",
            "nginx passes Upgrade and Connection on only when it is told to", "Fix in nginx: location /chat");
        row("Apache without upgrade=websocket",
            {kGoodRequest, "HTTP/1.1 426 Upgrade Required\r\nServer: Apache/2.4.57"},
            "Apache most likely dropped the upgrade (426).", "", "Fix in Apache");
        row("426 from nobody in particular", {kGoodRequest, "HTTP/1.1 426 Upgrade Required"},
            "The request that reached the server no longer asked for an upgrade (426).", "proxy or firewall",
            "Fix in nginx: location /chat");
        row("a proxy that passes upgrades by itself is not blamed",
            {kGoodRequest, "HTTP/1.1 426 Upgrade Required\r\nServer: Caddy"},
            "The request that reached the server no longer asked for an upgrade (426).");
        row("426 whose version is the one we asked with",
            {kGoodRequest, "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 7, 8, 13"},
            "The request that reached the server no longer asked for an upgrade (426).");
        row("400 of aiohttp behind nginx",
            {kGoodRequest, "HTTP/1.1 400 Bad Request\r\nServer: nginx",
             "No WebSocket UPGRADE hdr: None\n Can \"Upgrade\" only to \"WebSocket\"."},
            "nginx most likely dropped the upgrade (400).", "It says: “No WebSocket UPGRADE hdr: None”.",
            "Fix in nginx: location /chat");

        row("400 with words", {kGoodRequest, "HTTP/1.1 400 Bad Request", "Invalid room name.\n"},
            "The server calls this a bad request (400).", "It says: “Invalid room name”.");
        row("400 whose body repeats the reason", {kGoodRequest, "HTTP/1.1 400 Bad Request", "Bad Request"},
            "The server calls this a bad request (400).", "The upgrade itself was in order");
        row("nginx's TLS port",
            {kGoodRequest, "HTTP/1.1 400 Bad Request\r\nServer: nginx",
             "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>"},
            "The port speaks TLS, and the request came in plain text (400).",
            "wss://example.org/chat?room=1");
        row("Go's TLS port",
            {kGoodRequest, "HTTP/1.0 400 Bad Request", "Client sent an HTTP request to an HTTPS server.\n"},
            "The port speaks TLS, and the request came in plain text (400).", "wss://");
        row("401",
            {kGoodRequest, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"hop\"",
             "who are you?"},
            "The server wants a login (401).", "It asks for “Basic realm=\"hop\"”.");
        row("401 although a login was sent",
            {requestWith("Host", "Host: h\r\nAuthorization: Basic eA=="), "HTTP/1.1 401 Unauthorized"},
            "The server wants a login (401).", "did not accept the Authorization");
        row("403 without Origin", {kGoodRequest, "HTTP/1.1 403 Forbidden"}, "The server forbids this (403).",
            "add an Origin header");
        row("403 with Origin",
            {requestWith("Host", "Host: h\r\nOrigin: https://a.example"), "HTTP/1.1 403 Forbidden"},
            "The server forbids this (403).", "may not accept the Origin “https://a.example”");
        row("404", {kGoodRequest, "HTTP/1.1 404 Not Found"}, "Nothing is served at /chat (404).",
            "Check the path");
        row("404 from nginx", {kGoodRequest, "HTTP/1.1 404 Not Found\r\nServer: nginx"},
            "Nothing is served at /chat (404).", "when nginx drops the upgrade",
            "Fix in nginx: location /chat");
        row("405", {kGoodRequest, "HTTP/1.1 405 Method Not Allowed"}, "This path does not take GET (405).");
        row("407", {kGoodRequest, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic"},
            "A proxy on the way wants a login (407).", "Add the header Proxy-Authorization");
        row("429", {kGoodRequest, "HTTP/1.1 429 Too Many Requests"}, "The server asks to slow down (429).");

        row("a page",
            {kGoodRequest, "HTTP/1.1 200 OK\r\nContent-Type: text/html",
             "<!doctype html><title>Hello</title>"},
            "An ordinary web page answered, not a WebSocket endpoint (200).", "It says: “Hello”.");
        row("a page by its first bytes", {kGoodRequest, "HTTP/1.1 200 OK", "\n<!DOCTYPE HTML>"},
            "An ordinary web page answered, not a WebSocket endpoint (200).");
        row("JSON", {kGoodRequest, "HTTP/1.1 200 OK\r\nContent-Type: application/json", "{\"ok\":true}"},
            "The server answered as to any other request and ignored the upgrade (200).", "{\"ok\":true}");
        row("Caddy whose sites do not match",
            {kGoodRequest, "HTTP/1.1 200 OK\r\nServer: Caddy\r\nContent-Length: 0"},
            "Caddy answered 200 with nothing in it.", "no site matches the Host “example.org”");
        row("204", {kGoodRequest, "HTTP/1.1 204 No Content"},
            "The server answered as to any other request and ignored the upgrade (204).");

        row("a redirect to TLS",
            {kGoodRequest, "HTTP/1.1 301 Moved Permanently\r\nLocation: https://example.org/chat?room=1"},
            "The server redirects to https://example.org/chat?room=1 (301).",
            "It wants TLS. Use the URL wss://example.org/chat?room=1.");
        row("a redirect to a path", {kGoodRequest, "HTTP/1.1 302 Found\r\nLocation: /ws"},
            "The server redirects to /ws (302).", "Use the URL ws://example.org/ws.");
        row("a redirect to a login", {kGoodRequest, "HTTP/1.1 302 Found\r\nLocation: /login?next=/chat"},
            "The server redirects to /login?next=/chat (302).", "looks like a login page");
        row("a redirect to nowhere", {kGoodRequest, "HTTP/1.1 302 Found"},
            "The server answered with a redirect that names no place (302).");
        row("304 is no redirect", {kGoodRequest, "HTTP/1.1 304 Not Modified"},
            "The server answered 304 Not Modified instead of 101.");

        row("500", {kGoodRequest, "HTTP/1.1 500 Internal Server Error"},
            "The server failed while it handled the request (500).");
        row("502 of nginx", {kGoodRequest, "HTTP/1.1 502 Bad Gateway\r\nServer: nginx"},
            "nginx got no usable answer from the server behind it (502).",
            "Check that the server behind it runs");
        row("502 of Apache", {kGoodRequest, "HTTP/1.1 502 Proxy Error\r\nServer: Apache"},
            "Apache got no usable answer from the server behind it (502).", "switches to another protocol");
        row("503 of HAProxy, which names itself nowhere",
            {kGoodRequest, "HTTP/1.0 503 Service Unavailable",
             "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this "
             "request.\n</body></html>"},
            "HAProxy has no server behind it that answers (503).");
        row("503 with Retry-After", {kGoodRequest, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30"},
            "The service is not available (503).", "try again after 30");
        row("504", {kGoodRequest, "HTTP/1.1 504 Gateway Timeout"},
            "The server behind the proxy did not answer in time (504).");
        row("a status that nobody knows", {kGoodRequest, "HTTP/1.1 599 Odd"},
            "The server answered 599 Odd instead of 101.");
        row("a status without a reason", {kGoodRequest, "HTTP/1.1 418 "},
            "The server answered 418 instead of 101.");
    }
    void aTunnelThatIsNotOpenedIsNoUpgrade()
    {
        const Diagnosis d = diagnosed({"CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n",
                                       "HTTP/1.1 403 Forbidden\r\nServer: nginx", "Not this host."});
        QCOMPARE(whole(d),
                 QString("No tunnel. The proxy opened no tunnel to h:443 (403 Forbidden).|It says: “Not this "
                         "host”.|"));
        QVERIFY(d.causes.empty());
    }
    void eachRefusalHasItsCause()
    {
        QFETCH(Answer, answer);
        QFETCH(QString, sentence);
        QFETCH(QString, detailHas);
        QFETCH(QString, fix);
        const Diagnosis d = diagnosed(answer);
        QCOMPARE(d.lead, std::string("Not upgraded."));
        QCOMPARE(QString::fromStdString(d.sentence), sentence);
        QVERIFY2(QString::fromStdString(d.detail).contains(detailHas), qPrintable(whole(d)));
        if (!fix.isEmpty())
            QVERIFY2(!d.fixes.empty() && QString::fromStdString(d.fixes.front().title) == fix,
                     qPrintable(whole(d)));
    }
    void theHeadersToAddAreThoseThatAreMissing()
    {
        const Diagnosis d =
            diagnosed({"GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                       "HTTP/1.1 400 Bad Request"});
        QCOMPARE(d.fixes.size(), std::size_t(1));
        QCOMPARE(d.fixes.front().text,
                 std::string("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n"));
    }
    void everyStatusIsOneSentenceWithItsNumber()
    {
        for (int status = 200; status < 600; ++status) {
            const Diagnosis d =
                diagnosed({kGoodRequest, "HTTP/1.1 " + std::to_string(status) + " Some Reason"});
            QVERIFY2(d.sentence.find(std::to_string(status)) != std::string::npos, d.sentence.c_str());
            QVERIFY2(d.sentence.ends_with('.'), d.sentence.c_str());
        }
    }
    void nothingFromTheWireIsObeyed()
    {
        const Diagnosis d =
            diagnosed({kGoodRequest, "HTTP/1.1 302 Found\r\nLocation: /\x1b[2J", "\x1b]0;x\x07"});
        QVERIFY(d.sentence.find('\x1b') == std::string::npos);
        QVERIFY(d.detail.find('\x1b') == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestRefusal)
#include "tst_refusal.moc"
