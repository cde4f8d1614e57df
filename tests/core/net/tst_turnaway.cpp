// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/turnaway.h"
#include "plainsockets.h"

#include <QTest>

#include <vector>

using namespace hop101::net;
using namespace hop101::net::test;

namespace {

/// A client, and its end of the connection taken over by a TurnAway.
struct Pair
{
    explicit Pair(TurnAway &to, const PlainListener &listener) : client(Plain::to(listener.url()))
    {
        to.answer(::accept4(listener.descriptor(), nullptr, nullptr, SOCK_NONBLOCK));
    }
    Plain client;
};

} // namespace

class TestTurnAway : public QObject
{
    Q_OBJECT
private slots:
    void aClientIsToldToComeAgain()
    {
        TurnAway away;
        const PlainListener listener;
        Pair pair(away, listener);
        QVERIFY(pair.client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        const QByteArray head = pair.client.receiveUntil("\r\n\r\n");
        QVERIFY2(head.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), head.constData());
        QVERIFY(head.contains("\r\nRetry-After: 5\r\n") && head.contains("\r\nConnection: close\r\n"));
        const int length = head.mid(head.indexOf("Content-Length: ") + 16).split('\r').first().toInt();
        QCOMPARE(pair.client.receive(1000).size(), qsizetype(length)); // and then the end
        QCOMPARE(away.count(), std::size_t(1));
        pair.client.close();
        QTRY_COMPARE(away.count(), std::size_t(0));
    }
    void whoNeverEndsIsEnded()
    {
        TurnAway away;
        const PlainListener listener;
        const Pair pair(away, listener);
        QCOMPARE(away.count(), std::size_t(1));
        QTRY_COMPARE_WITH_TIMEOUT(away.count(), std::size_t(0), 5 * TurnAway::kLongestMs);
    }
    void whatAClientSendsDoesNotResetItsAnswer()
    {
        TurnAway away;
        const PlainListener listener;
        Pair pair(away, listener);
        QVERIFY(pair.client.send(QByteArray(20'000, 'x')));
        QTest::qWait(50); // it is read and thrown away
        pair.client.finish();
        QTRY_COMPARE(away.count(), std::size_t(0));
        QVERIFY(pair.client.receive(12).startsWith("HTTP/1.1 503"));
    }
    void moreThanTheMostAreClosedAtOnce()
    {
        TurnAway away;
        const PlainListener listener;
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i < TurnAway::kMost; ++i)
            pairs.emplace_back(away, listener);
        QCOMPARE(away.count(), TurnAway::kMost);
        Pair more(away, listener);
        QCOMPARE(away.count(), TurnAway::kMost);
        QCOMPARE(more.client.next(), QString("fin"));
    }
};

QTEST_GUILESS_MAIN(TestTurnAway)
#include "tst_turnaway.moc"
