// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/upgrade.h"

#include "evidencefrom.h"

#include <QTest>

using namespace hop101;
using namespace hop101::doctor;
using namespace std::chrono_literals;

class TestUpgrade : public QObject
{
    Q_OBJECT
private slots:
    void allRulesHold()
    {
        Evidence evidence = evidenceFrom(kGoodRequest, kGood101);
        evidence.answeredAfter = 1750us;
        evidence.frames = 12;
        const auto held =
            std::count_if(evidence.verdict.results.begin(), evidence.verdict.results.end(),
                          [](const hop::RuleResult &r) { return r.outcome == hop::Outcome::Holds; });
        const Diagnosis d = diagnose(evidence);
        QCOMPARE(d.lead, std::string("Upgraded."));
        QCOMPARE(d.sentence, "All " + std::to_string(held) + " handshake rules hold.");
        QCOMPARE(d.detail, std::string("101 after 1.75 ms, then 12 frames."));
        QVERIFY(d.fixes.empty());
    }
    void framesAreCountedInWords()
    {
        Evidence evidence = evidenceFrom(kGoodRequest, kGood101);
        QCOMPARE(diagnose(evidence).detail, std::string());
        evidence.answeredAfter = 2ms;
        QCOMPARE(diagnose(evidence).detail, std::string("101 after 2.00 ms."));
        evidence.frames = 1;
        QCOMPARE(diagnose(evidence).detail, std::string("101 after 2.00 ms, then one frame."));
        evidence.frames = 4000;
        evidence.hasMoreFrames = true;
        QCOMPARE(diagnose(evidence).detail, std::string("101 after 2.00 ms, then more than 4000 frames."));
    }
    void aWarningIsNoRefusal()
    {
        const Diagnosis d = diagnose(
            evidenceFrom(kGoodRequest, responseWith("Upgrade", "Upgrade: websocket\r\nContent-Length: 0")));
        QCOMPARE(d.lead, std::string("Upgraded."));
        QVERIFY2(d.sentence.starts_with("One handshake rule does not hold, "), d.sentence.c_str());
    }
    void aServerThatTakesAFaultyRequest()
    {
        const Diagnosis d = diagnose(evidenceFrom(requestWith("Sec-WebSocket-Version", ""), kGood101));
        QCOMPARE(d.lead, std::string("Upgraded."));
        QCOMPARE(
            d.detail,
            std::string(
                "The request has no Sec-WebSocket-Version. This server takes it; stricter ones do not."));
    }
    void eachBroken101SaysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("detailHas");
        const auto row = [](const char *name, const std::string &request, const std::string &response,
                            QString sentence, QString detailHas = {}) {
            QTest::newRow(name) << QByteArray::fromStdString(request) << QByteArray::fromStdString(response)
                                << sentence << detailHas;
        };
        const auto answer = [](const std::string &name, const std::string &line) {
            return responseWith(name, line);
        };
        row("another protocol", kGoodRequest, answer("Upgrade", "Upgrade: x-echo/1"),
            "The server switched to “x-echo/1”, not to websocket.", "A client must end the connection here.");
        row("no Upgrade", kGoodRequest, answer("Upgrade", ""), "The 101 has no Upgrade header.");
        row("CUPS's Connection", kGoodRequest, answer("Connection", "Connection: Keep-Alive"),
            "The 101 says “Connection: Keep-Alive”.");
        row("no Connection", kGoodRequest, answer("Connection", ""), "The 101 has no Connection header.");
        row("no accept", kGoodRequest, answer("Sec-WebSocket-Accept", ""),
            "The 101 has no Sec-WebSocket-Accept header.");
        row("PHP's accept", kGoodRequest,
            answer("Sec-WebSocket-Accept",
                   "Sec-WebSocket-Accept: YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ=="),
            "The Sec-WebSocket-Accept of the 101 does not belong to the key that was sent.",
            "base64_encode(sha1($key . $guid, true))");
        row("an accept of nothing known", kGoodRequest,
            answer("Sec-WebSocket-Accept", "Sec-WebSocket-Accept: AAAA"),
            "The Sec-WebSocket-Accept of the 101 does not belong to the key that was sent.",
            "A client must end");
        row("lighttpd's unoffered subprotocol", kGoodRequest,
            answer("Upgrade", "Upgrade: websocket\r\nSec-WebSocket-Protocol: binary"),
            "The server chose the subprotocol “binary”, which was not offered.");
        row("an extension that was not offered", kGoodRequest,
            answer("Upgrade", "Upgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate"),
            "The server uses the extension “permessage-deflate”, which was not offered.");
        row("two things wrong", kGoodRequest,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            "The 101 has no Connection header.", "Also broken: Sec-WebSocket-Accept is present");
        row("the request's own fault is named, too", requestWith("Sec-WebSocket-Version", ""),
            answer("Upgrade", ""), "The 101 has no Upgrade header.",
            "The request has no Sec-WebSocket-Version.");
    }
    void eachBroken101SaysWhatIsWrong()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, response);
        QFETCH(QString, sentence);
        QFETCH(QString, detailHas);
        const Diagnosis d = diagnose(evidenceFrom(request.toStdString(), response.toStdString()));
        QCOMPARE(d.lead, std::string("Not upgraded."));
        QCOMPARE(QString::fromStdString(d.sentence), sentence);
        QVERIFY2(QString::fromStdString(d.detail).contains(detailHas), d.detail.c_str());
    }
    void anIdleCutIsTakenForAProxysLimit()
    {
        Evidence evidence =
            evidenceFrom(kGoodRequest, responseWith("Upgrade", "Upgrade: websocket\r\nServer: nginx"));
        evidence.broken = {rules::Rule::CloseBeforeEnd};
        evidence.silenceBeforeEnd = 60s + 40ms;
        const Diagnosis d = diagnose(evidence);
        QVERIFY2(d.detail.find("It came after 60 s of silence: most likely the idle limit of a proxy.")
                     != std::string::npos,
                 d.detail.c_str());
        QCOMPARE(d.fixes.size(), std::size_t(1));
        QVERIFY(d.fixes.front().text.find("proxy_read_timeout") != std::string::npos);
    }
    void noOtherCutIsTakenForOne_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("at once") << 2;
        QTest::newRow("short") << 2000;
        QTest::newRow("no whole number of seconds") << 12'500;
        QTest::newRow("before the second is full") << 29'900;
    }
    void noOtherCutIsTakenForOne()
    {
        QFETCH(int, milliseconds);
        Evidence evidence = evidenceFrom(kGoodRequest, kGood101);
        evidence.broken = {rules::Rule::CloseBeforeEnd};
        evidence.silenceBeforeEnd = std::chrono::milliseconds(milliseconds);
        QVERIFY(diagnose(evidence).detail.find("of silence") == std::string::npos);
    }
    void notesAboutTheCourseStaySilent()
    {
        Evidence evidence = evidenceFrom(kGoodRequest, kGood101);
        evidence.broken = {rules::Rule::PongMatchesPing};
        QCOMPARE(diagnose(evidence).detail, std::string());
        evidence.broken = {rules::Rule::Rsv2Clear};
        QCOMPARE(diagnose(evidence).detail, std::string(rules::info(rules::Rule::Rsv2Clear).meaning));
    }
};

QTEST_APPLESS_MAIN(TestUpgrade)
#include "tst_upgrade.moc"
