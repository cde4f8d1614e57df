// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/wirelines.h"

#include <QTest>

using hop101::ui::lineEndOf;
using hop101::ui::wireLines;

class TestWireLines : public QObject
{
    Q_OBJECT
private slots:
    void lineEndsAreWrittenOut_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char *name, const char *wire, QStringList lines) {
            QTest::newRow(name) << QByteArray(wire) << lines;
        };
        row("CR LF", "a\r\nb\r\n\r\n", {"a\\r\\n", "b\\r\\n", "\\r\\n"});
        row("LF alone", "a\n\n", {"a\\n", "\\n"});
        row("a rest without a line end", "a\r\nb", {"a\\r\\n", "b"});
        row("a CR that ends no line is a picture", "a\rb\n", {QString::fromUtf8("a␍b\\n")});
        row("nothing", "", {});
    }
    void lineEndsAreWrittenOut()
    {
        QFETCH(QByteArray, wire);
        QTEST(wireLines({wire.constData(), std::size_t(wire.size())}), "lines");
    }
    void aLineEndIsFound()
    {
        QCOMPARE(lineEndOf("a\\r\\n"), 4);
        QCOMPARE(lineEndOf("a\\n"), 2);
        QCOMPARE(lineEndOf("a"), 0);
    }
};

QTEST_APPLESS_MAIN(TestWireLines)
#include "tst_wirelines.moc"
