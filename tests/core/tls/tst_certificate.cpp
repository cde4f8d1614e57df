// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/certificate.h"

#include <QTest>

using namespace hop101::tls;

class TestCertificate : public QObject
{
    Q_OBJECT
private slots:
    void codesAreGroupedByWhatToDo_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("cause");
        const auto row = [](const char *name, int code, VerifyCause cause) {
            QTest::newRow(name) << code << static_cast<int>(cause);
        };
        // Numbers of openssl/x509_vfy.h.
        row("depth zero self-signed", 18, VerifyCause::SelfSigned);
        row("self-signed in chain", 19, VerifyCause::SelfSigned);
        row("no issuer locally", 20, VerifyCause::UnknownIssuer);
        row("first certificate cannot be verified", 21, VerifyCause::UnknownIssuer);
        row("not yet valid", 9, VerifyCause::NotYetValid);
        row("expired", 10, VerifyCause::Expired);
        row("revoked", 23, VerifyCause::Revoked);
        row("host name", 62, VerifyCause::WrongName);
        row("IP address", 64, VerifyCause::WrongName);
        row("anything else", 1, VerifyCause::Other);
    }
    void codesAreGroupedByWhatToDo()
    {
        QFETCH(int, code);
        QFETCH(int, cause);
        QCOMPARE(static_cast<int>(causeOf({code, 0, {}})), cause);
    }
};

QTEST_APPLESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
