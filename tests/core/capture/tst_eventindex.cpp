// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventindex.h"

#include "core/capture/blockcache.h"
#include "core/capture/schema.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

hop::Event eventOf(std::uint64_t id, bool ended = true)
{
    hop::Event event;
    event.id = {id};
    event.time = hop::Nanoseconds(id * 1000);
    event.hop = {1};
    event.kind = hop::EventKind::Frame;
    event.code = 1;
    event.streamOffset = id * 10;
    event.wireSize = event.payloadSize = 10;
    event.ended = ended;
    return event;
}

/// An index in a temporary database, and what stands in its table.
struct Fixture
{
    Fixture() : database(std::move(Database::openTemporary()).value())
    {
        if (!createTables(database))
            qFatal("no tables");
        index.emplace(database);
    }
    void add(int count)
    {
        for (int i = 0; i < count; ++i)
            index->add(eventOf(index->eventCount() + 1));
    }
    /// "1+4096 4097+5": first event and count of each block.
    QString blocks() const
    {
        QStringList list;
        Statement rows = database.prepare("SELECT first_event, count FROM block ORDER BY first_event");
        while (rows.step() == Step::Row)
            list += QString("%1+%2").arg(rows.integer(0)).arg(rows.integer(1));
        return list.join(' ');
    }
    hop::Event stored(std::uint64_t id) const
    {
        BlockCache cache(database);
        const BlockView *block = cache.find({id});
        return block ? block->event(id - block->first()) : hop::Event{};
    }
    std::size_t storedFindings(std::uint64_t id) const
    {
        BlockCache cache(database);
        const BlockView *block = cache.find({id});
        const std::size_t row = block ? id - block->first() : 0;
        return block ? block->findingAtOrAfter(row + 1) - block->findingAtOrAfter(row) : 0;
    }

    Database database;
    std::optional<EventIndex> index;
};

} // namespace

class TestEventIndex : public QObject
{
    Q_OBJECT
private slots:
    void eachFlushAddsASmallBlock()
    {
        Fixture fixture;
        fixture.add(3);
        fixture.index->flush();
        fixture.index->flush();
        fixture.add(2);
        fixture.index->flush();
        QCOMPARE(fixture.blocks(), QString("1+3 4+2"));
    }

    void aFullBlockReplacesTheSmallOnes()
    {
        Fixture fixture;
        fixture.add(3);
        fixture.index->flush();
        fixture.add(4093);
        fixture.index->flush();
        QCOMPARE(fixture.blocks(), QString("1+3 4+4093"));
        fixture.add(1);
        fixture.index->flush();
        QCOMPARE(fixture.blocks(), QString("1+4096 4097+1"));
        for (const std::uint64_t id : {1U, 3U, 4U, 4096U, 4097U})
            QVERIFY(fixture.stored(id) == eventOf(id));
    }

    void aFloodMakesFullBlocks()
    {
        Fixture fixture;
        fixture.add(100'000);
        fixture.index->flush();
        QVERIFY(fixture.blocks().endsWith("94209+4096 98305+1696"));
        QCOMPARE(fixture.blocks().split(' ').size(), 25);
        QVERIFY(fixture.stored(50'000) == eventOf(50'000));
    }

    void anEventThatEndsLaterIsRewrittenWhereverItStands_data()
    {
        QTest::addColumn<int>("between");
        QTest::newRow("in the same small block") << 0;
        QTest::newRow("in an earlier small block") << 10;
        QTest::newRow("in the block just filled") << 5000;
        QTest::newRow("in a block long written") << 60'000;
    }
    void anEventThatEndsLaterIsRewrittenWhereverItStands()
    {
        QFETCH(int, between);
        Fixture fixture;
        fixture.add(6);
        fixture.index->add(eventOf(7, false));
        fixture.index->flush();
        fixture.add(between);
        fixture.index->flush();
        QVERIFY(!fixture.index->takeLowestChanged());
        QVERIFY(!fixture.stored(7).ended);
        hop::Event ended = eventOf(7);
        ended.severity = rules::Severity::Error;
        fixture.index->change(ended);
        fixture.index->addFinding({{7}, rules::Rule::TextIsUtf8, {2, 1}});
        QVERIFY(!fixture.stored(7).ended);
        fixture.index->flush();
        QVERIFY(fixture.stored(7) == ended);
        QCOMPARE(fixture.storedFindings(7), std::size_t{1});
        QCOMPARE(fixture.storedFindings(6), std::size_t{0});
        QVERIFY(fixture.stored(6) == eventOf(6));
        QCOMPARE(fixture.index->takeLowestChanged().value, std::uint64_t{7});
        QVERIFY(!fixture.index->takeLowestChanged());
        QVERIFY(fixture.index->isGood());
    }

    void changesBeforeTheFirstFlushAreNoNews()
    {
        Fixture fixture;
        fixture.index->add(eventOf(1, false));
        fixture.index->change(eventOf(1));
        fixture.index->flush();
        QVERIFY(!fixture.index->takeLowestChanged());
        QVERIFY(fixture.stored(1).ended);
    }

    void manyBlocksCanChangeAtOnce()
    {
        Fixture fixture;
        fixture.add(20 * static_cast<int>(kBlockEvents));
        fixture.index->flush();
        for (std::uint64_t id = 2; id < fixture.index->eventCount(); id += kBlockEvents)
            fixture.index->addFinding({{id}, rules::Rule::TextIsUtf8, {}});
        fixture.index->flush();
        for (std::uint64_t id = 2; id < fixture.index->eventCount(); id += kBlockEvents)
            QCOMPARE(fixture.storedFindings(id), std::size_t{1});
        QCOMPARE(fixture.index->takeLowestChanged().value, std::uint64_t{2});
    }

    void whatIsOpenInAStreamIsCut()
    {
        Fixture fixture;
        fixture.index->add(eventOf(1, false));
        fixture.add(1);
        fixture.index->endOpen({1}, hop::Direction::FromRight, 14);
        fixture.index->flush();
        QVERIFY(!fixture.stored(1).ended);
        fixture.index->endOpen({1}, hop::Direction::FromLeft, 14);
        fixture.index->endOpen({1}, hop::Direction::FromLeft, 20);
        fixture.index->flush();
        QVERIFY(fixture.stored(1).ended && fixture.stored(1).has(hop::flag::Cut));
        QCOMPARE(fixture.stored(1).wireSize, std::int64_t{4});
        QVERIFY(!fixture.stored(2).has(hop::flag::Cut));
    }

    void aFailureIsRemembered()
    {
        Fixture fixture;
        fixture.add(2);
        QVERIFY(fixture.database.run("DROP TABLE block"));
        fixture.index->flush();
        QVERIFY(!fixture.index->isGood());
        fixture.add(5000);
        fixture.index->flush();
        QCOMPARE(fixture.index->eventCount(), std::uint64_t{5002});
    }
};

QTEST_APPLESS_MAIN(TestEventIndex)
#include "tst_eventindex.moc"
