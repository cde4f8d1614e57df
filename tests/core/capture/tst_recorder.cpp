// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "tests/core/capture/fixture.h"

#include <fstream>

#ifndef Q_MOC_RUN // moc reads no include inside an enum, as <signal.h> has one
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        const pid_t child = fork();
        QVERIFY(child >= 0);
        if (child == 0)
            _exit(recordUntilFull(recording));
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY2(WIFEXITED(status), "the recorder ended the process");
        QCOMPARE(WEXITSTATUS(status), 0);
    }

private:
    /// 0 where all is as it should be; else the step that failed.
    static int recordUntilFull(const Recording &from)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{3 * 1024 * 1024, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
        const std::string path = from.path() + ".full";
        auto made = Recorder::create(path, {});
        if (!made)
            return 1;
        Recorder &recorder = *made.value();
        Actor actor;
        const base::HopId hop = recorder.addHop({}, &actor);
        const std::string chunk(200'000, 'x');
        for (int i = 0; i < 100; ++i) {
            recorder.take(hop, Direction::FromLeft, hop::Nanoseconds(i), hop::BytesSeen{asBytes(chunk)});
            recorder.take(hop, Direction::FromRight, hop::Nanoseconds(i), hop::Ended{});
            recorder.commit();
        }
        // SQLite tells a full disk from this limit, which it names an I/O error.
        if (!recorder.error()
            || (recorder.error()->fault != CaptureFault::NoSpace
                && recorder.error()->fault != CaptureFault::Io))
            return 2;
        if (recorder.eventCount() < 100 || actor.began.size() != recorder.eventCount())
            return 3;
        const std::uint64_t committed = recorder.takeProgress().events;
        // There is room again, but what is missing cannot be made good.
        limit.rlim_cur = RLIM_INFINITY;
        setrlimit(RLIMIT_FSIZE, &limit);
        for (int i = 0; i < 10'000; ++i)
            recorder.take(hop, Direction::FromRight, hop::Nanoseconds(i), hop::Ended{});
        recorder.commit();
        recorder.finish();
        const auto reader = Reader::open(path);
        if (!reader || committed == 0 || reader.value()->eventCount() != committed)
            return 4;
        return reader.value()->info().isComplete ? 5 : 0;
    }
};

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
