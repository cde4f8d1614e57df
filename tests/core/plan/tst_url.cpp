// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/url.h"

#include <QTest>

using namespace hop101::plan;

class TestUrl : public QObject
{
    Q_OBJECT
private slots:
    void parts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // secure host port written userInfo target | Host
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << text << expected;
        };
        row("ws has port 80", "ws://example.com/chat", "ws example.com 80 - [] /chat | example.com");
        row("wss has port 443", "wss://example.com", "wss example.com 443 - [] / | example.com");
        row("http means ws", "http://example.com/a", "ws example.com 80 - [] /a | example.com");
        row("https means wss", "https://example.com/a", "wss example.com 443 - [] /a | example.com");
        row("the scheme's case does not matter", "WsS://h/", "wss h 443 - [] / | h");
        row("a written default port is not in Host", "ws://h:80/", "ws h 80 written [] / | h");
        row("another port is in Host", "wss://h:80/", "wss h 80 written [] / | h:80");
        row("an empty port is none (RFC 3986 3.2.3)", "ws://h:/x", "ws h 80 - [] /x | h");
        row("the largest port", "ws://h:65535/", "ws h 65535 written [] / | h:65535");
        row("IPv6 loses its brackets and gets them back", "ws://[::1]:8101/x",
            "ws ::1 8101 written [] /x | [::1]:8101");
        row("IPv6 without port", "ws://[2001:db8::1]", "ws 2001:db8::1 80 - [] / | [2001:db8::1]");
        row("no scheme means ws", "localhost:8080/chat",
            "ws localhost 8080 written [] /chat | localhost:8080");
        row("no scheme, no port", "localhost", "ws localhost 80 - [] / | localhost");
        row("a URL in the query is no scheme", "localhost/x?u=http://a/",
            "ws localhost 80 - [] /x?u=http://a/ | localhost");
        row("a query without path", "ws://h?a=1", "ws h 80 - [] /?a=1 | h");
        row("path and query as written", "ws://h/a%20b//c?d=e?f&g", "ws h 80 - [] /a%20b//c?d=e?f&g | h");
        row("user info", "ws://me:se@cret@h:1/", "ws h 1 written [me:se@cret] / | h:1");
        row("white space around", " \tws://h/x\r\n", "ws h 80 - [] /x | h");
    }
    void parts()
    {
        QFETCH(QString, text);
        const auto result = parseUrl(text.toStdString());
        QVERIFY(result);
        const Url &url = result.value();
        const auto line =
            QString("%1 %2 %3 %4 [%5] %6 | %7")
                .arg(url.secure ? "wss" : "ws", QString::fromStdString(url.host))
                .arg(url.port)
                .arg(url.isPortWritten ? "written" : "-", QString::fromStdString(url.userInfo),
                     QString::fromStdString(url.target), QString::fromStdString(url.hostHeader()));
        QTEST(line, "expected");
    }

    void faults_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("at");
        const auto row = [](const char *name, const char *text, UrlFault fault, int at) {
            QTest::newRow(name) << text << static_cast<int>(fault) << at;
        };
        row("nothing", "", UrlFault::Empty, 0);
        row("only white space", " \t ", UrlFault::Empty, 0);
        row("another scheme", " ftp://h/", UrlFault::UnknownScheme, 1);
        row("no scheme name", "://h/", UrlFault::UnknownScheme, 0);
        row("no host", "ws:///path", UrlFault::NoHost, 5);
        row("a port without host", "ws://:80/", UrlFault::NoHost, 5);
        row("user info without host", "ws://me@/", UrlFault::NoHost, 8);
        row("a space in the host", "ws://a b/", UrlFault::BadHost, 6);
        row("letters beyond ASCII in the host", "ws://m\u00fcller.example/", UrlFault::BadHost, 6);
        row("a line end in the host cannot smuggle a header", "ws://h\r\nX: y/", UrlFault::BadHost, 6);
        row("bracket never closed", "ws://[::1/", UrlFault::BadHost, 5);
        row("brackets around a name", "ws://[name]/", UrlFault::BadHost, 5);
        QTest::newRow("a NUL cannot hide what follows an address")
            << QString::fromLatin1("ws://[::1\0x]/", 13) << static_cast<int>(UrlFault::BadHost) << 5;
        row("letters behind the bracket", "ws://[::1]x/", UrlFault::BadHost, 10);
        row("port zero", "ws://h:0/", UrlFault::BadPort, 7);
        row("port too large", "ws://h:65536/", UrlFault::BadPort, 7);
        row("port that would wrap", "ws://h:4294967376/", UrlFault::BadPort, 7);
        row("port is no number", "ws://h:8x/", UrlFault::BadPort, 7);
        row("a fragment (RFC 6455 3)", "ws://h/a#b", UrlFault::Fragment, 8);
        row("a fragment without path", "ws://h#b", UrlFault::Fragment, 6);
        row("a space in the path", "ws://h/a b", UrlFault::BadOctet, 8);
        row("a control character in the path", "ws://h/a\x01", UrlFault::BadOctet, 8);
        row("letters beyond ASCII in the path", "ws://h/\u00fc", UrlFault::BadOctet, 7);
        row("a space in the user info", "ws://a b@h/", UrlFault::BadOctet, 6);
    }
    void faults()
    {
        QFETCH(QString, text);
        QFETCH(int, fault);
        QFETCH(int, at);
        const auto result = parseUrl(text.toStdString());
        QVERIFY(!result);
        QCOMPARE(static_cast<int>(result.error().fault), fault);
        QCOMPARE(static_cast<int>(result.error().at), at);
        QVERIFY(*describe(result.error().fault) != '\0');
    }

    void textIsCanonical()
    {
        QCOMPARE(parseUrl("HTTPS://me:x@Example.COM:443/A?b").value().text(),
                 std::string("wss://example.com/A?b"));
        QCOMPARE(parseUrl("[::1]:81").value().text(), std::string("ws://[::1]:81/"));
        const Url once = parseUrl("wss://h:8443/x").value();
        QVERIFY(parseUrl(once.text()).value() == once);
    }
};

QTEST_APPLESS_MAIN(TestUrl)
#include "tst_url.moc"
