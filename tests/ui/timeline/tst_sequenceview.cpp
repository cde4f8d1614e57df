// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/sequenceview.h"

#include "tests/ui/timeline/recordings.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

constexpr int kShown = 30; // rows and a little more fit into the view below

/// A view with a capture of its own.
struct Stage
{
    Recording recording;
    CaptureState state;
    SequenceView view{state};

    explicit Stage(int frames, int badAt = 0)
    {
        view.resize(692, 44 + kShown * 28);
        view.show();
        state.setReader(recorded(recording, frames, badAt));
        view.grab();
    }
    QScrollBar *bar() { return view.verticalScrollBar(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&view, Qt::Key(key), modifiers);
    }
    std::uint64_t selected() const { return state.selected().value; }
    std::uint64_t eventCount() const { return state.reader()->eventCount(); }
};

/// A capture that grows while it is shown.
struct Live
{
    Recording recording;
    CaptureState state;
    SequenceView view{state};

    Live()
    {
        view.resize(692, 44 + kShown * 28);
        view.show();
        recording.upgrade();
        recording.recorder().commit();
        state.setReader(recording.read());
        add(100);
    }
    void add(int frames)
    {
        recording.frames(frames);
        recording.recorder().commit();
        state.advance(recording.recorder().takeProgress().lowestChanged);
        view.grab();
    }
    std::uint64_t last() { return view.lastVisibleRow() + 1; }
    QPushButton *jump() { return view.findChild<QPushButton *>(); }
};

} // namespace

