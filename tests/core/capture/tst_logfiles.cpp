// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/logfiles.h"

#include "core/capture/openfile.h"
#include "core/capture/reader.h"
#include "tests/core/capture/fixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sqlite3.h>

#include <filesystem>

#include <sys/stat.h>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

void write(const std::string &path, const QByteArray &content)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("the file could not be written");
}

QByteArray contentOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray number(quint32 value)
{
    QByteArray bytes(4, 0);
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// A journal without pages that is hot: SQLite rolls it back, and then removes the file that it names (file
/// format of SQLite, section 3).
QByteArray journalThatNames(const std::string &victim, qsizetype databaseBytes)
{
    const QByteArray magic = QByteArray::fromHex("d9d505f920a163d7");
    constexpr quint32 kPage = 65536;
    QByteArray journal =
        magic + number(0) + number(1) + number(quint32(databaseBytes / kPage)) + number(512) + number(kPage);
    journal.append(512 - journal.size(), 0);
    quint32 sum = 0;
    for (const char c : victim)
        sum += quint32(quint8(c));
    return journal + number(0x40000000 / kPage + 1) + QByteArray::fromStdString(victim)
        + number(quint32(victim.size())) + number(sum) + magic;
}

std::string finishedCapture(Recording &recording)
{
    recording.upgrade();
    recording.frames(100);
    recording.recorder().finish();
    return recording.path();
}

std::optional<CaptureFault> faultOf(const std::string &path)
{
    const auto reader = Reader::open(path);
    return reader ? std::nullopt : std::optional(reader.error().fault);
}

} // namespace

class TestLogFiles : public QObject
{
    Q_OBJECT
private slots:
    void whatIsNoFileIsNotTouched_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char *suffix : kLogSuffixes)
            QTest::newRow(suffix) << QString(suffix);
    }
    void whatIsNoFileIsNotTouched()
    {
        QFETCH(QString, suffix);
        Recording recording;
        const std::string path = finishedCapture(recording);
        const std::string log = path + suffix.toStdString();
        QVERIFY(!whyNotBeside(path));
        // A pipe would be waited for until somebody writes into it.
        QCOMPARE(mkfifo(log.c_str(), 0600), 0);
        QVERIFY(faultOf(path) == CaptureFault::Hostile);
        QVERIFY(QFile::remove(QString::fromStdString(log)));
        std::filesystem::create_directory(log);
        QVERIFY(faultOf(path) == CaptureFault::Hostile);
        std::filesystem::remove(log);
        // A link may lead to any file.
        const std::string other = path + ".other";
        write(other, "some text of the user\n");
        std::filesystem::create_symlink(other, log);
        QVERIFY(faultOf(path) == CaptureFault::Hostile);
        std::filesystem::remove(log);
        QCOMPARE(contentOf(other), QByteArray("some text of the user\n"));
        QVERIFY(!faultOf(path));
    }

    void aJournalThatNamesAFileDoesNotRemoveIt()
    {
        Recording recording;
        const std::string path = finishedCapture(recording);
        const QByteArray whole = contentOf(path);
        const std::string victim = path + ".precious";
        write(victim, "some text of the user\n");
        write(path + "-journal", journalThatNames(victim, whole.size()));
        QVERIFY(faultOf(path) == CaptureFault::Hostile);
        QVERIFY(!Database::open(path, Database::Mode::ReadWrite));
        QCOMPARE(contentOf(victim), QByteArray("some text of the user\n"));
        QCOMPARE(contentOf(path), whole);
    }

    void sqliteItselfRemovesIt()
    {
        // What the test above holds off: otherwise that would show nothing.
        Recording recording;
        const std::string path = finishedCapture(recording);
        const std::string victim = path + ".precious";
        write(victim, "some text of the user\n");
        write(path + "-journal", journalThatNames(victim, contentOf(path).size()));
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
        sqlite3_exec(handle, "SELECT count(*) FROM wire", nullptr, nullptr, nullptr);
        sqlite3_close(handle);
        QVERIFY(!std::filesystem::exists(victim));
    }

    void aHalfDoneTransactionIsTakenBackInACopy()
    {
        Recording recording;
        const std::string path = finishedCapture(recording);
        const QByteArray whole = contentOf(path);
        const std::string stopped = path + ".stopped";
        {
            const auto database = std::move(Database::open(path, Database::Mode::ReadWrite)).value();
            // Nothing is kept in memory: the pages are changed before the transaction ends.
            QVERIFY(database.run("PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN; UPDATE wire SET bytes = "
                                 "zeroblob(100000); UPDATE hop SET url = 'changed'"));
            write(stopped, contentOf(path));
            write(stopped + "-journal", contentOf(path + "-journal"));
            QVERIFY(database.run("ROLLBACK"));
        }
        const QByteArray before = contentOf(stopped);
        QVERIFY(before != whole && !contentOf(stopped + "-journal").isEmpty());
        const auto reader = Reader::open(stopped);
        QVERIFY(reader);
        QCOMPARE(QString::fromStdString(reader.value()->hops().at(0).url), "ws://example.com/chat");
        QVERIFY(!reader.value()->payload(reader.value()->event({5}), 0, 10).empty());
        QCOMPARE(contentOf(stopped), before);
    }

    void theLogsOfALinkLieBesideWhatItLeadsTo()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(100);
        recording.recorder().commit();
        const QTemporaryDir folder;
        const std::string link = folder.filePath("link.hop101").toStdString();
        std::filesystem::create_symlink(recording.path(), link);
        auto reader = Reader::open(link);
        QVERIFY(reader);
        QCOMPARE(reader.value()->eventCount(), std::uint64_t{104});
        // And those that lie beside the link are nothing to SQLite.
        QCOMPARE(mkfifo((link + "-journal").c_str(), 0600), 0);
        QVERIFY(!faultOf(link));
    }
};

QTEST_APPLESS_MAIN(TestLogFiles)
#include "tst_logfiles.moc"
