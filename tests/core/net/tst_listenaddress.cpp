// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenaddress.h"

#include "core/tls/tlsfilter.h"
#include "support.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

class TestListenAddress : public QObject
{
    Q_OBJECT
private slots:
    void whereAListenerIs_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("url"); // empty: no address
        QTest::newRow("an IPv4 address") << "127.0.0.1"
                                         << "ws://127.0.0.1:8101/";
        QTest::newRow("an IPv6 address") << "::1"
                                         << "ws://[::1]:8101/";
        QTest::newRow("localhost") << "localhost"
                                   << "ws://127.0.0.1:8101/";
        QTest::newRow("all addresses are reached by loopback") << "*"
                                                               << "ws://127.0.0.1:8101/";
        QTest::newRow("a name") << "example.org"
                                << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void whereAListenerIs()
    {
        QFETCH(const QString, host);
        QFETCH(const QString, url);
        const auto address = addressFrom(host.toStdString());
        QCOMPARE(address.has_value(), !url.isEmpty());
        if (address)
            QCOMPARE(QString::fromStdString(listenUrl(*address, 8101, false)), url);
    }
    void aSecureListenerSaysWss()
    {
        QCOMPARE(listenUrl(*addressFrom("127.0.0.1"), 1, true), std::string("wss://127.0.0.1:1/"));
    }
    void bothEndsOfAConnectionAreNamed()
    {
        const test::TcpPair pair;
        QCOMPARE(peerAddress(pair.left), ownAddress(pair.right));
        QCOMPARE(peerAddress(pair.right), ownAddress(pair.left));
        QVERIFY(peerAddress(pair.left).starts_with("127.0.0.1:"));
        ::close(pair.left);
        ::close(pair.right);
        QVERIFY(peerAddress(-1).empty());
    }
    void aCertificateIsMadeForTheAddressThatIsListenedOn()
    {
        session::ListenAddress address;
        QVERIFY(!identityFor(address).value());
        address.isSecure = true;
        address.host = "127.0.0.9";
        const auto made = identityFor(address);
        QVERIFY(made && made.value());
        tls::ClientOptions options;
        options.verifyName = "127.0.0.9";
        options.authoritiesPem = made.value()->certificatePem;
        auto client = std::move(tls::TlsFilter::client(options)).value();
        auto server = std::move(tls::TlsFilter::server({*made.value()})).value();
        base::Bytes plain;
        for (int i = 0; i < 5; ++i) {
            server.receive(client.takeOutput(), plain);
            client.receive(server.takeOutput(), plain);
        }
        QVERIFY(client.state() == tls::TlsState::Up);
        QVERIFY(client.verifyProblems().empty());
    }
    void filesThatAreNotThereAreNoIdentity()
    {
        session::ListenAddress address;
        address.isSecure = true;
        address.certificateFile = "/nonexistent/cert.pem";
        const auto made = identityFor(address);
        QVERIFY(!made);
        QVERIFY(made.error().fault == session::ListenFault::BadIdentity);
        QVERIFY(!made.error().reason.empty());
    }
};

QTEST_APPLESS_MAIN(TestListenAddress)
#include "tst_listenaddress.moc"
