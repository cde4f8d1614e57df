// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/door.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

namespace {

struct Counter : hop::HopListener
{
    std::vector<hop::Event> events;
    void eventBegan(const hop::Event &event) override { events.push_back(event); }
    void eventChanged(const hop::Event &event) override
    {
        for (hop::Event &known : events)
            if (known.id == event.id)
                known = event;
    }
    void found(const hop::Finding &) override { }
    void exchangeChanged(const hop::Exchange &) override { }
};

} // namespace

class TestDoor : public QObject
{
    Q_OBJECT
private slots:
    void aDecoderDoorDecodesAndSplitsLongRuns()
    {
        hop::Numbers numbers;
        Counter counter;
        const CaptureClock clock;
        DecoderDoor door(numbers, counter, clock);
        door.take(hop::Direction::FromLeft, hop::Opened{"a", "b"});
        const std::string text(3 * hop::kMaxInputBytes + 1, '\0'); // no protocol begins like this
        door.take(hop::Direction::FromLeft, hop::BytesSeen{base::asBytes(text)});
        door.take(hop::Direction::FromLeft, hop::Ended{});
        QVERIFY(counter.events.size() >= 3);
        QVERIFY(counter.events[0].kind == hop::EventKind::Connected);
        QVERIFY(counter.events[1].time >= counter.events[0].time);
        std::int64_t raw = 0;
        for (const hop::Event &event : counter.events)
            if (event.kind == hop::EventKind::RawRun)
                raw += event.wireSize;
        QCOMPARE(raw, static_cast<std::int64_t>(text.size()));
    }
    void theClockNeverGoesBack()
    {
        const CaptureClock clock;
        const auto first = clock.now();
        QVERIFY(first.count() >= 0);
        QVERIFY(clock.now() >= first);
    }
};

QTEST_APPLESS_MAIN(TestDoor)
#include "tst_door.moc"
