// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/writequeue.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace hop101;
using namespace hop101::capture;

namespace {

constexpr std::size_t kSoft = 10'000;
constexpr std::size_t kHard = 20'000;

WriteQueue::Item itemOf(WriteQueue &queue, std::size_t bytes, After after = After::MayCommit)
{
    const base::Bytes content(bytes);
    auto batch = queue.fresh();
    batch->addInput({1, {1}, hop::Direction::FromLeft, {}, hop::BytesSeen{content}});
    return {std::move(batch), after, {}};
}

/// As the writer does it.
std::uint64_t takeOne(WriteQueue &queue)
{
    auto item = queue.pop();
    if (!item)
        return 0;
    queue.done(item->batch->sizeBytes());
    queue.recycle(std::move(item->batch));
    return item->number;
}

} // namespace

class TestWriteQueue : public QObject
{
    Q_OBJECT
private slots:
    void itemsComeOutInOrder()
    {
        WriteQueue queue;
        for (std::uint64_t number = 1; number <= 3; ++number)
            QCOMPARE(queue.push(itemOf(queue, 1)), number);
        QVERIFY(queue.queuedBytes() > 0);
        for (std::uint64_t number = 1; number <= 3; ++number)
            QCOMPARE(takeOne(queue), number);
        QCOMPARE(queue.queuedBytes(), std::size_t{0});
    }

    void whatIsQueuedWhenItClosesComesOut()
    {
        WriteQueue queue;
        queue.push(itemOf(queue, 1));
        queue.close();
        QCOMPARE(takeOne(queue), std::uint64_t{1});
        QCOMPARE(takeOne(queue), std::uint64_t{0});
    }

    void closingWakesWhoWaitsForAnItem()
    {
        WriteQueue queue;
        std::uint64_t got = 1;
        std::thread writer([&] { got = takeOne(queue); });
        queue.close();
        writer.join();
        QCOMPARE(got, std::uint64_t{0});
    }

    void pastTheSoftBoundItIsBehindUntilHalfIsWritten()
    {
        WriteQueue queue({kSoft, kHard});
        queue.push(itemOf(queue, 4000));
        queue.push(itemOf(queue, 4000));
        QVERIFY(!queue.isBehind());
        queue.push(itemOf(queue, 4000));
        QVERIFY(queue.isBehind());
        takeOne(queue);
        QVERIFY(!queue.takeDrained());
        QVERIFY(queue.isBehind()); // no wavering at the bound
        takeOne(queue);
        QVERIFY(queue.takeDrained());
        QVERIFY(!queue.takeDrained()); // told once
        QVERIFY(!queue.isBehind());
    }

    void nobodyIsWokenWhoWasNotToldToStop()
    {
        WriteQueue queue({kSoft, kHard});
        queue.push(itemOf(queue, 15'000));
        takeOne(queue);
        QVERIFY(!queue.takeDrained());
    }

    void pastTheHardBoundPushingWaits()
    {
        WriteQueue queue({kSoft, kHard});
        std::atomic<int> pushed = 0;
        std::size_t most = 0;
        std::thread recorder([&] {
            for (int i = 0; i < 50; ++i) {
                queue.push(itemOf(queue, 15'000));
                ++pushed;
            }
            queue.close();
        });
        std::uint64_t taken = 0;
        while (const auto number = takeOne(queue)) {
            most = std::max(most, queue.queuedBytes());
            QCOMPARE(number, ++taken);
        }
        recorder.join();
        QCOMPARE(taken, std::uint64_t{50});
        // The hard bound, and what was pushed when it was not yet reached.
        QVERIFY2(most <= kHard + 16'000, qPrintable(QString::number(most)));
    }

    void aLaterCommitIsKnown()
    {
        WriteQueue queue;
        queue.push(itemOf(queue, 1, After::Commit));
        queue.push(itemOf(queue, 1, After::Commit));
        QVERIFY(queue.isCommitQueued());
        takeOne(queue);
        QVERIFY(queue.isCommitQueued());
        takeOne(queue);
        QVERIFY(!queue.isCommitQueued());
    }

    void batchesServeAgain()
    {
        WriteQueue queue;
        queue.push(itemOf(queue, 1000));
        auto item = queue.pop();
        const WriteBatch *first = item->batch.get();
        queue.recycle(std::move(item->batch));
        const auto again = queue.fresh();
        QCOMPARE(again.get(), first);
        QVERIFY(again->isEmpty());
        QCOMPARE(again->sizeBytes(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestWriteQueue)
#include "tst_writequeue.moc"
