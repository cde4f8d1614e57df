// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program as a script sees it: exit status, standard output, standard error. No network.
#include "tests/core/capture/compressed.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using doctor::kGood101;
using doctor::kGoodRequest;

namespace {

struct Finished
{
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Finished run(const QStringList &arguments, const QString &locale = "C.UTF-8")
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", locale);
    process.setProcessEnvironment(environment);
    process.start(HOP101_CLI, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// A capture with 101, a fragmented message, a ping between, and a close; hostile bytes in a header.
std::unique_ptr<RecordedSession> goodSession()
{
    auto session = std::make_unique<RecordedSession>();
    session->opened()
        .client(kGoodRequest)
        .server(doctor::responseWith("Upgrade", "Upgrade: websocket\r\nX-Odd: \x1b[2J\xff"));
    session->client(clientText("hello"));
    session->server(frame(0x02, std::string("\0\x01", 2), false))
        .server(frame(0x89, "now", false))
        .client(frame(0x8a, "now", true));
    session->server(frame(0x80, "\xff\xfe", false));
    session->client(kClientClose)
        .server(kServerClose)
        .serverEnds(hop::EndCause::Fin)
        .clientEnds(hop::EndCause::ByUs);
    return session;
}

std::uint64_t eventOf(const QJsonArray &events, const QString &opcode)
{
    for (const QJsonValue &event : events) {
        if (event["opcode"].toString() == opcode)
            return std::uint64_t(event["event"].toInteger());
    }
    return 0;
}

} // namespace

class TestCliProgram : public QObject
{
    Q_OBJECT
private slots:
    void helpAndVersionAreForStandardOutput()
    {
        const Finished help = run({"--help"});
        QCOMPARE(help.status, 0);
        QVERIFY(help.out.contains("probe") && help.err.isEmpty());
        const Finished version = run({"--version"});
        QCOMPARE(version.status, 0);
        QVERIFY(version.out.startsWith("hop101-cli ") && version.err.isEmpty());
    }
    void mistakesAreTwoAndOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("an unknown subcommand") << QStringList{"frobnicate"};
        QTest::newRow("an unknown option") << QStringList{"probe", "ws://h/", "--frobnicate"};
        QTest::newRow("a bad URL") << QStringList{"probe", "ftp://h/"};
        QTest::newRow("a bad header") << QStringList{"probe", "ws://h/", "-H", "x"};
        QTest::newRow("a scenario that cannot be recorded")
            << QStringList{"serve", "--scenario", "qt-echo", "--capture", "x"};
    }
    void mistakesAreTwoAndOneLine()
    {
        QFETCH(QStringList, arguments);
        const Finished done = run(arguments);
        QCOMPARE(done.status, 2);
        QCOMPARE(done.out, QByteArray());
        QVERIFY2(done.err.startsWith("hop101-cli: ") && done.err.count('\n') == 1 && done.err.endsWith(".\n"),
                 done.err.constData());
    }
    void aBareLocaleGetsAscii()
    {
        const Finished done = run({"probe", "ws://h/", "-H", "x"}, "C");
        QVERIFY2(done.err.contains("\"x\""), done.err.constData());
    }
    void filesThatCannotBeReadAreFour()
    {
        const QTemporaryDir folder;
        const QString text = folder.filePath("text.hop101");
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a capture\n");
        file.close();
        for (const QString &path : {folder.filePath("none.hop101"), text, folder.path()}) {
            for (const QStringList &arguments : {QStringList{"show", path},
                                                 {"verify", path},
                                                 {"payload", path, "1", "-o", "-"},
                                                 {"sql", path, "SELECT 1"}}) {
                const Finished done = run(arguments);
                QCOMPARE(done.status, 4);
                QCOMPARE(done.out, QByteArray());
                QVERIFY2(done.err.count('\n') == 1, done.err.constData());
            }
        }
    }
    void aCaptureThatCannotBeWrittenIsFour()
    {
        const Finished done = run({"probe", "ws://127.0.0.1:1/", "--capture", "/nowhere/x.hop101"});
        QCOMPARE(done.status, 4);
        QVERIFY2(done.err.contains("/nowhere/x.hop101") && done.err.count('\n') == 1, done.err.constData());
    }
    void anExistingCaptureIsNotOverwritten()
    {
        auto session = goodSession();
        session->read().reset();
        const Finished done =
            run({"probe", "ws://127.0.0.1:1/", "--capture", QString::fromStdString(session->path())});
        QCOMPARE(done.status, 4);
        QCOMPARE(run({"verify", QString::fromStdString(session->path())}).status, 0);
    }
    void showPrintsEachEventOnALine()
    {
        auto session = goodSession();
        const std::uint64_t events = session->read()->eventCount();
        const Finished done = run({"show", QString::fromStdString(session->path())});
        QCOMPARE(done.status, 0);
        QCOMPARE(done.err, QByteArray());
        QVERIFY(done.out.contains("Upgraded."));
        QVERIFY(done.out.contains("101 Switching Protocols"));
        QVERIFY(!done.out.contains('\x1b'));
        QVERIFY(std::uint64_t(done.out.count('\n')) > events);
    }
    void showPrintsADiagram()
    {
        auto session = goodSession();
        session->read().reset();
        const Finished done = run({"show", "--diagram", QString::fromStdString(session->path())});
        QCOMPARE(done.status, 0);
        QVERIFY(done.out.contains("Client") && done.out.contains("101 Switching Protocols")
                && !done.out.contains('\x1b'));
    }
    void showPrintsOneJsonObject()
    {
        auto session = goodSession();
        const std::uint64_t events = session->read()->eventCount();
        const QString path = QString::fromStdString(session->path());
        const QJsonObject all = QJsonDocument::fromJson(run({"show", "--json", path}).out).object();
        QCOMPARE(std::uint64_t(all["events"].toArray().size()), events);
        QCOMPARE(std::uint64_t(all["eventCount"].toInteger()), events);
        QCOMPARE(all["exchanges"].toArray().size(), 1);
        const QJsonArray some =
            QJsonDocument::fromJson(run({"show", "--json", "--from", "3", "--to", "4", path}).out)["events"]
                .toArray();
        QCOMPARE(some.size(), 2);
        QCOMPARE(some[0]["event"].toInteger(), 3);
        const Finished none = run({"show", "--json", "--from", "1000", path});
        QVERIFY(QJsonDocument::fromJson(none.out)["events"].isArray());
        QCOMPARE(QJsonDocument::fromJson(none.out)["events"].toArray().size(), 0);
        QCOMPARE(none.status, 0);
    }
    void payloadGivesAWholeMessageForAnyOfItsFrames()
    {
        auto session = goodSession();
        session->read().reset();
        const QString path = QString::fromStdString(session->path());
        const QJsonArray events =
            QJsonDocument::fromJson(run({"show", "--json", path}).out)["events"].toArray();
        const QByteArray whole("\0\x01\xff\xfe", 4);
        for (const char *opcode : {"binary", "continuation"}) {
            const Finished done = run({"payload", path, QString::number(eventOf(events, opcode)), "-o", "-"});
            QCOMPARE(done.status, 0);
            QCOMPARE(done.out, whole);
        }
        QCOMPARE(run({"payload", path, QString::number(eventOf(events, "ping")), "-o", "-"}).out,
                 QByteArray("now"));
        QCOMPARE(run({"payload", path, "2", "-o", "-"}).out, QByteArray(kGoodRequest));
    }
    void payloadInflatesWhatIsCompressed()
    {
        RecordedSession session;
        session.opened().client(kGoodRequest).server(kGood101);
        session.server(frame(0x01, "zz", false)).server(frame(0x80, "z", false)).read();
        const QString path = QString::fromStdString(session.path());
        capture::fixture::makeCompressed(session.path(), {{5, 4}, {6, 9}}, "one two 3");
        Finished done = run({"payload", path, "6", "-o", "-"});
        QCOMPARE(done.out, QByteArray("one two 3"));
        QCOMPARE(done.status, 0);
        QCOMPARE(run({"payload", path, "6", "--wire", "-o", "-"}).out, QByteArray("zzz"));
        capture::fixture::makeCompressed(session.path(), {{6, 90}}, "");
        done = run({"payload", path, "5", "-o", "-"});
        QCOMPARE(done.out, QByteArray("one two 3"));
        QCOMPARE(done.status, 4);
        QCOMPARE(done.err.count('\n'), 1);
        QVERIFY(done.err.contains("first 9 bytes"));
        QCOMPARE(run({"payload", path, "5", "--wire", "-o", "-"}).status, 0);
    }
    void payloadWritesAFile()
    {
        auto session = goodSession();
        session->read().reset();
        const QString path = QString::fromStdString(session->path());
        const QTemporaryDir folder;
        const QString out = folder.filePath("out");
        const Finished done = run({"payload", path, "2", "-o", out});
        QCOMPARE(done.status, 0);
        QVERIFY(done.out.isEmpty() && done.err.isEmpty());
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(kGoodRequest));
        QCOMPARE(run({"payload", path, "2", "-o", folder.filePath("no/such/folder")}).status, 4);
        QCOMPARE(run({"payload", path, "2", "-o", "/dev/full"}).status, 4);
        QCOMPARE(run({"payload", path, "999", "-o", out}).status, 2);
    }
    void verifyComparesAndSaysSo()
    {
        auto session = goodSession();
        session->read().reset();
        const QString path = QString::fromStdString(session->path());
        const Finished done = run({"verify", path});
        QCOMPARE(done.status, 0);
        QVERIFY2(done.out.startsWith("The same."), done.out.constData());
        QVERIFY(QJsonDocument::fromJson(run({"verify", "--json", path}).out)["same"].toBool());
    }

