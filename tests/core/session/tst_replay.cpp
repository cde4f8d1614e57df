// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/replay.h"

#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture::fixture;
using namespace hop101::session;
using std::chrono::milliseconds;

namespace {

/// Takes what is sent, as long as the test says so.
class Taker final : public Session
{
public:
    void start(const plan::Plan &, const plan::Url &, const std::string &) override { }
    Sent send(const plan::FramePlan &frame) override
    {
        if (answer == Sent::Queued)
            sent.push_back(frame);
        return answer;
    }
    void close(std::uint16_t, const std::string &) override { }
    void cancel() override { }
    void continueIn(const std::string &) override { }
    Notice takeNotice() override { return {}; }
    std::string capturePath() const override { return {}; }

    /// Bytes of each send.
    QList<int> sizes() const
    {
        QList<int> sizes;
        for (const plan::FramePlan &frame : sent)
            sizes += static_cast<int>(frame.payload.size());
        return sizes;
    }

    Sent answer = Sent::Queued;
    std::vector<plan::FramePlan> sent;
};

/// Three messages of the client 10 ms apart (8, 9 and 10 bytes), each answered 5 ms later.
class Conversation
{
public:
    Conversation()
    {
        m_recording.upgrade();
        for (const char *text : {"aa", "bbb", "cccc"}) {
            wait(9);
            m_recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, text, true));
            wait(4);
            m_recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "answer"));
        }
        m_reader = m_recording.finishAndRead();
    }
    Replay replay(const ReplayPace &pace) const
    {
        return Replay(capture::ReplaySteps(*m_reader, m_reader->exchanges().at(0), {}), pace);
    }

