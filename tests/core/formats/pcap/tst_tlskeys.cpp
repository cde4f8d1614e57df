// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlskeys.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats::pcap;

namespace {

class TestTlsKeys : public QObject
{
    Q_OBJECT
private slots:
    void linesOfAKeyLog();
    void whatIsNoLineIsPassedOver();
};

void TestTlsKeys::linesOfAKeyLog()
{
    const std::string random(64, 'a');
    TlsKeys keys;
    QCOMPARE(keys.add("# comment\r\nCLIENT_RANDOM " + random + " 0102\r\n\nEXPORTER_SECRET " + random
                      + " 03\nSERVER_TRAFFIC_SECRET_0 " + random + " 04"),
             std::size_t{2});
    TlsRandom client;
    client.fill(std::byte{0xaa});
    QCOMPARE(base::toHex(*keys.find(TlsSecret::Master, client)), std::string("0102"));
    QCOMPARE(base::toHex(*keys.find(TlsSecret::ServerTraffic, client)), std::string("04"));
    QVERIFY(!keys.find(TlsSecret::ClientTraffic, client));
    client.fill(std::byte{0xab});
    QVERIFY(!keys.find(TlsSecret::Master, client));
}

void TestTlsKeys::whatIsNoLineIsPassedOver()
{
    const std::string random(64, 'a');
    TlsKeys keys;
    for (const std::string &line :
         {std::string("CLIENT_RANDOM"), "CLIENT_RANDOM " + random, "CLIENT_RANDOM " + random + " ",
          "CLIENT_RANDOM " + random.substr(2) + " 01", "CLIENT_RANDOM " + random + " 0g",
          "CLIENT_RANDOM " + random + " " + std::string(200, '0'), "client_random " + random + " 01"})
        QCOMPARE(keys.add(line), std::size_t{0});
    QVERIFY(keys.isEmpty());
}

} // namespace

QTEST_APPLESS_MAIN(TestTlsKeys)
#include "tst_tlskeys.moc"
