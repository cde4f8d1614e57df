// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/framedecoder.h"

#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

namespace {

/// What one direction of a stream gave, independent of how it was cut into pieces: a line a frame.
struct Transcript
{
    QStringList lines;
    QByteArray payloads; ///< unmasked, of all frames

    void add(const FrameBegan &began)
    {
        m_header = began.header;
        lines += QString("@%1 op=%2 fin=%3 rsv=%4%5%6 masked=%7 length=%8/%9")
                     .arg(began.offset)
                     .arg(static_cast<int>(began.header.opcode))
                     .arg(began.header.fin)
                     .arg(began.header.rsv1)
                     .arg(began.header.rsv2)
                     .arg(began.header.rsv3)
                     .arg(began.header.masked)
                     .arg(began.header.payloadLength)
                     .arg(began.header.lengthBytes);
        m_seen = 0;
    }
    void add(const FramePayload &payload)
    {
        if (payload.wire.empty() || payload.offset != m_seen)
            lines += QString("payload piece of %1 bytes at %2 instead of %3")
                         .arg(payload.wire.size())
                         .arg(payload.offset)
                         .arg(m_seen);
        m_seen += payload.wire.size();
        base::Bytes plain(payload.wire.begin(), payload.wire.end());
        if (m_header.masked)
            applyMask(plain, m_header.maskKey, payload.offset);
        payloads += QByteArray(reinterpret_cast<const char *>(plain.data()), qsizetype(plain.size()));
    }
    void add(const FrameEnded &ended) { lines.last() += QString(" wire=%1").arg(ended.wireSize); }
    void add(const FrameFault &fault) { lines += QString("@%1 fault").arg(fault.offset); }
    void add(const NeedMoreData &) { }

private:
    FrameHeader m_header;
    std::uint64_t m_seen = 0;
};

Transcript transcriptOf(const QByteArray &wire, qsizetype chunk)
{
    Transcript transcript;
    FrameDecoder decoder;
    for (qsizetype at = 0; at < wire.size(); at += chunk) {
        const QByteArray piece = wire.mid(at, chunk);
        auto input = std::as_bytes(std::span(piece.data(), std::size_t(piece.size())));
        FrameStep step = decoder.next(input);
        for (; !std::holds_alternative<NeedMoreData>(step); step = decoder.next(input))
            std::visit([&transcript](const auto &fact) { transcript.add(fact); }, step);
        if (!input.empty())
            transcript.lines += "unread input";
    }
    if (!decoder.atFrameBoundary())
        transcript.lines += "incomplete";
    return transcript;
}

QByteArray toQt(const base::Bytes &bytes)
{
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
}

} // namespace

