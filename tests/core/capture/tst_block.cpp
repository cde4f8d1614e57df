// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/block.h"

#include "tests/core/capture/firstversion.h"

#include <QTest>

#include <limits>
#include <random>

using namespace hop101;
using namespace hop101::capture;

namespace {

using Events = std::vector<hop::Event>;
using Findings = std::vector<hop::Finding>;

/// Every kind in turn, and values that need every width of a column.
Events manyEvents(std::uint64_t first, std::size_t count)
{
    Events events;
    for (std::size_t i = 0; i < count; ++i) {
        hop::Event event;
        event.id = {first + i};
        event.time = hop::Nanoseconds(1'000'000'000'000 + static_cast<std::int64_t>(i) * 1'234'567);
        event.hop = {i % 7 == 0 ? 70'000U : 1U};
        event.direction = i % 2 == 0 ? hop::Direction::FromLeft : hop::Direction::FromRight;
        event.kind = static_cast<hop::EventKind>(1 + i % 12);
        event.code = static_cast<std::uint16_t>(event.kind == hop::EventKind::ResponseHead ? 426 : 1);
        event.flags = static_cast<std::uint16_t>(i % 1024);
        event.streamOffset = i * 1'000'003ULL * 5'000;
        event.wireSize = i % 5 == 0 ? -1 : static_cast<std::int64_t>(i * i * i);
        event.payloadSize = i % 5 == 0 ? -1 : static_cast<std::int64_t>(i);
        event.message = {i % 3 == 0 ? 0 : event.id.value - i / 2};
        event.ended = i % 5 != 0;
        event.severity = static_cast<rules::Severity>(i % 4);
        const bool isInflated = event.kind == hop::EventKind::Frame && event.ended && i % 11 != 0;
        event.messageSize = isInflated ? static_cast<std::int64_t>(i * 1'031) : -1;
        events.push_back(event);
    }
    return events;
}

Findings findingsOf(const Events &events)
{
    Findings findings;
    for (std::size_t i = 0; i < events.size(); i += 3) {
        for (std::size_t n = 0; n <= i % 2; ++n)
            findings.push_back(
                {events[i].id, n == 0 ? rules::Rule::Rsv1Clear : rules::Rule::TextIsUtf8, {i, n}});
    }
    return findings;
}

Events eventsOf(const BlockView &view)
{
    Events events;
    for (std::size_t row = 0; row < view.count(); ++row)
        events.push_back(view.event(row));
    return events;
}

Findings findingsOf(const BlockView &view)
{
    Findings findings;
    for (std::size_t i = 0; i < view.findingCount(); ++i)
        findings.push_back(view.finding(i).value_or(hop::Finding{}));
    return findings;
}

/// One event of each, as the decoder tells them.
hop::Event dataFrame(std::int64_t payload, std::int64_t message, std::uint16_t flags = 0)
{
    hop::Event event;
    event.id = {1};
    event.hop = {1};
    event.kind = hop::EventKind::Frame;
    event.code = 1;
    event.flags = static_cast<std::uint16_t>(hop::flag::Fin | hop::flag::MessageEnd | flags);
    event.wireSize = payload + 2;
    event.payloadSize = payload;
    event.message = event.id;
    event.messageSize = message;
    event.ended = true;
    return event;
}

} // namespace

class TestBlock : public QObject
{
    Q_OBJECT
private slots:
    void columnsGiveBackWhatWasPutIn_data()
    {
        QTest::addColumn<quint64>("first");
        QTest::addColumn<int>("count");
        QTest::newRow("one event") << quint64(1) << 1;
        QTest::newRow("two events far on") << quint64(4096 * 1000 + 1) << 2;
        QTest::newRow("a small block") << quint64(7) << 100;
        QTest::newRow("a full block") << quint64(4097) << int(kBlockEvents);
    }
    void columnsGiveBackWhatWasPutIn()
    {
        QFETCH(quint64, first);
        QFETCH(int, count);
        const Events events = manyEvents(first, static_cast<std::size_t>(count));
        const Findings findings = findingsOf(events);
        const auto view = BlockView::parse(first, events.size(), encodeColumns(events, findings));
        QVERIFY(view);
        QVERIFY(eventsOf(*view) == events);
        QVERIFY(findingsOf(*view) == findings);
    }

    void theLargestValuesFit()
    {
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
        Events events = manyEvents(1, 2);
        events[1].kind = hop::EventKind::Frame;
        events[1].time = hop::Nanoseconds(most);
        events[1].streamOffset = most;
        events[1].wireSize = events[1].payloadSize = events[1].messageSize = most;
        events[1].hop = {std::numeric_limits<std::uint32_t>::max()};
        const auto view = BlockView::parse(1, 2, encodeColumns(events, {}));
        QVERIFY(view);
        QVERIFY(eventsOf(*view) == events);
    }

    void columnsThatAreAllTheSameTakeNoRoom()
    {
        Events events(kBlockEvents, manyEvents(1, 2)[1]);
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i].id = {1 + i};
        QVERIFY(encodeColumns(events, {}).size() < 10'000);
    }

    void aFloodsBlockLeavesRoomForAnotherOnItsPage()
    {
        Events events = manyEvents(1, kBlockEvents);
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i] = events.front();
            events[i].id = {1 + i};
            events[i].message = events[i].id;
            events[i].time =
                hop::Nanoseconds(1'000'000'000'000 + static_cast<std::int64_t>(i / 2048) * 500'000);
            events[i].streamOffset = i * 127;
        }
        const base::Bytes columns = encodeColumns(events, {});
        QVERIFY(columns.size() < 64 * 1024 / 2 - 1024);
        QVERIFY(eventsOf(BlockView::parse(1, events.size(), columns).value()) == events);
    }

    void sizesOfMessagesOfOneFrameTakeNoRoom()
    {
        Events events;
        for (std::size_t i = 0; i < kBlockEvents; ++i) {
            hop::Event event =
                dataFrame(static_cast<std::int64_t>(i % 200), static_cast<std::int64_t>(i % 200));
            if (i % 10 == 9) { // a ping between
                event.code = 9;
                event.messageSize = -1;
                event.message = {};
            }
            event.id = {1 + i};
            event.message = event.message ? event.id : base::EventId{};
            events.push_back(event);
        }
        Events without = events;
        for (hop::Event &event : without) {
            event.kind = hop::EventKind::Note;
            event.messageSize = -1;
        }
        const base::Bytes columns = encodeColumns(events, {});
        const auto view = BlockView::parse(1, kBlockEvents, columns);
        QVERIFY(view && eventsOf(*view) == events);
        // As much as where no event has such a size, but for the kinds and codes.
        QVERIFY(columns.size() <= encodeColumns(without, {}).size() + 2 * kBlockEvents);
        for (hop::Event &event : events)
            event.messageSize = event.messageSize < 0 ? -1 : event.messageSize + 100;
        QVERIFY(encodeColumns(events, {}).size() >= columns.size() + kBlockEvents);
    }

    void everySizeOfAMessageComesBack_data()
    {
        QTest::addColumn<qint64>("payload");
        QTest::addColumn<qint64>("message");
        QTest::addColumn<int>("flags");
        const int compressed = hop::flag::Compressed | hop::flag::Rsv1;
        QTest::newRow("as large as the frame") << qint64(5) << qint64(5) << 0;
        QTest::newRow("not known") << qint64(5) << qint64(-1) << 0;
        QTest::newRow("compressed, larger") << qint64(5) << qint64(1'000'000) << compressed;
        QTest::newRow("compressed, as large as its payload") << qint64(5) << qint64(5) << compressed;
        QTest::newRow("compressed, empty") << qint64(1) << qint64(0) << compressed;
        QTest::newRow("compressed, not inflated") << qint64(5) << qint64(-1) << compressed;
        QTest::newRow("with its fragments before") << qint64(5) << qint64(12) << 0;
    }
    void everySizeOfAMessageComesBack()
    {
        QFETCH(qint64, payload);
        QFETCH(qint64, message);
        QFETCH(int, flags);
        const Events events{dataFrame(payload, message, static_cast<std::uint16_t>(flags))};
        const auto view = BlockView::parse(1, 1, encodeColumns(events, {}));
        QVERIFY(view);
        QVERIFY(eventsOf(*view) == events);
    }

    void columnsOfTheFirstVersionAreRead()
    {
        Events events{dataFrame(5, 5), dataFrame(7, 7), dataFrame(9, 9, hop::flag::Rsv1), dataFrame(3, 10)};
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i].id = events[i].message = {1 + i};
        events[3].message = {2}; // a fragment
        const Findings findings{{{2}, rules::Rule::Rsv1Clear, {1, 2}}};
        const auto view = BlockView::parse(
            1, 4, fixture::columnsOfFirstVersion(encodeColumns(events, findings), events.size()));
        QVERIFY(view);
        QVERIFY(findingsOf(*view) == findings);
        events[2].messageSize = events[3].messageSize = -1; // what it did not tell, nobody can know
        QVERIFY(eventsOf(*view) == events);
    }

