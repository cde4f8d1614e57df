// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/verify.h"

#include "core/capture/block.h"
#include "core/capture/message.h"
#include "core/capture/sqlite.h"
#include "tests/core/capture/childprocess.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/firstversion.h"
#include "tests/core/capture/fixture.h"

#include <random>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

void change(const std::string &path, const char *sql)
{
    const auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database || !database.value().run(sql))
        qFatal("the file could not be changed: %s", sql);
}

/// Time-outs, a reset, a half-close, a lost range, findings, fragments, bodies and a cut frame, on two hops
/// that take turns.
void recordTrouble(Recording &recording)
{
    const base::HopId first = recording.hop();
    const base::HopId second = recording.addHop();
    recording.upgrade(first);
    recording.take(Direction::FromLeft, hop::Opened{"a:1", "b:2"}, second);
    recording.take(Direction::FromLeft, hop::Secured{"TLSv1.3", "AES", "CN=b", ""}, second);
    recording.bytes(Direction::FromLeft, kRequest, second);
    recording.frames(4090, "hello", first);
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "one ", false, false), first);
    recording.bytes(Direction::FromRight,
                    "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", second);
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Ping, "p"), first);
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Pong, "q", true), first);
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "two"), first);
    recording.bytes(Direction::FromRight, "lo\r\n0\r\n\r\n", second);
    recording.take(Direction::FromLeft, hop::Tick{}, first);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin}, second);
    recording.take(Direction::FromLeft, hop::Lost{77}, first);
    recording.bytes(Direction::FromLeft, "after the gap", first);
    recording.bytes(Direction::FromRight, std::string("\x81\x7e\x01\x00 cut", 8), first);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset}, first);
    recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::CloseTimeout, "caf\xe9"}, first);
    recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::ByUs}, first);
}

/// Compressed messages of both sides on two hops, small and large, one in fragments with a ping between;
/// committed now and then. What the server sent on the first hop.
std::vector<std::string> recordCompressed(Recording &recording)
{
    const base::HopId other = recording.addHop();
    upgradeCompressed(recording);
    upgradeCompressed(recording, other);
    websocket::Deflater server({}), client({}), otherServer({});
    std::vector<std::string> sent;
    for (const std::size_t size : {0U, 1U, 5U, 200U, 70'000U, 300'000U, 3U}) {
        sent.push_back(someText(size));
        const std::string &text = sent.back();
        recording.bytes(Direction::FromRight, deflated(server, text.substr(0, size / 3), true, false));
        recording.bytes(Direction::FromLeft, deflated(client, text + "!", true, true, true));
        recording.recorder().commit();
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Ping, "p"));
        recording.bytes(Direction::FromRight, deflated(otherServer, "other"), other);
        recording.bytes(Direction::FromRight, deflated(server, text.substr(size / 3), false, true));
    }
    return sent;
}

/// A session with a time-out, a reset, a half-close, a lost range and three hops that take turns.
void recordThreeHops(Recording &recording)
{
    const base::HopId front = recording.hop();
    const base::HopId back = recording.addHop();
    const base::HopId slow = recording.addHop();
    for (const base::HopId hop : {front, back})
        recording.upgrade(hop);
    recording.take(Direction::FromLeft, hop::Opened{"c:3", "d:4"}, slow);
    recording.bytes(Direction::FromLeft, "GET /slow HTTP/1.1\r\nHost: d", slow);
    for (int i = 0; i < 3'000; ++i) {
        const base::HopId hop = i % 2 == 0 ? front : back;
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, std::to_string(i)), hop);
        if (i % 500 == 0)
            recording.recorder().commit();
    }
    // The client of the first sends no more, its server goes on.
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "that is all", true), front);
    recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::Fin}, front);
    recording.frames(10, "still here", front);
    // The second loses a range and finds frames again behind it, then it is reset within a frame.
    recording.take(Direction::FromRight, hop::Lost{5'000, 12, true}, back);
    recording.frames(10, "after the gap", back);
    recording.bytes(Direction::FromRight, std::string("\x81\x7e\x01\x00 cut", 8), back);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset}, back);
    recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::ByUs}, back);
    // The third never says what it wants.
    recording.take(Direction::FromRight, hop::Tick{}, slow);
    recording.take(Direction::FromRight, hop::Failed{hop::FailStage::UpgradeTimeout, {}}, slow);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::ByUs}, slow);
    recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::ByUs}, slow);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin}, front);
}

