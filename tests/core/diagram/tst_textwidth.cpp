// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/textwidth.h"

#include <QTest>

using namespace hop101::diagram;

class TestTextWidth : public QObject
{
    Q_OBJECT
private slots:
    void columnsAreThoseOfATerminal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("columns");
        QTest::newRow("nothing") << "" << 0;
        QTest::newRow("ASCII") << "hello" << 5;
        QTest::newRow("umlauts") << QString::fromUtf8("Grüße") << 5;
        QTest::newRow("a combining accent") << QString::fromUtf8("e\u0301") << 1;
        QTest::newRow("Chinese") << QString::fromUtf8("世界") << 4;
        QTest::newRow("Korean") << QString::fromUtf8("안녕") << 4;
        QTest::newRow("full-width Latin") << QString::fromUtf8("Ａ") << 2;
        QTest::newRow("an emoji") << QString::fromUtf8("😀") << 2;
        QTest::newRow("an emoji with a skin tone") << QString::fromUtf8("👍🏽") << 2;
        QTest::newRow("Hebrew points") << QString::fromUtf8("שָׁלוֹם") << 4;
        QTest::newRow("arrows and strokes") << QString::fromUtf8("│──▶") << 4;
        QTest::newRow("thin grouping") << QString::fromUtf8("12\u2009431.0") << 8;
    }
    void columnsAreThoseOfATerminal()
    {
        QFETCH(QString, text);
        QTEST(columnsOf(text.toStdString()), "columns");
    }
    void elisionNeverTakesMoreThanItMay()
    {
        const std::string text = "a世b界e\u0301c";
        for (int columns = 0; columns <= 9; ++columns)
            QVERIFY(columnsOf(elidedTo(text, columns, "…")) <= columns);
        QCOMPARE(elidedTo(text, 8, "…"), text);
        QCOMPARE(elidedTo(text, 4, "…"), std::string("a世…"));
        QCOMPARE(elidedTo(text, 3, "…"), std::string("a…")); // half of a wide character is none of it
        QCOMPARE(elidedTo("abc", 0, "…"), std::string());
    }
};

QTEST_APPLESS_MAIN(TestTextWidth)
#include "tst_textwidth.moc"
