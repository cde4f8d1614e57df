// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/cutedit.h"

#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using namespace std::chrono_literals;
using ui::CutEdit;
using ui::parseCuts;

using Cuts = std::vector<plan::WriteCut>;

class TestCutEdit : public QObject
{
    Q_OBJECT
private slots:
    void placesAreReadInAnyOrderAndBetweenAnySeparators()
    {
        QVERIFY(parseCuts("").value().empty());
        QVERIFY(parseCuts(" ,; ").value().empty());
        QVERIFY((parseCuts("20:500, 16;3 4").value() == Cuts{{3, 0ms}, {4, 0ms}, {16, 0ms}, {20, 500ms}}));
        QVERIFY((parseCuts("0:86400000").value() == Cuts{{0, 24h}}));
    }
    void whatIsNoPlaceIsNamed_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("word");
        QTest::newRow("a word") << "3, x, 4"
                                << "x";
        QTest::newRow("a colon and nothing") << "3:"
                                             << "3:";
        QTest::newRow("nothing and a colon") << ":3"
                                             << ":3";
        QTest::newRow("a negative place") << "-1"
                                          << "-1";
        QTest::newRow("more than a day") << "1:86400001"
                                         << "1:86400001";
        QTest::newRow("more digits than a place has") << "1234567890123456789"
                                                      << "1234567890123456789";
    }
    void whatIsNoPlaceIsNamed()
    {
        QFETCH(QString, typed);
        QFETCH(QString, word);
        const auto parsed = parseCuts(typed);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().word, word);
    }
    void noMoreThanAPlanHolds()
    {
        const QString most = QString("1 ").repeated(int(plan::kMaxCuts));
        QVERIFY(parseCuts(most));
        QVERIFY(!parseCuts(most + "1"));
    }
    void textAndCutsAreTheSame()
    {
        const Cuts cuts{{2, 0ms}, {6, 500ms}};
        QCOMPARE(ui::cutsText(cuts), QString("2, 6:500"));
        QVERIFY(parseCuts(ui::cutsText(cuts)).value() == cuts);
    }
    void aFieldKeepsTheLatestThatCouldBeRead()
    {
        CutEdit edit;
        QSignalSpy edited(&edit, &CutEdit::edited);
        edit.setCuts({{7, 1ms}});
        QCOMPARE(edited.count(), 0);
        QCOMPARE(edit.text(), QString("7:1"));
        edit.setText("7:1, y");
        QCOMPARE(edited.count(), 1);
        QVERIFY(edit.property("invalid").toBool());
        QVERIFY(edit.errorText().contains("“y”"));
        QVERIFY((edit.cuts() == Cuts{{7, 1ms}}));
        edit.clear();
        QVERIFY(edit.cuts().empty() && edit.errorText().isEmpty() && !edit.property("invalid").toBool());
    }
};

QTEST_MAIN(TestCutEdit)
#include "tst_cutedit.moc"
