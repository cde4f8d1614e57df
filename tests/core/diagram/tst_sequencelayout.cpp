// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/sequencelayout.h"

#include "core/capture/sqlite.h"
#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture::fixture;
using diagram::Bracket;
using diagram::Row;
using diagram::SequenceLayout;
using diagram::Style;
using websocket::Opcode;

namespace {

SequenceLayout whole(const capture::Reader &reader)
{
    return SequenceLayout::build(reader, 0, reader.eventCount());
}

void change(const std::string &path, const char *sql)
{
    const auto database = capture::Database::open(path, capture::Database::Mode::ReadWrite);
    if (!database || !database.value().run(sql))
        qFatal("the file could not be changed: %s", sql);
}

/// What must not depend on where the window starts, as text.
QString sketch(const Row &row)
{
    return QString("%1 %2-%3 %4 style %5 bracket %6 switched %7 %8 %9")
        .arg(row.event.value)
        .arg(row.left)
        .arg(row.right)
        .arg(row.fromLeft ? ">" : "<")
        .arg(int(row.style))
        .arg(int(row.bracket))
        .arg(row.isSwitched)
        .arg(QString::fromStdString(row.text.kind), QString::fromStdString(row.text.detail));
}

} // namespace

class TestSequenceLayout : public QObject
{
    Q_OBJECT
private slots:
    void lanesAreTheParties()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        const SequenceLayout layout = whole(*reader);
        QCOMPARE(layout.lanes.size(), std::size_t(2));
        QCOMPARE(layout.lanes[0].name, std::string("Client"));
        QCOMPARE(layout.lanes[0].address, std::string("Hop101"));
        QCOMPARE(layout.lanes[1].name, std::string("Server"));
    }
    void proxiesStandInTheMiddle()
    {
        Recording recording;
        const auto proxy = recording.recorder().addParty({{}, "Proxy", capture::Role::Proxy, "nginx"});
        const auto second = recording.recorder().addHop({{}, proxy, {2}, "", "{}", "{}"}, nullptr);
        recording.take(Direction::FromLeft, hop::Opened{"", ""}, second);
        const auto reader = recording.finishAndRead();
        const SequenceLayout layout = whole(*reader);
        QCOMPARE(layout.lanes[1].name, std::string("Proxy"));
        QCOMPARE(layout.rows[0].left, 1);
        QCOMPARE(layout.rows[0].right, 2);
    }
    void partiesOfSeveralSessionsShareALane()
    {
        Recording recording;
        recording.upgrade();
        const auto later = recording.recorder().addParty({{}, "Server", capture::Role::Server, "later:80"});
        const auto second = recording.recorder().addHop({{}, {1}, later, "", "{}", "{}"}, nullptr);
        recording.upgrade(second);
        recording.recorder().finish();
        change(recording.path(),
               "INSERT INTO session VALUES (2, 'again', '', 0, 4000000, 5, 1); "
               "UPDATE party SET session = 2, address = 'later:80' WHERE id = 3; "
               "UPDATE hop SET session = 2 WHERE id = 2");
        const auto reader = recording.read();
        QVERIFY(!reader->damage());
        const SequenceLayout first = SequenceLayout::build(*reader, 0, 4);
        QCOMPARE(first.lanes.size(), std::size_t(2));
        QCOMPARE(first.lanes[1].address, std::string(""));
        const SequenceLayout last = SequenceLayout::build(*reader, 4, 4);
        QCOMPARE(last.lanes.size(), std::size_t(2));
        QCOMPARE(last.lanes[1].address, std::string("later:80"));
        QCOMPARE(last.rows.back().right, 1);
        QCOMPARE(last.rows.back().connection, std::string("#2"));
        QCOMPARE(first.rows.back().connection, std::string("#1"));
    }
    void aSingleConnectionHasNoName()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        QCOMPARE(whole(*reader).rows[0].connection, std::string());
    }
    void marksOfTheUserAreAtTheirRows()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(100);
        recording.recorder().finish();
        change(recording.path(), "INSERT INTO note VALUES (3, 1, '', 0), (50, 0, 'a', 0), (52, 1, 'b', 0)");
        const auto reader = recording.read();
        QStringList marks;
        for (const Row &row : SequenceLayout::build(*reader, 48, 6).rows)
            marks += QString("%1%2%3")
                         .arg(row.event.value)
                         .arg(row.isBookmarked ? " mark" : "", row.hasNote ? " note" : "");
        QCOMPARE(marks, QStringList({"49", "50 note", "51", "52 mark note", "53", "54"}));
        QVERIFY(whole(*reader).rows[2].isBookmarked);
    }
    void theSwitchIsASeam()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(1);
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
        const auto reader = recording.finishAndRead();
        QStringList marks;
        for (const Row &row : whole(*reader).rows)
            marks += QString("%1%2").arg(row.isSeam ? "seam " : "", row.isSwitched ? "switched" : "plain");
        QCOMPARE(marks, QStringList({"plain", "plain", "seam plain", "seam switched", "switched", "plain"}));
    }
    void fragmentsAreBracketed()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Binary, "a", false, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Ping, ""));
        recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "b", false, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "c"));
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "d"));
        const auto reader = recording.finishAndRead();
        const SequenceLayout layout = SequenceLayout::build(*reader, 4, 5);
        QCOMPARE(int(layout.rows[0].bracket), int(Bracket::First));
        QCOMPARE(int(layout.rows[1].bracket), int(Bracket::None));
        QCOMPARE(int(layout.rows[1].style), int(Style::Control));
        QCOMPARE(int(layout.rows[2].bracket), int(Bracket::Middle));
        QCOMPARE(int(layout.rows[3].bracket), int(Bracket::Last));
        QCOMPARE(int(layout.rows[3].style), int(Style::Binary));
        QCOMPARE(int(layout.rows[4].bracket), int(Bracket::None));
    }
    void aPongAnswersThePingWithItsPayload()
    {
        Recording recording; // a step is 1 ms
        recording.upgrade();
        recording.bytes(Direction::FromLeft, frame(Opcode::Ping, "1", true));
        recording.bytes(Direction::FromLeft, frame(Opcode::Ping, "2", true));
        recording.bytes(Direction::FromRight, frame(Opcode::Pong, "1"));
        recording.bytes(Direction::FromRight, frame(Opcode::Pong, "2"));
        recording.bytes(Direction::FromRight, frame(Opcode::Pong, "2")); // unasked
        recording.bytes(Direction::FromLeft, frame(Opcode::Pong, "1", true));
        const auto reader = recording.finishAndRead();
        const SequenceLayout layout = whole(*reader);
        QCOMPARE(layout.rows[2].roundTrip, std::optional<hop::Nanoseconds>(1ms)); // 101 after its request
        QVERIFY(layout.rows[6].roundTrip == 2ms);
        QVERIFY(layout.rows[7].roundTrip == 2ms);
        QVERIFY(!layout.rows[8].roundTrip);
        QVERIFY(!layout.rows[9].roundTrip);
    }
    void aLongSilenceIsTold()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().take(recording.hop(), Direction::FromRight, 2003ms,
                                  hop::BytesSeen{frame(Opcode::Text, "a")});
        recording.recorder().take(recording.hop(), Direction::FromRight, 4002ms,
                                  hop::BytesSeen{frame(Opcode::Text, "b")});
        const auto reader = recording.finishAndRead();
        const SequenceLayout layout = whole(*reader);
        QVERIFY(layout.rows[4].silenceBefore == 2000ms);
        QVERIFY(!layout.rows[5].silenceBefore); // 1 ms short
        QVERIFY(SequenceLayout::build(*reader, 4, 1).rows[0].silenceBefore == 2000ms);
    }
    void theWorstFindingIsNamed()
    {
        Recording recording;
        recording.upgrade();
        base::Bytes bad = frame(Opcode::Text, "x");
        bad[0] |= std::byte{0x20}; // RSV2
        recording.bytes(Direction::FromRight, bad);
        recording.frames(1);
        const auto reader = recording.finishAndRead();
        const SequenceLayout layout = whole(*reader);
        QVERIFY(layout.rows[4].severity == rules::Severity::Error);
        QCOMPARE(layout.rows[4].findingTitle,
                 std::string("RSV2 is set, but no negotiated extension uses it"));
        QVERIFY(layout.rows[5].findingTitle.empty());
    }
    void anOpenEventIsOpen()
    {
        Recording recording;
        recording.upgrade();
        base::Bytes half = frame(Opcode::Text, "hello");
        half.resize(4);
        recording.bytes(Direction::FromRight, half);
        recording.recorder().commit();
        const auto reader = recording.read();
        QVERIFY(whole(*reader).rows.back().isOpen);
    }
    void everyWindowShowsTheSameRows()
    {
        Recording recording;
        recording.upgrade();
        for (int i = 0; i < 40; ++i) {
            recording.bytes(Direction::FromRight, frame(Opcode::Binary, "one", false, false));
            recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "two", false, i % 2 == 0));
            if (i % 2 == 1)
                recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "three"));
        }
        const auto reader = recording.finishAndRead();
        const SequenceLayout all = whole(*reader);
        for (std::uint64_t first = 0; first < reader->eventCount(); ++first) {
            const SequenceLayout part = SequenceLayout::build(*reader, first, 7);
            for (std::size_t i = 0; i < part.rows.size(); ++i)
                QCOMPARE(sketch(part.rows[i]), sketch(all.rows[std::size_t(first) + i]));
        }
    }
    void readingFollowsWhatIsAskedFor_data()
    {
        QTest::addColumn<int>("frames");
        QTest::newRow("a thousand events") << 1000;
        QTest::newRow("a hundred thousand events") << 100'000;
    }
    void readingFollowsWhatIsAskedFor()
    {
        QFETCH(int, frames);
        Recording recording;
        recording.upgrade();
        recording.frames(frames);
        const auto reader = recording.finishAndRead();
        for (const std::uint64_t first : {std::uint64_t(0), std::uint64_t(500), reader->eventCount() - 30}) {
            const std::uint64_t before = reader->recordsRead();
            QCOMPARE(SequenceLayout::build(*reader, first, 30).rows.size(), std::size_t(30));
            QVERIFY(reader->recordsRead() - before <= 32);
        }
    }
    void beyondTheEndThereIsNothing()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        QVERIFY(SequenceLayout::build(*reader, 4, 10).rows.empty());
        QVERIFY(SequenceLayout::build(*reader, ~std::uint64_t(0), 10).rows.empty());
        QCOMPARE(SequenceLayout::build(*reader, 3, ~std::uint64_t(0)).rows.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestSequenceLayout)
#include "tst_sequencelayout.moc"
