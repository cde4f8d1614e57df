// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan says is what a peer reads, byte by byte and write by write: a raw peer over loopback.
#include "core/net/clientsession.h"

#include "sessionsupport.h"

#include <QElapsedTimer>
#include <QTest>

#include <linux/tcp.h> // newer than that of netinet

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;
using namespace std::chrono_literals;
using plan::FramePlan;
using websocket::Opcode;

namespace {

constexpr const char *kKey = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455 1.3
constexpr const char *kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// Reads, notes each read and says what the test tells it to.
class Peer : public QTcpServer
{
public:
    Peer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this] {
                reads += socket->readAll();
                all += reads.back();
            });
        });
    }
    QString url(const QString &path = "/chat") const
    {
        return "ws://127.0.0.1:" + QString::number(serverPort()) + path;
    }
    /// True where exactly these bytes came.
    bool gets(const QByteArray &bytes)
    {
        const bool isThere = waitFor([&] { return all.size() >= bytes.size(); });
        if (!isThere || all != bytes)
            qWarning() << "got" << all.toHex() << "instead of" << bytes.toHex();
        return isThere && all == bytes;
    }
    void switches()
    {
        all.clear();
        reads.clear();
        socket->write(switching(kAccept));
    }
    /// How many segments with data the kernel has seen on this connection, with those that it got twice: on a
    /// busy machine an acknowledgement may be late.
    unsigned segments() const
    {
        tcp_info info{};
        socklen_t size = sizeof info;
        ::getsockopt(int(socket->socketDescriptor()), IPPROTO_TCP, TCP_INFO, &info, &size);
        return info.tcpi_data_segs_in;
    }

    QTcpSocket *socket = nullptr;
    QByteArray all;
    QByteArrayList reads;
};

websocket::MaskKey rfcKey()
{
    return {std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
}

/// What the plan says that goes out.
QByteArray headOf(const Client &client)
{
    return QByteArray::fromStdString(
        base::toText(plan::requestHead(client.plan, plan::parseUrl(client.plan.url).value(), kKey)));
}

/// A session that is upgraded, and has sent nothing since.
struct Upgraded
{
    Peer peer;
    Client client{peer.url()};

    explicit Upgraded(std::vector<FramePlan> frames = {})
    {
        client.plan.key = kKey;
        client.plan.timeouts.close = 50ms;
        client.plan.frames = std::move(frames);
        client.start();
        isUp = peer.gets(headOf(client));
        peer.switches();
        isUp = isUp && client.opens();
    }
    bool isUp = false;
};

} // namespace

Q_DECLARE_METATYPE(FramePlan)

