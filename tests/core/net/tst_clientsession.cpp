// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clientsession.h"

#include "core/net/listener.h"
#include "core/net/referenceendpoint.h"
#include "sessionsupport.h"

#include <QTest>

#include <ctime>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;
using namespace std::chrono_literals;

namespace {

const QStringList kUpgrade{"connected", "> request", "< response 101", "switched"};

QString failed(hop::FailStage stage, const QString &reason = {})
{
    return QString::number(static_cast<int>(stage)) + " " + reason;
}

tls::Identity identity(std::vector<std::string> names, std::int64_t hours = 1)
{
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    return tls::makeSelfSigned({std::move(names), now - 7200, now + hours * 3600}).value();
}

/// Our own echo server, for connections on which all is well.
std::unique_ptr<Listener> echoServer(std::optional<tls::Identity> identity = {})
{
    Listener::Options options;
    options.wake = wakeTest;
    options.identity = std::move(identity);
    return std::move(Listener::start(std::move(options))).value();
}

QString urlOf(const Listener &server)
{
    return QString::fromStdString(server.url());
}

} // namespace

class TestClientSession : public QObject
{
    Q_OBJECT
private slots:
    void upgradeEchoAndClose()
    {
        const auto server = echoServer();
        Client client(urlOf(*server));
        QCOMPARE(client.text("too early"), session::Sent::NotOpen);
        client.start();
        QVERIFY(client.opens());
        QCOMPARE(client.text("hello"), session::Sent::Queued);
        QVERIFY(client.sees(6));
        client.session->close(1000, "done");
        QVERIFY(client.closes());
        QCOMPARE(client.lines(),
                 kUpgrade
                     + QStringList({"> frame 1 5", "< frame 1 5", "> frame 8 6", "< frame 8 2", "< fin",
                                    "> ended by us"}));
        QCOMPARE(client.difference(), QString());
        QCOMPARE(client.failure(), QString());
        QVERIFY(client.notice.upgradedAfter && *client.notice.upgradedAfter > 0ns);
        QVERIFY(client.notice.bytesFromLeft > 0 && client.notice.bytesFromRight > 0);
        QCOMPARE(client.notice.unsentBytes, 0U);
        QVERIFY(!client.notice.captureError);
        QCOMPARE(client.text("too late"), session::Sent::NotOpen);
    }
    void aCaptureThatIsGoneIsLeftForAnother()
    {
        const auto server = echoServer();
        Client client(urlOf(*server));
        client.start();
        QVERIFY(client.opens());
        QVERIFY(QFile::remove(QString::fromStdString(client.path)));
        QCOMPARE(client.text("one"), session::Sent::Queued);
        QVERIFY(client.until([](const session::Notice &n) { return n.captureError.has_value(); }));
        QCOMPARE(client.notice.captureError->path, client.path);
        QCOMPARE(client.text("two"), session::Sent::Queued); // the connection stays
        const std::string nowhere = client.path + ".none/x.hop101";
        client.session->continueIn(nowhere);
        QVERIFY(client.until([&nowhere](const session::Notice &n) {
            return n.captureError && n.captureError->path == nowhere;
        }));
        const std::string more = client.path + ".more";
        client.session->continueIn(more);
        QVERIFY(client.until([](const session::Notice &n) { return !n.captureError.has_value(); }));
        QVERIFY(client.until([&more](const session::Notice &n) { return n.capturePath == more; }));
        QCOMPARE(client.text("three"), session::Sent::Queued);
        QVERIFY(client.sees(10));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        client.path = more;
        QStringList sent = client.lines();
        QVERIFY(sent.removeAll("< frame 1 3") == 2 && sent.removeAll("> frame 1 3") == 2);
        QCOMPARE(sent.mid(0, 6), kUpgrade + QStringList({"> frame 1 5", "< frame 1 5"}));
        QCOMPARE(client.difference(), QString());
        QCOMPARE(client.notice.dropped, capture::Dropped());
    }
    void itClosesBehindSoManyMessages()
    {
        const auto server = echoServer();
        Client client(urlOf(*server), false, 2);
        for (const char *text : {"one", "two", "six"}) {
            plan::FramePlan frame;
            frame.payload = bytesOf(text);
            client.plan.frames.push_back(frame);
        }
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.notice.messagesReceived >= 2);
        const QStringList lines = client.lines();
        QVERIFY(lines.contains("> frame 8 2"));
        QVERIFY(lines.count("< frame 1 3") >= 2);
        QCOMPARE(lines.count("> frame 1 3"), 3); // what the plan sends goes first
        QCOMPARE(client.failure(), QString());
    }
    void aServerThatIsNotOurs()
    {
        const auto server = std::move(ReferenceEndpoint::start()).value();
        Client client(QString::fromStdString(server->url()) + "/binary");
        client.start();
        QVERIFY(client.sees(7));
        QCOMPARE(client.text("hello"), session::Sent::Queued);
        plan::FramePlan ping;
        ping.opcode = websocket::Opcode::Ping;
        QCOMPARE(client.session->send(ping), session::Sent::Queued);
        QVERIFY(client.sees(11));
        client.session->close(1000, "done");
        QVERIFY(client.closes());
        const QStringList lines = client.lines();
        QCOMPARE(lines.mid(0, 7), kUpgrade + QStringList({"< frame 2 1", "< frame 2 8", "< frame 2 8"}));
        QVERIFY(lines.contains("< frame 2 5"));
        QVERIFY(lines.contains("< frame 10 0"));
        QVERIFY(lines.contains("< frame 8 6"));
        QCOMPARE(client.difference(), QString());
        QCOMPARE(client.failure(), QString());
    }
    void thePlansFramesAreSentAtOnce()
    {
        const auto server = echoServer();
        Client client(urlOf(*server));
        for (const char *text : {"one", "three"}) {
            plan::FramePlan frame;
            frame.payload = bytesOf(text);
            client.plan.frames.push_back(frame);
        }
        client.start();
        QVERIFY(client.sees(8));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QVERIFY(client.lines().contains("< frame 1 5"));
    }
    void aThousandEchoes()
    {
        const auto server = echoServer();
        Client client(urlOf(*server));
        client.start();
        QVERIFY(client.opens());
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(client.text(QByteArray(i % 200, 'x')), session::Sent::Queued);
        QVERIFY(client.sees(4 + 2000));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        const QStringList lines = client.lines();
        QCOMPARE(lines.filter("> frame 1").size(), 1000);
        QCOMPARE(lines.filter("< frame 1").size(), 1000);
        QCOMPARE(lines.filter("cut").size(), 0);
    }
    void aLargeFrameGoesWhole_data()
    {
        QTest::addColumn<bool>("secure");
        QTest::newRow("ws") << false;
        QTest::newRow("wss") << true;
    }
    void aLargeFrameGoesWhole()
    {
        QFETCH(bool, secure);
        const auto server = echoServer(secure ? std::optional(identity({"127.0.0.1"})) : std::nullopt);
        Client client(urlOf(*server));
        client.plan.tls.verify = false;
        client.start();
        QVERIFY(client.opens());
        const QByteArray big = pattern(4 * 1024 * 1024).toHex(); // text
        QCOMPARE(client.text(big), session::Sent::Queued);
        const auto size = static_cast<std::uint64_t>(big.size());
        QVERIFY(client.until([size](const session::Notice &n) { return n.bytesFromRight > size; }));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        const QString frame = "frame 1 " + QString::number(big.size());
        QVERIFY(client.lines().contains("> " + frame));
        QVERIFY(client.lines().contains("< " + frame));
    }
    void aServerThatDoesNotReadFillsTheQueueAndNothingElse()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &accept) {
            socket.setReadBufferSize(1);
            socket.write(switching(accept));
        });
        Client client(server.url());
        client.start();
        QVERIFY(client.opens());
        const QByteArray piece = QByteArray(256 * 1024, 'x');
        QVERIFY(client.until([&](const session::Notice &n) {
            while (n.unsentBytes < kMaxUnsentBytes && client.text(piece) == session::Sent::Queued) { }
            return n.unsentBytes >= kMaxUnsentBytes;
        }));
        QCOMPARE(client.text(piece), session::Sent::QueueFull);
        QVERIFY(client.notice.unsentBytes <= kMaxUnsentBytes + 2 * 256 * 1024);
        client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), failed(hop::FailStage::Cancelled));
        QVERIFY(client.lines().filter("> frame").last().endsWith("cut")); // what the kernel took of it
        QCOMPARE(client.difference(), QString());
    }
    void connectionRefused()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        Client client("ws://127.0.0.1:" + QString::number(port));
        client.start();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), failed(hop::FailStage::Connect, "Connection refused"));
        QCOMPARE(client.lines(), QStringList{"failed 2"});
    }
    void theNameDoesNotExist()
    {
        Client client("ws://nothing.invalid/");
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.notice.failedAt == hop::FailStage::Resolve);
        QCOMPARE(client.lines(), QStringList{"failed 1"});
    }
    void aSilentServerRunsIntoTheUpgradeLimit()
    {
        RawServer server({});
        Client client(server.url());
        client.plan.timeouts.upgrade = 100ms;
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.notice.failedAt == hop::FailStage::UpgradeTimeout);
        QCOMPARE(client.lines().mid(0, 3), (QStringList{"connected", "> request", "failed 7"}));
    }
    void aServerThatNeverClosesRunsIntoTheCloseLimit()
    {
        RawServer server(
            [](QTcpSocket &socket, const QByteArray &accept) { socket.write(switching(accept)); });
        Client client(server.url());
        client.plan.timeouts.close = 100ms;
        client.start();
        QVERIFY(client.opens());
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QVERIFY(client.notice.failedAt == hop::FailStage::CloseTimeout);
        QVERIFY(client.lines().contains("failed 8"));
    }
    void aResetIsNamedAsOne()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &accept) {
            socket.write(switching(accept));
            socket.flush();
            reset(socket);
        });
        Client client(server.url());
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.lines().contains("< reset"));
        QVERIFY(!client.lines().contains("< fin"));
    }
    void afterAHalfCloseTheClientStillAnswers()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &accept) {
            socket.write(switching(accept) + QByteArray::fromHex("8902abcd880203e8")); // ping, Close 1000
            socket.flush();
            ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
        });
        Client client(server.url());
        client.start();
        QVERIFY(client.closes());
        const QStringList lines = client.lines();
        QVERIFY(lines.contains("> frame 10 2"));
        QVERIFY(lines.contains("> frame 8 2"));
        QVERIFY(lines.contains("< fin"));
        QVERIFY(waitFor([&] { return server.input.size() == 8 + 8; }));
        QCOMPARE(client.failure(), QString());
    }
    void aFinWithoutCloseEndsTheSession()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &accept) {
            socket.write(switching(accept));
            socket.disconnectFromHost();
        });
        Client client(server.url());
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.lines().contains("< fin"));
        QVERIFY(!client.lines().contains("< frame 8 0"));
    }
    void theAnswerMayComeByteByByte()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &accept) {
            const QByteArray all = switching(accept) + QByteArray::fromHex("810568656c6c6f880203e8");
            for (const char byte : all) {
                socket.write(&byte, 1);
                socket.flush();
            }
        });
        Client client(server.url());
        client.start();
        QVERIFY(client.until([](const session::Notice &n) { return n.state == session::State::Closing; }));
        QVERIFY(client.sees(7));
        client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.lines().mid(0, 7),
                 kUpgrade + QStringList({"< frame 1 5", "< frame 8 2", "> frame 8 2"}));
    }
    void aRefusalIsAResultNotAFailure()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnever");
        });
        Client client(server.url());
        client.start();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), QString());
        QCOMPARE(client.lines().mid(0, 4),
                 (QStringList{"connected", "> request", "< response 403", "< body 5"}));
    }
    void cancelledWhileConnecting_data()
    {
        QTest::addColumn<bool>("byClose");
        QTest::newRow("by cancel") << false;
        QTest::newRow("by close, which has nobody to say it to") << true;
    }
    void cancelledWhileConnecting()
    {
        QFETCH(bool, byClose);
        const BusyPort busy;
        QVERIFY(busy.port != 0);
        Client client("ws://127.0.0.1:" + QString::number(busy.port));
        client.start();
        QVERIFY(client.until([](const session::Notice &n) { return n.state == session::State::Connecting; }));
        if (byClose)
            client.session->close(1000, {});
        else
            client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), failed(hop::FailStage::Cancelled));
        QCOMPARE(client.lines(), QStringList{"failed 9"});
    }
    void cancelledAsSoonAsStarted()
    {
        const auto server = echoServer();
        for (int i = 0; i < 20; ++i) {
            Client client(urlOf(*server));
            client.start();
            client.session->close(1000, {});
            client.session->cancel();
            QVERIFY(client.closes());
            QCOMPARE(client.difference(), QString());
        }
        QVERIFY(waitFor([&] { return server->takeNotice().active == 0; }));
    }
    void cancelledWhileUpgrading()
    {
        RawServer server({});
        Client client(server.url());
        client.start();
        QVERIFY(client.sees(2));
        client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), failed(hop::FailStage::Cancelled));
        QVERIFY(waitFor([&] { return server.sawFin; }));
    }
    void destroyedInTheMiddleOfEverything()
    {
        const auto server = echoServer();
        Client client(urlOf(*server));
        client.start();
        QVERIFY(client.opens());
        for (int i = 0; i < 100; ++i)
            QCOMPARE(client.text("hello"), session::Sent::Queued);
        client.session.reset();
        auto reader = capture::Reader::open(client.path);
        QVERIFY(reader);
        QVERIFY(reader.value()->info().isComplete);
        QVERIFY(client.lines().contains("failed 9"));
    }
    void destroyedWithoutAStart()
    {
        Client client("ws://127.0.0.1:1");
        client.session.reset();
        QCOMPARE(client.lines(), QStringList());
    }
    void aCaptureThatExistsIsNotOverwritten()
    {
        Client client("ws://127.0.0.1:1");
        ClientSession::Options existing;
        existing.capturePath = client.path;
        const auto second = ClientSession::create(existing);
        QVERIFY(!second);
        QCOMPARE(second.error().fault, capture::CaptureFault::Exists);
    }
    void aSelfSignedCertificateIsRefusedWithItsReason()
    {
        const auto server = echoServer(identity({"127.0.0.1"}));
        Client client(urlOf(*server));
        client.start();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), failed(hop::FailStage::Certificate, "self-signed certificate"));
        QVERIFY(client.notice.doubt);
        QCOMPARE(client.notice.doubt->subject, std::string("CN=127.0.0.1"));
        QCOMPARE(client.notice.doubt->fingerprint.size(), std::size_t{64});
        QVERIFY(QString::fromStdString(client.notice.doubt->validTo).endsWith("UTC"));
        QVERIFY(!client.lines().contains("> request"));
    }
    void anAcceptedCertificateIsShownAsAccepted()
    {
        const auto server = echoServer(identity({"other.test"}, -1)); // expired and for another name as well
        Client refused(urlOf(*server));
        refused.start();
        QVERIFY(refused.closes());
        QVERIFY(refused.notice.doubt);

        Client client(urlOf(*server));
        client.plan.tls.acceptedFingerprints = {refused.notice.doubt->fingerprint};
        client.start();
        QVERIFY(client.opens());
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QCOMPARE(client.lines().mid(0, 4),
                 (QStringList{"connected", "tls accepted", "> request", "< response 101"}));
    }
    void aCertificateOfAKnownAuthorityIsTrusted()
    {
        const tls::Identity own = identity({"127.0.0.1"});
        const auto server = echoServer(own);
        Client client(urlOf(*server));
        QFile authorities(client.folder.filePath("ca.pem"));
        QVERIFY(authorities.open(QIODevice::WriteOnly));
        authorities.write(own.certificatePem.data(), static_cast<qint64>(own.certificatePem.size()));
        authorities.close();
        client.plan.tls.caFile = authorities.fileName().toStdString();
        client.start();
        QVERIFY(client.opens());
        QCOMPARE(client.text("hello"), session::Sent::Queued);
        QVERIFY(client.sees(7));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QCOMPARE(client.lines().value(1), QString("tls"));
        QVERIFY(client.lines().contains("< frame 1 5"));
    }
    void anAuthoritiesFileThatCannotBeReadFailsAtTls()
    {
        const auto server = echoServer(identity({"127.0.0.1"}));
        Client client(urlOf(*server));
        client.plan.tls.caFile = "/nonexistent/ca.pem";
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.notice.failedAt == hop::FailStage::Tls);
    }
    void aServerWithoutTls()
    {
        RawServer server({}, [](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        Client client(server.url().replace("ws:", "wss:"));
        client.start();
        QVERIFY(client.closes());
        QCOMPARE(client.failure(), failed(hop::FailStage::Tls, "The server does not speak TLS on this port"));
    }
    void aServerThatNeverAnswersTls()
    {
        RawServer server({});
        Client client(server.url().replace("ws:", "wss:"));
        client.plan.timeouts.tls = 100ms;
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.notice.failedAt == hop::FailStage::TlsTimeout);
        QCOMPARE(client.lines().mid(0, 2), (QStringList{"connected", "failed 5"}));
    }
    void anEchoClientReturnsWhatItGets()
    {
        RawServer server([](QTcpSocket &socket, const QByteArray &accept) {
            socket.write(switching(accept) + QByteArray::fromHex("8105") + "hello");
        });
        Client client(server.url(), true);
        client.start();
        QVERIFY(client.sees(6));
        client.session->cancel();
        QVERIFY(client.closes());
        QCOMPARE(client.lines().mid(4, 2), (QStringList{"< frame 1 5", "> frame 1 5"}));
    }
};

QTEST_GUILESS_MAIN(TestClientSession)
#include "tst_clientsession.moc"
