// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/packetsorter.h"

#include "tests/core/formats/pcap/sorted.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::formats::pcap;
using namespace hop101::formats::pcap::fixture;
using hop::Direction;
using Lines = std::vector<std::string>;

namespace {

class TestPacketSorter : public QObject
{
    Q_OBJECT
private slots:
    void aSessionBecomesAHop();
    void connectionsThatAreMixedStayApart();
    void aPortThatIsUsedAgainIsAnotherConnection();
    void aResetEndsTheSideThatSentIt();
    void aGapInALargeFrameEndsWithTheFrame();
    void behindAnyOtherGapFramesAreSought();
    void aGapInAHeadIsOnlyAGap();
    void packetsThatWereCutAreGaps();
    void timesThatGoBackAreHeldUp();
    void withoutAHandshakeItIsCountedOrReadAsWebSocket();
    void onlyTheServersSideIsEnough();
    void whatIsNoHttpIsCounted_data();
    void whatIsNoHttpIsCounted();
    void http2IsNamed();
    void whatIsInATunnelIsAConnectionOfItsOwn();
    void tunnelsWithinTunnelsEnd();
    void tlsThroughAProxyIsNamed();
    void tlsWithoutKeysIsNamed();
    void aFloodOfHalfOpenConnectionsCostsNoMemory();
    void packetsOfOtherKindsAreTold();
    void aSynBehindItsDataIsOfTheSameConnection();
    void oneDirectionAloneIsTold();
    void whatTwoInterfacesSawIsOneConnection();
};

struct Sorted
{
    explicit Sorted(bool isTreated = false) : sorter(seen, isTreated) { }
    SeenHops seen;
    PacketSorter sorter;
    std::int64_t now = 0;
};

void TestPacketSorter::aSessionBecomesAHop()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.upgrade();
    const std::string hello = frame("hello", true);
    talk.client(hello);
    talk.server(frame("hi", false));
    talk.send(Direction::FromRight, tcp::kFin | tcp::kAck, {});
    talk.send(Direction::FromLeft, tcp::kFin | tcp::kAck, {});
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{1});
    const auto &hop = made.seen.hops.front();
    QCOMPARE(hop.lines.size(), std::size_t{7});
    QCOMPARE(hop.lines.front(), std::string("> opened"));
    QCOMPARE(Lines(hop.lines.begin() + 3, hop.lines.end()),
             (Lines{"> bytes 11", "< bytes 4", "< ended 1", "> ended 1"}));
    QVERIFY(hop.text[0].ends_with(hello));
    QCOMPARE(hop.hop.url, std::string("ws://a.example/chat"));
    QCOMPARE(hop.hop.clientAddress, std::string("10.0.0.1:40312"));
    QCOMPARE(hop.hop.serverAddress, std::string("10.0.0.2:80"));
    QVERIFY(hop.hop.madeUp.empty());
    QCOMPARE(hop.times.front(), at(2)); // it is up when the server answers
    QVERIFY(made.sorter.remarks().empty());
}

void TestPacketSorter::connectionsThatAreMixedStayApart()
{
    Sorted made;
    Talk one(made.sorter, made.now, 40'001);
    Talk two(made.sorter, made.now, 40'002);
    one.open();
    two.open();
    two.client("GET /two HTTP/1.1\r\n");
    one.client("GET /one HTTP/1.1\r\n");
    two.client("Host: b\r\n\r\n");
    one.client("Host: a\r\n\r\n");
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{2});
    QCOMPARE(made.seen.hops[0].text[0], std::string("GET /two HTTP/1.1\r\nHost: b\r\n\r\n"));
    QCOMPARE(made.seen.hops[1].text[0], std::string("GET /one HTTP/1.1\r\nHost: a\r\n\r\n"));
    QCOMPARE(made.seen.hops[0].hop.url, std::string("http://b/two"));
}

void TestPacketSorter::aPortThatIsUsedAgainIsAnotherConnection()
{
    Sorted made;
    Talk(made.sorter, made.now, 40'001, 80, 5).upgrade();
    Talk again(made.sorter, made.now, 40'001, 80, 123'456);
    again.upgrade();
    again.server(frame("second", false));
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{2});
    QCOMPARE(made.seen.hops[0].lines.size(), std::size_t{3});
    QCOMPARE(made.seen.hops[1].lines.size(), std::size_t{4});
}

void TestPacketSorter::aResetEndsTheSideThatSentIt()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.upgrade();
    talk.send(Direction::FromRight, tcp::kReset | tcp::kAck, {});
    talk.client("too late");
    made.sorter.finish();
    QCOMPARE(made.seen.hops[0].lines.back(), std::string("< ended 2"));
}

