// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentlog.h"

#include "core/capture/contentbytes.h"
#include "core/capture/schema.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using base::asBytes;
using hop::Direction;

namespace {

hop::Event frameOf(std::uint64_t message, Direction direction = Direction::FromLeft, std::uint32_t hop = 1)
{
    hop::Event frame;
    frame.id = frame.message = {message};
    frame.direction = direction;
    frame.hop = {hop};
    return frame;
}

struct Fixture
{
    explicit Fixture(std::uint64_t floorBytes = kContentFloorBytes)
        : database(std::move(Database::openTemporary()).value())
    {
        if (!createTables(database))
            qFatal("no tables");
        log.emplace(database, ContentBudget(floorBytes));
    }
    std::string text(std::uint64_t message) const
    {
        ContentBytes bytes(database);
        return base::toText(bytes.read({message}, 0, 10'000'000));
    }
    std::int64_t rows() const { return database.value("SELECT count(*) FROM content").value_or(-1); }

    Database database;
    std::optional<ContentLog> log;
};

} // namespace

class TestContentLog : public QObject
{
    Q_OBJECT
private slots:
    void messagesOfBothDirectionsAreKeptApart()
    {
        Fixture fixture;
        fixture.log->take(frameOf(5), 0, asBytes("one "));
        fixture.log->take(frameOf(6, Direction::FromRight), 0, asBytes("other "));
        fixture.log->take(frameOf(5), 4, asBytes("two"));
        fixture.log->take(frameOf(6, Direction::FromRight), 6, asBytes("way"));
        fixture.log->take(frameOf(7, Direction::FromLeft, 2), 0, asBytes("hop"));
        fixture.log->take(frameOf(8), 0, asBytes("next"));
        fixture.log->flush();
        QCOMPARE(fixture.text(5), std::string("one two"));
        QCOMPARE(fixture.text(6), std::string("other way"));
        QCOMPARE(fixture.text(7), std::string("hop"));
        QCOMPARE(fixture.text(8), std::string("next"));
        QCOMPARE(fixture.rows(), std::int64_t{4});
        QVERIFY(fixture.log->isGood());
    }

    void rowsAreOfBoundedSize()
    {
        Fixture fixture;
        const std::string large(3 * kContentRowBytes + 5, 'x');
        fixture.log->take(frameOf(5), 0, asBytes(large));
        fixture.log->flush();
        QVERIFY(fixture.text(5) == large);
        QCOMPARE(fixture.rows(), std::int64_t{4});
        QCOMPARE(fixture.database.value("SELECT max(length(bytes)) FROM content").value_or(0),
                 std::int64_t{kContentRowBytes});
    }

    void aFlushBetweenChangesNothing()
    {
        Fixture fixture;
        for (std::uint64_t at = 0; at < 20; ++at) {
            fixture.log->take(frameOf(5), at, asBytes("z"));
            if (at % 3 == 0)
                fixture.log->flush();
        }
        fixture.log->flush();
        QCOMPARE(fixture.text(5), std::string(20, 'z'));
    }

    void beyondTheBudgetAFrontIsKept()
    {
        Fixture fixture(10);
        fixture.log->take(frameOf(5), 0, asBytes("12345678"));
        fixture.log->take(frameOf(6), 0, asBytes("abcd"));
        fixture.log->take(frameOf(6), 4, asBytes("e")); // there is no room
        fixture.log->sawWire(1); // room for ten more
        fixture.log->take(frameOf(6), 5, asBytes("f")); // but a message is kept without a hole
        fixture.log->take(frameOf(7), 0, asBytes("0123456789more"));
        fixture.log->flush();
        QCOMPARE(fixture.text(5), std::string("12345678"));
        QCOMPARE(fixture.text(6), std::string("ab"));
        QCOMPARE(fixture.text(7), std::string("0123456789"));
    }

    void piecesDoNotChangeWhatIsKept()
    {
        for (std::size_t piece = 1; piece <= 20; ++piece) {
            ContentBudget budget(12);
            const std::string text = "a message of 26 characters";
            std::string kept;
            for (std::size_t at = 0; at < text.size(); at += piece)
                kept += base::asText(budget.kept(frameOf(5), at, asBytes(text.substr(at, piece))));
            QCOMPARE(kept, text.substr(0, 12));
            QCOMPARE(budget.keptBytes(), std::uint64_t{12});
        }
    }

    void moreOnTheWireMakesRoomForMore()
    {
        ContentBudget budget(10);
        budget.sawWire(3);
        QCOMPARE(budget.kept(frameOf(5), 0, asBytes(std::string(100, 'x'))).size(), std::size_t{60});
    }

    void aFailureIsTold()
    {
        Fixture fixture;
        QVERIFY(fixture.database.run("DROP TABLE content"));
        fixture.log->take(frameOf(5), 0, asBytes("lost"));
        fixture.log->flush();
        QVERIFY(!fixture.log->isGood());
    }
};

QTEST_APPLESS_MAIN(TestContentLog)
#include "tst_contentlog.moc"
