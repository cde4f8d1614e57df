// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/failure.h"

#include "evidencefrom.h"

#include <QTest>

using namespace hop101;
using namespace hop101::doctor;
using hop::FailStage;

class TestFailure : public QObject
{
    Q_OBJECT
private slots:
    void eachStageSaysWhy_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("lead");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, FailStage stage, QString reason, QString lead,
                            QString sentence) {
            QTest::newRow(name) << int(stage) << reason << lead << sentence;
        };
        row("no such name", FailStage::Resolve, "Host not found", "Not connected.",
            "The host name could not be found.");
        row("a closed port", FailStage::Connect, "Connection refused", "Not connected.",
            "The connection was refused: nothing listens at that address and port.");
        row("no way there", FailStage::Connect, "Network is unreachable", "Not connected.",
            "There is no way to that address.");
        row("no route", FailStage::Connect, "No route to host", "Not connected.",
            "There is no way to that address.");
        row("the system's time-out", FailStage::Connect, "Connection timed out", "Not connected.",
            "The address did not answer in time.");
        row("another reason", FailStage::Connect, "Too many open files", "Not connected.",
            "The connection could not be made.");
        row("our time-out", FailStage::ConnectTimeout, "", "Not connected.",
            "The address did not answer in time.");
        row("wss to a plain port", FailStage::Tls, "wrong version number", "Not connected.",
            "The port does not speak TLS.");
        row("no common cipher", FailStage::Tls, "sslv3 alert handshake failure", "Not connected.",
            "The server refused the TLS handshake.");
        row("TLS without a known reason", FailStage::Tls, "", "Not connected.", "The TLS handshake failed.");
        row("TLS time-out", FailStage::TlsTimeout, "", "Not connected.",
            "The TLS handshake was not finished in time.");
        row("self-signed", FailStage::Certificate, "self-signed certificate", "Not connected.",
            "The server's certificate is self-signed, so nothing vouches for it.");
        row("expired", FailStage::Certificate, "certificate has expired", "Not connected.",
            "The server's certificate has expired.");
        row("not yet valid", FailStage::Certificate, "certificate is not yet valid", "Not connected.",
            "The server's certificate is not yet valid.");
        row("another name", FailStage::Certificate, "hostname mismatch", "Not connected.",
            "The server's certificate is for another name.");
        row("another address", FailStage::Certificate, "IP address mismatch", "Not connected.",
            "The server's certificate is for another name.");
        row("unknown authority", FailStage::Certificate, "unable to get local issuer certificate",
            "Not connected.", "The server's certificate comes from an authority that is not trusted here.");
        row("any other objection", FailStage::Certificate, "unsuitable certificate purpose", "Not connected.",
            "The server's certificate is not trusted.");
        row("silence", FailStage::UpgradeTimeout, "", "No answer.",
            "The server did not answer the request in time.");
        row("cancelled", FailStage::Cancelled, "", "No answer.", "Cancelled before the answer came.");
        row("broken", FailStage::Io, "Software caused connection abort", "No answer.",
            "The connection broke.");
    }
    void eachStageSaysWhy()
    {
        QFETCH(int, stage);
        QFETCH(QString, reason);
        QFETCH(QString, lead);
        QFETCH(QString, sentence);
        const Diagnosis d = diagnoseFailure(static_cast<FailStage>(stage), reason.toStdString());
        QCOMPARE(QString::fromStdString(d.lead), lead);
        QCOMPARE(QString::fromStdString(d.sentence), sentence);
    }
    void theSystemsWordsStandBehindOurs()
    {
        const Diagnosis d = diagnoseFailure(FailStage::Connect, "Connection refused");
        QVERIFY(QString::fromStdString(d.detail).endsWith("(Connection refused)"));
    }
    void whatCameInsteadOfAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, QByteArray raw, QString sentence) {
            QTest::newRow(name) << raw << sentence;
        };
        row("a TLS alert (RFC 8446 6)", QByteArray::fromHex("1503010002020a"),
            "The port speaks TLS, and the request came in plain text.");
        row("HTTP/2 SETTINGS, as nghttpd sends it", QByteArray::fromHex("000006040000000000000300000064"),
            "The port speaks HTTP/2 only, where Upgrade does not exist.");
        row("empty SETTINGS", QByteArray::fromHex("000000040000000000"),
            "The port speaks HTTP/2 only, where Upgrade does not exist.");
        row("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", "An SSH server answered, not a web server.");
        row("frames behind Apache and an HTTP/1.0 client", QByteArray::fromHex("810568656c6c6f"),
            "Frames came without a 101 before them.");
        row("SMTP", "220 mail.example ESMTP\r\n", "What came back is not HTTP.");
        row("one byte", QByteArray::fromHex("15"), "What came back is not HTTP.");
    }
    void whatCameInsteadOfAnAnswer()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, sentence);
        Evidence evidence = evidenceFrom(kGoodRequest, "");
        evidence.raw = base::toBytes(raw.toStdString());
        evidence.failedAt = FailStage::UpgradeTimeout; // the bytes say more than the time-out
        const Diagnosis d = diagnose(evidence);
        QCOMPARE(d.lead, std::string("No answer."));
        QCOMPARE(QString::fromStdString(d.sentence), sentence);
    }
    void theEndBeforeAnAnswer()
    {
        Evidence evidence = evidenceFrom(kGoodRequest, "");
        evidence.ended = hop::EndCause::Fin;
        QCOMPARE(diagnose(evidence).sentence,
                 std::string("The server closed the connection without a word."));
        evidence.ended = hop::EndCause::Reset;
        QCOMPARE(diagnose(evidence).sentence,
                 std::string("The server reset the connection instead of answering."));
        evidence.isHeadCut = true;
        QCOMPARE(diagnose(evidence).sentence,
                 std::string("The connection ended in the middle of the response head."));
        evidence.isHeadCut = false;
        evidence.interim = {100, 103};
        QCOMPARE(diagnose(evidence).sentence,
                 std::string("Only an interim response (103) came, never a final one."));
    }
    void aTimeOutInTheMiddleOfAHead()
    {
        Evidence evidence = evidenceFrom(kGoodRequest, "");
        evidence.failedAt = FailStage::UpgradeTimeout;
        evidence.isHeadCut = true;
        QCOMPARE(diagnose(evidence).sentence, std::string("The response head did not end in time."));
    }
};

QTEST_APPLESS_MAIN(TestFailure)
#include "tst_failure.moc"
