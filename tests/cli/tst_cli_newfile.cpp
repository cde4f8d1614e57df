// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/newfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace hop101;
using namespace hop101::cli;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

} // namespace

class TestCliNewFile : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath("out.txt");
    }
    void itIsThereOnceItIsWhole()
    {
        NewFile file(m_path.toStdString(), IfThere::Refuse);
        QVERIFY(file.isOpen() && file.write(base::asBytes("whole")));
        QVERIFY(!QFile::exists(m_path));
        QVERIFY(file.finish());
        QCOMPARE(contentOf(m_path), QByteArray("whole"));
        const mode_t mask = umask(0);
        umask(mask);
        struct stat made = {};
        QCOMPARE(stat(qPrintable(m_path), &made), 0);
        QCOMPARE(made.st_mode & 0777U, 0666U & ~mask);
        QCOMPARE(entries(), QStringList{"out.txt"});
    }
    void whatIsNotFinishedLeavesNothing()
    {
        put(m_path, "before");
        {
            NewFile file(m_path.toStdString(), IfThere::Replace);
            QVERIFY(file.write(base::asBytes("half")));
        }
        QCOMPARE(contentOf(m_path), QByteArray("before"));
        QCOMPARE(entries(), QStringList{"out.txt"});
    }
    void whatIsThereIsNotReplacedUnasked()
    {
        put(m_path, "before");
        const NewFile file(m_path.toStdString(), IfThere::Refuse);
        QVERIFY(!file.isOpen());
        QVERIFY2(file.complaint().ends_with("or replace it with --overwrite."), file.complaint().c_str());
        QCOMPARE(contentOf(m_path), QByteArray("before"));
    }
    void norWhatCameMeanwhile()
    {
        NewFile file(m_path.toStdString(), IfThere::Refuse);
        QVERIFY(file.write(base::asBytes("late")));
        put(m_path, "earlier");
        QVERIFY(!file.finish());
        QVERIFY(file.complaint().find("is there already") != std::string::npos);
        QCOMPARE(contentOf(m_path), QByteArray("earlier"));
    }
    void replacedItKeepsItsMode()
    {
        put(m_path, "before");
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner));
        NewFile file(m_path.toStdString(), IfThere::Replace);
        QVERIFY(file.write(base::asBytes("after")) && file.finish());
        QCOMPARE(contentOf(m_path), QByteArray("after"));
        struct stat made = {};
        QCOMPARE(stat(qPrintable(m_path), &made), 0);
        QCOMPARE(made.st_mode & 0777U, 0600U);
    }
    void aSymbolicLinkStaysOne()
    {
        const QString target = m_folder->filePath("target.txt");
        put(target, "before");
        QVERIFY(QFile::link("target.txt", m_path));
        NewFile file(m_path.toStdString(), IfThere::Replace);
        QVERIFY(file.write(base::asBytes("after")) && file.finish());
        QVERIFY(QFileInfo(m_path).isSymbolicLink());
        QCOMPARE(contentOf(target), QByteArray("after"));
    }
    void theLongestNameIsNotTooLong()
    {
        const QString path = m_folder->filePath(QString(255, 'n'));
        NewFile file(path.toStdString(), IfThere::Refuse);
        QVERIFY(file.isOpen() && file.finish());
        QVERIFY(QFile::exists(path));
    }
    void aDeviceIsWrittenToAsItIs()
    {
        NewFile file("/dev/null", IfThere::Refuse);
        QVERIFY(file.isOpen() && file.write(base::asBytes("gone")) && file.finish());
        QVERIFY(!QFileInfo("/dev/null").isFile());
    }
    void aFullDiskIsToldOfOnce()
    {
        NewFile file("/dev/full", IfThere::Refuse);
        QVERIFY(file.isOpen());
        file.write(base::asBytes(std::string(1'000'000, 'x')));
        QVERIFY(!file.finish());
        QVERIFY2(file.complaint().find("No space left") != std::string::npos, file.complaint().c_str());
    }
    void whatCannotBeOpenedIsSaid_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("says");
        QTest::newRow("a folder") << "/tmp"
                                  << "Is a directory";
        QTest::newRow("no such folder") << "/nowhere/at/all/out"
                                        << "No such file";
        QTest::newRow("no name") << ""
                                 << "cannot be written";
    }
    void whatCannotBeOpenedIsSaid()
    {
        QFETCH(QString, path);
        QFETCH(QString, says);
        const NewFile file(path.toStdString(), IfThere::Refuse);
        QVERIFY(!file.isOpen());
        QVERIFY2(QString::fromStdString(file.complaint()).contains(says), file.complaint().c_str());
    }

private:
    QStringList entries() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestCliNewFile)
#include "tst_cli_newfile.moc"
