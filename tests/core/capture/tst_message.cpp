// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/message.h"

#include "tests/core/capture/compressed.h"

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;
using websocket::Opcode;

namespace {

std::string messageOf(const Reader &reader, std::uint64_t first, Encoding encoding = Encoding::AsRead)
{
    std::string text;
    const auto add = [&text](base::ByteSpan piece) {
        text += asText(piece);
        return true;
    };
    readMessage(reader, {first}, add, encoding);
    return text;
}

std::vector<std::uint64_t> framesOf(const Reader &reader, std::uint64_t first, std::size_t limit = 100)
{
    std::vector<std::uint64_t> ids;
    for (const hop::Event &frame : messageFrames(reader, {first}, limit))
        ids.push_back(frame.id.value);
    return ids;
}

/// Three frames of the server, 5, 7 and 8, as if they were compressed; a ping between them, a text after.
std::unique_ptr<Reader> compressed(const Recording &recording, std::string_view inflated,
                                   const std::vector<std::int64_t> &sizes)
{
    makeCompressed(recording.path(), {{5, sizes[0]}, {7, sizes[1]}, {8, sizes[2]}}, inflated);
    return recording.read();
}
void recordFragments(Recording &recording)
{
    recording.upgrade();
    recording.bytes(Direction::FromRight, frame(Opcode::Text, "abc", false, false)); // 5
    recording.bytes(Direction::FromRight, frame(Opcode::Ping, "p")); // 6
    recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "de", false, false)); // 7
    recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "f")); // 8
    recording.bytes(Direction::FromRight, frame(Opcode::Text, "plain")); // 9
    recording.recorder().finish();
}

std::string frameText(const Reader &reader, std::uint64_t id, std::uint64_t offset = 0,
                      std::uint64_t limit = 1000)
{
    return base::toText(frameBytes(reader, reader.event({id}), offset, limit));
}

} // namespace

