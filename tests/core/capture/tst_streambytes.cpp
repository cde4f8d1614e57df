// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/streambytes.h"

#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

class TestStreamBytes : public QObject
{
    Q_OBJECT
private slots:
    void smallReadsAgreeWithOneLargeRead()
    {
        Recording recording;
        std::string sent;
        for (int i = 0; i < 3000; ++i) {
            const std::string piece(static_cast<std::size_t>(1 + i % 97), static_cast<char>('a' + i % 26));
            recording.bytes(Direction::FromLeft, piece);
            recording.bytes(Direction::FromRight, "other");
            sent += piece;
        }
        const auto reader = recording.finishAndRead();
        const auto read = [&](std::uint64_t first, std::uint64_t count) {
            return base::toText(reader->bytes(recording.hop(), Direction::FromLeft, first, count));
        };
        QCOMPARE(read(0, sent.size() + 1), sent);
        for (std::uint64_t at = 0; at < sent.size(); at += 61)
            QCOMPARE(read(at, 64), sent.substr(at, 64));
        for (std::uint64_t at = sent.size(); at > 1000; at -= 1000)
            QCOMPARE(read(at - 1000, 7), sent.substr(at - 1000, 7));
    }

    void aReadAtTheEndSeesWhatIsCommittedLater()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, "abc");
        recording.recorder().commit();
        const auto reader = recording.read();
        const auto read = [&](std::uint64_t first) {
            return base::toText(reader->bytes(recording.hop(), Direction::FromLeft, first, 10));
        };
        QCOMPARE(read(0), std::string("abc"));
        recording.bytes(Direction::FromLeft, "def");
        recording.recorder().commit();
        reader->refresh();
        QCOMPARE(read(0), std::string("abcdef"));
        QCOMPARE(read(4), std::string("ef"));
    }

    void aStreamOfAnotherHopIsNotMistaken()
    {
        Recording recording;
        const base::HopId second = recording.addHop();
        recording.bytes(Direction::FromLeft, "first");
        recording.bytes(Direction::FromLeft, "other", second);
        const auto reader = recording.finishAndRead();
        QCOMPARE(base::toText(reader->bytes(recording.hop(), Direction::FromLeft, 1, 3)), std::string("irs"));
        QCOMPARE(base::toText(reader->bytes(second, Direction::FromLeft, 1, 3)), std::string("the"));
        QCOMPARE(base::toText(reader->bytes(recording.hop(), Direction::FromLeft, 2, 3)), std::string("rst"));
    }

    void streamsThatTakeTurnsAreReadAsIfEachWereAlone()
    {
        constexpr int kStreams = 300;
        Recording recording;
        std::vector<base::HopId> hops{recording.hop()};
        while (static_cast<int>(hops.size()) < kStreams)
            hops.push_back(recording.addHop());
        std::vector<std::string> sent(hops.size());
        for (int round = 0; round < 12; ++round) {
            for (std::size_t i = 0; i < hops.size(); ++i) {
                const std::string piece(200 + i, static_cast<char>('a' + (static_cast<int>(i) + round) % 26));
                recording.bytes(Direction::FromLeft, piece, hops[i]);
                sent[i] += piece;
            }
        }
        const auto reader = recording.finishAndRead();
        for (std::uint64_t at = 0; at < sent.back().size(); at += 150) {
            for (std::size_t i = 0; i < hops.size(); ++i) {
                const std::string read = base::toText(reader->bytes(hops[i], Direction::FromLeft, at, 40));
                QCOMPARE(read, at < sent[i].size() ? sent[i].substr(at, 40) : std::string());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestStreamBytes)
#include "tst_streambytes.moc"
