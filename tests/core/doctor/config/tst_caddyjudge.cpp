// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using judged::config::Product;

class TestCaddyJudge : public QObject
{
    Q_OBJECT
private slots:
    void whatLosesAnUpgradeIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        QTest::addColumn<QString>("after"); // what is left when all that can be repaired is
        const auto row = [](const char *name, const char *text, const char *ids,
                            const char *after = "passes") { QTest::newRow(name) << text << ids << after; };
        row("an ordinary one", ":8080 {\n    reverse_proxy 127.0.0.1:3000\n}\n", "passes");
        row("without braces", ":8080\nreverse_proxy 127.0.0.1:3000\n", "passes");
        row("several addresses", "a.example,\nb.example {\n    reverse_proxy 127.0.0.1:3000\n}\n", "passes");
        row("options before it", "{\n    admin off\n}\n:8080 {\n    reverse_proxy 127.0.0.1:3000\n}\n",
            "passes");
        row("Upgrade is taken away",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_up -Upgrade\n    }\n}\n",
            "upgrade-dropped");
        row("all is taken away that begins so",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_up -Up*\n    }\n}\n",
            "upgrade-dropped");
        row("Upgrade is set anew",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_up Upgrade "
            "{http.request.header.Upgrade}\n    }\n}\n",
            "passes");
        row("Connection is taken away",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_up -Connection\n    }\n}\n",
            "connection-close");
        row("Connection is set right",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_up Connection \"Upgrade\"\n    "
            "}\n}\n",
            "passes");
        row("the key is taken away",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_up -Sec-WebSocket-Key\n    }\n}\n",
            "key-changed");
        row("the accept is taken away",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        header_down -Sec-WebSocket-Accept\n    "
            "}\n}\n",
            "accept-changed");
        row("the request loses Upgrade",
            ":8080 {\n    request_header -Upgrade\n    reverse_proxy 127.0.0.1:3000\n}\n", "upgrade-dropped");
        row("another method", ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        method POST\n    }\n}\n",
            "method-changed");
        row("HTTP/2 to the server",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        transport http {\n            versions h2c "
            "2\n        }\n    }\n}\n",
            "http2-to-backend");
        row("HTTP/1.1 to the server, too",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        transport http {\n            versions 1.1 "
            "2\n        }\n    }\n}\n",
            "passes");
        row("the scheme of HTTP/2", ":8080 {\n    reverse_proxy h2c://127.0.0.1:3000\n}\n",
            "http2-to-backend");
        row("the scheme of WebSocket over TLS", ":8080 {\n    reverse_proxy wss://h.example\n}\n",
            "wrong-scheme");
        row("a path in the address", ":8080 {\n    reverse_proxy http://127.0.0.1:3000/ws\n}\n",
            "path-not-allowed");
        row("plain text to a TLS port", ":8080 {\n    reverse_proxy h.example:443\n}\n", "plain-to-tls");
        row("http to 443", ":8080 {\n    reverse_proxy http://h.example:443\n}\n", "plain-to-tls");
        row("https to 80", ":8080 {\n    reverse_proxy https://h.example:80\n}\n", "tls-to-plain-backend");
        row("no address", ":8080 {\n    reverse_proxy /ws*\n}\n", "backend-missing", "backend-missing");
        row("addresses in the block",
            ":8080 {\n    reverse_proxy {\n        to 127.0.0.1:1 127.0.0.1:2\n    }\n}\n", "passes");
        row("respond comes first", ":8080 {\n    reverse_proxy /ws* 127.0.0.1:3000\n    respond \"x\"\n}\n",
            "answered-before");
        row("respond for another path",
            ":8080 {\n    reverse_proxy /ws* 127.0.0.1:3000\n    respond /x \"x\"\n}\n", "passes");
        row("respond behind in a route",
            ":8080 {\n    route {\n        reverse_proxy /ws* 127.0.0.1:3000\n        respond \"x\"\n    "
            "}\n}\n",
            "passes");
        row("respond before in a route",
            ":8080 {\n    route {\n        respond \"x\"\n        reverse_proxy 127.0.0.1:3000\n    }\n}\n",
            "answered-before");
        row("respond in a handle of its own",
            ":8080 {\n    handle /ws* {\n        reverse_proxy 127.0.0.1:3000\n    }\n    handle {\n        "
            "respond \"x\"\n    }\n}\n",
            "passes");
        row("all is redirected",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000\n    redir https://h.example{uri}\n}\n",
            "answered-before");
        row("a matcher that counts letters",
            ":8080 {\n    @ws header Upgrade WebSocket\n    reverse_proxy @ws 127.0.0.1:3000\n}\n",
            "condition-never-true");
        row("a Connection that is no list",
            ":8080 {\n    @ws header Connection Upgrade\n    reverse_proxy @ws 127.0.0.1:3000\n}\n",
            "connection-is-a-list");
        row("a matcher of both",
            ":8080 {\n    @ws {\n        header Connection *Upgrade*\n        header Upgrade websocket\n    "
            "}\n    reverse_proxy @ws 127.0.0.1:3000\n}\n",
            "passes");
        row("a matcher that is not defined",
            ":8080 {\n    @ws header Upgrade websocket\n    reverse_proxy @wss 127.0.0.1:3000\n}\n",
            "matcher-undefined");
        row("FastCGI", ":8080 {\n    php_fastcgi unix//run/php.sock\n}\n", "not-http", "not-http");
        row("FastCGI by transport",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        transport fastcgi\n    }\n}\n", "not-http",
            "not-http");
        row("a snippet",
            "(up) {\n    reverse_proxy {args.0} {\n        header_up -Upgrade\n    }\n}\n:8080 {\n    import "
            "up 127.0.0.1:3000\n}\n",
            "upgrade-dropped");
        row("a snippet that is not defined", ":8080 {\n    import nope\n}\n", "snippet-undefined",
            "snippet-undefined");
        row("a snippet that is spelled otherwise",
            "(proxy) {\n    reverse_proxy 127.0.0.1:1\n}\n:8080 {\n    import proyx\n}\n",
            "snippet-undefined");
        row("a missing brace", ":8080 {\n    reverse_proxy 127.0.0.1:3000\n", "missing-brace");
        row("a brace too many", ":8080 {\n    reverse_proxy 127.0.0.1:3000\n}\n}\n", "stray-brace");
        row("a brace without a space", ":8080{\n    reverse_proxy 127.0.0.1:3000\n}\n", "brace-needs-space");
        row("a block on one line",
            ":8080 {\n    reverse_proxy 127.0.0.1:3000 {\n        transport http { versions 2 }\n    }\n}\n",
            "brace-not-last brace-not-first http2-to-backend");
        row("a closing brace behind a word", ":8080 {\n    reverse_proxy 127.0.0.1:3000 }\n",
            "brace-not-first");
        row("an empty block", ":8080 {\n    reverse_proxy 127.0.0.1:3000 { }\n}\n", "brace-not-last");
        row("an unclosed quote", ":8080 {\n    reverse_proxy \"127.0.0.1:3000\n}\n", "unclosed-quote");
        row("a directive in no site", "reverse_proxy 127.0.0.1:3000\n", "outside-site", "outside-site");
        row("the environment with a default", ":8080 {\n    reverse_proxy {$B:h2c://127.0.0.1:3000}\n}\n",
            "http2-to-backend", "http2-to-backend");
        row("a comment", ":8080 {\n    # respond \"x\"\n    reverse_proxy 127.0.0.1:3000 # here\n}\n",
            "passes");
    }
    void whatLosesAnUpgradeIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, ids);
        QFETCH(QString, after);
        const auto report = judged::report(Product::Caddy, text.toStdString());
        QCOMPARE(judged::found(report), ids);
        QCOMPARE(judged::foundAfterRepair(Product::Caddy, report), after);
    }
    void whatIsWorthKnowingIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isSaid");
        const auto row = [](const char *name, const char *text, const char *id, bool isSaid = true) {
            QTest::newRow(name) << text << id << isSaid;
        };
        row("a path that is taken away",
            ":8080 {\n    handle_path /ws/* {\n        reverse_proxy 127.0.0.1:3000\n    }\n}\n",
            "path-rewritten");
        row("a path that fits not itself", ":8080 {\n    reverse_proxy /ws/* 127.0.0.1:3000\n}\n",
            "path-not-fitted");
        row("a path that fits itself alone", ":8080 {\n    reverse_proxy /ws 127.0.0.1:3000\n}\n",
            "path-not-fitted");
        row("automatic HTTPS", "a.example {\n    reverse_proxy 127.0.0.1:3000\n}\n", "automatic-https");
        row("no automatic HTTPS", ":8080 {\n    reverse_proxy 127.0.0.1:3000\n}\n", "automatic-https", false);
        row("ws:// in 2.6", ":8080 {\n    reverse_proxy ws://127.0.0.1:3000\n}\n", "wrong-scheme");
    }
    void whatIsWorthKnowingIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const auto report = judged::report(Product::Caddy, text.toStdString());
        QTEST(judged::remarks(report).contains(id), "isSaid");
    }
    void onePathIsAskedAbout()
    {
        judged::config::Question question;
        question.path = "/ws";
        question.host = "b.example";
        const std::string text =
            "a.example {\n reverse_proxy 127.0.0.1:1\n}\nb.example {\n handle /ws* {\n  reverse_proxy "
            "127.0.0.1:2\n }\n handle {\n  reverse_proxy 127.0.0.1:3\n }\n}\n";
        QCOMPARE(judged::report(Product::Caddy, text, question).places.at(0).backend,
                 std::string("127.0.0.1:2"));
        question.path = "/x";
        QCOMPARE(judged::report(Product::Caddy, text, question).places.at(0).backend,
                 std::string("127.0.0.1:3"));
        question.host = "c.example";
        QCOMPARE(judged::found(judged::report(Product::Caddy, text, question)), "not-proxied");
    }
};

QTEST_APPLESS_MAIN(TestCaddyJudge)
#include "tst_caddyjudge.moc"
