// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/lossledger.h"

#include <QStringList>
#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using hop::Direction;
using namespace std::chrono_literals;

namespace {

hop::Input at(std::uint32_t hop, Direction direction, hop::Nanoseconds time, hop::InputData data = {})
{
    return {0, {hop}, direction, time, std::move(data)};
}

QStringList lines(const std::vector<hop::Input> &inputs)
{
    QStringList lines;
    for (const hop::Input &input : inputs) {
        const auto *lost = std::get_if<hop::Lost>(&input.data);
        lines += QStringLiteral("%1 hop %2 %3 %4")
                     .arg(input.time.count())
                     .arg(input.hop.value)
                     .arg(input.direction == Direction::FromLeft ? ">" : "<",
                          lost ? QStringLiteral("lost %1 %2").arg(lost->bytes).arg(lost->events)
                               : QStringLiteral("signal"));
    }
    return lines;
}

} // namespace

class TestLossLedger : public QObject
{
    Q_OBJECT
private slots:
    void lossesStandWhereTheyBeganAndSignalsBehindThem()
    {
        LossLedger ledger;
        ledger.lose(at(1, Direction::FromRight, 3ns), 100, 2);
        ledger.lose(at(2, Direction::FromLeft, 4ns), 10, 1);
        ledger.keep(at(1, Direction::FromLeft, 4ns, hop::Ended{}));
        ledger.lose(at(1, Direction::FromRight, 5ns), 50, 1);
        ledger.keep(at(1, Direction::FromRight, 6ns, hop::Tick{}));
        ledger.keep(at(1, Direction::FromRight, 7ns, hop::Ended{}));
        QCOMPARE(ledger.total(), (Dropped{160, 4}));
        QVERIFY(ledger.isLosing({1}, Direction::FromRight));
        QVERIFY(!ledger.isLosing({1}, Direction::FromLeft));
        QVERIFY(!ledger.isLosing({9}, Direction::FromLeft));
        QCOMPARE(lines(ledger.takeAll()),
                 (QStringList{"3 hop 1 < lost 150 3", "4 hop 2 > lost 10 1", "4 hop 1 > signal",
                              "7 hop 1 < signal"}));
        QCOMPARE(lines(ledger.takeAll()), QStringList());
        QVERIFY(!ledger.isLosing({1}, Direction::FromRight));
        QCOMPARE(ledger.total(), (Dropped{160, 4})); // since the beginning
    }

    void aStreamMayGoOnLosing()
    {
        LossLedger ledger;
        ledger.lose(at(1, Direction::FromRight, 3ns), 100, 2);
        ledger.lose(at(1, Direction::FromLeft, 3ns), 7, 0);
        const auto waits = [](base::HopId, Direction direction) { return direction == Direction::FromRight; };
        QCOMPARE(lines(ledger.takeAll(waits)), QStringList{"3 hop 1 > lost 7 0"});
        ledger.lose(at(1, Direction::FromRight, 9ns), 5, 0);
        const auto lost = ledger.takeStream({1}, Direction::FromRight);
        QVERIFY(lost);
        QCOMPARE(lost->bytes, std::uint64_t{105});
        QCOMPARE(lost->events, std::uint64_t{2});
        QVERIFY(!ledger.takeStream({1}, Direction::FromRight));
    }

    void noStreamWaitsWhereItsHopHasASignal()
    {
        LossLedger ledger;
        ledger.lose(at(1, Direction::FromRight, 3ns), 100, 2);
        ledger.keep(at(1, Direction::FromRight, 4ns, hop::Ended{}));
        QCOMPARE(lines(ledger.takeAll([](base::HopId, Direction) { return true; })),
                 (QStringList{"3 hop 1 < lost 100 2", "4 hop 1 < signal"}));
    }

    void signalsAreBounded()
    {
        LossLedger ledger;
        for (std::size_t i = 0; i < LossLedger::kMaxSignals + 5; ++i)
            ledger.keep(at(1, Direction::FromRight, 4ns, hop::Ended{}));
        QCOMPARE(ledger.takeAll().size(), LossLedger::kMaxSignals);
    }
};

QTEST_APPLESS_MAIN(TestLossLedger)
#include "tst_lossledger.moc"
