// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/arrivalwatch.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

namespace {

http::RequestHead headOf(const std::string &target)
{
    http::RequestHead head;
    head.method = "GET";
    head.target = target;
    return head;
}

hop::Exchange exchangeIn(hop::ExchangeState state, int status)
{
    hop::Exchange exchange;
    exchange.state = state;
    exchange.status = static_cast<decltype(exchange.status)>(status);
    return exchange;
}

} // namespace

class TestArrivalWatch : public QObject
{
    Q_OBJECT
private slots:
    void itTellsOnceWithTheFirstAnswer()
    {
        ArrivalWatch watch{session::Arrival{}};
        std::vector<session::Arrival> told;
        watch.setAnswered([&](const session::Arrival &arrival) { told.push_back(arrival); });
        watch.requestHead({}, headOf("/chat"));
        watch.exchangeChanged(exchangeIn(hop::ExchangeState::Waiting, 0));
        watch.exchangeChanged(exchangeIn(hop::ExchangeState::NoAnswer, 0));
        QVERIFY(told.empty() && !watch.isAnswered());
        watch.exchangeChanged(exchangeIn(hop::ExchangeState::Refused, 403));
        watch.exchangeChanged(exchangeIn(hop::ExchangeState::Upgraded, 101));
        QCOMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].status, 403);
        QCOMPARE(told[0].request, std::string("GET /chat"));
    }
    void theFirstRequestIsTheOneThatIsNamed()
    {
        ArrivalWatch watch{session::Arrival{}};
        watch.requestHead({}, headOf("/one"));
        watch.requestHead({}, headOf("/two"));
        QCOMPARE(watch.arrival().request, std::string("GET /one"));
    }
    void aLongTargetIsCut()
    {
        ArrivalWatch watch{session::Arrival{}};
        watch.requestHead({}, headOf(std::string(100'000, 'x')));
        QCOMPARE(watch.arrival().request.size(), std::size_t(4 + 2'000));
    }
    void itBeginsWithAHeadOrWithWhatIsNone()
    {
        ArrivalWatch head{session::Arrival{}}, raw{session::Arrival{}};
        hop::Event event;
        event.kind = hop::EventKind::RawRun;
        event.direction = hop::Direction::FromRight; // the server's does not count
        raw.eventBegan(event);
        QVERIFY(!raw.hasBegun() && !head.hasBegun());
        event.direction = hop::Direction::FromLeft;
        raw.eventBegan(event);
        head.requestHead({}, headOf("/"));
        QVERIFY(raw.hasBegun() && head.hasBegun());
    }
};

QTEST_APPLESS_MAIN(TestArrivalWatch)
#include "tst_arrivalwatch.moc"