    void sqlAsksACapture_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        QTest::newRow("a table") << QStringList{"SELECT opcode, text FROM event WHERE opcode = 'ping'"} << 0
                                 << QByteArray("opcode  text\n------  ----\nping    now\n") << QByteArray();
        QTest::newRow("JSON") << QStringList{"SELECT opcode, payload FROM event WHERE opcode = 'ping'",
                                             "--json"}
                              << 0 << QByteArray("[\n  {\"opcode\":\"ping\",\"payload\":\"6e6f77\"}\n]\n")
                              << QByteArray();
        QTest::newRow("CSV") << QStringList{"SELECT count(*) AS n, NULL AS x FROM message", "--csv"} << 0
                             << QByteArray("n,x\n2,\n") << QByteArray();
        QTest::newRow("a mistake") << QStringList{"SELECT frum FROM event"} << 2 << QByteArray()
                                   << QByteArray("no such column: frum, at “frum”, character 8");
        QTest::newRow("not a SELECT") << QStringList{"DELETE FROM wire"} << 2 << QByteArray()
                                      << QByteArray("A capture can only be read");
        QTest::newRow("nothing") << QStringList{" "} << 2 << QByteArray() << QByteArray("There is no query");
        QTest::newRow("two") << QStringList{"SELECT 1; SELECT 2"} << 2 << QByteArray()
                             << QByteArray("more than one statement");
    }
    void sqlAsksACapture()
    {
        QFETCH(QStringList, arguments);
        const auto session = goodSession();
        session->read();
        const Finished done = run(QStringList{"sql", QString::fromStdString(session->path())} + arguments);
        QTEST(done.status, "status");
        QTEST(done.out, "out");
        QFETCH(QByteArray, err);
        QVERIFY2(err.isEmpty() ? done.err.isEmpty() : done.err.contains(err) && done.err.count('\n') == 1,
                 done.err.constData());
    }
    void anEndlessQueryEndsBySignal()
    {
        const auto session = goodSession();
        session->read();
        QProcess process;
        process.start(HOP101_CLI,
                      {"sql", QString::fromStdString(session->path()),
                       "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
                       "--csv"});
        QVERIFY(process.waitForReadyRead(60'000)); // it prints, so it listens to signals
        process.terminate();
        // What it goes on printing until then must be read.
        while (process.state() != QProcess::NotRunning) {
            process.waitForReadyRead(1000);
            process.readAllStandardOutput();
        }
        QCOMPARE(process.exitStatus(),
                 QProcess::CrashExit); // ended by the signal, as a shell wants to see it
        QCOMPARE(process.exitCode(), 15);
    }
};

QTEST_GUILESS_MAIN(TestCliProgram)
#include "tst_cli_program.moc"
