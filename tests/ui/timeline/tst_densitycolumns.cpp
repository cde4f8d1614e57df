// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/densitycolumns.h"

#include "tests/ui/timeline/recordings.h"
#include "ui/theme/theme.h"
#include "ui/timeline/overviewstrip.h"

#include <QSignalSpy>

#include <cmath>

using namespace hop101;
using namespace hop101::ui;
using namespace hop101::ui::fixture;

class TestDensityColumns : public QObject
{
    Q_OBJECT
private slots:
    void everyEventIsInOneColumn_data()
    {
        QTest::addColumn<int>("columns");
        for (const int columns : {1, 2, 3, 7, 100, 1000, 5000})
            QTest::addRow("%d columns", columns) << columns;
    }
    void everyEventIsInOneColumn()
    {
        QFETCH(int, columns);
        Recording recording;
        const auto reader = recorded(recording, 500);
        const DensityColumns density = DensityColumns::build(*reader, columns);
        QCOMPARE(density.columns.size(), std::size_t(columns));
        std::uint64_t events = 0;
        for (const DensityColumn &column : density.columns)
            events += column.events;
        QCOMPARE(events, reader->eventCount());
    }
    void noFindingIsLost_data()
    {
        QTest::addColumn<int>("badAt");
        for (const int badAt : {1, 2, 77, 499, 500})
            QTest::addRow("frame %d of 500", badAt) << badAt;
    }
    void noFindingIsLost()
    {
        QFETCH(int, badAt);
        Recording recording;
        const auto reader = recorded(recording, 500, badAt);
        for (const int columns : {1, 10, 333}) {
            const DensityColumns density = DensityColumns::build(*reader, columns);
            // One event a millisecond, the first at 1 ms: where the broken frame is.
            std::uint64_t before = 0;
            int found = -1;
            for (int i = 0; i < columns; ++i) {
                before += density.columns[std::size_t(i)].events;
                if (found < 0 && before >= std::uint64_t(badAt) + 4)
                    found = i;
                const bool isBad = density.columns[std::size_t(i)].worst == rules::Severity::Error;
                QCOMPARE(isBad, found == i);
            }
        }
    }
    void readsFollowTheWidth_data()
    {
        QTest::addColumn<int>("frames");
        QTest::newRow("a thousand events") << 1000;
        QTest::newRow("a hundred thousand events") << 100'000;
    }
    void readsFollowTheWidth()
    {
        QFETCH(int, frames);
        Recording recording;
        const auto reader = recorded(recording, frames);
        constexpr int kWidth = 800;
        const std::uint64_t before = reader->recordsRead();
        (void)DensityColumns::build(*reader, kWidth / 4);
        const double limit = (kWidth + 1) * (std::log2(double(frames)) + 2);
        QVERIFY(double(reader->recordsRead() - before) <= limit);
    }
    void directionsAreTold()
    {
        Recording recording;
        const auto reader = recorded(recording, 100);
        const DensityColumns density = DensityColumns::build(*reader, 103); // one event each
        QCOMPARE(density.columns[1].fromLeft, 1.0); // the request
        QCOMPARE(density.columns[4].fromLeft, 0.0);
    }
    void rowsAreFoundByTime()
    {
        Recording recording; // events at 1, 2, 3, 3, 4, 5 … ms
        const auto reader = recorded(recording, 100);
        QCOMPARE(rowAtOrAfter(*reader, 0ms), std::uint64_t(0));
        QCOMPARE(rowAtOrAfter(*reader, 3ms), std::uint64_t(2));
        QCOMPARE(rowAtOrAfter(*reader, 4ms), std::uint64_t(4));
        QCOMPARE(rowAtOrAfter(*reader, 1h), reader->eventCount());
    }
    void anEmptyCaptureHasNoColumns()
    {
        Recording recording;
        const auto reader = recording.finishAndRead();
        QVERIFY(DensityColumns::build(*reader, 100).columns.empty());
    }
    void aClickOnTheStripGoesThere()
    {
        Recording recording;
        CaptureState state;
        OverviewStrip strip(state);
        strip.resize(416, 44); // 400 px of columns
        state.setReader(recorded(recording, 1000));
        strip.grab();
        QSignalSpy wanted(&strip, &OverviewStrip::eventWanted);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(8 + 200, 20));
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(2, 20));
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(415, 20));
        QCOMPARE(wanted.count(), 3);
        const auto event = [&](int click) {
            return wanted.value(click).value(0).value<base::EventId>().value;
        };
        QVERIFY(event(0) > 480 && event(0) < 530);
        QCOMPARE(event(1), std::uint64_t(1));
        QCOMPARE(event(2), std::uint64_t(1004));
    }
    void findingsAreDrawnLast()
    {
        Recording recording;
        CaptureState state;
        OverviewStrip strip(state);
        strip.resize(416, 44);
        state.setReader(recorded(recording, 1000, 500));
        strip.setVisibleRows(0, 1003);
        const QImage image = strip.grab().toImage();
        int marked = 0;
        for (int x = 0; x < image.width(); ++x)
            marked += image.pixelColor(x, 20) == color(Token::Broken);
        QCOMPARE(marked, 2);
    }
};

QTEST_MAIN(TestDensityColumns)
#include "tst_densitycolumns.moc"
