// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/rowfilter.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/state/capturestate.h"

#include <QSignalSpy>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

namespace {

capture::Filter parsed(const char *expression)
{
    auto filter = capture::parseFilter(expression);
    Q_ASSERT(filter);
    return std::move(filter).value();
}

std::vector<std::uint64_t> rows(const CaptureState &state)
{
    std::vector<std::uint64_t> all;
    for (std::uint64_t row = 0; row < state.rowCount(); ++row)
        all.push_back(state.eventAt(row).value);
    return all;
}

} // namespace

class TestRowFilter : public QObject
{
    Q_OBJECT
private slots:
    void onlyWhatMatchesHasARow()
    {
        Recording recording;
        CaptureState state;
        RowFilter filter(state);
        state.setReader(recorded(recording, 20));
        QCOMPARE(state.rowCount(), std::uint64_t(24));
        filter.setFilter(parsed("from client and text"));
        QTRY_VERIFY(!filter.isScanning());
        QCOMPARE(rows(state), (std::vector<std::uint64_t>{9, 14, 19, 24}));
        QCOMPARE(filter.scanned(), std::uint64_t(24));
        filter.setFilter({});
        QVERIFY(!filter.isActive() && !state.isFiltered());
        QCOMPARE(state.rowCount(), std::uint64_t(24));
    }
    void itStaysForTheNextCaptureAndTheConnectionDoesNot()
    {
        Recording first;
        Recording second;
        CaptureState state;
        RowFilter filter(state);
        filter.setFilter(parsed("response"));
        filter.setConnection({2}, {});
        first.upgrade();
        first.upgrade(first.addHop());
        state.setReader(first.finishAndRead());
        QTRY_COMPARE(state.rowCount(), std::uint64_t(2));
        filter.setConnection({2}, {});
        QTRY_COMPARE(state.rowCount(), std::uint64_t(1));
        second.upgrade();
        state.setReader(second.finishAndRead());
        QTRY_COMPARE(state.rowCount(), std::uint64_t(1));
    }
    void whatIsRecordedMeanwhileIsFilteredToo()
    {
        Recording recording;
        CaptureState state;
        RowFilter filter(state);
        recording.upgrade();
        recording.recorder().commit();
        state.setReader(recording.read());
        filter.setFilter(parsed("text"));
        QTRY_VERIFY(!filter.isScanning());
        QCOMPARE(state.rowCount(), std::uint64_t(0));
        QSignalSpy advanced(&state, &CaptureState::rowsAdvanced);
        for (int i = 1; i <= 5; ++i) {
            recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "hello"));
            recording.recorder().commit();
            state.advance({});
            QTRY_COMPARE(state.rowCount(), std::uint64_t(i));
        }
        QVERIFY(!advanced.isEmpty());
    }
    void anEventThatChangesIsLookedAtAgain()
    {
        Recording recording;
        CaptureState state;
        RowFilter filter(state);
        recording.upgrade();
        const base::Bytes whole = frame(websocket::Opcode::Text, "hello");
        recording.bytes(Direction::FromRight, base::Bytes(whole.begin(), whole.begin() + 4));
        recording.recorder().commit();
        state.setReader(recording.read());
        filter.setFilter(parsed("text and open"));
        QTRY_COMPARE(state.rowCount(), std::uint64_t(1));
        recording.bytes(Direction::FromRight, base::Bytes(whole.begin() + 4, whole.end()));
        recording.recorder().commit();
        state.advance({5});
        QTRY_COMPARE(state.rowCount(), std::uint64_t(0));
    }
    void stoppedItStaysAsItIsUntilItGoesOn()
    {
        Recording recording;
        CaptureState state;
        RowFilter filter(state);
        state.setReader(recorded(recording, 20));
        filter.setFilter(parsed("frame"));
        filter.stop();
        QVERIFY(filter.isStopped() && !filter.isScanning());
        QCOMPARE(state.rowCount(), std::uint64_t(0));
        filter.go();
        QTRY_COMPARE(state.rowCount(), std::uint64_t(20));
        QTRY_VERIFY(!filter.isScanning());
        QVERIFY(!filter.isStopped());
    }
};

QTEST_GUILESS_MAIN(TestRowFilter)
#include "tst_rowfilter.moc"
