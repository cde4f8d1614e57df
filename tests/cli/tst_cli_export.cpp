// SPDX-License-Identifier: GPL-3.0-or-later
//
// `hop101-cli export` as a script sees it. No network.
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <sys/types.h>

using namespace hop101;

namespace {

struct Finished
{
    int status = -1;
    QByteArray out, err;
};

void prepare(QProcess &process)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", "C.UTF-8");
    process.setProcessEnvironment(environment);
}

Finished run(const QStringList &arguments)
{
    QProcess process;
    prepare(process);
    process.start(HOP101_CLI, QStringList{"export"} + arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

} // namespace

class TestCliExport : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        for (int i = 0; i < 20; ++i)
            m_session.server(serverText("message " + std::to_string(i)));
        m_session.read();
        m_capture = QString::fromStdString(m_session.path());
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_out = m_folder->filePath("out");
    }
    void eachFormatGoesToAFileAndToStandardOutput_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format :
             {"har", "pcapng", "jsonl", "markdown", "mermaid", "plantuml", "svg", "text"})
            QTest::newRow(format) << format;
    }
    void eachFormatGoesToAFileAndToStandardOutput()
    {
        QFETCH(QString, format);
        const Finished file = run({m_capture, "--to", format, "-o", m_out});
        QCOMPARE(file.err, QByteArray());
        QCOMPARE(file.status, 0);
        QCOMPARE(file.out, QByteArray());
        const Finished piped = run({m_capture, "--to", format, "-o", "-"});
        QCOMPARE(piped.status, 0);
        QVERIFY(!piped.out.isEmpty());
        QCOMPARE(contentOf(m_out).size(), piped.out.size());
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{"out"});
    }
    void aChoiceOfEventsIsWritten()
    {
        const Finished some = run({m_capture, "--to", "text", "-o", "-", "--events", "5,7-8"});
        QVERIFY(some.out.contains("message 0") && some.out.contains("message 3"));
        QVERIFY(!some.out.contains("message 1"));
        const Finished found =
            run({m_capture, "--to", "text", "-o", "-", "--filter", "payload contains \"e 19\""});
        QCOMPARE(found.status, 0);
        QVERIFY(found.out.contains("message 19") && !found.out.contains("message 18"));
    }
    void whatIsThereIsReplacedOnlyWhenTold()
    {
        QFile before(m_out);
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
        before.close();
        const Finished refused = run({m_capture, "--to", "text", "-o", m_out});
        QCOMPARE(refused.status, 4);
        QVERIFY(refused.err.contains("--overwrite"));
        QCOMPARE(contentOf(m_out), QByteArray("before"));
        QCOMPARE(run({m_capture, "--to", "text", "-o", m_out, "--overwrite"}).status, 0);
        QVERIFY(contentOf(m_out).contains("message 19"));
    }
    void theCaptureIsNotItsOwnExport()
    {
        const QByteArray before = contentOf(m_capture);
        const Finished refused = run({m_capture, "--to", "text", "-o", m_capture, "--overwrite"});
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.err.contains("the capture itself"));
        QCOMPARE(contentOf(m_capture), before);
    }
    void aFullDiskLeavesWhatWasThere()
    {
        const Finished full = run({m_capture, "--to", "jsonl", "-o", "/dev/full"});
        QCOMPARE(full.status, 4);
        QVERIFY(full.err.contains("No space left"));
        const Finished nowhere = run({m_capture, "--to", "jsonl", "-o", "/nowhere/at/all"});
        QCOMPARE(nowhere.status, 4);
        QCOMPARE(nowhere.err.count('\n'), 1);
    }
    void ofADamagedCaptureWhatCanBeReadIsWritten()
    {
        const QString damaged = m_folder->filePath("damaged.hop101");
        QByteArray bytes = contentOf(m_capture);
        bytes.truncate(bytes.size() / 2);
        QFile file(damaged);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const Finished result = run({damaged, "--to", "text", "-o", m_out});
        QCOMPARE(result.status, 4);
        QVERIFY(!result.err.isEmpty());
    }
    void payloadsAreAFolder()
    {
        QCOMPARE(run({m_capture, "--to", "payloads", "-o", m_out}).status, 0);
        QCOMPARE(QDir(m_out).entryList(QDir::Files).size(), qsizetype(21));
        QCOMPARE(contentOf(m_out + "/000005-server-text.txt"), QByteArray("message 0"));
        QCOMPARE(run({m_capture, "--to", "payloads", "-o", m_out}).status, 4);
        QCOMPARE(run({m_capture, "--to", "payloads", "-o", m_out, "--overwrite"}).status, 0);
        QCOMPARE(run({m_capture, "--to", "payloads", "-o", "-"}).status, 2);
    }
    /// Its output is a pipe that nobody reads, so that it cannot end by itself.
    void ctrlCEndsIt()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        for (int i = 0; i < 3000; ++i)
            session.server(serverText(std::string(100, 'x')));
        session.read();
        QProcess process;
        prepare(process);
        process.start("/bin/sh",
                      {"-c",
                       QString("exec %1 export %2 --to jsonl -o %3")
                           .arg(HOP101_CLI, QString::fromStdString(session.path()), m_out)});
        QVERIFY(process.waitForStarted());
        QElapsedTimer timer;
        timer.start();
        // Once the part is there it hears signals soon.
        while (QDir(m_folder->path()).entryList({".hop101-part-*"}, QDir::Files | QDir::Hidden).isEmpty()
               && process.state() == QProcess::Running && timer.elapsed() < 30'000)
            process.waitForFinished(1);
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(30'000));
        // It may have been done before it heard; in no case is there a part.
        if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
            return;
        QVERIFY(!QFile::exists(m_out));
    }

private:
    RecordedSession m_session;
    QString m_capture, m_out;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCliExport)
#include "tst_cli_export.moc"
