// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "core/capture/verify.h"
#include "tests/core/capture/compressed.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>

#ifndef Q_MOC_RUN // moc reads no include inside an enum, as <signal.h> has one
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

/// Remembers what it heard, and how many events the recorder had by then.
struct Actor : hop::HopListener
{
    void eventBegan(const hop::Event &event) override { began.push_back(event); }
    void eventChanged(const hop::Event &) override { ++changes; }
    void found(const hop::Finding &finding) override { findings.push_back(finding); }
    void exchangeChanged(const hop::Exchange &exchange) override { exchanges.push_back(exchange); }
    void framePayload(const hop::Event &, std::uint64_t, base::ByteSpan unmasked) override
    {
        payload += asText(unmasked);
    }

    std::vector<hop::Event> began;
    std::vector<hop::Finding> findings;
    std::vector<hop::Exchange> exchanges;
    std::string payload;
    int changes = 0;
};

bool exists(const std::string &path)
{
    return access(path.c_str(), F_OK) == 0;
}

} // namespace

class TestRecorder : public QObject
{
    Q_OBJECT
private slots:
    void aFinishedCaptureIsOnePlainFile()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(3);
        QVERIFY(exists(recording.path() + "-wal"));
        const auto reader = recording.finishAndRead();
        QVERIFY(!recording.recorder().error());
        for (const char *suffix : {"-wal", "-shm", "-journal"})
            QVERIFY2(!exists(recording.path() + suffix), suffix);
        QVERIFY(reader->info().isComplete);
        QCOMPARE(reader->info().title, std::string("a test"));
        QVERIFY(reader->info().creator.starts_with("Hop101 "));
        const std::vector<EventKind> expected{EventKind::Connected,    EventKind::RequestHead,
                                              EventKind::ResponseHead, EventKind::ProtocolSwitched,
                                              EventKind::Frame,        EventKind::Frame,
                                              EventKind::Frame};
        QCOMPARE(kinds(*reader), expected);
    }

    void onlyItsOwnerCanReadACapture()
    {
        Recording recording;
        struct stat status
        { };
        QCOMPARE(stat(recording.path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600U);
    }

    void theActorHearsWhatIsNoted()
    {
        Recording recording;
        Actor actor;
        const base::HopId hop = recording.addHop(&actor);
        recording.upgrade(hop);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "masked", true), hop);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "bare"), hop);
        QCOMPARE(actor.began.size(), std::size_t{6});
        QCOMPARE(actor.payload, std::string("maskedbare"));
        QCOMPARE(actor.findings.size(), std::size_t{1});
        QCOMPARE(actor.findings.front().rule, rules::Rule::ClientFrameMasked);
        QVERIFY(recording.recorder().verdict(hop).isUpgraded());
        const auto reader = recording.finishAndRead();
        QCOMPARE(reader->eventCount(), std::uint64_t{6});
        QCOMPARE(reader->findings({6}), actor.findings);
        QCOMPARE(reader->exchanges(), std::vector{actor.exchanges.back()});
    }

    void longRunsOfBytesAreSplit()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, std::string(hop::kMaxInputBytes + 1, 'x'));
        const auto reader = recording.finishAndRead();
        std::vector<std::size_t> sizes;
        reader->inputs([&sizes](const hop::Input &input) {
            sizes.push_back(std::get<hop::BytesSeen>(input.data).bytes.size());
            return true;
        });
        QCOMPARE(sizes, (std::vector<std::size_t>{hop::kMaxInputBytes, 1}));
    }

    void timeNeverGoesBack()
    {
        Recording recording;
        recording.recorder().take(recording.hop(), Direction::FromLeft, 20ms, hop::Opened{});
        recording.recorder().take(recording.hop(), Direction::FromLeft, 10ms, hop::Tick{});
        recording.recorder().take(recording.hop(), Direction::FromLeft, 30ms, hop::Tick{});
        std::vector<hop::Nanoseconds> times;
        recording.finishAndRead()->inputs([&times](const hop::Input &input) {
            times.push_back(input.time);
            return true;
        });
        QCOMPARE(times, (std::vector<hop::Nanoseconds>{20ms, 20ms, 30ms}));
    }

    void aCommitIsDueSoonInQuietAndLaterInAFlood()
    {
        Recording recording;
        Recorder &recorder = recording.recorder();
        recorder.commit();
        QVERIFY(!recorder.commitDueAt());
        recorder.take(recording.hop(), Direction::FromLeft, 1000ms, hop::Opened{});
        QCOMPARE(*recorder.commitDueAt(), hop::Nanoseconds(1005ms));
        QVERIFY(!recorder.commitIfDue(1004ms));
        QVERIFY(recorder.commitIfDue(1005ms));
        QVERIFY(!recorder.commitIfDue(2000ms));
        recorder.take(recording.hop(), Direction::FromLeft, 1006ms, hop::Tick{});
        QCOMPARE(*recorder.commitDueAt(), hop::Nanoseconds(1055ms));
        QVERIFY(recorder.commitIfDue(1055ms));
        recorder.take(recording.hop(), Direction::FromLeft, 1200ms, hop::Tick{});
        QCOMPARE(*recorder.commitDueAt(), hop::Nanoseconds(1205ms));
    }

    void progressTellsTheLowestEventThatChanged()
    {
        Recording recording;
        recording.upgrade();
        Recorder &recorder = recording.recorder();
        const base::Bytes whole = frame(websocket::Opcode::Binary, "0123456789", true);
        const base::ByteSpan bytes = whole;
        recording.take(Direction::FromLeft, hop::BytesSeen{bytes.first(8)});
        recorder.commit();
        QCOMPARE(recorder.takeProgress().events, std::uint64_t{5});
        recording.frames(9000);
        recorder.commit();
        Progress progress = recorder.takeProgress();
        QCOMPARE(progress.events, std::uint64_t{9005});
        QVERIFY(!progress.lowestChanged);

        auto reader = recording.read();
        QVERIFY(!reader->event({5}).ended);
        recording.take(Direction::FromLeft, hop::BytesSeen{bytes.subspan(8)});
        QVERIFY(!recorder.takeProgress().lowestChanged); // not committed yet
        QVERIFY(!reader->refresh());
        recorder.commit();
        progress = recorder.takeProgress();
        QCOMPARE(progress.events, std::uint64_t{9005});
        QCOMPARE(progress.lowestChanged.value, std::uint64_t{5});
        QVERIFY(!recorder.takeProgress().lowestChanged);
        QVERIFY(reader->refresh());
        QVERIFY(reader->event({5}).ended);
        QCOMPARE(reader->payload(reader->event({5}), 0, 100), base::toBytes("0123456789"));
    }

    void whatIsOpenAtTheEndIsCut()
    {
        Recording recording;
        recording.upgrade();
        const base::Bytes whole = frame(websocket::Opcode::Binary, "0123456789");
        recording.take(Direction::FromRight, hop::BytesSeen{base::ByteSpan(whole).first(5)});
        const auto reader = recording.finishAndRead();
        const hop::Event last = reader->event({reader->eventCount()});
        QVERIFY(last.ended);
        QVERIFY(last.has(hop::flag::Cut));
        QCOMPARE(last.wireSize, std::int64_t{5});
        QCOMPARE(reader->payload(last, 0, 100), base::toBytes("012"));
    }

    void anExistingFileIsKept()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        const auto again = Recorder::create(recording.path(), {});
        QVERIFY(!again);
        QCOMPARE(again.error().fault, CaptureFault::Exists);
        QCOMPARE(again.error().path, recording.path());
        QCOMPARE(recording.read()->eventCount(), std::uint64_t{4});
    }

    void anExistingFileIsReplacedWhereThatIsWanted()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        std::ofstream(recording.path() + "-wal") << "left by somebody";
        const auto again = Recorder::create(recording.path(), {"another", true, false});
        QVERIFY(again);
        again.value()->finish();
        QCOMPARE(recording.read()->info().title, std::string("another"));
        QCOMPARE(recording.read()->eventCount(), std::uint64_t{0});
    }

    void aCaptureThatIsBeingRecordedIsNotReplaced()
    {
        Recording recording;
        const auto again = Recorder::create(recording.path(), {"another", true, false});
        QVERIFY(!again);
        QCOMPARE(again.error().fault, CaptureFault::Busy);
        recording.upgrade();
        QCOMPARE(recording.finishAndRead()->eventCount(), std::uint64_t{4});
    }

    void aFolderThatIsMissingIsNamed()
    {
        const auto made = Recorder::create("/nonexistent/folder/x.hop101", {});
        QVERIFY(!made);
        QCOMPARE(made.error().fault, CaptureFault::NotFound);
        QVERIFY(describe(made.error()).find("/nonexistent/folder/x.hop101") != std::string::npos);
    }

    void aFileThatIsRemovedIsAnErrorOnce()
    {
        Recording recording;
        recording.upgrade();
        unlink(recording.path().c_str());
        recording.recorder().commit();
        QVERIFY(recording.recorder().error());
        QCOMPARE(recording.recorder().error()->fault, CaptureFault::NotFound);
        recording.frames(3);
        QCOMPARE(recording.recorder().eventCount(), std::uint64_t{7});
        QVERIFY(!recording.recorder().commitDueAt());
    }

    /// A limit on the size of files stands for a full disk.
    void aFullDiskEndsTheWritingAndNothingElse()
    {
        Recording other;
        const std::string path = other.path() + ".full";
        Actor actor;
        auto recorder = std::move(Recorder::create(path, {})).value();
        const base::HopId hop = recorder->addHop({}, &actor);
        {
            const FullDisk full;
            fill(*recorder, hop);
            // SQLite tells a full disk from this limit, which it names an I/O error.
            QVERIFY(recorder->error());
            QVERIFY(recorder->error()->fault == CaptureFault::NoSpace
                    || recorder->error()->fault == CaptureFault::Io);
            QVERIFY(recorder->eventCount() >= 100);
            QCOMPARE(actor.began.size(), recorder->eventCount());
        }
        const std::uint64_t committed = recorder->takeProgress().events;
        QVERIFY(committed > 0);
        // There is room again, but nobody said that it goes on.
        for (int i = 0; i < 10'000; ++i)
            recorder->take(hop, Direction::FromRight, 1s, hop::Ended{});
        recorder->commit();
        recorder->finish();
        const auto reader = Reader::open(path);
        QVERIFY(reader);
        QCOMPARE(reader.value()->eventCount(), committed);
        QVERIFY(!reader.value()->info().isComplete);
    }

    void aFullDiskIsLeftForAnotherFileWithoutLoss()
    {
        Recording other;
        const std::string path = other.path() + ".full";
        auto recorder = std::move(Recorder::create(path, {})).value();
        const base::HopId hop = recorder->addHop({}, nullptr);
        {
            const FullDisk full;
            fill(*recorder, hop);
            QVERIFY(recorder->error());
        }
        const std::uint64_t committed = recorder->takeProgress().events;
        QVERIFY(recorder->continueIn(path + ".more"));
        fill(*recorder, hop);
        QVERIFY(!recorder->error());
        QCOMPARE(recorder->path(), path + ".more");
        QCOMPARE(recorder->dropped(), Dropped());
        recorder->finish();
        QCOMPARE(recorder->takeProgress().events, recorder->eventCount());
        isWhole(path + ".more", recorder->eventCount());
        const auto first = Reader::open(path);
        QVERIFY(first);
        QCOMPARE(first.value()->eventCount(), committed);
    }

    void whatInflatesToALotIsMadeAnewForAnotherFile()
    {
        Recording recording;
        upgradeCompressed(recording);
        recording.recorder().commit();
        const std::string text = someText(24 * 1024 * 1024);
        websocket::Deflater deflater{websocket::DeflateSide{}};
        const base::Bytes frame = deflated(deflater, text), next = deflated(deflater, "the next one");
        {
            const FullDisk full(8 * 1024 * 1024);
            recording.bytes(Direction::FromRight,
                            frame); // one input, most of which is dropped until its commit
            recording.recorder().commit();
            QVERIFY(recording.recorder().error());
            recording.bytes(Direction::FromRight, next);
        }
        const std::string more = recording.path() + ".more";
        QVERIFY(recording.recorder().continueIn(more));
        recording.recorder().finish();
        QVERIFY(!recording.recorder().error());
        isWhole(more, 6);
        auto reader = std::move(Reader::open(more)).value();
        std::array<hop::Event, 2> frames;
        QCOMPARE(reader->events({5}, frames), std::size_t{2});
        QCOMPARE(frames[0].messageSize, static_cast<std::int64_t>(text.size()));
        const base::Bytes inflated = reader->inflated(frames[0].message, 0, text.size());
        QCOMPARE(inflated.size(), text.size());
        QVERIFY(asText(inflated) == text);
        QVERIFY(asText(reader->inflated(frames[1].message, 0, 100)) == "the next one");
    }

    void aRemovedFileIsLeftForAnother()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(5000);
        unlink(recording.path().c_str());
        recording.recorder().commit();
        QVERIFY(recording.recorder().error());
        recording.frames(100);
        const std::string more = recording.path() + ".more";
        QVERIFY(recording.recorder().continueIn(more));
        recording.frames(100);
        recording.recorder().commit();
        QVERIFY(!recording.recorder().error());
        recording.recorder().finish();
        isWhole(more, 5204);
        QVERIFY(!exists(recording.path()));
        QVERIFY(!exists(recording.path() + "-wal"));
    }

    void aRenamedFileKeepsWhatWasCommitted()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(5000);
        recording.recorder().commit();
        const std::string renamed = recording.path() + ".renamed";
        QCOMPARE(std::rename(recording.path().c_str(), renamed.c_str()), 0);
        recording.frames(10);
        recording.recorder().commit();
        QVERIFY(recording.recorder().error());
        recording.recorder().finish();
        const auto reader = Reader::open(renamed);
        QVERIFY2(reader, reader ? "" : describe(reader.error()).c_str());
        QVERIFY(reader.value()->eventCount() >= 5004);
        QVERIFY(verify(*reader.value()).isSame());
    }

    void takingItsRightsAwayDoesNotStopARecording()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        QCOMPARE(chmod(recording.path().c_str(), 0400), 0);
        recording.frames(5000);
        recording.recorder().commit();
        QVERIFY(!recording.recorder().error());
        recording.recorder().finish();
        isWhole(recording.path(), 5004);
    }

    void anotherFileThatCannotBeMadeIsRefusedAtOnce()
    {
        Recording recording;
        recording.upgrade();
        unlink(recording.path().c_str());
        recording.recorder().commit();
        const auto nowhere = recording.recorder().continueIn("/nonexistent/folder/x.hop101");
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().fault, CaptureFault::NotFound);
        QVERIFY(recording.recorder().error()); // as before
        const std::string more = recording.path() + ".more";
        std::ofstream(more) << "taken";
        QCOMPARE(recording.recorder().continueIn(more).error().fault, CaptureFault::Exists);
        QVERIFY(recording.recorder().continueIn(more + "2"));
        recording.recorder().finish();
        isWhole(more + "2", 4);
    }

    void anotherFileThatHasNoRoomIsAnErrorAndAThirdMayDo()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(20, std::string(100'000, 'x'));
        unlink(recording.path().c_str());
        recording.recorder().commit();
        const std::string more = recording.path() + ".more";
        {
            const FullDisk full(1024 * 1024);
            QVERIFY(recording.recorder().continueIn(more));
            recording.recorder().commit();
            QVERIFY(recording.recorder().error());
            QCOMPARE(recording.recorder().error()->path, more);
            QVERIFY(!exists(more));
        }
        recording.frames(3);
        QVERIFY(recording.recorder().continueIn(more));
        recording.recorder().finish();
        QVERIFY(!recording.recorder().error());
        isWhole(more, 27);
    }

    void whatNoFileTookInTimeLeavesAGap()
    {
        Recording recording;
        recording.upgrade();
        unlink(recording.path().c_str());
        recording.recorder().commit();
        const std::string large(500'000, 'x');
        recording.frames(150, large);
        const Dropped dropped = recording.recorder().dropped();
        QVERIFY(dropped.events > 5 && dropped.events < 150);
        QVERIFY(dropped.bytes >= dropped.events * large.size());
        const std::string more = recording.path() + ".more";
        QVERIFY(recording.recorder().continueIn(more));
        recording.recorder().commit();
        QTRY_VERIFY2((recording.frames(1), recording.recorder().dropped().events == lastDropped(recording)),
                     "it goes on");
        recording.frames(3);
        recording.recorder().finish();
        auto reader = std::move(Reader::open(more)).value();
        QVERIFY(verify(*reader).isSame());
        const auto all = kinds(*reader);
        const auto gap = std::find(all.begin(), all.end(), EventKind::Gap);
        QVERIFY(gap != all.end());
        QCOMPARE(std::count(all.begin(), all.end(), EventKind::Gap), 1);
        // Frames are read again behind it, and nothing but frames.
        QVERIFY(all.end() - gap >= 5);
        QCOMPARE(std::count(gap, all.end(), EventKind::Frame), all.end() - gap - 1);
        const hop::Event event = reader->event({std::uint64_t(gap - all.begin()) + 1});
        const auto lost = reader->lost(event);
        QVERIFY(lost);
        QCOMPARE(lost->bytes, recording.recorder().dropped().bytes);
        QCOMPARE(lost->events, recording.recorder().dropped().events);
        QCOMPARE(event.wireSize, std::int64_t(lost->bytes));
        QVERIFY(lost->framesFollow);
        QCOMPARE(all.size() + lost->events, recording.recorder().eventCount() + 1);
    }

    void aSizeLimitLeavesAGapWithCounts()
    {
        const std::uint64_t limit = 4 * 1024 * 1024;
        Recording recording("limited.hop101", limit);
        recording.upgrade();
        recording.frames(50, std::string(200'000, 'x'));
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "masked", true));
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
        recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::ByUs});
        const Dropped dropped = recording.recorder().dropped();
        QVERIFY(dropped.events > 10);
        auto reader = recording.finishAndRead();
        QVERIFY(!recording.recorder().error());
        QVERIFY(reader->info().isComplete);
        const VerifyReport report = verify(*reader);
        QVERIFY2(report.isSame(), report.firstDifference.c_str());
        struct stat status
        { };
        QCOMPARE(stat(recording.path().c_str(), &status), 0);
        QVERIFY2(std::uint64_t(status.st_size) <= limit, qPrintable(QString::number(status.st_size)));
        QVERIFY(std::uint64_t(status.st_size) > limit / 2);
        auto tail = kinds(*reader);
        tail.erase(tail.begin(), tail.end() - 4);
        // The client's direction ends behind the limit, too.
        QCOMPARE(tail, (std::vector{EventKind::Gap, EventKind::Gap, EventKind::Closed, EventKind::Closed}));
        const auto lost = reader->lost(reader->event({reader->eventCount() - 3}));
        QVERIFY(lost);
        QCOMPARE(lost->events + 1, dropped.events);
        QCOMPARE(reader->lost(reader->event({reader->eventCount() - 2}))->events, std::uint64_t{1});
    }

    void aHopThatComesBehindTheLimitIsNamed()
    {
        Recording recording("limited.hop101", kLeastMaxBytes);
        recording.upgrade();
        recording.frames(20, std::string(200'000, 'x'));
        QVERIFY(recording.recorder().dropped().events > 0);
        const base::HopId late = recording.addHop();
        recording.upgrade(late);
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin}, late);
        auto reader = recording.finishAndRead();
        const VerifyReport report = verify(*reader);
        QVERIFY2(report.isSame(), report.firstDifference.c_str());
        std::vector<EventKind> ofLate;
        for (std::uint64_t id = 1; id <= reader->eventCount(); ++id) {
            if (reader->event({id}).hop == late)
                ofLate.push_back(reader->event({id}).kind);
        }
        QCOMPARE(ofLate,
                 (std::vector{EventKind::Connected, EventKind::Gap, EventKind::Gap, EventKind::Closed}));
    }

    void whoListensIsWokenFromTheWriter()
    {
        Recording recording;
        std::atomic<int> wakes = 0;
        recording.recorder().setWake([&] { ++wakes; });
        recording.upgrade();
        recording.recorder().commit();
        wakes.wait(0); // commit() returns before whoever listens is told
        QVERIFY(wakes > 0);
    }

    void aFloodFromOneThreadIsReadByAnother()
    {
        Recording recording;
        recording.upgrade();
        std::atomic<bool> isOver = false;
        std::uint64_t seen = 0;
        std::thread reading([&] {
            auto reader = std::move(Reader::open(recording.path())).value();
            while (!isOver) {
                reader->refresh();
                const std::uint64_t count = reader->eventCount();
                if (count > 0 && reader->event({count}).hop.value != 1)
                    return;
                seen = std::max(seen, count);
            }
        });
        const base::Bytes many = [] {
            base::Bytes bytes;
            for (int i = 0; i < 500; ++i)
                base::append(bytes, frame(websocket::Opcode::Text, std::string(120, 'x')));
            return bytes;
        }();
        for (int i = 0; i < 100; ++i) {
            recording.bytes(Direction::FromRight, many);
            recording.recorder().commitIfDue(recording.now());
        }
        recording.recorder().commit();
        QVERIFY(!recording.recorder().isBehind());
        isOver = true;
        reading.join();
        QVERIFY(seen > 0);
        recording.recorder().finish();
        isWhole(recording.path(), 4 + 100 * 500);
    }

