// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using judged::config::Product;

namespace {

const QString kVersion = "proxy_http_version 1.1;";
const QString kUpgrade = "proxy_set_header Upgrade $http_upgrade;";
const QString kConnection = "proxy_set_header Connection \"upgrade\";";
const QString kAll = kVersion + kUpgrade + kConnection;
const QString kPass = "proxy_pass http://127.0.0.1:3000;";

QString server(const QString &lines)
{
    return "http {\nserver {\n" + lines + "\n}\n}\n";
}
QString location(const QString &lines, const QString &where = "/ws")
{
    return server("location " + where + " {\n" + lines + "\n}");
}
QString withMap(const QString &map, const QString &value = "$up")
{
    return "http {\nmap $http_upgrade $up {\n" + map + "\n}\nserver {\nlocation /ws {\n" + kPass + kVersion
        + kUpgrade + "\nproxy_set_header Connection " + value + ";\n}\n}\n}\n";
}

} // namespace

class TestNginxJudge : public QObject
{
    Q_OBJECT
private slots:
    void whatLosesAnUpgradeIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        QTest::addColumn<QString>("after"); // what is left when all that can be repaired is
        const auto row = [](const char *name, const QString &text, const char *ids,
                            const char *after = "passes") { QTest::newRow(name) << text << ids << after; };
        row("all three lines", location(kPass + kAll), "passes");
        row("nothing is told", location(kPass), "http-1-0 upgrade-dropped connection-close");
        row("only the version", location(kPass + kVersion), "upgrade-dropped connection-close");
        row("no Connection", location(kPass + kVersion + kUpgrade), "connection-close");
        row("no version", location(kPass + kUpgrade + kConnection), "http-1-0");
        row("version 1.0", location(kPass + "proxy_http_version 1.0;" + kUpgrade + kConnection), "http-1-0");
        row("version 2", location(kPass + "proxy_http_version 2;" + kUpgrade + kConnection), "http-1-0");
        row("the version of the server",
            server(kVersion + "location / {" + kPass + kUpgrade + kConnection + "}"), "passes");
        row("all of the server", server(kAll + "location / {" + kPass + "}"), "passes");
        row("headers of the server are dropped by one here",
            server(kAll + "location / {\n" + kPass + "\nproxy_set_header X y;\n}"),
            "headers-not-inherited connection-close");
        row("headers of the http block are dropped by those of the server",
            "http {" + kAll + "server { proxy_set_header Host $host; location / {\n" + kPass + "\n}\n}\n}",
            "upgrade-dropped connection-close");
        row("Connection Upgrade with a capital",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection Upgrade;"), "passes");
        row("a list with upgrade",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection \"keep-alive, Upgrade\";"),
            "passes");
        row("the client's Connection",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection $http_connection;"),
            "passes");
        row("Connection close", location(kPass + kVersion + kUpgrade + "proxy_set_header Connection close;"),
            "connection-close");
        row("Connection empty", location(kPass + kVersion + kUpgrade + "proxy_set_header Connection \"\";"),
            "connection-close");
        row("Connection keep-alive",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection keep-alive;"),
            "connection-close");
        row("Connection of $http_upgrade",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection $http_upgrade;"),
            "connection-close");
        row("Upgrade of $connection_upgrade",
            location(kPass + kVersion + kConnection + "proxy_set_header Upgrade $connection_upgrade;"),
            "variable-undefined");
        row("Upgrade of another header",
            location(kPass + kVersion + kConnection + "proxy_set_header Upgrade $http_connection;"),
            "upgrade-wrong-value");
        row("Upgrade as a text",
            location(kPass + kVersion + kConnection + "proxy_set_header Upgrade websocket;"), "passes");
        row("Upgrade empty", location(kPass + kVersion + kConnection + "proxy_set_header Upgrade \"\";"),
            "upgrade-dropped");
        row("names in other letters",
            location(kPass + kVersion
                     + "proxy_set_header upgrade $http_upgrade; proxy_set_header CONNECTION upgrade;"),
            "passes");
        row("a name with a colon",
            location(kPass + kVersion + kConnection + "proxy_set_header Upgrade: $http_upgrade;"),
            "header-name-colon");
        row("a variable without its map",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection $connection_upgrade;"),
            "variable-undefined");
        row("a good map", withMap("default upgrade; '' close;"), "passes");
        row("a map by a regular expression", withMap("default close; ~*^websocket$ upgrade;"), "passes");
        row("a map with the wrong default", withMap("default close;"), "map-wrong");
        row("a map of websocket alone", withMap("websocket upgrade; default close;"), "passes");
        row("a map whose default is keep-alive", withMap("default keep-alive;\n'' close;"), "map-wrong");
        row("an empty map", withMap(""), "map-wrong");
        row("a map by another one",
            "http { map $http_upgrade $x { default upgrade; } map $http_upgrade $up { default $x; '' close; }"
                + server("location / {" + kPass + kVersion + kUpgrade + "proxy_set_header Connection $up; }")
                      .mid(6),
            "passes");
        row("a map of the wrong variable",
            withMap("default upgrade; '' close;").replace("map $http_upgrade", "map $http_host"), "passes");
        row("a variable that set gives",
            location("set $c upgrade;" + kPass + kVersion + kUpgrade + "proxy_set_header Connection $c;"),
            "passes");
        row("the scheme of WebSocket", location("proxy_pass ws://127.0.0.1:3000;" + kAll), "wrong-scheme");
        row("the scheme of WebSocket over TLS", location("proxy_pass wss://127.0.0.1:3000;" + kAll),
            "wrong-scheme");
        row("no scheme", location("proxy_pass 127.0.0.1:3000;" + kAll), "wrong-scheme");
        row("no host", location("proxy_pass http://;" + kAll), "backend-without-host",
            "backend-without-host");
        row("no URL", location("proxy_pass;" + kAll), "backend-missing", "backend-missing");
        row("an upstream that is not defined", location("proxy_pass http://backend;" + kAll),
            "upstream-undefined", "upstream-undefined");
        row("an upstream that is spelled otherwise",
            "upstream backend { server 127.0.0.1:1; }\nserver { location / {\nproxy_pass http://backnd;\n"
                + kAll + "}\n}",
            "upstream-undefined");
        row("an upstream",
            "upstream backend { server 127.0.0.1:1; }\nserver { location / { proxy_pass http://backend; "
                + kAll + "}}",
            "passes");
        row("an upstream without a server",
            "upstream backend { }\nserver { location / { proxy_pass http://backend; " + kAll + "}}",
            "upstream-empty", "upstream-empty");
        row("an upstream with a port",
            "upstream b { server 127.0.0.1:1; }\nserver { location / { proxy_pass http://b:80; " + kAll
                + "}}",
            "upstream-with-port");
        row("a host by its name and port", location("proxy_pass http://app:3000;" + kAll), "passes");
        row("plain text to a TLS port", location("proxy_pass http://h.example:443;" + kAll), "plain-to-tls");
        row("TLS to port 80", location("proxy_pass https://h.example:80;" + kAll), "tls-to-plain-backend");
        row("a variable without a resolver",
            location("set $b app.example; proxy_pass http://$b:3000;" + kAll), "resolver-missing",
            "resolver-missing");
        row("a variable with a resolver",
            location("resolver 127.0.0.53; set $b app.example; proxy_pass http://$b:3000;" + kAll), "passes");
        row("a variable that is an address", location("set $b 127.0.0.1; proxy_pass http://$b:3000;" + kAll),
            "passes");
        row("a path in a regular expression", location("proxy_pass http://127.0.0.1:1/;" + kAll, "~ ^/ws"),
            "path-not-allowed");
        row("return in the location", location("return 301 https://$host$request_uri;" + kPass + kAll),
            "answered-before", "answered-before");
        row("return in the server", server("return 301 https://$host;\nlocation / {" + kPass + kAll + "}"),
            "answered-before", "answered-before");
        row("return in an if", location("if ($http_upgrade = \"\") { return 426; }" + kPass + kAll),
            "passes");
        row("a rewrite that redirects all", location("rewrite ^ https://$host permanent;" + kPass + kAll),
            "answered-before", "answered-before");
        row("deny all", location("deny all;" + kPass + kAll), "forbidden-by-proxy", "forbidden-by-proxy");
        row("deny all behind an allow", location("allow 10.0.0.0/8; deny all;" + kPass + kAll), "passes");
        row("an internal location", location("internal;\n" + kPass + kAll), "internal");
        row("limit_except without GET", location(kPass + kAll + "limit_except POST { deny all; }"),
            "method-denied");
        row("limit_except with GET", location(kPass + kAll + "limit_except GET { deny all; }"), "passes");
        row("another method", location(kPass + kAll + "proxy_method POST;"), "method-changed");
        row("no request headers", location(kPass + kAll + "proxy_pass_request_headers off;"),
            "request-headers-dropped");
        row("the key is taken away", location(kPass + kAll + "proxy_set_header Sec-WebSocket-Key \"\";"),
            "key-changed");
        row("the accept is hidden", location(kPass + kAll + "proxy_hide_header Sec-WebSocket-Accept;"),
            "accept-changed");
        row("a regular expression takes the path",
            server("location ~ ^/w { return 404; }\nlocation /ws {" + kPass + kAll + "}"), "location-taken");
        row("^~ keeps the path",
            server("location ~ ^/w { return 404; }\nlocation ^~ /ws {" + kPass + kAll + "}"), "passes");
        row("FastCGI", location("fastcgi_pass unix:/run/php.sock;", "~ \\.php$"), "not-http", "not-http");
        row("gRPC", location("grpc_pass grpc://127.0.0.1:1;"), "not-http", "not-http");
        row("proxy_pass in the server", server(kPass),
            "wrong-context http-1-0 upgrade-dropped connection-close", "wrong-context");
        row("proxy_pass alone", kPass, "outside-location", "outside-location");
        row("a location outside a server", "location /ws {" + kPass + kAll + "}", "location-outside-server",
            "location-outside-server");
        row("a location in the http block", "http { location /ws {" + kPass + kAll + "} }",
            "location-outside-server", "location-outside-server");
        row("a location twice",
            server("location /ws {" + kPass + kAll + "}\nlocation /ws {" + kPass + kAll + "}"),
            "duplicate-location", "duplicate-location");
        row("a directive with a typing error",
            location(kPass + kVersion + kUpgrade + "proxy_set_heder Connection upgrade;"),
            "unknown-directive connection-close");
        row("proxy_set_header in an if",
            location("if ($http_upgrade) {" + kPass + kUpgrade + "}" + kVersion + kConnection),
            "wrong-context connection-close", "wrong-context connection-close");
        row("three arguments",
            location(kPass + kVersion + kUpgrade + "proxy_set_header Connection keep-alive, Upgrade;"),
            "wrong-arguments", "wrong-arguments");
        row("the stream module", "stream { server { listen 1; proxy_pass 127.0.0.1:2; } }", "passes");
    }
    void whatLosesAnUpgradeIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, ids);
        QFETCH(QString, after);
        const auto report = judged::report(Product::Nginx, text.toStdString());
        QCOMPARE(judged::found(report), ids);
        QCOMPARE(judged::foundAfterRepair(Product::Nginx, report), after);
    }
    void whatIsWorthKnowingIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isSaid");
        const auto row = [](const char *name, const QString &text, const char *id, bool isSaid = true) {
            QTest::newRow(name) << text << id << isSaid;
        };
        row("60 s are cut", location(kPass + kAll), "nginx-read-timeout");
        row("an hour is enough", location(kPass + kAll + "proxy_read_timeout 1h;"), "nginx-read-timeout",
            false);
        row("30 s of the server", server("proxy_read_timeout 30s; location / {" + kPass + kAll + "}"),
            "nginx-read-timeout");
        row("no Host", location(kPass + kAll), "host-rewritten");
        row("Host", location(kPass + kAll + "proxy_set_header Host $host;"), "host-rewritten", false);
        row("a path in proxy_pass", location("proxy_pass http://127.0.0.1:1/;" + kAll, "/ws/"),
            "path-rewritten");
        row("the same path", location("proxy_pass http://127.0.0.1:1/ws/;" + kAll, "/ws/"), "path-rewritten",
            false);
        row("a path for one path alone, and a slash",
            location("proxy_pass http://127.0.0.1:1/ws/;" + kAll, "= /ws"), "path-rewritten");
        row("that one path itself", location("proxy_pass http://127.0.0.1:1/ws;" + kAll, "= /ws"),
            "path-rewritten", false);
        row("the answer's subprotocol is hidden",
            location(kPass + kAll + "proxy_hide_header Sec-WebSocket-Protocol;"), "subprotocol-stripped");
        row("an empty value beside one that passes",
            location(kPass + kAll + "proxy_set_header Connection \"\";"), "header-twice", false);
        row("two values", location(kPass + "proxy_set_header Connection close;" + kAll), "header-twice");
        row("HTTP/2 in front", server("listen 443 ssl http2; location / {" + kPass + kAll + "}"),
            "http2-in-front");
        row("a port of TLS without it", server("listen 443; location / {" + kPass + kAll + "}"),
            "listen-without-tls");
        row("a login", location("auth_basic x;" + kPass + kAll), "login-at-proxy");
        row("a slash at the end", location(kPass + kAll, "/ws/"), "trailing-slash");
        row("a slash at the end, and one behind proxy_pass",
            location("proxy_pass http://127.0.0.1:1/;" + kAll, "/ws/"), "trailing-slash");
        row("no compression", location(kPass + kAll + "proxy_set_header Sec-WebSocket-Extensions \"\";"),
            "compression-stripped");
        row("no name in TLS", location("proxy_pass https://h.example;" + kAll), "sni-not-sent");
    }
    void whatIsWorthKnowingIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const auto report = judged::report(Product::Nginx, text.toStdString());
        QTEST(judged::remarks(report).contains(id), "isSaid");
        QVERIFY(report.places.at(0).passes());
    }
    void onePathArrivesAsItIsWritten()
    {
        const auto report = judged::report(
            Product::Nginx, location("proxy_pass http://127.0.0.1:1/chat/;" + kAll, "= /ws").toStdString());
        std::vector<std::string> told;
        for (const auto &cause : report.places.at(0).causes)
            if (cause.id == "path-rewritten")
                told.push_back(cause.sentence);
        QCOMPARE(told,
                 std::vector<std::string>{
                     R"("/ws" arrives at the backend as "/chat/", because proxy_pass has a path.)"});
    }
    void aNewNginxSpeaksHttp11ByItself()
    {
        judged::config::Question question;
        question.version = {1, 29, 7};
        QCOMPARE(judged::found(judged::report(
                     Product::Nginx, location(kPass + kUpgrade + kConnection).toStdString(), question)),
                 "passes");
    }
    void onePathIsAskedAbout_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("title");
        QTest::newRow("exact") << "/exact"
                               << "location = /exact";
        QTest::newRow("the longest prefix") << "/ws/deep/x"
                                            << "location /ws/deep";
        QTest::newRow("a regular expression wins") << "/ws/a.re"
                                                   << "location ~ \\.re$";
        QTest::newRow("but not over ^~") << "/firm/a.re"
                                         << "location ^~ /firm";
        QTest::newRow("the rest") << "/other"
                                  << "location /";
        QTest::newRow("nobody") << "/none/x"
                                << "";
    }
    void onePathIsAskedAbout()
    {
        QFETCH(QString, path);
        const QString text =
            server("location / {" + kPass + "} location = /exact {" + kPass + "} location /ws {" + kPass
                   + "} location /ws/deep {" + kPass + "} location ~ \\.re$ {" + kPass
                   + "} location ^~ /firm {" + kPass + "} location ^~ /none { return 404; }");
        judged::config::Question question;
        question.path = path.toStdString();
        const auto report = judged::report(Product::Nginx, text.toStdString(), question);
        const QString title =
            report.places.empty() ? QString() : QString::fromStdString(report.places.front().title);
        QTEST(title, "title");
        QCOMPARE(report.asked.has_value(), title.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestNginxJudge)
#include "tst_nginxjudge.moc"