void TestPacketSorter::aGapInALargeFrameEndsWithTheFrame()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.upgrade();
    const std::string large = frame(std::string(10'000, 'x'), false);
    talk.server(large.substr(0, 1000));
    talk.lose(Direction::FromRight, 2000);
    talk.server(large.substr(3000, 4000));
    talk.server(large.substr(7000));
    const std::string next = frame("next", false);
    talk.server(next);
    made.sorter.finish();
    const auto &hop = made.seen.hops.front();
    QCOMPARE(Lines(hop.lines.end() - 3, hop.lines.end()),
             (Lines{"< bytes 1000", "< lost 9004 frames", "< bytes 6"}));
    QVERIFY(hop.text[1].ends_with(next));
}

void TestPacketSorter::behindAnyOtherGapFramesAreSought()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.upgrade();
    talk.client(frame("one", true));
    talk.lose(Direction::FromLeft, 500);
    talk.client("no frame: it is the rest of one"); // passed over
    talk.client(frame("two", true) + frame("three", true));
    made.sorter.finish();
    const auto &hop = made.seen.hops.front();
    QCOMPARE(Lines(hop.lines.end() - 2, hop.lines.end()), (Lines{"> lost 531 frames", "> bytes 20"}));
}

void TestPacketSorter::aGapInAHeadIsOnlyAGap()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.open();
    talk.client("GET / HTTP/1.1\r\n");
    talk.lose(Direction::FromLeft, 40);
    talk.client("\r\n");
    made.sorter.finish();
    QCOMPARE(made.seen.hops[0].lines, (Lines{"> opened", "> bytes 16", "> lost 40", "> bytes 2"}));
}

void TestPacketSorter::packetsThatWereCutAreGaps()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.upgrade();
    talk.send(Direction::FromRight, tcp::kAck, frame(std::string(100, 'x'), false), 60);
    talk.server(frame("whole", false));
    made.sorter.finish();
    const auto &hop = made.seen.hops.front();
    QCOMPARE(Lines(hop.lines.end() - 3, hop.lines.end()),
             (Lines{"< bytes 20", "< lost 82 frames", "< bytes 7"}));
    QVERIFY(made.sorter.remarks().front().sentence.starts_with("1 packet was captured in part"));
}

void TestPacketSorter::timesThatGoBackAreHeldUp()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.upgrade();
    made.now = -1000;
    talk.server(frame("a", false));
    made.sorter.finish();
    const auto &times = made.seen.hops[0].times;
    QCOMPARE(times.back(), times[2]);
}

void TestPacketSorter::withoutAHandshakeItIsCountedOrReadAsWebSocket()
{
    for (const bool isTreated : {false, true}) {
        Sorted made(isTreated);
        Talk talk(made.sorter, made.now);
        talk.server("the middle of something");
        talk.server(frame("from the server", false));
        talk.client(frame("from the client", true));
        made.sorter.finish();
        QCOMPARE(made.sorter.counts().withoutHandshake, isTreated ? 0U : 1U);
        QCOMPARE(made.seen.hops.size(), isTreated ? std::size_t{1} : std::size_t{0});
        if (!isTreated)
            continue;
        const auto &hop = made.seen.hops.front();
        QCOMPARE(hop.hop.clientAddress, std::string("10.0.0.1:40312"));
        QVERIFY(!hop.hop.madeUp.empty());
        QCOMPARE(Lines(hop.lines.end() - 4, hop.lines.end()),
                 (Lines{"< lost 23 frames", "< bytes 17", "> lost 0 frames", "> bytes 21"}));
    }
}

void TestPacketSorter::onlyTheServersSideIsEnough()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    talk.server(frame("hello", false));
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{1});
    QCOMPARE(made.seen.hops[0].hop.serverAddress, std::string("10.0.0.2:80"));
}

