// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/jsonvalue.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

class TestJsonValue : public QObject
{
    Q_OBJECT
private slots:
    void objectsAndArraysOnly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isJson");
        QTest::newRow("an object") << QByteArray(" \r\n{\"a\": [1]} ") << true;
        QTest::newRow("an array") << QByteArray("[]") << true;
        QTest::newRow("a number is plain text") << QByteArray("12") << false;
        QTest::newRow("cut") << QByteArray("{\"a\":") << false;
        QTest::newRow("something behind it") << QByteArray("[] x") << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("as deep as it may be") << QByteArray(100, '[') + QByteArray(100, ']') << true;
        QTest::newRow("one deeper") << QByteArray(101, '[') + QByteArray(101, ']') << false;
        QTest::newRow("brackets in a string have no depth")
            << QByteArray("[\"\\\"" + QByteArray(200, '[') + "\"]") << true;
        QTest::newRow("as large as it may be")
            << QByteArray("[" + QByteArray(1024 * 1024 - 2, ' ') + "]") << true;
        QTest::newRow("one larger") << QByteArray("[" + QByteArray(1024 * 1024 - 1, ' ') + "]") << false;
        QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]") << false;
    }
    void objectsAndArraysOnly()
    {
        QFETCH(QByteArray, text);
        QTEST(jsonFrom(base::asBytes(text.toStdString())).has_value(), "isJson");
    }
};

QTEST_APPLESS_MAIN(TestJsonValue)
#include "tst_jsonvalue.moc"
