// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using judged::config::Product;

class TestHaProxyJudge : public QObject
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
        row("an ordinary one",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s 127.0.0.1:3000\n",
            "passes");
        row("a listen section", "listen all\n    mode http\n    bind :80\n    server s 127.0.0.1:1\n",
            "passes");
        row("mode tcp",
            "frontend www\n    bind :80\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("the mode of named defaults",
            "defaults d\n    mode http\ndefaults t\n    mode tcp\nfrontend www from d\n    bind :80\n    "
            "default_backend app from d\nbackend app from d\n    server s 127.0.0.1:3000\n",
            "passes");
        row("modes that differ",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "mode tcp\n    server s 127.0.0.1:1\n",
            "mode-mismatch");
        row("modes that differ by defaults",
            "defaults t\n    mode tcp\nfrontend www\n    mode http\n    bind :80\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "mode-mismatch");
        row("Upgrade is taken away",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request del-header Upgrade\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "upgrade-dropped");
        row("Upgrade is taken away in the backend",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "http-request del-header upgrade\n    server s 127.0.0.1:1\n",
            "upgrade-dropped");
        row("Upgrade is set anew",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request set-header Upgrade "
            "%[req.hdr(Upgrade)]\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("Upgrade is set to another",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request set-header Upgrade h2c\n  "
            "  default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "upgrade-dropped");
        row("Connection is closed",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request set-header Connection "
            "close\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "connection-close");
        row("Connection is set right",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request set-header Connection "
            "Upgrade\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("the key is taken away",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request del-header "
            "Sec-WebSocket-Key\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "key-changed");
        row("another method",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request set-method POST\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "method-changed");
        row("all is denied",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request deny\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "answered-before");
        row("upgrades are denied",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request deny if { hdr(Upgrade) -i "
            "websocket }\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "answered-before");
        row("others are denied",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request deny if !{ hdr(Upgrade) "
            "-i websocket }\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("others are denied by unless",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request deny unless { "
            "hdr(Upgrade) -m found }\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("upgrades or others are denied",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request deny if FALSE or TRUE\n   "
            " default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "answered-before");
        row("all is redirected",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    redirect scheme https\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "answered-before", "answered-before");
        row("plain text is redirected",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request redirect scheme https "
            "unless { ssl_fc }\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("an acl that counts letters",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    acl ws hdr(Upgrade) WebSocket\n    "
            "use_backend app if ws\nbackend app\n    server s 127.0.0.1:3000\n",
            "condition-never-true");
        row("an acl that does not",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    acl ws hdr(Upgrade) -i WebSocket\n    "
            "use_backend app if ws\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("an anonymous acl that counts letters",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    use_backend app if { hdr(Connection) "
            "upgrade }\nbackend app\n    server s 127.0.0.1:3000\n",
            "condition-never-true");
        row("an acl that is not defined",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    acl is_ws hdr(Upgrade) -i websocket\n  "
            "  use_backend app if is_w\nbackend app\n    server s 127.0.0.1:3000\n",
            "acl-undefined");
        row("a condition that is not closed",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    use_backend app if { path_beg "
            "/ws\nbackend app\n    server s 127.0.0.1:3000\n",
            "missing-brace");
        row("a backend that is not defined",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend nowhere",
            "backend-undefined", "backend-undefined");
        row("a backend that is spelled otherwise",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend apps\nbackend app\n    "
            "server s 127.0.0.1:3000\n",
            "backend-undefined");
        row("a backend without a server",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "balance roundrobin\n",
            "backend-without-server", "backend-without-server");
        row("a server without an address",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s\n",
            "backend-without-host backend-without-server", "backend-without-host backend-without-server");
        row("HTTP/2 to the server",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s 127.0.0.1:1 proto h2\n",
            "http2-to-backend");
        row("HTTP/2 by ALPN",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s 127.0.0.1:1 ssl verify none alpn h2\n",
            "http2-to-backend");
        row("HTTP/2 by ALPN, and 1.1 for WebSocket",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s 127.0.0.1:1 ssl verify none alpn h2 ws h1\n",
            "passes");
        row("plain text to a TLS port",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s 127.0.0.1:443\n",
            "plain-to-tls", "plain-to-tls");
        row("TLS that nobody verifies",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend app\n    "
            "server s h.example:443 ssl\n",
            "certificate-authority-missing", "certificate-authority-missing");
        row("HTTP/2 alone in front",
            "defaults\n    mode http\nfrontend www\n    bind :443 ssl crt x alpn h2\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "http2-only");
        row("HTTP/2 and 1.1 in front",
            "defaults\n    mode http\nfrontend www\n    bind :443 ssl crt x alpn h2,http/1.1\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("an option that is gone",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    option forceclose\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "not-supported");
        row("a rule that is gone",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    reqidel ^Upgrade:\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "not-supported upgrade-dropped");
        row("option http-server-close",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    option http-server-close\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("option httpclose",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    option httpclose\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "passes");
        row("the accept is taken away",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-response del-header "
            "Sec-WebSocket-Accept\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "accept-changed");
        row("an unclosed quote",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    default_backend \"app\nbackend app\n   "
            " server s 127.0.0.1:3000\n",
            "unclosed-quote");
        row("a line in no section",
            "bind :80\ndefaults\n    mode http\nfrontend www\n    bind :80\n    default_backend app\nbackend "
            "app\n    server s 127.0.0.1:3000\n",
            "outside-section", "outside-section");
        row("a backend alone",
            "backend app\n    mode http\n    http-request del-header Upgrade\n    server s 127.0.0.1:1\n",
            "upgrade-dropped");
    }
    void whatLosesAnUpgradeIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, ids);
        QFETCH(QString, after);
        const auto report = judged::report(Product::HaProxy, text.toStdString());
        QCOMPARE(judged::found(report), ids);
        QCOMPARE(judged::foundAfterRepair(Product::HaProxy, report), after);
    }
    void whatIsWorthKnowingIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isSaid");
        const auto row = [](const char *name, const char *text, const char *id, bool isSaid = true) {
            QTest::newRow(name) << text << id << isSaid;
        };
        row("30 s are cut",
            "defaults\n    mode http\n    timeout client 30s\n    timeout server 30s\nfrontend www\n    bind "
            ":80\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "tunnel-timeout");
        row("an hour is enough",
            "defaults\n    mode http\n    timeout client 30s\n    timeout tunnel 1h\nfrontend www\n    bind "
            ":80\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "tunnel-timeout", false);
        row("a short tunnel",
            "defaults\n    mode http\n    timeout tunnel 10s\nfrontend www\n    bind :80\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "idle-cut");
        row("no bind",
            "defaults\n    mode http\nfrontend www\n    default_backend app\nbackend app\n    server s "
            "127.0.0.1:3000\n",
            "bind-missing");
        row("httpclose in older versions",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    option httpclose\n    default_backend "
            "app\nbackend app\n    server s 127.0.0.1:3000\n",
            "connection-close");
        row("a condition on the path",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request del-header Upgrade if { "
            "path_beg /x }\n    default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "upgrade-dropped");
        row("Host is changed",
            "defaults\n    mode http\nfrontend www\n    bind :80\n    http-request set-header Host x\n    "
            "default_backend app\nbackend app\n    server s 127.0.0.1:3000\n",
            "host-rewritten");
    }
    void whatIsWorthKnowingIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const auto report = judged::report(Product::HaProxy, text.toStdString());
        QTEST(judged::remarks(report).contains(id), "isSaid");
    }
    void oldVersionsCloseWithHttpclose()
    {
        judged::config::Question question;
        question.version = {1, 5, 0};
        const std::string text = "defaults\n    mode http\n    option httpclose\nlisten a\n    bind :80\n    "
                                 "server s 127.0.0.1:1\n";
        const auto report = judged::report(Product::HaProxy, text, question);
        QCOMPARE(judged::found(report), "connection-close");
        QCOMPARE(judged::foundAfterRepair(Product::HaProxy, report, question), "passes");
    }
    void onePathIsAskedAbout()
    {
        judged::config::Question question;
        question.path = "/ws";
        const std::string text =
            "defaults\n    mode http\nfrontend f\n    bind :80\n    use_backend a if { path_beg /ws }\n"
            "    use_backend b if { path /x }\nbackend a\n    server s 127.0.0.1:1\nbackend b\n    server s "
            "127.0.0.1:2\n";
        QCOMPARE(judged::report(Product::HaProxy, text, question).places.at(0).backend,
                 std::string("127.0.0.1:1"));
        question.path = "/x";
        QCOMPARE(judged::report(Product::HaProxy, text, question).places.at(0).backend,
                 std::string("127.0.0.1:2"));
        question.path = "/y";
        QCOMPARE(judged::found(judged::report(Product::HaProxy, text, question)), "not-proxied");
    }
};

QTEST_APPLESS_MAIN(TestHaProxyJudge)
#include "tst_haproxyjudge.moc"
