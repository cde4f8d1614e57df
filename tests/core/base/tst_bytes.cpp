// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/bytes.h"

#include <QTest>

using namespace hop101::base;

class TestBytes : public QObject
{
    Q_OBJECT
private slots:
    void base64_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("encoded");
        // RFC 4648 section 10
        QTest::newRow("empty") << "" << "";
        QTest::newRow("f") << "f" << "Zg==";
        QTest::newRow("fo") << "fo" << "Zm8=";
        QTest::newRow("foo") << "foo" << "Zm9v";
        QTest::newRow("foobar") << "foobar" << "Zm9vYmFy";
    }
    void base64()
    {
        QFETCH(QString, plain);
        QFETCH(QString, encoded);
        const auto bytes = toBytes(plain.toStdString());
        QCOMPARE(QString::fromStdString(toBase64(bytes)), encoded);
        QVERIFY(fromBase64(encoded.toStdString()) == bytes);
    }
};

QTEST_APPLESS_MAIN(TestBytes)
#include "tst_bytes.moc"