void TestPacketSorter::whatIsNoHttpIsCounted_data()
{
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("mail") << QByteArray("HELO me\r\n") << QByteArray("220 mail\r\n");
    QTest::newRow("zeros") << QByteArray(100, '\0') << QByteArray(100, '\0');
    QTest::newRow("the server alone") << QByteArray() << QByteArray("SSH-2.0-x\r\n");
    QTest::newRow("capital letters without an end") << QByteArray(20'000, 'A') << QByteArray();
}

void TestPacketSorter::whatIsNoHttpIsCounted()
{
    QFETCH(const QByteArray, client);
    QFETCH(const QByteArray, server);
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.open();
    if (!server.isEmpty())
        talk.server(server.toStdString());
    if (!client.isEmpty())
        talk.client(client.toStdString());
    made.sorter.finish();
    QVERIFY(made.seen.hops.empty());
    QCOMPARE(made.sorter.counts().noHttp, 1U);
    QCOMPARE(made.sorter.remarks().front().sentence, std::string("1 TCP stream holds no HTTP/1."));
}

void TestPacketSorter::http2IsNamed()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.open();
    talk.client("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    made.sorter.finish();
    QVERIFY(made.seen.hops.empty());
    QCOMPARE(made.sorter.remarks().size(), std::size_t{1});
    QVERIFY(made.sorter.remarks().front().sentence.starts_with("1 connection is HTTP/2"));
}

void TestPacketSorter::whatIsInATunnelIsAConnectionOfItsOwn()
{
    Sorted made;
    Talk talk(made.sorter, made.now, 40'312, 3128);
    talk.open();
    talk.client("CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\n");
    talk.server("HTTP/1.1 407 Who\r\nContent-Length: 2\r\n\r\nno");
    talk.client("CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\n");
    talk.server("HTTP/1.1 200 OK\r\n\r\n");
    talk.client("GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\n\r\n");
    talk.server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    talk.lose(Direction::FromRight, 5);
    talk.server(frame("behind the gap", false));
    talk.send(Direction::FromLeft, tcp::kFin | tcp::kAck, {});
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{2});
    const auto &inside = made.seen.hops[1];
    QCOMPARE(inside.hop.url, std::string("ws://a.example/chat"));
    QCOMPARE(inside.hop.serverAddress, std::string("a.example:80"));
    QVERIFY(inside.text[0].starts_with("GET /chat"));
    QVERIFY(inside.text[1].starts_with("HTTP/1.1 101"));
    QVERIFY(std::ranges::find(inside.lines, "< lost 5 frames") != inside.lines.end());
    QVERIFY(std::ranges::find(inside.lines, "> ended 1") != inside.lines.end());
    // The hop to the proxy keeps all bytes.
    QVERIFY(made.seen.hops[0].text[0].ends_with(inside.text[0]));
    QVERIFY(made.sorter.remarks().empty());
}

void TestPacketSorter::tunnelsWithinTunnelsEnd()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.open();
    for (int i = 0; i < 50; ++i) {
        talk.client("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n");
        talk.server("HTTP/1.1 200 OK\r\n\r\n");
    }
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{kMaxTunnels + 1});
}

void TestPacketSorter::tlsThroughAProxyIsNamed()
{
    Sorted made;
    Talk talk(made.sorter, made.now);
    talk.open();
    talk.client("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n");
    talk.server("HTTP/1.1 200 OK\r\n\r\n");
    talk.client(base::toText(*base::fromHex("160301003b010000370303")));
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{1});
    QCOMPARE(made.sorter.remarks().size(), std::size_t{1});
    QVERIFY(made.sorter.remarks().front().sentence.starts_with("1 TLS stream to h:443"));
}

