// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflater.h"
#include "core/websocket/framedecoder.h"
#include "core/websocket/frameencoder.h"
#include "core/websocket/inflater.h"

#include <QTest>

#include <array>
#include <random>

#include <zlib.h>

using namespace hop101;
using namespace hop101::websocket;

namespace {

/// The header that the decoder reads from these bytes, given one by one.
std::optional<FrameHeader> decoded(base::ByteSpan wire)
{
    FrameDecoder decoder;
    std::optional<FrameHeader> header;
    for (std::size_t at = 0; at < wire.size(); ++at) {
        base::ByteSpan one = wire.subspan(at, 1);
        for (auto step = decoder.next(one); !std::holds_alternative<NeedMoreData>(step);
             step = decoder.next(one)) {
            if (const auto *began = std::get_if<FrameBegan>(&step))
                header = began->header;
        }
    }
    return header;
}

FrameHeader headerFrom(unsigned firstByte, bool masked, std::uint64_t length, std::uint8_t lengthBytes)
{
    FrameHeader header;
    header.fin = (firstByte & 0x80U) != 0;
    header.rsv1 = (firstByte & 0x40U) != 0;
    header.rsv2 = (firstByte & 0x20U) != 0;
    header.rsv3 = (firstByte & 0x10U) != 0;
    header.opcode = static_cast<Opcode>(firstByte & 15U);
    header.masked = masked;
    if (masked)
        header.maskKey = {std::byte{1}, std::byte{0}, std::byte{0xff}, std::byte{4}};
    header.payloadLength = length;
    header.lengthBytes = lengthBytes;
    return header;
}

bool fits(std::uint64_t length, std::uint8_t lengthBytes)
{
    return minimalLengthBytes(length) <= lengthBytes;
}

base::Bytes madeUp(std::mt19937 &random, std::size_t size)
{
    base::Bytes data(size);
    const unsigned letters = 1 + random() % 256;
    for (std::byte &byte : data)
        byte = static_cast<std::byte>(random() % letters);
    return data;
}

base::Bytes compressed(Deflater &deflater, base::ByteSpan message, std::mt19937 &random)
{
    base::Bytes wire;
    while (!message.empty()) {
        const std::size_t size = 1 + random() % message.size();
        deflater.add(message.first(size), wire);
        message = message.subspan(size);
    }
    deflater.finish(wire);
    return wire;
}

/// Nothing where it does not end as a message must.
std::optional<base::Bytes> inflated(Inflater &inflater, base::ByteSpan wire, std::mt19937 &random)
{
    base::Bytes data;
    std::array<std::byte, 999> room{};
    while (!wire.empty()) {
        base::ByteSpan piece = wire.first(1 + random() % wire.size());
        wire = wire.subspan(piece.size());
        for (;;) {
            const Inflated step = inflater.take(piece, std::span(room).first(1 + random() % room.size()));
            base::append(data, base::ByteSpan(room).first(step.size));
            if (step.state == InflateState::BadData)
                return std::nullopt;
            if (step.state == InflateState::Hungry)
                break;
        }
    }
    return inflater.endMessage() ? std::optional(data) : std::nullopt;
}

constexpr std::byte kSyncTail[] = {std::byte{0}, std::byte{0}, std::byte{0xff}, std::byte{0xff}};

/// By zlib alone, with a window of that size; byte by byte, so that nothing beyond the window is at hand.
base::Bytes inflatedByZlib(base::Bytes wire, int windowBits)
{
    z_stream stream{};
    base::Bytes data;
    if (inflateInit2(&stream, -windowBits) != Z_OK)
        return data;
    stream.next_in = reinterpret_cast<Bytef *>(wire.data());
    stream.avail_in = static_cast<uInt>(wire.size());
    for (int code = Z_OK; code == Z_OK;) {
        std::byte one{};
        stream.next_out = reinterpret_cast<Bytef *>(&one);
        stream.avail_out = 1;
        code = inflate(&stream, Z_SYNC_FLUSH);
        if (stream.avail_out == 0)
            data.push_back(one);
    }
    inflateEnd(&stream);
    return data;
}

} // namespace

