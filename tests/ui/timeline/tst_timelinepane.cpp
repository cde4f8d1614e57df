// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepane.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/timeline/eventtable.h"
#include "ui/timeline/overviewstrip.h"
#include "ui/timeline/sequenceview.h"

#include <QSignalSpy>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

struct Stage
{
    Recording recording;
    CaptureState state;
    TimelinePane pane{state};

    Stage()
    {
        pane.resize(692, 600);
        pane.show();
    }
    void open(int frames, int badAt = 0) { state.setReader(recorded(recording, frames, badAt)); }
};

} // namespace

class TestTimelinePane : public QObject
{
    Q_OBJECT
private slots:
    void theOverviewShowsOnlyWithEvents()
    {
        Stage stage;
        QVERIFY(!stage.pane.overview().isVisible());
        stage.open(10);
        QVERIFY(stage.pane.overview().isVisible());
        stage.state.setReader(nullptr);
        QVERIFY(!stage.pane.overview().isVisible());
    }
    void tableAndDiagramTakeTurns()
    {
        Stage stage;
        stage.open(100);
        QSignalSpy told(&stage.pane, &TimelinePane::tableShownChanged);
        stage.state.select({50});
        stage.pane.setTableShown(true);
        stage.pane.setTableShown(true);
        QVERIFY(stage.pane.table().isVisible() && !stage.pane.sequence().isVisible());
        QCOMPARE(stage.pane.table().currentIndex().row(), 49);
        QCOMPARE(told.count(), 1);
        stage.pane.setTableShown(false);
        QVERIFY(stage.pane.sequence().isVisible() && !stage.pane.table().isVisible());
    }
    void aTableThatIsNotShownHasNoRows()
    {
        Stage stage;
        stage.open(100);
        QCOMPARE(stage.pane.table().model()->rowCount(), 0);
        stage.pane.setTableShown(true);
        QVERIFY(stage.pane.table().model()->rowCount() >= 100);
        stage.pane.setTableShown(false);
        QCOMPARE(stage.pane.table().model()->rowCount(), 0);
    }
    void theOverviewLeadsTheDiagram()
    {
        Stage stage;
        stage.open(1000);
        stage.pane.grab();
        OverviewStrip &strip = stage.pane.overview();
        QSignalSpy wanted(&strip, &OverviewStrip::eventWanted);
        // It is drawn a slice at a time, and until then leads nowhere.
        const auto click = [&] {
            QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(strip.width() / 2, 20));
            return !wanted.isEmpty();
        };
        QTRY_VERIFY(click());
        const std::uint64_t middle =
            (stage.pane.sequence().firstVisibleRow() + stage.pane.sequence().lastVisibleRow()) / 2;
        QVERIFY2(middle > 460 && middle < 540, qPrintable(QString::number(middle)));
    }
    void followEndGoesThereAndStays()
    {
        Stage stage;
        stage.open(1000);
        stage.pane.followEnd();
        QVERIFY(stage.pane.sequence().isFollowing());
        QCOMPARE(stage.pane.sequence().lastVisibleRow(), std::uint64_t(1003));
    }
    void findingsAreFoundFromTheTableToo()
    {
        Stage stage;
        stage.open(500, 300);
        stage.pane.setTableShown(true);
        stage.pane.selectNextFinding();
        QCOMPARE(stage.pane.table().currentIndex().row(), 303);
        stage.pane.selectPreviousFinding();
        QCOMPARE(stage.state.selected().value, std::uint64_t(304));
    }
    void tableAndDiagramHaveTheSameRowsSelected()
    {
        Stage stage;
        stage.open(100);
        stage.pane.setTableShown(true);
        stage.state.select({3});
        QTest::keyClick(&stage.pane.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&stage.pane.table(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(stage.state.selection().ranges(), (std::vector<EventSelection::Range>{{3, 5}}));
        QCOMPARE(stage.state.selected().value, std::uint64_t(5));
        stage.state.toggleSelected({9}); // as in the diagram
        QItemSelectionModel *rows = stage.pane.table().selectionModel();
        QVERIFY(rows->isRowSelected(2) && rows->isRowSelected(4) && rows->isRowSelected(8));
        QVERIFY(!rows->isRowSelected(5));
        QSignalSpy copies(&stage.pane, &TimelinePane::copyRequested);
        QTest::keyClick(&stage.pane.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copies.count(), 1);
        stage.state.select({20});
        QCOMPARE(rows->selectedRows().size(), qsizetype(1));
    }
    void bothWaysAskForDetails()
    {
        Stage stage;
        stage.open(5);
        stage.state.select({3});
        QSignalSpy asked(&stage.pane, &TimelinePane::detailRequested);
        QTest::keyClick(&stage.pane.sequence(), Qt::Key_Return);
        stage.pane.setTableShown(true);
        QTest::keyClick(&stage.pane.table(), Qt::Key_Return);
        QCOMPARE(asked.count(), 2);
    }
};

QTEST_MAIN(TestTimelinePane)
#include "tst_timelinepane.moc"
