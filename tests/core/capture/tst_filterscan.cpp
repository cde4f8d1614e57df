// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filterscan.h"

#include "filteroracle.h"
#include "fixture.h"
#include "tests/fuzz/traffic.h"

#include <random>

using namespace hop101;
using namespace hop101::capture;
using fixture::FilterOracle;
using fixture::Recording;

namespace {

constexpr std::uint64_t kAll = std::uint64_t{1} << 60;

Filter filterOf(std::string_view expression)
{
    auto filter = parseFilter(expression);
    if (!filter)
        qFatal("%s: %s", std::string(expression).c_str(), describe(filter.error()).c_str());
    return std::move(filter).value();
}

std::vector<std::uint64_t> hitsOf(FilterScan &scan, std::uint64_t first = 1, std::uint64_t last = kAll)
{
    std::vector<std::uint64_t> found;
    scan.run({first}, {last}, [&](const BlockHits &hits) {
        const std::size_t before = found.size();
        visitRows(hits.bits, [&](std::size_t row) {
            found.push_back(hits.first + row);
            return true;
        });
        if (found.size() - before != hits.hits)
            qFatal("the count of hits is wrong");
        return true;
    });
    return found;
}

void record(Recording &recording, const std::vector<fuzz::KeptInput> &inputs, base::HopId hop,
            std::size_t commitEach)
{
    std::size_t count = 0;
    for (const fuzz::KeptInput &input : inputs) {
        hop::InputData data = hop::Tick{};
        if (const auto *bytes = std::get_if<base::Bytes>(&input.data))
            data = hop::BytesSeen{*bytes};
        else
            data = std::get<hop::InputData>(input.data);
        recording.recorder().take(hop, input.direction, input.time, std::move(data));
        if (++count % commitEach == 0)
            recording.recorder().commit();
    }
}

/// Terms of every field, so that random filters ask all of them.
const std::vector<std::string> kTerms = {"client",
                                         "<-",
                                         "frame",
                                         "request",
                                         "response",
                                         "kind in {body, raw, closed, failed, gap}",
                                         "text",
                                         "binary",
                                         "control",
                                         "opcode in {0, 9..10}",
                                         "reserved",
                                         "size > 20",
                                         "size 0",
                                         "size 5..60",
                                         "wire < 40",
                                         "wire >= 7",
                                         "message.size 10..200",
                                         "message.size > 0",
                                         "time < 50 ms",
                                         "time 10ms..80ms",
                                         "event 5..17",
                                         "event != 3",
                                         "hop 2",
                                         "exchange 1",
                                         "exchange in {2, 3}",
                                         "status >= 200",
                                         "finding",
                                         "severity == error",
                                         "rule 300..399",
                                         "rule != ClientFrameMasked",
                                         "fin",
                                         "masked",
                                         "rsv1",
                                         "compressed",
                                         "cut",
                                         "last",
                                         "open",
                                         "contains \"a\"",
                                         "'e'",
                                         "payload contains hex \"00\"",
                                         "not 'l'",
                                         "payload icontains \"HO\"",
                                         "closecode 1000..1011",
                                         "not closecode == 1000",
                                         "interim"};

std::string randomFilter(std::mt19937 &random, int depth = 0)
{
    const auto kind = depth > 3 ? 0 : random() % 6;
    if (kind <= 1)
        return kTerms[random() % kTerms.size()];
    if (kind == 2)
        return "not (" + randomFilter(random, depth + 1) + ")";
    return "(" + randomFilter(random, depth + 1) + (kind % 2 == 0 ? " and " : " or ")
        + randomFilter(random, depth + 1) + ")";
}

} // namespace

class TestFilterScan : public QObject
{
    Q_OBJECT
private slots:
    void itSaysWhatEachEventAloneSays_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void itSaysWhatEachEventAloneSays()
    {
        QFETCH(unsigned, seed);
        Recording recording;
        record(recording, fuzz::Traffic(seed).inputs(), recording.hop(), 1 + seed % 9);
        record(recording, fuzz::Traffic(seed + 1000).inputs(), recording.addHop(), 40);
        recording.recorder().commit();
        const auto reader = recording.read();
        std::mt19937 random(seed);
        for (int i = 0; i < 150; ++i) {
            const std::string expression =
                i < int(kTerms.size()) ? kTerms[std::size_t(i)] : randomFilter(random);
            const Filter filter = filterOf(expression);
            FilterScan scan(*reader, filter);
            const std::uint64_t first = 1 + random() % 3;
            const std::uint64_t last = random() % 4 == 0 ? random() % (reader->eventCount() + 2) : kAll;
            const auto expected = FilterOracle(*reader, filter).hits(first, last);
            const auto found = hitsOf(scan, first, last);
            if (found != expected)
                qWarning() << first << last << reader->eventCount() << found << expected;
            QVERIFY2(found == expected, expression.c_str());
        }
    }

