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
                             "Sec-WebSocket-Version: 13\r\n\r\n"));
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