void TestPacketSorter::tlsWithoutKeysIsNamed()
{
    Sorted made;
    Talk talk(made.sorter, made.now, 40'001, 443);
    talk.open();
    // A ClientHello with the server name "abc", a ServerHello of TLS 1.2.
    const auto bytes = [](const char *hex) { return base::toText(*base::fromHex(hex)); };
    talk.client(bytes("160301003b010000370303") + std::string(33, 'r').replace(32, 1, 1, '\0')
                + bytes("00021301010000 0c 0000 0008 0006 00 0003 616263"));
    talk.server(bytes("160303002a020000260303") + std::string(32, 's') + bytes("00 c02f 00"));
    made.sorter.finish();
    QVERIFY(made.seen.hops.empty());
    QCOMPARE(made.sorter.remarks().size(), std::size_t{1});
    const std::string sentence = made.sorter.remarks().front().sentence;
    QVERIFY2(sentence.starts_with("1 TLS stream to 10.0.0.2:443 (abc)"), sentence.c_str());
}

void TestPacketSorter::aFloodOfHalfOpenConnectionsCostsNoMemory()
{
    Sorted made;
    Talk session(made.sorter, made.now, 999, 80);
    session.upgrade();
    QElapsedTimer timer;
    timer.start();
    constexpr int kConnections = 70'000;
    for (int i = 0; i < kConnections; ++i) {
        Talk talk(made.sorter, made.now, static_cast<std::uint16_t>(i % 60'000 + 1000),
                  static_cast<std::uint16_t>(8000 + i / 60'000));
        talk.send(Direction::FromLeft, tcp::kSyn, {});
    }
    // Connections with HTTP on them are not given up for those.
    session.server(frame("still there", false));
    QCOMPARE(made.seen.hops[0].lines.back(), std::string("< bytes 13"));
    made.sorter.finish();
    QCOMPARE(made.sorter.counts().noBytes, std::uint64_t{kConnections});
    QVERIFY2(timer.elapsed() < 60'000, "the cost of a packet follows the number of connections");
}

void TestPacketSorter::packetsOfOtherKindsAreTold()
{
    Sorted made;
    const base::Bytes fragment = *base::fromHex("45000028000020004006000000000000000000000000");
    made.sorter.take({0, at(1), 147, fragment, fragment.size()});
    made.sorter.take({0, at(1), 101, fragment, fragment.size()});
    made.sorter.finish();
    const auto remarks = made.sorter.remarks();
    QCOMPARE(remarks.size(), std::size_t{2});
    QVERIFY(remarks[0].sentence.starts_with("1 packet is of link type 147"));
    QVERIFY(remarks[1].sentence.starts_with("1 packet is a fragment"));
    QVERIFY(remarks[0].isLoss && remarks[1].isLoss);
}

void TestPacketSorter::aSynBehindItsDataIsOfTheSameConnection()
{
    Sorted made;
    std::vector<base::Bytes> packets;
    TcpWriter tcp(*endpointOf("10.0.0.1:40312"), *endpointOf("10.0.0.2:80"), {100, 77});
    const auto keep = [&](Direction from, std::uint8_t flags, std::string_view text) {
        const base::ByteSpan packet = tcp.packet(from, flags, base::asBytes(text));
        packets.emplace_back(packet.begin(), packet.end());
    };
    keep(Direction::FromLeft, tcp::kSyn, {});
    keep(Direction::FromRight, tcp::kSyn | tcp::kAck, {});
    keep(Direction::FromLeft, tcp::kAck, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    keep(Direction::FromRight, tcp::kAck, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    for (const std::size_t i : {2U, 3U, 0U, 1U})
        made.sorter.take({0, at(static_cast<std::int64_t>(i) + 1), 101, packets[i], packets[i].size()});
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{1});
    QVERIFY(made.seen.hops[0].text[0].starts_with("GET /"));
    QVERIFY(made.seen.hops[0].text[1].starts_with("HTTP/1.1 200"));
    QCOMPARE(made.sorter.remarks().size(), std::size_t{1});
    QVERIFY(
        made.sorter.remarks().front().sentence.starts_with("2 packets stand in the file behind later ones"));
}

void TestPacketSorter::oneDirectionAloneIsTold()
{
    for (const bool isAnswered : {false, true}) {
        Sorted made;
        TcpWriter tcp(*endpointOf("10.0.0.1:40312"), *endpointOf("10.0.0.2:80"), {100, 77});
        const auto give = [&](Direction from, std::uint8_t flags, std::string_view text) {
            const base::ByteSpan packet = tcp.packet(from, flags, base::asBytes(text));
            if (from == Direction::FromLeft || isAnswered)
                made.sorter.take({0, at(++made.now), 101, packet, packet.size()});
        };
        give(Direction::FromLeft, tcp::kSyn, {});
        give(Direction::FromRight, tcp::kSyn | tcp::kAck, {});
        give(Direction::FromLeft, tcp::kAck, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        made.sorter.finish();
        QCOMPARE(made.seen.hops.size(), std::size_t{1});
        QCOMPARE(made.sorter.remarks().size(), isAnswered ? std::size_t{0} : std::size_t{1});
        if (!isAnswered)
            QVERIFY(made.sorter.remarks().front().sentence.starts_with("Of 1 connection only one direction"));
    }
}

void TestPacketSorter::whatTwoInterfacesSawIsOneConnection()
{
    Sorted made;
    for (int i = 0; i < 2; ++i) {
        Talk talk(made.sorter, made.now);
        talk.upgrade();
        talk.client(frame("hello", true));
        talk.send(Direction::FromLeft, tcp::kFin | tcp::kAck, {});
        talk.send(Direction::FromRight, tcp::kFin | tcp::kAck, {});
    }
    made.sorter.finish();
    QCOMPARE(made.seen.hops.size(), std::size_t{1});
}

} // namespace

QTEST_APPLESS_MAIN(TestPacketSorter)
#include "tst_packetsorter.moc"
