// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using namespace hop101::doctor::config;

class TestReport : public QObject
{
    Q_OBJECT
private slots:
    void theProductIsTold_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("product");
        QTest::newRow("nginx by content") << "x"
                                          << "server {\n location / {\n  proxy_pass http://a;\n }\n}"
                                          << "nginx";
        QTest::newRow("Apache by content") << "x"
                                           << "ProxyPass / ws://a/"
                                           << "apache";
        QTest::newRow("HAProxy by content") << "x"
                                            << "frontend f\n  bind :80\n"
                                            << "haproxy";
        QTest::newRow("Caddy by content") << "x"
                                          << ":80 {\n reverse_proxy a:1\n}"
                                          << "caddy";
        QTest::newRow("by name") << "/etc/caddy/Caddyfile"
                                 << "a.example\n"
                                 << "caddy";
        QTest::newRow("content before name") << "/srv/nginx/site.conf"
                                             << "<VirtualHost *:80>\nProxyPass / ws://a/\n</VirtualHost>"
                                             << "apache";
        QTest::newRow("nothing") << "x"
                                 << "hello\n"
                                 << "";
    }
    void theProductIsTold()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        const auto product = recognised(path.toStdString(), text.toStdString());
        QTEST(QString(product ? word(*product) : ""), "product");
    }
    void versionsAreRead()
    {
        QCOMPARE(versionFrom("Apache/2.4.46 (Debian)")->text(), std::string("2.4.46"));
        QCOMPARE(versionFrom("v2.6")->text(), std::string("2.6.0"));
        QVERIFY(!versionFrom("2"));
        QVERIFY(!versionFrom(""));
        QVERIFY(Version({2, 4, 9}) < Version({2, 4, 46}));
        const auto found =
            judged::report(Product::Apache, "# Server: Apache/2.4.29 (Ubuntu)\nProxyPass / http://h/\n");
        QVERIFY(found.isVersionKnown);
        QCOMPARE(judged::found(found), "apache-too-old");
        QVERIFY(judged::report(Product::Nginx, "# nginx version 1.18.0\nevents {}\n").isVersionKnown);
        // As in Debian's haproxy.cfg: the address of a page, not the version of the program.
        QVERIFY(!judged::report(Product::HaProxy,
                                "# See: https://ssl.example/#server=haproxy&server-version=2.0.3\ndefaults\n")
                     .isVersionKnown);
    }
    void wordsOfProductsAreRead()
    {
        QCOMPARE(productFrom("HTTPD"), std::optional(Product::Apache));
        QCOMPARE(productFrom("nginx"), std::optional(Product::Nginx));
        QVERIFY(!productFrom("iis"));
    }
    void whatCarriesNoUpgradeIsNoLoss()
    {
        const auto php = judged::report(Product::Nginx, "server { location / { fastcgi_pass a:1; } }");
        QVERIFY(!php.isLost() && !php.places.at(0).passes());
    }
};

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
