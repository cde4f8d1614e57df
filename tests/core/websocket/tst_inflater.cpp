// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflater.h"
#include "core/websocket/inflater.h"
#include "deflatesamples.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

namespace {

struct Sizes
{
    std::size_t chunk = std::size_t(-1);
    std::size_t room = 4096;
};

/// One message: its bytes, or nothing where the data are bad.
std::optional<base::Bytes> inflated(Inflater &inflater, base::ByteSpan message, Sizes sizes = {})
{
    base::Bytes out;
    base::Bytes room(sizes.room);
    while (!message.empty()) {
        const auto part = message.first(std::min(sizes.chunk, message.size()));
        base::ByteSpan input = part;
        for (;;) {
            const auto step = inflater.take(input, room);
            base::append(out, base::ByteSpan(room).first(step.size));
            if (step.state == InflateState::BadData)
                return std::nullopt;
            if (step.state == InflateState::Hungry)
                break;
        }
        if (!input.empty())
            return std::nullopt;
        message = message.subspan(part.size());
    }
    return out;
}

/// The text of a message, "bad", or the text and "…" where it is not whole.
QString text(Inflater &inflater, const char *hex, Sizes sizes = {})
{
    const auto out = inflated(inflater, bytesOfHex(hex), sizes);
    if (!out)
        return "bad";
    const QString plain = QString::fromLatin1(asArray(*out));
    return inflater.endMessage() ? plain : plain + "\u2026";
}

constexpr std::size_t kSizes[] = {1, 2, 3, 7, 64, 4096, std::size_t(-1)};

} // namespace

class TestInflater : public QObject
{
    Q_OBJECT
private slots:
    void examples_data()
    {
        QTest::addColumn<QStringList>("messages");
        QTest::addColumn<QStringList>("texts");
        const auto row = [](const char *name, QStringList messages, QStringList texts) {
            QTest::newRow(name) << messages << texts;
        };
        row("RFC 7692 7.2.3.1: one block", {"f248cdc9c90700"}, {"Hello"});
        row("RFC 7692 7.2.3.2: the window stays", {"f248cdc9c90700", "f200110000"}, {"Hello", "Hello"});
        row("RFC 7692 7.2.3.3: a block without compression", {"000500faff48656c6c6f00"}, {"Hello"});
        row("RFC 7692 7.2.3.4: a block with BFINAL", {"f348cdc9c9070000"}, {"Hello"});
        row("RFC 7692 7.2.3.5: two blocks", {"f248050000 00ffffcac9c90700"}, {"Hello"});
        row("RFC 7692 7.2.3.6: an empty message", {"00", "f248cdc9c90700", "00"}, {"", "Hello", ""});
        row("an empty payload", {"", "f248cdc9c90700", ""}, {"", "Hello", ""});
        row("behind BFINAL the window stays", {"f348cdc9c9070000", "f200110000"}, {"Hello", "Hello"});
        row("BFINAL, and nothing behind it", {"f348cdc9c90700", "f200110000"}, {"Hello", "Hello"});
        row("two BFINAL blocks in a message", {"f348cdc9c90700 f348cdc9c9070000"}, {"HelloHello"});
        row("a last empty block with BFINAL", {"f248cdc9c90700", "f248cdc9c90700"}, {"Hello", "Hello"});
        row("cut inside a block", {"f248cdc9c9"}, {"Hell\u2026"});
        row("cut inside a stored block", {"000500faff4865"}, {"He\u2026"});
        row("no empty block at the end", {"f248cdc9c907"}, {"Hello\u2026"});
        row("a reserved block type", {"ff"}, {"bad"});
        row("stored lengths that do not fit", {"000500fbff48656c6c6f00"}, {"bad"});
        row("a distance before the first byte", {"f200110000"}, {"bad"});
    }
    void examples()
    {
        QFETCH(QStringList, messages);
        QFETCH(QStringList, texts);
        for (const std::size_t chunk : kSizes)
            for (const std::size_t room : {std::size_t(1), std::size_t(2), std::size_t(4096)}) {
                Inflater inflater({15, false});
                QStringList out;
                for (const QString &message : messages)
                    out += text(inflater, message.toLatin1().constData(), {chunk, room});
                QCOMPARE(out, texts);
            }
    }

    void finalBlocksAreSeen()
    {
        Inflater inflater({15, false});
        QCOMPARE(text(inflater, "f248cdc9c90700"), "Hello");
        QVERIFY(!inflater.hasSeenFinalBlock());
        QCOMPARE(text(inflater, "f348cdc9c9070000"), "Hello");
        QVERIFY(inflater.hasSeenFinalBlock());
        QCOMPARE(text(inflater, "f248cdc9c90700"), "Hello");
        QVERIFY(inflater.hasSeenFinalBlock());
        inflater.reset();
        QVERIFY(!inflater.hasSeenFinalBlock());
        QCOMPARE(text(inflater, "01"), ""); // the block whose length was left out is the final one
        QVERIFY(inflater.hasSeenFinalBlock());
        QCOMPARE(text(inflater, "f248cdc9c90700"), "Hello");
    }

