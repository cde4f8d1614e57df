// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/serveractor.h"
#include "playbook.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;

namespace {

ServerOptions speaking(std::vector<std::string> subprotocols)
{
    ServerOptions options;
    options.subprotocols = std::move(subprotocols);
    return options;
}

struct Server
{
    explicit Server(ServerOptions options = {}) : actor(options), book(actor, Direction::FromRight)
    {
        book.begin();
    }

    ServerActor actor;
    Playbook book;
};

} // namespace

class TestServerActor : public QObject
{
    Q_OBJECT
private slots:
    void upgradesAndEchoes()
    {
        Server server;
        compare(server.book.out(), {"start upgrade 10000"});
        server.book.in(goodRequest());
        compare(server.book.out(), {"stop upgrade", "send HTTP/1.1 101 Switching Protocols"});
        QCOMPARE(server.actor.state(), ActorState::Open);
        QVERIFY(server.book.recorder().findings().empty());
        server.book.inHex("818537fa213d7f9f4d5158"); // RFC 6455 5.7
        compare(server.book.out(), {"send 810548656c6c6f"});
        server.book.inHex("898037fa213d");
        compare(server.book.out(), {"send 8a00"});
    }

    void answersTheFirstLegalOffer_data()
    {
        QTest::addColumn<QString>("offer");
        QTest::addColumn<QString>("answer"); // empty: none
        const auto row = [](const char *name, const char *offer, const char *answer) {
            QTest::newRow(name) << offer << answer;
        };
        row("no offer", "", "");
        row("bare", "permessage-deflate", "permessage-deflate");
        row("with limits", "permessage-deflate; server_max_window_bits=8; client_max_window_bits=9",
            "permessage-deflate; server_max_window_bits=8; client_max_window_bits=9");
        row("the second, where the first is illegal",
            "permessage-deflate; bogus, permessage-deflate; server_no_context_takeover",
            "permessage-deflate; server_no_context_takeover");
        row("illegal ones alone", "permessage-deflate; server_max_window_bits=7", "");
    }
    void answersTheFirstLegalOffer()
    {
        QFETCH(QString, offer);
        QFETCH(QString, answer);
        const std::string name = "Sec-WebSocket-Extensions: ";
        for (const bool isOn : {true, false}) {
            ServerOptions options;
            if (!isOn)
                options.deflate.reset();
            Server server(options);
            server.book.in(goodRequest(offer.isEmpty() ? "" : name + offer.toStdString() + "\r\n"));
            QCOMPARE(server.actor.state(), ActorState::Open);
            QCOMPARE(server.book.answeredExtensions(), isOn ? answer : QString());
        }
    }

    void compressesWhatWasAgreed()
    {
        Server server;
        server.book.in(goodRequest("Sec-WebSocket-Extensions: permessage-deflate\r\n")).out();
        server.book.inHex("c18700000000f248cdc9c90700 818500000000 48656c6c6f"); // RFC 7692 7.2.3.1
        compare(server.book.out(), {"send c107f248cdc9c90700c105f200110000"});
    }

    void withoutEchoItListens()
    {
        ServerOptions options;
        options.echo = false;
        Server server(options);
        server.book.in(goodRequest());
        server.book.out();
        server.book.inHex("818537fa213d7f9f4d5158");
        compare(server.book.out(), {});
        server.book.send({websocket::Opcode::Text, base::toBytes("Hello")});
        compare(server.book.out(), {"send 810548656c6c6f"});
    }

