// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/textsearch.h"

#include "compressed.h"
#include "core/capture/message.h"
#include "fixture.h"
#include "tests/fuzz/traffic.h"

#include <algorithm>
#include <random>

using namespace hop101;
using namespace hop101::capture;
using fixture::Direction;
using fixture::Recording;
using websocket::Opcode;

namespace {

constexpr std::uint64_t kAll = std::uint64_t{1} << 60;

TextPattern patternOf(std::string_view text, LetterCase letterCase = LetterCase::Exact)
{
    return TextPattern::make(base::asBytes(text), letterCase).value();
}

QString line(const TextHit &hit)
{
    return QString("%1 in %2 at %3").arg(hit.event.value).arg(hit.message.value).arg(hit.offset);
}

QStringList found(const Reader &reader, const TextPattern &pattern, std::uint64_t first = 1,
                  std::uint64_t last = kAll)
{
    QStringList lines;
    TextSearch(reader, pattern).run({first}, {last}, [&](const TextHit &hit) {
        lines += line(hit);
        return true;
    });
    return lines;
}

/// The slow way: each message whole, and each other event.
QStringList expected(const Reader &reader, const TextPattern &pattern)
{
    constexpr std::uint64_t kMost = 1U << 28U;
    std::vector<TextHit> hits;
    const auto search = [&](base::Bytes bytes, base::EventId message, const auto &eventAt) {
        if (pattern.letterCase() == LetterCase::Ignored)
            foldCase(bytes);
        const base::ByteSpan needle = pattern.bytes();
        for (std::size_t at = 0; at + needle.size() <= bytes.size(); ++at) {
            if (std::equal(needle.begin(), needle.end(), bytes.begin() + std::ptrdiff_t(at)))
                hits.push_back({eventAt(at + needle.size()), message, at, needle.size()});
        }
    };
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id) {
        const hop::Event event = reader.event({id});
        if (event.kind != hop::EventKind::Frame || !event.message) {
            search(reader.payload(event, 0, kMost), {}, [&](std::uint64_t) { return event.id; });
        } else if (event.message == event.id) {
            std::vector<std::pair<std::uint64_t, base::EventId>> ends;
            base::Bytes bytes;
            for (const hop::Event &frame : messageFrames(reader, event.id, 100'000)) {
                base::append(bytes, frameBytes(reader, frame, 0, kMost));
                ends.emplace_back(bytes.size(), frame.id);
            }
            search(bytes, event.id, [&](std::uint64_t end) {
                return std::find_if(ends.begin(), ends.end(), [end](const auto &e) { return e.first >= end; })
                    ->second;
            });
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const TextHit &a, const TextHit &b) {
        return std::pair(a.event, a.offset) < std::pair(b.event, b.offset);
    });
    QStringList lines;
    for (const TextHit &hit : hits)
        lines += line(hit);
    return lines;
}

} // namespace

