// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/intermediary.h"

#include "evidencefrom.h"

#include <QTest>

using namespace hop101::doctor;

class TestIntermediary : public QObject
{
    Q_OBJECT
private slots:
    void itIsKnownByHeaderOrPage_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("who");
        const auto row = [](const char *name, QByteArray fields, QByteArray body, QString who) {
            QTest::newRow(name) << fields << body << who;
        };
        row("nginx", "Server: nginx/1.22.1\r\n", "", "nginx");
        row("a product made of nginx", "Server: openresty\r\n", "", "nginx");
        row("Apache", "Server: Apache/2.4.57 (Debian)\r\n", "", "Apache");
        row("Caddy with the server behind it", "Server: Caddy\r\nServer: mirror/1\r\n", "", "Caddy");
        row("lighttpd", "Server: lighttpd/1.4.69\r\n", "", "lighttpd");
        row("names ignore case", "server: NGINX\r\n", "", "nginx");
        row("Cloudflare before the nginx that it names", "Server: cloudflare-nginx\r\n", "", "Cloudflare");
        row("nghttpx by Via", "Server: mirror/1\r\nVia: 1.1 nghttpx\r\n", "", "nghttpx");
        row("Varnish by Via", "Via: 1.1 varnish (Varnish/7.1)\r\n", "", "Varnish");
        row("HAProxy by its page", "Cache-Control: no-cache\r\n",
            "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this "
            "request.\n</body></html>",
            "HAProxy");
        row("nginx by its page", "", "<hr><center>nginx/1.22.1</center>", "nginx");
        row("the header counts more than the page", "Server: Apache\r\n", "<center>nginx</center>", "Apache");
        row("a server of its own", "Server: Python/3.11 websockets/10.4\r\n", "", "");
        row("nothing said", "", "", "");
    }
    void itIsKnownByHeaderOrPage()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, body);
        QFETCH(QString, who);
        const std::string head = "HTTP/1.1 426 Upgrade Required\r\n" + fields.toStdString() + "\r\n";
        const auto found =
            intermediaryOf(hop101::http::parseResponseHead(hop101::base::asBytes(head)), body.toStdString());
        QCOMPARE(found ? QString(name(*found)) : QString(), who);
    }
    void nginxGetsItsThreeLines()
    {
        const Translate english = asWritten;
        const auto fix = fixForUpgrade(Intermediary::Nginx, "/chat?room=1", Words(english));
        QVERIFY(fix);
        QCOMPARE(fix->title, std::string("Fix in nginx: location /chat"));
        QCOMPARE(fix->text,
                 std::string("proxy_http_version 1.1;\n"
                             "proxy_set_header Upgrade    $http_upgrade;\n"
                             "proxy_set_header Connection \"upgrade\";\n"));
    }
    void aPathThatCouldChangeTheConfigurationIsLeftOut()
    {
        const Translate english = asWritten;
        const Words say(english);
        QCOMPARE(fixForUpgrade(Intermediary::Nginx, "/a;b}", say)->title, std::string("Fix in nginx"));
        QVERIFY(fixForUpgrade(Intermediary::Apache, "/a\"b", say)->text.find("a\"b") == std::string::npos);
        QVERIFY(fixForUpgrade(Intermediary::Apache, "/ws", say)->text.find("ProxyPass \"/ws\"")
                != std::string::npos);
    }
    void whoMustBeToldHasAFix()
    {
        const Translate english = asWritten;
        for (int number = 0; number <= int(Intermediary::AwsLoadBalancer); ++number) {
            const auto who = static_cast<Intermediary>(number);
            QVERIFY(*name(who) != '\0');
            QCOMPARE(fixForUpgrade(who, "/ws", Words(english)).has_value(), mustBeToldToUpgrade(who));
        }
    }
};

QTEST_APPLESS_MAIN(TestIntermediary)
#include "tst_intermediary.moc"