class TestSequenceView : public QObject
{
    Q_OBJECT
private slots:
    void readingFollowsWhatIsVisible_data()
    {
        QTest::addColumn<int>("frames");
        QTest::newRow("a thousand events") << 1000;
        QTest::newRow("a hundred thousand events") << 100'000;
    }
    void readingFollowsWhatIsVisible()
    {
        QFETCH(int, frames);
        Stage stage(frames);
        const int shown = stage.view.viewport()->height() / 28 + 1;
        const auto readBy = [&](auto &&step) {
            const std::uint64_t before = stage.state.reader()->recordsRead();
            step();
            stage.view.grab();
            return int(stage.state.reader()->recordsRead() - before);
        };
        QCOMPARE(readBy([] {}), 0); // nothing changed: nothing is read
        for (const double part : {0.0, 0.3, 0.77, 1.0}) {
            const int value = int(part * stage.bar()->maximum());
            QVERIFY(readBy([&] { stage.bar()->setValue(value); }) <= shown + 6);
        }
        stage.bar()->setValue(stage.bar()->maximum() / 2);
        QVERIFY(readBy([&] { stage.state.select({stage.view.firstVisibleRow() + 3}); }) <= shown + 6);
        QCOMPARE(readBy([&] { stage.state.select({stage.view.firstVisibleRow() + 5}); }), 0);
    }
    void theScrollBarCountsRows()
    {
        Stage stage(1000);
        QCOMPARE(stage.bar()->maximum(), int(stage.eventCount()) - stage.view.viewport()->height() / 28);
        stage.bar()->setValue(stage.bar()->maximum());
        QCOMPARE(stage.view.lastVisibleRow(), stage.eventCount() - 1);
        QCOMPARE(stage.view.drawList().rows.back().event.value, stage.eventCount());
    }
    void anOpenedCaptureStartsAtItsTop()
    {
        Stage stage(1000);
        QCOMPARE(stage.view.firstVisibleRow(), std::uint64_t(0));
        QVERIFY(!stage.view.isFollowing());
    }
    void whatIsPaintedCanBeClicked()
    {
        Stage stage(200);
        stage.bar()->setValue(57);
        for (const DrawnRow &row : std::vector<DrawnRow>(stage.view.drawList().rows)) {
            if (!stage.view.viewport()->rect().contains(row.arrow.center().toPoint()))
                continue;
            QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, row.arrow.center().toPoint());
            QCOMPARE(stage.selected(), row.event.value);
        }
        QCOMPARE(stage.bar()->value(), 57); // the rows did not run away
    }
    void shiftSelectsFromOneRowToAnother()
    {
        Stage stage(200);
        stage.state.select({10});
        for (int i = 0; i < 3; ++i)
            stage.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(stage.selected(), std::uint64_t(13));
        QCOMPARE(stage.state.selectedCount(), std::uint64_t(4));
        stage.press(Qt::Key_Home, Qt::ShiftModifier); // to the other side of where it began
        QCOMPARE(stage.state.selection().ranges(), (std::vector<EventSelection::Range>{{1, 10}}));
        QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          stage.view.drawList().rows.at(14).arrow.center().toPoint());
        QCOMPARE(stage.state.selection().ranges(), (std::vector<EventSelection::Range>{{10, 15}}));
        stage.press(Qt::Key_Down); // alone again
        QCOMPARE(stage.state.selectedCount(), std::uint64_t(1));
        QCOMPARE(stage.selected(), std::uint64_t(16));
    }
    void controlAddsARowAndTakesItAway()
    {
        Stage stage(200);
        const auto click = [&](std::size_t row, Qt::KeyboardModifiers modifiers,
                               Qt::MouseButton button = Qt::LeftButton) {
            QTest::mouseClick(stage.view.viewport(), button, modifiers,
                              stage.view.drawList().rows.at(row).arrow.center().toPoint());
        };
        click(2, {});
        click(6, Qt::ControlModifier);
        QCOMPARE(stage.state.selection().ranges(), (std::vector<EventSelection::Range>{{3, 3}, {7, 7}}));
        QCOMPARE(stage.selected(), std::uint64_t(7));
        click(2, {}, Qt::RightButton); // a menu about both
        QCOMPARE(stage.state.selectedCount(), std::uint64_t(2));
        click(6, Qt::ControlModifier);
        QCOMPARE(stage.selected(), std::uint64_t(3));
        click(2, Qt::ControlModifier); // the last one stays
        QCOMPARE(stage.state.selectedCount(), std::uint64_t(1));
    }
    void severalEventsAreSaidAndCopiedElsewhere()
    {
        Stage stage(200);
        QSignalSpy copies(&stage.view, &SequenceView::copyRequested);
        QApplication::clipboard()->setText("before");
        stage.state.select({3});
        stage.press(Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY2(stage.view.accessibleDescription().contains("2 events selected"),
                 qPrintable(stage.view.accessibleDescription()));
        stage.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copies.count(), 1);
        QCOMPARE(QApplication::clipboard()->text(), QString("before"));
    }
    void whatASelectionCostsDoesNotFollowItsSize()
    {
        Stage small(100), large(20'000);
        const auto read = [](Stage &stage) {
            const std::uint64_t before = stage.state.reader()->recordsRead();
            stage.state.selectAll();
            stage.view.grab();
            return stage.state.reader()->recordsRead() - before;
        };
        const std::uint64_t ofSmall = read(small);
        QVERIFY(read(large) <= ofSmall);
        QCOMPARE(large.state.selectedCount(), large.eventCount());
        QCOMPARE(large.state.selection().ranges().size(), std::size_t(1));
    }
    void everySelectedRowIsPaintedSo()
    {
        Stage stage(200);
        const auto inkAt = [&](std::size_t row) {
            const QRectF ground = stage.view.drawList().rows.at(row).ground;
            return stage.view.viewport()->grab().toImage().pixelColor(int(ground.right()) - 2,
                                                                      int(ground.center().y()));
        };
        const QColor plain = inkAt(8);
        stage.state.select({5});
        stage.state.selectTo({8});
        QCOMPARE(inkAt(4), inkAt(7));
        QVERIFY(inkAt(6) != plain);
        QCOMPARE(inkAt(9), plain);
    }
    void keysMoveTheSelection()
    {
        Stage stage(200);
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.selected(), std::uint64_t(1));
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.selected(), std::uint64_t(2));
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Up);
        QCOMPARE(stage.selected(), std::uint64_t(1));
        stage.press(Qt::Key_PageDown);
        QVERIFY(stage.selected() > 25);
        stage.press(Qt::Key_End);
        QCOMPARE(stage.selected(), stage.eventCount());
        QVERIFY(stage.view.isFollowing());
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.selected(), stage.eventCount());
        stage.press(Qt::Key_PageUp);
        QVERIFY(stage.selected() < stage.eventCount() - 20);
        stage.press(Qt::Key_Home);
        QCOMPARE(stage.selected(), std::uint64_t(1));
        QCOMPARE(stage.view.firstVisibleRow(), std::uint64_t(0));
    }
    void theSelectedRowIsVisible()
    {
        Stage stage(500);
        for (const std::uint64_t event :
             {std::uint64_t(400), std::uint64_t(3), std::uint64_t(100), std::uint64_t(504)}) {
            stage.state.select({event});
            QVERIFY(stage.view.firstVisibleRow() <= event - 1);
            QVERIFY(stage.view.lastVisibleRow() >= event - 1);
        }
    }
    void findingsAreOneKeyApart()
    {
        Stage stage(500, 300); // event 4 + 300
        stage.press(Qt::Key_N);
        QCOMPARE(stage.selected(), std::uint64_t(304));
        QVERIFY(stage.view.lastVisibleRow() >= 303);
        stage.press(Qt::Key_N); // there is no other
        QCOMPARE(stage.selected(), std::uint64_t(304));
        stage.press(Qt::Key_End);
        stage.press(Qt::Key_P);
        QCOMPARE(stage.selected(), std::uint64_t(304));
    }
    void copyTakesTheRowsWords()
    {
        Stage stage(3);
        QVERIFY(stage.view.selectedRowText().isEmpty());
        stage.state.select({5});
        stage.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QString::fromUtf8("4.000 ms  Server → Client  text  5 B hello"));
    }
    void enterAndDoubleClickAskForDetails()
    {
        Stage stage(3);
        QSignalSpy asked(&stage.view, &SequenceView::detailRequested);
        stage.press(Qt::Key_Return);
        QCOMPARE(asked.count(), 0); // nothing is selected
        stage.state.select({2});
        stage.press(Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QTest::mouseDClick(stage.view.viewport(), Qt::LeftButton, {}, QPoint(300, 10));
        QCOMPARE(asked.count(), 2);
    }
    void whileFollowingTheEndStaysInView()
    {
        Live live;
        QVERIFY(live.view.isFollowing());
        QCOMPARE(live.last(), live.state.reader()->eventCount());
        live.add(50);
        QCOMPARE(live.last(), live.state.reader()->eventCount());
        QVERIFY(!live.jump()->isVisible());
    }
    void scrollingUpStopsFollowing()
    {
        Live live;
        QSignalSpy changed(&live.view, &SequenceView::followingChanged);
        live.view.verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        QVERIFY(!live.view.isFollowing());
        QCOMPARE(changed.count(), 1);
        const std::uint64_t first = live.view.firstVisibleRow();
        live.add(7);
        QCOMPARE(live.view.firstVisibleRow(), first);
        QVERIFY(live.jump()->isVisible());
        QVERIFY(live.jump()->text().contains("7"));
        live.jump()->click();
        QVERIFY(live.view.isFollowing());
        QCOMPARE(live.last(), live.state.reader()->eventCount());
        QVERIFY(!live.jump()->isVisible());
    }
    void scrollingToTheEndFollowsAgain()
    {
        Live live;
        live.view.verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        live.view.verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
        QVERIFY(live.view.isFollowing());
    }
    void eventsBelowWhatShowsReadNothing()
    {
        Live live;
        live.view.setFollowing(false);
        live.view.showRow(0);
        live.view.grab();
        const std::uint64_t before = live.state.reader()->recordsRead();
        live.add(500);
        QCOMPARE(live.state.reader()->recordsRead(), before);
    }
    void anEventThatEndsLaterIsDrawnAnew()
    {
        Live live;
        base::Bytes whole = frame(websocket::Opcode::Text, "hello");
        base::Bytes rest(whole.begin() + 4, whole.end());
        whole.resize(4);
        const auto commit = [&] {
            live.recording.recorder().commit();
            live.state.advance(live.recording.recorder().takeProgress().lowestChanged);
        };
        live.recording.bytes(Direction::FromRight, whole);
        commit();
        QCOMPARE(int(live.view.drawList().rows.back().head), int(DrawnRow::Head::Hollow));
        live.recording.bytes(Direction::FromRight, rest);
        commit();
        QCOMPARE(int(live.view.drawList().rows.back().head), int(DrawnRow::Head::Filled));
    }
    void withoutACaptureItTeaches()
    {
        CaptureState state;
        SequenceView view(state);
        view.resize(500, 300);
        const QImage bare = view.grab().toImage();
        view.setEmptyText("Nothing yet", "Press Connect.");
        QVERIFY(view.grab().toImage() != bare);
        for (const int key :
             {Qt::Key_Down, Qt::Key_PageUp, Qt::Key_End, Qt::Key_N, Qt::Key_P, Qt::Key_Return})
            QTest::keyClick(&view, Qt::Key(key));
        QVERIFY(!state.selected());
    }
    void anotherCaptureStartsAnew()
    {
        Stage stage(500);
        stage.bar()->setValue(400);
        Recording other;
        stage.state.setReader(recorded(other, 2));
        stage.view.grab();
        QCOMPARE(stage.view.firstVisibleRow(), std::uint64_t(0));
        QCOMPARE(stage.view.drawList().rows.size(), std::size_t(6));
        stage.state.setReader(nullptr);
        stage.view.grab();
        QVERIFY(stage.view.drawList().rows.empty());
    }
    void densitiesKeepTheFirstRow()
    {
        Stage stage(500);
        stage.bar()->setValue(123);
        for (const Density density : {Density::Compact, Density::Roomy, Density::Normal}) {
            stage.view.setDensity(density);
            stage.view.grab();
            QCOMPARE(stage.view.firstVisibleRow(), std::uint64_t(123));
        }
    }
    void directionDoesNotFollowTheLanguage()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        Stage stage(3);
        QVERIFY(stage.view.drawList().rows[1].arrow.dx() > 0); // the request
        QVERIFY(stage.view.drawList().rows[1].texts.front().rect.left() < 100);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }
    void theSelectionIsToldToScreenReaders()
    {
        Stage stage(3);
        QVERIFY(!stage.view.accessibleName().isEmpty());
        stage.state.select({2});
        QVERIFY(stage.view.accessibleDescription().contains("GET /chat HTTP/1.1"));
    }
};

QTEST_MAIN(TestSequenceView)
#include "tst_sequenceview.moc"
