// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/reader.h"

#include "core/capture/block.h"
#include "core/capture/schema.h"
#include "core/capture/sqlite.h"
#include "tests/core/capture/childprocess.h"
#include "tests/core/capture/firstversion.h"
#include "tests/core/capture/fixture.h"

#include <QDir>
#include <QFile>

#include <fstream>

#ifndef Q_MOC_RUN
#include <sys/stat.h>
#endif

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

QByteArray contentOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const std::string &path, const QByteArray &content)
{
    std::ofstream(path, std::ios::binary).write(content.constData(), content.size());
}

CaptureFault faultOf(const std::string &path)
{
    const auto reader = Reader::open(path);
    return reader ? CaptureFault::Exists : reader.error().fault; // Exists stands for "was opened"
}

void change(const std::string &path, const char *sql)
{
    const auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database || !database.value().run(sql))
        qFatal("the file could not be changed: %s", sql);
}

/// Reads all that a reader can read; the sanitizers watch.
std::uint64_t readAll(const std::string &path)
{
    const auto opened = Reader::open(path);
    if (!opened)
        return 0;
    const Reader &reader = *opened.value();
    std::uint64_t seen = 0;
    std::vector<hop::Event> events(std::min<std::uint64_t>(reader.eventCount(), 20'000));
    events.resize(reader.events({1}, events));
    for (const hop::Event &event : events) {
        const bool isSample = event.id.value % 64 == 1 || event.id.value < 8;
        seen += isSample ? reader.payload(event, 0, 1000).size() + reader.signalText(event).size() : 1;
    }
    seen += reader.findings({1}, {reader.eventCount()}, 1000).size() + reader.exchanges().size();
    reader.inputs([&seen](const hop::Input &) { return ++seen < 100'000; });
    reader.nextFinding({1}, rules::Severity::Error);
    reader.previousFinding({reader.eventCount()}, rules::Severity::Error);
    return seen + reader.info().title.size();
}

/// A finished capture of some size with findings, two hops and signals.
std::string sampleCapture(Recording &recording)
{
    recording.upgrade();
    const base::HopId second = recording.addHop();
    recording.upgrade(second);
    recording.frames(5000);
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "unmasked"));
    recording.frames(100, std::string(300, 'x'), second);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
    recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::Io, "broken pipe"});
    recording.recorder().finish();
    return recording.path();
}

} // namespace

