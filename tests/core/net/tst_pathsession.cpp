// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathsession.h"

#include "sessionsupport.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;
using hop::CheckOutcome;
using hop::PathCheck;

namespace {

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

/// A proxy: each client gets a connection to the server, and all that one side says is passed to the other,
/// through `edit` as long as that side sent no empty line.
class Forwarder : public QTcpServer
{
public:
    using Edit = std::function<QByteArray(QByteArray)>;

    explicit Forwarder(quint16 to, Edit toServer = {}, Edit toClient = {})
        : m_to(to), m_toServer(std::move(toServer)), m_toClient(std::move(toClient))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] { join(nextPendingConnection()); });
    }
    std::string url(const char *target = "/ws?a=1") const
    {
        return "ws://127.0.0.1:" + std::to_string(serverPort()) + target;
    }

private:
    void join(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_to);
        pass(client, server, m_toServer);
        pass(server, client, m_toClient);
        connect(server, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    }
    static void pass(QTcpSocket *from, QTcpSocket *to, const Edit &edit)
    {
        auto head = std::make_shared<std::optional<QByteArray>>(QByteArray());
        connect(from, &QTcpSocket::readyRead, to, [from, to, edit, head] {
            QByteArray bytes = from->readAll();
            if (*head) {
                **head += bytes;
                const qsizetype end = (**head).indexOf("\r\n\r\n");
                if (end < 0)
                    return;
                bytes =
                    (edit ? edit((**head).left(end + 4)) : (**head).left(end + 4)) + (**head).mid(end + 4);
                head->reset();
            }
            to->write(bytes);
        });
        connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
    }

    quint16 m_to;
    Edit m_toServer, m_toClient;
};

/// A path check and the thread that waits for it.
struct Check
{
    QTemporaryDir folder;
    std::string path = folder.filePath("path.hop101").toStdString();
    session::PathPlan plan;
    session::PathNotice notice;
    std::unique_ptr<PathSession> session;

    Check(const std::string &via, quint16 listenPort)
    {
        plan.request = plan::defaultPlan(via);
        plan.via = plan::parseUrl(via).value();
        plan.listenPort = listenPort;
        plan.step = std::chrono::milliseconds(3000);
        plan.messageSizes = {1, 125, 126, 65'536};
        plan.headerSizes = {1'024, 4'096};
        session = std::move(PathSession::create({path, false, wakeTest})).value();
    }
    bool runs()
    {
        session->start(plan);
        return waitFor([&] {
            notice = session->takeNotice();
            return notice.state == session::PathNotice::State::Done;
        });
    }
    CheckOutcome outcome(PathCheck check) const
    {
        const auto *result = notice.report.find(check);
        return result ? result->outcome : CheckOutcome::NotReached;
    }
    std::string arrived(PathCheck check) const
    {
        const auto *result = notice.report.find(check);
        return result ? result->arrived : "no such result";
    }
    /// "" where the capture replays to the same events.
    QString difference() const
    {
        auto opened = capture::Reader::open(path);
        return opened ? QString::fromStdString(capture::verify(*opened.value()).firstDifference)
                      : "cannot open";
    }
};

} // namespace

