// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/appendpoint.h"

#include "core/capture/sqlite.h"
#include "tests/core/capture/childprocess.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"
#include "tests/core/capture/secondversion.h"

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

CaptureFault faultOf(const base::Result<AppendPoint, CaptureError> &point)
{
    return point ? CaptureFault::Exists : point.error().fault; // Exists stands for none
}

} // namespace

class TestAppendPoint : public QObject
{
    Q_OBJECT
private slots:
    void aFinishedCaptureTellsWhereItEnds()
    {
        Recording recording;
        upgradeCompressed(recording);
        websocket::Deflater deflater({});
        const base::Bytes compressed = deflated(deflater, "hello hello hello");
        recording.bytes(Direction::FromRight, compressed);
        const base::HopId second = recording.addHop();
        recording.upgrade(second);
        const auto reader = recording.finishAndRead();
        const auto point = appendPointOf(recording.path());
        QVERIFY(point);
        QCOMPARE(point.value().session.id, SessionId{2});
        QCOMPARE(point.value().inputs, std::uint64_t{7});
        QCOMPARE(point.value().events, reader->eventCount());
        QCOMPARE(point.value().session.firstEvent.value, reader->eventCount() + 1);
        QCOMPARE(point.value().exchanges, std::uint64_t{2});
        QCOMPARE(point.value().hops, 2U);
        QCOMPARE(point.value().parties, 2U);
        QCOMPARE(point.value().contentBytes, std::uint64_t{17});
        std::uint64_t wire = 0;
        reader->inputs([&wire](const hop::Input &input) {
            const auto *seen = std::get_if<hop::BytesSeen>(&input.data);
            wire += seen ? seen->bytes.size() : 0;
            return true;
        });
        QCOMPARE(point.value().wireBytes, wire);
    }

    void timeGoesOnAndNeverBack()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        // The fixture's inputs are at 1 to 3 ms.
        const auto now = appendPointOf(recording.path());
        QVERIFY(now && now.value().session.firstTime >= 3ms);
        change(recording.path(), "UPDATE session SET created_us = created_us - 3600000000");
        const auto later = appendPointOf(recording.path());
        QVERIFY(later && later.value().session.firstTime >= 1h);
        change(recording.path(), "UPDATE session SET created_us = created_us + 9900000000");
        const auto ahead = appendPointOf(recording.path());
        QVERIFY(ahead);
        QCOMPARE(ahead.value().session.firstTime.count(), std::int64_t{3'000'000});
    }

    void aCaptureThatIsRecordedIsBusy()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        QCOMPARE(faultOf(appendPointOf(recording.path())), CaptureFault::Busy);
        QVERIFY(!recording.recorder().error());
        recording.recorder().finish();
        QVERIFY(appendPointOf(recording.path()));
    }

    void aFinishedCaptureThatSomebodyReadsIsNot()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        const auto reader = recording.read();
        recording.recorder().finish();
        QVERIFY(appendPointOf(recording.path()));
        QCOMPARE(reader->eventCount(), std::uint64_t{4});
    }

    void aCaptureThatACrashCutShortIsAppendedTo()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("killed.hop101").toStdString();
        ChildProcess child([&path](const ChildProcess::Report &report) {
            auto recorder = std::move(Recorder::create(path, {})).value();
            const base::HopId hop = recorder->addHop({}, nullptr);
            recorder->take(hop, Direction::FromLeft, 5ms, hop::BytesSeen{asBytes(kRequest)});
            recorder->commit();
            report(1);
            pause();
        });
        QCOMPARE(child.next(), std::uint64_t{1});
        child.killAndWait();
        const auto point = appendPointOf(path);
        QVERIFY(point);
        QCOMPARE(point.value().events, std::uint64_t{1});
        QCOMPARE(point.value().inputs, std::uint64_t{1});
        QVERIFY(point.value().session.firstTime >= 5ms);
    }

    void whatLeavesNoRoomIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("fault");
        const auto row = [](const char *name, const char *sql, CaptureFault fault) {
            QTest::newRow(name) << QByteArray(sql) << int(fault);
        };
        row("the last number of all", "UPDATE wire SET seq = 9223372036854775807 WHERE seq = 3",
            CaptureFault::Damaged);
        row("a time at the end of all times", "UPDATE wire SET time_ns = 9223372036854775807",
            CaptureFault::Damaged);
        row("a party at the end of all numbers", "UPDATE party SET id = 4294967295 WHERE id = 2",
            CaptureFault::Damaged);
        row("an exchange at the end of all numbers", "UPDATE exchange SET id = 9223372036854775807",
            CaptureFault::Damaged);
        row("a hop that is missing", "UPDATE hop SET id = 2", CaptureFault::Damaged);
        row("a trigger", "CREATE TRIGGER t INSERT ON wire BEGIN SELECT 1; END", CaptureFault::Hostile);
        row("a newer format", "PRAGMA user_version=4", CaptureFault::Newer);
    }
    void whatLeavesNoRoomIsDamaged()
    {
        QFETCH(QByteArray, sql);
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        change(recording.path(), sql.constData());
        QTEST(int(faultOf(appendPointOf(recording.path()))), "fault");
    }

    void anOlderFormatIsMigratedFirst()
    {
        Recording recording;
        recording.recorder().finish();
        makeSecondVersion(recording.path());
        QCOMPARE(faultOf(appendPointOf(recording.path())), CaptureFault::Older);
    }
};

QTEST_APPLESS_MAIN(TestAppendPoint)
#include "tst_appendpoint.moc"
