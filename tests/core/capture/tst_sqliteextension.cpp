// SPDX-License-Identifier: GPL-3.0-or-later
//
// The extension in the sqlite3 shell of the system, as people load it.
#include "tests/core/capture/formatsession.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

struct Said
{
    int status = -1;
    QString out;
    QString err;
};

Said shell(const QString &file, const QStringList &commands)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // The shell knows no sanitizer, and the extension wants its runtime first.
    environment.insert("LD_PRELOAD", HOP101_PRELOAD);
    environment.insert("ASAN_OPTIONS", "detect_leaks=0");
    process.setProcessEnvironment(environment);
    QStringList arguments{"-batch", "-init", "/dev/null", "-readonly", file};
    process.start(HOP101_SQLITE3, arguments + commands);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

const QString kLoad = QStringLiteral(".load " HOP101_EXTENSION);

} // namespace

class TestSqliteExtension : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        recordFormatSession(m_recording);
        m_recording.recorder().finish();
        m_path = QString::fromStdString(m_recording.path());
    }

    void theTablesAreThere()
    {
        const Said said =
            shell(m_path,
                  {kLoad, "SELECT count(*) FROM event", "SELECT text FROM message WHERE frames > 1",
                   "SELECT rule FROM finding", "SELECT count(*) FROM wire", "SELECT hop101_version() <> ''"});
        QCOMPARE(said.err, QString());
        QCOMPARE(said.out, "16\nparts\nClientFrameMasked\n12\n1\n");
        QCOMPARE(said.status, 0);
    }

    void loadingTwiceDoesNoHarm()
    {
        const Said said =
            shell(m_path, {kLoad, kLoad, "SELECT count(*) FROM event e JOIN finding f ON f.event = e.id"});
        QCOMPARE(said.err, QString());
        QCOMPARE(said.out, "1\n");
    }

    void aRunningSessionIsSeenAsItGrows()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        const Said said =
            shell(QString::fromStdString(recording.path()), {kLoad, "SELECT count(*) FROM event"});
        QCOMPARE(said.out, "4\n");
    }

    void whatIsNoCaptureIsRefusedInOneSentence()
    {
        const QTemporaryDir folder;
        const QString other = folder.filePath("other.db");
        {
            QProcess make;
            make.start(HOP101_SQLITE3, {other, "CREATE TABLE event (id)"});
            QVERIFY(make.waitForFinished());
        }
        for (const QString &file : {other, QStringLiteral(":memory:")}) {
            const Said said = shell(file, {kLoad});
            QVERIFY2(said.err.contains("hop101: "), qPrintable(said.err));
            QVERIFY2(said.err.trimmed().count('\n') == 0, qPrintable(said.err));
        }
    }

private:
    Recording m_recording;
    QString m_path;
};

QTEST_APPLESS_MAIN(TestSqliteExtension)
#include "tst_sqliteextension.moc"
