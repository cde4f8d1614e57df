// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hopwatch.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;
using namespace std::chrono_literals;

namespace {

struct Listener : hop::HopListener
{
    int calls = 0;
    void eventBegan(const hop::Event &) override { ++calls; }
    void eventChanged(const hop::Event &) override { ++calls; }
    void found(const hop::Finding &) override { ++calls; }
    void exchangeChanged(const hop::Exchange &) override { ++calls; }
    void requestHead(const hop::Event &, const http::RequestHead &) override { ++calls; }
    void responseHead(const hop::Event &, const http::ResponseHead &) override { ++calls; }
    void framePayload(const hop::Event &, std::uint64_t, base::ByteSpan) override { ++calls; }
};

hop::Event at(hop::EventKind kind, hop::Nanoseconds time)
{
    hop::Event event;
    event.kind = kind;
    event.time = time;
    return event;
}

void tellAll(HopWatch &watch)
{
    watch.eventBegan({});
    watch.eventChanged({});
    watch.found({{}, rules::Rule::StatusIs101, {}});
    watch.exchangeChanged({});
    watch.requestHead({}, {});
    watch.responseHead({}, {});
    watch.framePayload({}, 0, {});
}

} // namespace

class TestHopWatch : public QObject
{
    Q_OBJECT
private slots:
    void wholeMessagesFromTheRightAreCountedOnce()
    {
        Listener actor;
        HopWatch watch(actor);
        hop::Event frame = at(hop::EventKind::Frame, 1ns);
        frame.id = frame.message = {5};
        frame.direction = hop::Direction::FromRight;
        watch.eventBegan(frame); // not ended
        frame.ended = true;
        watch.eventChanged(frame); // a fragment
        QCOMPARE(watch.messagesFromRight(), std::uint64_t{0});
        frame.id = {6};
        frame.flags = hop::flag::MessageEnd;
        watch.eventBegan(frame);
        watch.eventChanged(frame); // it has a finding now
        QCOMPARE(watch.messagesFromRight(), std::uint64_t{1});
        frame.id = {7};
        frame.flags |= hop::flag::Cut;
        watch.eventBegan(frame);
        frame.id = {8};
        frame.flags = hop::flag::MessageEnd;
        frame.direction = hop::Direction::FromLeft;
        watch.eventBegan(frame);
        frame.id = {9};
        frame.direction = hop::Direction::FromRight;
        frame.message = {}; // a control frame
        watch.eventBegan(frame);
        QCOMPARE(watch.messagesFromRight(), std::uint64_t{1});
    }
    void everythingIsPassedOnUntilTheActorGoes()
    {
        Listener actor;
        HopWatch watch(actor);
        tellAll(watch);
        QCOMPARE(actor.calls, 7);
        QVERIFY(watch.wantsPayload({}));
        watch.detach();
        tellAll(watch);
        QCOMPARE(actor.calls, 7);
        QVERIFY(!watch.wantsPayload({}));
    }
    void theUpgradeTakesFromTheRequestToTheFirstSwitch()
    {
        Listener actor;
        HopWatch watch(actor);
        QVERIFY(!watch.upgradedAfter());
        watch.eventBegan(at(hop::EventKind::Connected, 1ms));
        watch.eventBegan(at(hop::EventKind::RequestHead, 2ms));
        QVERIFY(!watch.upgradedAfter());
        watch.eventBegan(at(hop::EventKind::ProtocolSwitched, 5ms));
        watch.eventBegan(at(hop::EventKind::ProtocolSwitched, 9ms));
        QVERIFY(watch.upgradedAfter() == 3ms);
    }
};

QTEST_APPLESS_MAIN(TestHopWatch)
#include "tst_hopwatch.moc"