    void endsTcpFirstAfterBothCloses()
    {
        Server server;
        server.book.in(goodRequest());
        server.book.out();
        server.book.inHex("888200000001 03e8");
        compare(server.book.out(), {"send 880203e8", "half-close", "start close 5000"});
        server.book.peerEnds();
        compare(server.book.out(), {"stop close", "disconnect"});
        QVERIFY(server.book.recorder().findings().empty());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("statusLine");
        const auto row = [](const char *name, const std::string &request, const char *line) {
            QTest::newRow(name) << QString::fromStdString(request) << line;
        };
        const auto without = [](const std::string &part, const std::string &instead = {}) {
            std::string request = goodRequest();
            return request.replace(request.find(part), part.size(), instead);
        };
        row("no version", without("Sec-WebSocket-Version: 13\r\n"), "HTTP/1.1 426 Upgrade Required");
        row("version 99", without(": 13", ": 99"), "HTTP/1.1 426 Upgrade Required");
        row("version 8", without(": 13", ": 8"), "HTTP/1.1 426 Upgrade Required");
        row("no Upgrade", without("Upgrade: websocket\r\n"), "HTTP/1.1 426 Upgrade Required");
        row("another Upgrade", without("Upgrade: websocket", "Upgrade: h2c"),
            "HTTP/1.1 426 Upgrade Required");
        row("no Connection", without("Connection: Upgrade\r\n"), "HTTP/1.1 426 Upgrade Required");
        row("no key", without("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"), "HTTP/1.1 400 Bad Request");
        row("a short key", without("dGhlIHNhbXBsZSBub25jZQ==", "short"), "HTTP/1.1 400 Bad Request");
        row("HTTP/1.0", without("HTTP/1.1", "HTTP/1.0"), "HTTP/1.1 400 Bad Request");
        row("no Host", without("Host: server.example.com\r\n"), "HTTP/1.1 400 Bad Request");
        row("POST", without("GET", "POST"), "HTTP/1.1 405 Method Not Allowed");
        row("no HTTP", "\x16\x03\x01", "HTTP/1.1 400 Bad Request");
        row("the tutorials' curl line",
            "GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            "HTTP/1.1 426 Upgrade Required");
    }
    void refusals()
    {
        QFETCH(QString, request);
        QFETCH(QString, statusLine);
        Server server;
        server.book.out();
        server.book.in(request.toStdString());
        compare(server.book.out(), {"stop upgrade", "send " + statusLine, "half-close", "start close 5000"});
        server.book.peerEnds();
        compare(server.book.out(), {"stop close", "disconnect"});
    }

    void aWebSocketMayStandInAList()
    {
        Server server;
        std::string request = goodRequest();
        request.replace(request.find("Upgrade: websocket"), 18, "Upgrade: WebSocket, h2c");
        server.book.in(request);
        QCOMPARE(server.actor.state(), ActorState::Open);
    }

    void theRefusalIsWellFormed()
    {
        Server server;
        server.book.in("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        // 426 breaks StatusIs101 and nothing else that is about the response
        QStringList rules = server.book.recorder().rules();
        rules.removeOne("StatusIs101");
        compare(rules, {"UpgradePresent", "ConnectionHasUpgrade", "KeyPresent", "VersionPresent"});
        QVERIFY(server.book.recorder().events().back().kind == EventKind::Closed);
        QVERIFY(server.book.recorder().events()[2].kind == EventKind::Body);
    }

    void refusesAsItIsTold_data()
    {
        QTest::addColumn<RefusePlan>("plan");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, RefusePlan plan, const char *answer) {
            QTest::newRow(name) << plan << QByteArray(answer);
        };
        row("a status gets its usual reason", {404, {}, {}, {}},
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        row("an unknown status has an empty one", {499, {}, {}, {}},
            "HTTP/1.1 499 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        row("reason, headers and body are as given",
            {302, "Over There", {{"Location", "/x"}, {"content-type", "a/b"}}, base::toBytes("body")},
            "HTTP/1.1 302 Over There\r\nLocation: /x\r\ncontent-type: a/b\r\nContent-Length: 4\r\n"
            "Connection: close\r\n\r\nbody");
        row("204 has no body", {204, {}, {}, base::toBytes("x")},
            "HTTP/1.1 204 No Content\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: "
            "close\r\n\r\n");
    }
    void refusesAsItIsTold()
    {
        QFETCH(const RefusePlan, plan);
        QFETCH(const QByteArray, answer);
        ServerOptions options;
        options.refuse = plan;
        Server server(options);
        server.book.in(goodRequest());
        QVERIFY(server.book.out().contains("send " + QString::fromLatin1(answer.left(answer.indexOf('\r')))));
        QVERIFY(server.actor.state() != ActorState::Open);
        QCOMPARE(base::toText(refusalBytes(plan)), answer.toStdString());
    }

    void choosesTheFirstOfItsSubprotocolsThatIsOffered()
    {
        Server server(speaking({"mqtt", "superchat"}));
        server.book.in(goodRequest("Sec-WebSocket-Protocol: chat, superchat\r\n"));
        QCOMPARE(server.actor.state(), ActorState::Open);
        QVERIFY(server.book.recorder().findings().empty());
        Server none(speaking({"mqtt"}));
        none.book.in(goodRequest("Sec-WebSocket-Protocol: chat\r\n"));
        QCOMPARE(none.actor.state(), ActorState::Open);
        compare(none.book.recorder().rules(), {"SubprotocolWasChosen"});
    }

    void failsAnUnmaskedClient()
    {
        Server server;
        server.book.in(goodRequest());
        server.book.out();
        server.book.inHex("810161 810162");
        const auto out = server.book.out();
        QCOMPARE(out.size(), 4);
        QVERIFY(out[0].startsWith("send 88") && out[0].mid(9, 4) == "03ea"); // 1002
        QCOMPARE(out[2], "half-close"); // nothing is waited for
    }

    /// RFC 6455 section 7.1.7: the client stands within a frame, so that even its Close cannot be told.
    void failsInAnOpenFrame()
    {
        Server server;
        server.book.in(goodRequest());
        server.book.out();
        server.book.inHex("818a00000000 ff"); // the first of ten bytes is no UTF-8
        const auto out = server.book.out();
        QCOMPARE(out.size(), 4);
        QVERIFY(out[0].startsWith("send 88") && out[0].mid(9, 4) == "03ef"); // 1007
        QCOMPARE(out[2], "half-close");
        server.book.inHex("888200000000 03ef").peerEnds();
        QVERIFY(server.book.out().contains("disconnect"));
    }

    void sendsWhatItIsToldRightOrWrong()
    {
        Server server;
        server.book.in(goodRequest());
        server.book.out();
        plan::FramePlan frame{.payload = base::toBytes("Hello")};
        frame.masking = plan::Masking::On;
        frame.fragmentBytes = 4;
        frame.cuts = {{6, std::chrono::milliseconds(7)}};
        server.book.send(frame);
        compare(server.book.out(), {"send 018400000000", "wait 7", "send 48656c6c8081000000006f"});
        QVERIFY(server.book.recorder().rules().contains("ServerFrameUnmasked"));
        QCOMPARE(server.actor.state(), ActorState::Open);
    }

    void withoutItsAutomaticAnswersItIsSilent()
    {
        ServerOptions options;
        options.autoPong = options.autoClose = false;
        options.onError = plan::OnError::KeepOpen;
        Server server(options);
        server.book.in(goodRequest());
        server.book.out();
        server.book.inHex("898037fa213d 810161 888237fa213d3412");
        compare(server.book.out(), {"send 810161"}); // the echo of an unmasked frame
        QCOMPARE(server.actor.state(), ActorState::Open);
    }

    void noRequestGivesUp()
    {
        Server server;
        server.book.out();
        server.book.in("GET / HT").expire(Timer::Upgrade);
        compare(server.book.out(), {"give up 7"});
    }

    void aClientThatLeavesEarly()
    {
        Server server;
        server.book.out();
        server.book.in("GET / HT").peerEnds();
        compare(server.book.out(), {"stop upgrade", "disconnect"});
    }

    void aClientThatNeverEndsTcp()
    {
        Server server;
        server.book.in(goodRequest()).close(1001, "bye");
        server.book.inHex("888037fa213d").expire(Timer::Close);
        QCOMPARE(server.book.out().back(), QString("give up 8"));
    }
};

QTEST_APPLESS_MAIN(TestServerActor)
#include "tst_serveractor.moc"
