// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventfields.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

class TestEventFields : public QObject
{
    Q_OBJECT
private slots:
    void theFirstFieldThatDiffersIsNamed()
    {
        hop::Event recorded;
        recorded.id = {17};
        recorded.time = std::chrono::nanoseconds(5);
        QCOMPARE(firstMismatch(recorded, recorded), std::nullopt);
        hop::Event replayed = recorded;
        replayed.ended = true;
        QCOMPARE(firstMismatch(recorded, replayed).value(), (FieldMismatch{"ended", "no", "yes"}));
        replayed.payloadSize = 9;
        QCOMPARE(firstMismatch(recorded, replayed).value(), (FieldMismatch{"payload size", "-1", "9"}));
        replayed.kind = hop::EventKind::Frame;
        QCOMPARE(firstMismatch(recorded, replayed).value(), (FieldMismatch{"kind", "12", "7"}));
        replayed.time = std::chrono::nanoseconds(6);
        QCOMPARE(firstMismatch(recorded, replayed).value(), (FieldMismatch{"time", "5 ns", "6 ns"}));
    }

    void findingsAreNamedByTheirRules()
    {
        const hop::Finding one{{1}, rules::Rule::StatusIs101, {9, 3}};
        const hop::Finding other{{1}, rules::Rule::AcceptIsRight, {0, 0}};
        const std::vector<hop::Finding> recorded{one, other}, replayed{one};
        QCOMPARE(firstMismatch(recorded, recorded), std::nullopt);
        QCOMPARE(firstMismatch(recorded, replayed).value(),
                 (FieldMismatch{"findings", "StatusIs101 at byte 9+3, AcceptIsRight at byte 0+0",
                                "StatusIs101 at byte 9+3"}));
        QCOMPARE(firstMismatch({}, replayed).value().recorded, std::string("none"));
    }

    void manyFindingsAreNotAllNamed()
    {
        const std::vector<hop::Finding> many(12, hop::Finding{{1}, rules::Rule::StatusIs101, {}});
        QVERIFY(firstMismatch({}, many).value().replayed.ends_with(" and 2 more"));
    }
};

QTEST_APPLESS_MAIN(TestEventFields)
#include "tst_eventfields.moc"
