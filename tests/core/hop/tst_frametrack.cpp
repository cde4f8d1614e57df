// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/explain.h"
#include "core/hop/pingledger.h"
#include "core/websocket/frameencoder.h"
#include "transcript.h"

#include <QTest>

#include <cstdlib>
#include <new>
#include <random>

using namespace hop101;
using namespace hop101::hop;
using websocket::Opcode;

namespace {

constexpr std::uint64_t kRequestBytes = 161;
constexpr std::uint64_t k101Bytes = 129;

/// Frames of one side behind a good upgrade.
Conversation frames(Direction direction, const QByteArray &hex)
{
    Conversation conversation;
    conversation.upgraded();
    return direction == Direction::FromLeft ? conversation.clientHex(hex.constData())
                                            : conversation.serverHex(hex.constData());
}

/// "Rsv2Clear @0+1: found 1010 0001, expected RSV2 = 0", one line a finding.
QStringList explained(const Recorder &recorder, Direction direction, const QByteArray &hex)
{
    const auto wire = *base::fromHex(hex.toStdString());
    const auto start = direction == Direction::FromLeft ? kRequestBytes : k101Bytes;
    QStringList lines;
    for (const Finding &finding : recorder.findings()) {
        const Event &event = recorder.events()[finding.event.value - 1];
        const auto first = static_cast<std::size_t>(event.streamOffset - start);
        const auto [found, expected] = explain(finding, event, base::ByteSpan(wire).subspan(first));
        lines += QString("%1 @%2+%3: found %4, expected %5")
                     .arg(rules::info(finding.rule).id)
                     .arg(finding.at.first)
                     .arg(finding.at.size)
                     .arg(QString::fromStdString(found), QString::fromStdString(expected));
    }
    return lines;
}

/// Mostly good; of any opcode, masked or not, text that is UTF-8 or not, a Close now and then.
base::Bytes randomFrame(std::mt19937 &random)
{
    const auto oneIn = [&random](unsigned n) { return random() % n == 0; };
    websocket::FrameHeader header;
    const unsigned kinds[] = {0, 0, 1, 1, 1, 2, 9, 10, oneIn(6) ? 8U : 1U, oneIn(4) ? 3U : 1U};
    header.opcode = static_cast<Opcode>(kinds[random() % std::size(kinds)]);
    header.fin = !oneIn(3);
    header.rsv1 = oneIn(12);
    header.rsv2 = oneIn(40);
    header.masked = oneIn(2);
    for (std::byte &b : header.maskKey)
        b = static_cast<std::byte>(random());
    const std::size_t sizes[] = {0, 1, 2, 16, 125, 126, 300, oneIn(8) ? 5000U : 3U};
    base::Bytes payload(sizes[random() % std::size(sizes)], std::byte{'a'});
    for (std::byte &b : payload)
        b = oneIn(300) ? std::byte{0xff} : std::byte{'a'};
    if (payload.size() > 2 && oneIn(3))
        payload[payload.size() - 1 - random() % 2] = std::byte{0xc3};
    base::Bytes wire;
    websocket::encodeFrame(header, payload, wire);
    if (oneIn(30) && wire.size() < 100) { // a length that is longer than it must be
        header.payloadLength = payload.size();
        header.lengthBytes = 9;
        wire.clear();
        websocket::encodeHeader(header, wire);
        base::append(wire, payload);
    }
    return wire;
}

QByteArray zeros(int count)
{
    return QByteArray(count * 2, '0');
}

} // namespace

// Counts what the whole program allocates.
static std::size_t allocations = 0;
void *operator new(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size > 0 ? size : 1))
        return memory;
    throw std::bad_alloc();
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    ++allocations;
    return std::malloc(size > 0 ? size : 1);
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, const std::nothrow_t &) noexcept
{
    std::free(memory);
}

