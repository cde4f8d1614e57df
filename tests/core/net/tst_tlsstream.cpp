// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsstream.h"

#include "core/net/stream.h"
#include "support.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;

namespace {

tls::Identity identity()
{
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    static const tls::Identity made = tls::makeSelfSigned({{"127.0.0.1"}, now - 3600, now + 3600}).value();
    return made;
}

tls::TlsFilter clientFilter()
{
    tls::ClientOptions options;
    options.verifyName = "127.0.0.1";
    options.systemAuthorities = false;
    options.authoritiesPem = identity().certificatePem;
    return std::move(tls::TlsFilter::client(options)).value();
}

/// TLS over real sockets, both ends ours.
struct Fixture
{
    TcpPair sockets;
    Notes left, right;
    TlsStream client{std::make_unique<Stream>(sockets.left), clientFilter()};
    TlsStream server{std::make_unique<Stream>(sockets.right),
                     std::move(tls::TlsFilter::server({identity()})).value()};
    QSignalSpy up{&client, &TlsStream::up};
    QSignalSpy serverUp{&server, &TlsStream::up};

    Fixture()
    {
        client.start(left);
        server.start(right);
    }
    bool comesUp()
    {
        return waitFor([this] { return up.count() == 1 && serverUp.count() == 1; });
    }
};

void send(TlsStream &stream, const QByteArray &bytes)
{
    stream.write(bytesOf(bytes));
    stream.flush();
}

} // namespace

class TestTlsStream : public QObject
{
    Q_OBJECT
private slots:
    void plaintextGoesBothWays()
    {
        Fixture f;
        send(f.client, "early"); // waits for the handshake
        QCOMPARE(f.left.sent, QByteArray());
        QVERIFY(f.comesUp());
        QVERIFY(f.client.filter().verifyProblems().empty());
        send(f.server, "hello");
        QVERIFY(waitFor([&] { return f.right.input == "early" && f.left.input == "hello"; }));
        QCOMPARE(f.left.sent, QByteArray("early"));
        QCOMPARE(f.client.unsentBytes(), 0U);
    }
    void muchDataBothWaysAtOnce()
    {
        Fixture f;
        QVERIFY(f.comesUp());
        const QByteArray big = pattern(8 * 1024 * 1024);
        send(f.client, big);
        send(f.server, big);
        QVERIFY(f.client.unsentBytes() > 0);
        QVERIFY(
            waitFor([&] { return f.left.input.size() == big.size() && f.right.input.size() == big.size(); }));
        QVERIFY(f.left.input == big);
        QVERIFY(f.right.input == big);
        QVERIFY(f.left.sent == big);
        QCOMPARE(f.client.unsentBytes(), 0U);
    }
    void eachDirectionEndsForItself()
    {
        Fixture f;
        QVERIFY(f.comesUp());
        const QByteArray big = pattern(4 * 1024 * 1024);
        f.client.write(bytesOf(big));
        f.client.finish(); // after all of it
        QVERIFY(waitFor([&] { return f.right.ends == QStringList{"in fin"}; }));
        QVERIFY(f.right.input == big);
        QCOMPARE(f.left.ends, QStringList{"out by us"});
        send(f.server, "answer");
        QVERIFY(waitFor([&] { return f.left.input == "answer"; }));
        f.server.finish();
        QVERIFY(waitFor([&] { return f.left.ends == (QStringList{"out by us", "in fin"}); }));
        QVERIFY(f.client.filter().state() == tls::TlsState::Closed);
    }
    void closingIsNoTruncationForThePeer()
    {
        Fixture f;
        QVERIFY(f.comesUp());
        f.client.close(false);
        QVERIFY(waitFor([&] { return f.right.ends == QStringList{"in fin"}; }));
        QVERIFY(f.server.filter().peerClosed());
    }
    void anEndInsideTheHandshakeFails()
    {
        TcpPair sockets;
        Notes notes;
        TlsStream client(std::make_unique<Stream>(sockets.left), clientFilter());
        tls::TlsError error;
        QObject::connect(&client, &TlsStream::failed, &client,
                         [&](const tls::TlsError &told) { error = told; });
        QSignalSpy failed(&client, &TlsStream::failed);
        client.start(notes);
        ::close(sockets.right);
        QVERIFY(waitFor([&] { return failed.count() == 1; }));
        QVERIFY(error.fault == tls::TlsFault::Truncated);
        QCOMPARE(notes.ends, QStringList());
    }
    void aPeerWithoutTlsFails()
    {
        TcpPair sockets;
        Notes notes;
        TlsStream client(std::make_unique<Stream>(sockets.left), clientFilter());
        QSignalSpy failed(&client, &TlsStream::failed);
        client.start(notes);
        QCOMPARE(::send(sockets.right, "HTTP/1.1 400 Bad Request\r\n\r\n", 28, 0), ssize_t{28});
        QVERIFY(waitFor([&] { return failed.count() == 1; }));
        QVERIFY(client.filter().error().fault == tls::TlsFault::NotTls);
        QCOMPARE(notes.input, QByteArray());
        ::close(sockets.right);
    }
};

QTEST_GUILESS_MAIN(TestTlsStream)
#include "tst_tlsstream.moc"
