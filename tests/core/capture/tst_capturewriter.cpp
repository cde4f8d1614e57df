// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"

#include "core/capture/reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace hop101;
using namespace hop101::capture;

namespace {

std::unique_ptr<CaptureStore> storeIn(const QTemporaryDir &folder)
{
    auto store = CaptureStore::create(folder.filePath("a.hop101").toStdString(), false, "a title");
    if (!store)
        qFatal("%s", describe(store.error()).c_str());
    return std::move(store).value();
}

/// One end of a direction, which is one event, and as many bytes as are wanted.
std::unique_ptr<WriteBatch> batchOf(CaptureWriter &writer, std::uint64_t number, std::size_t bytes = 0)
{
    const base::Bytes wire(bytes);
    auto batch = writer.freshBatch();
    if (number == 1)
        batch->addHop({{1}, {1}, {2}, {}, {}, {}});
    if (bytes > 0)
        batch->addInput({2 * number - 1, {1}, hop::Direction::FromLeft, {}, hop::BytesSeen{wire}});
    batch->addInput({2 * number, {1}, hop::Direction::FromRight, {}, hop::Ended{}});
    hop::Event event;
    event.id = {number};
    event.hop = {1};
    event.kind = hop::EventKind::Closed;
    event.code = 1;
    event.wireSize = event.payloadSize = 0;
    event.ended = true;
    batch->add(event);
    return batch;
}

std::uint64_t eventsIn(const std::string &path)
{
    const auto reader = Reader::open(path);
    return reader ? reader.value()->eventCount() : 0;
}

} // namespace

class TestCaptureWriter : public QObject
{
    Q_OBJECT
private slots:
    void whatWasWaitedForIsCommitted()
    {
        QTemporaryDir folder;
        CaptureWriter writer(storeIn(folder));
        writer.wait(); // nothing to wait for
        writer.push(batchOf(writer, 1), After::MayCommit);
        writer.push(batchOf(writer, 2), After::MayCommit);
        writer.wait();
        QCOMPARE(writer.takeProgress().events, std::uint64_t{2});
        QCOMPARE(writer.heldBytes(), std::size_t{0});
        QCOMPARE(eventsIn(writer.status().path), std::uint64_t{2});
        writer.push(batchOf(writer, 3), After::Commit);
        writer.wait();
        QCOMPARE(writer.takeProgress().events, std::uint64_t{3});
    }

    void finishingWritesWhatIsQueued()
    {
        QTemporaryDir folder;
        CaptureWriter writer(storeIn(folder));
        for (std::uint64_t number = 1; number <= 100; ++number)
            writer.push(batchOf(writer, number, 10'000), After::MayCommit);
        writer.finish();
        writer.finish();
        QVERIFY(!writer.status().error);
        QCOMPARE(writer.takeProgress().events, std::uint64_t{100});
        QCOMPARE(eventsIn(writer.status().path), std::uint64_t{100});
    }

    void muchThatIsNotCommittedIsCommitted()
    {
        QTemporaryDir folder;
        CaptureWriter writer(storeIn(folder));
        std::atomic<int> wakes = 0;
        writer.setWake([&wakes] { ++wakes; });
        for (std::uint64_t number = 1; number <= 3 * kMaxUncommittedBytes / 200'000; ++number)
            writer.push(batchOf(writer, number, 200'000), After::MayCommit);
        QTRY_VERIFY(wakes > 0);
        QVERIFY(writer.takeProgress().events > 0);
    }

    void whatAnInputInflatesToIsNotHeldUntilItIsCommitted()
    {
        QTemporaryDir folder;
        CaptureWriter writer(storeIn(folder));
        writer.push(batchOf(writer, 1), After::MayCommit);
        const base::Bytes piece(std::size_t{1024} * 1024);
        hop::Event frame;
        frame.id = frame.message = {1};
        frame.hop = {1};
        constexpr std::uint64_t kPieces = 64;
        for (std::uint64_t i = 0; i < kPieces; ++i) {
            auto batch = writer.freshBatch();
            batch->take(frame, i * piece.size(), piece);
            writer.push(std::move(batch), After::Nothing);
        }
        QTRY_VERIFY2(writer.heldBytes() < 2 * kMaxUncommittedBytes,
                     qPrintable(QString::number(writer.heldBytes())));
        QCOMPARE(writer.takeProgress().events, std::uint64_t{0}); // nothing is committed within an input
        writer.wait();
        QVERIFY(!writer.status().error);
        QVERIFY(writer.fileBytes() >= kPieces * piece.size());
    }

    void aJobRunsBehindWhatWasPushed()
    {
        QTemporaryDir folder;
        CaptureWriter writer(storeIn(folder));
        std::uint64_t seen = 0;
        writer.push(batchOf(writer, 1), After::MayCommit);
        writer.runThere([&seen](const std::string &path) { seen = eventsIn(path); });
        writer.wait();
        QCOMPARE(seen, std::uint64_t{1});
    }

    void whatCannotBeCommittedIsKeptForAnotherFile()
    {
        QTemporaryDir folder;
        CaptureWriter writer(storeIn(folder));
        const std::string first = writer.status().path;
        writer.push(batchOf(writer, 1), After::Commit);
        writer.wait();
        std::remove(first.c_str());
        writer.push(batchOf(writer, 2), After::Commit);
        writer.wait();
        QVERIFY(writer.hasFailed());
        QCOMPARE(writer.status().error->path, first);
        writer.push(batchOf(writer, 3, 100'000), After::Commit);
        writer.wait();
        QVERIFY(writer.heldBytes() >= 100'000);
        std::string path;
        writer.runThere([&path](const std::string &there) { path = there; });
        writer.wait();
        QCOMPARE(path, std::string()); // there is none

        const auto second = CaptureStore::reserve(folder.filePath("b.hop101").toStdString(), false);
        QVERIFY(second);
        writer.continueIn(second.value());
        writer.push(batchOf(writer, 4), After::Commit);
        writer.wait();
        QVERIFY(!writer.hasFailed());
        QVERIFY(!writer.isContinuing());
        QVERIFY(!writer.status().error);
        QCOMPARE(writer.status().path, second.value());
        QCOMPARE(writer.heldBytes(), std::size_t{0});
        writer.finish();
        QCOMPARE(eventsIn(second.value()), std::uint64_t{4});
    }
};

QTEST_GUILESS_MAIN(TestCaptureWriter)
#include "tst_capturewriter.moc"