class TestMessage : public QObject
{
    Q_OBJECT
private slots:
    void aMessageIsAllItsFrames()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, "one ", true, false)); // 5
        recording.bytes(Direction::FromLeft, frame(Opcode::Ping, "ping", true)); // 6
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "other")); // 7
        recording.bytes(Direction::FromLeft, frame(Opcode::Continuation, "two ", true, false)); // 8
        recording.frames(200); // 9 … 208
        recording.bytes(Direction::FromLeft, frame(Opcode::Continuation, "three", true)); // 209
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, "next", true)); // 210
        const auto reader = recording.finishAndRead();
        QCOMPARE(framesOf(*reader, 5), (std::vector<std::uint64_t>{5, 8, 209}));
        QCOMPARE(framesOf(*reader, 5, 2), (std::vector<std::uint64_t>{5, 8}));
        QCOMPARE(framesOf(*reader, 5, 0), std::vector<std::uint64_t>());
        QCOMPARE(messageOf(*reader, 5), std::string("one two three"));
        QCOMPARE(messageOf(*reader, 6), std::string("ping"));
        QCOMPARE(messageOf(*reader, 7), std::string("other"));
        QCOMPARE(messageOf(*reader, 210), std::string("next"));
        QCOMPARE(messageOf(*reader, 2), std::string());
    }

    void aMessageThatNeverEndsIsWhatCame()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "never", false, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "new"));
        const auto reader = recording.finishAndRead();
        QCOMPARE(messageOf(*reader, 5), std::string("never"));
        QCOMPARE(framesOf(*reader, 5), std::vector<std::uint64_t>{5});
    }

    void aLargeMessageComesInPieces()
    {
        Recording recording;
        recording.upgrade();
        std::string large(3'000'000, '\0');
        for (std::size_t i = 0; i < large.size(); ++i)
            large[i] = static_cast<char>('a' + i % 23);
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, large, true));
        const auto reader = recording.finishAndRead();
        std::size_t largest = 0;
        std::string text;
        QVERIFY(readMessage(*reader, {5}, [&](base::ByteSpan piece) {
            largest = std::max(largest, piece.size());
            text += asText(piece);
            return true;
        }));
        QVERIFY(text == large);
        QVERIFY(largest <= 256 * 1024);
        int pieces = 0;
        QVERIFY(!readMessage(*reader, {5}, [&pieces](base::ByteSpan) { return ++pieces < 3; }));
        QCOMPARE(pieces, 3);
    }

    void anyPieceOfAMessageCanBeRead()
    {
        Recording recording;
        recordFragments(recording);
        const auto reader = recording.read();
        const std::string whole = "abcdef";
        for (std::size_t at = 0; at <= whole.size() + 1; ++at) {
            for (std::size_t count = 0; count <= whole.size() + 1; ++count)
                QCOMPARE(base::toText(messageBytes(*reader, {5}, at, count)),
                         at < whole.size() ? whole.substr(at, count) : std::string());
        }
    }

    void aCompressedMessageIsReadInflated()
    {
        Recording recording;
        recordFragments(recording);
        const auto reader = compressed(recording, "one two three", {4, 8, 13});
        QCOMPARE(messageOf(*reader, 5), std::string("one two three"));
        QCOMPARE(messageOf(*reader, 5, Encoding::AsSent), std::string("abcdef"));
        QCOMPARE(base::toText(messageBytes(*reader, {5}, 4, 3)), std::string("two"));
        QCOMPARE(frameText(*reader, 5), std::string("one "));
        QCOMPARE(frameText(*reader, 6), std::string("p"));
        QCOMPARE(frameText(*reader, 7), std::string("two "));
        QCOMPARE(frameText(*reader, 8), std::string("three"));
        QCOMPARE(frameText(*reader, 8, 2, 2), std::string("re"));
        QCOMPARE(frameText(*reader, 7, 5), std::string());
        QCOMPARE(frameText(*reader, 9), std::string("plain"));
        QCOMPARE(frameSize(*reader, reader->event({7})), std::int64_t{4});
        QCOMPARE(frameSize(*reader, reader->event({9})), std::int64_t{5});
    }

    void theFactsOfAMessage_data()
    {
        QTest::addColumn<QByteArray>("inflated");
        QTest::addColumn<QList<qint64>>("sizes");
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("size");
        const auto row = [](const char *name, const char *inflated, QList<qint64> sizes, MessageState state,
                            qint64 size) {
            QTest::newRow(name) << QByteArray(inflated) << sizes << int(state) << size;
        };
        row("whole", "one two three", {4, 8, 13}, MessageState::Whole, 13);
        row("not inflated from its second frame on", "one tw", {4, -1, -1}, MessageState::NotInflated, -1);
        row("more than was kept", "one tw", {4, 8, 13}, MessageState::NotKept, 13);
        row("nothing was kept", "", {4, 8, 13}, MessageState::NotKept, 13);
    }
    void theFactsOfAMessage()
    {
        QFETCH(QByteArray, inflated);
        QFETCH(QList<qint64>, sizes);
        Recording recording;
        recordFragments(recording);
        const auto reader = compressed(recording, inflated.toStdString(), {sizes.begin(), sizes.end()});
        for (const std::uint64_t id : {5U, 7U, 8U}) {
            const MessageFacts facts = messageFacts(*reader, reader->event({id}));
            QCOMPARE(facts.first.value, std::uint64_t{5});
            QVERIFY(facts.isCompressed);
            QCOMPARE(facts.frames, std::size_t{3});
            QCOMPARE(facts.sentBytes, std::uint64_t{6});
            QCOMPARE(facts.readableBytes, static_cast<std::uint64_t>(inflated.size()));
            QTEST(qint64(facts.size), "size");
            QTEST(int(facts.state), "state");
        }
    }

    void theFactsOfAMessageThatIsNotCompressed()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "abc", false, false));
        recording.recorder().commit();
        MessageFacts facts = messageFacts(*recording.read(), recording.read()->event({5}));
        QVERIFY(facts.state == MessageState::Open);
        QCOMPARE(facts.size, std::int64_t{-1});
        recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "de"));
        const auto reader = recording.finishAndRead();
        facts = messageFacts(*reader, reader->event({6}));
        QVERIFY(facts.state == MessageState::Whole && !facts.isCompressed);
        QCOMPARE(facts.size, std::int64_t{5});
        QCOMPARE(facts.readableBytes, std::uint64_t{5});
    }

    void whereAFrameBeginsThatIsNotKnownNothingIsRead()
    {
        Recording recording;
        recordFragments(recording);
        const auto reader = compressed(recording, "one two", {4, -1, -1});
        QCOMPARE(frameText(*reader, 7), std::string("two")); // as far as it was inflated
        QCOMPARE(frameText(*reader, 8), std::string());
        QCOMPARE(frameSize(*reader, reader->event({7})), std::int64_t{-1});
        QCOMPARE(frameSize(*reader, reader->event({8})), std::int64_t{-1});
    }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"
