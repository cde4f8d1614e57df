// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/exchangediff.h"

#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

ExchangeDiff compare(Recording &left, Recording &right, const DiffOptions &options = {})
{
    const auto a = left.finishAndRead();
    const auto b = right.finishAndRead();
    return compareExchanges(*a, a->exchanges().at(0), *b, b->exchanges().at(0), options);
}

void sendText(Recording &recording, std::string_view text)
{
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, text, true));
}

void answer(Recording &recording, std::string_view text)
{
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, text));
}

QStringList rowsOf(const DirectionDiff &diff)
{
    QStringList lines;
    const auto number = [](const std::optional<Unit> &unit) {
        return unit ? QString::number(unit->event.value) : QString("-");
    };
    constexpr const char *kNames[] = {"equal", "left", "right", "changed", "shifted"};
    for (const DiffRow &row : diff.rows)
        lines += QString("%1%2 %3 %4")
                     .arg(row.equalBefore > 0 ? QString("(%1) ").arg(row.equalBefore) : QString(),
                          kNames[static_cast<int>(row.kind)], number(row.left), number(row.right));
    if (diff.equalAfter > 0)
        lines += QString("(%1)").arg(diff.equalAfter);
    return lines;
}

} // namespace

class TestExchangeDiff : public QObject
{
    Q_OBJECT
private slots:
    void theSameExchangeHasNoDifference()
    {
        Recording left, right;
        for (Recording *recording : {&left, &right}) {
            recording->upgrade();
            sendText(*recording, "hello");
            answer(*recording, "world");
        }
        const ExchangeDiff diff = compare(left, right);
        QVERIFY(diff.isSame());
        QCOMPARE(diff.directions[0].equal, std::uint64_t{1});
        QCOMPARE(diff.directions[1].equal, std::uint64_t{1});
    }

