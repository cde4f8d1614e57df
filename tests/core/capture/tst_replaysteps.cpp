// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/replaysteps.h"

#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

constexpr const char *kKey = "AAAAAAAAAAAAAAAAAAAAAA==";

plan::Url urlOf(const char *text)
{
    return plan::parseUrl(text).value();
}

std::string requestTo(Recording &recording, const char *url, const ReplayOptions &options = {})
{
    const auto reader = recording.finishAndRead();
    const auto plan = replayPlan(*reader, reader->exchanges().at(0), urlOf(url), kKey, options);
    return plan ? base::toText(plan.value().rawRequest.value()) : "fault";
}

/// One line a step: bytes, answers before it, time in ms.
struct Played
{
    QStringList lines;
    base::Bytes bytes;
    ReplayOmissions omissions;
    std::uint64_t answers = 0;
    bool hasClientClose = false;
    bool hasServerClose = false;
};
Played played(const Reader &reader, const ReplayOptions &options = {}, bool inflates = false)
{
    ReplaySteps steps(reader, reader.exchanges().at(0), options);
    if (inflates)
        steps.inflateMessages();
    Played result;
    while (const auto step = steps.next()) {
        result.lines += QString("%1 %2 B at %3 after %4%5")
                            .arg(step->frame.isRaw ? "raw" : "message")
                            .arg(step->frame.payload.size())
                            .arg(std::chrono::duration_cast<std::chrono::milliseconds>(step->time).count())
                            .arg(step->answersBefore)
                            .arg(step->isLast ? "" : " ...");
        base::append(result.bytes, step->frame.payload);
    }
    result.omissions = steps.omissions();
    result.answers = steps.answers();
    result.hasClientClose = steps.hasClientClose();
    result.hasServerClose = steps.hasServerClose();
    return result;
}

base::Bytes closeFrame(bool masked)
{
    return frame(websocket::Opcode::Close, "\x03\xe8", masked);
}

} // namespace

