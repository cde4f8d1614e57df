// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>

using namespace hop101;
using namespace hop101::cli;
using doctor::kGood101;
using doctor::kGoodRequest;

class TestCliReport : public QObject
{
    Q_OBJECT
private slots:
    void theStatusFollowsTheRules_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("closeStatus");
        const auto row = [](const char *name, const std::string &server, const std::string &client,
                            ExitStatus status, ExitStatus close) {
            QTest::newRow(name) << QByteArray::fromStdString(server) << QByteArray::fromStdString(client)
                                << int(status) << int(close);
        };
        const std::string good = kGood101;
        row("upgraded and closed", good + serverText("hi") + kServerClose, kClientClose, ExitStatus::Ok,
            ExitStatus::Ok);
        row("the client's Close is not answered", good, kClientClose, ExitStatus::Ok, ExitStatus::Broken);
        row("cut without a Close", good + serverText("hi"), "", ExitStatus::Ok, ExitStatus::Broken);
        row("a frame that breaks a rule", good + frame(0xa1, "hi", false) + kServerClose, kClientClose,
            ExitStatus::Broken, ExitStatus::Broken);
        row("refused", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "", ExitStatus::Broken,
            ExitStatus::Broken);
        row("a broken 101", doctor::responseWith("Connection", ""), "", ExitStatus::Broken,
            ExitStatus::Broken);
        row("a warning alone",
            doctor::responseWith("Upgrade", "Upgrade: websocket\r\nContent-Length: 0") + kServerClose,
            kClientClose, ExitStatus::Ok, ExitStatus::Ok);
        row("nothing came", "", "", ExitStatus::Network, ExitStatus::Network);
        row("half a head", "HTTP/1.1 101 Swi", "", ExitStatus::Network, ExitStatus::Network);
        row("what came is no HTTP", "SSH-2.0-OpenSSH_9.2p1\r\n", "", ExitStatus::Broken, ExitStatus::Broken);
        row("only an interim response", "HTTP/1.1 103 Early Hints\r\n\r\n", "", ExitStatus::Network,
            ExitStatus::Network);
    }
    void theStatusFollowsTheRules()
    {
        QFETCH(QByteArray, server);
        QFETCH(QByteArray, client);
        QFETCH(int, status);
        QFETCH(int, closeStatus);
        RecordedSession session;
        session.opened().client(kGoodRequest);
        if (!server.isEmpty())
            session.server(server.toStdString());
        if (!client.isEmpty())
            session.client(client.toStdString());
        session.serverEnds(hop::EndCause::Fin).clientEnds(hop::EndCause::ByUs);
        const auto reader = session.read();
        const SessionResult result = readResult(*reader);
        QCOMPARE(int(result.status()), status);
        QCOMPARE(int(result.closeStatus()), closeStatus);
    }
    void aConnectionThatNeverWasIsNetwork()
    {
        RecordedSession session;
        session.fails(hop::FailStage::Connect, "Connection refused");
        const auto reader = session.read();
        const SessionResult result = readResult(*reader);
        QCOMPARE(int(result.status()), int(ExitStatus::Network));
        QVERIFY(result.oneLine().find("refused") != std::string::npos);
        QVERIFY(result.oneLine().find('\n') == std::string::npos);
    }
    void theCloseReadsAsAPhrase()
    {
        formats::SessionSummary summary;
        QCOMPARE(closeText(summary), std::string("ended without a Close"));
        summary.close[0] = formats::CloseSeen{{7}, 1000, ""};
        QCOMPARE(closeText(summary), std::string("closed with 1000, which the other side did not answer"));
        summary.close[1] = formats::CloseSeen{{8}, 1001, "bye\x1b"};
        QCOMPARE(closeText(summary), std::string("closed with 1000, clean"));
        summary.close[0]->event = {9};
        QCOMPARE(closeText(summary), std::string("closed with 1001 “bye\\x1b”, clean"));
        summary.errors = 1;
        QCOMPARE(closeText(summary), std::string("closed with 1001 “bye\\x1b”, after a broken rule"));
    }
};

QTEST_GUILESS_MAIN(TestCliReport)
#include "tst_cli_report.moc"
