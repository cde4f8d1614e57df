// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/eventtablemodel.h"

#include "core/capture/annotations.h"
#include "tests/ui/timeline/recordings.h"
#include "ui/timeline/eventtable.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

QString line(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells += model.index(row, column).data().toString();
    return cells.join(" | ");
}

} // namespace

class TestEventTableModel : public QObject
{
    Q_OBJECT
private slots:
    void theModelKeepsItsPromises()
    {
        CaptureState state;
        EventTableModel model(state);
        QAbstractItemModelTester tester(&model, kMode);
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        state.setReader(recording.read());
        QCOMPARE(model.rowCount(), 4);
        for (const int frames : {1, 0, 200}) {
            recording.frames(frames);
            recording.recorder().commit();
            state.advance(recording.recorder().takeProgress().lowestChanged);
            QCOMPARE(std::uint64_t(model.rowCount()), state.reader()->eventCount());
        }
        state.setReader(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
    void rowsInWords()
    {
        Recording recording;
        CaptureState state;
        EventTableModel model(state);
        state.setReader(recorded(recording, 2, 2));
        QCOMPARE(line(model, 1),
                 QString::fromUtf8(
                     "2 | 2.000 |  | Client → Server | GET /chat HTTP/1.1 | 5 headers | 154 B |  | "));
        QCOMPARE(
            line(model, 5),
            QString::fromUtf8("6 | 5.000 |  | Server → Client | text | 5 B hello | 7 B | error: RSV2 is set, "
                              "but no negotiated extension uses it | "));
    }
    void marksOfTheUserAreInWords()
    {
        Recording recording;
        CaptureState state;
        EventTableModel model(state);
        recording.upgrade();
        recording.recorder().finish();
        QVERIFY(capture::setBookmark(recording.path(), {1}, true));
        QVERIFY(capture::setNoteText(recording.path(), {2}, "here\xe2\x80\xae it\nbreaks"));
        QVERIFY(capture::setNoteText(recording.path(), {3}, "both"));
        QVERIFY(capture::setBookmark(recording.path(), {3}, true));
        state.setReader(recording.read());
        const auto mark = [&model](int row) {
            return model.index(row, EventTableModel::Mark).data().toString();
        };
        QCOMPARE(mark(0), QString("bookmark"));
        QCOMPARE(mark(1), QString::fromUtf8("here‹U+202E› it"));
        QCOMPARE(mark(2), QString("bookmark: both"));
        QCOMPARE(mark(3), QString());
        QVERIFY(capture::setNoteText(recording.path(), {4}, "late"));
        state.advance({4});
        QCOMPARE(mark(3), QString("late"));
    }
    void aConnectionIsNamedWhereThereAreSeveral()
    {
        Recording recording;
        CaptureState state;
        EventTable table(state);
        recording.upgrade();
        recording.recorder().commit();
        state.setReader(recording.read());
        QVERIFY(table.isColumnHidden(EventTableModel::Connection));
        recording.upgrade(recording.addHop());
        recording.recorder().commit();
        state.advance(recording.recorder().takeProgress().lowestChanged);
        QVERIFY(!table.isColumnHidden(EventTableModel::Connection));
        QCOMPARE(table.model()->index(7, EventTableModel::Connection).data().toString(), QString("#2"));
    }
    void appendsAreToldOnceAndExactly()
    {
        CaptureState state;
        EventTableModel model(state);
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        state.setReader(recording.read());
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        recording.frames(10);
        recording.recorder().commit();
        state.advance(recording.recorder().takeProgress().lowestChanged);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.first().value(1).toInt(), 4);
        QCOMPARE(inserted.first().value(2).toInt(), 13);
    }
    void anEarlierEventThatChangedIsTold()
    {
        CaptureState state;
        EventTableModel model(state);
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        state.setReader(recording.read());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        state.advance({3});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().value(0).toModelIndex().row(), 2);
        QCOMPARE(changed.first().value(1).toModelIndex().row(), 3);
    }
    void aPageIsReadOnce()
    {
        Recording recording;
        CaptureState state;
        EventTableModel model(state);
        state.setReader(recorded(recording, 5000));
        const std::uint64_t before = state.reader()->recordsRead();
        for (int times = 0; times < 20; ++times) {
            for (int row = 3000; row < 3030; ++row)
                line(model, row);
        }
        QVERIFY(state.reader()->recordsRead() - before <= 2 * 2 * 66); // two pages, as rows and as sizes
    }
    void tableAndStateShareOneSelection()
    {
        Recording recording;
        CaptureState state;
        EventTable table(state);
        state.setReader(recorded(recording, 20));
        state.select({7});
        QCOMPARE(table.currentIndex().row(), 6);
        table.setCurrentIndex(table.model()->index(2, 3));
        QCOMPARE(state.selected().value, std::uint64_t(3));
        Recording other;
        state.setReader(recorded(other, 2));
        QVERIFY(!state.selected());
        QVERIFY(!table.currentIndex().isValid());
    }
};

QTEST_MAIN(TestEventTableModel)
#include "tst_eventtablemodel.moc"
