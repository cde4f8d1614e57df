// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several sessions in a capture, with titles, notes and bookmarks: the program itself.
#include "tests/core/capture/fixture.h"
#include "tests/core/capture/secondversion.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kWaitMs = 60'000;

struct Finished
{
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Finished run(const QStringList &arguments)
{
    QProcess process;
    process.start(HOP101_CLI, arguments);
    if (!process.waitForFinished(kWaitMs) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// `serve`, until the end of the test.
class Server
{
public:
    Server()
    {
        m_process.start(HOP101_CLI, {"serve", "--listen", "127.0.0.1:0"});
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(kWaitMs))
            line += m_process.readLine();
        m_url = QString::fromUtf8(line.trimmed().split(' ').last());
    }
    ~Server()
    {
        m_process.terminate();
        m_process.waitForFinished(kWaitMs);
    }
    QString url() const { return m_url; }

private:
    QProcess m_process;
    QString m_url;
};

QJsonObject shown(const QString &path)
{
    return QJsonDocument::fromJson(run({"show", path, "--json"}).out).object();
}

} // namespace

class TestCliSessions : public QObject
{
    Q_OBJECT
private slots:
    void sessionsAreAppended()
    {
        Server server;
        QTemporaryDir folder;
        const QString path = folder.filePath("two.hop101");
        const QStringList record{"record", server.url(), "--capture", path,
                                 "--send", "hello",      "--count",   "1"};
        const Finished first = run(record + QStringList{"--title", "the first"});
        QVERIFY2(first.status == 0, first.err.constData());
        const Finished second = run(record + QStringList{"--append", "--title", "the second"});
        QVERIFY2(second.status == 0, second.err.constData());
        const auto summary = [](const Finished &finished) { return finished.out.split('\n').value(1); };
        QVERIFY2(second.out.contains(": 1 message received"), second.out.constData());
        QCOMPARE(summary(second).split(' ').first(), summary(first).split(' ').first()); // events of its own
        const QJsonObject json = shown(path);
        QCOMPARE(json["format"].toInt(), 3);
        const QJsonArray sessions = json["sessions"].toArray();
        QCOMPARE(sessions.size(), 2);
        QCOMPARE(sessions[1].toObject()["title"].toString(), QString("the second"));
        QVERIFY(sessions[1].toObject()["complete"].toBool());
        QVERIFY(sessions[1].toObject()["firstEvent"].toInt() > 5);
        QCOMPARE(json["hops"].toArray()[1].toObject()["session"].toInt(), 2);
        const QByteArray text = run({"show", path}).out;
        QVERIFY2(text.contains("Session 2: the second, recorded "), text.constData());
        QVERIFY2(text.contains("Exchange 2 (hop 2, session 2): "), text.constData());
        QCOMPARE(run({"verify", path}).status, 0);
        const Finished again = run(record);
        QCOMPARE(again.status, 4);
        QVERIFY2(again.err.contains("exists already"), again.err.constData());
    }
    void aMissingCaptureIsNotAppendedTo()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("missing.hop101");
        const Finished finished = run({"record", "ws://127.0.0.1:1/", "--capture", path, "--append"});
        QCOMPARE(finished.status, 4);
        QVERIFY2(finished.err.contains("cannot be found"), finished.err.constData());
        QVERIFY(!QFile::exists(path));
    }
    void aTitleHasALimit()
    {
        const Finished finished = run({"record", "ws://127.0.0.1:1/", "--capture", "/nowhere/x", "--title",
                                       QString(1001, QLatin1Char('x'))});
        QCOMPARE(finished.status, 2);
        QVERIFY2(finished.err.contains("--title is too long"), finished.err.constData());
    }
    void notesAreWrittenAndShown()
    {
        hop101::capture::fixture::Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        const QString path = QString::fromStdString(recording.path());
        QCOMPARE(run({"note", path, "2"}).status, 0);
        QCOMPARE(run({"note", path, "3", "it breaks\nhere\x1b[31m"}).status, 0);
        QCOMPARE(run({"note", path, "4", "both", "--bookmark"}).status, 0);
        const QJsonArray events = shown(path)["events"].toArray();
        QVERIFY(!events[0].toObject().contains("bookmarked"));
        QCOMPARE(events[1].toObject()["bookmarked"].toBool(), true);
        QVERIFY(!events[1].toObject().contains("note"));
        QCOMPARE(events[2].toObject()["note"].toString(), QString("it breaks\nhere\x1b[31m"));
        QCOMPARE(events[3].toObject()["note"].toString(), QString("both"));
        QVERIFY(events[3].toObject()["bookmarked"].toBool());
        const QByteArray text = run({"show", path}).out;
        QVERIFY2(text.contains("Bookmark: both\n"), text.constData());
        QVERIFY2(text.contains("Note: it breaks"), text.constData());
        QVERIFY(!text.contains('\x1b'));
        QCOMPARE(run({"note", path, "4", "--no-bookmark"}).status, 0);
        QCOMPARE(run({"note", path, "4", ""}).status, 0);
        const QJsonObject last = shown(path)["events"].toArray()[3].toObject();
        QVERIFY(!last.contains("note") && !last.contains("bookmarked"));
        const Finished beyond = run({"note", path, "99", "x"});
        QCOMPARE(beyond.status, 2);
        QVERIFY2(beyond.err.contains("nothing of that number"), beyond.err.constData());
        QCOMPARE(run({"note", path, "0", "x"}).status, 2);
    }
    void anOlderCaptureIsKeptBesideItsCopy()
    {
        hop101::capture::fixture::Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        hop101::capture::fixture::makeSecondVersion(recording.path());
        const QString path = QString::fromStdString(recording.path());
        const Finished finished = run({"note", path, "2", "x"});
        QCOMPARE(finished.status, 0);
        QVERIFY2(finished.out.contains("test (format 2).hop101"), finished.out.constData());
        QCOMPARE(shown(path)["format"].toInt(), 3);
        QCOMPARE(shown(path)["events"].toArray()[1].toObject()["note"].toString(), QString("x"));
    }
};

QTEST_GUILESS_MAIN(TestCliSessions)
#include "tst_cli_sessions.moc"