/// Events of a kind and code on a hop.
std::uint64_t countOf(const Reader &reader, std::uint32_t hop, EventKind kind, int code = 0)
{
    std::uint64_t count = 0;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        const hop::Event event = reader.event({id});
        count += event.hop.value == hop && event.kind == kind && event.code == code ? 1 : 0;
    }
    return count;
}

} // namespace

class TestVerify : public QObject
{
    Q_OBJECT
private slots:
    void aReplayGivesTheSame()
    {
        Recording recording;
        recordTrouble(recording);
        const auto reader = recording.finishAndRead();
        const VerifyReport report = verify(*reader);
        QCOMPARE(report.firstDifference, std::string());
        QVERIFY(report.isSame());
        QCOMPARE(report.events, reader->eventCount());
        QVERIFY(report.events > 4100);
        QVERIFY(report.inputs > 4100);
        QVERIFY(report.findings >= 4);
    }

    void threeHopsWithEveryTroubleReplayToTheSame()
    {
        Recording recording;
        recordThreeHops(recording);
        const auto reader = recording.finishAndRead();
        QCOMPARE(reader->hops().size(), std::size_t{3});
        QCOMPARE(countOf(*reader, 1, EventKind::Closed, static_cast<int>(hop::EndCause::Fin)),
                 std::uint64_t{2});
        QCOMPARE(countOf(*reader, 2, EventKind::Gap), std::uint64_t{1});
        QCOMPARE(countOf(*reader, 2, EventKind::Closed, static_cast<int>(hop::EndCause::Reset)),
                 std::uint64_t{1});
        QCOMPARE(countOf(*reader, 3, EventKind::Failed, static_cast<int>(hop::FailStage::UpgradeTimeout)),
                 std::uint64_t{1});
        const VerifyReport report = verify(*reader);
        QCOMPARE(report.firstDifference, std::string());
        QCOMPARE(report.events, reader->eventCount());
        QVERIFY(report.findings >= 2);
    }

    void theFirstDifferenceNamesEventAndField()
    {
        Recording recording;
        recordThreeHops(recording);
        recording.recorder().finish();
        change(recording.path(), "UPDATE signal SET data = '{\"cause\":1}' WHERE data = '{\"cause\":2}'");
        const VerifyReport report = verify(*recording.read());
        const auto reader = recording.read();
        const hop::Event event = reader->event(report.event);
        QCOMPARE(event.kind, EventKind::Closed);
        QCOMPARE(report.field, (FieldMismatch{"code", "2", "1"}));
        QCOMPARE(report.firstDifference,
                 "event " + std::to_string(report.event.value) + ", code: 2 in the capture, 1 in the replay");
        QVERIFY(!report.isPartial);
    }