/// Encoding and decoding undo each other, whatever the options.
class TestWebSocketProperties : public QObject
{
    Q_OBJECT
private slots:
    void everyFrameHeaderIsReadAsItWasWritten()
    {
        constexpr std::uint64_t kLengths[] = {
            0, 1, 125, 126, 127, 65535, 65536, 0xffffffff, 1ULL << 32U, (1ULL << 63U) - 1, 1ULL << 63U};
        int count = 0;
        for (unsigned firstByte = 0; firstByte < 256; ++firstByte) {
            for (const bool masked : {false, true}) {
                for (const std::uint64_t length : kLengths) {
                    for (const auto lengthBytes : std::to_array<std::uint8_t>({1, 3, 9})) {
                        if (!fits(length, lengthBytes))
                            continue;
                        const FrameHeader header = headerFrom(firstByte, masked, length, lengthBytes);
                        base::Bytes wire;
                        encodeHeader(header, wire);
                        QCOMPARE(wire.size(), header.size());
                        QVERIFY(decoded(wire) == header);
                        ++count;
                    }
                }
            }
        }
        QCOMPARE(count, 256 * 2 * (3 * 3 + 2 * 3 + 1 * 5));
    }

    void everyMessageInflatesToItself_data()
    {
        QTest::addColumn<int>("windowBits");
        QTest::addColumn<bool>("noContextTakeover");
        for (int bits = kMinWindowBits; bits <= kMaxWindowBits; ++bits) {
            QTest::addRow("%d window bits", bits) << bits << false;
            QTest::addRow("%d window bits, no context takeover", bits) << bits << true;
        }
    }
    void everyMessageInflatesToItself()
    {
        QFETCH(int, windowBits);
        QFETCH(bool, noContextTakeover);
        const DeflateSide agreed{static_cast<std::uint8_t>(windowBits), noContextTakeover};
        std::mt19937 random(static_cast<unsigned>(windowBits));
        Deflater deflater(agreed);
        Inflater inflater(agreed);
        for (int i = 0; i < 60; ++i) {
            const base::Bytes message = madeUp(random, random() % (i % 20 == 0 ? 200'000 : 2'000));
            const base::Bytes wire = compressed(deflater, message, random);
            QVERIFY(inflated(inflater, wire, random) == message);
        }
    }

    /// RFC 7692 section 7.1.2: the compressor keeps to the agreed window, so that a peer with no more memory
    /// than that can read it. zlib with that window tells, as long as its output is as small as can be.
    void noDistanceIsBeyondTheWindow_data()
    {
        QTest::addColumn<int>("windowBits");
        for (int bits = kMinWindowBits; bits <= kMaxWindowBits; ++bits)
            QTest::addRow("%d window bits", bits) << bits;
    }
    void noDistanceIsBeyondTheWindow()
    {
        QFETCH(int, windowBits);
        std::mt19937 random(1);
        base::Bytes message;
        for (const int period : {(1 << windowBits) - 300, 1 << windowBits, (1 << windowBits) + 1}) {
            base::Bytes once(static_cast<std::size_t>(std::max(period, 200)));
            for (std::byte &byte : once)
                byte = static_cast<std::byte>(random());
            for (int i = 0; i < 3; ++i)
                base::append(message, once);
        }
        Deflater deflater({static_cast<std::uint8_t>(windowBits), false});
        base::Bytes wire = compressed(deflater, message, random);
        base::append(wire, base::ByteSpan(kSyncTail));
        QVERIFY(inflatedByZlib(wire, windowBits) == message);
    }
};

QTEST_APPLESS_MAIN(TestWebSocketProperties)
#include "tst_websocketproperties.moc"
