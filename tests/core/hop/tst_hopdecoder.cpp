// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;

class TestHopDecoder : public QObject
{
    Q_OBJECT
private slots:
    void upgradeFramesAndClose()
    {
        const auto recorder = Conversation()
                                  .signal(Direction::FromLeft, Opened{"127.0.0.1:1", "127.0.0.1:2"})
                                  .upgraded()
                                  .clientHex("818537fa213d7f9f4d5158") // RFC 6455 5.7: masked "Hello"
                                  .serverHex("810548656c6c6f") // RFC 6455 5.7: "Hello"
                                  .clientHex("888200000000 03e8")
                                  .serverHex("880203e8")
                                  .serverEnds()
                                  .clientEnds()
                                  .record();
        QCOMPARE(
            recorder.transcript(),
            QStringList({"1 > Connected @0", "2 > RequestHead @0 161", "3 < ResponseHead 101 @0 129",
                         "4 < ProtocolSwitched @129",
                         "5 > Frame text fin masked end @161 11 payload 5 message 5",
                         "6 < Frame text fin end @129 7 payload 5 message 6",
                         "7 > Frame close fin masked @172 8 payload 2",
                         "8 < Frame close fin @136 4 payload 2", "9 < Closed FIN @140",
                         "10 > Closed FIN @180", "exchange 1: request 2, response 3, status 101, upgraded"}));
        QCOMPARE(recorder.payloads().at(5), std::string("Hello"));
        QVERIFY(recorder.verdict.isUpgraded());
        QVERIFY(recorder.verdict.allHold());
    }

    void refusalWithBody()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest())
                                  .server("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnope\n")
                                  .serverEnds()
                                  .record();
        compare(recorder.transcript(),
                QStringList({"1 > RequestHead @0 161", "2 < ResponseHead 403 @0 45", "    StatusIs101 @0+24",
                             "3 < Body @45 5 payload 5", "4 < Closed FIN @50",
                             "exchange 1: request 1, response 2, status 403, refused"}));
    }
};

QTEST_APPLESS_MAIN(TestHopDecoder)
#include "tst_hopdecoder.moc"
