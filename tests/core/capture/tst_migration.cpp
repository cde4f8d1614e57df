// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/migration.h"

#include "core/capture/annotations.h"
#include "core/capture/savecopy.h"
#include "core/capture/verify.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/firstversion.h"
#include "tests/core/capture/fixture.h"

#include <QDir>
#include <QFile>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

QByteArray contentOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void change(const std::string &path, const char *sql)
{
    const auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database || !database.value().run(sql))
        qFatal("the file could not be changed: %s", sql);
}

/// Two hops, fragments, a broken rule, an end without a close: what a format could get wrong.
void recordSome(Recording &recording)
{
    recording.upgrade();
    const base::HopId second = recording.addHop();
    recording.upgrade(second);
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "abc", false, false));
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "de"));
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "not masked"), second);
    recording.frames(5000);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
    recording.bytes(Direction::FromRight, std::string("\x81\x05he", 4), second);
}

QStringList lines(const Reader &reader)
{
    QStringList lines;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id)
        lines += line(reader.event({id}));
    return lines;
}

} // namespace

class TestMigration : public QObject
{
    Q_OBJECT
private slots:
    void anOlderCaptureIsMigrated_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("format 1") << 1;
        QTest::newRow("format 2") << 2;
    }
    void anOlderCaptureIsMigrated()
    {
        QFETCH(int, format);
        Recording recording;
        recordSome(recording);
        const auto now = recording.finishAndRead();
        const QStringList expected = lines(*now);
        const auto findings = now->findings({1}, {now->eventCount()}, 10'000);
        QVERIFY(findings.size() > 1);
        const auto created = now->info().created;
        format == 1 ? makeFirstVersion(recording.path()) : makeSecondVersion(recording.path());
        change(recording.path(), "INSERT INTO note VALUES (2, 'one'), (2, 'two'), (-1, 'x'), ('a', 'x')");
        const QByteArray before = contentOf(recording.path());

        const auto kept = migrateKeepingOriginal(recording.path());
        QVERIFY2(kept, kept ? "" : describe(kept.error()).c_str());
        const QString name = "test (format " + QString::number(format) + ").hop101";
        QCOMPARE(QFileInfo(QString::fromStdString(kept.value())).fileName(), name);
        QCOMPARE(contentOf(kept.value()), before);
        const QDir folder = QFileInfo(QString::fromStdString(recording.path())).dir();
        QCOMPARE(folder.entryList(QDir::Files), (QStringList{name, "test.hop101"}));

        const auto reader = recording.read();
        QVERIFY(!reader->damage());
        QCOMPARE(reader->info().format, 3);
        QVERIFY(reader->info().hasMessages);
        QVERIFY(reader->info().isComplete);
        QVERIFY(reader->info().created == created);
        QCOMPARE(reader->info().title, std::string("a test"));
        QCOMPARE(reader->sessions().size(), std::size_t{1});
        QCOMPARE(reader->sessions()[0].firstEvent, base::EventId{1});
        QCOMPARE(lines(*reader), expected);
        QCOMPARE(reader->findings({1}, {reader->eventCount()}, 10'000).size(), findings.size());
        QCOMPARE(reader->note({2})->text, std::string("one\ntwo"));
        QCOMPARE(reader->notes({1}, {reader->eventCount()}, 9).size(), std::size_t{1});
        QCOMPARE(verify(*reader).firstDifference, std::string());
        QVERIFY(setBookmark(recording.path(), {1}, true));
    }

    void anOlderCaptureIsSavedInTodaysFormat()
    {
        Recording recording;
        recordSome(recording);
        recording.recorder().finish();
        makeSecondVersion(recording.path());
        const QByteArray before = contentOf(recording.path());
        const std::string copy = recording.path() + ".copy";
        QVERIFY(saveCopy(recording.path(), copy));
        QCOMPARE(contentOf(recording.path()), before);
        const auto reader = std::move(Reader::open(copy)).value();
        QCOMPARE(reader->info().format, 3);
        QCOMPARE(verify(*reader).firstDifference, std::string());
    }

    void compressedMessagesOfTheFirstFormatGetTheirContent()
    {
        Recording recording;
        upgradeCompressed(recording);
        websocket::Deflater deflater({});
        recording.bytes(Direction::FromRight, deflated(deflater, "hello hello hello hello"));
        recording.recorder().finish();
        makeFirstVersion(recording.path());
        QCOMPARE(recording.read()->allInflatedBytes(), std::uint64_t{0});
        QVERIFY(migrateKeepingOriginal(recording.path()));
        QCOMPARE(recording.read()->allInflatedBytes(), std::uint64_t{23});
        QCOMPARE(verify(*recording.read()).firstDifference, std::string());
    }

    void aSecondOriginalGetsAnotherName()
    {
        Recording recording;
        recording.recorder().finish();
        const QString path = QString::fromStdString(recording.path());
        QVERIFY(QFile::copy(path, path + ".spare"));
        for (const char *name : {"test (format 2).hop101", "test (format 2, 2).hop101"}) {
            makeSecondVersion(recording.path());
            const auto kept = migrateKeepingOriginal(recording.path());
            QVERIFY(kept);
            QCOMPARE(QFileInfo(QString::fromStdString(kept.value())).fileName(), QString(name));
            QVERIFY(QFile::remove(path) && QFile::copy(path + ".spare", path));
        }
    }

    void todaysFormatStaysAsItIs()
    {
        Recording recording;
        recording.recorder().finish();
        const QByteArray before = contentOf(recording.path());
        const auto kept = migrateKeepingOriginal(recording.path());
        QVERIFY(kept);
        QCOMPARE(kept.value(), std::string());
        QCOMPARE(contentOf(recording.path()), before);
    }

    void whatCannotBeMigratedStaysAsItIs_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("fault");
        QTest::newRow("a newer format") << QByteArray("PRAGMA user_version=4") << int(CaptureFault::Newer);
        QTest::newRow("a trigger") << QByteArray("CREATE TRIGGER t DELETE ON hop BEGIN SELECT 1; END")
                                   << int(CaptureFault::Hostile);
        QTest::newRow("another format's table")
            << QByteArray("PRAGMA user_version=1") << int(CaptureFault::Hostile);
    }
    void whatCannotBeMigratedStaysAsItIs()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, fault);
        Recording recording;
        recording.recorder().finish();
        makeSecondVersion(recording.path());
        change(recording.path(), sql.constData());
        const QByteArray before = contentOf(recording.path());
        const auto kept = migrateKeepingOriginal(recording.path());
        QVERIFY(!kept);
        QCOMPARE(int(kept.error().fault), fault);
        QCOMPARE(contentOf(recording.path()), before);
        const QDir folder = QFileInfo(QString::fromStdString(recording.path())).dir();
        QCOMPARE(folder.entryList(QDir::Files), QStringList{"test.hop101"});
    }

    void aNewerFormatIsRefusedWithOneSentence()
    {
        Recording recording;
        recording.recorder().finish();
        change(recording.path(), "PRAGMA user_version=4");
        const auto reader = Reader::open(recording.path());
        QVERIFY(!reader);
        QCOMPARE(QString::fromStdString(describe(reader.error())),
                 QString::fromStdString(recording.path())
                     + " was written by a newer version of Hop101: update this one to open it (format 4).");
    }
};

QTEST_APPLESS_MAIN(TestMigration)
#include "tst_migration.moc"