class TestReader : public QObject
{
    Q_OBJECT
private slots:
    void everyEventKindComesBack()
    {
        Recording recording;
        recording.take(Direction::FromLeft, hop::Opened{"a:1", "b:2"});
        recording.take(Direction::FromLeft, hop::Secured{"TLSv1.3", "AES", "CN=b", "self-signed"});
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight, "HTTP/1.1 100 Continue\r\n\r\n");
        recording.bytes(Direction::FromRight, kSwitch);
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Ping, "p"));
        recording.take(Direction::FromRight, hop::Lost{1000});
        recording.bytes(Direction::FromRight, "no frames any more");
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
        recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::CloseTimeout, ""});
        const auto reader = recording.finishAndRead();
        const std::vector<EventKind> expected{
            EventKind::Connected,    EventKind::TlsUp,        EventKind::RequestHead,
            EventKind::ResponseHead, EventKind::ResponseHead, EventKind::ProtocolSwitched,
            EventKind::Frame,        EventKind::Gap,          EventKind::RawRun,
            EventKind::Closed,       EventKind::Failed};
        QCOMPARE(kinds(*reader), expected);
        QVERIFY(reader->event({2}).has(hop::flag::Accepted));
        QVERIFY(reader->event({4}).has(hop::flag::Interim));
        QCOMPARE(reader->signalText(reader->event({2})), std::string("TLSv1.3, AES, CN=b, self-signed"));
        const hop::Event raw = reader->event({9});
        QCOMPARE(reader->payload(raw, 3, 6), base::toBytes("frames"));
        QCOMPARE(reader->event({10}).code, static_cast<std::uint16_t>(hop::EndCause::Reset));
        QCOMPARE(reader->event({11}).code, static_cast<std::uint16_t>(hop::FailStage::CloseTimeout));
        QVERIFY(!reader->damage());
    }

    void partiesHopsAndExchangesComeBack()
    {
        Recording recording;
        recording.recorder().setPartyAddress({2}, "127.0.0.1:9101");
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        QCOMPARE(reader->parties().size(), std::size_t{2});
        QCOMPARE(reader->parties()[1].name, std::string("Server"));
        QCOMPARE(reader->parties()[1].role, Role::Server);
        QCOMPARE(reader->parties()[1].address, std::string("127.0.0.1:9101"));
        QCOMPARE(reader->hops().size(), std::size_t{1});
        QCOMPARE(reader->hops()[0].left.value, 1U);
        QCOMPARE(reader->hops()[0].right.value, 2U);
        QCOMPARE(reader->hops()[0].url, std::string("ws://example.com/chat"));
        QCOMPARE(reader->exchanges().size(), std::size_t{1});
        QCOMPARE(reader->exchanges()[0].status, 101);
        QCOMPARE(reader->exchanges()[0].state, hop::ExchangeState::Upgraded);
        QCOMPARE(reader->exchangeOf(reader->event({4}))->id.value, std::uint64_t{1});
        QVERIFY(!reader->exchangeOf(reader->event({1})));
    }

    void bytesOfAStreamAreReadAcrossInputs()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, "abc");
        recording.bytes(Direction::FromRight, "XYZ");
        recording.bytes(Direction::FromLeft, "def");
        recording.take(Direction::FromLeft, hop::Lost{10});
        recording.bytes(Direction::FromLeft, "ghi");
        const auto reader = recording.finishAndRead();
        const auto bytes = [&](std::uint64_t first, std::uint64_t count) {
            return base::toText(reader->bytes(recording.hop(), Direction::FromLeft, first, count));
        };
        QCOMPARE(bytes(0, 100), std::string("abcdef"));
        QCOMPARE(bytes(2, 2), std::string("cd"));
        QCOMPARE(bytes(5, 1), std::string("f"));
        QCOMPARE(bytes(6, 5), std::string());
        QCOMPARE(bytes(16, 100), std::string("ghi"));
        QCOMPARE(bytes(1, std::numeric_limits<std::uint64_t>::max()), std::string("bcdef"));
        QCOMPARE(bytes(std::numeric_limits<std::uint64_t>::max(), 5), std::string());
        QCOMPARE(reader->bytes({2}, Direction::FromLeft, 0, 5).size(), std::size_t{0});
    }

    void inputsComeBackInTheirOrder()
    {
        Recording recording;
        QStringList given;
        for (int i = 0; i < 300; ++i) {
            recording.bytes(i % 2 ? Direction::FromLeft : Direction::FromRight, std::to_string(i));
            given += QString::number(i);
            for (int n = 0; n < i % 3; ++n) {
                recording.take(Direction::FromLeft, hop::Tick{});
                given += "tick";
            }
        }
        const auto reader = recording.finishAndRead();
        QStringList back;
        std::uint64_t seq = 0;
        reader->inputs([&](const hop::Input &input) {
            const auto *seen = std::get_if<hop::BytesSeen>(&input.data);
            back += seen ? QString::fromStdString(base::toText(seen->bytes)) : "tick";
            return input.seq == ++seq;
        });
        QCOMPARE(back, given);
        int visits = 0;
        reader->inputs([&visits](const hop::Input &) { return ++visits < 5; });
        QCOMPARE(visits, 5);
    }

    void findingsAreFoundInBothDirections()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(5000);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "unmasked")); // 5005
        recording.frames(5000);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "unmasked")); // 10006
        const auto reader = recording.finishAndRead();
        using rules::Severity;
        QCOMPARE(reader->nextFinding({0}, Severity::Error).value, std::uint64_t{5005});
        QCOMPARE(reader->nextFinding({5005}, Severity::Error).value, std::uint64_t{10006});
        QCOMPARE(reader->nextFinding({10006}, Severity::Note).value, std::uint64_t{0});
        QCOMPARE(reader->previousFinding({10006}, Severity::Error).value, std::uint64_t{5005});
        QCOMPARE(reader->previousFinding({999999}, Severity::Error).value, std::uint64_t{10006});
        QCOMPARE(reader->previousFinding({5005}, Severity::Note).value, std::uint64_t{0});
        QCOMPARE(reader->findings({1}, {99999}, 99).size(), std::size_t{2});
        QCOMPARE(reader->findings({1}, {99999}, 1).size(), std::size_t{1});
        QCOMPARE(reader->findings({5006}, {10005}, 99).size(), std::size_t{0});
        QCOMPARE(reader->findings({5005}).front().rule, rules::Rule::ClientFrameMasked);
    }

    void onlyWhatIsAskedForIsRead()
    {
        for (const int count : {1000, 50'000}) {
            Recording recording;
            recording.upgrade();
            recording.frames(count);
            const auto reader = recording.finishAndRead();
            std::vector<hop::Event> page(40);
            QCOMPARE(reader->events({reader->eventCount() - 39}, page), std::size_t{40});
            QCOMPARE(reader->events({1}, page), std::size_t{40});
            QCOMPARE(reader->recordsRead(), std::uint64_t{80});
        }
    }

    void thereIsNoEventBeyondTheEnd()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        QVERIFY(!reader->event({0}).id);
        QVERIFY(!reader->event({5}).id);
        std::vector<hop::Event> page(10);
        QCOMPARE(reader->events({3}, page), std::size_t{2});
        QCOMPARE(reader->events({5}, page), std::size_t{0});
        QCOMPARE(reader->events({0}, page), std::size_t{0});
        QVERIFY(!reader->damage());
    }

    void aSecondConnectionReadsWhatIsCommitted()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        const auto reader = recording.read();
        QCOMPARE(reader->eventCount(), std::uint64_t{4});
        QVERIFY(!reader->info().isComplete);
        for (int i = 1; i <= 20; ++i) {
            recording.frames(700);
            QVERIFY(!reader->refresh());
            recording.recorder().commit();
            QVERIFY(reader->refresh());
            QCOMPARE(reader->eventCount(), std::uint64_t(4 + 700 * i));
            QVERIFY(reader->event({reader->eventCount()}).kind == EventKind::Frame);
            QCOMPARE(reader->payload(reader->event({5}), 0, 10), base::toBytes("hello"));
        }
        QVERIFY(!reader->damage());
    }

    void aReaderAtTheEndDoesNotKeepTheFileFromBecomingPlain()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        auto reader = recording.read();
        recording.frames(3);
        recording.recorder().finish();
        QVERIFY(!recording.recorder().error());
        QVERIFY(reader->refresh());
        QVERIFY(reader->info().isComplete);
        QCOMPARE(reader->eventCount(), std::uint64_t{7});
        reader.reset();
        QVERIFY(!QFile::exists(QString::fromStdString(recording.path() + "-wal")));
        QVERIFY(!QFile::exists(QString::fromStdString(recording.path() + "-shm")));
        QCOMPARE(recording.read()->eventCount(), std::uint64_t{7});
    }

    void whatWasCommittedOutlivesAKill()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("killed.hop101").toStdString();
        ChildProcess child([&path](const ChildProcess::Report &report) { recordForEver(path, report); });
        std::uint64_t committed = 0;
        for (int i = 0; i < 50; ++i)
            committed = child.next();
        child.killAndWait();
        while (const std::uint64_t more = child.next())
            committed = more;
        QVERIFY(committed > 1000);
        const auto reader = Reader::open(path);
        QVERIFY(reader);
        QVERIFY(reader.value()->eventCount() >= committed);
        QVERIFY(!reader.value()->info().isComplete);
        QVERIFY(!reader.value()->damage());
        for (std::uint64_t id = 5; id <= reader.value()->eventCount(); id += 97)
            QCOMPARE(reader.value()->payload(reader.value()->event({id}), 0, 10), base::toBytes("hello"));
    }

    void aFinishedFileIsNotChanged()
    {
        Recording recording;
        const std::string path = sampleCapture(recording);
        const QByteArray before = contentOf(path);
        const QStringList beside =
            QDir(QFileInfo(QString::fromStdString(path)).path()).entryList(QDir::Files);
        QVERIFY(readAll(path) > 5000);
        QCOMPARE(contentOf(path), before);
        QCOMPARE(QDir(QFileInfo(QString::fromStdString(path)).path()).entryList(QDir::Files), beside);
    }

    /// In a child that gives up its rights: the superuser may write everywhere.
    void aFolderThatIsReadOnlyIsNoHindrance_data()
    {
        QTest::addColumn<bool>("finished");
        QTest::newRow("a finished file") << true;
        QTest::newRow("a file and its log, as after a crash") << false;
    }
    void aFolderThatIsReadOnlyIsNoHindrance()
    {
        QFETCH(bool, finished);
        Recording recording;
        recording.upgrade();
        recording.frames(100);
        recording.recorder().commit();
        if (finished)
            recording.recorder().finish();
        QTemporaryDir folder;
        const std::string copy = folder.filePath("copy.hop101").toStdString();
        write(copy, contentOf(recording.path()));
        if (!finished)
            write(copy + "-wal", contentOf(recording.path() + "-wal"));
        chmod(copy.c_str(), 0444);
        chmod((copy + "-wal").c_str(), 0444);
        chmod(folder.path().toLocal8Bit().constData(), 0555);
        ChildProcess child([&copy](const ChildProcess::Report &) {
            if (geteuid() == 0 && setuid(65534) != 0)
                _exit(3);
            const auto reader = Reader::open(copy);
            _exit(reader && reader.value()->eventCount() == 104 && !reader.value()->damage() ? 0 : 1);
        });
        QCOMPARE(child.wait(), 0);
        chmod(folder.path().toLocal8Bit().constData(), 0755);
    }

    void aCaptureOfTheFirstVersionIsRead()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "abc", false, false));
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "de"));
        const auto now = recording.finishAndRead();
        QVERIFY(now->info().hasMessages);
        makeFirstVersion(recording.path());
        const auto then = recording.read();
        QVERIFY(!then->info().hasMessages);
        QVERIFY(!then->damage());
        QCOMPARE(then->eventCount(), now->eventCount());
        QVERIFY(then->hops().front().limits == plan::Limits());
        QCOMPARE(then->hops().front().url, now->hops().front().url);
        for (std::uint64_t id = 1; id <= now->eventCount(); ++id)
            QCOMPARE(line(then->event({id})), line(now->event({id})));
        QCOMPARE(base::toText(then->payload(then->event({6}), 0, 10)), std::string("de"));
        QCOMPARE(then->inflatedSize({5}), std::uint64_t{0});
    }

    void aCaptureOfTheSecondVersionIsRead()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(3);
        const auto now = recording.finishAndRead();
        QCOMPARE(now->info().format, 3);
        makeSecondVersion(recording.path());
        const auto then = recording.read();
        QVERIFY(!then->damage());
        QCOMPARE(then->info().format, 2);
        QVERIFY(then->info().hasMessages);
        QVERIFY(then->info().isComplete);
        QCOMPARE(then->info().title, std::string("a test"));
        QVERIFY(then->info().created == now->info().created);
        QCOMPARE(then->sessions().size(), std::size_t{1});
        QCOMPARE(then->sessionOf({1}).title, std::string("a test"));
        QVERIFY(then->sessionOf({1}).isComplete);
        QCOMPARE(then->parties().size(), std::size_t{2});
        QVERIFY(then->hops().front().limits == plan::Limits());
        for (std::uint64_t id = 1; id <= now->eventCount(); ++id)
            QCOMPARE(line(then->event({id})), line(now->event({id})));
        QVERIFY(!then->note({1}));
        QVERIFY(then->notes({1}, {9}, 9).empty());
        QVERIFY(!then->nextBookmark({0}));
        QVERIFY(!then->previousBookmark({9}));
    }

    void aVersionWithTablesOfAnotherIsRefused_data()
    {
        QTest::addColumn<bool>("isFirst");
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("tables of 1, named 2") << true << QByteArray("PRAGMA user_version=2");
        QTest::newRow("tables of 1, named 3") << true << QByteArray("PRAGMA user_version=3");
        QTest::newRow("tables of 2, named 1") << false << QByteArray("PRAGMA user_version=1");
        QTest::newRow("tables of 2, named 3") << false << QByteArray("PRAGMA user_version=3");
        QTest::newRow("tables of 2 and one of 3")
            << false
            << QByteArray(
                   "CREATE TABLE session (id INTEGER PRIMARY KEY, title TEXT, creator TEXT, created_us "
                   "INTEGER, first_ns INTEGER, first_event INTEGER, complete INTEGER)");
    }
    void aVersionWithTablesOfAnotherIsRefused()
    {
        QFETCH(bool, isFirst);
        QFETCH(QByteArray, sql);
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        isFirst ? makeFirstVersion(recording.path()) : makeSecondVersion(recording.path());
        change(recording.path(), sql.constData());
        QCOMPARE(faultOf(recording.path()), CaptureFault::Hostile);
    }

    void sessionsThatNoRecorderWritesDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("sessions");
        QTest::newRow("none") << QByteArray("DELETE FROM session") << 1;
        QTest::newRow("a hop of a session that is missing") << QByteArray("UPDATE hop SET session = 7") << 1;
        QTest::newRow("a hop of session 0") << QByteArray("UPDATE hop SET session = 0") << 1;
        QTest::newRow("a hop of a session that is text") << QByteArray("UPDATE hop SET session = 'x'") << 1;
        QTest::newRow("a party of a session that is missing")
            << QByteArray("UPDATE party SET session = 4294967297") << 1;
        QTest::newRow("a hole in the numbers")
            << QByteArray("INSERT INTO session SELECT 3, title, creator, created_us, first_ns, first_event, "
                          "complete FROM session")
            << 1;
    }
    void sessionsThatNoRecorderWritesDoNoHarm()
    {
        QFETCH(QByteArray, sql);
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        change(recording.path(), sql.constData());
        const auto reader = recording.read();
        QVERIFY(reader->damage().has_value());
        QTEST(int(reader->sessions().size()), "sessions");
        QCOMPARE(reader->sessionOf({1}).id, SessionId{1});
        QCOMPARE(reader->sessionOf({99}).id, SessionId{1});
        QCOMPARE(reader->sessionOf({0}).id, SessionId{1});
        QCOMPARE(reader->parties().size(), std::size_t{2});
    }

    void notesAreReadByRange()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(5);
        recording.recorder().finish();
        change(recording.path(),
               "INSERT INTO note VALUES (2, 1, 'Gr\u00fc\u00dfe', 5), (4, 0, 'plain', 0), (6, 1, NULL, -1), "
               "(99, 1, 'beyond', 0)");
        const auto reader = recording.read();
        const std::vector<Note> notes = reader->notes({1}, {5}, 10);
        QCOMPARE(notes.size(), std::size_t{2});
        QCOMPARE(notes[0].event, base::EventId{2});
        QVERIFY(notes[0].isBookmarked);
        QVERIFY(!notes[1].isBookmarked);
        QCOMPARE(notes[1].text, std::string("plain"));
        QCOMPARE(reader->notes({1}, {5}, 1).size(), std::size_t{1});
        QCOMPARE(reader->notes({4}, {4}, 9, 3).at(0).text, std::string("pla"));
        QVERIFY(reader->note({6})->text.empty());
        QVERIFY(!reader->note({5}));
        QCOMPARE(reader->nextBookmark({0}), base::EventId{2});
        QCOMPARE(reader->nextBookmark({2}), base::EventId{6});
        QCOMPARE(reader->nextBookmark({6}), base::EventId{0});
        QCOMPARE(reader->previousBookmark({6}), base::EventId{2});
        QCOMPARE(reader->previousBookmark({2}), base::EventId{0});
    }

    void theLimitsOfAHopAreKept()
    {
        Recording recording;
        hop::HopListener *none = nullptr;
        Hop hop;
        hop.limits = {12'345, 67, 89};
        recording.recorder().addHop(hop, none);
        const auto reader = recording.finishAndRead();
        QVERIFY(reader->hops().at(0).limits == plan::Limits());
        QVERIFY(reader->hops().at(1).limits == hop.limits);
    }

    void whatIsNoCaptureIsNamed()
    {
        QTemporaryDir folder;
        const auto path = [&folder](const char *name) { return folder.filePath(name).toStdString(); };
        QCOMPARE(faultOf(path("missing")), CaptureFault::NotFound);
        QCOMPARE(faultOf(folder.path().toStdString()), CaptureFault::NotACapture);
        write(path("empty"), {});
        QCOMPARE(faultOf(path("empty")), CaptureFault::NotACapture);
        write(path("text"), QByteArray("GET / HTTP/1.1\r\n").repeated(10'000));
        QCOMPARE(faultOf(path("text")), CaptureFault::NotACapture);
        write(path("short"), "x");
        QCOMPARE(faultOf(path("short")), CaptureFault::NotACapture);
        write(path("other"), {});
        change(path("other"), "CREATE TABLE wire (a)");
        QCOMPARE(faultOf(path("other")), CaptureFault::NotACapture);
    }

    void aFileThatHoldsMoreThanACaptureIsRefused_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("fault");
        const auto row = [](const char *name, const char *sql, CaptureFault fault) {
            QTest::newRow(name) << QByteArray(sql) << static_cast<int>(fault);
        };
        row("a newer format", "PRAGMA user_version=4", CaptureFault::Newer);
        row("no format", "PRAGMA user_version=0", CaptureFault::NotACapture);
        row("another application", "PRAGMA application_id=1", CaptureFault::NotACapture);
        row("a view", "CREATE VIEW v AS SELECT * FROM wire", CaptureFault::Hostile);
        row("a trigger", "CREATE TRIGGER t INSERT ON wire BEGIN SELECT 1; END", CaptureFault::Hostile);
        row("another table", "CREATE TABLE event (id)", CaptureFault::Hostile);
        row("another index", "CREATE INDEX i ON wire (time_ns)", CaptureFault::Hostile);
        row("a table in other words",
            "DROP TABLE note; CREATE TABLE note (event INTEGER, text TEXT, x AS (1))", CaptureFault::Hostile);
        row("a view in the place of a table", "DROP TABLE note; CREATE VIEW note AS SELECT 1",
            CaptureFault::Hostile);
        row("a missing table", "DROP TABLE note", CaptureFault::Damaged);
    }
    void aFileThatHoldsMoreThanACaptureIsRefused()
    {
        QFETCH(QByteArray, sql);
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        change(recording.path(), sql.constData());
        QTEST(static_cast<int>(faultOf(recording.path())), "fault");
    }

    void rowsThatNoRecorderWritesDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a block of no bytes") << QByteArray("UPDATE block SET columns = x''");
        QTest::newRow("a block that is text") << QByteArray("UPDATE block SET columns = 'many', summary = 5");
        QTest::newRow("a block of four milliards") << QByteArray("UPDATE block SET count = 4000000000");
        QTest::newRow("a block of less than nothing") << QByteArray("UPDATE block SET count = -1");
        QTest::newRow("a block at the end of all numbers")
            << QByteArray("UPDATE block SET first_event = 9223372036854775807 WHERE first_event > 4096");
        QTest::newRow("blocks that overlap") << QByteArray("INSERT INTO block SELECT first_event + 5, count, "
                                                           "first_ns, last_ns, summary, columns FROM block");
        QTest::newRow("a block that is missing") << QByteArray("DELETE FROM block WHERE first_event = 1");
        QTest::newRow("wire of an unknown hop") << QByteArray("UPDATE wire SET hop = 77");
        QTest::newRow("wire in a third direction") << QByteArray("UPDATE wire SET direction = 2");
        QTest::newRow("wire before the start") << QByteArray("UPDATE wire SET first_byte = -5, time_ns = -1");
        QTest::newRow("wire without bytes") << QByteArray("UPDATE wire SET bytes = NULL");
        QTest::newRow("wire of a number") << QByteArray("UPDATE wire SET bytes = 3.5");
        QTest::newRow("wire of a mebibyte")
            << QByteArray("UPDATE wire SET bytes = zeroblob(1048576) WHERE seq < 9");
        QTest::newRow("wire all at one place") << QByteArray("UPDATE wire SET first_byte = 0");
        QTest::newRow("signals of noise") << QByteArray("UPDATE signal SET kind = x'ff', data = 7");
        QTest::newRow("hops out of order") << QByteArray("UPDATE hop SET id = id + 10");
        QTest::newRow("exchanges of noise")
            << QByteArray("UPDATE exchange SET hop = -1, first_event = 1e300, status = 'x', verdict = 99");
        QTest::newRow("a creation date beyond all years")
            << QByteArray("UPDATE capture SET value = 9223372036854775807 WHERE key = 'created_us'");
    }
    void rowsThatNoRecorderWritesDoNoHarm()
    {
        QFETCH(QByteArray, sql);
        Recording recording;
        const std::string path = sampleCapture(recording);
        change(path, sql.constData());
        QVERIFY(readAll(path) > 0);
    }

    void aMissingBlockLeavesTheOthersTheirRows()
    {
        Recording recording;
        const std::string path = sampleCapture(recording);
        change(path, "UPDATE block SET columns = x'00' WHERE first_event = 1");
        const auto reader = recording.read();
        QVERIFY(reader->eventCount() > kBlockEvents);
        QCOMPARE(reader->event({5}).id.value, std::uint64_t{5});
        QCOMPARE(reader->event({5}).kind, EventKind::Note);
        QVERIFY(reader->damage());
        QCOMPARE(reader->damage()->fault, CaptureFault::Damaged);
        QCOMPARE(reader->event({4097}).kind, EventKind::Frame);
    }

    void aTruncatedFileYieldsWhatIsThere()
    {
        Recording recording;
        const QByteArray whole = contentOf(sampleCapture(recording));
        QTemporaryDir folder;
        const std::string path = folder.filePath("cut.hop101").toStdString();
        int readable = 0;
        for (int i = 0; i < 100; ++i) {
            write(path, whole.left(whole.size() * i / 100));
            const auto reader = Reader::open(path);
            if (reader)
                QVERIFY(reader.value()->damage());
            else
                QVERIFY(reader.error().fault == CaptureFault::NotACapture
                        || reader.error().fault == CaptureFault::Damaged);
            readable += readAll(path) > 0;
        }
        QVERIFY2(readable > 20, qPrintable(QString::number(readable)));
    }

    void halfOfASmallCaptureStillHasItsRows()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(3);
        recording.recorder().finish();
        const QByteArray whole = contentOf(recording.path());
        write(recording.path(), whole.left(whole.size() * 55 / 100));
        const auto reader = recording.read();
        QVERIFY(reader->damage());
        QCOMPARE(reader->eventCount(), std::uint64_t{7});
        QVERIFY(reader->event({7}).kind == EventKind::Frame);
    }

    void aFlippedByteNeverDoesHarm()
    {
        Recording recording;
        const QByteArray whole = contentOf(sampleCapture(recording));
        QTemporaryDir folder;
        const std::string path = folder.filePath("flipped.hop101").toStdString();
        int readable = 0;
        for (int i = 0; i < 200; ++i) {
            QByteArray flipped = whole;
            // Every byte of the header, then far and wide.
            const auto at = i < 100 ? i : (whole.size() - 1) / 100 * (i - 100) + i * 37 % 5000;
            flipped[at] = static_cast<char>(flipped[at] ^ (i % 2 ? 0xff : 0x01));
            write(path, flipped);
            readable += readAll(path) > 0;
        }
        QVERIFY2(readable > 50, qPrintable(QString::number(readable)));
    }

    void aLogOfAnotherFileDoesNoHarm()
    {
        Recording live;
        live.upgrade();
        live.frames(5000);
        live.recorder().commit();
        const QByteArray log = contentOf(live.path() + "-wal");
        QVERIFY(!log.isEmpty());
        Recording recording;
        const std::string path = sampleCapture(recording);
        write(path + "-wal", log);
        readAll(path);
        write(path + "-wal", log.left(log.size() / 2));
        readAll(path);
        write(path + "-wal", QByteArray(100'000, 'x'));
        QVERIFY(readAll(path) > 5000);
    }

private:
    static void recordForEver(const std::string &path, const ChildProcess::Report &report)
    {
        auto recorder = std::move(Recorder::create(path, {})).value();
        const base::HopId hop = recorder->addHop({}, nullptr);
        hop::Nanoseconds now{};
        const auto bytes = [&](Direction direction, base::ByteSpan some) {
            recorder->take(hop, direction, now += 1us, hop::BytesSeen{some});
        };
        recorder->take(hop, Direction::FromLeft, now, hop::Opened{});
        bytes(Direction::FromLeft, asBytes(kRequest));
        bytes(Direction::FromRight, asBytes(kSwitch));
        const base::Bytes one = frame(websocket::Opcode::Text, "hello");
        for (std::uint64_t count = 0;; ++count) {
            bytes(Direction::FromRight, one);
            if (count % 97 != 0)
                continue;
            recorder->commit();
            report(recorder->takeProgress().events);
        }
    }

    void theNextAndThePreviousEventOfAConnectionAreFoundAmongOthers()
    {
        Recording recording;
        const base::HopId second = recording.addHop();
        recording.upgrade();
        recording.upgrade(second);
        for (int i = 0; i < 3000; ++i)
            recording.frames(1, "x", i % 1000 == 0 ? second : recording.hop());
        const auto reader = recording.finishAndRead();
        const base::EventId all{reader->eventCount()};
        std::vector<std::uint64_t> wanted, up, down;
        for (std::uint64_t id = 1; id <= all.value; ++id)
            if (reader->event({id}).hop == second)
                wanted.push_back(id);
        for (hop::Event at = reader->nextOfHop(second, {}, all); at.id;
             at = reader->nextOfHop(second, at.id, all))
            up.push_back(at.id.value);
        for (hop::Event at = reader->previousOfHop(second, {all.value + 1}, {}); at.id;
             at = reader->previousOfHop(second, at.id, {}))
            down.insert(down.begin(), at.id.value);
        QCOMPARE(up, wanted);
        QCOMPARE(down, wanted);
        QVERIFY(!reader->nextOfHop(second, {wanted[1]}, {wanted[2] - 1}).id);
        QVERIFY(!reader->previousOfHop(second, {wanted[2]}, {wanted[1] + 1}).id);
    }
};

QTEST_APPLESS_MAIN(TestReader)
#include "tst_reader.moc"
