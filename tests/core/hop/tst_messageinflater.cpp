// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/messageinflater.h"
#include "core/websocket/deflater.h"
#include "core/websocket/frameencoder.h"
#include "transcript.h"

#include <QRegularExpression>
#include <QTest>

using namespace hop101;
using namespace hop101::hop;

namespace {

constexpr auto kOffer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

/// Permessage-deflate was agreed, with these parameters of the answer.
Conversation agreed(const std::string &parameters = {})
{
    Conversation conversation;
    conversation.client(goodRequest(kOffer))
        .server(good101("Sec-WebSocket-Extensions: permessage-deflate" + parameters + "\r\n"));
    return conversation;
}

/// What the server sends, in hex, behind that: one line a frame and a finding.
QStringList frames(const char *hex, const std::string &parameters = {}, const plan::Limits &limits = {})
{
    return agreed(parameters)
        .serverHex(hex)
        .within(limits)
        .record()
        .transcript()
        .mid(3)
        .filter(QRegularExpression("Frame|@.*\\+"));
}

std::string frame(websocket::Opcode opcode, const base::Bytes &payload, bool isCompressed = true,
                  bool fin = true)
{
    websocket::FrameHeader header;
    header.opcode = opcode;
    header.rsv1 = isCompressed;
    header.fin = fin;
    base::Bytes bytes;
    websocket::encodeFrame(header, payload, bytes);
    return base::toText(bytes);
}

base::Bytes deflated(const std::string &text)
{
    websocket::Deflater deflater({15, true});
    base::Bytes bytes;
    deflater.add(base::asBytes(text), bytes);
    deflater.finish(bytes);
    return bytes;
}

std::string bomb(std::size_t size)
{
    return frame(websocket::Opcode::Binary, deflated(std::string(size, 'x')));
}

} // namespace

