// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/content.h"

#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

class TestContent : public QObject
{
    Q_OBJECT
private slots:
    void headsAreParsedAgain()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        const auto request = requestHead(*reader, reader->event({2}));
        QVERIFY(request);
        QCOMPARE(request->method, std::string("GET"));
        QCOMPARE(request->fields.lines.size(), std::size_t{5});
        const auto response = responseHead(*reader, reader->event({3}));
        QVERIFY(response);
        QCOMPARE(response->status, 101);
        QVERIFY(!requestHead(*reader, reader->event({3})));
        QVERIFY(!responseHead(*reader, reader->event({2})));
        QVERIFY(!requestHead(*reader, reader->event({99})));
    }

    void theVerdictIsWhatTheSessionSaw_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, QByteArray answer, hop::ExchangeState state) {
            QTest::newRow(name) << answer << static_cast<int>(state);
        };
        row("an upgrade", kSwitch, hop::ExchangeState::Upgraded);
        row("a refusal", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno",
            hop::ExchangeState::Refused);
        row("a broken 101", "HTTP/1.1 101 Switching Protocols\r\n\r\n", hop::ExchangeState::Broken101);
        row("something else than HTTP", "SSH-2.0-OpenSSH_9.2p1 Debian\r\n", hop::ExchangeState::NoAnswer);
        row("the end", "", hop::ExchangeState::NoAnswer);
    }
    void theVerdictIsWhatTheSessionSaw()
    {
        QFETCH(QByteArray, answer);
        Recording recording;
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight, answer.toStdString());
        recording.take(Direction::FromRight, hop::Ended{});
        const hop::Verdict seen = recording.recorder().verdict(recording.hop());
        const auto reader = recording.finishAndRead();
        QCOMPARE(reader->exchanges().size(), std::size_t{1});
        const hop::Verdict read = verdictOf(*reader, reader->exchanges().front());
        QTEST(static_cast<int>(read.state), "state");
        QCOMPARE(read.status, seen.status);
        QCOMPARE(read.results.size(), seen.results.size());
        for (std::size_t i = 0; i < read.results.size(); ++i)
            QVERIFY2(read.results[i] == seen.results[i], rules::info(read.results[i].rule).id);
    }

    void eachEventHasItsExchange()
    {
        Recording recording;
        const char *request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        recording.bytes(Direction::FromLeft, request); // 1
        recording.bytes(Direction::FromLeft, request); // 2: pipelined
        recording.bytes(Direction::FromRight, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno"); // 3 4
        recording.bytes(Direction::FromRight, "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"); // 5 6
        const auto reader = recording.finishAndRead();
        const auto of = [&reader](std::uint64_t id) {
            return exchangeOf(*reader, reader->event({id}))->id.value;
        };
        QCOMPARE(of(1), std::uint64_t{1});
        QCOMPARE(of(2), std::uint64_t{2});
        QCOMPARE(of(3), std::uint64_t{1});
        QCOMPARE(of(4), std::uint64_t{1});
        QCOMPARE(of(5), std::uint64_t{2});
        QCOMPARE(of(6), std::uint64_t{2});
    }
};

QTEST_APPLESS_MAIN(TestContent)
#include "tst_content.moc"
