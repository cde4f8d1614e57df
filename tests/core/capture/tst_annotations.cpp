// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/annotations.h"

#include "core/capture/savecopy.h"
#include "core/capture/sqlite.h"
#include "core/capture/verify.h"
#include "tests/core/capture/childprocess.h"
#include "tests/core/capture/firstversion.h"
#include "tests/core/capture/fixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <atomic>
#include <thread>

#ifndef Q_MOC_RUN
#include <sys/resource.h>
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

QStringList filesBeside(const std::string &path)
{
    return QDir(QFileInfo(QString::fromStdString(path)).path()).entryList(QDir::Files);
}

/// The fault, or "Exists", which no annotation gives, for none.
CaptureFault faultOf(const base::Result<base::Done, CaptureError> &result)
{
    return result ? CaptureFault::Exists : result.error().fault;
}

void makeFinished(Recording &recording)
{
    recording.upgrade();
    recording.frames(10);
    recording.recorder().finish();
}

void change(const std::string &path, const char *sql)
{
    const auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database || !database.value().run(sql))
        qFatal("the file could not be changed: %s", sql);
}

} // namespace

class TestAnnotations : public QObject
{
    Q_OBJECT
private slots:
    void aTextIsKeptAsItWasTyped_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("several lines") << QByteArray("first\nsecond\r\n\tthird");
        QTest::newRow("1 MiB") << QByteArray("0123456789abcdef").repeated(65'536);
        QTest::newRow("16 MiB, the most") << QByteArray(16 * 1024 * 1024, 'x');
        QTest::newRow("right to left") << QByteArray("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe2\x80\xae"
                                                     "abc");
        QTest::newRow("emoji of several characters")
            << QByteArray("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb \xf0\x9f\x87\xa9\xf0\x9f\x87\xaa");
        QTest::newRow("control characters") << QByteArray("a\x01\x1b[31m\x7f\x00z", 10);
        QTest::newRow("text that is no UTF-8") << QByteArray("\xff\xfe\xc3");
        QTest::newRow("SQL") << QByteArray("'); DROP TABLE note; --\"; DELETE FROM wire");
    }
    void aTextIsKeptAsItWasTyped()
    {
        QFETCH(QByteArray, text);
        Recording recording;
        makeFinished(recording);
        QVERIFY(setNoteText(recording.path(), {5}, text.toStdString()));
        const auto reader = recording.read();
        QVERIFY(!reader->damage());
        QCOMPARE(reader->eventCount(), std::uint64_t{14});
        QCOMPARE(QByteArray::fromStdString(reader->note({5})->text), text);
        QVERIFY(!reader->note({5})->isBookmarked);
        QVERIFY(reader->note({5})->changed > reader->info().created);
        QVERIFY(verify(*reader).isSame());
    }

    void aCutTextEndsWithAWholeCharacter()
    {
        Recording recording;
        makeFinished(recording);
        QVERIFY(setNoteText(recording.path(), {5}, "a\xc3\xbc\xf0\x9f\x91\xa9"));
        const auto reader = recording.read();
        const auto cut = [&](std::size_t bytes) {
            return reader->notes({5}, {5}, 1, bytes).at(0).text.size();
        };
        QCOMPARE(cut(1), std::size_t{1});
        QCOMPARE(cut(2), std::size_t{1});
        QCOMPARE(cut(3), std::size_t{3});
        QCOMPARE(cut(6), std::size_t{3});
        QCOMPARE(cut(7), std::size_t{7});
        QCOMPARE(cut(99), std::size_t{7});
    }

    void aFinishedCaptureStaysOnePlainFile()
    {
        Recording recording;
        makeFinished(recording);
        const QStringList before = filesBeside(recording.path());
        const auto reader = recording.read(); // as the window does
        QVERIFY(setBookmark(recording.path(), {3}, true));
        QVERIFY(setNoteText(recording.path(), {4}, "here"));
        QVERIFY(setSessionTitle(recording.path(), {1}, "why it failed"));
        QCOMPARE(filesBeside(recording.path()), before);
        const QByteArray head = contentOf(recording.path()).left(20);
        QCOMPARE(int(head[18]), 1); // no write-ahead log
        QCOMPARE(int(head[19]), 1);
        QVERIFY(reader->refresh());
        QCOMPARE(reader->nextBookmark({0}), base::EventId{3});
        QCOMPARE(reader->info().title, std::string("why it failed"));
        QCOMPARE(reader->sessionOf({1}).title, std::string("why it failed"));
        QVERIFY(reader->info().isComplete);
    }

