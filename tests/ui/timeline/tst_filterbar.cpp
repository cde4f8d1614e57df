// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/filterbar.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/state/rowfilter.h"
#include "ui/timeline/eventtable.h"
#include "ui/timeline/filteredit.h"
#include "ui/timeline/sequenceview.h"
#include "ui/timeline/timelinepane.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCompleter>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

struct Stage
{
    Recording recording;
    CaptureState state;
    TimelinePane pane{state};
    FilterBar &bar = pane.filterBar();

    Stage()
    {
        pane.resize(800, 500);
        pane.show();
        state.setReader(recorded(recording, 1000, 300));
    }
    void type(const QString &text)
    {
        bar.open();
        bar.edit()->clear();
        QTest::keyClicks(bar.edit(), text);
        bar.edit()->completer()->popup()->hide();
    }
};

} // namespace

class TestFilterBar : public QObject
{
    Q_OBJECT
private slots:
    void diagramAndTableShowTheHitsAlone()
    {
        Stage stage;
        stage.pane.setTableShown(true);
        QAbstractItemModelTester tester(stage.pane.table().model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        stage.bar.setExpression("from client text");
        QTRY_COMPARE(stage.bar.countText(), QString("199 of 1,004"));
        QCOMPARE(stage.pane.table().model()->rowCount(), 199);
        QCOMPARE(stage.pane.table().model()->index(0, EventTableModel::Number).data().toString(),
                 QString("9"));
        stage.pane.setTableShown(false);
        QCOMPARE(stage.pane.sequence().drawList().rows.front().event, base::EventId{9});
        stage.state.select({14});
        QCOMPARE(stage.pane.sequence().selectedRowText().contains("hello"), true);
    }
    void aWrongExpressionIsToldAtItsPlaceAndTheLastOneStays()
    {
        Stage stage;
        stage.bar.setExpression("text");
        QTRY_COMPARE(stage.state.rowCount(), std::uint64_t(1000));
        stage.type("text and sise > 3");
        QTest::keyClick(stage.bar.edit(), Qt::Key_Return);
        QVERIFY(stage.bar.edit()->hasFault());
        QVERIFY2(stage.bar.errorText().contains("sise"), qPrintable(stage.bar.errorText()));
        QCOMPARE(stage.state.rowCount(), std::uint64_t(1000));
        QTest::keyClick(stage.bar.edit(), Qt::Key_Backspace);
        QVERIFY(!stage.bar.edit()->hasFault() && stage.bar.errorText().isEmpty());
    }
    void itIsTakenAfterAPauseInTyping()
    {
        Stage stage;
        stage.type("has finding");
        QTRY_COMPARE(stage.state.rowCount(), std::uint64_t(1));
    }
    void escapeClearsAndThenCloses()
    {
        Stage stage;
        stage.type("ping");
        QTest::keyClick(stage.bar.edit(), Qt::Key_Return);
        QTRY_COMPARE(stage.state.rowCount(), std::uint64_t(0));
        QTest::keyClick(stage.bar.edit(), Qt::Key_Escape);
        QCOMPARE(stage.state.rowCount(), std::uint64_t(1004));
        QVERIFY(!stage.bar.isHidden());
        QTest::keyClick(stage.bar.edit(), Qt::Key_Escape);
        QVERIFY(stage.bar.isHidden());
    }
    void wordsAreOfferedAndTaken()
    {
        Stage stage;
        stage.bar.open();
        QTest::keyClicks(stage.bar.edit(), "text and clo");
        QCompleter *words = stage.bar.edit()->completer();
        QVERIFY(words->completionCount() >= 2);
        emit words->activated(words->completionModel()->index(0, 0));
        QVERIFY2(stage.bar.edit()->text().startsWith("text and close"), qPrintable(stage.bar.edit()->text()));
        QTest::keyClicks(stage.bar.edit(), " \"clo");
        QVERIFY(!words->popup()->isVisible());
    }
    void findingsThatDoNotShowAreLeaptOver()
    {
        Stage stage;
        stage.bar.setExpression("from client");
        QTRY_VERIFY(!stage.pane.filter().isScanning());
        stage.pane.selectNextFinding();
        QVERIFY(!stage.state.selected());
        stage.bar.setExpression("event 250..310");
        QTRY_VERIFY(!stage.pane.filter().isScanning());
        stage.pane.selectNextFinding();
        QCOMPARE(stage.state.selected(), base::EventId{304});
        stage.state.select({310});
        stage.pane.selectPreviousFinding();
        QCOMPARE(stage.state.selected(), base::EventId{304});
    }
};

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
