// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requestplan.h"

#include <QFile>
#include <QTemporaryDir>
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
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

} // namespace

class TestCliRequestPlan : public QObject
{
    Q_OBJECT
private:
    std::string write(const std::string &bytes)
    {
        const QString path = m_folder.filePath(QString::number(++m_files));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes.data(), qsizetype(bytes.size()));
        return path.toStdString();
    }
    QTemporaryDir m_folder;
    int m_files = 0;

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
        values.omit = {"sec-websocket-key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions"};
        QCOMPARE(
            headOf(values),
            QString("GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
    }
    void noExtensionsIsNoOffer()
    {
        auto values = arguments();
        values.noExtensions = true;
        const QString offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
        QCOMPARE(headOf(values), QString(kStart).remove(offer) + "\r\n");
        values.headers = {"Sec-WebSocket-Extensions: foo"};
        QCOMPARE(headOf(values), QString(kStart).remove(offer) + "Sec-WebSocket-Extensions: foo\r\n\r\n");
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
    void theRequestLineIsWhatItIsToldToBe()
    {
        auto values = arguments();
        values.method = "post";
        values.target = "http://other/x";
        values.version = "HTTP/1.0";
        values.key = "bm90IGZyZXNo";
        QCOMPARE(headOf(values),
                 QString(kStart)
                         .replace("GET /chat HTTP/1.1", "post http://other/x HTTP/1.0")
                         .replace("dGhlIHNhbXBsZSBub25jZQ==", "bm90IGZyZXNo")
                     + "\r\n");
        values.version = "1.0";
        QVERIFY(headOf(values).startsWith("post http://other/x HTTP/1.0\r\n"));
        values.version = "HTTP/x";
        QVERIFY(headOf(values).startsWith("post http://other/x HTTP/x\r\n"));
        values.target = "/a\r\nX: y";
        QVERIFY(headOf(values).contains("holds a line end: use --raw-request"));
    }
    void aRawRequestReplacesTheHead()
    {
        auto values = arguments();
        values.rawRequestFile = write("GET /\n\nrest");
        values.cuts = {"4:20", "2"};
        QCOMPARE(headOf(values), QString("GET /\n\nrest"));
        const auto plan = requestFrom(values).value().plan;
        QCOMPARE(plan.requestCuts.size(), std::size_t{2});
        QCOMPARE(plan.requestCuts.back().wait.count(), 20);
        values.rawRequestFile = "/nowhere/at/all";
        QVERIFY(requestFrom(values).error().status == ExitStatus::File);
    }
    void messagesAndFramesComeInTheirOrder()
    {
        auto values = arguments();
        values.sendings = {{"one", false}, {"ping,text=two", true}, {"three", false}};
        values.fragment = "2";
        const auto frames = requestFrom(values).value().plan.frames;
        QCOMPARE(frames.size(), std::size_t{3});
        QCOMPARE(base::toText(frames[1].payload), std::string("two"));
        QCOMPARE(frames[0].fragmentBytes, std::uint64_t{2});
        QCOMPARE(frames[1].fragmentBytes, std::uint64_t{0});
        values.fragment = "0";
        QVERIFY(!requestFrom(values));
    }
    void automaticAnswersCanBeSwitchedOff()
    {
        auto values = arguments();
        const auto usual = requestFrom(values).value().plan;
        QVERIFY(usual.autoMask && usual.autoPong && usual.autoClose && usual.onError == plan::OnError::Fail);
        values.noMask = values.noPong = values.noClose = values.keepOpen = true;
        values.maxInflated = "1000";
        const auto plan = requestFrom(values).value().plan;
        QVERIFY(!plan.autoMask && !plan.autoPong && !plan.autoClose);
        QVERIFY(plan.onError == plan::OnError::KeepOpen);
        QCOMPARE(plan.limits.inflatedMessageBytes, std::uint64_t{1000});
        values.maxInflated = "much";
        QVERIFY(!requestFrom(values));
    }
    void aPlanFileIsWhereTheRestBegins()
    {
        plan::Plan plan = plan::defaultPlan("ws://planned:81/x");
        plan.headers = {{"Host", "", true, plan::ValueSource::Host}, {"X-Off", "1", false}, {"X-On", "2"}};
        plan.timeouts.upgrade = std::chrono::milliseconds(5);
        plan.autoPong = false;
        plan.frames = {{websocket::Opcode::Ping, {}}};
        RequestArguments values;
        values.planFile = write(plan::toJson(plan));
        QCOMPARE(headOf(values), QString("GET /x HTTP/1.1\r\nHost: planned:81\r\nX-On: 2\r\n\r\n"));
        values.url = "ws://given/y";
        values.headers = {"x-on: 3"};
        values.sendings = {{"more", false}};
        QCOMPARE(headOf(values), QString("GET /y HTTP/1.1\r\nHost: given\r\nx-on: 3\r\n\r\n"));
        const auto made = requestFrom(values).value().plan;
        QCOMPARE(made.frames.size(), std::size_t{2});
        QCOMPARE(made.timeouts.upgrade.count(), 5);
        QVERIFY(!made.autoPong);
        values.timeout = std::chrono::milliseconds(7);
        QCOMPARE(requestFrom(values).value().plan.timeouts.upgrade.count(), 7);
    }
    void aPlanFileThatDoesNotFitIsToldWithItsPlace()
    {
        RequestArguments values;
        values.planFile = write(R"({"frames": [{"opcode": 99}]})");
        const auto refused = requestFrom(values);
        QVERIFY(!refused && refused.error().status == ExitStatus::File);
        QVERIFY(refused.error().sentence.find("/frames/0/opcode") != std::string::npos);
        values.planFile = write("{\"url\": oops");
        QVERIFY(requestFrom(values).error().sentence.find("at byte 8") != std::string::npos);
    }
    void everyStepHasTheTimeOut()
    {
        auto values = arguments();
        const std::chrono::milliseconds time(700);
        values.timeout = time;
        const auto request = requestFrom(values);
        QVERIFY(request);
        const plan::Timeouts expected{time, time, time, time};
        QVERIFY(request.value().plan.timeouts == expected);
    }
};

QTEST_APPLESS_MAIN(TestCliRequestPlan)
#include "tst_cli_requestplan.moc"
