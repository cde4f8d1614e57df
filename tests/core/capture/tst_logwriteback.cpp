// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/logwriteback.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101::capture;

namespace {

constexpr std::uint64_t kMiB = 1024 * 1024;

/// How many descriptors this process has on that file.
int openCount(const QString &path)
{
    int count = 0;
    const QDir descriptors(QStringLiteral("/proc/self/fd"));
    for (const QString &name : descriptors.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot))
        count += QFile::symLinkTarget(descriptors.filePath(name)) == path ? 1 : 0;
    return count;
}

} // namespace

class LogWritebackTest : public QObject
{
    Q_OBJECT
private slots:
    void aQuietSessionIsLeftAlone()
    {
        LogWriteback writeback(m_database.toStdString());
        writeback.wrote(kMiB);
        writeback.beginIfDue();
        QCOMPARE(openCount(m_log), 0);
    }

    void aFloodIsWrittenAgainAndAgainThroughOneDescriptor()
    {
        {
            LogWriteback writeback(m_database.toStdString());
            for (int i = 0; i < 3; ++i) {
                for (int part = 0; part < 8; ++part)
                    writeback.wrote(kMiB);
                writeback.beginIfDue();
                QCOMPARE(openCount(m_log), 1);
            }
        }
        QCOMPARE(openCount(m_log), 0);
    }

    void aLogThatIsNotThereIsNoTrouble()
    {
        LogWriteback writeback(m_folder.filePath(QStringLiteral("none")).toStdString());
        writeback.wrote(8 * kMiB);
        writeback.beginIfDue();
    }

    void initTestCase()
    {
        QFile log(m_log);
        QVERIFY(log.open(QIODevice::WriteOnly) && log.write("x") == 1);
    }

private:
    QTemporaryDir m_folder;
    const QString m_database = QFileInfo(m_folder.path()).canonicalFilePath() + QStringLiteral("/flood");
    const QString m_log = m_database + QStringLiteral("-wal");
};

QTEST_APPLESS_MAIN(LogWritebackTest)

#include "tst_logwriteback.moc"
