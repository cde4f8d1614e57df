// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/identity.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hop101::tls;

namespace {

constexpr std::int64_t kFrom = 1700000000;
constexpr std::int64_t kUntil = 1800000000;

Identity made(std::vector<std::string> names)
{
    return makeSelfSigned({std::move(names), kFrom, kUntil}).value();
}

} // namespace

class TestIdentity : public QObject
{
    Q_OBJECT
private slots:
    void aSelfSignedCertificateSaysWhatWasAskedFor()
    {
        const auto all = readCertificates(made({"example.test", "127.0.0.1", "::1"}).certificatePem);
        QCOMPARE(all.size(), std::size_t{1});
        const Certificate &certificate = all.front();
        QCOMPARE(certificate.subject, std::string("CN=example.test"));
        QCOMPARE(certificate.issuer, certificate.subject);
        QCOMPARE(certificate.notBefore, kFrom);
        QCOMPARE(certificate.notAfter, kUntil);
        QCOMPARE(certificate.publicKey, std::string("EC 256"));
        QCOMPARE(certificate.fingerprint.size(), std::size_t{64});
        QVERIFY(!certificate.der.empty());
        const std::vector<std::string> names{"DNS:example.test", "IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1"};
        QVERIFY(certificate.altNames == names);
    }
    void noTwoAreAlike()
    {
        const auto a = readCertificates(made({"a"}).certificatePem).front();
        const auto b = readCertificates(made({"a"}).certificatePem).front();
        QVERIFY(a.serial != b.serial);
        QVERIFY(a.fingerprint != b.fingerprint);
    }
    void namesThatNoCertificateCanHold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << "";
        QTest::newRow("a list smuggled in") << "a,DNS:b";
        QTest::newRow("a line end") << "a\nb";
        QTest::newRow("a section reference") << "@section";
    }
    void namesThatNoCertificateCanHold()
    {
        QFETCH(QString, name);
        const auto result = makeSelfSigned({{name.toStdString()}, kFrom, kUntil});
        QVERIFY(!result);
        QVERIFY(result.error().fault == TlsFault::BadIdentity);
    }
    void noNameAtAllFails() { QVERIFY(!makeSelfSigned({{}, kFrom, kUntil})); }
    void aKeyOfAnotherCertificateIsRefused()
    {
        const auto result = checkIdentity({made({"a"}).certificatePem, made({"a"}).keyPem});
        QVERIFY(!result);
        QVERIFY(result.error().fault == TlsFault::BadIdentity);
        QCOMPARE(result.error().reason, std::string("key values mismatch"));
    }
    void filesAreReadAndChecked()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const char *name, const std::string &content) {
            QFile file(folder.filePath(QLatin1String(name)));
            const bool isOpen = file.open(QIODevice::WriteOnly);
            file.write(content.data(), static_cast<qint64>(content.size()));
            return isOpen ? file.fileName().toStdString() : std::string();
        };
        const Identity identity = made({"a"});
        const auto certificate = write("certificate.pem", identity.certificatePem);
        const auto key = write("key.pem", identity.keyPem);
        QVERIFY(readIdentity(certificate, key));
        QVERIFY(!readIdentity(key, certificate));
        QVERIFY(!readIdentity(certificate, write("empty.pem", {})));
        const auto missing = readIdentity(certificate, folder.filePath(QStringLiteral("none")).toStdString());
        QVERIFY(!missing);
        QVERIFY(missing.error().reason.find("none") != std::string::npos);
        const auto aFolder = readIdentity(folder.path().toStdString(), key);
        QVERIFY(!aFolder);
        QVERIFY(aFolder.error().reason.find(folder.path().toStdString()) != std::string::npos);
        QVERIFY(!readIdentity(certificate, "/dev/zero")); // it never ends
    }
    void textWithoutCertificateGivesNone() { QVERIFY(readCertificates("hello").empty()); }
};

QTEST_APPLESS_MAIN(TestIdentity)
#include "tst_identity.moc"
