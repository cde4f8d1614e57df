// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/referenceendpoint.h"

#include "support.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace hop101::net;
using namespace hop101::net::test;

namespace {

struct Visitor
{
    QWebSocket socket;
    QSignalSpy connected{&socket, &QWebSocket::connected};
    QSignalSpy texts{&socket, &QWebSocket::textMessageReceived};
    QSignalSpy binaries{&socket, &QWebSocket::binaryMessageReceived};

    Visitor(const ReferenceEndpoint &endpoint, const QString &path)
    {
        socket.open(QUrl(QString::fromStdString(endpoint.url()) + path));
    }
    bool opens()
    {
        return waitFor([this] { return connected.count() == 1; });
    }
    bool hears(int count)
    {
        return waitFor([this, count] { return texts.count() + binaries.count() >= count; });
    }
};

} // namespace

class TestReferenceEndpoint : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto started = ReferenceEndpoint::start();
        QVERIFY(started);
        m_endpoint = std::move(started).value();
        QVERIFY(m_endpoint->port() != 0);
    }
    void echo_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("root") << "/";
        QTest::newRow("/echo") << "/echo";
        QTest::newRow("any other path") << "/some/where?a=b";
    }
    void echo()
    {
        QFETCH(QString, path);
        Visitor visitor(*m_endpoint, path);
        QVERIFY(visitor.opens());
        visitor.socket.sendTextMessage("hello");
        visitor.socket.sendBinaryMessage("bytes");
        QVERIFY(visitor.hears(2));
        QCOMPARE(visitor.texts.front().front().toString(), QString("hello"));
        QCOMPARE(visitor.binaries.front().front().toByteArray(), QByteArray("bytes"));
    }
    void theTickerBeginsAtOnceAndGoesOn()
    {
        Visitor visitor(*m_endpoint, "/ticker");
        QVERIFY(visitor.hears(2));
        const auto json = [&visitor](int i) {
            return QJsonDocument::fromJson(visitor.texts.at(i).front().toString().toUtf8()).object();
        };
        QCOMPARE(json(1).value("tick").toInt(), json(0).value("tick").toInt() + 1);
        QVERIFY(json(0).value("time").toString().endsWith('Z'));
    }
    void theRoomHearsEachText()
    {
        Visitor one(*m_endpoint, "/chat");
        Visitor two(*m_endpoint, "/chat");
        QVERIFY(one.opens() && two.opens());
        one.socket.sendTextMessage("to all");
        QVERIFY(one.hears(1) && two.hears(1));
        QCOMPARE(two.texts.front().front().toString(), QString("to all"));
    }
    void binaryFramesComeFirst()
    {
        Visitor visitor(*m_endpoint, "/binary");
        QVERIFY(visitor.hears(3));
        QCOMPARE(visitor.binaries.at(1).front().toByteArray(), QByteArray::fromHex("0102030405060708"));
        visitor.socket.sendTextMessage("x");
        QVERIFY(visitor.hears(4));
        QCOMPARE(visitor.binaries.at(3).front().toByteArray(), QByteArray("x"));
    }
    void aTakenPortIsAnError()
    {
        const auto second = ReferenceEndpoint::start(m_endpoint->port());
        QVERIFY(!second);
        QVERIFY(!second.error().reason.empty());
    }
    void stoppingEndsItsConnections()
    {
        auto other = std::move(ReferenceEndpoint::start()).value();
        Visitor visitor(*other, "/ticker");
        QVERIFY(visitor.hears(1));
        QSignalSpy gone(&visitor.socket, &QWebSocket::disconnected);
        other.reset();
        QVERIFY(waitFor([&] { return gone.count() == 1; }));
    }

private:
    std::unique_ptr<ReferenceEndpoint> m_endpoint;
};

QTEST_GUILESS_MAIN(TestReferenceEndpoint)
#include "tst_referenceendpoint.moc"