    void textAndBookmarkDoNotTouchEachOther()
    {
        Recording recording;
        makeFinished(recording);
        QVERIFY(setBookmark(recording.path(), {3}, true));
        QVERIFY(setNoteText(recording.path(), {3}, "here"));
        QVERIFY(recording.read()->note({3})->isBookmarked);
        QVERIFY(setBookmark(recording.path(), {3}, false));
        QCOMPARE(recording.read()->note({3})->text, std::string("here"));
        QVERIFY(setNoteText(recording.path(), {3}, ""));
        QVERIFY(!recording.read()->note({3}));
        QVERIFY(setNoteText(recording.path(), {3}, ""));
    }

    void theyGoWithACopy()
    {
        Recording recording;
        makeFinished(recording);
        QVERIFY(setBookmark(recording.path(), {3}, true));
        QVERIFY(setNoteText(recording.path(), {4}, "here"));
        const std::string copy = recording.path() + ".copy";
        QVERIFY(saveCopy(recording.path(), copy));
        const auto reader = std::move(Reader::open(copy)).value();
        QCOMPARE(reader->nextBookmark({0}), base::EventId{3});
        QCOMPARE(reader->note({4})->text, std::string("here"));
    }

    void whatTheCaptureDoesNotHaveIsRefused()
    {
        Recording recording;
        makeFinished(recording);
        const QByteArray before = contentOf(recording.path());
        const std::string &path = recording.path();
        QCOMPARE(faultOf(setNoteText(path, {0}, "a")), CaptureFault::NoSuchPlace);
        QCOMPARE(faultOf(setNoteText(path, {15}, "a")), CaptureFault::NoSuchPlace);
        QCOMPARE(faultOf(setBookmark(path, {~std::uint64_t{0}}, true)), CaptureFault::NoSuchPlace);
        QCOMPARE(faultOf(setSessionTitle(path, {2}, "a")), CaptureFault::NoSuchPlace);
        QCOMPARE(faultOf(setSessionTitle(path, {1}, std::string(1001, 'a'))), CaptureFault::TooLong);
        QCOMPARE(faultOf(setNoteText(path, {1}, std::string(kMaxNoteBytes + 1, 'a'))), CaptureFault::TooLong);
        QCOMPARE(faultOf(setNoteText(path + ".not", {1}, "a")), CaptureFault::NotFound);
        QCOMPARE(contentOf(path), before);
    }

