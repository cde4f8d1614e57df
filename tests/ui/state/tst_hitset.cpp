// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/hitset.h"

#include <QTest>

#include <random>

using namespace hop101;
using namespace hop101::ui;

namespace {

capture::BlockHits block(std::uint64_t first, const std::vector<bool> &hits)
{
    capture::BlockHits made;
    made.first = first;
    made.count = hits.size();
    for (std::size_t row = 0; row < hits.size(); ++row) {
        if (hits[row]) {
            capture::setRow(made.bits, row);
            ++made.hits;
        }
    }
    return made;
}

/// Compares with the plain list of what is shown.
void compare(const HitSet &set, const std::vector<bool> &shown)
{
    std::uint64_t row = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const base::EventId event{i + 1};
        QCOMPARE(set.has(event), bool(shown[i]));
        QCOMPARE(set.rowsBefore(event), row);
        if (shown[i])
            QCOMPARE(set.eventAt(row++), event);
    }
    QCOMPARE(set.count(), row);
    QVERIFY(!set.eventAt(row));
    QCOMPARE(set.rowsBefore({shown.size() + 1}), row);
}

} // namespace

class TestHitSet : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsThereAtFirst()
    {
        const HitSet set;
        QCOMPARE(set.count(), std::uint64_t(0));
        QVERIFY(!set.has({1}) && !set.has({}) && !set.eventAt(0));
        QCOMPARE(set.rowsBefore({100}), std::uint64_t(0));
    }
    void rowsAndEventsFindEachOtherWhateverTheBlocks_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void rowsAndEventsFindEachOtherWhateverTheBlocks()
    {
        QFETCH(int, seed);
        std::mt19937 random{std::uint32_t(seed)};
        std::vector<bool> shown;
        HitSet set;
        while (shown.size() < 3 * capture::kBlockEvents + 17) {
            // Small blocks, as of a live session, that cross no boundary.
            const std::size_t room = capture::kBlockEvents - shown.size() % capture::kBlockEvents;
            const std::size_t count = std::min<std::size_t>(room, 1 + random() % 900);
            std::vector<bool> hits(count);
            for (std::size_t i = 0; i < count; ++i)
                hits[i] = random() % 3 == 0;
            const std::uint64_t before = set.count();
            QCOMPARE(set.put(block(shown.size() + 1, hits)), before);
            shown.insert(shown.end(), hits.begin(), hits.end());
        }
        compare(set, shown);
    }
    void whatChangedIsReplacedAndMovesTheRowsBelow()
    {
        const std::size_t total = 2 * capture::kBlockEvents + 10;
        std::vector<bool> shown(total, true);
        HitSet set;
        for (std::size_t first = 0; first < total; first += capture::kBlockEvents)
            set.put(
                block(first + 1, std::vector<bool>(std::min(capture::kBlockEvents, total - first), true)));
        QCOMPARE(set.put(block(71, {false, true, false})), std::uint64_t(70));
        shown[70] = shown[72] = false;
        compare(set, shown);
        QCOMPARE(set.put(block(71, {true, false, false})), std::uint64_t(70));
        shown[70] = true;
        shown[71] = false;
        compare(set, shown);
    }
    void aGapOfUnknownEventsHasNoRows()
    {
        HitSet set;
        set.put(block(2 * capture::kBlockEvents + 1, {true, true}));
        QCOMPARE(set.count(), std::uint64_t(2));
        QCOMPARE(set.eventAt(1), base::EventId{2 * capture::kBlockEvents + 2});
        QCOMPARE(set.rowsBefore({capture::kBlockEvents}), std::uint64_t(0));
        set.put(block(1, {true}));
        QCOMPARE(set.eventAt(0), base::EventId{1});
        QCOMPARE(set.rowsBefore({2 * capture::kBlockEvents + 2}), std::uint64_t(2));
    }
};

QTEST_APPLESS_MAIN(TestHitSet)
#include "tst_hitset.moc"
