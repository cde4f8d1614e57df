// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameheader.h"

#include "core/websocket/frameencoder.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

class TestFrameHeader : public QObject
{
    Q_OBJECT
private slots:
    void opcodesByKind()
    {
        QByteArray kinds;
        for (unsigned number = 0; number < 16; ++number) {
            const auto opcode = static_cast<Opcode>(number);
            kinds += isControl(opcode) ? (isReserved(opcode) ? 'C' : 'c') : (isReserved(opcode) ? 'D' : 'd');
        }
        QCOMPARE(kinds, "dddDDDDDcccCCCCC");
    }

    void lengthFieldSizes_data()
    {
        QTest::addColumn<qulonglong>("length");
        QTest::addColumn<int>("bytes");
        QTest::newRow("0") << 0ull << 1;
        QTest::newRow("125") << 125ull << 1;
        QTest::newRow("126") << 126ull << 3;
        QTest::newRow("65535") << 65535ull << 3;
        QTest::newRow("65536") << 65536ull << 9;
        QTest::newRow("2^64-1") << ~0ull << 9;
    }
    void lengthFieldSizes()
    {
        QFETCH(qulonglong, length);
        QFETCH(int, bytes);
        QCOMPARE(int(minimalLengthBytes(length)), bytes);
        for (const int form : {1, 3, 9}) {
            FrameHeader header;
            header.payloadLength = length;
            header.lengthBytes = std::uint8_t(form);
            QCOMPARE(header.isLengthMinimal(), form == bytes);
            QCOMPARE(header.size(), std::size_t(1 + form));
            header.masked = true;
            QCOMPARE(header.size(), std::size_t(5 + form));
        }
    }

    void everyHeaderIsReadOnceComplete()
    {
        for (const int form : {1, 3, 9}) {
            for (const bool masked : {false, true}) {
                FrameHeader header{.fin = false, .rsv2 = true, .opcode = Opcode::Pong, .masked = masked};
                header.lengthBytes = std::uint8_t(form);
                header.payloadLength = form == 1 ? 0x7d : form == 3 ? 0x8182 : 0x8182838485868788;
                if (masked)
                    header.maskKey = {std::byte{0xf1}, std::byte{2}, std::byte{3}, std::byte{4}};
                base::Bytes wire;
                encodeHeader(header, wire);
                QCOMPARE(wire.size(), header.size());
                FrameHeader read;
                read.opcode = Opcode::Close;
                for (std::size_t cut = 0; cut < wire.size(); ++cut) {
                    QVERIFY(!readFrameHeader(base::ByteSpan(wire).first(cut), read));
                    QCOMPARE(read.opcode, Opcode::Close); // an incomplete one leaves it alone
                }
                QVERIFY(readFrameHeader(wire, read));
                QVERIFY(read == header);
                wire.push_back(std::byte{0xff});
                QVERIFY(readFrameHeader(wire, read));
                QVERIFY(read == header);
            }
        }
    }

    void bitsAreReadOneByOne()
    {
        for (unsigned first = 0; first < 256; ++first) {
            const base::Bytes wire{static_cast<std::byte>(first), std::byte{5}};
            FrameHeader header;
            QVERIFY(readFrameHeader(wire, header));
            QCOMPARE(header.fin, (first & 0x80) != 0);
            QCOMPARE(header.rsv1, (first & 0x40) != 0);
            QCOMPARE(header.rsv2, (first & 0x20) != 0);
            QCOMPARE(header.rsv3, (first & 0x10) != 0);
            QCOMPARE(static_cast<unsigned>(header.opcode), first & 0x0f);
            QVERIFY(!header.masked);
            QCOMPARE(header.payloadLength, std::uint64_t(5));
        }
    }
};

QTEST_APPLESS_MAIN(TestFrameHeader)
#include "tst_frameheader.moc"
