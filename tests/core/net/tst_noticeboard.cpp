// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/noticeboard.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

namespace {

session::Notice noticeWith(std::uint64_t events, std::uint64_t lowest)
{
    session::Notice notice;
    notice.state = session::State::Open;
    notice.progress = {events, {lowest}};
    return notice;
}

} // namespace

class TestNoticeBoard : public QObject
{
    Q_OBJECT
private slots:
    void manyNoticesWakeOnce()
    {
        int woken = 0;
        NoticeBoard board([&woken] { ++woken; });
        for (std::uint64_t i = 1; i <= 1000; ++i)
            board.put(noticeWith(i, 0));
        QCOMPARE(woken, 1);
        QCOMPARE(board.take().progress.events, std::uint64_t{1000});
        board.put(noticeWith(1001, 0));
        QCOMPARE(woken, 2);
    }
    void theLowestChangeSinceTheLastLookIsKept()
    {
        NoticeBoard board({});
        board.put(noticeWith(10, 7));
        board.put(noticeWith(11, 0));
        board.put(noticeWith(12, 9));
        QCOMPARE(board.take().progress.lowestChanged, base::EventId{7});
        QCOMPARE(board.take().progress.lowestChanged, base::EventId{});
        board.put(noticeWith(13, 0));
        QCOMPARE(board.take().progress.lowestChanged, base::EventId{});
        board.put(noticeWith(14, 9));
        board.put(noticeWith(14, 3));
        QCOMPARE(board.take().progress.lowestChanged, base::EventId{3});
    }
    void theStateIsReadWithoutTaking()
    {
        NoticeBoard board({});
        QCOMPARE(board.state(), session::State::Idle);
        board.put(noticeWith(1, 1));
        QCOMPARE(board.state(), session::State::Open);
        QCOMPARE(board.take().progress.lowestChanged, base::EventId{1});
    }
};

QTEST_APPLESS_MAIN(TestNoticeBoard)
#include "tst_noticeboard.moc"