private:
    void wait(int steps)
    {
        for (int i = 0; i < steps; ++i)
            m_recording.take(Direction::FromLeft, hop::Tick{});
    }

    Recording m_recording;
    std::unique_ptr<capture::Reader> m_reader;
};

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT
private slots:
    void originalTimesAreKept()
    {
        const Conversation conversation; // due at 10, 25 and 40 ms
        Replay replay = conversation.replay({});
        Taker taker;
        QCOMPARE(replay.advance(taker, 0ms, 0), std::optional(milliseconds(10)));
        QVERIFY(taker.sent.empty());
        QCOMPARE(replay.advance(taker, 10ms, 0), std::optional(milliseconds(15)));
        QCOMPARE(taker.sizes(), QList<int>{8});
        QCOMPARE(replay.advance(taker, 26ms, 1), std::optional(milliseconds(14)));
        QCOMPARE(taker.sizes(), (QList<int>{8, 9}));
        replay.advance(taker, 40ms, 2);
        QVERIFY(!replay.isDone()); // an answer is still to come
        QCOMPARE(replay.advance(taker, 45ms, 3), std::nullopt);
        QVERIFY(replay.isDone());
        QCOMPARE(replay.tally().frames, std::uint64_t{3});
        QCOMPARE(replay.tally().bytes, std::uint64_t{27});
        QCOMPARE(replay.tally().missingAnswers, std::uint64_t{0});
    }

    void twiceAsFast()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({ReplayPace::Kind::Original, 2.0, 10s});
        Taker taker;
        QCOMPARE(replay.advance(taker, 0ms, 0), std::optional(milliseconds(5)));
        replay.advance(taker, 5ms, 0);
        QCOMPARE(taker.sizes(), QList<int>{8});
    }

    void whatIsDueTogetherSharesAWrite()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({ReplayPace::Kind::Fast, 1, 10s});
        Taker taker;
        replay.advance(taker, 0ms, 0);
        QCOMPARE(taker.sizes(), QList<int>{27});
        QCOMPARE(replay.tally().frames, std::uint64_t{3});
    }

    void asAnsweredWaitsForAnswers()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({ReplayPace::Kind::AsAnswered, 1, 10s});
        Taker taker;
        QCOMPARE(replay.advance(taker, 0ms, 0), std::optional(milliseconds(10'000)));
        QCOMPARE(taker.sizes(), QList<int>{8});
        replay.advance(taker, 500ms, 0);
        QCOMPARE(taker.sizes(), QList<int>{8});
        replay.advance(taker, 501ms, 1);
        QCOMPARE(taker.sizes(), (QList<int>{8, 9}));
        replay.advance(taker, 502ms, 3); // an answer more than there was
        QCOMPARE(taker.sizes(), (QList<int>{8, 9, 10}));
        QVERIFY(replay.isDone());
    }

    void anAnswerThatDoesNotComeIsNotWaitedForEver()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({ReplayPace::Kind::AsAnswered, 1, 100ms});
        Taker taker;
        QCOMPARE(replay.advance(taker, 0ms, 0), std::optional(milliseconds(100)));
        QCOMPARE(replay.advance(taker, 99ms, 0), std::optional(milliseconds(1)));
        QCOMPARE(replay.advance(taker, 100ms, 0), std::optional(milliseconds(0)));
        replay.advance(taker, 100ms, 0);
        QCOMPARE(taker.sizes(), (QList<int>{8, 9}));
        // The one that is missing stays so: the next frame waits for one more, not for two.
        replay.advance(taker, 120ms, 1);
        QCOMPARE(taker.sizes(), (QList<int>{8, 9, 10}));
        replay.advance(taker, 121ms, 2);
        QVERIFY(replay.isDone());
        QCOMPARE(replay.tally().missingAnswers, std::uint64_t{1});
    }

    void aCloseWaitsForTheAnswersBeforeIt()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "aa", true));
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "answer"));
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Close, "\x03\xe8", true));
        const auto reader = recording.finishAndRead();
        for (const auto kind : {ReplayPace::Kind::Original, ReplayPace::Kind::Fast}) {
            Replay replay(capture::ReplaySteps(*reader, reader->exchanges().at(0), {}), {kind, 1, 10s});
            Taker taker;
            replay.advance(taker, 50ms, 0);
            QCOMPARE(taker.sizes(), QList<int>{8});
            QCOMPARE(replay.advance(taker, 60ms, 0), std::optional(milliseconds(9'990)));
            replay.advance(taker, 70ms, 1);
            QCOMPARE(taker.sizes(), (QList<int>{8, 8}));
            QVERIFY(replay.isDone());
        }
    }

    void aFullQueueIsTriedAgainWithTheSameBytes()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({ReplayPace::Kind::Fast, 1, 10s});
        Taker taker;
        taker.answer = Sent::QueueFull;
        const auto again = replay.advance(taker, 0ms, 0);
        QVERIFY(again && again->count() > 0 && again->count() < 100);
        QCOMPARE(replay.tally().frames, std::uint64_t{0});
        taker.answer = Sent::Queued;
        replay.advance(taker, 5ms, 0);
        QCOMPARE(taker.sizes(), QList<int>{27});
    }

    void whatTheConnectionTakesNoMoreIsCounted()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({});
        Taker taker;
        replay.advance(taker, 10ms, 0);
        taker.answer = Sent::NotOpen;
        QCOMPARE(replay.advance(taker, 30ms, 1), std::nullopt);
        QVERIFY(replay.isDone());
        QCOMPARE(replay.tally().frames, std::uint64_t{1});
        QCOMPARE(replay.tally().notSent, std::uint64_t{2});
    }

    void theEndOfTheConnectionCountsTheRest()
    {
        const Conversation conversation;
        Replay replay = conversation.replay({});
        Taker taker;
        replay.advance(taker, 10ms, 0);
        replay.connectionEnded();
        QVERIFY(replay.isDone());
        QCOMPARE(replay.tally().notSent, std::uint64_t{2});
    }

    void aMessageAnewIsSentByItself()
    {
        Recording recording;
        capture::fixture::upgradeCompressed(recording);
        websocket::Deflater client({});
        recording.bytes(Direction::FromLeft, capture::fixture::deflated(client, "hello", true, true, true));
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "plain", true));
        const auto reader = recording.finishAndRead();
        Replay replay(capture::ReplaySteps(*reader, reader->exchanges().at(0), {}),
                      {ReplayPace::Kind::Fast, 1, 10s});
        replay.inflateMessages();
        Taker taker;
        replay.advance(taker, 0ms, 0);
        QCOMPARE(taker.sizes(), (QList<int>{5, 11}));
        QVERIFY(!taker.sent[0].isRaw && !taker.sent[0].compress && taker.sent[1].isRaw);
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
