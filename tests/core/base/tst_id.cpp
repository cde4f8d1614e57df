// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, as moc 6.4 cannot read <compare> before it

#include "core/base/id.h"

#include <type_traits>

using namespace hop101::base;

// Kinds of number that could be mistaken for each other would be of no use.
static_assert(!std::is_convertible_v<EventId, HopId>);
static_assert(!std::is_convertible_v<HopId, PartyId>);
static_assert(!std::is_convertible_v<EventId, ExchangeId>);
static_assert(!std::is_convertible_v<EventId, std::uint64_t>);
static_assert(!std::is_convertible_v<std::uint64_t, EventId>);
static_assert(!std::is_convertible_v<EventId, bool>);
static_assert(sizeof(EventId) == 8 && sizeof(HopId) == 4 && sizeof(PartyId) == 4 && sizeof(ExchangeId) == 8);

class TestId : public QObject
{
    Q_OBJECT
private slots:
    void zeroMeansNone()
    {
        QVERIFY(!EventId());
        QVERIFY(!EventId{0});
        QVERIFY(EventId{1});
    }

    void ordersByNumber()
    {
        QVERIFY(EventId{1} < EventId{2});
        QVERIFY(EventId{2} == EventId{2});
        QVERIFY(HopId{3} > HopId{2});
        QVERIFY(EventId{~std::uint64_t(0)} > EventId{1});
    }
};

QTEST_APPLESS_MAIN(TestId)
#include "tst_id.moc"
