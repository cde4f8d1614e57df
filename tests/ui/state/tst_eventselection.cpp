// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/eventselection.h"

#include <QTest>

#include <set>

using namespace hop101;
using namespace hop101::ui;

class TestEventSelection : public QObject
{
    Q_OBJECT
private slots:
    void aRangeHasBothItsEndsInEitherOrder()
    {
        EventSelection selection;
        selection.setBetween({7}, {3});
        QCOMPARE(selection.ranges(), (std::vector<EventSelection::Range>{{3, 7}}));
        QVERIFY(!selection.has({2}) && selection.has({3}) && selection.has({7}) && !selection.has({8}));
    }
    void togglingSplitsARangeAndJoinsItAgain()
    {
        EventSelection selection;
        selection.setBetween({1}, {9});
        selection.toggle({5});
        QCOMPARE(selection.ranges(), (std::vector<EventSelection::Range>{{1, 4}, {6, 9}}));
        selection.toggle({1});
        selection.toggle({9});
        QCOMPARE(selection.ranges(), (std::vector<EventSelection::Range>{{2, 4}, {6, 8}}));
        selection.toggle({5});
        QCOMPARE(selection.ranges(), (std::vector<EventSelection::Range>{{2, 8}}));
    }
    void aWholeHugeCaptureIsOneRange()
    {
        EventSelection selection;
        selection.setBetween({1}, {1'000'000'000'000});
        QCOMPARE(selection.ranges().size(), std::size_t(1));
        QVERIFY(selection.has({999'999'999'999}));
    }
    void theNearestIsInARange()
    {
        EventSelection selection;
        QVERIFY(!selection.nearest({4}));
        selection.set({{10, 12}, {1, 2}});
        QCOMPARE(selection.nearest({3}).value, std::uint64_t(2));
        QCOMPARE(selection.nearest({8}).value, std::uint64_t(10));
        QCOMPARE(selection.nearest({11}).value, std::uint64_t(11));
        QCOMPARE(selection.nearest({99}).value, std::uint64_t(12));
    }
    void togglesAreAsASetWouldHaveThem()
    {
        EventSelection selection;
        std::set<std::uint64_t> model;
        std::uint64_t seed = 1;
        for (int i = 0; i < 2000; ++i) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            const std::uint64_t event = 1 + (seed >> 33U) % 40;
            selection.toggle({event});
            if (!model.insert(event).second)
                model.erase(event);
            for (std::uint64_t each = 1; each <= 40; ++each)
                QCOMPARE(selection.has({each}), model.contains(each));
        }
    }
};

QTEST_APPLESS_MAIN(TestEventSelection)
#include "tst_eventselection.moc"
