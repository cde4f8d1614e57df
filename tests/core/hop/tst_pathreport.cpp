// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/pathreport.h"

#include <QSet>
#include <QTest>

using namespace hop101::hop;

namespace {

PathReport reportWith(std::vector<std::pair<PathCheck, CheckOutcome>> results)
{
    PathReport report;
    report.isComplete = true;
    for (const auto &[check, outcome] : results)
        report.results.push_back({check, outcome, {}, {}, {}, {}});
    return report;
}

} // namespace

class TestPathReport : public QObject
{
    Q_OBJECT
private slots:
    void everyCheckHasANameOfItsOwnAndATitle()
    {
        QSet<QString> names;
        for (const PathCheck check : pathChecks()) {
            QVERIFY(*pathCheckTitle(check) != '\0');
            QVERIFY(pathCheckNamed(pathCheckName(check)) == check);
            names += pathCheckName(check);
        }
        QCOMPARE(std::size_t(names.size()), pathChecks().size());
        QVERIFY(!pathCheckNamed("nothing"));
    }
    void allPassNeedsTheUpgradeTheEndAndNothingFailed()
    {
        const auto good = reportWith({{PathCheck::Upgrade, CheckOutcome::Passed},
                                      {PathCheck::Host, CheckOutcome::Differs},
                                      {PathCheck::Ping, CheckOutcome::NotReached}});
        QVERIFY(good.allPass());
        auto unfinished = good;
        unfinished.isComplete = false;
        QVERIFY(!unfinished.allPass());
        QVERIFY(!reportWith({{PathCheck::Arrives, CheckOutcome::Passed}}).allPass());
        QVERIFY(
            !reportWith({{PathCheck::Upgrade, CheckOutcome::Passed}, {PathCheck::Ping, CheckOutcome::Failed}})
                 .allPass());
    }
    void whatWasNotTriedNeitherPassesNorFails()
    {
        const auto report = reportWith({{PathCheck::Ping, CheckOutcome::NotReached}});
        QVERIFY(!report.passes(PathCheck::Ping) && !report.fails(PathCheck::Ping));
        QVERIFY(!report.passes(PathCheck::Idle) && !report.fails(PathCheck::Idle));
        QCOMPARE(report.find(PathCheck::Idle), nullptr);
    }
};

QTEST_APPLESS_MAIN(TestPathReport)
#include "tst_pathreport.moc"