class TestTextSearch : public QObject
{
    Q_OBJECT
private slots:
    void masksHideNothing()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Text, "say hello, hello", true));
        recording.bytes(Direction::FromRight, fixture::frame(Opcode::Text, "hello"));
        const auto reader = recording.finishAndRead();
        QCOMPARE(found(*reader, patternOf("hello")),
                 (QStringList{"5 in 5 at 4", "5 in 5 at 11", "6 in 6 at 0"}));
        QCOMPARE(found(*reader, patternOf("HELLO")), QStringList());
        QCOMPARE(found(*reader, patternOf("HELLO", LetterCase::Ignored)).size(), 3);
        QCOMPARE(found(*reader, patternOf("Host: example")), QStringList{"2 in 0 at 20"});
    }
    void matchesGoAcrossFrames()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Text, "xx hel", true, false));
        recording.bytes(Direction::FromRight, fixture::frame(Opcode::Text, "lo from elsewhere"));
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Ping, "lo", true));
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Continuation, "", true, false));
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Continuation, "l", true, false));
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Continuation, "o xx", true));
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Text, "hel", true));
        recording.bytes(Direction::FromLeft, fixture::frame(Opcode::Text, "lo", true));
        const auto reader = recording.finishAndRead();
        QCOMPARE(found(*reader, patternOf("hello")), QStringList{"10 in 5 at 3"});
        QCOMPARE(found(*reader, patternOf("hello"), 9),
                 QStringList{"10 in 5 at 3"}); // what came before is looked up
        QCOMPARE(found(*reader, patternOf("hello"), 1, 9), QStringList());
    }
    void compressionHidesNothing()
    {
        Recording recording;
        fixture::upgradeCompressed(recording);
        websocket::Deflater deflater({});
        const std::string text = fixture::someText(90'000);
        const std::string begins = text.substr(0, 40'000) + "hel";
        recording.bytes(Direction::FromLeft, fixture::deflated(deflater, begins, true, false, true));
        recording.bytes(Direction::FromRight, fixture::frame(Opcode::Text, "lo from elsewhere"));
        recording.bytes(Direction::FromLeft, fixture::deflated(deflater, "lo" + text, false, true, true));
        const auto reader = recording.finishAndRead();
        QCOMPARE(found(*reader, patternOf("hello")), QStringList{"7 in 5 at 40000"});
        QCOMPARE(found(*reader, patternOf("hello"), 6), QStringList{"7 in 5 at 40000"});
        QCOMPARE(found(*reader, patternOf("line 433 ")), expected(*reader, patternOf("line 433 ")));
        QVERIFY(found(*reader, patternOf("line 433 ")).size() > 3);
    }
    void matchesGoAcrossRowsOfTheFile()
    {
        Recording recording;
        recording.upgrade();
        std::string large(700'000, '-');
        for (const std::size_t at : {0UL, 262'120UL, 262'144UL, 524'285UL, 699'995UL})
            large.replace(at, 5, "Hello");
        const base::Bytes wire = fixture::frame(Opcode::Binary, large, true);
        for (std::size_t at = 0; at < wire.size(); at += 100'001)
            recording.take(Direction::FromLeft,
                           hop::BytesSeen{base::ByteSpan(wire).subspan(
                               at, std::min<std::size_t>(100'001, wire.size() - at))});
        const auto reader = recording.finishAndRead();
        const QStringList all{"5 in 5 at 0", "5 in 5 at 262120", "5 in 5 at 262144", "5 in 5 at 524285",
                              "5 in 5 at 699995"};
        QCOMPARE(found(*reader, patternOf("Hello")), all);
        QCOMPARE(found(*reader, patternOf("hELLO", LetterCase::Ignored)), all);
    }
    void chunkedBodiesAreJoined()
    {
        Recording recording;
        recording.take(Direction::FromLeft, hop::Opened{"a", "b"});
        recording.bytes(Direction::FromLeft, fixture::kRequest);
        recording.bytes(Direction::FromRight, "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n");
        recording.bytes(Direction::FromRight, "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
        const auto reader = recording.finishAndRead();
        QCOMPARE(found(*reader, patternOf("hello")), QStringList{"4 in 0 at 0"});
    }
    void itFindsWhatEachMessageHolds_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 25; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void itFindsWhatEachMessageHolds()
    {
        QFETCH(unsigned, seed);
        Recording recording;
        const auto inputs = fuzz::Traffic(seed).inputs();
        for (const fuzz::KeptInput &input : inputs) {
            hop::InputData data = hop::Tick{};
            if (const auto *bytes = std::get_if<base::Bytes>(&input.data))
                data = hop::BytesSeen{*bytes};
            else
                data = std::get<hop::InputData>(input.data);
            recording.recorder().take(recording.hop(), input.direction, input.time, std::move(data));
        }
        recording.recorder().commit();
        const auto reader = recording.read();
        for (const char *text : {"a", "e", "lo", "hello", "http", "\xc3", "ee", "data"}) {
            for (const LetterCase letterCase : {LetterCase::Exact, LetterCase::Ignored}) {
                const TextPattern pattern = patternOf(text, letterCase);
                QCOMPARE(found(*reader, pattern), expected(*reader, pattern));
            }
        }
    }
    void itCanBeStopped()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(20'000);
        const auto reader = recording.finishAndRead();
        TextSearch search(*reader, patternOf("hello"));
        int hits = 0;
        QVERIFY(!search.run({1}, {kAll}, [&](const TextHit &) { return ++hits < 3; }));
        QCOMPARE(hits, 3);
        std::stop_source stop;
        std::vector<std::uint64_t> progress;
        QVERIFY(!search.run(
            {1}, {kAll}, [](const TextHit &) { return true; },
            [&](base::EventId event) {
                progress.push_back(event.value);
                stop.request_stop();
            },
            stop.get_token()));
        QCOMPARE(progress.front(), std::uint64_t(4096));
        QVERIFY(progress.size() <= 2);
    }
    void aLiveCaptureGoesOn()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, fixture::frame(Opcode::Text, "hel", false, false));
        recording.recorder().commit();
        const auto reader = recording.read();
        QCOMPARE(found(*reader, patternOf("hello")), QStringList());
        recording.bytes(Direction::FromRight, fixture::frame(Opcode::Continuation, "lo"));
        recording.recorder().commit();
        reader->refresh();
        QCOMPARE(found(*reader, patternOf("hello"), 6), QStringList{"6 in 5 at 0"});
    }
};

QTEST_APPLESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
