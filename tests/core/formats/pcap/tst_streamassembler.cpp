// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/streamassembler.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace hop101;
using namespace hop101::formats::pcap;
using namespace std::chrono_literals;

namespace {

PacketTime at(int milliseconds)
{
    return PacketTime{std::chrono::milliseconds(milliseconds)};
}

/// What came out, as a text: bytes as they are, "[N]" for a gap, "." for the FIN.
class Out : public StreamAssembler::Listener
{
public:
    void bytes(PacketTime time, base::ByteSpan bytes) override
    {
        text += base::asText(bytes);
        latest = time;
    }
    void gap(PacketTime time, std::uint64_t bytes) override
    {
        text += '[' + std::to_string(bytes) + ']';
        latest = time;
    }
    void fin(PacketTime /*time*/) override { text += '.'; }

    std::string text;
    PacketTime latest;
};

struct Step
{
    std::uint32_t seq;
    const char *text;
    std::uint64_t missing = 0;
    bool isLast = false;
};

class TestStreamAssembler : public QObject
{
    Q_OBJECT
private slots:
    void piecesComeOutInOrder_data();
    void piecesComeOutInOrder();
    void whatIsAcknowledgedAndNeverSeenIsAGapAfterAWhile();
    void aHoleThatNobodyAcknowledgedWaitsUntilTooMuchIsHeld();
    void aFilledHoleHasTheTimeOfWhatFilledItAndAGapThatOfWhatWasHeld();
    void anyOrderWithCopiesGivesTheStream();
};

void TestStreamAssembler::piecesComeOutInOrder_data()
{
    QTest::addColumn<std::uint32_t>("first");
    QTest::addColumn<std::vector<Step>>("steps");
    QTest::addColumn<QString>("out");
    const auto row = [](const char *name, std::uint32_t first, std::vector<Step> steps, const char *out) {
        QTest::newRow(name) << first << steps << QString(out);
    };
    row("in order", 100, {{100, "ab"}, {102, "cd", 0, true}}, "abcd.");
    row("a retransmission counts once", 100, {{100, "ab"}, {100, "ab"}, {102, "c"}}, "abc");
    row("an overlap keeps the first copy", 100, {{100, "abc"}, {101, "XYd"}}, "abcd");
    row("an overlap with what is held keeps the first copy", 100, {{102, "cd"}, {100, "abXYe"}}, "abcde");
    row("a piece that covers two that are held", 100, {{101, "b"}, {103, "d"}, {100, "aXcXe"}}, "abcde");
    row("out of order", 100, {{104, "ef"}, {102, "cd"}, {100, "ab"}}, "abcdef");
    row("numbers wrap", 0xfffffffeU, {{0xfffffffeU, "ab"}, {1, "d"}, {0, "c"}, {2, "e", 0, true}}, "abcde.");
    row("a keep-alive probe holds nothing", 100, {{100, "ab"}, {101, "b"}, {101, ""}, {102, "c"}}, "abc");
    row("a hole at the end of the file is a gap", 100, {{100, "ab"}, {110, "kl"}}, "ab[8]kl");
    row("two holes are two gaps", 100, {{101, "b"}, {103, "d"}}, "[1]b[1]d");
    row("a cut packet is a gap of what is missing", 100, {{100, "ab", 3}, {105, "f"}}, "ab[3]f");
    row("a cut packet that comes early", 100, {{102, "c", 2}, {100, "ab"}, {105, "f"}}, "abc[2]f");
    row("a FIN that comes early waits", 100, {{102, "c", 0, true}, {100, "ab"}}, "abc.");
    row("a FIN behind a hole is one behind a gap", 100, {{100, "ab"}, {105, "", 0, true}}, "ab[3].");
    row("nothing counts behind the FIN", 100, {{100, "ab", 0, true}, {102, "cd"}}, "ab.");
}

void TestStreamAssembler::piecesComeOutInOrder()
{
    QFETCH(const std::uint32_t, first);
    QFETCH(const std::vector<Step>, steps);
    QFETCH(const QString, out);
    StreamAssembler assembler;
    Out seen;
    assembler.start(first);
    for (const Step &step : steps)
        assembler.take(at(1), {step.seq, base::asBytes(step.text), step.missing, step.isLast}, seen);
    assembler.finish(at(2), seen);
    QCOMPARE(QString::fromStdString(seen.text), out);
    QCOMPARE(assembler.heldBytes(), std::size_t{0});
}

void TestStreamAssembler::whatIsAcknowledgedAndNeverSeenIsAGapAfterAWhile()
{
    StreamAssembler assembler;
    Out seen;
    assembler.start(0);
    assembler.take(at(1), {4, base::asBytes("ef"), 0, false}, seen);
    assembler.acknowledged(6, seen);
    QCOMPARE(seen.text, std::string());
    for (int i = 0; i < kPatience; ++i)
        assembler.acknowledged(6, seen);
    QCOMPARE(seen.text, std::string("[4]ef"));
    QCOMPARE(seen.latest, at(1));
}

void TestStreamAssembler::aHoleThatNobodyAcknowledgedWaitsUntilTooMuchIsHeld()
{
    StreamAssembler assembler;
    Out seen;
    assembler.start(0);
    const std::string piece(64 * 1024, 'x');
    std::uint32_t seq = 1;
    for (std::size_t held = 0; held <= kMaxHeldBytes; held += piece.size(), seq += 64 * 1024) {
        QVERIFY(seen.text.empty());
        assembler.take(at(1), {seq, base::asBytes(piece), 0, false}, seen);
    }
    QVERIFY(seen.text.starts_with("[1]xx"));
    QCOMPARE(assembler.heldBytes(), std::size_t{0});
}

void TestStreamAssembler::aFilledHoleHasTheTimeOfWhatFilledItAndAGapThatOfWhatWasHeld()
{
    StreamAssembler assembler;
    Out seen;
    assembler.start(0);
    assembler.take(at(1), {1, base::asBytes("b"), 0, false}, seen);
    assembler.take(at(5), {0, base::asBytes("a"), 0, false}, seen);
    QCOMPARE(seen.latest, at(5));
    assembler.take(at(6), {4, base::asBytes("e"), 0, false}, seen);
    assembler.finish(at(9), seen);
    QCOMPARE(seen.latest, at(6));
}

void TestStreamAssembler::anyOrderWithCopiesGivesTheStream()
{
    std::mt19937 dice(101);
    for (int round = 0; round < 200; ++round) {
        std::string stream(1 + dice() % 3000, ' ');
        std::ranges::generate(stream, [&dice] { return static_cast<char>('a' + dice() % 26); });
        std::vector<std::pair<std::size_t, std::size_t>> pieces;
        for (std::size_t start = 0; start < stream.size();) {
            const std::size_t size = std::min<std::size_t>(1 + dice() % 200, stream.size() - start);
            pieces.emplace_back(start, size);
            pieces.emplace_back(dice() % stream.size(), 1 + dice() % 100);
            start += size;
        }
        std::ranges::shuffle(pieces, dice);
        const auto first = static_cast<std::uint32_t>(dice());
        StreamAssembler assembler;
        Out seen;
        assembler.start(first);
        for (const auto &[start, size] : pieces) {
            const auto text = std::string_view(stream).substr(start, size);
            assembler.take(at(1), {first + static_cast<std::uint32_t>(start), base::asBytes(text), 0, false},
                           seen);
        }
        QCOMPARE(seen.text, stream);
        QCOMPARE(assembler.heldBytes(), std::size_t{0});
    }
}

} // namespace

QTEST_APPLESS_MAIN(TestStreamAssembler)
#include "tst_streamassembler.moc"
