// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "plainsockets.h"
#include "sessionsupport.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;

namespace {

std::unique_ptr<Listener> started(const std::string &capturePath = {})
{
    Listener::Options options;
    options.capturePath = capturePath;
    options.wake = wakeTest;
    return std::move(Listener::start(std::move(options))).value();
}

} // namespace

class TestListener : public QObject
{
    Q_OBJECT
private slots:
    void aClientThatIsNotOursIsEchoed()
    {
        const auto server = started();
        QVERIFY(server->port() != 0);
        QCOMPARE(server->url(), "ws://127.0.0.1:" + std::to_string(server->port()) + "/");
        QWebSocket socket;
        QSignalSpy text(&socket, &QWebSocket::textMessageReceived);
        QSignalSpy gone(&socket, &QWebSocket::disconnected);
        QObject::connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendTextMessage("hello"); });
        socket.open(QUrl(QString::fromStdString(server->url())));
        QVERIFY(waitFor([&] { return text.count() == 1; }));
        QCOMPARE(text.front().front().toString(), QString("hello"));
        socket.close(QWebSocketProtocol::CloseCodeNormal, "done");
        QVERIFY(waitFor([&] { return gone.count() == 1; }));
        QCOMPARE(socket.closeCode(), QWebSocketProtocol::CloseCodeNormal);
        QVERIFY(waitFor([&] {
            const Listener::Notice notice = server->takeNotice();
            return notice.connections == 1 && notice.active == 0;
        }));
    }
    void manyConnectionsAreHopsOfOneCapture()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("serve.hop101").toStdString();
        auto server = started(path);
        constexpr int kClients = 5;
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(std::make_unique<Client>(QString::fromStdString(server->url())));
            clients.back()->start();
        }
        for (const auto &client : clients)
            QVERIFY(client->opens());
        QCOMPARE(server->takeNotice().active, std::uint64_t{kClients});
        for (const auto &client : clients)
            QCOMPARE(client->text("hello"), session::Sent::Queued);
        for (const auto &client : clients) {
            QVERIFY(client->sees(6));
            client->session->close(1000, {});
            QVERIFY(client->closes());
        }
        QVERIFY(waitFor([&] { return server->takeNotice().active == 0; }));
        server.reset();

        auto reader = capture::Reader::open(path);
        QVERIFY(reader);
        QVERIFY(reader.value()->info().isComplete);
        QCOMPARE(reader.value()->hops().size(), std::size_t{kClients});
        QCOMPARE(reader.value()->parties().size(), std::size_t{2});
        for (std::uint32_t hop = 1; hop <= kClients; ++hop) {
            const QStringList lines = linesOf(path, {hop});
            QCOMPARE(lines.mid(0, 6),
                     (QStringList{"connected", "> request", "< response 101", "switched", "> frame 1 5",
                                  "< frame 1 5"}));
            QCOMPARE(lines.filter("frame 8 2").size(), 2);
        }
    }
    void aWrongRequestIsRefused()
    {
        const auto server = started();
        Client client(QString::fromStdString(server->url()));
        client.plan.headers.pop_back(); // Sec-WebSocket-Version
        client.start();
        QVERIFY(client.closes());
        QCOMPARE(client.lines().value(2), QString("< response 426"));
    }
    void theAnswerIsAsTold()
    {
        Listener::Options options;
        options.server.refuse = hop::RefusePlan{418, "Teapot", {{"X-Kind", "pot"}}, base::toBytes("short")};
        const auto server = std::move(Listener::start(std::move(options))).value();
        Client client(QString::fromStdString(server->url()));
        client.start();
        QVERIFY(client.closes());
        QVERIFY(client.lines().contains("< response 418"));
        QVERIFY(client.lines().contains("< body 5"));
    }
    void theClientsFirstSubprotocolThatItSpeaksIsChosen()
    {
        Listener::Options options;
        options.server.subprotocols = {"mqtt", "chat"};
        const auto server = std::move(Listener::start(std::move(options))).value();
        Plain client = Plain::to(server->url());
        QVERIFY(client.send("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Protocol: wamp, chat, mqtt\r\n\r\n"));
        QVERIFY(client.receiveUntil("\r\n\r\n").contains("\r\nSec-WebSocket-Protocol: chat\r\n"));
    }
    void eachArrivalIsTold()
    {
        auto server = started();
        std::vector<session::Arrival> arrivals;
        const auto until = [&](std::size_t count) {
            return waitFor([&] {
                for (session::Arrival &arrival : server->takeNotice().arrivals)
                    arrivals.push_back(std::move(arrival));
                return arrivals.size() >= count;
            });
        };
        Client good(QString::fromStdString(server->url()) + "chat");
        good.start();
        QVERIFY(good.opens());
        QVERIFY(until(1));
        QCOMPARE(arrivals[0].request, std::string("GET /chat"));
        QVERIFY(arrivals[0].state == hop::ExchangeState::Upgraded);
        QCOMPARE(arrivals[0].connection, std::uint64_t{1});
        Plain::to(server->url()).close();
        QVERIFY(until(2));
        QVERIFY(arrivals[1].state == hop::ExchangeState::NoAnswer);
        QVERIFY(arrivals[1].request.empty());
    }
    void aHeadThatIsNotFinishedIsGivenUp()
    {
        Listener::Options options;
        options.wake = wakeTest;
        options.server.upgrade = std::chrono::milliseconds(100);
        const auto server = std::move(Listener::start(std::move(options))).value();
        Plain client = Plain::to(server->url());
        QVERIFY(client.send("GET / HTTP/1.1\r\nHost: x\r\n"));
        QVERIFY(client.next() != "time-out");
        session::Arrival arrival;
        QVERIFY(waitFor([&] {
            const auto notice = server->takeNotice();
            if (!notice.arrivals.empty())
                arrival = notice.arrivals.front();
            return arrival.failedAt.has_value();
        }));
        QVERIFY(arrival.failedAt == hop::FailStage::UpgradeTimeout);
    }
    void framesAreSaidByHand()
    {
        const auto server = started();
        Client client(QString::fromStdString(server->url()));
        client.start();
        QVERIFY(client.opens());
        plan::FramePlan frame;
        frame.payload = base::toBytes("from the server");
        server->send(1, frame);
        server->close(0, 1001, "bye");
        QVERIFY(client.closes());
        QVERIFY(client.lines().contains("< frame 1 15"));
        QVERIFY(client.lines().contains("< frame 8 5"));
    }
    void goingAwayTellsTheClients()
    {
        auto server = started();
        Client client(QString::fromStdString(server->url()));
        client.start();
        QVERIFY(client.opens());
        server.reset();
        QVERIFY(client.closes());
        QVERIFY(client.lines().contains("< frame 8 2"));
    }
    void whoHadNoAnswerIsToldWhenItStops()
    {
        const auto server = started();
        const Plain silent = Plain::to(server->url());
        std::vector<session::Arrival> arrivals;
        const auto until = [&](auto isThere) {
            return waitFor([&] {
                const session::ListenNotice notice = server->takeNotice();
                arrivals.insert(arrivals.end(), notice.arrivals.begin(), notice.arrivals.end());
                return isThere(notice);
            });
        };
        QVERIFY(until([](const session::ListenNotice &notice) { return notice.active == 1; }));
        server->stop();
        QVERIFY(until([](const session::ListenNotice &notice) { return notice.isFinished; }));
        QCOMPARE(arrivals.size(), std::size_t{1});
        QCOMPARE(arrivals[0].connection, std::uint64_t{1});
        QVERIFY(arrivals[0].state == hop::ExchangeState::NoAnswer);
        QVERIFY(!arrivals[0].failedAt);
    }
    void whatCannotListenSaysWhy()
    {
        const auto first = started();
        Listener::Options taken;
        taken.port = first->port();
        const auto second = Listener::start(std::move(taken));
        QVERIFY(!second);
        QCOMPARE(second.error().fault, ListenFault::CannotListen);
        QVERIFY(!second.error().reason.empty());

        Listener::Options nowhere;
        nowhere.address = "no address";
        QCOMPARE(Listener::start(std::move(nowhere)).error().fault, ListenFault::BadAddress);

        Listener::Options nameless;
        nameless.identity = tls::Identity{"x", "y"};
        QCOMPARE(Listener::start(std::move(nameless)).error().fault, ListenFault::BadIdentity);

        Listener::Options unwritable;
        unwritable.capturePath = "/nonexistent/folder/x.hop101";
        QCOMPARE(Listener::start(std::move(unwritable)).error().fault, ListenFault::Capture);
    }
};

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
