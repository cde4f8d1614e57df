// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/tablemeasure.h"

#include <QTest>

using namespace hop101::diagram;

class TestTableMeasure : public QObject
{
    Q_OBJECT
private slots:
    void whatFitsStaysAsItIs() { QCOMPARE(TableMeasure().elided(Face::Plain, "hello", 100, false), "hello"); }
    void whatIsCutFits_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addRow("Latin") << QString("a detail that is far too long for its room");
        QTest::addRow("Arabic") << QString("مرحبا بالعالم مرحبا بالعالم مرحبا بالعالم");
        QTest::addRow("Chinese") << QString("你好世界你好世界你好世界你好世界你好世界");
        QTest::addRow("emoji") << QString("😀😀😀😀😀😀😀😀😀😀😀😀");
    }
    void whatIsCutFits()
    {
        QFETCH(QString, words);
        const TableMeasure measure;
        for (const Face face : {Face::Plain, Face::Strong, Face::Mono, Face::Small}) {
            for (const bool atFront : {false, true}) {
                for (double room = 30; room < 120; room += 7) {
                    const std::string cut = measure.elided(face, words.toStdString(), room, atFront);
                    QVERIFY(measure.width(face, cut) <= room + 1e-6);
                    const QString decoded = QString::fromStdString(cut);
                    QVERIFY(!decoded.contains(QChar(0xFFFD))); // no sign is cut in two
                    QVERIFY(atFront ? decoded.startsWith("…") : decoded.endsWith("…"));
                }
            }
        }
    }
    void strongIsWiderAndMonoIsEven()
    {
        const TableMeasure measure;
        QVERIFY(measure.width(Face::Strong, "Switching") > measure.width(Face::Plain, "Switching"));
        QCOMPARE(measure.width(Face::Mono, "iii"), measure.width(Face::Mono, "WWW"));
    }
};

QTEST_APPLESS_MAIN(TestTableMeasure)
#include "tst_tablemeasure.moc"
