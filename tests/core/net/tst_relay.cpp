// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relay.h"

#include "core/net/listener.h"
#include "plainsockets.h"
#include "sessionsupport.h"

#include <QFile>
#include <QTest>

#include <thread>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;
using namespace std::chrono_literals;

namespace {

/// A relay to `target` that records, and what it has told.
struct Running
{
    QTemporaryDir folder;
    std::string path = folder.filePath("relay.hop101").toStdString();
    std::unique_ptr<Relay> relay;
    session::ListenNotice notice;
    std::vector<session::Arrival> arrivals;

    explicit Running(const std::string &target, session::RelayPlan plan = {}, bool records = true)
    {
        if (!target.empty())
            plan.target = plan::parseUrl(target).value();
        relay =
            std::move(Relay::start(std::move(plan), {records ? path : "", false, false, wakeTest})).value();
    }
    template<typename Predicate>
    bool until(Predicate holds)
    {
        return waitFor([&] {
            notice = relay->takeNotice();
            arrivals.insert(arrivals.end(), notice.arrivals.begin(), notice.arrivals.end());
            return holds(notice);
        });
    }
    bool isIdleAfter(std::uint64_t connections)
    {
        return until([=](const auto &n) { return n.connections >= connections && n.active == 0; });
    }
    QStringList lines(std::uint32_t hop)
    {
        relay.reset();
        return linesOf(path, {hop});
    }
    QString difference() const
    {
        auto opened = capture::Reader::open(path);
        return opened ? QString::fromStdString(capture::verify(*opened.value()).firstDifference)
                      : "cannot open";
    }
};

std::unique_ptr<Listener> echoServer(std::optional<tls::Identity> identity = {})
{
    Listener::Options options;
    options.identity = std::move(identity);
    return std::move(Listener::start(std::move(options))).value();
}

const QByteArray kRequest = "GET /raw HTTP/1.1\r\nHost: x\r\nUpgrade: x/1\r\nConnection: Upgrade\r\n\r\n";
const QByteArray kUpgrade =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
const QByteArray kSwitch = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x/1\r\nConnection: Upgrade\r\n\r\n";

/// Both ends of a relayed connection that has switched to a protocol of raw bytes.
struct Tunnel
{
    PlainListener listener;
    Running relay;
    Plain client;
    Plain server;

    explicit Tunnel(session::RelayPlan plan = {})
        : relay(listener.url(), std::move(plan)), client(Plain::to(relay.relay->url())),
          server(listener.accept())
    { }
    bool switches()
    {
        return client.send(kRequest) && server.receive(kRequest.size()) == kRequest && server.send(kSwitch)
            && client.receive(kSwitch.size()) == kSwitch;
    }
};

} // namespace