    void behindAnInputThatIsMissingNothingIsCompared()
    {
        Recording recording;
        recordThreeHops(recording);
        recording.recorder().finish();
        change(recording.path(), "DELETE FROM wire WHERE seq = 1000");
        const VerifyReport report = verify(*recording.read());
        QVERIFY(report.isPartial && !report.isSame());
        QCOMPARE(report.differences, std::uint64_t{1}); // none before it
        QCOMPARE(report.inputs, std::uint64_t{999});
        QVERIFY(report.events > 900 && report.events < 1'010);
        QVERIFY2(report.firstDifference.starts_with("input 1000 is missing"), report.firstDifference.c_str());
    }

    void commitsAtAnyMomentChangeNothing()
    {
        for (const unsigned seed : {1U, 2U, 3U}) {
            Recording recording;
            std::mt19937 random(seed);
            recording.upgrade();
            const base::Bytes pieces[] = {
                frame(websocket::Opcode::Text, "caf\xc3\xa9"), frame(websocket::Opcode::Text, "\xff", true),
                frame(websocket::Opcode::Ping, "p"),
                frame(websocket::Opcode::Binary, std::string(300, 'x'), true, false)};
            for (int i = 0; i < 6000; ++i) {
                const base::ByteSpan piece = pieces[random() % 4];
                const std::size_t cut = random() % piece.size();
                const auto direction = static_cast<Direction>(random() % 2);
                recording.take(direction, hop::BytesSeen{piece.first(cut)});
                if (random() % 50 == 0)
                    recording.recorder().commit();
                recording.take(direction, hop::BytesSeen{piece.subspan(cut)});
            }
            const VerifyReport report = verify(*recording.finishAndRead());
            QCOMPARE(report.firstDifference, std::string());
            QVERIFY(report.findings > 1000);
        }
    }

    void aLiveCaptureIsComparedAsFarAsItIsCommitted()
    {
        Recording recording;
        recordTrouble(recording);
        recording.recorder().commit();
        recording.bytes(Direction::FromLeft, "not committed");
        const VerifyReport report = verify(*recording.read());
        QCOMPARE(report.firstDifference, std::string());
    }

    void compressedMessagesAreKeptAndCompared()
    {
        Recording recording;
        const std::vector<std::string> sent = recordCompressed(recording);
        const auto reader = recording.finishAndRead();
        std::size_t found = 0;
        for (std::uint64_t id = 1; id <= reader->eventCount(); ++id) {
            const hop::Event event = reader->event({id});
            if (event.hop.value != 1 || event.message != event.id || event.direction == Direction::FromLeft)
                continue;
            const MessageFacts facts = messageFacts(*reader, event);
            const std::string &text = sent.at(found++);
            QVERIFY(facts.isCompressed && facts.state == MessageState::Whole);
            QCOMPARE(facts.size, static_cast<std::int64_t>(text.size()));
            QVERIFY(messageBytes(*reader, event.id, 0, 1'000'000) == base::toBytes(text));
            const std::size_t middle = text.size() / 2;
            QCOMPARE(base::toText(messageBytes(*reader, event.id, middle, 50)), text.substr(middle, 50));
        }
        QCOMPARE(found, sent.size());
        const VerifyReport report = verify(*reader);
        QCOMPARE(report.firstDifference, std::string());
    }

    void tamperedContentIsTold_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("another byte")
            << QByteArray("UPDATE content SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE id = 9");
        QTest::newRow("a row that is missing") << QByteArray("DELETE FROM content WHERE id = 9");
        QTest::newRow("another place") << QByteArray("UPDATE content SET first_byte = 7 WHERE id = 2");
        QTest::newRow("another message")
            << QByteArray("UPDATE content SET message = message + 1 WHERE id = 2");
    }
    void tamperedContentIsTold()
    {
        QFETCH(QByteArray, sql);
        Recording recording;
        recordCompressed(recording);
        recording.recorder().finish();
        change(recording.path(), sql.constData());
        const VerifyReport report = verify(*recording.read());
        QVERIFY(!report.isSame());
        QVERIFY2(report.firstDifference.find("inflated") != std::string::npos,
                 report.firstDifference.c_str());
    }

