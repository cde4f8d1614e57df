// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/payloadreader.h"

#include "tests/core/capture/fixture.h"

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;
using websocket::Opcode;

namespace {

std::string payloadOf(const Reader &reader, std::uint64_t id, std::uint64_t offset = 0,
                      std::uint64_t limit = 1'000'000)
{
    return base::toText(readPayload(reader, reader.event({id}), offset, limit));
}

} // namespace

class TestPayloadReader : public QObject
{
    Q_OBJECT
private slots:
    void aFrameIsUnmaskedFromAnyOffset()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, "0123456789", true));
        const auto reader = recording.finishAndRead();
        for (std::uint64_t offset = 0; offset <= 11; ++offset)
            QCOMPARE(payloadOf(*reader, 5, offset),
                     std::string("0123456789").substr(std::min<std::size_t>(offset, 10)));
        QCOMPARE(payloadOf(*reader, 5, 3, 2), std::string("34"));
    }

    void aFrameDoesNotReachIntoTheNext()
    {
        Recording recording;
        recording.upgrade();
        base::Bytes both = frame(Opcode::Text, "one");
        base::append(both, frame(Opcode::Text, "two"));
        recording.bytes(Direction::FromRight, both);
        const auto reader = recording.finishAndRead();
        QCOMPARE(payloadOf(*reader, 5), std::string("one"));
        QCOMPARE(payloadOf(*reader, 6), std::string("two"));
    }

    void aFrameThatAnnouncesMoreThanThereCanBeIsWhatCame()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight,
                        std::string("\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", 10) + "data");
        recording.recorder().commit();
        QCOMPARE(payloadOf(*recording.read(), 5), std::string("data"));
        const auto reader = recording.finishAndRead();
        QVERIFY(!reader->damage());
        QCOMPARE(payloadOf(*reader, 5), std::string("data"));
    }

    void bodiesAreDecoded_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a length") << QByteArray("Content-Length: 5\r\n") << QByteArray("hello")
                                  << QByteArray("hello");
        QTest::newRow("until close") << QByteArray() << QByteArray("hello") << QByteArray("hello");
        QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked\r\n")
                                << QByteArray("2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n") << QByteArray("hello");
        QTest::newRow("chunks that end early") << QByteArray("Transfer-Encoding: chunked\r\n")
                                               << QByteArray("2\r\nhe\r\n3\r\nl") << QByteArray("hel");
        QTest::newRow("many chunks") << QByteArray("Transfer-Encoding: chunked\r\n")
                                     << QByteArray("4\r\nabcd\r\n").repeated(100'000) + "0\r\n\r\n"
                                     << QByteArray("abcd").repeated(100'000);
    }
    void bodiesAreDecoded()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, body);
        Recording recording;
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight, "HTTP/1.1 403 Forbidden\r\n" + head.toStdString() + "\r\n");
        recording.bytes(Direction::FromRight, wire.toStdString());
        recording.take(Direction::FromRight, hop::Ended{});
        const auto reader = recording.finishAndRead();
        QCOMPARE(reader->event({3}).kind, EventKind::Body);
        QCOMPARE(reader->event({3}).payloadSize, std::int64_t{body.size()});
        QCOMPARE(payloadOf(*reader, 3), body.toStdString());
        QCOMPARE(payloadOf(*reader, 3, 1, 3), body.toStdString().substr(1, 3));
        QCOMPARE(payloadOf(*reader, 3, static_cast<std::uint64_t>(body.size())), std::string());
    }

    void headsAreAsOnTheWire()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        QCOMPARE(payloadOf(*reader, 2), std::string(kRequest));
        QCOMPARE(payloadOf(*reader, 3, 9, 3), std::string("101"));
        QCOMPARE(payloadOf(*reader, 1), std::string());
        QCOMPARE(payloadOf(*reader, 4), std::string());
    }
};

QTEST_APPLESS_MAIN(TestPayloadReader)
#include "tst_payloadreader.moc"
