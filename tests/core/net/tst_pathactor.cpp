// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathactor.h"

#include "core/hop/serveractor.h"
#include "tests/core/hop/playbook.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

namespace {

/// The server's end of a path check, upgraded.
struct Server
{
    PathActor actor{hop::Direction::FromRight, [] {
                        hop::ServerOptions options;
                        options.echo = false;
                        return std::make_unique<hop::ServerActor>(options);
                    }()};
    hop::Playbook book{actor, hop::Direction::FromRight};

    Server()
    {
        book.begin();
        book.in(hop::goodRequest("X-Probe: 7\r\n"));
        book.out();
    }
};

} // namespace

class TestPathActor : public QObject
{
    Q_OBJECT
private slots:
    void theRequestThatArrivedIsKept()
    {
        Server server;
        QVERIFY(server.actor.isUpgraded());
        QCOMPARE(server.actor.request()->fields.combined("X-Probe"), std::string("7"));
        QVERIFY(!server.actor.sawRaw() && !server.actor.peerEnd() && !server.actor.peerClose());
    }
    void aMessageIsKeptWithItsFrames()
    {
        Server server;
        server.book.inHex("018337fa213d7f9f4d"); // "Hel"
        QVERIFY(!server.actor.takeMessage());
        server.book.inHex("80826afb013d0694"); // "lo"
        const auto message = server.actor.takeMessage();
        QVERIFY(message);
        QVERIFY(message->opcode == websocket::Opcode::Text);
        QCOMPARE(base::toText(message->data), std::string("Hello"));
        QCOMPARE(message->frames, std::size_t(2));
        QVERIFY(!server.actor.takeMessage());
    }
    void aPingAmongFragmentsIsNoPartOfTheMessage()
    {
        Server server;
        server.book.inHex("018137fa213d7f"); // "H"
        server.book.inHex("898211223344784b"); // ping "ii"
        server.book.inHex("8081556677883c"); // "i"
        QVERIFY(server.actor.sawPing("ii"));
        QVERIFY(!server.actor.sawPong("ii"));
        QCOMPARE(base::toText(server.actor.takeMessage()->data), std::string("Hi"));
        QVERIFY(server.book.out().contains("send 8a026969"));
    }
    void aCloseIsKeptWithItsCode()
    {
        Server server;
        server.book.inHex("88840102030402ea6a66"); // 1000 "ib"
        QVERIFY(server.actor.peerClose());
        QCOMPARE(server.actor.peerClose()->code.value_or(0), std::uint16_t(1000));
        QCOMPARE(server.actor.peerClose()->reason, std::string("ib"));
    }
    void theEndOfThePeerIsKept()
    {
        Server server;
        server.book.peerEnds(hop::EndCause::Fin);
        QVERIFY(server.actor.peerEnd() == hop::EndCause::Fin);
    }
    void aHalfCloseIsOneCommand()
    {
        Server server;
        server.actor.halfClose();
        const auto commands = server.actor.takeCommands();
        QCOMPARE(commands.size(), std::size_t(1));
        QVERIFY(std::holds_alternative<hop::HalfClose>(commands.front()));
        QVERIFY(server.actor.takeCommands().empty());
    }
    void bytesThatAreNoHttpAreSeen()
    {
        PathActor actor(hop::Direction::FromRight, std::make_unique<hop::ServerActor>(hop::ServerOptions{}));
        hop::Playbook book(actor, hop::Direction::FromRight);
        book.begin();
        book.in("\x16\x03\x01 this is TLS");
        QVERIFY(actor.sawRaw() && !actor.request());
    }
};

QTEST_APPLESS_MAIN(TestPathActor)
#include "tst_pathactor.moc"