class TestFrameDecoder : public QObject
{
    Q_OBJECT
private slots:
    void framesDoNotDependOnChunking_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QByteArray>("payload");
        const auto row = [](const char *name, const QByteArray &hex, const QStringList &expected,
                            const QByteArray &payload = {}) {
            QTest::newRow(name) << QByteArray::fromHex(hex) << expected << payload;
        };
        row("RFC 6455 5.7 unmasked text", "810548656c6c6f",
            {"@0 op=1 fin=1 rsv=000 masked=0 length=5/1 wire=7"}, "Hello");
        row("RFC 6455 5.7 masked text", "818537fa213d7f9f4d5158",
            {"@0 op=1 fin=1 rsv=000 masked=1 length=5/1 wire=11"}, "Hello");
        row("RFC 6455 5.7 fragmented text", "010348656c80026c6f",
            {"@0 op=1 fin=0 rsv=000 masked=0 length=3/1 wire=5",
             "@5 op=0 fin=1 rsv=000 masked=0 length=2/1 wire=4"},
            "Hello");
        row("RFC 6455 5.7 ping and masked pong", "890548656c6c6f8a8537fa213d7f9f4d5158",
            {"@0 op=9 fin=1 rsv=000 masked=0 length=5/1 wire=7",
             "@7 op=10 fin=1 rsv=000 masked=1 length=5/1 wire=11"},
            "HelloHello");
        row("RFC 6455 5.7 256 bytes take a 16-bit length", "827e0100" + QByteArray(512, '0'),
            {"@0 op=2 fin=1 rsv=000 masked=0 length=256/3 wire=260"}, QByteArray(256, '\0'));
        row("an over-long length field is shown, not refused", "827e000161827f000000000000000162",
            {"@0 op=2 fin=1 rsv=000 masked=0 length=1/3 wire=5",
             "@5 op=2 fin=1 rsv=000 masked=0 length=1/9 wire=11"},
            "ab");
        row("an empty frame ends without more bytes", "8800",
            {"@0 op=8 fin=1 rsv=000 masked=0 length=0/1 wire=2"});
        row("an empty masked frame ends with its key", "818001020304",
            {"@0 op=1 fin=1 rsv=000 masked=1 length=0/1 wire=6"});
        row("a reserved opcode is shown, not refused", "8b00",
            {"@0 op=11 fin=1 rsv=000 masked=0 length=0/1 wire=2"});
        row("each reserved bit stands alone", "c100a1009100",
            {"@0 op=1 fin=1 rsv=100 masked=0 length=0/1 wire=2",
             "@2 op=1 fin=1 rsv=010 masked=0 length=0/1 wire=2",
             "@4 op=1 fin=1 rsv=001 masked=0 length=0/1 wire=2"});
        row("a control frame longer than 125 bytes is shown, not refused", "897e0080" + QByteArray(256, '0'),
            {"@0 op=9 fin=1 rsv=000 masked=0 length=128/3 wire=132"}, QByteArray(128, '\0'));
        row("the longest legal length", "827f7fffffffffffffff",
            {"@0 op=2 fin=1 rsv=000 masked=0 length=9223372036854775807/9", "incomplete"});
        row("a length with its top bit set faults after the header", "8101 61 827f8000000000000000 ffff",
            {"@0 op=1 fin=1 rsv=000 masked=0 length=1/1 wire=3",
             "@3 op=2 fin=1 rsv=000 masked=0 length=9223372036854775808/9", "@3 fault", "incomplete"},
            "a");
        row("a fault needs no byte behind the header", "82fff00000000000000001020304",
            {"@0 op=2 fin=1 rsv=000 masked=1 length=17293822569102704640/9", "@0 fault", "incomplete"});
        row("cut inside the mask key", "818537fa", {"incomplete"});
        row("cut inside the payload", "810548", {"@0 op=1 fin=1 rsv=000 masked=0 length=5/1", "incomplete"},
            "H");
    }
    void framesDoNotDependOnChunking()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QStringList, expected);
        QFETCH(QByteArray, payload);
        for (qsizetype chunk = 1; chunk <= wire.size(); ++chunk) {
            const Transcript transcript = transcriptOf(wire, chunk);
            QCOMPARE(transcript.lines, expected);
            QCOMPARE(transcript.payloads, payload);
        }
    }

    void whatIsEncodedIsDecoded_data()
    {
        QTest::addColumn<int>("length");
        for (const int length : {0, 1, 125, 126, 127, 65535, 65536})
            QTest::addRow("%d bytes", length) << length;
    }
    void whatIsEncodedIsDecoded()
    {
        QFETCH(int, length);
        QByteArray payload;
        for (int i = 0; i < length; ++i)
            payload += char(i * 7 % 251);
        for (int opcode = 0; opcode < 16; ++opcode) {
            const FrameHeader header{
                .fin = opcode % 2 == 0,
                .rsv1 = opcode % 3 == 0,
                .rsv2 = opcode % 5 == 0,
                .rsv3 = opcode % 7 == 0,
                .opcode = static_cast<Opcode>(opcode),
                .masked = opcode % 4 < 2,
                .maskKey = {std::byte{1}, std::byte{0x80}, std::byte{0xff}, std::byte{7}}};
            base::Bytes wire;
            encodeFrame(header, std::as_bytes(std::span(payload.data(), std::size_t(length))), wire);
            const QString line = QString("@0 op=%1 fin=%2 rsv=%3%4%5 masked=%6 length=%7/%8 wire=%9")
                                     .arg(opcode)
                                     .arg(header.fin)
                                     .arg(header.rsv1)
                                     .arg(header.rsv2)
                                     .arg(header.rsv3)
                                     .arg(header.masked)
                                     .arg(length)
                                     .arg(length < 126         ? 1
                                              : length < 65536 ? 3
                                                               : 9)
                                     .arg(wire.size());
            for (const qsizetype chunk :
                 {qsizetype(1), qsizetype(3), qsizetype(4096), qsizetype(wire.size())}) {
                const Transcript transcript = transcriptOf(toQt(wire), chunk);
                QCOMPARE(transcript.lines, QStringList{line});
                QCOMPARE(transcript.payloads, payload);
            }
        }
    }

    void pendingHeaderBytesCountWhatIsHeldBack()
    {
        FrameDecoder decoder;
        QVERIFY(decoder.atFrameBoundary());
        const auto wire = base::fromHex("818537fa213d7f").value();
        for (std::size_t i = 0; i < 5; ++i) {
            base::ByteSpan input = base::ByteSpan(wire).subspan(i, 1);
            QVERIFY(std::holds_alternative<NeedMoreData>(decoder.next(input)));
            QCOMPARE(decoder.pendingHeaderBytes(), i + 1);
            QVERIFY(!decoder.atFrameBoundary());
        }
        base::ByteSpan input = base::ByteSpan(wire).subspan(5);
        QVERIFY(std::holds_alternative<FrameBegan>(decoder.next(input)));
        QCOMPARE(decoder.pendingHeaderBytes(), std::size_t(0));
        QVERIFY(!decoder.atFrameBoundary());
    }

    void payloadPointsIntoTheInput()
    {
        FrameDecoder decoder;
        const auto wire = base::fromHex("8103616263").value();
        base::ByteSpan input = wire;
        QVERIFY(std::holds_alternative<FrameBegan>(decoder.next(input)));
        const FrameStep step = decoder.next(input);
        QVERIFY(std::holds_alternative<FramePayload>(step));
        QCOMPARE(std::get<FramePayload>(step).wire.data(), wire.data() + 2);
    }
};

QTEST_APPLESS_MAIN(TestFrameDecoder)
#include "tst_framedecoder.moc"