    void theReplayKeepsToTheLimitsOfTheRecording()
    {
        Recording recording;
        Hop limited;
        limited.limits.inflatedMessageBytes = 1'000;
        const base::HopId hop = recording.recorder().addHop(limited, nullptr);
        upgradeCompressed(recording, hop);
        websocket::Deflater server({});
        recording.bytes(Direction::FromRight, deflated(server, someText(1'000)), hop);
        recording.bytes(Direction::FromRight, deflated(server, someText(1'001)), hop);
        const auto reader = recording.finishAndRead();
        const hop::Event last = reader->event({reader->eventCount()});
        QCOMPARE(reader->findings(last.id).at(0).rule, rules::Rule::InflatedWithinLimit);
        const MessageFacts facts = messageFacts(*reader, last);
        QVERIFY(facts.state == MessageState::NotInflated);
        QCOMPARE(facts.readableBytes, std::uint64_t{1'000});
        QCOMPARE(verify(*reader).firstDifference, std::string());
        change(recording.path(), "UPDATE hop SET max_inflated = 2000 WHERE id = 2");
        QVERIFY(!verify(*recording.read()).isSame());
    }

    void aCaptureOfTheFirstVersionIsCompared()
    {
        Recording recording;
        recordTrouble(recording);
        recording.recorder().finish();
        makeFirstVersion(recording.path());
        const VerifyReport report = verify(*recording.read());
        QCOMPARE(report.firstDifference, std::string());
        QVERIFY(report.events > 4100);
    }

    void whatIsOpenAtTheEndIsNoDifference()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, std::string("\x81\x05he", 4));
        const VerifyReport report = verify(*recording.finishAndRead());
        QCOMPARE(report.firstDifference, std::string());
    }

    void aKilledRecordingIsTheSame()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("killed.hop101").toStdString();
        ChildProcess child([&path](const ChildProcess::Report &report) { recordForEver(path, report); });
        for (int i = 0; i < 20; ++i)
            QVERIFY(child.next() > 0);
        child.killAndWait();
        const auto reader = Reader::open(path);
        QVERIFY(reader);
        const VerifyReport report = verify(*reader.value());
        QCOMPARE(report.firstDifference, std::string());
        QVERIFY(report.events > 100);
    }

    void aTamperedCaptureIsTold_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("another time in a block") << QByteArray(
            "UPDATE block SET columns = CAST(substr(columns, 1, 10) || x'55' || substr(columns, 12) AS BLOB) "
            "WHERE first_event = 1");
        QTest::newRow("a block that is missing") << QByteArray("DELETE FROM block WHERE first_event = 4097");
        QTest::newRow("a byte on the wire")
            << QByteArray("UPDATE wire SET bytes = x'820568656c6c6f' WHERE seq = 100");
        QTest::newRow("an input that is missing") << QByteArray("DELETE FROM wire WHERE seq = 100");
        QTest::newRow("another status") << QByteArray("UPDATE exchange SET status = 200 WHERE id = 1");
        QTest::newRow("another verdict") << QByteArray("UPDATE exchange SET verdict = 3 WHERE id = 1");
        QTest::newRow("an exchange that is missing") << QByteArray("DELETE FROM exchange WHERE id = 2");
        QTest::newRow("content that no message has")
            << QByteArray("INSERT INTO content (message, first_byte, bytes) VALUES (5, 0, x'61')");
        QTest::newRow("another end") << QByteArray(
            "UPDATE signal SET data = '{\"cause\":1}' WHERE data = '{\"cause\":2}'");
    }
    void aTamperedCaptureIsTold()
    {
        QFETCH(QByteArray, sql);
        Recording recording;
        recordTrouble(recording);
        recording.recorder().finish();
        QVERIFY(verify(*recording.read()).isSame());
        change(recording.path(), sql.constData());
        const VerifyReport report = verify(*recording.read());
        QVERIFY(!report.isSame());
        QVERIFY(!report.firstDifference.empty());
    }

    void aFindingThatIsMissingIsTold()
    {
        Recording recording;
        recordTrouble(recording);
        recording.recorder().finish();
        dropFindings(recording.path(), 1 + kBlockEvents);
        const VerifyReport report = verify(*recording.read());
        QVERIFY(report.differences > 0);
        QVERIFY2(report.firstDifference.find("findings") != std::string::npos,
                 report.firstDifference.c_str());
    }

private:
    /// Writes a block anew without its findings.
    static void dropFindings(const std::string &path, std::uint64_t first)
    {
        const auto database = std::move(Database::open(path, Database::Mode::ReadWrite)).value();
        Statement select = database.prepare("SELECT count, columns FROM block WHERE first_event = ?1");
        QCOMPARE(select.bind(1, first).step(), Step::Row);
        const base::ByteSpan columns = select.blob(1);
        const auto view = BlockView::parse(first, select.number(0), {columns.begin(), columns.end()});
        QVERIFY(view && view->findingCount() > 0);
        std::vector<hop::Event> events;
        for (std::size_t row = 0; row < view->count(); ++row)
            events.push_back(view->event(row));
        select.reset();
        const base::Bytes without = encodeColumns(events, {});
        Statement update = database.prepare("UPDATE block SET columns = ?2 WHERE first_event = ?1");
        QVERIFY(update.bind(1, first).bind(2, base::ByteSpan(without)).run());
    }
    static void recordForEver(const std::string &path, const ChildProcess::Report &report)
    {
        auto recorder = std::move(Recorder::create(path, {})).value();
        const base::HopId hop = recorder->addHop({}, nullptr);
        const base::Bytes one = frame(websocket::Opcode::Text, "hello");
        recorder->take(hop, Direction::FromLeft, 0ms, hop::BytesSeen{asBytes(kRequest)});
        recorder->take(hop, Direction::FromRight, 0ms, hop::BytesSeen{asBytes(kSwitch)});
        for (std::uint64_t i = 0;; ++i) {
            // Frames that are open when they are committed.
            const std::size_t cut = 1 + i % 6;
            recorder->take(hop, Direction::FromRight, 1ms, hop::BytesSeen{base::ByteSpan(one).first(cut)});
            if (i % 31 == 0) {
                recorder->commit();
                report(recorder->takeProgress().events);
            }
            recorder->take(hop, Direction::FromRight, 1ms, hop::BytesSeen{base::ByteSpan(one).subspan(cut)});
        }
    }
};

QTEST_APPLESS_MAIN(TestVerify)
#include "tst_verify.moc"
