// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/hopevents.h"

#include "core/formats/export.h"
#include "tests/core/capture/fixture.h"
#include "tests/core/formats/exported.h"

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::capture::fixture;
using websocket::Opcode;

namespace {

/// Upgraded connections that take turns: `rounds` messages each.
std::unique_ptr<capture::Reader> interleaved(Recording &recording, int connections, int rounds)
{
    std::vector<base::HopId> hops{recording.hop()};
    while (static_cast<int>(hops.size()) < connections)
        hops.push_back(recording.addHop());
    for (const base::HopId hop : hops)
        recording.upgrade(hop);
    for (int i = 0; i < rounds; ++i)
        for (const base::HopId hop : hops)
            recording.frames(1, "hello", hop);
    return recording.finishAndRead();
}

std::vector<std::uint64_t> numbers(const HopEvents &events, base::HopId hop, std::uint64_t first,
                                   std::uint64_t last, std::size_t most = 10'000)
{
    std::vector<std::uint64_t> ids;
    events.visit(hop, first, last, [&](const hop::Event &event) {
        ids.push_back(event.id.value);
        return ids.size() < most;
    });
    return ids;
}

std::vector<std::uint64_t> expected(const capture::Reader &reader, base::HopId hop, std::uint64_t first,
                                    std::uint64_t last)
{
    std::vector<std::uint64_t> ids;
    for (std::uint64_t id = first; id <= last; ++id)
        if (reader.event({id}).hop == hop)
            ids.push_back(id);
    return ids;
}

bool always()
{
    return true;
}

} // namespace

class TestHopEvents : public QObject
{
    Q_OBJECT
private slots:
    void theEventsOfAConnectionAreTheSameHoweverTheyAreKept_data()
    {
        QTest::addColumn<std::size_t>("mostWaiting");
        QTest::newRow("all in memory") << std::size_t{1'000'000};
        QTest::newRow("a file, in many stretches") << std::size_t{7};
        QTest::newRow("a file, one event at a time") << std::size_t{1};
    }
    void theEventsOfAConnectionAreTheSameHoweverTheyAreKept()
    {
        QFETCH(std::size_t, mostWaiting);
        Recording recording;
        const auto reader = interleaved(recording, 9, 30);
        const HopEvents events(*reader, always, mostWaiting);
        const std::uint64_t last = reader->eventCount();
        for (const capture::Hop &hop : reader->hops()) {
            QCOMPARE(numbers(events, hop.id, 1, last), expected(*reader, hop.id, 1, last));
            QCOMPARE(numbers(events, hop.id, 50, 200), expected(*reader, hop.id, 50, 200));
            QCOMPARE(numbers(events, hop.id, 50, 200, 3).size(), std::size_t{3});
        }
    }

    void aConnectionThatStandsAloneIsReadInItsPlace()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(20);
        const base::HopId second = recording.addHop();
        recording.upgrade(second);
        recording.frames(20, "other", second);
        const auto reader = recording.finishAndRead();
        const HopEvents events(*reader, always);
        for (const base::HopId hop : {recording.hop(), second})
            QCOMPARE(numbers(events, hop, 1, reader->eventCount()),
                     expected(*reader, hop, 1, reader->eventCount()));
    }

    /// Each event is read a few times, however many connections there are.
    void aHarCostsNoMoreOfManyConnections_data()
    {
        QTest::addColumn<int>("connections");
        QTest::addColumn<int>("rounds");
        QTest::newRow("two connections") << 2 << 1200;
        QTest::newRow("a hundred and twenty connections") << 120 << 20;
    }
    void aHarCostsNoMoreOfManyConnections()
    {
        QFETCH(int, connections);
        QFETCH(int, rounds);
        Recording recording;
        const auto reader = interleaved(recording, connections, rounds);
        const std::uint64_t before = reader->recordsRead();
        const Exported made = exported(ExportFormat::Har, wholeCapture(*reader));
        QVERIFY(made.isWhole);
        QCOMPARE(made.text.find("\"hello\"") != std::string::npos, true);
        const std::uint64_t each = (reader->recordsRead() - before) / reader->eventCount();
        QVERIFY2(each <= 8, std::to_string(each).c_str());
    }
};

QTEST_APPLESS_MAIN(TestHopEvents)
#include "tst_hopevents.moc"