    void findingsOfARowAreFound()
    {
        const Events events = manyEvents(1, 100);
        const auto view = BlockView::parse(1, 100, encodeColumns(events, findingsOf(events)));
        QVERIFY(view);
        QCOMPARE(view->findingEvent(view->findingAtOrAfter(0)).value, std::uint64_t{1});
        QCOMPARE(view->findingEvent(view->findingAtOrAfter(1)).value, std::uint64_t{4});
        QCOMPARE(view->findingAtOrAfter(100), view->findingCount());
    }

    void theNearestSeverityIsFound()
    {
        const auto view = BlockView::parse(1, 100, encodeColumns(manyEvents(1, 100), {}));
        QVERIFY(view);
        QCOMPARE(view->firstAtLeast(rules::Severity::Error, 1, 100).value, std::uint64_t{4});
        QCOMPARE(view->firstAtLeast(rules::Severity::Error, 5, 7).value, std::uint64_t{0});
        QCOMPARE(view->lastAtLeast(rules::Severity::Error, 1, 99).value, std::uint64_t{96});
        QCOMPARE(view->firstAtLeast(rules::Severity::Error, 50, std::numeric_limits<std::uint64_t>::max() - 1)
                     .value,
                 std::uint64_t{52});
    }

    void aRuleThatIsNotKnownIsNoFinding()
    {
        const Events events = manyEvents(1, 1);
        const Findings findings{{{1}, static_cast<rules::Rule>(9999), {}}};
        const auto view = BlockView::parse(1, 1, encodeColumns(events, findings));
        QVERIFY(view);
        QCOMPARE(view->findingCount(), std::size_t{1});
        QVERIFY(!view->finding(0));
    }