class TestReplaySteps : public QObject
{
    Q_OBJECT
private slots:
    void theRequestIsForTheNewServer()
    {
        Recording recording;
        recording.upgrade();
        const std::string expected = "GET /chat HTTP/1.1\r\nHost: other:8080\r\nUpgrade: websocket\r\n"
                                     "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                                     "Sec-WebSocket-Version: 13\r\n\r\n";
        QCOMPARE(requestTo(recording, "ws://other:8080"), expected);
    }
    void aPathInTheUrlReplacesTheRecordedOne()
    {
        Recording recording;
        recording.upgrade();
        QVERIFY(requestTo(recording, "ws://other/here?a=1").starts_with("GET /here?a=1 HTTP/1.1\r\n"));
    }
    void exactlyAsRecorded()
    {
        Recording recording;
        recording.upgrade();
        QCOMPARE(requestTo(recording, "ws://other/here", {true}), std::string(kRequest));
    }
    void whatIsOddStays()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft,
                        "\r\nGET /a HTTP/1.1\nhost :x\nX-Odd\r\n folded\r\nSec-WebSocket-Key: short\r\nHOST: "
                        "y \r\n\r\n");
        QCOMPARE(requestTo(recording, "ws://h:1"),
                 std::string("\r\nGET /a HTTP/1.1\nhost :h:1\nX-Odd\r\n folded\r\nSec-WebSocket-Key: "
                             "short\r\nHOST: h:1 \r\n\r\n"));
    }
    void theBodyBelongsToTheRequest()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n");
        recording.bytes(Direction::FromLeft, "body");
        QCOMPARE(requestTo(recording, "ws://x/", {true}),
                 std::string("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody"));
    }
    void withoutAWholeRequestThereIsNoPlan()
    {
        Recording recording;
        recording.bytes(Direction::FromRight, kSwitch); // of a capture that starts later
        QCOMPARE(requestTo(recording, "ws://x/"), std::string("fault"));
    }

    void stepsAreTheRecordedBytesInOrder()
    {
        Recording recording;
        recording.upgrade();
        base::Bytes sent;
        for (const bool isLast : {false, true}) {
            const base::Bytes bytes = frame(
                isLast ? websocket::Opcode::Continuation : websocket::Opcode::Text, "hello", true, isLast);
            recording.bytes(Direction::FromLeft, bytes); // 1 and 3 ms after the 101
            base::append(sent, bytes);
            recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "answer"));
        }
        recording.bytes(Direction::FromLeft, closeFrame(true));
        base::append(sent, base::Bytes(recordedTail(recording)));
        const Played result = played(*recording.finishAndRead());
        QCOMPARE(result.lines,
                 QStringList({"raw 11 B at 1 after 0", "raw 11 B at 3 after 1", "raw 8 B at 5 after 2"}));
        QVERIFY(std::equal(sent.begin(), sent.end(), result.bytes.begin()));
        QCOMPARE(result.answers, std::uint64_t{2});
        QVERIFY(result.hasClientClose && !result.hasServerClose);
        QCOMPARE(result.omissions, ReplayOmissions{});
    }

    void answersOfTheLiveClientAreLeftOut()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Ping, "p"));
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Pong, "unasked", true));
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Pong, "p", true));
        recording.bytes(Direction::FromRight, closeFrame(false));
        recording.bytes(Direction::FromLeft, closeFrame(true));
        const auto reader = recording.finishAndRead();
        const Played result = played(*reader);
        QCOMPARE(result.lines, QStringList{"raw 13 B at 2 after 0"});
        QCOMPARE(result.omissions, (ReplayOmissions{1, 1, 0, 0, 0}));
        QVERIFY(!result.hasClientClose && result.hasServerClose);
        const Played exact = played(*reader, {true});
        QCOMPARE(exact.lines.size(), qsizetype{3});
        QCOMPARE(exact.omissions, ReplayOmissions{});
        QVERIFY(exact.hasClientClose);
    }

    void aFrameThatIsCutIsLeftOut()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, std::string("\x81\x85\x01\x02\x03\x04he", 8));
        recording.take(Direction::FromLeft, hop::Ended{hop::EndCause::Reset});
        const Played result = played(*recording.finishAndRead());
        QVERIFY(result.lines.isEmpty());
        QCOMPARE(result.omissions.cut, std::uint64_t{1});
    }

    void rawBytesAreSentAsTheyAre()
    {
        Recording recording;
        recording.upgrade();
        const std::string noise("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff garbage", 18);
        recording.bytes(Direction::FromLeft, noise);
        const Played result = played(*recording.finishAndRead());
        QVERIFY(base::toText(result.bytes).find("garbage") != std::string::npos
                || result.omissions.cut == 1); // as a frame that never ends, or as a raw run
    }

    void aLargeFrameComesInPieces()
    {
        Recording recording;
        recording.upgrade();
        const base::Bytes large = frame(websocket::Opcode::Binary, std::string(600'000, 'x'), true);
        recording.bytes(Direction::FromLeft, large);
        const Played result = played(*recording.finishAndRead());
        QCOMPARE(result.lines,
                 QStringList({"raw 262144 B at 1 after 0 ...", "raw 262144 B at 1 after 0 ...",
                              "raw 75726 B at 1 after 0"}));
        QVERIFY(result.bytes == large);
    }

    void compressedMessagesCanBeSentAnew()
    {
        Recording recording;
        upgradeCompressed(recording);
        websocket::Deflater client({});
        recording.bytes(Direction::FromLeft, deflated(client, "hello", true, true, true));
        const std::string large = someText(300'000);
        recording.bytes(Direction::FromLeft, deflated(client, large.substr(0, 1000), true, false, true));
        recording.bytes(Direction::FromLeft, deflated(client, large.substr(1000), false, true, true));
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "plain", true));
        const auto reader = recording.finishAndRead();
        const Played raw = played(*reader);
        QCOMPARE(raw.lines.size(), qsizetype{4});
        const Played anew = played(*reader, {}, true);
        QCOMPARE(anew.omissions.inflated, std::uint64_t{2});
        QCOMPARE(anew.lines.at(0), QString("message 5 B at 1 after 0"));
        QCOMPARE(anew.lines.at(1), QString("message 262144 B at 2 after 0 ..."));
        QCOMPARE(anew.lines.at(2), QString("message %1 B at 2 after 0").arg(300'000 - 262'144));
        QCOMPARE(anew.lines.at(3), QString("raw 11 B at 4 after 0"));
        QVERIFY(base::toText(anew.bytes).starts_with("hello" + large));
    }

    void whatFramesCanStay_data()
    {
        QTest::addColumn<int>("agreedBits");
        QTest::addColumn<bool>("agreedResets");
        QTest::addColumn<bool>("recordedResets");
        QTest::addColumn<bool>("stay");
        QTest::newRow("the same") << 12 << false << false << true;
        QTest::newRow("a larger window") << 15 << false << false << true;
        QTest::newRow("a smaller window") << 11 << false << false << false;
        QTest::newRow("no window between messages") << 12 << true << false << false;
        QTest::newRow("none was used between messages") << 12 << true << true << true;
    }
    void whatFramesCanStay()
    {
        QFETCH(int, agreedBits);
        QFETCH(bool, agreedResets);
        QFETCH(bool, recordedResets);
        websocket::DeflateParameters recorded, agreed;
        recorded.client = {12, recordedResets};
        agreed.client = {static_cast<std::uint8_t>(agreedBits), agreedResets};
        QTEST(takesRecordedFrames(recorded, agreed), "stay");
        QVERIFY(!takesRecordedFrames(recorded, {}));
        QVERIFY(takesRecordedFrames({}, agreed) && takesRecordedFrames({}, {}));
    }

    void otherHopsAndExchangesAreNotPlayed()
    {
        Recording recording;
        const base::HopId other = recording.addHop();
        recording.upgrade();
        recording.upgrade(other);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "other", true), other);
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "other"), other);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "mine", true));
        const Played result = played(*recording.finishAndRead());
        QCOMPARE(result.lines, QStringList{"raw 10 B at 6 after 0"});
    }

private:
    /// What the client sent last, from the capture's own bytes.
    static base::Bytes recordedTail(Recording &recording)
    {
        recording.recorder().commit();
        const auto reader = recording.read();
        return reader->wire(reader->event({reader->eventCount()}), 100);
    }
};

QTEST_APPLESS_MAIN(TestReplaySteps)
#include "tst_replaysteps.moc"