class TestPathSession : public QObject
{
    Q_OBJECT
private slots:
    void throughAProxyThatChangesNothingAllPasses()
    {
        const quint16 port = freePort();
        Forwarder proxy(port);
        Check check(proxy.url(), port);
        check.plan.idle = std::chrono::milliseconds(100);
        QVERIFY(check.runs());
        for (const PathCheck one : hop::pathChecks())
            if (one != PathCheck::Origin && one != PathCheck::Credentials
                && one != PathCheck::HalfClose) // QTcpSocket ends both
                QVERIFY2(check.outcome(one) == CheckOutcome::Passed, hop::pathCheckName(one));
        QVERIFY(check.notice.report.allPass());
        QVERIFY(!check.notice.report.find(PathCheck::Origin)); // none was sent
        QCOMPARE(check.notice.report.largestHeader, std::uint64_t(4'096));
        QCOMPARE(check.difference(), QString());
    }
    void bothHopsAreInOneCaptureWithThreeParties()
    {
        const quint16 port = freePort();
        Forwarder proxy(port);
        Check check(proxy.url(), port);
        check.plan.checks = {};
        QVERIFY(check.runs());
        auto reader = std::move(capture::Reader::open(check.path)).value();
        QCOMPARE(reader->parties().size(), std::size_t(3));
        QCOMPARE(int(reader->parties()[1].role), int(capture::Role::Proxy));
        QVERIFY(check.notice.report.left && check.notice.report.right);
        QVERIFY(check.notice.report.left != check.notice.report.right);
    }
    void aHeaderThatIsTakenOutFailsItsCheckAndTheUpgrade()
    {
        const quint16 port = freePort();
        Forwarder proxy(port, [](QByteArray head) { return head.replace("Upgrade: websocket\r\n", ""); });
        Check check(proxy.url(), port);
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Arrives), CheckOutcome::Passed);
        QCOMPARE(check.outcome(PathCheck::Upgrade), CheckOutcome::Failed);
        QCOMPARE(check.arrived(PathCheck::Upgrade), "HTTP/1.1, no Upgrade, Connection: Upgrade");
        QCOMPARE(check.outcome(PathCheck::FramesToServer), CheckOutcome::NotReached);
        QVERIFY(!check.notice.report.allPass());
    }
    void whatIsChangedOnTheWayBackFails()
    {
        const quint16 port = freePort();
        Forwarder proxy(port, {}, [](QByteArray head) {
            return head.replace("Sec-WebSocket-Protocol: hop101-second\r\n", "");
        });
        Check check(proxy.url(), port);
        check.plan.checks = {};
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Upgrade), CheckOutcome::Passed);
        QCOMPARE(check.outcome(PathCheck::Subprotocol), CheckOutcome::Failed);
        QCOMPARE(check.arrived(PathCheck::Subprotocol), "");
    }
    void aCookieThatIsTakenOutIsAFailure()
    {
        const quint16 port = freePort();
        Forwarder proxy(port, [](QByteArray head) { return head.replace("Cookie: a=b\r\n", ""); });
        Check check(proxy.url(), port);
        check.plan.request.headers.push_back({"Authorization", "Basic eA=="});
        check.plan.request.headers.push_back({"Cookie", "a=b"});
        check.plan.checks = {};
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Upgrade), CheckOutcome::Passed);
        QCOMPARE(check.outcome(PathCheck::Credentials), CheckOutcome::Failed);
        QVERIFY(!check.notice.report.allPass());
    }
    void withoutTheProbeHeaderAndTheKeyTheOrderTells()
    {
        const quint16 port = freePort();
        Forwarder proxy(port, [](QByteArray head) {
            static const QRegularExpression lines("(Hop101-Probe|Sec-WebSocket-Key): [^\r]*\r\n");
            return QString::fromLatin1(head).remove(lines).toLatin1();
        });
        Check check(proxy.url(), port);
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Arrives), CheckOutcome::Passed);
        QCOMPARE(check.outcome(PathCheck::Key), CheckOutcome::Failed);
    }
    void aProxyThatAnswersByItselfLeavesNothingToArrive()
    {
        RawServer proxy([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        });
        Check check(proxy.url("/ws").toStdString(), freePort());
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Arrives), CheckOutcome::Failed);
        QCOMPARE(check.arrived(PathCheck::Arrives), "nothing; the proxy answered 502 Bad Gateway");
        QVERIFY(!check.notice.report.right);
    }
    void aProxyThatSaysNothingIsWaitedForNoLongerThanAStep()
    {
        RawServer proxy([](QTcpSocket &, const QByteArray &) {});
        Check check(proxy.url("/ws").toStdString(), freePort());
        check.plan.step = check.plan.request.timeouts.upgrade = std::chrono::milliseconds(200);
        QVERIFY(check.runs());
        QCOMPARE(check.arrived(PathCheck::Arrives), "nothing; the proxy gave no answer");
    }
    void silenceThatIsCutIsMeasured()
    {
        const quint16 port = freePort();
        Forwarder proxy(port);
        int connections = 0;
        connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
            if (++connections != 3) // the first, the full target, then the silent one
                return;
            const auto sockets = proxy.findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly);
            QTimer::singleShot(300, sockets.last(), &QTcpSocket::disconnectFromHost);
        });
        Check check(proxy.url(), port);
        check.plan.checks = {PathCheck::Idle};
        check.plan.idle = std::chrono::milliseconds(3000);
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Idle), CheckOutcome::Failed);
        QVERIFY(check.notice.report.idleMs >= 200 && check.notice.report.idleMs < 2900);
    }
    void strangersAtTheListenerAreNotTakenForOurs()
    {
        const quint16 port = freePort();
        QTcpSocket stranger;
        Forwarder proxy(port, [&](QByteArray head) {
            stranger.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            stranger.waitForConnected(1000);
            stranger.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
            stranger.flush();
            return head;
        });
        Check check(proxy.url(), port);
        check.plan.checks = {};
        QVERIFY(check.runs());
        QCOMPARE(check.outcome(PathCheck::Target), CheckOutcome::Passed);
        QVERIFY(check.notice.report.allPass());
    }
    void aPortThatIsTakenIsSaidAndNothingIsSent()
    {
        Forwarder proxy(1);
        Check check(proxy.url(), proxy.serverPort());
        QVERIFY(check.runs());
        QVERIFY(!check.notice.listenFailure.empty());
        QVERIFY(check.notice.report.results.empty());
    }
    void nobodyAtTheProxyIsAFailureOfTheNetwork()
    {
        Check check("ws://127.0.0.1:" + std::to_string(freePort()) + "/", freePort());
        QVERIFY(check.runs());
        QVERIFY(check.notice.failedAt == hop::FailStage::Connect);
    }
    void aCancelEndsItAtOnceWithWhatWasFound()
    {
        RawServer proxy([](QTcpSocket &, const QByteArray &) {});
        Check check(proxy.url("/ws").toStdString(), freePort());
        check.plan.step = check.plan.request.timeouts.upgrade = std::chrono::minutes(5);
        check.session->start(check.plan);
        QVERIFY(waitFor([&] { return check.session->takeNotice().progress.events >= 2; }));
        check.session->cancel();
        QVERIFY(waitFor([&] {
            check.notice = check.session->takeNotice();
            return check.notice.state == session::PathNotice::State::Done;
        }));
        QVERIFY(check.notice.wasCancelled && !check.notice.report.isComplete);
        QCOMPARE(check.difference(), QString());
    }
    void itCanGoAwayInTheMiddle()
    {
        RawServer proxy([](QTcpSocket &, const QByteArray &) {});
        Check check(proxy.url("/ws").toStdString(), freePort());
        check.session->start(check.plan);
        QVERIFY(waitFor([&] { return check.session->takeNotice().progress.events >= 2; }));
        check.session.reset();
        QCOMPARE(check.difference(), QString());
    }
    void theServerItselfIsAskedAsWell()
    {
        const quint16 port = freePort();
        Forwarder proxy(port);
        RawServer server([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        });
        Check check(proxy.url(), port);
        check.plan.checks = {};
        check.plan.direct = plan::parseUrl(server.url("/ws").toStdString()).value();
        QVERIFY(check.runs());
        QVERIFY(check.notice.report.allPass());
        const auto &direct = check.notice.report.direct;
        QCOMPARE(direct.size(), std::size_t(2));
        QCOMPARE(direct[1].outcome, CheckOutcome::Failed);
        QCOMPARE(direct[1].arrived, "403 Forbidden");
    }
};

QTEST_GUILESS_MAIN(TestPathSession)
#include "tst_pathsession.moc"
