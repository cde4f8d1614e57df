// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/stream.h"

#include "support.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <fcntl.h>

using namespace hop101::net;
using namespace hop101::net::test;

namespace {

/// A Stream and the raw other end.
struct Fixture
{
    TcpPair sockets;
    Notes notes;
    Stream stream{sockets.left};
    int peer = sockets.right;

    Fixture() { stream.start(notes); }
    ~Fixture() { closePeer(); }
    void closePeer()
    {
        if (peer >= 0)
            ::close(std::exchange(peer, -1));
    }
    void resetPeer() { resetAndClose(std::exchange(peer, -1)); }
    bool peerSends(const QByteArray &bytes) const
    {
        return ::send(peer, bytes, std::size_t(bytes.size()), 0) == bytes.size();
    }
    /// What is there for the peer now.
    QByteArray peerReads() const
    {
        QByteArray all;
        QByteArray piece(1 << 20, Qt::Uninitialized);
        ssize_t got = 0;
        while ((got = ::recv(peer, piece.data(), std::size_t(piece.size()), MSG_DONTWAIT)) > 0)
            all.append(piece.constData(), got);
        return all;
    }
    void send(const QByteArray &bytes)
    {
        stream.write(bytesOf(bytes));
        stream.flush();
    }
};

} // namespace