class TestExactBytes : public QObject
{
    Q_OBJECT
private slots:
    void headersArriveDoubledReorderedAndReCased()
    {
        Peer peer;
        Client client(peer.url());
        client.plan.method = "get";
        client.plan.target = "http://elsewhere/x";
        client.plan.version = "HTTP/1.9";
        client.plan.headers = {{"uPGRADE", "WebSocket"},
                               {"Upgrade", "h2c"},
                               {"connection", "Upgrade"},
                               {"X-Latin", "gr\xfc\xdf"},
                               {"sec-websocket-VERSION", "8"},
                               {"Sec-WebSocket-Version", "13"},
                               {"HOST", "not-you"},
                               {"host", "", true, plan::ValueSource::Host}};
        client.start();
        QVERIFY(peer.gets("get http://elsewhere/x HTTP/1.9\r\nuPGRADE: WebSocket\r\nUpgrade: h2c\r\n"
                          "connection: Upgrade\r\nX-Latin: gr\xfc\xdf\r\nsec-websocket-VERSION: 8\r\n"
                          "Sec-WebSocket-Version: 13\r\nHOST: not-you\r\nhost: 127.0.0.1:"
                          + QByteArray::number(peer.serverPort()) + "\r\n\r\n"));
        client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.difference(), QString());
    }

    void aRawRequestArrivesAsItStands()
    {
        Peer peer;
        Client client(peer.url());
        const QByteArray raw("GET /\n \x00\xff no HTTP", 16);
        client.plan.rawRequest = bytesOf(raw);
        client.start();
        QVERIFY(peer.gets(raw));
        client.session->cancel();
        QVERIFY(client.closes());
    }

    void aRequestIsSplitIntoWritesAndPauses()
    {
        Peer peer;
        Client client(peer.url());
        client.plan.key = kKey;
        client.plan.requestCuts = {{3, 150ms}, {4, 0ms}, {5, 0ms}, {18, 150ms}};
        QElapsedTimer since;
        since.start();
        client.start();
        QVERIFY(peer.gets(headOf(client)));
        QVERIFY(since.elapsed() >= 300);
        QCOMPARE(peer.reads.front(), QByteArray("GET"));
        QCOMPARE(peer.reads.back(), headOf(client).mid(18));
        QVERIFY(peer.segments() >= 5U);
        client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.difference(), QString());
    }

    void anAnswerBeforeTheRequestIsWholeEndsTheWait()
    {
        Peer peer;
        Client client(peer.url());
        client.plan.requestCuts = {{3, 24h}};
        client.start();
        QVERIFY(peer.gets("GET"));
        peer.socket->write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
        QVERIFY(client.closes());
        QCOMPARE(peer.all, QByteArray("GET"));
    }

    void everyFrameOptionArrives_data()
    {
        QTest::addColumn<FramePlan>("frame");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *name, const QByteArray &hex, const auto &change) {
            FramePlan frame{Opcode::Text, base::toBytes("Hello")};
            frame.maskKey = rfcKey();
            change(frame);
            QTest::newRow(name) << frame << hex;
        };
        row("RFC 6455 5.7", "818537fa213d7f9f4d5158", [](FramePlan &) {});
        row("reserved opcode, no FIN", "0b8537fa213d7f9f4d5158", [](FramePlan &f) {
            f.opcode = static_cast<Opcode>(11);
            f.fin = false;
        });
        row("all reserved bits", "f18537fa213d7f9f4d5158",
            [](FramePlan &f) { f.rsv1 = f.rsv2 = f.rsv3 = true; });
        row("no mask", "810548656c6c6f", [](FramePlan &f) { f.masking = plan::Masking::Off; });
        row("a mask of zeros", "81850000000048656c6c6f", [](FramePlan &f) { f.maskKey.emplace().fill({}); });
        row("long length field", "81fe000537fa213d7f9f4d5158", [](FramePlan &f) { f.lengthBytes = 3; });
        row("longest length field", "81ff000000000000000537fa213d7f9f4d5158",
            [](FramePlan &f) { f.lengthBytes = 9; });
        row("too large a length", "81fe0fff37fa213d7f9f4d5158", [](FramePlan &f) { f.statedLength = 4095; });
        row("too small a length", "818237fa213d7f9f4d5158", [](FramePlan &f) { f.statedLength = 2; });
        row("fragments of 2", "018237fa213d7f9f008237fa213d5b96808137fa213d58",
            [](FramePlan &f) { f.fragmentBytes = 2; });
        row("raw", "48656c6c6f", [](FramePlan &f) { f.isRaw = true; });
    }
    void everyFrameOptionArrives()
    {
        QFETCH(FramePlan, frame);
        QFETCH(QByteArray, hex);
        Upgraded up;
        QVERIFY(up.isUp);
        QCOMPARE(up.client.session->send(frame), session::Sent::Queued);
        QVERIFY(up.peer.gets(QByteArray::fromHex(hex)));
        up.client.session->cancel();
        QVERIFY(up.client.closes());
        QCOMPARE(up.client.difference(), QString());
    }

    void framesAreSplitIntoWritesAndPauses()
    {
        FramePlan frame{Opcode::Text, base::toBytes("Hello")};
        frame.maskKey = rfcKey();
        frame.cuts = {{1, 0ms}, {2, 150ms}, {8, 0ms}};
        FramePlan ping{Opcode::Ping, {}};
        ping.maskKey = rfcKey();
        Upgraded up({frame, ping});
        QVERIFY(up.isUp);
        QVERIFY(up.peer.gets(QByteArray::fromHex("818537fa213d7f9f4d5158898037fa213d")));
        QVERIFY(up.peer.segments() >= 1U + 5U);
        QVERIFY(up.peer.reads.size() >= 2);
        up.client.session->close(1000, {});
        QVERIFY(up.client.closes());
    }

    void whatComesDuringAPauseIsHeardAndAnsweredBehindIt()
    {
        FramePlan frame{Opcode::Text, base::toBytes("Hello")};
        frame.maskKey = rfcKey();
        frame.cuts = {{6, 300ms}};
        Upgraded up({frame});
        QVERIFY(up.isUp);
        QVERIFY(up.peer.gets(QByteArray::fromHex("818537fa213d")));
        up.peer.socket->write(QByteArray::fromHex("8900")); // a ping
        QVERIFY(up.client.until([](const session::Notice &n) { return n.bytesFromRight > 129; }));
        QVERIFY(waitFor([&] { return up.peer.all.size() == 11 + 6; }));
        QCOMPARE(up.peer.all.left(11).toHex(), QByteArray("818537fa213d7f9f4d5158"));
        QCOMPARE(up.peer.all.mid(11, 2).toHex(), QByteArray("8a80"));
        up.client.session->cancel();
        QVERIFY(up.client.closes());
    }

    void closingInAPauseActsAtOnce_data()
    {
        QTest::addColumn<bool>("cancels");
        QTest::newRow("close") << false;
        QTest::newRow("cancel") << true;
    }
    void closingInAPauseActsAtOnce()
    {
        QFETCH(bool, cancels);
        FramePlan frame{Opcode::Text, base::toBytes("Hello")};
        frame.maskKey = rfcKey();
        frame.cuts = {{0, 24h}};
        Upgraded up({frame});
        QVERIFY(up.isUp);
        QCOMPARE(up.client.notice.unsentBytes, 11U);
        if (cancels)
            up.client.session->cancel();
        else
            up.client.session->close(1000, {});
        QVERIFY(up.client.closes());
        QCOMPARE(up.peer.all.left(2).toHex(), cancels ? QByteArray() : QByteArray("8882"));
    }

    void whatWaitsCountsAsUnsent()
    {
        FramePlan frame{Opcode::Binary, base::Bytes(2 * 1024 * 1024)};
        frame.cuts = {{0, 24h}};
        Upgraded up({frame});
        QVERIFY(up.isUp);
        QCOMPARE(up.client.text("x"), session::Sent::QueueFull);
        up.client.session->cancel();
        QVERIFY(up.client.closes());
    }

    void aLargeMessageInFragmentsArrivesWhole()
    {
        const QByteArray payload = pattern(3 * 1024 * 1024);
        FramePlan frame{Opcode::Binary, bytesOf(payload)};
        frame.masking = plan::Masking::Off;
        frame.fragmentBytes = 65'536;
        Upgraded up;
        QVERIFY(up.isUp);
        QCOMPARE(up.client.session->send(frame), session::Sent::Queued);
        QVERIFY(waitFor([&] { return up.peer.all.size() == payload.size() + 48 * 10; }));
        QByteArray joined;
        for (int i = 0; i < 48; ++i) {
            const QByteArray one = up.peer.all.mid(i * 65'546, 65'546);
            QCOMPARE(one.left(10).toHex(),
                     QByteArray(i == 0        ? "02"
                                    : i == 47 ? "80"
                                              : "00")
                         + "7f0000000000010000");
            joined += one.mid(10);
        }
        QVERIFY(joined == payload);
        up.client.session->cancel();
        QVERIFY(up.client.closes());
    }

    void anotherProtocolTakesRawBytes()
    {
        Peer peer;
        Client client(peer.url());
        client.plan.headers = {{"Host", "h"}, {"Connection", "Upgrade"}, {"Upgrade", "echo/1"}};
        FramePlan raw{Opcode::Text, base::toBytes("hello\n")};
        raw.isRaw = true;
        client.plan.frames = {raw};
        client.start();
        QVERIFY(peer.gets("GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\n\r\n"));
        peer.all.clear();
        peer.socket->write(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\n\r\n");
        QVERIFY(peer.gets("hello\n"));
        QVERIFY(client.opens());
        QCOMPARE(client.session->send(raw), session::Sent::Queued);
        QVERIFY(peer.gets("hello\nhello\n"));
        client.session->close(1000, {});
        peer.socket->disconnectFromHost();
        QVERIFY(client.closes());
        QCOMPARE(client.difference(), QString());
    }
};

QTEST_GUILESS_MAIN(TestExactBytes)
#include "tst_exactbytes.moc"