    /// Blocks of two bytes with BFINAL must not cost a copy of the window each.
    void manyFinalBlocksAreCheap()
    {
        Inflater inflater({15, false});
        base::Bytes message = PlainDeflate(15).message(words(40'000, 1));
        base::append(message, bytesOfHex("0000ffff"));
        for (int i = 0; i < 500'000; ++i)
            base::append(message, bytesOfHex("0300"));
        const auto out = inflated(inflater, message);
        QVERIFY(out && *out == words(40'000, 1));
    }

    void withoutTakeoverTheWindowIsEmpty()
    {
        Inflater inflater({15, true});
        QCOMPARE(text(inflater, "f248cdc9c90700"), "Hello");
        QCOMPARE(text(inflater, "f200110000"), "bad");
        inflater.reset();
        QCOMPARE(text(inflater, "f248cdc9c90700"), "Hello");
    }

    void roundTrips_data()
    {
        QTest::addColumn<int>("windowBits");
        QTest::addColumn<bool>("noContextTakeover");
        for (int bits = 8; bits <= 15; ++bits)
            for (const bool without : {false, true})
                QTest::addRow("%d bits, %s", bits, without ? "no context takeover" : "context takeover")
                    << bits << without;
    }
    void roundTrips()
    {
        QFETCH(int, windowBits);
        QFETCH(bool, noContextTakeover);
        const DeflateSide side{std::uint8_t(windowBits), noContextTakeover};
        for (const std::size_t chunk : kSizes) {
            Deflater deflater(side);
            Inflater inflater(side);
            PlainDeflate plain(std::max(windowBits, 9)); // of another level: other blocks
            Inflater second(side);
            unsigned seed = 0;
            for (const std::size_t size : {0, 1, 16, 300, 5000, 40'000, 3})
                for (const bool isRandom : {false, true}) {
                    const auto message = isRandom ? randomBytes(size, ++seed) : words(size, ++seed);
                    base::Bytes wire;
                    deflater.add(message, wire);
                    deflater.finish(wire);
                    QVERIFY(inflated(inflater, wire, {chunk, 1000}) == message);
                    QVERIFY(inflater.endMessage());
                    if (size == 0)
                        continue; // zlib writes no second marker
                    QVERIFY(inflated(second, plain.message(message), {chunk, 4096}) == message);
                    QVERIFY(second.endMessage());
                    if (noContextTakeover)
                        plain.forget();
                }
        }
    }

    /// A compressor with a larger window than was agreed.
    void aDistanceBeyondTheWindowIsBad_data()
    {
        QTest::addColumn<int>("windowBits");
        for (int bits = 8; bits <= 14; ++bits)
            QTest::addRow("%d bits", bits) << bits;
    }
    void aDistanceBeyondTheWindowIsBad()
    {
        QFETCH(int, windowBits);
        const std::size_t window = std::size_t(1) << windowBits;
        for (const std::size_t distance : {window, window + 1}) {
            const auto start = randomBytes(distance, 11); // nothing in it comes again
            auto message = start;
            message.insert(message.end(), start.begin(), start.begin() + 200);
            const auto wire = PlainDeflate(15).message(message);
            QVERIFY(wire.size() < message.size() - 100);
            for (const std::size_t chunk : kSizes)
                for (const std::size_t room : {std::size_t(1), std::size_t(64), std::size_t(16'384)}) {
                    Inflater inflater({std::uint8_t(windowBits), false});
                    const auto out = inflated(inflater, wire, {chunk, room});
                    QCOMPARE(out.has_value(), distance == window);
                }
        }
    }

    void largeMessagesTakeNoMoreRoom()
    {
        Inflater inflater({15, false});
        const base::Bytes zeros(8 * 1024 * 1024);
        const auto wire = PlainDeflate(15).message(zeros);
        QVERIFY(wire.size() < 10'000);
        const auto out = inflated(inflater, wire);
        QVERIFY(out && *out == zeros);
    }

    void damageNeverHangs()
    {
        std::mt19937 random(5);
        const auto good = PlainDeflate(15).message(words(3000, 2));
        for (int round = 0; round < 500; ++round) {
            auto bad = good;
            for (int flips = 1 + int(random() % 4); flips > 0; --flips)
                bad[random() % bad.size()] ^= static_cast<std::byte>(1U << random() % 8);
            bad.resize(random() % (bad.size() + 1));
            Inflater whole({12, false});
            Inflater pieces({12, false});
            const auto a = inflated(whole, bad);
            const auto b = inflated(pieces, bad, {1 + random() % 5, 1 + random() % 50});
            QVERIFY(a == b);
            if (a)
                QCOMPARE(whole.endMessage(), pieces.endMessage());
        }
    }
};

QTEST_APPLESS_MAIN(TestInflater)
#include "tst_inflater.moc"
