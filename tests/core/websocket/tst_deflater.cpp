// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflater.h"
#include "deflatesamples.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

namespace {

base::Bytes compressed(Deflater &deflater, base::ByteSpan message, std::size_t piece = std::size_t(-1))
{
    base::Bytes out;
    for (base::ByteSpan left = message; !left.empty();) {
        const auto part = left.first(std::min(piece, left.size()));
        deflater.add(part, out);
        left = left.subspan(part.size());
    }
    deflater.finish(out);
    return out;
}

QByteArray hexOf(Deflater &deflater, const char *text)
{
    return asArray(compressed(deflater, base::asBytes(text))).toHex();
}

} // namespace

class TestDeflater : public QObject
{
    Q_OBJECT
private slots:
    void examplesOfTheRfc()
    {
        Deflater takeover({15, false});
        QCOMPARE(hexOf(takeover, "Hello"), "f248cdc9c90700"); // RFC 7692 7.2.3.1
        QCOMPARE(hexOf(takeover, "Hello"), "f200110000"); // 7.2.3.2: the window still has the first
        Deflater without({15, true});
        QCOMPARE(hexOf(without, "Hello"), "f248cdc9c90700");
        QCOMPARE(hexOf(without, "Hello"), "f248cdc9c90700");
        QCOMPARE(hexOf(without, ""), "00"); // 7.2.3.6
    }

    void everyWindowIsKept_data()
    {
        QTest::addColumn<int>("windowBits");
        QTest::addColumn<bool>("noContextTakeover");
        for (int bits = 8; bits <= 15; ++bits)
            for (const bool without : {false, true})
                QTest::addRow("%d bits, %s", bits, without ? "no context takeover" : "context takeover")
                    << bits << without;
    }
    /// zlib's own inflater with exactly that window: also 2^8, which zlib's compressor does not know.
    void everyWindowIsKept()
    {
        QFETCH(int, windowBits);
        QFETCH(bool, noContextTakeover);
        Deflater deflater({std::uint8_t(windowBits), noContextTakeover});
        PlainInflate inflate(windowBits);
        unsigned seed = 0;
        for (const std::size_t size : {0, 1, 16, 100, 256, 300, 1000, 4096, 40'000, 131'072, 5})
            for (const bool isRandom : {false, true}) {
                const auto message = isRandom ? randomBytes(size, ++seed) : words(size, ++seed);
                const auto piece = std::size_t(size / 3 + 1);
                const auto back = inflate.message(compressed(deflater, message, piece));
                QVERIFY(inflate.isOk());
                QVERIFY(back == message);
                if (noContextTakeover)
                    inflate.forget();
            }
    }

    void takeoverRemembersAndWithoutForgets()
    {
        const auto message = randomBytes(2000, 7);
        Deflater takeover({15, false});
        compressed(takeover, message);
        QVERIFY(compressed(takeover, message).size() < 100);
        Deflater without({15, true});
        const auto first = compressed(without, message);
        QVERIFY(compressed(without, message) == first);
    }

    void aSmallWindowIsNoLarger()
    {
        const auto half = randomBytes(300, 3);
        auto message = half;
        base::append(message, half); // 300 bytes back: within 2^9, beyond 2^8
        Deflater eight({8, true});
        QVERIFY(compressed(eight, message).size() > 590);
        Deflater fifteen({15, true});
        QVERIFY(compressed(fifteen, message).size() < 400);
    }

    void emptyMessagesAmongOthers()
    {
        Deflater deflater({15, false});
        PlainInflate inflate(15);
        for (const char *text : {"", "abc", "", "", "abcabc", ""}) {
            QCOMPARE(asArray(inflate.message(compressed(deflater, base::asBytes(text)))), QByteArray(text));
            QVERIFY(inflate.isOk());
        }
    }

    void aMovedDeflaterGoesOn()
    {
        Deflater first({15, false});
        QCOMPARE(hexOf(first, "Hello"), "f248cdc9c90700");
        Deflater second(std::move(first));
        QCOMPARE(hexOf(second, "Hello"), "f200110000");
    }

    void itAppends()
    {
        Deflater deflater({15, false});
        base::Bytes out = bytesOfHex("aa");
        deflater.add(base::asBytes("Hello"), out);
        deflater.finish(out);
        QCOMPARE(asArray(out).toHex(), "aaf248cdc9c90700");
    }
};

QTEST_APPLESS_MAIN(TestDeflater)
#include "tst_deflater.moc"