    void headsAndVerdictsAreCompared()
    {
        Recording left, right;
        left.upgrade();
        right.bytes(Direction::FromLeft,
                    "GET /other HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\n"
                    "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    "Sec-WebSocket-Version: 13\r\nVia: x\r\n\r\n");
        right.bytes(Direction::FromRight, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        const ExchangeDiff diff = compare(left, right);
        QCOMPARE(diff.request.startLine, (std::vector<StartLinePart>{{"target", "/chat", "/other"}}));
        QCOMPARE(diff.request.fields.size(), std::size_t{1}); // Via: a key is another one every time
        QVERIFY(diff.request.fields.at(0).isAdded());
        QCOMPARE(diff.response.startLine.size(), std::size_t{2}); // status and reason
        QVERIFY(!diff.verdict.isSame());
        QCOMPARE(diff.verdict.left.state, hop::ExchangeState::Upgraded);
        QCOMPARE(diff.verdict.right.state, hop::ExchangeState::Refused);
        QVERIFY(!diff.verdict.rules.empty());
        QCOMPARE(rowsOf(diff.directions[1]), QStringList{"right - 3"}); // the body
    }

    void messagesAreAlignedAndNeighboursShown()
    {
        Recording left, right;
        for (Recording *recording : {&left, &right}) {
            recording->upgrade(); // events 1 to 4
            for (int i = 0; i < 10; ++i)
                answer(*recording, "tick " + std::to_string(i)); // 5 to 14
        }
        answer(left, R"({"price":12})"); // 15
        answer(right, R"({"price":13})");
        answer(right, "one more"); // 16
        for (Recording *recording : {&left, &right})
            for (int i = 0; i < 5; ++i)
                answer(*recording, "tock " + std::to_string(i));
        DiffOptions options;
        options.context = 2;
        const ExchangeDiff diff = compare(left, right, options);
        const DirectionDiff &server = diff.directions[1];
        QCOMPARE(rowsOf(server),
                 QStringList({"(8) equal 13 13", "equal 14 14", "changed 15 15", "right - 16", "equal 16 17",
                              "equal 17 18", "(3)"}));
        QCOMPARE(server.equal, std::uint64_t{15});
        QCOMPARE(server.changed, std::uint64_t{1});
        QCOMPARE(server.onlyRight, std::uint64_t{1});
        const ContentDifference &content = server.rows.at(2).content.value();
        QCOMPARE(content.values, (std::vector<ValueDifference>{{".price", "12", "13"}}));
        QVERIFY(diff.directions[0].isSame());
    }

    void howBothDirectionsFallTogetherDoesNotCount()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        sendText(left, "a");
        answer(left, "b");
        answer(right, "b");
        sendText(right, "a");
        QVERIFY(compare(left, right).isSame());
    }

    void fragmentsAndCompressionAreNoContent()
    {
        Recording plain, compressed;
        plain.upgrade();
        upgradeCompressed(compressed);
        websocket::Deflater deflater({});
        plain.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "one ", false, false));
        plain.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "two"));
        compressed.bytes(Direction::FromRight, deflated(deflater, "one two"));
        const ExchangeDiff diff = compare(plain, compressed);
        QCOMPARE(diff.directions[1].equal, std::uint64_t{1});
        QVERIFY(diff.directions[1].isSame());
    }

    void framesAreComparedWhereThatIsAsked()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        left.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "one ", false, false));
        left.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "two"));
        answer(right, "one two");
        DiffOptions options;
        options.units.byFrame = true;
        const ExchangeDiff diff = compare(left, right, options);
        QCOMPARE(diff.directions[1].equal, std::uint64_t{0});
        QCOMPARE(diff.directions[1].differences(), std::uint64_t{2});
    }

    void idsCanBeIgnored()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        answer(left, R"({"id":1,"createdAt":"2024-01-01T00:00:00Z","x":5})");
        answer(right, R"({"id":2,"createdAt":"2025-01-01T00:00:00Z","x":5})");
        DiffOptions options;
        options.units.ignored.ids = true;
        QVERIFY(compare(left, right, options).isSame());
        Recording again, other;
        again.upgrade();
        other.upgrade();
        answer(again, R"({"seq":1})");
        answer(other, R"({"seq":2})");
        options.units.ignored = {false, {"seq"}};
        QVERIFY(compare(again, other, options).isSame());
    }

    void timesAreComparedWhereThatIsAsked()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        answer(left, "a");
        for (int i = 0; i < 20; ++i)
            right.take(Direction::FromLeft, hop::Tick{});
        answer(right, "a");
        DiffOptions options;
        options.timeTolerance = 20ms;
        const auto a = left.finishAndRead();
        const auto b = right.finishAndRead();
        const auto diffWith = [&](const DiffOptions &with) {
            return compareExchanges(*a, a->exchanges().at(0), *b, b->exchanges().at(0), with);
        };
        QVERIFY(diffWith(options).isSame());
        options.timeTolerance = 19ms;
        QCOMPARE(diffWith(options).directions[1].shifted, std::uint64_t{1});
        QCOMPARE(rowsOf(diffWith(options).directions[1]), QStringList{"shifted 5 5"});
    }

    void endsAreCompared_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, hop::EndCause left, hop::EndCause right, bool isSame) {
            QTest::newRow(name) << static_cast<int>(left) << static_cast<int>(right) << isSame;
        };
        row("who closed is a matter of whose capture it is", hop::EndCause::Fin, hop::EndCause::ByUs, true);
        row("a reset is another end", hop::EndCause::Fin, hop::EndCause::Reset, false);
    }
    void endsAreCompared()
    {
        QFETCH(int, left);
        QFETCH(int, right);
        Recording a, b;
        a.upgrade();
        b.upgrade();
        a.take(Direction::FromRight, hop::Ended{static_cast<hop::EndCause>(left)});
        b.take(Direction::FromRight, hop::Ended{static_cast<hop::EndCause>(right)});
        QTEST(compare(a, b).isSame(), "isSame");
    }

    void aMessageThatIsCutIsAnotherOne()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        answer(left, "he");
        right.bytes(Direction::FromRight, std::string("\x81\x05he", 4));
        const ExchangeDiff diff = compare(left, right);
        QCOMPARE(diff.directions[1].changed, std::uint64_t{1});
    }

    void similarMessagesArePaired()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        answer(left, "alpha one"); // 5
        answer(left, "beta one"); // 6
        answer(right, "beta two"); // 5
        const DirectionDiff diff = compare(left, right).directions[1];
        QCOMPARE(rowsOf(diff), QStringList({"left 5 -", "changed 6 5"}));
    }

    void onlyOneExchangeOfAConnectionIsCompared()
    {
        const char *const get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        const auto ok = [](const char *body) {
            return std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n") + body;
        };
        Recording recording;
        recording.bytes(Direction::FromLeft, std::string(get) + get + get);
        recording.bytes(Direction::FromRight, ok("aa"));
        recording.bytes(Direction::FromRight, ok("bb"));
        recording.bytes(Direction::FromRight, ok("aa"));
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
        const auto a = recording.finishAndRead();
        const auto b = recording.read();
        const auto exchanges = a->exchanges();
        QCOMPARE(exchanges.size(), std::size_t{3});
        const ExchangeDiff second = compareExchanges(*a, exchanges[0], *b, exchanges[1], {});
        QCOMPARE(second.directions[1].changed, std::uint64_t{1});
        QCOMPARE(second.directions[1].equal, std::uint64_t{0});
        const ExchangeDiff third = compareExchanges(*a, exchanges[0], *b, exchanges[2], {});
        QCOMPARE(third.directions[1].equal, std::uint64_t{1});
        QCOMPARE(third.directions[1].onlyRight, std::uint64_t{1}); // the end of the connection
    }

    void moreRowsThanAskedForAreCounted()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        for (int i = 0; i < 10; ++i)
            answer(left, "left " + std::to_string(i));
        DiffOptions options;
        options.maxRows = 4;
        const DirectionDiff diff = compare(left, right, options).directions[1];
        QCOMPARE(diff.rows.size(), std::size_t{4});
        QVERIFY(diff.hasMoreRows);
        QCOMPARE(diff.onlyLeft, std::uint64_t{10});
    }

    void aLongStretchThatIsMissingIsFoundAgain()
    {
        Recording left, right;
        left.upgrade();
        right.upgrade();
        for (int i = 0; i < 6'000; ++i) {
            answer(left, "tick " + std::to_string(i));
            if (i < 500 || i >= 5'000)
                answer(right, "tick " + std::to_string(i));
        }
        const DirectionDiff diff = compare(left, right).directions[1];
        QCOMPARE(diff.equal, std::uint64_t{1'500});
        QCOMPARE(diff.onlyLeft, std::uint64_t{4'500});
        QCOMPARE(diff.changed, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestExchangeDiff)
#include "tst_exchangediff.moc"