class TestFrameTrack : public QObject
{
    Q_OBJECT
private slots:
    /// One row a rule, which breaks that rule and no other; found and expected as people read them.
    void brokenFrames_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("expected");
        const auto client = [](const char *name, const QByteArray &hex, const char *expected) {
            QTest::newRow(name) << static_cast<int>(Direction::FromLeft) << hex << expected;
        };
        const auto server = [](const char *name, const QByteArray &hex, const char *expected) {
            QTest::newRow(name) << static_cast<int>(Direction::FromRight) << hex << expected;
        };
        client("ClientFrameMasked", "810548656c6c6f",
               "ClientFrameMasked @1+1: found MASK = 0, expected MASK = 1");
        server("ServerFrameUnmasked", "818537fa213d7f9f4d5158",
               "ServerFrameUnmasked @1+1: found MASK = 1, expected MASK = 0");
        server("Rsv1Clear", "c100", "Rsv1Clear @0+1: found 1100 0001, expected RSV1 = 0");
        server("Rsv2Clear", "a100", "Rsv2Clear @0+1: found 1010 0001, expected RSV2 = 0");
        server("Rsv3Clear", "9100", "Rsv3Clear @0+1: found 1001 0001, expected RSV3 = 0");
        server("OpcodeKnown: 3", "8300",
               "OpcodeKnown @0+1: found opcode 3, expected opcode 0\u20132 or 8\u201310");
        server("OpcodeKnown: 15", "8f00",
               "OpcodeKnown @0+1: found opcode 15, expected opcode 0\u20132 or 8\u201310");
        server("LengthMinimal: 5 in 3 bytes", "827e0005" + zeros(5),
               "LengthMinimal @1+3: found 5 in 3 bytes, expected 5 in 1 byte");
        server("LengthMinimal: 125 in 9 bytes", "827f000000000000007d" + zeros(125),
               "LengthMinimal @1+9: found 125 in 9 bytes, expected 125 in 1 byte");
        server("LengthMinimal: 65535 in 9 bytes", "827f000000000000ffff" + zeros(65535),
               "LengthMinimal @1+9: found 65535 in 9 bytes, expected 65535 in 3 bytes");
        server("ControlFrameShort", "897e007e" + zeros(126),
               "ControlFrameShort @1+3: found 126 bytes, expected 0\u2013125 bytes");
        server("ControlFrameShort: its Close body is not judged as well", "887e007e" + zeros(126),
               "ControlFrameShort @1+3: found 126 bytes, expected 0\u2013125 bytes");
        server("ControlFrameWhole", "0900", "ControlFrameWhole @0+1: found FIN = 0, expected FIN = 1");
        server("ContinuationExpected", "8000",
               "ContinuationExpected @0+1: found opcode 0, expected opcode 1 or 2");
        server("ContinuationExpected: after a message that ended", "0100 8000 0000",
               "ContinuationExpected @0+1: found opcode 0, expected opcode 1 or 2");
        server("MessageFinishedFirst", "0100 8200",
               "MessageFinishedFirst @0+1: found opcode 2, expected opcode 0");
        server("TextIsUtf8: a byte that cannot be", "8103 61ff62",
               "TextIsUtf8 @3+1: found ff, expected UTF-8");
        client("TextIsUtf8: shown unmasked", "818237fa213d 5605",
               "TextIsUtf8 @7+1: found ff, expected UTF-8");
        server("TextIsUtf8: in a later fragment", "0101 61 8002 62ff",
               "TextIsUtf8 @3+1: found ff, expected UTF-8");
        server("TextIsUtf8: once a message", "0102 ffff 8002 ffff 8101 ff",
               "TextIsUtf8 @2+1: found ff, expected UTF-8\nTextIsUtf8 @2+1: found ff, expected UTF-8");
        server("TextIsUtf8: ends inside a character", "8102 61c3",
               "TextIsUtf8 @3+1: found c3, expected UTF-8");
        server("TextIsUtf8: an empty last fragment", "0101 c3 8000",
               "TextIsUtf8 @0+0: found , expected UTF-8");
        server("TextIsUtf8: the character is broken across fragments", "0101 c3 8001 61",
               "TextIsUtf8 @2+1: found 61, expected UTF-8");
        server("CloseBodyLength", "8801 03",
               "CloseBodyLength @2+1: found 1 byte, expected 0 or 2\u2013125 bytes");
        server(
            "CloseCodeAllowed: 1005", "8802 03ed",
            "CloseCodeAllowed @2+2: found 1005, expected 1000\u20131003, 1007\u20131014 or 3000\u20134999");
        server("CloseCodeAllowed: 999", "8802 03e7",
               "CloseCodeAllowed @2+2: found 999, expected 1000\u20131003, 1007\u20131014 or 3000\u20134999");
        server(
            "CloseCodeAllowed: 5000", "8802 1388",
            "CloseCodeAllowed @2+2: found 5000, expected 1000\u20131003, 1007\u20131014 or 3000\u20134999");
        client(
            "CloseCodeAllowed: masked", "888237fa213d 3417",
            "CloseCodeAllowed @6+2: found 1005, expected 1000\u20131003, 1007\u20131014 or 3000\u20134999");
        server("CloseReasonUtf8", "8804 03e8 61ff", "CloseReasonUtf8 @5+1: found ff, expected UTF-8");
        server("CloseReasonUtf8: ends inside a character", "8803 03e8 c3",
               "CloseReasonUtf8 @4+1: found c3, expected UTF-8");
        server("NothingAfterClose", "880203e8 8900",
               "NothingAfterClose @0+0: found opcode 9, expected no frame");
        server("PongMatchesPing", "8a03 616263",
               "PongMatchesPing @0+0: found 61 62 63, expected the payload of a Ping");
    }
    void brokenFrames()
    {
        QFETCH(int, direction);
        QFETCH(QByteArray, hex);
        QFETCH(QString, expected);
        const auto from = static_cast<Direction>(direction);
        compare(explained(frames(from, hex).record(), from, hex), expected.split('\n'));
    }

    void soundFrames_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("RFC 6455 5.7: text") << QByteArray("810548656c6c6f");
        QTest::newRow("RFC 6455 5.7: fragments") << QByteArray("010348656c 80026c6f");
        QTest::newRow("RFC 6455 5.7: 256 bytes") << QByteArray("827e0100" + zeros(256));
        QTest::newRow("RFC 6455 5.7: 64 KiB") << QByteArray("827f0000000000010000" + zeros(65536));
        QTest::newRow("126 bytes in 3") << QByteArray("827e007e" + zeros(126));
        QTest::newRow("a ping of 125 bytes") << QByteArray("897d" + zeros(125));
        QTest::newRow("a ping inside a message") << QByteArray("010161 8900 800162");
        QTest::newRow("a character across fragments and a ping") << QByteArray("0101c3 890161 8001a9");
        QTest::newRow("four bytes of a character, one a frame") << QByteArray("0101f0 00019f 000198 800180");
        QTest::newRow("empty fragments") << QByteArray("0100 0000 8000");
        QTest::newRow("binary may hold anything") << QByteArray("8202 ffff");
        QTest::newRow("empty close") << QByteArray("8800");
        QTest::newRow("close with a reason") << QByteArray("8806 03e8 c3a9 6162");
        QTest::newRow("close 4999") << QByteArray("8802 1387");
        QTest::newRow("a ping may have any bytes") << QByteArray("8901ff");
    }
    void soundFrames()
    {
        QFETCH(QByteArray, hex);
        compare(frames(Direction::FromRight, hex).record().rules(), {});
    }

    void aMessageIsNamedByItsFirstFrame()
    {
        const auto recorder = frames(Direction::FromRight, "010161 890170 000162 800163 820100").record();
        compare(recorder.transcript().mid(3),
                {"4 < Frame text @129 3 payload 1 message 4", "5 < Frame ping fin @132 3 payload 1",
                 "6 < Frame cont @135 3 payload 1 message 4",
                 "7 < Frame cont fin end @138 3 payload 1 message 4",
                 "8 < Frame binary fin end @141 3 payload 1 message 8",
                 "exchange 1: request 1, response 2, status 101, upgraded"});
    }

    void aLengthWithItsTopBitSetMakesTheRestRaw()
    {
        const auto recorder = frames(Direction::FromRight, "827f8000000000000000 810161").record();
        compare(recorder.transcript().mid(3),
                {"4 < Frame binary fin cut end @129 10 payload 0 message 4", "    LengthTopBitClear @2+8",
                 "5 < RawRun @139 -1 open", "exchange 1: request 1, response 2, status 101, upgraded"});
        compare(explained(recorder, Direction::FromRight, "827f8000000000000000 810161"),
                {"LengthTopBitClear @2+8: found 0x8000000000000000, expected 0x7fffffffffffffff or less"});
    }

    void aCutFrameHasWhatWasSeen_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("explanation");
        QTest::newRow("in the payload")
            << QByteArray("8105 6162") << "4 < Frame text fin cut end @129 4 payload 2 message 4"
            << "FrameComplete @0+0: found 4 bytes, expected 7 bytes";
        QTest::newRow("in the length") << QByteArray("817e 01") << "4 < Frame text fin cut @129 3 payload 0"
                                       << "FrameComplete @0+0: found 3 bytes, expected a whole frame header";
        QTest::newRow("behind the first byte")
            << QByteArray("81") << "4 < Frame text fin cut @129 1 payload 0"
            << "FrameComplete @0+0: found 1 byte, expected a whole frame header";
        QTest::newRow("of the longest length")
            << QByteArray("827f7fffffffffffffff 00")
            << "4 < Frame binary fin cut end @129 11 payload 1 message 4"
            << "FrameComplete @0+0: found 11 bytes, expected 9223372036854775817 bytes";
    }
    void aCutFrameHasWhatWasSeen()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QString, event);
        QFETCH(QString, explanation);
        const auto recorder = frames(Direction::FromRight, hex).serverEnds().record();
        QCOMPARE(recorder.transcript()[3], event);
        compare(explained(recorder, Direction::FromRight, hex).mid(0, 1), {explanation});
        compare(recorder.rules(), {"FrameComplete", "CloseBeforeEnd"});
    }

    /// A frame that arrives whole goes another way than one in pieces: record() compares the two. Frames of
    /// all kinds, good and odd, so that each meets each.
    void randomFramesAreTheSameInAnyPieces_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<bool>("deflates");
        QTest::newRow("from the client") << static_cast<int>(Direction::FromLeft) << false;
        QTest::newRow("from the server") << static_cast<int>(Direction::FromRight) << false;
        QTest::newRow("from the server, with permessage-deflate")
            << static_cast<int>(Direction::FromRight) << true;
    }
    void randomFramesAreTheSameInAnyPieces()
    {
        QFETCH(int, direction);
        QFETCH(bool, deflates);
        const std::string extension = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        std::mt19937 random(8101);
        for (int round = 0; round < 60; ++round) {
            Conversation conversation;
            if (deflates)
                conversation.client(goodRequest(extension)).server(good101(extension));
            else
                conversation.upgraded();
            base::Bytes wire;
            for (int frame = 0; frame < 12; ++frame)
                base::append(wire, randomFrame(random));
            if (round % 3 == 0)
                wire.resize(wire.size() - random() % 10); // cut anywhere
            if (direction == static_cast<int>(Direction::FromLeft))
                conversation.client(base::toText(wire)).clientEnds();
            else
                conversation.server(base::toText(wire)).serverEnds();
            QVERIFY(conversation.record().events().size() > 4);
        }
    }

    void pongsMayAnswerAnyEarlierPing()
    {
        auto conversation = Conversation().upgraded();
        conversation.clientHex("898100000001 61").clientHex("898100000002 62").clientHex("898100000003 63");
        conversation.serverHex("8a0162"); // answers b, and a with it (RFC 6455 5.5.3)
        compare(conversation.record().rules(), {});
        conversation.serverHex("8a0161");
        compare(conversation.record().rules(), {"PongMatchesPing"});
        conversation.serverHex("8a0163");
        compare(conversation.record().rules(), {"PongMatchesPing"});
    }

    void theLedgerIsLenientAfterTooMany()
    {
        PingLedger ledger;
        for (std::uint64_t i = 0; i < PingLedger::kMost; ++i)
            ledger.sent(i, Nanoseconds(i));
        QVERIFY(!ledger.answered(1000));
        ledger.sent(1001, Nanoseconds(1001)); // forgets 0
        QVERIFY(ledger.answered(0));
        QVERIFY(ledger.answered(5));
        QVERIFY(!ledger.answered(4));
        QVERIFY(ledger.answered(1001));
        QVERIFY(!ledger.answered(1001));
    }

    void deflateOnDemandMayUseRsv1()
    {
        Conversation conversation;
        conversation.client(goodRequest("Sec-WebSocket-Extensions: permessage-deflate\r\n"))
            .server(good101("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
        // RFC 7692 7.2.3.1: "Hello", compressed; its bytes are no UTF-8, and must not be
        conversation.serverHex("c107f248cdc9c90700").serverHex("4103f248cd 8004c9c90700");
        compare(conversation.record().rules(), {});
        conversation.serverHex("4100 c000 c900");
        compare(conversation.record().rules(),
                {"Rsv1OnlyOnFirst", "Rsv1OnlyOnFirst"}); // not on a continuation, not on control
    }

    void deflateThatNobodyOfferedIsAFindingEachTime()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest())
                                  .server(good101("Sec-WebSocket-Extensions: permessage-deflate\r\n"))
                                  .serverHex("c107f248cdc9c90700")
                                  .record();
        compare(recorder.rules(), {"ExtensionWasOffered", "Rsv1Clear", "TextIsUtf8"});
    }

    void aFrameAllocatesNothing_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("text") << QByteArray("817d" + QByteArray("61").repeated(125));
        QTest::newRow("broken in many ways") << QByteArray("73fe000500000000" + QByteArray("61").repeated(5));
        QTest::newRow("ping and pong") << QByteArray("8903616263 8a03616263");
        QTest::newRow("masked text") << QByteArray("81fd01020304" + QByteArray("61").repeated(125));
    }
    void aFrameAllocatesNothing()
    {
        struct Deaf : HopListener
        {
            void eventBegan(const Event &) override { ++events; }
            void eventChanged(const Event &) override { }
            void found(const Finding &) override { }
            void exchangeChanged(const Exchange &) override { }
            std::size_t events = 0;
        };
        QFETCH(QByteArray, hex);
        Deaf listener;
        Numbers numbers;
        HopDecoder decoder({1}, numbers, listener);
        Conversation().upgraded().play(decoder);
        Input input;
        input.hop = {1};
        input.direction = Direction::FromRight;
        const base::Bytes wire = *base::fromHex(hex.toStdString());
        input.data = BytesSeen{wire};
        decoder.take(input);
        const std::size_t before = allocations;
        for (int i = 0; i < 1000; ++i)
            decoder.take(input);
        QCOMPARE(allocations, before);
        QVERIFY(listener.events > 1000);
    }
};

QTEST_APPLESS_MAIN(TestFrameTrack)
#include "tst_frametrack.moc"
