// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tcpsegment.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats::pcap;

namespace {

const QString kTcp = "9c40 0050 00000001 00000002 5018 ffff 0000 0000";
const QString kIpv4Ends = "0a000001 0a000002";
const QString kIpv6Ends = "20010db8000000000000000000000001 20010db8000000000000000000000002";

/// "10.0.0.1:40000 > 10.0.0.2:80 seq 1 ack 2 flags 24 'hi' +0", or why there is none.
QString told(const std::variant<TcpSegment, NoSegment> &step)
{
    if (const auto *why = std::get_if<NoSegment>(&step))
        return QStringList{"other", "tunnel", "fragment", "malformed", "cut"}.at(static_cast<int>(*why));
    const auto &segment = std::get<TcpSegment>(step);
    return QString("%1 > %2 seq %3 ack %4 flags %5 '%6' +%7")
        .arg(QString::fromStdString(textOf(segment.from)), QString::fromStdString(textOf(segment.to)))
        .arg(segment.seq)
        .arg(segment.ack)
        .arg(segment.flags)
        .arg(QString::fromStdString(base::toText(segment.payload)))
        .arg(segment.missing);
}

class TestTcpSegment : public QObject
{
    Q_OBJECT
private slots:
    void packetsAreTakenApart_data();
    void packetsAreTakenApart();
};

void TestTcpSegment::packetsAreTakenApart_data()
{
    QTest::addColumn<QString>("packet");
    QTest::addColumn<int>("length"); ///< on the wire; 0: all was captured
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const QString &packet, const QString &result, int length = 0) {
        QTest::newRow(name) << packet << length << result;
    };
    const QString four = "10.0.0.1:40000 > 10.0.0.2:80 seq 1 ack 2 flags 24 ";
    const QString six = "[2001:db8::1]:40000 > [2001:db8::2]:80 seq 1 ack 2 flags 24 ";
    row("IPv4", "4500 002a 0000 4000 4006 0000" + kIpv4Ends + kTcp + "6869", four + "'hi' +0");
    row("padding behind it is not payload",
        "4500 002a 0000 4000 4006 0000" + kIpv4Ends + kTcp + "6869 000000", four + "'hi' +0");
    row("options of IPv4", "4600 002e 0000 4000 4006 0000" + kIpv4Ends + "01010101" + kTcp + "6869",
        four + "'hi' +0");
    row("options of TCP",
        "4500 002e 0000 4000 4006 0000" + kIpv4Ends + QString(kTcp).replace("5018", "6018") + "01010101 6869",
        four + "'hi' +0");
    row("a length of 0, as offloading leaves it", "4500 0000 0000 4000 4006 0000" + kIpv4Ends + kTcp + "6869",
        four + "'hi' +0");
    row("captured in part", "4500 002d 0000 4000 4006 0000" + kIpv4Ends + kTcp + "6869", four + "'hi' +3",
        45);
    row("captured up to the options",
        "4500 002f 0000 4000 4006 0000" + kIpv4Ends + QString(kTcp).replace("5018", "6018"), four + "'' +3",
        47);
    row("the first fragment", "4500 002a 0000 2000 4006 0000" + kIpv4Ends + kTcp + "6869", "fragment");
    row("a later fragment", "4500 002a 0000 0010 4006 0000" + kIpv4Ends + kTcp + "6869", "fragment");
    row("UDP", "4500 002a 0000 4000 4011 0000" + kIpv4Ends + kTcp + "6869", "other");
    row("GRE", "4500 002a 0000 4000 402f 0000" + kIpv4Ends + kTcp + "6869", "tunnel");
    row("IP in IP", "4500 002a 0000 4000 4004 0000" + kIpv4Ends + kTcp + "6869", "tunnel");
    row("VXLAN", "4500 0024 0000 4000 4011 0000" + kIpv4Ends + "d000 12b5 0010 0000 0800000000000700",
        "tunnel");
    row("GRE over IPv6", "60000000 0016 2f 40" + kIpv6Ends + kTcp + "6869", "tunnel");
    row("a head of 16 bytes", "4400 002a 0000 4000 4006 0000" + kIpv4Ends + kTcp + "6869", "malformed");
    row("too short for TCP", "4500 0020 0000 4000 4006 0000" + kIpv4Ends + kTcp + "6869", "malformed");
    row("a TCP head longer than the packet",
        "4500 002a 0000 4000 4006 0000" + kIpv4Ends + QString(kTcp).replace("5018", "f018") + "6869",
        "malformed");
    row("captured without ports", "4500 002a 0000 4000 4006 0000" + kIpv4Ends + "9c40", "cut", 42);
    row("IPv6", "60000000 0016 06 40" + kIpv6Ends + kTcp + "6869", six + "'hi' +0");
    row("extension headers of IPv6",
        "60000000 0026 00 40" + kIpv6Ends + "3c00010400000000 0600010400000000" + kTcp + "6869",
        six + "'hi' +0");
    row("an atomic fragment", "60000000 001e 2c 40" + kIpv6Ends + "0600000000000001" + kTcp + "6869",
        six + "'hi' +0");
    row("a fragment of IPv6", "60000000 001e 2c 40" + kIpv6Ends + "0600000100000001" + kTcp + "6869",
        "fragment");
    row("ICMPv6", "60000000 0016 3a 40" + kIpv6Ends + kTcp + "6869", "other");
    row("an extension header beyond the packet",
        "60000000 0016 00 40" + kIpv6Ends + "06ff010400000000" + kTcp, "malformed");
    row("half a head of IPv6", "60000000 0016 06 40", "cut");
}

void TestTcpSegment::packetsAreTakenApart()
{
    QFETCH(const QString, packet);
    QFETCH(const int, length);
    QFETCH(const QString, result);
    const auto bytes = base::fromHex(packet.toStdString());
    QVERIFY(bytes);
    const std::uint64_t size = length == 0 ? bytes->size() : static_cast<std::uint64_t>(length);
    QCOMPARE(told(tcpSegment(*bytes, size)), result);
    // Whatever is cut off, nothing is read beyond it.
    for (std::size_t cut = 0; cut < bytes->size(); ++cut) {
        const base::Bytes front(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(cut));
        (void)tcpSegment(front, size);
    }
}

} // namespace

QTEST_APPLESS_MAIN(TestTcpSegment)
#include "tst_tcpsegment.moc"