class TestRelay : public QObject
{
    Q_OBJECT
private slots:
    void aSessionIsTwoHopsOfOneCapture()
    {
        const auto server = echoServer();
        Running relay(server->url());
        Client client(QString::fromStdString(relay.relay->url()));
        client.start();
        QVERIFY(client.opens());
        QCOMPARE(client.text("hello"), session::Sent::Queued);
        QVERIFY(client.sees(6));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QVERIFY(relay.isIdleAfter(1));
        QCOMPARE(relay.arrivals.size(), std::size_t{1});
        QCOMPARE(relay.arrivals[0].request, std::string("GET /"));
        QVERIFY(relay.arrivals[0].state == hop::ExchangeState::Upgraded);
        QCOMPARE(relay.arrivals[0].hop, base::HopId{1});
        QCOMPARE(relay.arrivals[0].onward, base::HopId{2});

        const QStringList near = relay.lines(1);
        QCOMPARE(near.mid(0, 8),
                 (QStringList{"connected", "> request", "< response 101", "switched", "> frame 1 5",
                              "< frame 1 5", "> frame 8 2", "< frame 8 2"}));
        QCOMPARE(linesOf(relay.path, {2}).mid(0, 8), near.mid(0, 8));
        QCOMPARE(relay.difference(), QString());
        const auto reader = std::move(capture::Reader::open(relay.path)).value();
        QCOMPARE(reader->parties().size(), std::size_t{3});
        QVERIFY(reader->parties()[1].role == capture::Role::Proxy);
    }
    void everyByteGoesOnAsItCame()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.switches());
        const QByteArray up = pattern(3'000'000);
        const QByteArray down = pattern(2'000'003);
        QByteArray arrived;
        std::thread reader([&] { arrived = tunnel.server.receive(up.size()); });
        QVERIFY(tunnel.client.send(up));
        reader.join();
        QVERIFY(arrived == up);
        std::thread other([&] { arrived = tunnel.client.receive(down.size()); });
        QVERIFY(tunnel.server.send(down));
        other.join();
        QVERIFY(arrived == down);
        tunnel.client.close();
        tunnel.server.close();
        QVERIFY(tunnel.relay.isIdleAfter(1));
        QCOMPARE(tunnel.relay.lines(2).filter("raw"), (QStringList{"> raw 3000000", "< raw 2000003"}));
        QCOMPARE(tunnel.relay.difference(), QString());
    }
    void aServerThatSpeaksFirstIsHeard()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.server.send("220 hello\r\n"));
        QCOMPARE(tunnel.client.receive(11), QByteArray("220 hello\r\n"));
        QVERIFY(tunnel.client.send("EHLO x\r\n"));
        QCOMPARE(tunnel.server.receive(8), QByteArray("EHLO x\r\n"));
    }
    void aHalfCloseGoesOnAndTheOtherHalfLives()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.switches());
        tunnel.client.finish();
        QCOMPARE(tunnel.server.next(), QString("fin"));
        QVERIFY(tunnel.server.send("still here"));
        QCOMPARE(tunnel.client.receive(10), QByteArray("still here"));
        tunnel.server.close();
        QCOMPARE(tunnel.client.next(), QString("fin"));
        QVERIFY(tunnel.relay.isIdleAfter(1));
    }
    void aResetOfTheClientIsOneForTheServer()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.switches());
        tunnel.client.reset();
        QCOMPARE(tunnel.server.next(), QString("reset"));
        QVERIFY(tunnel.relay.isIdleAfter(1));
        QVERIFY(tunnel.relay.lines(1).contains("> reset"));
    }
    void aResetOfTheServerIsOneForTheClient()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.switches());
        tunnel.server.reset();
        QCOMPARE(tunnel.client.next(), QString("reset"));
        QVERIFY(tunnel.relay.isIdleAfter(1));
        QVERIFY(tunnel.relay.lines(2).contains("< reset"));
    }
    void aServerThatDoesNotReadHoldsTheClientUp()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.switches());
        const qsizetype sent = tunnel.client.sendUntilFull();
        QVERIFY(sent > 0);
        QVERIFY2(sent < 64 * 1024 * 1024, qPrintable(QString::number(sent)));
        QByteArray all = tunnel.server.receive(sent);
        QCOMPARE(all.size(), sent);
        QVERIFY(tunnel.client.send("and on"));
        QCOMPARE(tunnel.server.receive(6), QByteArray("and on"));
    }
    void aServerThatIsNotThereIsA502()
    {
        quint16 port = 0;
        {
            const PlainListener gone;
            port = gone.port();
        }
        Running relay("ws://127.0.0.1:" + std::to_string(port) + "/");
        Plain client = Plain::to(relay.relay->url());
        QVERIFY(client.send(kRequest));
        const QByteArray answer = client.receive(100'000);
        QVERIFY2(answer.startsWith("HTTP/1.1 502 Bad Gateway\r\n"), answer.constData());
        QVERIFY(answer.contains("could not connect to 127.0.0.1"));
        client.close();
        QVERIFY(relay.isIdleAfter(1));
        QCOMPARE(relay.arrivals.size(), std::size_t{1});
        QCOMPARE(relay.arrivals[0].status, 502);
        QVERIFY(relay.arrivals[0].failedAt == hop::FailStage::Connect);
        QCOMPARE(relay.lines(2), QStringList{"failed 2"});
        QCOMPARE(relay.difference(), QString());
    }
    void aHeadThatIsNotFinishedIsGivenUp()
    {
        session::RelayPlan plan;
        plan.timeouts.upgrade = 100ms;
        Tunnel tunnel(plan);
        QVERIFY(tunnel.client.send("GET / HTTP/1.1\r\nHost: x\r\n"));
        QCOMPARE(tunnel.client.next(), QString("fin"));
        QVERIFY(tunnel.relay.isIdleAfter(1));
        QVERIFY(tunnel.relay.arrivals[0].failedAt == hop::FailStage::UpgradeTimeout);
        QVERIFY(tunnel.relay.lines(1).contains("failed 7"));
        QCOMPARE(tunnel.relay.difference(), QString());
    }
    void aClientThatLeavesWhileItConnectsCancelsThat()
    {
        const BusyPort busy;
        Running relay("ws://127.0.0.1:" + std::to_string(busy.port) + "/");
        Plain client = Plain::to(relay.relay->url());
        QVERIFY(client.send(kRequest));
        QVERIFY(relay.until([](const auto &n) { return n.active == 1 && n.progress.events >= 2; }));
        client.reset();
        QVERIFY(relay.isIdleAfter(1));
        QCOMPARE(relay.lines(2), QStringList{"failed 9"});
    }
    void bothSidesMaySpeakTls()
    {
        const auto identity = tls::makeSelfSigned({{"localhost", "127.0.0.1"}, 0, 4'000'000'000});
        const auto server = echoServer(identity.value());
        session::RelayPlan plan;
        plan.address.isSecure = true;
        plan.tls.verify = false;
        Running relay(server->url(), plan);
        QVERIFY(relay.relay->url().starts_with("wss://127.0.0.1:"));
        Client client(QString::fromStdString(relay.relay->url()));
        client.plan.tls.verify = false;
        client.start();
        QVERIFY(client.opens());
        QCOMPARE(client.text("hello"), session::Sent::Queued);
        QVERIFY(client.sees(7));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QVERIFY(relay.isIdleAfter(1));
        QCOMPARE(relay.lines(1).value(1), QString("tls"));
        QCOMPARE(linesOf(relay.path, {2}).value(1), QString("tls accepted"));
    }
    void aCertificateThatIsNotTrustedIsA502()
    {
        const auto identity = tls::makeSelfSigned({{"localhost", "127.0.0.1"}, 0, 4'000'000'000});
        const auto server = echoServer(identity.value());
        Running relay(server->url());
        Plain client = Plain::to(relay.relay->url());
        QVERIFY(client.send(kRequest));
        QVERIFY(client.receive(100'000).startsWith("HTTP/1.1 502 "));
        client.close();
        QVERIFY(relay.isIdleAfter(1));
        QVERIFY(relay.arrivals[0].failedAt == hop::FailStage::Certificate);
    }
    void connectIsATunnelToWhereTheClientSays()
    {
        const auto server = echoServer();
        Running relay({});
        Plain client = Plain::to(relay.relay->url());
        const std::string authority = server->url().substr(5, server->url().size() - 6);
        QVERIFY(client.send(QByteArray::fromStdString("CONNECT " + authority
                                                      + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")));
        QVERIFY(client.receiveUntil("\r\n\r\n").startsWith("HTTP/1.1 200 "));
        QVERIFY(client.send(kUpgrade));
        QVERIFY(client.receiveUntil("\r\n\r\n").startsWith("HTTP/1.1 101 "));
        client.close();
        QVERIFY(relay.isIdleAfter(1));
        QCOMPARE(QString::fromStdString(relay.arrivals[0].request),
                 "CONNECT " + QString::fromStdString(authority));
        QCOMPARE(relay.lines(1).mid(0, 4),
                 (QStringList{"connected", "> request", "< response 200",
                              "> raw " + QString::number(kUpgrade.size())}));
        QCOMPARE(linesOf(relay.path, {2}).mid(0, 4),
                 (QStringList{"connected", "> request", "< response 101", "switched"}));
        QCOMPARE(relay.difference(), QString());
    }
    void aWholeUrlGoesOnInOriginForm()
    {
        PlainListener listener;
        Running relay({});
        Plain client = Plain::to(relay.relay->url());
        const QByteArray authority = "127.0.0.1:" + QByteArray::number(listener.port());
        QVERIFY(
            client.send("GET http://" + authority + "/chat?a=1 HTTP/1.1\r\nHost: other\r\nX: y\r\n\r\nmore"));
        Plain server = listener.accept();
        const QByteArray head = "GET /chat?a=1 HTTP/1.1\r\nHost: " + authority + "\r\nX: y\r\n\r\nmore";
        QCOMPARE(server.receive(head.size()), head);
    }
    void aProxyWithoutAPlaceToGoSaysSo()
    {
        Running relay({});
        for (const char *request :
             {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x HTTP/1.1\r\n\r\n", "\x16\x03\x01"}) {
            Plain client = Plain::to(relay.relay->url());
            QVERIFY(client.send(request));
            client.finish();
            const QByteArray answer = client.receive(100'000);
            QVERIFY2(answer.startsWith("HTTP/1.1 400 ") && answer.contains("CONNECT host:port"), answer);
        }
        QVERIFY(relay.isIdleAfter(3));
    }
    void rulesChangeWhatGoesOnAndBothSidesAreRecorded()
    {
        const auto server = echoServer();
        session::RelayPlan plan;
        plan::RelayRule change;
        change.action = plan::RelayAction::Replace;
        change.direction = plan::RelayDirection::FromClient;
        change.match = "hello";
        change.text = "good day";
        plan.rules.rules = {change};
        Running relay(server->url(), plan);
        Client client(QString::fromStdString(relay.relay->url()));
        client.start();
        QVERIFY(client.opens());
        QCOMPARE(client.text("hello"), session::Sent::Queued);
        QVERIFY(client.sees(6));
        QVERIFY(client.lines().contains("< frame 1 8"));
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QVERIFY(relay.isIdleAfter(1));
        QVERIFY(relay.lines(1).contains("> frame 1 5"));
        QVERIFY(linesOf(relay.path, {2}).contains("> frame 1 8"));
        QCOMPARE(relay.difference(), QString());
    }
    void whatIsHeldIsReleasedByHand()
    {
        const auto server = echoServer();
        session::RelayPlan plan;
        plan::RelayRule hold;
        hold.action = plan::RelayAction::Hold;
        hold.direction = plan::RelayDirection::FromClient;
        hold.match = "wait";
        plan.rules.rules = {hold};
        Running relay(server->url(), plan);
        Client client(QString::fromStdString(relay.relay->url()));
        client.start();
        QVERIFY(client.opens());
        QCOMPARE(client.text("wait"), session::Sent::Queued);
        QVERIFY(relay.until([](const auto &n) { return n.held.size() == 1; }));
        QCOMPARE(relay.notice.held[0].bytes, std::string("wait"));
        QCOMPARE(relay.notice.held[0].connection, std::uint64_t{1});
        relay.relay->release(relay.notice.held[0].id, "now");
        QVERIFY(client.sees(6));
        QVERIFY(client.lines().contains("< frame 1 3"));
        QVERIFY(relay.until([](const auto &n) { return n.held.empty(); }));
        QCOMPARE(client.text("wait more"), session::Sent::Queued);
        QVERIFY(relay.until([](const auto &n) { return n.held.size() == 1; }));
        relay.relay->drop(relay.notice.held[0].id);
        client.session->close(1000, {});
        QVERIFY(client.closes());
        QVERIFY(relay.isIdleAfter(1));
    }
    void whatIsHeldGoesOnWhenItStops()
    {
        session::RelayPlan plan;
        plan::RelayRule hold;
        hold.action = plan::RelayAction::Hold;
        hold.part = plan::RelayPart::Request;
        plan.rules.rules = {hold};
        Tunnel tunnel(plan);
        QVERIFY(tunnel.client.send(kRequest));
        QVERIFY(tunnel.relay.until([](const auto &n) { return n.held.size() == 1; }));
        tunnel.relay.relay->stop();
        QVERIFY(tunnel.relay.until([](const auto &n) { return n.isFinished; }));
        QVERIFY(tunnel.relay.notice.held.empty());
        QCOMPARE(tunnel.server.receive(kRequest.size()), kRequest);
    }
    void otherRulesAreForConnectionsToCome()
    {
        Tunnel tunnel; // without rules
        plan::RelayRules rules;
        plan::RelayRule add;
        add.action = plan::RelayAction::AddHeader;
        add.part = plan::RelayPart::Request;
        add.name = "X-Later";
        add.value = "1";
        rules.rules = {add};
        tunnel.relay.relay->setRules(rules);
        QVERIFY(tunnel.switches());
        Plain later = Plain::to(tunnel.relay.relay->url());
        Plain server = tunnel.listener.accept();
        QVERIFY(later.send(kRequest));
        QVERIFY(server.receiveUntil("\r\n\r\n").contains("\r\nX-Later: 1\r\n"));
    }
    void stoppingMakesTheCaptureWhole()
    {
        Tunnel tunnel;
        QVERIFY(tunnel.switches());
        tunnel.relay.relay->stop();
        QVERIFY(tunnel.relay.until([](const auto &n) { return n.isFinished; }));
        QVERIFY(capture::Reader::open(tunnel.relay.path).value()->info().isComplete);
    }
    void nothingNeedBeRecorded()
    {
        PlainListener listener;
        Running relay(listener.url(), {}, false);
        Plain client = Plain::to(relay.relay->url());
        Plain server = listener.accept();
        QVERIFY(client.send(kRequest));
        QCOMPARE(server.receive(kRequest.size()), kRequest);
        QVERIFY(!QFile::exists(QString::fromStdString(relay.path)));
    }
    void whatCannotListenSaysWhy()
    {
        const PlainListener first;
        session::RelayPlan plan;
        plan.target = plan::parseUrl("ws://127.0.0.1:1/").value();
        plan.address.port = first.port();
        QVERIFY(Relay::start(plan, {}).error().fault == session::ListenFault::CannotListen);
        plan.address.host = "no address";
        QVERIFY(Relay::start(plan, {}).error().fault == session::ListenFault::BadAddress);
        plan.address = {};
        plan.address.isSecure = true;
        plan.address.certificateFile = plan.address.keyFile = "/nonexistent/x.pem";
        QVERIFY(Relay::start(plan, {}).error().fault == session::ListenFault::BadIdentity);
    }
};

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
