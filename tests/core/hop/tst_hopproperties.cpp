// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/traffic.h"

#include <QTest>

#include <set>

using namespace hop101;

namespace {

constexpr int kSeeds = 100;

/// Small ones, so that the traffic meets them.
plan::Limits limitsOf(int seed)
{
    plan::Limits limits;
    if (seed % 3 == 1)
        limits.inflatedMessageBytes = 1000;
    if (seed % 3 == 2)
        limits.messageBytes = 20'000;
    return limits;
}

struct Sizes
{
    std::uint64_t left = 0;
    std::uint64_t right = 0;
};

Sizes sizesOf(const std::vector<fuzz::KeptInput> &inputs)
{
    Sizes sizes;
    for (const fuzz::KeptInput &input : inputs) {
        std::uint64_t &size = input.direction == hop::Direction::FromLeft ? sizes.left : sizes.right;
        if (const auto *bytes = std::get_if<base::Bytes>(&input.data))
            size += bytes->size();
        else if (const auto *lost = std::get_if<hop::Lost>(&std::get<hop::InputData>(input.data)))
            size += lost->bytes;
    }
    return sizes;
}

} // namespace

/// What holds for any traffic, on traffic that is made up (fuzz::Traffic). A property that does not hold
/// aborts with its text; the row names the seed.
class TestHopProperties : public QObject
{
    Q_OBJECT
private slots:
    void anyChunkingGivesTheSame()
    {
        for (int seed = 1; seed <= kSeeds; ++seed) {
            const auto inputs = fuzz::Traffic(static_cast<std::uint64_t>(seed)).inputs();
            const auto result = fuzz::replayed(inputs, limitsOf(seed), true);
            const Sizes sizes = sizesOf(inputs);
            result.ledger.checkWhole(sizes.left, sizes.right);
            fuzz::requireReplays(inputs, limitsOf(seed), result.ledger, result.verdict);
        }
    }

    /// The generator would prove nothing if it met only a few rules.
    void theTrafficMeetsManyRulesAndKinds()
    {
        std::set<rules::Rule> rules;
        std::set<hop::EventKind> kinds;
        std::set<hop::ExchangeState> states;
        bool hasCompressed = false;
        for (int seed = 1; seed <= kSeeds; ++seed) {
            const auto inputs = fuzz::Traffic(static_cast<std::uint64_t>(seed)).inputs();
            const auto result = fuzz::replayed(inputs, limitsOf(seed), false);
            for (const auto &finding : result.ledger.findings())
                rules.insert(finding.rule);
            for (const auto &event : result.ledger.events()) {
                kinds.insert(event.kind);
                hasCompressed = hasCompressed || event.has(hop::flag::Compressed);
            }
            states.insert(result.verdict.state);
        }
        QVERIFY2(rules.size() >= 40, qPrintable(QString::number(rules.size())));
        QCOMPARE(kinds.size(), std::size_t{11}); // all but Note
        QVERIFY(states.size() >= 4);
        QVERIFY(hasCompressed);
    }

    void theSameSeedGivesTheSameTraffic()
    {
        const auto first = fuzz::Traffic(7).inputs();
        const auto again = fuzz::Traffic(7).inputs();
        QCOMPARE(first.size(), again.size());
        for (std::size_t i = 0; i < first.size(); ++i)
            QVERIFY(first[i].time == again[i].time && first[i].data.index() == again[i].data.index());
        QVERIFY(fuzz::Traffic(8).inputs().size() != first.size());
    }
};

QTEST_APPLESS_MAIN(TestHopProperties)
#include "tst_hopproperties.moc"