    void findingsOutOfOrderAreRefused()
    {
        const hop::Finding first{{1}, rules::Rule::Rsv1Clear, {}};
        const hop::Finding second{{2}, rules::Rule::Rsv1Clear, {}};
        QVERIFY(BlockView::parse(1, 2, encodeColumns(manyEvents(1, 2), Findings{first, second})));
        QVERIFY(!BlockView::parse(1, 2, encodeColumns(manyEvents(1, 2), Findings{second, first})));
    }

    void aBlockThatIsCutIsRefusedAtEveryByte()
    {
        const Events events = manyEvents(1, 9);
        const base::Bytes whole = encodeColumns(events, findingsOf(events));
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!BlockView::parse(
                1, 9, base::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
        base::Bytes longer = whole;
        longer.push_back(std::byte{});
        QVERIFY(!BlockView::parse(1, 9, longer));
        QVERIFY(!BlockView::parse(1, 8, whole));
        QVERIFY(!BlockView::parse(0, 9, whole));
        QVERIFY(!BlockView::parse(1, 0, {}));
    }

    void whateverAByteBecomesNothingImpossibleIsRead()
    {
        const Events events = manyEvents(100, 9);
        const base::Bytes whole = encodeColumns(events, findingsOf(events));
        std::size_t refused = 0;
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                base::Bytes changed = whole;
                changed[at] ^= static_cast<std::byte>(1 << bit);
                const auto view = BlockView::parse(100, 9, changed);
                refused += !view;
                for (const hop::Event &event : view ? eventsOf(*view) : Events()) {
                    QVERIFY(event.kind >= hop::EventKind::Connected && event.kind <= hop::EventKind::Note);
                    QVERIFY(event.severity <= rules::Severity::Error);
                    QVERIFY(event.message <= event.id && event.hop && event.time.count() >= 0);
                    QVERIFY(event.wireSize >= -1 && event.payloadSize >= -1 && event.messageSize >= -1);
                    QVERIFY(event.kind == hop::EventKind::Frame || event.messageSize == -1);
                }
            }
        }
        QVERIFY(refused > whole.size());
    }

    void randomBytesAreRefused()
    {
        std::mt19937 random(101);
        for (int i = 0; i < 2000; ++i) {
            base::Bytes bytes(random() % 400);
            for (std::byte &byte : bytes)
                byte = static_cast<std::byte>(random());
            QVERIFY(!BlockView::parse(1, 1 + random() % 5000, std::move(bytes)));
        }
    }

    void theSummaryTellsWhatIsInTheBlock()
    {
        const Events events = manyEvents(1, 2);
        BlockSummary summary = summaryOf(events, {});
        QCOMPARE(summary.kinds, 0b110U);
        QCOMPARE(summary.directions, std::uint8_t{0b11});
        QCOMPARE(summary.severities, std::uint8_t{0b11});
        QVERIFY(summary.hasAtLeast(rules::Severity::Note));
        QVERIFY(!summary.hasAtLeast(rules::Severity::Warning));
        QVERIFY(decodeSummary(encodeSummary(summary)) == summary);
        summary = summaryOf(events, Findings{{{1}, rules::Rule::Rsv1Clear, {}}});
        QCOMPARE(summary.findings, std::uint64_t{1});
        const auto number = static_cast<std::size_t>(rules::Rule::Rsv1Clear);
        QCOMPARE(summary.rules[number / 64] >> (number % 64) & 1U, std::uint64_t{1});
        QVERIFY(decodeSummary(encodeSummary(summary)) == summary);
    }

    void aSummaryThatIsCutIsRefused()
    {
        const base::Bytes whole = encodeSummary(summaryOf(manyEvents(1, 2), {}));
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!decodeSummary(base::ByteSpan(whole).first(size)));
    }
};

QTEST_APPLESS_MAIN(TestBlock)
#include "tst_block.moc"
