// SPDX-License-Identifier: GPL-3.0-or-later
// What a real relay records is found again: which hops are one connection, and what was changed between them.
#include "core/capture/connectionhops.h"
#include "core/doctor/hopdiff.h"
#include "core/net/listener.h"
#include "core/net/relay.h"
#include "plainsockets.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;

namespace {

/// All with one key, as a curl command has it.
QByteArray requestOf(const char *target)
{
    return QByteArray("GET ") + target
        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

plan::RelayRule headerRule(plan::RelayAction action, plan::RelayPart part, const char *name,
                           const char *value = "")
{
    plan::RelayRule rule;
    rule.action = action;
    rule.part = part;
    rule.name = name;
    rule.value = value;
    return rule;
}

/// Two clients at once, through a relay that changes their heads; the second is answered first.
class Recorded
{
public:
    Recorded()
    {
        session::RelayPlan plan;
        const PlainListener server;
        plan.target = plan::parseUrl(server.url()).value();
        plan.rules.rules = {
            headerRule(plan::RelayAction::SetHeader, plan::RelayPart::Request, "Host", "other"),
            headerRule(plan::RelayAction::AddHeader, plan::RelayPart::Response, "X-Relay", "1"),
            headerRule(plan::RelayAction::RemoveHeader, plan::RelayPart::Response, "Server")};
        auto relay = std::move(Relay::start(plan, {m_path, false, false, {}})).value();
        Plain first = Plain::to(relay->url());
        Plain firstServer = server.accept();
        Plain second = Plain::to(relay->url());
        Plain secondServer = server.accept();
        const QByteArray answer =
            "HTTP/1.1 403 Forbidden\r\nServer: s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        // Across each other: the second client's request goes on before the first one's.
        m_isPlayed = second.send(requestOf("/two")) && secondServer.receiveUntil("\r\n\r\n").contains("/two")
            && first.send(requestOf("/one")) && firstServer.receiveUntil("\r\n\r\n").contains("/one")
            && secondServer.send(answer) && second.receiveUntil("\r\n\r\n").contains("X-Relay")
            && firstServer.send(answer) && first.receiveUntil("\r\n\r\n").contains("X-Relay");
        relay.reset();
        m_reader = std::move(capture::Reader::open(m_path)).value();
    }
    bool isPlayed() const { return m_isPlayed; }
    const capture::Reader &reader() const { return *m_reader; }

private:
    QTemporaryDir m_folder;
    std::string m_path = m_folder.filePath("relay.hop101").toStdString();
    bool m_isPlayed = false;
    std::unique_ptr<capture::Reader> m_reader;
};

} // namespace

class TestRelayHops : public QObject
{
    Q_OBJECT
private slots:
    void theHopsOfAConnectionAreAPair()
    {
        const Recorded recorded;
        QVERIFY(recorded.isPlayed());
        const capture::Reader &reader = recorded.reader();
        QCOMPARE(reader.hops().size(), std::size_t(4));
        for (const capture::Hop &hop : reader.hops()) {
            const auto beside = capture::hopsBeside(reader, hop.id);
            QCOMPARE(beside.size(), std::size_t(2));
            QVERIFY(beside[0] == hop.id || beside[1] == hop.id);
            QCOMPARE(capture::connectionOf(reader.hops()[beside[0].value - 1]),
                     capture::connectionOf(reader.hops()[beside[1].value - 1]));
        }
        const auto exchanges = reader.exchanges();
        QCOMPARE(exchanges.size(), std::size_t(4));
        for (const hop::Exchange &exchange : exchanges)
            QCOMPARE(capture::exchangesBeside(reader, exchange).size(), std::size_t(2));
    }
    void theHeadsAreComparedWithinAConnection()
    {
        const Recorded recorded;
        QVERIFY(recorded.isPlayed());
        const auto diffs = doctor::hopDiffs(recorded.reader());
        QCOMPARE(diffs.size(), std::size_t(2));
        for (const doctor::HopDiff &diff : diffs) {
            QVERIFY(diff.right);
            QVERIFY(!diff.request.part("target")); // each with its own, though their keys are one
            QCOMPARE(diff.request.headers.size(), std::size_t(1));
            QCOMPARE(*diff.request.header("Host")->arrived, std::string("other"));
            QVERIFY(diff.response.header("X-Relay")->isAdded());
            QVERIFY(diff.response.header("Server")->isDropped());
        }
    }
    void aHopWithoutANumberIsAlone()
    {
        capture::Hop hop;
        for (const char *transport : {"", "{}", "{\"connection\":", "[\"connection\"]",
                                      "{\"connection\":\"1\"}", "{\"connection\":-1}", "{\"tls\":true}"}) {
            hop.transport = transport;
            QCOMPARE(capture::connectionOf(hop), std::uint64_t(0));
        }
        hop.transport = R"({"tls":false,"connection":12})";
        QCOMPARE(capture::connectionOf(hop), std::uint64_t(12));
    }
};

QTEST_GUILESS_MAIN(TestRelayHops)
#include "tst_relayhops.moc"
