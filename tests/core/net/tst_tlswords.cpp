// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlswords.h"

#include <QTest>

#include <ctime>

using namespace hop101;
using namespace hop101::net;

class TestTlsWords : public QObject
{
    Q_OBJECT
private slots:
    void everyFaultHasWords_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, tls::TlsFault fault, QString reason, QString words) {
            QTest::newRow(name) << int(fault) << reason << words;
        };
        row("no TLS", tls::TlsFault::NotTls, "", "The server does not speak TLS on this port");
        row("cut short", tls::TlsFault::Truncated, "",
            "The server ended the connection during the TLS handshake");
        row("no CA file", tls::TlsFault::BadAuthorities, "no such file",
            "The CA file holds no certificate that can be read");
        row("bad name", tls::TlsFault::BadOptions, "server name", "The TLS server name cannot be used");
        row("an alert is told in its own words", tls::TlsFault::PeerAlert, "tlsv1 alert unknown ca",
            "tlsv1 alert unknown ca");
        row("no words at all", tls::TlsFault::Protocol, "", "The TLS handshake failed");
    }
    void everyFaultHasWords()
    {
        QFETCH(int, fault);
        QFETCH(QString, reason);
        QFETCH(QString, words);
        const tls::TlsError error{static_cast<tls::TlsFault>(fault), -1, reason.toStdString()};
        QCOMPARE(QString::fromStdString(wordsFor(error)), words);
    }
    void timesAreUtc()
    {
        QCOMPARE(utcText(0), std::string("1970-01-01 00:00:00 UTC"));
        QCOMPARE(utcText(1795344127), std::string("2026-11-22 10:42:07 UTC"));
    }
    void allObjectionsAreNamed()
    {
        const auto now = static_cast<std::int64_t>(std::time(nullptr));
        const auto identity = tls::makeSelfSigned({{"other.test"}, now - 7200, now - 3600}).value();
        tls::ClientOptions options;
        options.verifyName = "example.test";
        auto client = std::move(tls::TlsFilter::client(options)).value();
        auto server = std::move(tls::TlsFilter::server({identity})).value();
        base::Bytes none;
        while (client.state() == tls::TlsState::Handshaking) {
            server.receive(client.takeOutput(), none);
            client.receive(server.takeOutput(), none);
        }
        const QString objection = QString::fromStdString(objectionTo(client));
        for (const char *part : {"self-signed certificate", "hostname mismatch", "certificate has expired"})
            QVERIFY2(objection.contains(QLatin1String(part), Qt::CaseInsensitive), qPrintable(objection));
        QVERIFY(nameOfPeer(client).starts_with("CN=other.test SHA-256 "));
        const session::CertificateDoubt doubt = doubtAbout(client);
        QCOMPARE(doubt.reason, objectionTo(client));
        QCOMPARE(doubt.issuer, std::string("CN=other.test"));
        QCOMPARE(doubt.validTo, utcText(now - 3600));
    }
    void withoutACertificateThereIsNoTrust()
    {
        const auto client = std::move(tls::TlsFilter::client({})).value();
        QCOMPARE(objectionTo(client), std::string("no certificate"));
        QCOMPARE(doubtAbout(client).reason, std::string("no certificate"));
        QCOMPARE(nameOfPeer(client), std::string());
    }
};

QTEST_APPLESS_MAIN(TestTlsWords)
#include "tst_tlswords.moc"
