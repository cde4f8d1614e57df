// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/acceptkey.h"

#include <QCryptographicHash>
#include <QTest>

using namespace hop101::websocket;

class TestAcceptKey : public QObject
{
    Q_OBJECT
private slots:
    void rfc6455Section13()
    {
        QCOMPARE(acceptKeyFor("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    /// The values that RFC 6455 section 1.3 shows on the way.
    void theStepsOfRfc6455Section13()
    {
        const AcceptSteps steps = acceptSteps("dGhlIHNhbXBsZSBub25jZQ==");
        QCOMPARE(steps.key, "dGhlIHNhbXBsZSBub25jZQ==");
        QCOMPARE(steps.keyAndGuid, "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
        QCOMPARE(steps.sha1Hex, "b37a4f2cc0624f1690f64606cf385945b2bec4ea");
        QCOMPARE(steps.accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    void anyKeyIsAnswered_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("no key") << QByteArray();
        QTest::newRow("a key that is no base64") << QByteArray("hello, world");
        QTest::newRow("a key with a space in front, which counts") << QByteArray(" dGhlIHNhbXBsZSBub25jZQ==");
        QTest::newRow("a long key") << QByteArray(10'000, 'A');
    }
    void anyKeyIsAnswered()
    {
        QFETCH(QByteArray, key);
        const QByteArray guid(kAcceptGuid.data(), qsizetype(kAcceptGuid.size()));
        const QByteArray expected = QCryptographicHash::hash(key + guid, QCryptographicHash::Sha1).toBase64();
        QCOMPARE(QByteArray::fromStdString(acceptKeyFor(key.toStdString())), expected);
        QCOMPARE(QByteArray::fromStdString(acceptSteps(key.toStdString()).accept), expected);
    }

    void wellFormedIsBase64Of16Bytes_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("isWellFormed");
        QTest::newRow("RFC 6455 1.3") << QByteArray("dGhlIHNhbXBsZSBub25jZQ==") << true;
        QTest::newRow("16 zero bytes") << QByteArray("AAAAAAAAAAAAAAAAAAAAAA==") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("15 bytes") << QByteArray(15, 'x').toBase64() << false;
        QTest::newRow("17 bytes") << QByteArray(17, 'x').toBase64() << false;
        QTest::newRow("the key of many tutorials has 13 bytes")
            << QByteArray("SGVsbG8sIHdvcmxkIQ==") << false;
        QTest::newRow("no padding") << QByteArray("dGhlIHNhbXBsZSBub25jZQ") << false;
        QTest::newRow("white space") << QByteArray("dGhlIHNhbXBsZSBub25jZQ== ") << false;
        QTest::newRow("the URL-safe alphabet") << QByteArray("____________________-w==") << false;
    }
    void wellFormedIsBase64Of16Bytes()
    {
        QFETCH(QByteArray, key);
        QTEST(isKeyWellFormed(key.toStdString()), "isWellFormed");
    }
};

QTEST_APPLESS_MAIN(TestAcceptKey)
#include "tst_acceptkey.moc"
