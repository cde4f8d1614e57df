// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/logmover.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace hop101;
using namespace hop101::capture;

namespace {

constexpr LogMover::Bounds kSmall{4, 32};
constexpr int kRows = 100;

/// A capture with one row of a page in each commit.
class Writer
{
public:
    Writer()
    {
        QFile(path()).open(QIODevice::WriteOnly);
        auto opened = Database::open(path().toStdString(), Database::Mode::ReadWrite);
        if (!opened || !createCapture(opened.value())
            || !opened.value().run("CREATE TABLE page (number INTEGER PRIMARY KEY, bytes BLOB)"))
            qFatal("no capture");
        m_database.emplace(std::move(opened).value());
    }
    QString path() const { return m_folder.filePath(QStringLiteral("a.hop101")); }
    const Database &database() const { return *m_database; }
    bool writeOne() const
    {
        return m_database->run(
            "BEGIN IMMEDIATE; INSERT INTO page (bytes) VALUES (randomblob(65000)); COMMIT");
    }
    qint64 fileBytes() const { return QFileInfo(path()).size(); }

private:
    QTemporaryDir m_folder;
    std::optional<Database> m_database;
};

/// What somebody sees who finds the file without its log.
std::int64_t rowsWithoutLog(const QString &path)
{
    const QString copy = path + QStringLiteral(".copy");
    QFile::remove(copy);
    QFile::copy(path, copy);
    const auto opened = Database::open(copy.toStdString(), Database::Mode::ReadImmutable);
    return opened ? opened.value().value("SELECT count(*) FROM page").value_or(-1) : -1;
}

} // namespace

class LogMoverTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsInTheLogComesIntoTheFileWhileTheRecordingGoesOn()
    {
        const Writer writer;
        LogMover mover(writer.database(), {4, 1000});
        const qint64 before = writer.fileBytes();
        for (int i = 0; i < 20; ++i) {
            QVERIFY(writer.writeOne());
            mover.committed();
        }
        mover.wait();
        QVERIFY2(writer.fileBytes() > before,
                 "the log never reached the bound at which SQLite would move it");
        QVERIFY(mover.logPages() < 1000);
    }

    void theLogStaysWithinItsBound()
    {
        const Writer writer;
        LogMover mover(writer.database(), kSmall);
        int longest = 0;
        for (int i = 0; i < kRows; ++i) {
            QVERIFY(writer.writeOne());
            longest = std::max(longest, mover.logPages());
            mover.committed();
        }
        // A commit writes a few pages, and the bound is looked at behind it.
        QVERIFY2(longest < kSmall.mostPages + 8, qPrintable(QString::number(longest)));
        QCOMPARE(writer.database().value("SELECT count(*) FROM page"), std::optional<std::int64_t>(kRows));
        QCOMPARE(writer.database().text("PRAGMA integrity_check"), std::optional<std::string>("ok"));
    }

    void aQuietRecordingWritesItsLogOnly()
    {
        const Writer writer;
        const qint64 before = writer.fileBytes();
        LogMover mover(writer.database());
        for (int i = 0; i < 8; ++i) {
            QVERIFY(writer.writeOne());
            mover.committed();
        }
        mover.wait();
        QCOMPARE(writer.fileBytes(), before);
    }

    void whereItsOwnConnectionDoesNotOpenTheRecordingsMovesTheLog()
    {
        const Writer writer;
        LogMover mover(writer.database(), kSmall);
        const QString away = writer.path() + QStringLiteral(".away");
        QVERIFY(QFile::rename(writer.path(), away));
        int longest = 0;
        for (int i = 0; i < kRows; ++i) {
            QVERIFY(writer.writeOne());
            longest = std::max(longest, mover.logPages());
            mover.committed();
        }
        QVERIFY(longest < kSmall.mostPages + 8);
        QVERIFY(rowsWithoutLog(away) > 0);
    }

    void aReaderHoldsUpNeitherTheRecordingNorWhatItReads()
    {
        const Writer writer;
        LogMover mover(writer.database(), kSmall);
        QVERIFY(writer.writeOne());
        auto other = Database::open(writer.path().toStdString(), Database::Mode::Read);
        QVERIFY(bool(other));
        Statement reading = other.value().prepare("SELECT count(*) OVER (), number FROM page");
        QCOMPARE(reading.step(), Step::Row);
        for (int i = 0; i < kRows; ++i) {
            QVERIFY(writer.writeOne());
            mover.committed();
        }
        QCOMPARE(other.value().value("SELECT count(*) FROM page"), std::optional<std::int64_t>(1));
        reading.reset();
        // Now the log can begin anew.
        QVERIFY(writer.writeOne());
        mover.committed();
        QVERIFY(writer.writeOne());
        QVERIFY2(mover.logPages() < kSmall.mostPages, qPrintable(QString::number(mover.logPages())));
    }

    void behindItTheFileCanBeMadePlain()
    {
        const Writer writer;
        {
            LogMover mover(writer.database(), kSmall);
            for (int i = 0; i < kRows; ++i) {
                QVERIFY(writer.writeOne());
                mover.committed();
            }
        }
        makePlain(writer.database());
        QVERIFY(!QFile::exists(writer.path() + QStringLiteral("-wal")));
        QCOMPARE(rowsWithoutLog(writer.path()), std::int64_t(kRows));
    }
};

QTEST_APPLESS_MAIN(LogMoverTest)
#include "tst_logmover.moc"
