// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using judged::config::Product;

class TestApacheJudge : public QObject
{
    Q_OBJECT
private slots:
    void aFileForOneDirectoryHasRulesOfItsOwn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        QTest::newRow("a pattern without a slash")
            << "RewriteEngine On\nRewriteRule ^ws/(.*) ws://127.0.0.1:1/$1 [P]"
            << "passes";
        QTest::newRow("a pattern with a slash")
            << "RewriteEngine On\nRewriteRule ^/ws/(.*) ws://127.0.0.1:1/$1 [P]"
            << "pattern-with-slash";
        QTest::newRow("a slash that may be")
            << "RewriteEngine On\nRewriteRule ^/?ws/(.*) ws://127.0.0.1:1/$1 [P]"
            << "passes";
        QTest::newRow("what may not stand here") << "ProxyPass /ws ws://127.0.0.1:1/"
                                                 << "not-in-htaccess";
        QTest::newRow("a handler") << "SetHandler proxy:ws://127.0.0.1:1/"
                                   << "passes";
    }
    void aFileForOneDirectoryHasRulesOfItsOwn()
    {
        QFETCH(QString, text);
        judged::config::Question question;
        question.product = Product::Apache;
        const auto report = judged::config::readConfig(
            "/srv/.htaccess", judged::in({{"/srv/.htaccess", text.toStdString()}}), question);
        QTEST(judged::found(*report), "ids");
    }
    void whatLosesAnUpgradeIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        QTest::addColumn<QString>("after"); // what is left when all that can be repaired is
        const auto row = [](const char *name, const char *text, const char *ids,
                            const char *after = "passes") { QTest::newRow(name) << text << ids << after; };
        row("upgrade=websocket", "ProxyPass /ws http://127.0.0.1:3000/ws upgrade=websocket", "passes");
        row("upgrade=ANY", "ProxyPass /ws http://127.0.0.1:3000/ws upgrade=ANY", "passes");
        row("the scheme of WebSocket", "ProxyPass \"/ws\" \"ws://127.0.0.1:3000/ws\"", "passes");
        row("an ordinary line", "ProxyPass \"/ws\" \"http://127.0.0.1:3000/ws\"", "upgrade-dropped");
        row("another protocol", "ProxyPass /ws http://127.0.0.1:3000/ws upgrade=h2c", "upgrade-dropped");
        row("in a Location", "<Location /ws>\nProxyPass http://127.0.0.1:3000/ws\n</Location>",
            "upgrade-dropped");
        row("in a Location that is right",
            "<Location /ws>\nProxyPass http://127.0.0.1:3000/ws upgrade=websocket\n</Location>", "passes");
        row("in a VirtualHost",
            "<VirtualHost *:80>\n  ProxyPass /ws http://127.0.0.1:3000/ws\n</VirtualHost>",
            "upgrade-dropped");
        row("a match", "ProxyPassMatch ^/ws/(.*)$ http://127.0.0.1:3000/$1", "upgrade-dropped");
        row("letters count for nothing", "proxypass /ws http://127.0.0.1:3000/ws UPGRADE=websocket",
            "passes");
        row("a line that goes on", "ProxyPass /ws \\\n  http://127.0.0.1:3000/ws \\\n  upgrade=websocket",
            "passes");
        row("a comment", "# ProxyPass / http://127.0.0.1:3000/\nProxyPass /ws ws://127.0.0.1:3000/ws",
            "passes");
        row("a URL without a host", "ProxyPass \"/ws/\" \"ws://\"", "backend-without-host",
            "backend-without-host");
        row("a line without a URL", "ProxyPass /ws", "backend-missing", "backend-missing");
        row("no URL at all", "ProxyPass /ws 127.0.0.1:3000", "wrong-scheme", "wrong-scheme");
        row("the shorter path first",
            "ProxyPass / http://127.0.0.1:3000/ upgrade=websocket\nProxyPass /ws ws://127.0.0.1:3000/ws\n",
            "proxypass-order");
        row("a pattern of a directory",
            "<Directory /srv>\nRewriteEngine On\nRewriteRule ^ws/(.*) ws://127.0.0.1:1/$1 [P]\n</Directory>",
            "passes");
        row("a pattern of a directory with a slash",
            "<Directory /srv>\nRewriteEngine On\nRewriteRule ^/ws/(.*) ws://127.0.0.1:1/$1 [P]\n</Directory>",
            "pattern-with-slash");
        row("a pattern behind the path of all",
            "ProxyPass / ws://127.0.0.1:3000/\nProxyPassMatch ^/ws/(.*)$ ws://127.0.0.1:3001/$1",
            "proxypass-order");
        row("a pattern behind one that fits more",
            "ProxyPassMatch ^/(.*)$ ws://127.0.0.1:3000/$1\nProxyPassMatch ^/ws/(.*)$ "
            "ws://127.0.0.1:3001/$1",
            "proxypass-order");
        row("a pattern behind one that fits less",
            "ProxyPassMatch ^/ws/[^/]+$ ws://127.0.0.1:3000/$0\nProxyPassMatch ^/ws/(.*)$ "
            "ws://127.0.0.1:3001/$1",
            "passes");
        row("a pattern that may fit more than the path before it",
            "ProxyPass /ws ws://127.0.0.1:3000/ws\nProxyPassMatch ^/wsa?$ ws://127.0.0.1:3001/ws", "passes");
        row("the longer path first",
            "ProxyPass /ws ws://127.0.0.1:3000/ws\nProxyPass / http://127.0.0.1:3000/ upgrade=websocket\n",
            "passes");
        row("a path that only begins alike",
            "ProxyPass /w http://127.0.0.1:3000/w upgrade=websocket\nProxyPass /ws ws://127.0.0.1:3000/ws",
            "passes");
        row("an exclusion first", "ProxyPass /ws !\nProxyPass /ws ws://127.0.0.1:3000/ws\n",
            "proxypass-order");
        row("an exclusion for others", "ProxyPass /static !\nProxyPass / ws://127.0.0.1:3000/", "passes");
        row("a later Location of a shorter path",
            "<Location /ws>\nProxyPass ws://127.0.0.1:3000/ws\n</Location>\n<Location />\nProxyPass "
            "ws://127.0.0.1:3000/\n</Location>",
            "proxypass-order", "proxypass-order");
        row("modules that are loaded",
            "LoadModule proxy_module m/mod_proxy.so\nLoadModule proxy_http_module "
            "m/mod_proxy_http.so\nProxyPass /ws http://127.0.0.1:3000/ws upgrade=websocket",
            "passes");
        row("mod_proxy_http is missing",
            "LoadModule proxy_module m/mod_proxy.so\nProxyPass /ws http://127.0.0.1:3000/ws "
            "upgrade=websocket",
            "proxy-module-not-loaded");
        row("mod_proxy is missing",
            "LoadModule proxy_http_module m/mod_proxy_http.so\nProxyPass /ws http://127.0.0.1:3000/ws "
            "upgrade=websocket",
            "proxy-module-not-loaded");
        row("mod_rewrite is missing",
            "LoadModule proxy_module m/mod_proxy.so\nLoadModule proxy_http_module "
            "m/mod_proxy_http.so\nRewriteEngine On\nRewriteCond %{HTTP:Upgrade} websocket [NC]\nRewriteRule "
            "^/(.*) ws://127.0.0.1:3000/$1 [P,L]\n",
            "proxy-module-not-loaded");
        row("a right rewrite",
            "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} websocket [NC]\nRewriteRule ^/(.*) "
            "ws://127.0.0.1:3000/$1 [P,L]\n",
            "passes");
        row("a right rewrite before an ordinary line",
            "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} websocket [NC]\nRewriteRule ^/(.*) "
            "ws://127.0.0.1:3000/$1 [P,L]\nProxyPass / http://127.0.0.1:3000/",
            "passes");
        row("a rewrite by an exact text",
            "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} =websocket [NC]\nRewriteRule /(.*) "
            "ws://127.0.0.1:3000/$1 [P,L]",
            "passes");
        row("a condition that counts letters",
            "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} ^WebSocket$\nRewriteRule ^/(.*) "
            "ws://127.0.0.1:3000/$1 [P]",
            "condition-never-true");
        row("a Connection that is no list",
            "RewriteEngine On\nRewriteCond %{HTTP:Connection} ^Upgrade$ [NC]\nRewriteRule ^/(.*) "
            "ws://127.0.0.1:3000/$1 [P]",
            "connection-is-a-list");
        row("a Connection that is one",
            "RewriteEngine On\nRewriteCond %{HTTP:Connection} upgrade [NC]\nRewriteRule ^/(.*) "
            "ws://127.0.0.1:3000/$1 [P]",
            "passes");
        row("a rewrite without its engine", "RewriteRule ^/(.*) ws://127.0.0.1:3000/$1 [P]\n",
            "rewrite-engine-off");
        row("the engine of the main server is not that of a host",
            "RewriteEngine On\n<VirtualHost *:80>\n  RewriteRule ^/(.*) ws://127.0.0.1:3000/$1 "
            "[P]\n</VirtualHost>",
            "rewrite-engine-off");
        row("a rewrite without P", "RewriteEngine On\nRewriteRule ^/(.*) ws://127.0.0.1:3000/$1 [L]",
            "rewrite-without-proxy");
        row("a rewrite without flags", "RewriteEngine On\nRewriteRule ^/(.*) ws://127.0.0.1:3000/$1",
            "rewrite-without-proxy");
        row("a rewrite to http", "RewriteEngine On\nRewriteRule ^/(.*) http://127.0.0.1:3000/$1 [P]\n",
            "upgrade-dropped");
        row("a rewrite for what is no upgrade",
            "RewriteEngine On\nRewriteCond %{HTTP:Upgrade} websocket [NC]\nRewriteRule ^/(.*) "
            "ws://127.0.0.1:3000/$1 [P,L]\nRewriteCond %{HTTP:Upgrade} !=websocket [NC]\nRewriteRule ^/(.*) "
            "http://127.0.0.1:3000/$1 [P]",
            "passes");
        row("a pattern without its slash",
            "RewriteEngine On\nRewriteRule ^ws/(.*) ws://127.0.0.1:3000/$1 [P]", "pattern-without-slash");
        row("TLS without its engine", "ProxyPass /ws wss://h.example/ws\n", "ssl-proxy-engine-off");
        row("TLS with its engine", "SSLProxyEngine on\nProxyPass /ws wss://h.example/ws", "passes");
        row("Upgrade is taken away", "RequestHeader unset Upgrade\nProxyPass /ws ws://127.0.0.1:3000/ws\n",
            "upgrade-dropped");
        row("Upgrade is taken away early",
            "RequestHeader unset upgrade early\nProxyPass /ws ws://127.0.0.1:3000/ws\n", "upgrade-dropped");
        row("the key is set", "RequestHeader set Sec-WebSocket-Key x\nProxyPass /ws ws://127.0.0.1:3000/ws\n",
            "key-changed");
        row("a header of another Location",
            "<Location /other>\nRequestHeader unset Upgrade\n</Location>\nProxyPass /ws "
            "ws://127.0.0.1:3000/ws",
            "passes");
        row("a header of the Location around",
            "<Location /ws>\nRequestHeader unset Upgrade\n</Location>\nProxyPass /ws "
            "ws://127.0.0.1:3000/ws\n",
            "upgrade-dropped");
        row("HTTP/1.0 is forced", "SetEnv force-proxy-request-1.0 1\nProxyPass /ws ws://127.0.0.1:3000/ws\n",
            "http-1-0");
        row("all is denied",
            "<Location /ws>\nProxyPass ws://127.0.0.1:3000/ws\nRequire all denied\n</Location>",
            "forbidden-by-proxy", "forbidden-by-proxy");
        row("a balancer",
            "<Proxy balancer://c>\nBalancerMember http://127.0.0.1:3000\n</Proxy>\nProxyPass /ws "
            "balancer://c/ws",
            "upgrade-dropped");
        row("a balancer that is right",
            "<Proxy \"balancer://c\">\nBalancerMember \"ws://127.0.0.1:3000\"\n</Proxy>\nProxyPass /ws "
            "balancer://c/ws",
            "passes");
        row("a balancer that is not defined", "ProxyPass /ws balancer://c/ws", "upstream-undefined",
            "upstream-undefined");
        row("a balancer that is spelled otherwise",
            "<Proxy balancer://cluster>\nBalancerMember ws://127.0.0.1:3000\n</Proxy>\nProxyPass /ws "
            "balancer://clutser/ws",
            "upstream-undefined");
        row("FastCGI", "ProxyPass /php fcgi://127.0.0.1:9000", "not-http", "not-http");
        row("a path in a Location", "<Location /ws>\nProxyPass /ws ws://127.0.0.1:3000/ws\n</Location>",
            "path-in-location");
        row("a section that is not closed", "<VirtualHost *:80>\nProxyPass /ws ws://127.0.0.1:3000/ws\n",
            "missing-section-end");
        row("a section inside that is not closed",
            "<VirtualHost *:80>\n<Location /ws>\nProxyPass ws://127.0.0.1:3000/ws\n</VirtualHost>\n",
            "missing-section-end");
        row("a section end too many", "ProxyPass /ws ws://127.0.0.1:3000/ws\n</Location>\n",
            "stray-section-end");
        row("an unclosed quote", "ProxyPass \"/ws\" \"ws://127.0.0.1:3000/ws\n", "unclosed-quote");
        row("a missing bracket", "<Location /ws\nProxyPass ws://127.0.0.1:3000/ws\n</Location>",
            "missing-bracket");
        row("a variable", "Define B 127.0.0.1:3000\nProxyPass /ws ws://${B}/ws", "passes");
        row("a variable that nothing defines", "ProxyPass /ws ws://${B}/ws", "variable-undefined",
            "variable-undefined");
        row("a module that is not there",
            "LoadModule proxy_module m/mod_proxy.so\nLoadModule proxy_http_module "
            "m/mod_proxy_http.so\n<IfModule mod_x.c>\nProxyPass /ws http://127.0.0.1:3000/ws\n</IfModule>",
            "no place", "no place");
        row("a module that is there",
            "LoadModule proxy_module m/mod_proxy.so\nLoadModule proxy_http_module "
            "m/mod_proxy_http.so\n<IfModule proxy_module>\nProxyPass /ws "
            "http://127.0.0.1:3000/ws\n</IfModule>",
            "upgrade-dropped");
        row("all is redirected",
            "RewriteEngine On\nRewriteRule ^ https://h.example/ [R=301,L]\nProxyPass /ws "
            "ws://127.0.0.1:3000/ws",
            "answered-before", "answered-before");
    }
    void whatLosesAnUpgradeIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, ids);
        QFETCH(QString, after);
        const auto report = judged::report(Product::Apache, text.toStdString());
        QCOMPARE(judged::found(report), ids);
        QCOMPARE(judged::foundAfterRepair(Product::Apache, report), after);
    }
    void whatIsWorthKnowingIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isSaid");
        const auto row = [](const char *name, const char *text, const char *id, bool isSaid = true) {
            QTest::newRow(name) << text << id << isSaid;
        };
        row("no Host", "ProxyPass /ws ws://127.0.0.1:3000/ws", "host-rewritten");
        row("Host", "ProxyPreserveHost On\nProxyPass /ws ws://127.0.0.1:3000/ws", "host-rewritten", false);
        row("60 s are cut", "ProxyPass /ws ws://127.0.0.1:3000/ws", "idle-cut");
        row("an hour is enough", "ProxyTimeout 3600\nProxyPass /ws ws://127.0.0.1:3000/ws", "idle-cut",
            false);
        row("a slash at one end alone", "ProxyPass /ws/ ws://127.0.0.1:3000/ws", "trailing-slash");
        row("a slash at both ends", "ProxyPass /ws/ ws://127.0.0.1:3000/ws/", "trailing-slash", false);
        row("HTTP/2 in front", "Protocols h2 http/1.1\nProxyPass /ws ws://127.0.0.1:3000/ws",
            "http2-in-front");
        row("Connection is changed", "RequestHeader unset Connection\nProxyPass /ws ws://127.0.0.1:3000/ws",
            "connection-changed");
    }
    void whatIsWorthKnowingIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const auto report = judged::report(Product::Apache, text.toStdString());
        QTEST(judged::remarks(report).contains(id), "isSaid");
    }
    void beforeVersion2447UpgradesWantWsAndItsModule()
    {
        judged::config::Question question;
        question.version = {2, 4, 46};
        const std::string modules =
            "LoadModule proxy_module m/mod_proxy.so\nLoadModule proxy_http_module m/mod_proxy_http.so\n";
        const auto report =
            judged::report(Product::Apache,
                           modules + "ProxyPass /ws http://127.0.0.1:3000/ws upgrade=websocket\n", question);
        QCOMPARE(judged::found(report), "apache-too-old proxy-module-not-loaded");
        const std::string text = judged::config::applied(report.tree, 0, report.repairs());
        QCOMPARE(QString::fromStdString(text),
                 QString::fromStdString(modules)
                     + "LoadModule proxy_wstunnel_module m/mod_proxy_wstunnel.so\nProxyPass /ws "
                       "ws://127.0.0.1:3000/ws\n");
        QCOMPARE(judged::found(judged::report(Product::Apache, text, question)), "passes");
        const auto all = judged::report(Product::Apache, "ProxyPass / http://127.0.0.1:3000/\n", question);
        const std::string mended = judged::config::applied(all.tree, 0, all.repairs());
        QVERIFY2(mended.find("RewriteCond %{HTTP:Upgrade} websocket [NC]\n") != std::string::npos,
                 mended.c_str());
        QCOMPARE(judged::found(judged::report(Product::Apache, mended, question)), "passes");
    }
    void onePathIsAskedAbout()
    {
        judged::config::Question question;
        question.path = "/ws/x";
        const std::string text = "ProxyPass /ws http://h:1/\nProxyPass / ws://h:2/\n";
        QCOMPARE(judged::report(Product::Apache, text, question).places.at(0).title,
                 std::string("ProxyPass /ws"));
        question.path = "/wsx";
        QCOMPARE(judged::found(judged::report(Product::Apache, text, question)), "passes");
        QCOMPARE(judged::found(judged::report(Product::Apache, "ProxyPass /a ws://h:2/", question)),
                 "not-proxied");
        QCOMPARE(judged::found(
                     judged::report(Product::Apache, "ProxyPass /wsx !\nProxyPass / ws://h:2/", question)),
                 "excluded");
    }
};

QTEST_APPLESS_MAIN(TestApacheJudge)
#include "tst_apachejudge.moc"