    void aFileThatIsNoGoodCaptureIsNotWrittenTo_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("fault");
        const auto row = [](const char *name, const char *sql, CaptureFault fault) {
            QTest::newRow(name) << QByteArray(sql) << static_cast<int>(fault);
        };
        row("a trigger on notes", "CREATE TRIGGER t INSERT ON note BEGIN DELETE FROM wire; END",
            CaptureFault::Hostile);
        row("a view", "CREATE VIEW v AS SELECT 1", CaptureFault::Hostile);
        row("a table with a default that is code",
            "DROP TABLE note; CREATE TABLE note (event INTEGER PRIMARY KEY, bookmark INTEGER, text TEXT, "
            "changed_us INTEGER, x DEFAULT (random()))",
            CaptureFault::Hostile);
        row("another application", "PRAGMA application_id=1", CaptureFault::NotACapture);
        row("a newer format", "PRAGMA user_version=4", CaptureFault::Newer);
    }
    void aFileThatIsNoGoodCaptureIsNotWrittenTo()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, fault);
        Recording recording;
        makeFinished(recording);
        change(recording.path(), sql.constData());
        const QByteArray before = contentOf(recording.path());
        QCOMPARE(int(faultOf(setNoteText(recording.path(), {1}, "a"))), fault);
        QCOMPARE(int(faultOf(setSessionTitle(recording.path(), {1}, "a"))), fault);
        QCOMPARE(contentOf(recording.path()), before);
        QCOMPARE(filesBeside(recording.path()).size(), 1);
    }

    void anOlderFormatIsNotChanged_data()
    {
        QTest::addColumn<bool>("isFirst");
        QTest::newRow("format 1") << true;
        QTest::newRow("format 2") << false;
    }
    void anOlderFormatIsNotChanged()
    {
        QFETCH(bool, isFirst);
        Recording recording;
        makeFinished(recording);
        isFirst ? makeFirstVersion(recording.path()) : makeSecondVersion(recording.path());
        const QByteArray before = contentOf(recording.path());
        QCOMPARE(faultOf(setNoteText(recording.path(), {1}, "a")), CaptureFault::Older);
        QCOMPARE(contentOf(recording.path()), before);
    }

    /// In a child that gives up its rights: the superuser may write everywhere.
    void aFileThatIsReadOnlyIsToldOf_data()
    {
        QTest::addColumn<bool>("isFolder");
        QTest::newRow("the file") << false;
        QTest::newRow("its folder") << true;
    }
    void aFileThatIsReadOnlyIsToldOf()
    {
        QFETCH(bool, isFolder);
        Recording recording;
        makeFinished(recording);
        QTemporaryDir folder;
        const std::string path = folder.filePath("capture.hop101").toStdString();
        QVERIFY(QFile::copy(QString::fromStdString(recording.path()), QString::fromStdString(path)));
        chmod(path.c_str(), isFolder ? 0666 : 0444);
        chmod(folder.path().toLocal8Bit().constData(), isFolder ? 0555 : 0777);
        ChildProcess child([&path](const ChildProcess::Report &) {
            if (geteuid() == 0 && setuid(65534) != 0)
                _exit(3);
            _exit(faultOf(setNoteText(path, {1}, "a")) == CaptureFault::NoPermission ? 0 : 1);
        });
        QCOMPARE(child.wait(), 0);
        chmod(folder.path().toLocal8Bit().constData(), 0755);
        QCOMPARE(contentOf(path), contentOf(recording.path()));
    }

    /// A child may not make a file longer than this one is.
    void aFullDiskIsToldOf()
    {
        Recording recording;
        makeFinished(recording);
        const std::string path = recording.path();
        const QByteArray before = contentOf(path);
        ChildProcess child([&path, size = before.size()](const ChildProcess::Report &) {
            const rlimit most{rlim_t(size) + 1000, rlim_t(size) + 1000};
            if (setrlimit(RLIMIT_FSIZE, &most) != 0 || std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR)
                _exit(3);
            const auto written = setNoteText(path, {1}, std::string(4'000'000, 'a'));
            _exit(faultOf(written) == CaptureFault::NoSpace ? 0 : 1);
        });
        QCOMPARE(child.wait(), 0);
        QVERIFY(!recording.read()->damage());
        QVERIFY(!recording.read()->note({1}));
        QVERIFY(verify(*recording.read()).isSame());
        QVERIFY(setNoteText(path, {1}, "now there is room"));
        QCOMPARE(filesBeside(path).size(), 1);
    }

    void aRecordingThatWasKilledTakesNotes()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("killed.hop101").toStdString();
        ChildProcess child([&path](const ChildProcess::Report &report) {
            auto recorder = std::move(Recorder::create(path, {})).value();
            const base::HopId hop = recorder->addHop({}, nullptr);
            recorder->take(hop, Direction::FromLeft, 0ms, hop::BytesSeen{asBytes(kRequest)});
            recorder->commit();
            report(1);
            pause();
        });
        QCOMPARE(child.next(), std::uint64_t{1});
        child.killAndWait();
        QVERIFY(setNoteText(path, {1}, "it ends here"));
        const auto reader = std::move(Reader::open(path)).value();
        QCOMPARE(reader->note({1})->text, std::string("it ends here"));
        QVERIFY(!reader->info().isComplete);
        QVERIFY(verify(*reader).isSame());
    }

    void notesAreWrittenWhileARecorderWorksWithoutPause()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        std::atomic<bool> isEnough = false;
        std::thread flood([&] {
            const base::Bytes one = frame(websocket::Opcode::Text, std::string(119, 'x'));
            hop::Nanoseconds now = 5ms;
            QElapsedTimer clock;
            clock.start();
            while (!isEnough) {
                now = 5ms + std::chrono::nanoseconds(clock.nsecsElapsed());
                recording.recorder().take(recording.hop(), Direction::FromRight, now, hop::BytesSeen{one});
                recording.recorder().commitIfDue(now);
            }
        });
        const auto reader = recording.read();
        qint64 longest = 0;
        for (std::uint64_t i = 1; i <= 20; ++i) {
            QElapsedTimer clock;
            clock.start();
            const auto written = setNoteText(recording.path(), {1 + i % 4}, "note " + std::to_string(i));
            longest = std::max(longest, clock.elapsed());
            if (!written) {
                isEnough = true;
                flood.join();
                QFAIL(describe(written.error()).c_str());
            }
            reader->refresh();
        }
        isEnough = true;
        flood.join();
        qInfo("the longest wait of 20 notes: %lld ms", static_cast<long long>(longest));
        QVERIFY(longest < kAnnotationWaitMs);
        QVERIFY(!recording.recorder().error());
        QCOMPARE(reader->note({1})->text, std::string("note 20"));
        const std::uint64_t events = recording.recorder().eventCount();
        recording.recorder().finish();
        QVERIFY(reader->refresh());
        QCOMPARE(reader->eventCount(), events);
        QCOMPARE(reader->notes({1}, {events}, 100).size(), std::size_t{4});
        QVERIFY(reader->info().isComplete);
        QCOMPARE(verify(*reader).firstDifference, std::string());
    }
};

QTEST_APPLESS_MAIN(TestAnnotations)
#include "tst_annotations.moc"
