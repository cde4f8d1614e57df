// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/sessionsummary.h"

#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

RecordedSession &upgraded(RecordedSession &session)
{
    return session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
}

} // namespace

class TestSessionSummary : public QObject
{
    Q_OBJECT
private slots:
    void framesAndMessagesAreCountedBySide()
    {
        RecordedSession session;
        upgraded(session)
            .client(clientText("one"))
            .client(clientText("two"))
            .server(frame(0x01, "a", false))
            .server(frame(0x89, "", false));
        session.server(frame(0x80, "bc", false)).server(frame(0x02, "never ends", false));
        const auto reader = session.read();
        const SessionSummary summary = summarize(*reader, {1});
        QCOMPARE(summary.events, reader->eventCount());
        QCOMPARE(summary.frames[0], std::uint64_t(2));
        QCOMPARE(summary.frames[1], std::uint64_t(4));
        QCOMPARE(summary.messages[0], std::uint64_t(2));
        QCOMPARE(summary.messages[1], std::uint64_t(1));
        QCOMPARE(summary.payloadBytes[1], std::uint64_t(13));
        QCOMPARE(summary.firstMessages.size(), std::size_t(4));
        QVERIFY(summary.firstMessages[2].isComplete);
        QVERIFY(!summary.firstMessages[3].isComplete);
    }
    void aCleanCloseHasBothSides()
    {
        RecordedSession session;
        upgraded(session)
            .client(kClientClose)
            .server(frame(0x88,
                          "\x03\xe8"
                          "bye",
                          false));
        const SessionSummary summary = summarize(*session.read(), {1});
        QVERIFY(summary.isCloseClean());
        QCOMPARE(*summary.close[0]->code, std::uint16_t(1000));
        QCOMPARE(summary.close[1]->reason, std::string("bye"));
    }
    void oneSideAloneIsNotClean()
    {
        RecordedSession session;
        upgraded(session).server(kServerClose).serverEnds(hop::EndCause::Fin);
        const SessionSummary summary = summarize(*session.read(), {1});
        QVERIFY(!summary.isCloseClean());
        QVERIFY(summary.ended.has_value());
    }
    void anErrorSpoilsAClose()
    {
        RecordedSession session;
        upgraded(session).server(frame(0xa1, "hi", false)).client(kClientClose).server(kServerClose);
        const SessionSummary summary = summarize(*session.read(), {1});
        QCOMPARE(summary.errors, std::uint64_t(1));
        QVERIFY(!summary.isCloseClean());
    }
    void theFirstFailureCounts()
    {
        RecordedSession session;
        session.fails(hop::FailStage::Resolve, "Host not found");
        const SessionSummary summary = summarize(*session.read(), {1});
        QVERIFY(summary.failedAt == hop::FailStage::Resolve);
        QVERIFY(summary.failure.find("Host not found") != std::string::npos);
        QVERIFY(!summary.connected);
    }
    void theListOfMessagesIsBounded()
    {
        RecordedSession session;
        std::string flood;
        for (std::size_t n = 0; n < kMaxListedMessages + 5; ++n)
            flood += serverText("x");
        upgraded(session).server(flood);
        const SessionSummary summary = summarize(*session.read(), {1});
        QCOMPARE(summary.firstMessages.size(), kMaxListedMessages);
        QVERIFY(summary.firstMessages.back().isComplete);
        QCOMPARE(summary.messages[1], std::uint64_t(kMaxListedMessages + 5));
    }
    void anotherHopIsLeftOut()
    {
        RecordedSession session;
        upgraded(session).client(clientText("one"));
        QCOMPARE(summarize(*session.read(), {7}).frames[0], std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestSessionSummary)
#include "tst_sessionsummary.moc"
