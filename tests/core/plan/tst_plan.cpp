// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include "core/base/ascii.h"

#include <QTest>

#include <set>

using namespace hop101;
using namespace hop101::plan;

static std::string headOf(const Plan &plan)
{
    return base::toText(requestHead(plan, parseUrl(plan.url).value(), "dGhlIHNhbXBsZSBub25jZQ=="));
}

class TestPlan : public QObject
{
    Q_OBJECT
private slots:
    void defaultPlanIsAGoodUpgrade()
    {
        QCOMPARE(headOf(defaultPlan("ws://server.example.com:8101/chat?x=1")),
                 std::string("GET /chat?x=1 HTTP/1.1\r\n"
                             "Host: server.example.com:8101\r\n"
                             "Upgrade: websocket\r\n"
                             "Connection: Upgrade\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                             "Sec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"));
    }

    void nothingIsRepaired()
    {
        Plan plan = defaultPlan("ws://h/");
        plan.method = "POST";
        plan.version = "HTTP/1.0";
        plan.target = "*";
        plan.headers = {{"b", "2"}, {"A", " 1 "}, {"b", ""}, {"", "no name"}, {"Off", "x", false}};
        QCOMPARE(headOf(plan), std::string("POST * HTTP/1.0\r\nb: 2\r\nA:  1 \r\nb: \r\n: no name\r\n\r\n"));
    }

    void aRowMayTakeItsValueFromElsewhere()
    {
        Plan plan = defaultPlan("ws://h:1/");
        plan.headers = {{"X-Key", "ignored", true, ValueSource::Key},
                        {"X-Host", "ignored", true, ValueSource::Host}};
        QCOMPARE(headOf(plan),
                 std::string("GET / HTTP/1.1\r\nX-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Host: h:1\r\n\r\n"));
    }

    void headersAreDoubledReorderedAndReCasedAsTold()
    {
        Plan plan = defaultPlan("ws://h/");
        plan.headers = {{"connection", "keep-alive"},
                        {"CONNECTION", "Upgrade"},
                        {"uPGRADE", "WebSocket"},
                        {"Upgrade", "h2c"},
                        {"sec-websocket-VERSION", "13"},
                        {"Sec-WebSocket-Version", "8"},
                        {"Sec-WebSocket-Key", "", true, ValueSource::Key},
                        {"sec-websocket-key", "", true, ValueSource::Key},
                        {"hOST", "other"},
                        {"Host", "", true, ValueSource::Host}};
        plan.key = "bm90IGZyZXNo";
        QCOMPARE(headOf(plan),
                 std::string("GET / HTTP/1.1\r\nconnection: keep-alive\r\nCONNECTION: Upgrade\r\n"
                             "uPGRADE: WebSocket\r\nUpgrade: h2c\r\nsec-websocket-VERSION: 13\r\n"
                             "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: bm90IGZyZXNo\r\n"
                             "sec-websocket-key: bm90IGZyZXNo\r\nhOST: other\r\nHost: h\r\n\r\n"));
    }

    void requestLinesOfAnyForm_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const char *method, const char *target, const char *version,
                            const char *line) { QTest::newRow(name) << method << target << version << line; };
        row("origin form", "GET", "/a?b", "HTTP/1.1", "GET /a?b HTTP/1.1");
        row("absolute form", "GET", "ws://other/x", "HTTP/1.1", "GET ws://other/x HTTP/1.1");
        row("asterisk form", "OPTIONS", "*", "HTTP/1.0", "OPTIONS * HTTP/1.0");
        row("authority form", "CONNECT", "h:80", "HTTP/1.1", "CONNECT h:80 HTTP/1.1");
        row("empty target is the URL's", "get", "", "HTTP/2", "get /path?q HTTP/2");
        row("nonsense", "G T", "a b", "http/9", "G T a b http/9");
    }
    void requestLinesOfAnyForm()
    {
        QFETCH(QString, method);
        QFETCH(QString, target);
        QFETCH(QString, version);
        Plan plan = defaultPlan("ws://h/path?q");
        plan.method = method.toStdString();
        plan.target = target.toStdString();
        plan.version = version.toStdString();
        const std::string head = headOf(plan);
        QTEST(QString::fromStdString(head.substr(0, head.find('\r'))), "line");
    }

    void aRawRequestIsWrittenAsItStands()
    {
        Plan plan = defaultPlan("ws://h/");
        plan.rawRequest = base::toBytes("GET /\n\xff");
        QCOMPARE(headOf(plan), std::string("GET /\n\xff"));
        plan.rawRequest = base::Bytes{};
        QCOMPARE(headOf(plan), std::string());
    }

    void keysAreFreshAndOf16Bytes()
    {
        std::set<std::string> keys;
        for (int i = 0; i < 100; ++i) {
            const auto key = freshKey();
            const auto bytes = base::fromBase64(key);
            QVERIFY(bytes && bytes->size() == 16);
            keys.insert(key);
        }
        QCOMPARE(keys.size(), std::size_t{100});
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