    void itSkipsBlocksByTheirSummaries_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("blocks");
        QTest::addColumn<int>("hits");
        const auto row = [](const char *expression, int blocks, int hits) {
            QTest::newRow(expression) << expression << blocks << hits;
        };
        // Five full blocks and a part; all that is no frame stands in the first, a ping in the third.
        row("request", 1, 1);
        row("ping", 6, 1);
        row("client", 2, 3);
        row("frame and server", 2, 22998);
        row("text and size > 5", 0, 0);
        row("kind == gap", 0, 0);
        row("has finding", 0, 0);
        row("rule == ClientFrameMasked", 0, 0);
        row("not finding", 0, 23003);
        row("event 4097..8192", 0, 4096);
        row("event 4098..8192", 1, 4095);
        row("time < 6ms", 1, 6);
        row("status == 101", 1, 1);
        row("size > 1 GiB or request", 1, 1);
    }
    void itSkipsBlocksByTheirSummaries()
    {
        QFETCH(QString, expression);
        QFETCH(int, blocks);
        QFETCH(int, hits);
        const auto reader = m_large->read();
        QCOMPARE(reader->eventCount(), std::uint64_t(23003));
        FilterScan scan(*reader, filterOf(expression.toStdString()));
        QCOMPARE(int(hitsOf(scan).size()), hits);
        QCOMPARE(int(scan.blocksRead()), blocks);
    }

    void itTellsOfBlocksWithoutHits()
    {
        const auto reader = m_large->read();
        FilterScan scan(*reader, filterOf("kind == gap"));
        std::vector<std::uint64_t> ends;
        QVERIFY(scan.run({1}, {kAll}, [&](const BlockHits &hits) {
            ends.push_back(hits.last());
            return true;
        }));
        QCOMPARE(ends, (std::vector<std::uint64_t>{4096, 8192, 12288, 16384, 20480, 23003}));
    }
    void itCanBeStopped()
    {
        const auto reader = m_large->read();
        FilterScan scan(*reader, filterOf("frame"));
        int blocks = 0;
        QVERIFY(!scan.run({1}, {kAll}, [&](const BlockHits &) { return ++blocks < 2; }));
        QCOMPARE(blocks, 2);
        std::stop_source stop;
        QVERIFY(!scan.run(
            {1}, {kAll},
            [&](const BlockHits &) {
                stop.request_stop();
                return true;
            },
            stop.get_token()));
    }
    void itReadsNothingOutsideItsRange()
    {
        const auto reader = m_large->read();
        FilterScan scan(*reader, filterOf("frame and server"));
        QCOMPARE(hitsOf(scan, 5000, 5001), (std::vector<std::uint64_t>{5000, 5001}));
        QCOMPARE(scan.blocksRead(), std::uint64_t(0)); // nothing but frames of the server
        QCOMPARE(hitsOf(scan, 23003, 23003).size(), std::size_t(1));
        QVERIFY(hitsOf(scan, 23004, kAll).empty());
        QVERIFY(hitsOf(scan, 7, 6).empty());
    }
    void aLiveCaptureGoesOn()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(10);
        recording.recorder().commit();
        const auto reader = recording.read();
        FilterScan scan(*reader, filterOf("text and size == 5"));
        QCOMPARE(hitsOf(scan).size(), std::size_t(10));
        // The small blocks of these merge while the scan stands between them.
        for (int i = 0; i < 50; ++i) {
            recording.frames(100);
            recording.recorder().commit();
        }
        reader->refresh();
        QCOMPARE(hitsOf(scan, 15).size(), std::size_t(5000));
        QCOMPARE(hitsOf(scan).size(), std::size_t(5010));
    }

    void initTestCase()
    {
        m_large = std::make_unique<Recording>();
        m_large->upgrade();
        m_large->frames(10'000);
        m_large->bytes(fixture::Direction::FromLeft, fixture::frame(websocket::Opcode::Ping, "now", true));
        m_large->frames(12'998);
        m_large->recorder().commit();
    }

private:
    std::unique_ptr<Recording> m_large;
};

QTEST_APPLESS_MAIN(TestFilterScan)
#include "tst_filterscan.moc"
