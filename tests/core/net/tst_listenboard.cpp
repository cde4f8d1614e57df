// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenboard.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

namespace {

session::Arrival arrival(std::uint64_t connection)
{
    session::Arrival made;
    made.connection = connection;
    return made;
}

} // namespace

class TestListenBoard : public QObject
{
    Q_OBJECT
private slots:
    void arrivalsAreTakenOnce()
    {
        ListenBoard board({});
        board.add(arrival(1));
        board.put({});
        board.add(arrival(2));
        const auto notice = board.take();
        QCOMPARE(notice.arrivals.size(), std::size_t{2});
        QCOMPARE(notice.arrivals[1].connection, std::uint64_t{2});
        QVERIFY(board.take().arrivals.empty());
    }
    void whatNobodyTakesIsBoundedAndCounted()
    {
        ListenBoard board({});
        for (std::uint64_t i = 1; i <= session::kMaxArrivals + 5; ++i)
            board.add(arrival(i));
        board.put({});
        const auto notice = board.take();
        QCOMPARE(notice.arrivals.size(), session::kMaxArrivals);
        QCOMPARE(notice.arrivals[0].connection, std::uint64_t{6});
        QCOMPARE(notice.missed, std::uint64_t{5});
    }
    void wakesOnceUntilItIsTaken()
    {
        int wakes = 0;
        ListenBoard board([&wakes] { ++wakes; });
        board.put({});
        board.put({});
        QCOMPARE(wakes, 1);
        (void)board.take();
        board.put({});
        QCOMPARE(wakes, 2);
    }
    void theLowestChangeIsKept()
    {
        ListenBoard board({});
        session::ListenNotice notice;
        notice.progress.lowestChanged = base::EventId{7};
        board.put(notice);
        notice.progress.lowestChanged = base::EventId{9};
        board.put(notice);
        QVERIFY(board.take().progress.lowestChanged == base::EventId{7});
        QVERIFY(!board.take().progress.lowestChanged);
    }
};

QTEST_APPLESS_MAIN(TestListenBoard)
#include "tst_listenboard.moc"
