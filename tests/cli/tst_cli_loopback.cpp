// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program against servers on loopback: its own, Qt's, and ones that answer what a test wants.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <csignal>
#include <memory>

namespace {

constexpr int kWaitMs = 60'000;

struct Finished
{
    int status = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs the program while the event loop of this thread goes on, so that servers of the test can answer.
Finished run(const QStringList &arguments)
{
    QProcess process;
    process.start(HOP101_CLI, arguments);
    const bool ended =
        QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kWaitMs);
    if (!ended || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void interrupt(QProcess &process)
{
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
}

/// `serve`, until the end of the test.
class Server
{
public:
    explicit Server(const QStringList &more = {})
    {
        m_process.start(HOP101_CLI, QStringList{"serve", "--listen", "127.0.0.1:0"} + more);
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(kWaitMs))
            line += m_process.readLine();
        m_line = QString::fromUtf8(line);
    }
    ~Server() { end(); }
    QString line() const { return m_line; }
    QString url() const { return m_line.trimmed().section(' ', 1); }
    /// By SIGINT; its exit status.
    int end()
    {
        if (m_process.state() == QProcess::Running)
            interrupt(m_process);
        return m_process.waitForFinished(kWaitMs) ? m_process.exitCode() : -1;
    }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QString m_line;
};

/// Answers the first request head of each connection with `answer`, then ends the connection.
class Backend : public QTcpServer
{
public:
    explicit Backend(QByteArray answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                if (!socket->peek(65'536).contains("\r\n\r\n"))
                    return;
                socket->readAll();
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
    }
    QString url() const { return QString("ws://127.0.0.1:%1/chat").arg(serverPort()); }
};

} // namespace

class TestCliLoopback : public QObject
{
    Q_OBJECT
private slots:
    void eachScenarioEchoes_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::newRow("our own server") << "echo";
        QTest::newRow("Qt's server") << "qt-echo";
    }
    void eachScenarioEchoes()
    {
        QFETCH(QString, scenario);
        Server server({"--scenario", scenario});
        QVERIFY2(
            QRegularExpression("^listening ws://127\\.0\\.0\\.1:[0-9]+/\n$").match(server.line()).hasMatch(),
            qPrintable(server.line()));
        const Finished done =
            run({"probe", server.url(), "--send", "hello", "--send", "again", "--receive", "2", "--json"});
        QCOMPARE(done.err, QByteArray());
        QCOMPARE(done.status, 0);
        const QJsonObject json = QJsonDocument::fromJson(done.out).object();
        QVERIFY(json["verdict"]["upgraded"].toBool());
        QCOMPARE(json["messages"].toArray().size(), 4);
        QCOMPARE(json["close"]["code"].toInt(), 1000);
        QVERIFY(json["close"]["clean"].toBool());
        QVERIFY(json["capture"].isNull());
        QCOMPARE(server.end(), 0);
        QCOMPARE(server.errors(), QByteArray());
    }
    void exactBytesGoOutAndTheCloseComesBehindThem()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("exact.hop101");
        Server server({"--keep-open"});
        const Finished done = run({"probe",
                                   server.url(),
                                   "--no-extensions",
                                   "-H",
                                   "hOST: elsewhere",
                                   "--cut",
                                   "20:20",
                                   "--frame",
                                   "text,fin=0,cut=4:200,text=Hel",
                                   "--frame",
                                   "continuation,mask=37fa213d,text=lo",
                                   "--fragment",
                                   "1",
                                   "--send",
                                   "ab",
                                   "--receive",
                                   "1",
                                   "--capture",
                                   path,
                                   "--json"});
        const QJsonObject json = QJsonDocument::fromJson(done.out).object();
        QVERIFY(json["verdict"]["upgraded"].toBool());
        QVERIFY(json["close"]["clean"].toBool());
        QVERIFY(QByteArray::fromBase64(json["request"]["raw"].toString().toLatin1())
                    .contains("\r\nhOST: elsewhere\r\n"));
        QStringList sent;
        const auto messages = json["messages"].toArray();
        for (const auto &message : messages)
            if (message.toObject()["from"] == "client")
                sent += message.toObject()["text"].toString();
        QCOMPARE(sent, (QStringList{"Hello", "ab"}));
        QCOMPARE(json["frames"]["sent"].toInt(), 5);
        QCOMPARE(run({"verify", path}).status, 0);
    }
    void ourOwnFaultsAreFoundAndAServerThatKeepsOpenGoesOn()
    {
        Server server({"--keep-open"});
        const Finished done =
            run({"probe", server.url(), "--no-mask", "--send", "bare", "--receive", "1", "--json"});
        QCOMPARE(done.status, 1);
        const QJsonObject json = QJsonDocument::fromJson(done.out).object();
        QCOMPARE(json["findings"][0]["rule"].toString(), QString("ClientFrameMasked"));
        QCOMPARE(json["messages"].toArray().size(), 2);
    }
    void aRawRequestComesFromStandardInput()
    {
        Backend backend("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        QProcess process;
        process.start(HOP101_CLI, {"probe", backend.url(), "--raw-request", "-", "--json"});
        process.write("NONSENSE\r\n\r\n");
        process.closeWriteChannel();
        QVERIFY(QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kWaitMs));
        QCOMPARE(process.exitCode(), 1);
        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(json["verdict"]["status"].toInt(), 400);
    }
    void bothSidesCanBeRecordedAndVerified()
    {
        const QTemporaryDir folder;
        const QString servers = folder.filePath("server.hop101");
        const QString clients = folder.filePath("client.hop101");
        Server server({"--capture", servers});
        QCOMPARE(run({"record", server.url(), "--send", "x", "--count", "1", "--capture", clients}).status,
                 0);
        QCOMPARE(server.end(), 0);
        for (const QString &path : {servers, clients}) {
            const Finished verified = run({"verify", path});
            QCOMPARE(verified.status, 0);
            QVERIFY(run({"show", path}).out.contains("101 Switching Protocols"));
        }
    }
    void anInterruptClosesARecordingCleanly()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("interrupted.hop101");
        Server server;
        QWebSocketServer peer("peer", QWebSocketServer::NonSecureMode);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        QProcess recording;
        recording.start(HOP101_CLI,
                        {"record", QString("ws://127.0.0.1:%1/").arg(peer.serverPort()), "--capture", path});
        QVERIFY(QTest::qWaitFor([&peer] { return peer.hasPendingConnections(); }, kWaitMs));
        const std::unique_ptr<QWebSocket> socket(peer.nextPendingConnection());
        // Its answer to a ping shows that the client knows of the upgrade.
        bool hasAnswered = false;
        connect(socket.get(), &QWebSocket::pong, this, [&hasAnswered] { hasAnswered = true; });
        socket->ping();
        QVERIFY(QTest::qWaitFor([&hasAnswered] { return hasAnswered; }, kWaitMs));
        interrupt(recording);
        QVERIFY(QTest::qWaitFor([&recording] { return recording.state() == QProcess::NotRunning; }, kWaitMs));
        QCOMPARE(recording.exitCode(), 0);
        QCOMPARE(int(socket->closeCode()), 1000);
        QCOMPARE(run({"verify", path}).status, 0);
    }
    void echoReturnsMessagesUntilThePeerCloses()
    {
        QWebSocketServer peer("peer", QWebSocketServer::NonSecureMode);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        std::unique_ptr<QWebSocket> socket;
        QByteArray returned;
        connect(&peer, &QWebSocketServer::newConnection, this, [&] {
            socket.reset(peer.nextPendingConnection());
            connect(socket.get(), &QWebSocket::binaryMessageReceived, this, [&](const QByteArray &message) {
                returned = message;
                socket->close();
            });
            socket->sendBinaryMessage(QByteArray(70'000, '\xff'));
        });
        const Finished done = run({"echo", QString("ws://127.0.0.1:%1/").arg(peer.serverPort())});
        QCOMPARE(done.status, 0);
        QCOMPARE(returned, QByteArray(70'000, '\xff'));
        QVERIFY2(done.out.contains("1 message received, 1 returned; closed with 1000, clean."),
                 done.out.constData());
    }
    void anAnswerMakesTheStatus_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, QByteArray answer, int status, QString says) {
            QTest::newRow(name) << answer << status << says;
        };
        row("a refusal with a body", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nwho", 1,
            "The server wants a login (401).");
        row("nginx without its lines",
            "HTTP/1.1 426 Upgrade Required\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n", 1,
            "nginx most likely dropped the upgrade (426).");
        row("a wrong accept",
            "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            "AAAA\r\n\r\n",
            1, "does not belong to the key");
        row("no HTTP", "SSH-2.0-OpenSSH_9.2p1\r\n", 1, "An SSH server answered");
        row("no answer", "", 3, "The server closed the connection without a word.");
    }
    void anAnswerMakesTheStatus()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Backend backend(answer);
        const Finished done = run({"probe", backend.url()});
        QCOMPARE(done.status, status);
        QVERIFY2(QString::fromUtf8(status == 3 ? done.err : done.out).contains(says),
                 (done.out + done.err).constData());
        QCOMPARE(done.err.count('\n'), status == 3 ? 1 : 0);
    }
    void fewerMessagesThanAskedForIsOne()
    {
        const Server server;
        const Finished done =
            run({"probe", server.url(), "--receive", "2", "--send", "one", "--timeout", "0.5"});
        QCOMPARE(done.status, 1);
        QCOMPARE(done.err, QByteArray());
        QVERIFY(done.out.contains("Only 1 of 2 messages came."));
    }
    void aSilentServerIsATimeOut()
    {
        QTcpServer silent; // the system takes the connection, and nobody answers
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const Finished done = run(
            {"probe", QString("ws://127.0.0.1:%1/").arg(silent.serverPort()), "--timeout", "0.3", "--json"});
        QCOMPARE(done.status, 3);
        QCOMPARE(QJsonDocument::fromJson(done.out)["failure"]["stage"].toString(), QString("upgradeTimeout"));
        QVERIFY(done.err.contains("did not answer the request in time"));
    }
    void aPortInUseIsThree()
    {
        const Server server;
        const Finished done = run({"serve", "--listen", server.url().mid(5).chopped(1)});
        QCOMPARE(done.status, 3);
        QVERIFY2(done.err.startsWith("hop101-cli: Cannot listen on ") && done.err.count('\n') == 1,
                 done.err.constData());
    }
    void noPrivateFileStaysBehind()
    {
        const QTemporaryDir folder;
        qputenv("TMPDIR", folder.path().toUtf8());
        const Server server;
        const Finished done = run({"probe", server.url()});
        qunsetenv("TMPDIR");
        QCOMPARE(done.status, 0);
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCliLoopback)
#include "tst_cli_loopback.moc"
