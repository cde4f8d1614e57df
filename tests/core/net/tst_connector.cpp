// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connector.h"

#include "support.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTest>

#include <optional>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;
using namespace std::chrono_literals;

namespace {

struct Attempt
{
    Connector connector;
    std::optional<Connector::Connected> connected;
    std::optional<Connector::Failure> failure;

    Attempt(const char *host, quint16 port, std::chrono::milliseconds timeout = 10s)
    {
        QObject::connect(&connector, &Connector::connected, &connector,
                         [this](const auto &made) { connected = made; });
        QObject::connect(&connector, &Connector::failed, &connector,
                         [this](const auto &why) { failure = why; });
        connector.start(host, port, timeout);
    }
    ~Attempt()
    {
        if (connected)
            ::close(connected->descriptor);
    }
    bool ends()
    {
        return waitFor([this] { return connected || failure; });
    }
};

quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class TestConnector : public QObject
{
    Q_OBJECT
private slots:
    void addressesAreWrittenAsInUrls()
    {
        QCOMPARE(addressText(QHostAddress("127.0.0.1"), 80), std::string("127.0.0.1:80"));
        QCOMPARE(addressText(QHostAddress("::ffff:127.0.0.1"), 80), std::string("127.0.0.1:80"));
        QCOMPARE(addressText(QHostAddress("::1"), 8101), std::string("[::1]:8101"));
    }
    void aConnectionIsHandedOver()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Attempt attempt("127.0.0.1", server.serverPort());
        QVERIFY(attempt.ends());
        QVERIFY(attempt.connected);
        QVERIFY(attempt.connected->descriptor >= 0);
        QCOMPARE(attempt.connected->peer, "127.0.0.1:" + std::to_string(server.serverPort()));
        QVERIFY(attempt.connected->local.starts_with("127.0.0.1:"));
    }
    void aNameWithSeveralAddressesFindsTheOneThatListens_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("localhost") << "localhost";
        QTest::newRow("a name under it, which no file lists") << "chat.LocalHost";
    }
    void aNameWithSeveralAddressesFindsTheOneThatListens()
    {
        QFETCH(QString, name);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Attempt attempt(name.toUtf8().constData(), server.serverPort());
        QVERIFY(attempt.ends());
        QVERIFY(attempt.connected);
    }
    void localhostWithNothingThereIsRefused()
    {
        Attempt attempt("localhost", closedPort());
        QVERIFY(attempt.ends());
        QVERIFY(attempt.failure);
        QCOMPARE(attempt.failure->stage, hop::FailStage::Connect);
    }
    void aRefusalIsToldInTheSystemsWords()
    {
        Attempt attempt("127.0.0.1", closedPort());
        QVERIFY(attempt.ends());
        QVERIFY(attempt.failure);
        QCOMPARE(attempt.failure->stage, hop::FailStage::Connect);
        QCOMPARE(attempt.failure->reason, std::string("Connection refused"));
    }
    void aNameThatDoesNotExist()
    {
        // RFC 6761 section 6.4: names under .invalid never resolve.
        Attempt attempt("nothing.invalid", 80);
        QVERIFY(attempt.ends());
        QVERIFY(attempt.failure);
        QCOMPARE(attempt.failure->stage, hop::FailStage::Resolve);
        QVERIFY(!attempt.failure->reason.empty());
    }
    void noAnswerWithinTheLimit()
    {
        const BusyPort busy;
        QVERIFY(busy.port != 0);
        Attempt attempt("127.0.0.1", busy.port, 100ms);
        QVERIFY(attempt.ends());
        QVERIFY(attempt.failure);
        QCOMPARE(attempt.failure->stage, hop::FailStage::ConnectTimeout);
    }
};

QTEST_GUILESS_MAIN(TestConnector)
#include "tst_connector.moc"
