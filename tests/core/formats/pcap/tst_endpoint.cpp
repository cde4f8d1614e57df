// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/endpoint.h"

#include <QTest>

using namespace hop101::formats::pcap;

namespace {

class TestEndpoint : public QObject
{
    Q_OBJECT
private slots:
    void addressesAreReadAndWritten_data();
    void addressesAreReadAndWritten();
};

void TestEndpoint::addressesAreReadAndWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("again"); ///< empty: none
    QTest::newRow("IPv4") << "127.0.0.1:9101"
                          << "127.0.0.1:9101";
    QTest::newRow("IPv6") << "[::1]:80"
                          << "[::1]:80";
    QTest::newRow("IPv6 with a zone") << "[fe80::1%eth0]:80"
                                      << "[fe80::1]:80";
    QTest::newRow("IPv6 without brackets") << "2001:db8::1:80"
                                           << "[2001:db8::1]:80";
    QTest::newRow("mapped IPv4 is IPv4") << "[::ffff:10.0.0.1]:80"
                                         << "10.0.0.1:80";
    QTest::newRow("a name") << "localhost:80"
                            << "";
    QTest::newRow("a Unix socket") << "/run/a.sock"
                                   << "";
    QTest::newRow("a port that is too large") << "127.0.0.1:65536"
                                              << "";
    QTest::newRow("no port") << "127.0.0.1"
                             << "";
    QTest::newRow("nothing") << ""
                             << "";
}

void TestEndpoint::addressesAreReadAndWritten()
{
    QFETCH(const QString, text);
    QFETCH(const QString, again);
    const auto endpoint = endpointOf(text.toStdString());
    QCOMPARE(QString::fromStdString(endpoint ? textOf(*endpoint) : std::string()), again);
    if (endpoint)
        QCOMPARE(endpoint->isIpv4(), !again.startsWith('['));
}

} // namespace

QTEST_APPLESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
