// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/windowguard.h"
#include "deflatesamples.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

namespace {

/// Raw DEFLATE data of one stream, made by zlib.
base::Bytes deflated(base::Bytes plain, int level, int strategy, int flush = Z_FINISH)
{
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, -15, 9, strategy);
    base::Bytes out(deflateBound(&stream, static_cast<uLong>(plain.size())) + 64);
    stream.next_in = reinterpret_cast<Bytef *>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, flush);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

/// Bytes before the one that completes a distance beyond the window; the data come in such chunks.
std::size_t safe(std::uint8_t windowBits, base::ByteSpan wire, std::size_t chunk)
{
    WindowGuard guard(windowBits);
    for (std::size_t at = 0; at < wire.size(); at += chunk) {
        const auto part = wire.subspan(at, std::min(chunk, wire.size() - at));
        const std::size_t good = guard.safe(part);
        if (good < part.size())
            return at + good;
    }
    return wire.size();
}

/// Random bytes, and at their end the first 200 of them again. Seven bits each: zlib would store others as
/// they are.
base::Bytes comesAgainAfter(std::size_t distance)
{
    auto bytes = randomBytes(distance, 1);
    for (std::byte &byte : bytes)
        byte &= std::byte{0x7f};
    bytes.insert(bytes.end(), bytes.begin(), bytes.begin() + 200);
    return bytes;
}

constexpr std::size_t kChunks[] = {1, 2, 5, 100, std::size_t(-1) / 2};

} // namespace

class TestWindowGuard : public QObject
{
    Q_OBJECT
private slots:
    /// Whatever form the blocks have: nothing is found where all distances fit.
    void goodDataAreSafe_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("strategy");
        QTest::newRow("blocks without compression") << 0 << Z_DEFAULT_STRATEGY;
        QTest::newRow("fixed codes") << 6 << Z_FIXED;
        QTest::newRow("codes of their own") << 9 << Z_DEFAULT_STRATEGY;
        QTest::newRow("literals alone") << 6 << Z_HUFFMAN_ONLY;
        QTest::newRow("runs") << 6 << Z_RLE;
    }
    void goodDataAreSafe()
    {
        QFETCH(int, level);
        QFETCH(int, strategy);
        for (const auto &plain : {words(60'000, 1), randomBytes(60'000, 2), base::Bytes(60'000)}) {
            const auto wire = deflated(plain, level, strategy);
            for (const std::size_t chunk : kChunks)
                QCOMPARE(safe(15, wire, chunk), wire.size());
        }
    }

    void theByteIsFound_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::newRow("fixed codes") << Z_FIXED;
        QTest::newRow("codes of their own") << Z_DEFAULT_STRATEGY;
    }
    /// Up to it come the bytes that are new; with it the first that came again.
    void theByteIsFound()
    {
        QFETCH(int, strategy);
        for (std::uint8_t bits = 8; bits < 15; ++bits) {
            const std::size_t window = std::size_t{1} << bits;
            const auto fits = deflated(comesAgainAfter(window), 9, strategy, Z_SYNC_FLUSH);
            const auto beyond = deflated(comesAgainAfter(window + 1), 9, strategy, Z_SYNC_FLUSH);
            const std::size_t at = safe(bits, beyond, beyond.size());
            for (const std::size_t chunk : kChunks) {
                QCOMPARE(safe(bits, fits, chunk), fits.size());
                QCOMPARE(safe(bits, beyond, chunk), at);
            }
            const auto plainOf = [&beyond](std::size_t size) {
                return PlainInflate(15).message({beyond.begin(), beyond.begin() + qsizetype(size)}).size();
            };
            QVERIFY(at < beyond.size());
            QVERIFY(plainOf(at + 1) > window + 1);
        }
    }

    void behindAFinalBlockItGoesOn()
    {
        auto wire = deflated(words(1000, 1), 9, Z_DEFAULT_STRATEGY);
        const auto first = wire.size();
        base::append(wire, deflated(comesAgainAfter(257), 9, Z_FIXED));
        for (const std::size_t chunk : kChunks) {
            QVERIFY(safe(8, wire, chunk) < wire.size());
            QCOMPARE(safe(14, wire, chunk), wire.size());
        }
        QVERIFY(safe(8, base::ByteSpan(wire).subspan(first), 1) < wire.size() - first);
    }

    void nonsenseIsLeftToZlib()
    {
        for (const char *hex : {"07", "ff", "000500fbff48", "05ffffffffffffffffff"})
            QCOMPARE(safe(8, bytesOfHex(hex), 1), bytesOfHex(hex).size());
        for (unsigned seed = 0; seed < 300; ++seed) {
            const auto bytes = randomBytes(300, seed);
            QCOMPARE(safe(9, bytes, 1), safe(9, bytes, 7));
            QCOMPARE(safe(15, bytes, 3), bytes.size());
        }
    }

    void resetForgets()
    {
        WindowGuard guard(8);
        const auto beyond = deflated(comesAgainAfter(300), 9, Z_FIXED, Z_SYNC_FLUSH);
        const std::size_t at = guard.safe(beyond);
        QVERIFY(at < beyond.size());
        guard.reset();
        QCOMPARE(guard.safe(beyond), at);
    }
};

QTEST_APPLESS_MAIN(TestWindowGuard)
#include "tst_windowguard.moc"
