// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/linklayer.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats::pcap;

namespace {

class TestLinkLayer : public QObject
{
    Q_OBJECT
private slots:
    void theIpPacketIsFound_data();
    void theIpPacketIsFound();
    void otherLinkTypesAreNotRead();
};

void TestLinkLayer::theIpPacketIsFound_data()
{
    QTest::addColumn<int>("linkType");
    QTest::addColumn<QString>("packet");
    QTest::addColumn<QString>("ip"); ///< in hex; empty: none
    const auto row = [](const char *name, int linkType, const QString &packet, const char *ip) {
        QTest::newRow(name) << linkType << packet << QString(ip);
    };
    const QString macs(24, '0');
    row("Ethernet with IPv4", 1, macs + "0800 45aabb", "45aabb");
    row("Ethernet with IPv6", 1, macs + "86dd 60aabb", "60aabb");
    row("Ethernet with ARP", 1, macs + "0806 000108", "");
    row("a VLAN (802.1Q)", 1, macs + "8100 0064 0800 45aa", "45aa");
    row("a VLAN in a VLAN (802.1ad)", 1, macs + "88a8 0064 8100 0065 86dd 60aa", "60aa");
    row("PPPoE", 1, macs + "8864 11000001 0004 0021 45aa", "45aa");
    row("MPLS with two labels", 1, macs + "8847 00010040 00011140 45aa", "45aa");
    row("MPLS without an end", 1, macs + "8847 00010040 00010040", "");
    row("a VLAN tag that is cut", 1, macs + "8100 00", "");
    row("an Ethernet head that is cut", 1, "0000", "");
    row("IPv4 that is no IPv4", 1, macs + "0800 00aabb", "");
    row("BSD loopback", 0, "02000000 45aa", "45aa");
    row("BSD loopback of another order", 0, "0000001e 60aa", "60aa");
    row("OpenBSD loopback", 108, "00000002 45aa", "45aa");
    row("raw IP", 101, "45aa", "45aa");
    row("raw IP of BSD", 12, "60aa", "60aa");
    row("raw IPv4", 228, "45aa", "45aa");
    row("raw IPv6", 229, "60aa", "60aa");
    row("Linux cooked", 113, "0000 0304 0006 000000000000 0000 0800 45aa", "45aa");
    row("Linux cooked, second version", 276, "0800 0000 00000001 0304 00 06 0000000000000000 45aa", "45aa");
    row("nothing", 101, "", "");
}

void TestLinkLayer::theIpPacketIsFound()
{
    QFETCH(const int, linkType);
    QFETCH(const QString, packet);
    QFETCH(const QString, ip);
    const auto bytes = base::fromHex(packet.toStdString());
    QVERIFY(bytes);
    QVERIFY(isLinkTypeRead(static_cast<std::uint16_t>(linkType)));
    const auto found = ipPacket(static_cast<std::uint16_t>(linkType), *bytes);
    QCOMPARE(QString::fromStdString(found ? base::toHex(*found) : std::string()), ip);
}

void TestLinkLayer::otherLinkTypesAreNotRead()
{
    for (const std::uint16_t type : std::initializer_list<std::uint16_t>{105, 127, 147, 220})
        QVERIFY(!isLinkTypeRead(type));
}

} // namespace

QTEST_APPLESS_MAIN(TestLinkLayer)
#include "tst_linklayer.moc"
