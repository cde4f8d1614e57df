// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameencoder.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

namespace {

constexpr MaskKey kKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}}; // RFC 6455 5.7

QString encoded(FrameHeader header, std::string_view payload)
{
    base::Bytes wire;
    encodeFrame(header, base::asBytes(payload), wire);
    return QString::fromStdString(base::toHex(wire));
}

} // namespace

class TestFrameEncoder : public QObject
{
    Q_OBJECT
private slots:
    void rfc6455Section57()
    {
        QCOMPARE(encoded({.opcode = Opcode::Text}, "Hello"), "810548656c6c6f");
        QCOMPARE(encoded({.opcode = Opcode::Text, .masked = true, .maskKey = kKey}, "Hello"),
                 "818537fa213d7f9f4d5158");
        QCOMPARE(encoded({.fin = false, .opcode = Opcode::Text}, "Hel"), "010348656c");
        QCOMPARE(encoded({.opcode = Opcode::Continuation}, "lo"), "80026c6f");
        QCOMPARE(encoded({.opcode = Opcode::Ping}, "Hello"), "890548656c6c6f");
        QCOMPARE(encoded({.opcode = Opcode::Pong, .masked = true, .maskKey = kKey}, "Hello"),
                 "8a8537fa213d7f9f4d5158");
        QCOMPARE(encoded({.opcode = Opcode::Binary}, std::string(256, 'a')).first(8), "827e0100");
        QCOMPARE(encoded({.opcode = Opcode::Binary}, std::string(65536, 'a')).first(20),
                 "827f0000000000010000");
    }

    void lengthAndItsFormComeFromThePayload()
    {
        FrameHeader header{.opcode = Opcode::Text, .payloadLength = 999, .lengthBytes = 9};
        QCOMPARE(encoded(header, "a"), "810161");
    }

    /// Long payloads are written in pieces; a buffer that holds something keeps it.
    void payloadsOfAllSizesAreWhole()
    {
        for (const std::size_t size :
             {0, 1, 125, 126, 4095, 4096, 4097, 8191, 8192, 8193, 65535, 65536, 70001}) {
            base::Bytes payload;
            for (std::size_t i = 0; i < size; ++i)
                payload.push_back(static_cast<std::byte>(i * 31 >> 3));
            for (const bool masked : {false, true}) {
                base::Bytes wire = base::toBytes("before");
                encodeFrame({.opcode = Opcode::Binary, .masked = masked, .maskKey = kKey}, payload, wire);
                FrameHeader header;
                const auto frame = base::ByteSpan(wire).subspan(6);
                QVERIFY(readFrameHeader(frame, header));
                QCOMPARE(header.payloadLength, std::uint64_t(size));
                QCOMPARE(frame.size(), header.size() + size);
                for (std::size_t i = 0; i < size; ++i) {
                    const std::byte key = masked ? kKey[i % 4] : std::byte{};
                    QVERIFY((frame[header.size() + i] ^ key) == payload[i]);
                }
            }
        }
    }

    void anUnmaskedFrameKeepsItsKeyToItself()
    {
        QCOMPARE(encoded({.opcode = Opcode::Text, .masked = false, .maskKey = kKey}, "a"), "810161");
    }

    void headersMayBeWrong_data()
    {
        QTest::addColumn<qulonglong>("length");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a longer field than needed") << 5ull << 3 << "c17e0005";
        QTest::newRow("the longest field for nothing") << 0ull << 9 << "c17f0000000000000000";
        QTest::newRow("a top bit set") << 0x8000000000000001ull << 9 << "c17f8000000000000001";
        QTest::newRow("16 bits of more") << 0x12345ull << 3 << "c17e2345";
        QTest::newRow("7 bits of more") << 0x181ull << 1 << "c101";
        QTest::newRow("7 bits that name a longer field") << 127ull << 1 << "c17f";
    }
    void headersMayBeWrong()
    {
        QFETCH(qulonglong, length);
        QFETCH(int, bytes);
        FrameHeader header{.rsv1 = true, .opcode = Opcode::Text};
        header.payloadLength = length;
        header.lengthBytes = std::uint8_t(bytes);
        base::Bytes wire;
        encodeHeader(header, wire);
        QTEST(QString::fromStdString(base::toHex(wire)), "expected");
    }

    void everyBitHasItsPlace()
    {
        QCOMPARE(encoded({.fin = false, .opcode = Opcode::Continuation}, ""), "0000");
        QCOMPARE(encoded({.fin = true, .opcode = Opcode::Continuation}, ""), "8000");
        QCOMPARE(encoded({.fin = false, .rsv1 = true, .opcode = Opcode::Continuation}, ""), "4000");
        QCOMPARE(encoded({.fin = false, .rsv2 = true, .opcode = Opcode::Continuation}, ""), "2000");
        QCOMPARE(encoded({.fin = false, .rsv3 = true, .opcode = Opcode::Continuation}, ""), "1000");
        QCOMPARE(encoded({.fin = false, .opcode = static_cast<Opcode>(15)}, ""), "0f00");
    }

    void appends()
    {
        base::Bytes wire = base::toBytes("before");
        encodeFrame({.opcode = Opcode::Text, .masked = true, .maskKey = kKey}, base::asBytes("Hello"), wire);
        QCOMPARE(QString::fromStdString(base::toHex(wire)), "6265666f7265818537fa213d7f9f4d5158");
    }
};

QTEST_APPLESS_MAIN(TestFrameEncoder)
#include "tst_frameencoder.moc"