private:
    /// While it lives, files do not grow beyond so many bytes.
    class FullDisk
    {
    public:
        explicit FullDisk(rlim_t bytes = 3 * 1024 * 1024)
        {
            std::signal(SIGXFSZ, SIG_IGN);
            getrlimit(RLIMIT_FSIZE, &m_before);
            const rlimit limit{bytes, m_before.rlim_max};
            setrlimit(RLIMIT_FSIZE, &limit);
        }
        ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
        FullDisk(const FullDisk &) = delete;
        FullDisk &operator=(const FullDisk &) = delete;

    private:
        rlimit m_before{};
    };

    static void fill(Recorder &recorder, base::HopId hop)
    {
        const std::string chunk(200'000, 'x');
        for (int i = 0; i < 100; ++i) {
            recorder.take(hop, Direction::FromLeft, hop::Nanoseconds(i), hop::BytesSeen{asBytes(chunk)});
            recorder.take(hop, Direction::FromRight, hop::Nanoseconds(i), hop::Ended{});
            recorder.commit();
        }
    }
    static std::uint64_t lastDropped(Recording &recording)
    {
        static std::uint64_t last = 0;
        return std::exchange(last, recording.recorder().dropped().events);
    }
    static void isWhole(const std::string &path, std::uint64_t events)
    {
        const auto reader = Reader::open(path);
        QVERIFY2(reader, reader ? "" : describe(reader.error()).c_str());
        QCOMPARE(reader.value()->eventCount(), events);
        QVERIFY(reader.value()->info().isComplete);
        const VerifyReport report = verify(*reader.value());
        QVERIFY2(report.isSame(), report.firstDifference.c_str());
    }
};

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