class TestStream : public QObject
{
    Q_OBJECT
private slots:
    void bytesGoBothWaysAndAreToldWhenTheKernelTookThem()
    {
        Fixture f;
        f.stream.write(bytesOf("hel"));
        f.stream.write(bytesOf("lo"));
        QCOMPARE(f.stream.unsentBytes(), 5U);
        QCOMPARE(f.notes.sent, QByteArray());
        f.stream.flush();
        QCOMPARE(f.stream.unsentBytes(), 0U);
        QCOMPARE(f.notes.sent, QByteArray("hello"));
        QCOMPARE(f.peerReads(), QByteArray("hello"));
        QVERIFY(f.peerSends("world"));
        QVERIFY(waitFor([&] { return f.notes.input == "world"; }));
        QCOMPARE(f.notes.ends, QStringList());
    }
    void aSlowReaderLeavesTheRestWaiting()
    {
        Fixture f;
        const QByteArray big = pattern(32 * 1024 * 1024);
        f.send(big);
        QVERIFY(f.stream.unsentBytes() > 0);
        QCOMPARE(quint64(f.notes.sent.size()) + f.stream.unsentBytes(), quint64(big.size()));
        QByteArray read;
        QVERIFY(waitFor([&] {
            read += f.peerReads();
            return read.size() == big.size();
        }));
        QVERIFY(read == big);
        QVERIFY(waitFor([&] { return f.notes.sent.size() == big.size(); }));
        QVERIFY(f.notes.sent == big);
        QCOMPARE(f.stream.unsentBytes(), 0U);
    }
    void afterThePeersFinItStillWrites()
    {
        Fixture f;
        QVERIFY(f.peerSends("last words"));
        ::shutdown(f.peer, SHUT_WR);
        QVERIFY(waitFor([&] { return f.notes.ends == QStringList{"in fin"}; }));
        QCOMPARE(f.notes.input, QByteArray("last words"));
        f.send("answer");
        QCOMPARE(f.peerReads(), QByteArray("answer"));
        f.stream.finish();
        QCOMPARE(f.notes.ends, (QStringList{"in fin", "out by us"}));
    }
    void afterOurFinItStillReads()
    {
        Fixture f;
        f.stream.write(bytesOf("request"));
        f.stream.finish();
        QCOMPARE(f.notes.ends, QStringList{"out by us"});
        f.send("too late");
        QCOMPARE(f.peerReads(), QByteArray("request"));
        QVERIFY(f.peerSends("response"));
        f.closePeer();
        QVERIFY(waitFor([&] { return f.notes.ends.size() == 2; }));
        QCOMPARE(f.notes.input, QByteArray("response"));
        QCOMPARE(f.notes.ends, (QStringList{"out by us", "in fin"}));
    }
    void finishWaitsUntilAllIsSent()
    {
        Fixture f;
        const QByteArray big = pattern(32 * 1024 * 1024);
        f.stream.write(bytesOf(big));
        f.stream.finish();
        QCOMPARE(f.notes.ends, QStringList());
        qsizetype read = 0;
        QVERIFY(waitFor([&] {
            read += f.peerReads().size();
            return f.notes.ends == QStringList{"out by us"};
        }));
        QVERIFY(waitFor([&] {
            read += f.peerReads().size();
            return read == big.size();
        }));
    }
    void aResetIsNoFin()
    {
        Fixture f;
        f.resetPeer();
        QVERIFY(waitFor([&] { return !f.notes.ends.isEmpty(); }));
        QCOMPARE(f.notes.ends, QStringList{"in reset"});
    }
    void whatCameBeforeAResetIsRead()
    {
        Fixture f;
        QVERIFY(f.peerSends("last words"));
        f.resetPeer();
        QVERIFY(waitFor([&] { return !f.notes.ends.isEmpty(); }));
        QCOMPARE(f.notes.input, QByteArray("last words"));
        QCOMPARE(f.notes.ends, QStringList{"in reset"});
    }
    void aResetThatWritingMeetsFirstIsStillAReset()
    {
        Fixture f;
        f.stream.setReading(false);
        f.resetPeer();
        f.send("x"); // the kernel tells the reset here, and only once
        QVERIFY(waitFor([&] { return f.notes.ends.size() == 2; }));
        QCOMPARE(f.notes.ends, (QStringList{"out reset", "in reset"}));
        QCOMPARE(f.stream.unsentBytes(), 0U);
    }
    void aPausedStreamReadsLater()
    {
        Fixture f;
        f.stream.setReading(false);
        QVERIFY(f.peerSends("hello"));
        runQueued();
        QCOMPARE(f.notes.input, QByteArray());
        f.stream.setReading(true);
        QVERIFY(waitFor([&] { return f.notes.input == "hello"; }));
    }
    void muchInputComesWhole()
    {
        Fixture f;
        const QByteArray big = pattern(8 * 1024 * 1024);
        ::fcntl(f.peer, F_SETFL, O_NONBLOCK);
        qsizetype at = 0;
        QVERIFY(waitFor([&] {
            const ssize_t put =
                ::send(f.peer, big.constData() + at, std::size_t(big.size() - at), MSG_NOSIGNAL);
            at += std::max<ssize_t>(put, 0);
            return f.notes.input.size() == big.size();
        }));
        QVERIFY(f.notes.input == big);
    }
    void closeTellsNothingAndTheOtherSideSeesAFin()
    {
        Fixture f;
        f.stream.close(false);
        char byte = 0;
        QCOMPARE(::recv(f.peer, &byte, 1, 0), ssize_t{0});
        f.send("x");
        runQueued();
        QCOMPARE(f.notes.ends, QStringList());
        QCOMPARE(f.notes.sent, QByteArray());
    }
    void closeCanReset()
    {
        Fixture f;
        f.stream.close(true);
        char byte = 0;
        QCOMPARE(::recv(f.peer, &byte, 1, 0), ssize_t{-1});
        QCOMPARE(errno, ECONNRESET);
    }
    void aSocketIsTakenOverWithoutTheOtherSideNoticing()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        QVERIFY(waitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
        QVERIFY(waitFor([&] { return server.hasPendingConnections(); }));
        QTcpSocket *other = server.nextPendingConnection();
        Notes notes;
        Stream stream(Stream::takeDescriptorOf(socket));
        stream.start(notes);
        QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        stream.write(bytesOf("still here"));
        stream.flush();
        QVERIFY(waitFor([&] { return other->bytesAvailable() == 10; }));
        QCOMPARE(other->state(), QAbstractSocket::ConnectedState);
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