/// Compressed messages through the whole decoder, in pieces of all sizes.
class TestMessageInflater : public QObject
{
    Q_OBJECT
private slots:
    void messages_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *hex, QStringList expected,
                            const char *parameters = "") {
            QTest::newRow(name) << QByteArray(hex) << QString(parameters) << expected;
        };
        const QString hello = "4 < Frame text fin rsv1 end compressed @175 9 payload 7 message 4 inflated 5";
        row("RFC 7692 7.2.3.1: a compressed message", "c107f248cdc9c90700", {hello});
        row("RFC 7692 7.2.3.1: in two frames", "4103f248cd 8004c9c90700",
            {"4 < Frame text rsv1 compressed @175 5 payload 3 message 4 inflated 2",
             "5 < Frame cont fin end compressed @180 6 payload 4 message 4 inflated 5"});
        row("RFC 7692 7.2.3.2: with the window of the first", "c107f248cdc9c90700 c105f200110000",
            {hello, "5 < Frame text fin rsv1 end compressed @184 7 payload 5 message 5 inflated 5"});
        row("RFC 7692 7.2.3.6: empty messages", "c10100 c100",
            {"4 < Frame text fin rsv1 end compressed @175 3 payload 1 message 4 inflated 0",
             "5 < Frame text fin rsv1 end compressed @178 2 payload 0 message 5 inflated 0"});
        row("one that is not compressed between two", "c107f248cdc9c90700 8102486f c105f200110000",
            {hello, "5 < Frame text fin end @184 4 payload 2 message 5",
             "6 < Frame text fin rsv1 end compressed @188 7 payload 5 message 6 inflated 5"});
        row("a ping inside", "4103f248cd 8900 8004c9c90700",
            {"4 < Frame text rsv1 compressed @175 5 payload 3 message 4 inflated 2",
             "5 < Frame ping fin @180 2 payload 0",
             "6 < Frame cont fin end compressed @182 6 payload 4 message 4 inflated 5"});
    }
    void messages()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QString, parameters);
        QFETCH(QStringList, expected);
        compare(frames(hex.constData(), parameters.toStdString()), expected);
    }

    void dataAreInflatedForWhoWantsThem()
    {
        const auto recorder = agreed().serverHex("4103f248cd 8004c9c90700 8102486f c105f200110000").record();
        const std::map<std::uint64_t, std::string> expected{{4, "Hello"}, {6, "Ho"}, {7, "Hello"}};
        QVERIFY(recorder.messages() == expected);
    }

    void clientsToo()
    {
        const auto recorder =
            agreed().clientHex("c187 01020304 f34acecdc80503 c185 ffffffff 0dffeeffff").record();
        compare(recorder.rules(), {});
        const std::map<std::uint64_t, std::string> expected{{4, "Hello"}, {5, "Hello"}};
        QVERIFY(recorder.messages() == expected);
    }

    /// Each breaks the one rule that is named, and then goes on as is said.
    void findings_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QStringList>("rules");
        QTest::addColumn<QStringList>("sizes"); // of the messages' last frames
        const auto row = [](const char *name, const char *hex, QStringList rules, QStringList sizes,
                            const char *parameters = "") {
            QTest::newRow(name) << QByteArray(hex) << QString(parameters) << rules << sizes;
        };
        constexpr auto kNo = "; server_no_context_takeover";
        row("RSV1 on a continuation", "4103f248cd c004c9c90700", {"Rsv1OnlyOnFirst"}, {"5"});
        row("RSV1 on a ping", "c900", {"Rsv1OnlyOnFirst"}, {});
        row("bad data", "c201ff", {"DeflateDataValid"}, {"-1"});
        row("behind bad data all is bytes", "c201ff c207f248cdc9c90700 82026869", {"DeflateDataValid"},
            {"-1", "-1", "2"});
        row("but without context takeover it is not", "c201ff c207f248cdc9c90700", {"DeflateDataValid"},
            {"-1", "5"}, kNo);
        row("the rest of a bad message", "4202ff00 0003000000 800101", {"DeflateDataValid"}, {"-1"});
        row("no window without takeover", "c107f248cdc9c90700 c105f200110000", {"DeflateDataValid"},
            {"5", "-1"}, kNo);
        row("cut inside a block", "c205f248cdc9c9", {"DeflateMessageWhole"}, {"4"});
        row("behind one that is cut all is bytes", "c205f248cdc9c9 c207f248cdc9c90700",
            {"DeflateMessageWhole"}, {"4", "-1"});
        row("BFINAL is told once", "c208f348cdc9c9070000 c208f348cdc9c9070000", {"DeflateBlockNotFinal"},
            {"5", "5"});
        row("a message that never ends", "4203f248cd c207f248cdc9c90700", {"MessageFinishedFirst"}, {"-1"});
        row("a message that never ends, without takeover", "4203f248cd c207f248cdc9c90700",
            {"MessageFinishedFirst"}, {"5"}, kNo);
    }
    void findings()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QString, parameters);
        QFETCH(QStringList, rules);
        QFETCH(QStringList, sizes);
        const auto recorder = agreed(parameters.toStdString()).serverHex(hex.constData()).record();
        compare(recorder.rules(), rules);
        QStringList last;
        for (const Event &event : recorder.events()) {
            if (event.kind == EventKind::Frame && event.message && event.has(flag::MessageEnd))
                last += QString::number(event.messageSize);
        }
        compare(last, sizes);
    }

    void textIsCheckedInflated()
    {
        const auto text = [](const std::string &plain) {
            return agreed("; server_no_context_takeover")
                .server(frame(websocket::Opcode::Text, deflated(plain)))
                .record()
                .transcript()
                .filter("Utf8");
        };
        compare(text("\xc3\xa4 \xe2\x82\xac"), {});
        compare(text("a\xff"), {"    TextIsUtf8 @2+4"});
        compare(text("a\xe2\x82"), {"    TextIsUtf8 @2+5"}); // ends inside a character
    }

    void bombsStop()
    {
        plan::Limits limits;
        limits.inflatedMessageBytes = 100'000;
        const auto hello = *base::fromHex("c207f248cdc9c90700");
        for (const bool takeover : {true, false}) {
            auto conversation = agreed(takeover ? "" : "; server_no_context_takeover");
            conversation.server(bomb(100'000)).server(bomb(100'001)).server(base::toText(hello));
            const auto recorder = conversation.within(limits).record();
            compare(recorder.rules(), {"InflatedWithinLimit"});
            QCOMPARE(recorder.events()[3].messageSize, 100'000);
            QCOMPARE(recorder.events()[4].messageSize, -1);
            QCOMPARE(recorder.events()[5].messageSize, takeover ? -1 : 5);
        }
    }

    void theRatioIsLimitedFromAMebibyteOn()
    {
        plan::Limits limits;
        limits.inflateRatio = 10;
        const auto rulesOf = [&limits](std::size_t size) {
            Recorder recorder;
            Numbers numbers;
            HopDecoder decoder({1}, numbers, recorder, limits);
            agreed().server(bomb(size)).play(decoder);
            return recorder.rules();
        };
        compare(rulesOf(kRatioFloorBytes), {});
        compare(rulesOf(kRatioFloorBytes + 1), {"InflatedWithinLimit"});
        limits.inflateRatio = 2'000; // zlib gets no further than 1032
        compare(rulesOf(kRatioFloorBytes + 1), {});
    }

    void messagesAreLimited_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *hex, QStringList expected) {
            QTest::newRow(name) << QByteArray(hex) << expected;
        };
        row("at the limit", "820568656c6c6f", {});
        row("beyond it", "820668656c6c6f6f", {"    MessageWithinLimit @1+1"});
        row("with its continuation", "020568656c6c6f 80016f", {"    MessageWithinLimit @1+1"});
        row("told once a message", "020668656c6c6f6f 00016f 80016f", {"    MessageWithinLimit @1+1"});
        row("and again in the next", "820668656c6c6f6f 820668656c6c6f6f",
            {"    MessageWithinLimit @1+1", "    MessageWithinLimit @1+1"});
        row("known before it is complete", "827f000000000000000600", {"    MessageWithinLimit @1+9"});
        row("a length that no size can hold", "827f7fffffffffffffff00", {"    MessageWithinLimit @1+9"});
        row("a length with its top bit set is none", "827f8000000000000000", {});
        row("pings do not count", "02050000000000 8906000000000000 8000", {});
    }
    void messagesAreLimited()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QStringList, expected);
        plan::Limits limits;
        limits.messageBytes = 5;
        compare(
            agreed().serverHex(hex.constData()).within(limits).record().transcript().filter("MessageWithin"),
            expected);
    }

    void inflatedMessagesAreLimited()
    {
        plan::Limits limits;
        limits.messageBytes = 1000;
        for (const std::size_t size : {1000, 1001}) {
            const auto recorder = agreed().server(bomb(size)).within(limits).record();
            compare(recorder.rules(), size == 1000 ? QStringList{} : QStringList{"MessageWithinLimit"});
            QCOMPARE(recorder.events().back().messageSize, qint64(size)); // it is shown all the same
        }
    }

    void aCutMessageHasWhatCame()
    {
        const auto recorder = agreed().serverHex("c107f248cdc9").serverEnds(EndCause::Fin).record();
        compare(recorder.rules().mid(0, 1), {"FrameComplete"});
        QCOMPARE(recorder.events()[3].messageSize, 3);
    }
};

QTEST_APPLESS_MAIN(TestMessageInflater)
#include "tst_messageinflater.moc"
