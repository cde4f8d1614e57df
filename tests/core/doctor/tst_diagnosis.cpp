// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/diagnosis.h"

#include "evidencefrom.h"

#include <QTest>

using namespace hop101;
using namespace hop101::doctor;

class TestDiagnosis : public QObject
{
    Q_OBJECT
private slots:
    void theStateChoosesTheLead()
    {
        Evidence waiting = evidenceFrom(kGoodRequest, "");
        waiting.verdict.state = hop::ExchangeState::Waiting;
        QCOMPARE(diagnose(waiting).lead, std::string("Waiting."));
        QCOMPARE(diagnose(evidenceFrom(kGoodRequest, "")).lead, std::string("No answer."));
        QCOMPARE(diagnose(evidenceFrom(kGoodRequest, kGood101)).lead, std::string("Upgraded."));
        QCOMPARE(diagnose(evidenceFrom(kGoodRequest, responseWith("Upgrade", ""))).lead,
                 std::string("Not upgraded."));
        QCOMPARE(diagnose(evidenceFrom(kGoodRequest, "HTTP/1.1 404 Not Found\r\n\r\n")).lead,
                 std::string("Not upgraded."));
        const std::string connect = "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n";
        const Diagnosis tunnel = diagnose(evidenceFrom(connect, "HTTP/1.1 200 OK\r\n\r\n"));
        QCOMPARE(tunnel.lead, std::string("Tunnel."));
        QCOMPARE(tunnel.sentence, std::string("The proxy opened a tunnel to h:443."));
        QVERIFY(tunnel.causes.empty());
    }
    void aCaptureThatLostTheHeadsDoesNotCrash()
    {
        for (const auto state :
             {hop::ExchangeState::Waiting, hop::ExchangeState::Upgraded, hop::ExchangeState::Broken101,
              hop::ExchangeState::Refused, hop::ExchangeState::NoAnswer, hop::ExchangeState::Tunnelled}) {
            Evidence evidence;
            evidence.verdict.state = state;
            QVERIFY(!diagnose(evidence).lead.empty());
        }
    }
    void everyTextGoesThroughTheTranslation()
    {
        const Translate marked = [](const char *text) { return '<' + std::string(text) + '>'; };
        const Diagnosis d = diagnose(evidenceFrom(kGoodRequest, "HTTP/1.1 404 Not Found\r\n\r\n"), marked);
        QCOMPARE(d.lead, std::string("<Not upgraded.>"));
        QCOMPARE(d.sentence, std::string("<Nothing is served at /chat (404).>"));
        QVERIFY(d.detail.starts_with('<') && d.detail.ends_with('>'));
        QCOMPARE(diagnoseFailure(hop::FailStage::Resolve, "", marked).lead, std::string("<Not connected.>"));
    }
};

QTEST_APPLESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
