// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requestplan.h"

#include <QTest>

using namespace hop101;
using namespace hop101::cli;

namespace {

constexpr const char *kKey = "dGhlIHNhbXBsZSBub25jZQ==";

/// The request head that goes out, or the error's sentence.
QString headOf(const RequestArguments &arguments)
{
    const auto request = requestFrom(arguments);
    if (!request)
        return QString::fromStdString(request.error().sentence);
    return QString::fromStdString(
        base::toText(plan::requestHead(request.value().plan, request.value().url, kKey)));
}

RequestArguments arguments()
{
    RequestArguments values;
    values.url = "ws://h/chat";
    return values;
}

const QString kStart = "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

} // namespace

class TestCliRequestPlan : public QObject
{
    Q_OBJECT
private slots:
    void withoutOptionsItIsAGoodUpgrade() { QCOMPARE(headOf(arguments()), kStart + "\r\n"); }
    void othersFollowInTheirOrderAndCase()
    {
        auto values = arguments();
        values.headers = {"X-second: 2", "x-FIRST:1", "x-Two:  a  ", "x-Two: b"};
        QCOMPARE(headOf(values), kStart + "X-second: 2\r\nx-FIRST: 1\r\nx-Two: a\r\nx-Two: b\r\n\r\n");
    }
    void aGivenHeaderStandsWhereTheAutomaticOneStood()
    {
        auto values = arguments();
        values.headers = {"HOST: other", "host: third"};
        QCOMPARE(headOf(values),
                 QString(kStart).replace("Host: h\r\n", "HOST: other\r\n") + "host: third\r\n\r\n");
    }
    void anEmptyValueIsSentAsOne()
    {
        auto values = arguments();
        values.headers = {"Sec-WebSocket-Key:"};
        QCOMPARE(headOf(values), QString(kStart).replace("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: ") + "\r\n");
    }
    void omittedHeadersAreNotSent()
    {
        auto values = arguments();
        values.omit = {"sec-websocket-key", "Sec-WebSocket-Version"};
        QCOMPARE(
            headOf(values),
            QString("GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
    }
    void omitNeverTakesAGivenHeader()
    {
        auto values = arguments();
        values.headers = {"Sec-WebSocket-Version: 99"};
        values.omit = {"Sec-WebSocket-Version"};
        QCOMPARE(headOf(values), QString(kStart).replace("Version: 13", "Version: 99") + "\r\n");
    }
    void subprotocolsAreOneHeader()
    {
        auto values = arguments();
        values.subprotocols = {"chat", "superchat"};
        QCOMPARE(headOf(values), kStart + "Sec-WebSocket-Protocol: chat, superchat\r\n\r\n");
    }
    void everyStepHasTheTimeOut()
    {
        auto values = arguments();
        values.timeout = std::chrono::milliseconds(700);
        const auto request = requestFrom(values);
        QVERIFY(request);
        const plan::Timeouts expected{values.timeout, values.timeout, values.timeout, values.timeout};
        QVERIFY(request.value().plan.timeouts == expected);
    }
};

QTEST_APPLESS_MAIN(TestCliRequestPlan)
#include "tst_cli_requestplan.moc"
