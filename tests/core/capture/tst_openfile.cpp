// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/openfile.h"

#include "tests/core/capture/fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <filesystem>

#include <sys/stat.h>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

std::optional<CaptureFault> faultOf(const std::string &path)
{
    const auto file = openCapture(path);
    return file ? std::nullopt : std::optional(file.error().fault);
}

bool isOn(const Database &database, int setting)
{
    int value = -1;
    sqlite3_db_config(database.handle(), setting, -1, &value);
    return value == 1;
}

} // namespace

class TestOpenFile : public QObject
{
    Q_OBJECT
private slots:
    void whatIsNoFileIsRefusedAtOnce()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("x.hop101").toStdString();
        QCOMPARE(mkfifo(path.c_str(), 0600), 0); // nobody ever writes into it
        QVERIFY(faultOf(path) == CaptureFault::NotACapture);
        QVERIFY(faultOf("/dev/zero") == CaptureFault::NotACapture);
        QVERIFY(faultOf("/dev/null") == CaptureFault::NotACapture);
        QVERIFY(faultOf(folder.path().toStdString()) == CaptureFault::NotACapture);
        QVERIFY(faultOf("") == CaptureFault::NotFound);
        const std::string loop = path + ".loop";
        std::filesystem::create_symlink(loop, loop);
        QVERIFY(faultOf(loop) == CaptureFault::Io);
        const std::string lost = path + ".lost";
        std::filesystem::create_symlink(path + ".gone", lost);
        QVERIFY(faultOf(lost) == CaptureFault::NotFound);
    }

    void namesThatMeanSomethingElsewhereAreNames()
    {
        for (const char *name : {"a?mode=rwc.hop101", "a%00b.hop101", "file:a.hop101", "a#b.hop101", "-"}) {
            Recording recording(name);
            recording.upgrade();
            recording.recorder().finish();
            QVERIFY2(!faultOf(recording.path()), name);
        }
    }

    void aConnectionForReadingCanOnlyRead()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        const auto file = openCapture(recording.path());
        QVERIFY(file);
        const Database &database = file.value().database;
        QVERIFY(isOn(database, SQLITE_DBCONFIG_DEFENSIVE));
        QVERIFY(!isOn(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA));
        QVERIFY(!isOn(database, SQLITE_DBCONFIG_ENABLE_TRIGGER));
        QVERIFY(!isOn(database, SQLITE_DBCONFIG_ENABLE_VIEW));
        QVERIFY(!isOn(database, SQLITE_DBCONFIG_WRITABLE_SCHEMA));
        QVERIFY(!isOn(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION));
        QCOMPARE(sqlite3_db_readonly(database.handle(), "main"), 1);
        QCOMPARE(sqlite3_limit(database.handle(), SQLITE_LIMIT_ATTACHED, -1), 0);
        QVERIFY(sqlite3_limit(database.handle(), SQLITE_LIMIT_LENGTH, -1) <= 64 * 1024 * 1024);
        for (const char *sql : {"DELETE FROM wire", "CREATE TABLE t (x)", "CREATE TEMP TABLE t (x)",
                                "ATTACH '/tmp/x' AS x", "PRAGMA query_only=0", "PRAGMA writable_schema=1",
                                "SELECT load_extension('x')", "VACUUM INTO '/tmp/x'"})
            QVERIFY2(!database.run(sql), sql);
    }

    void ourOwnWorkLeavesTheLimitsAsTheyWere()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        const auto file = openCapture(recording.path());
        QVERIFY(file);
        const Database &database = file.value().database;
        database.withoutLimits([&database] { QVERIFY(database.run("CREATE TEMP TABLE t (x)")); });
        QVERIFY(!database.run("DROP TABLE temp.t"));
        QVERIFY(!database.run("DELETE FROM wire"));
    }

    void aNewerFormatIsRefusedInOneSentence()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().finish();
        {
            const auto database =
                std::move(Database::open(recording.path(), Database::Mode::ReadWrite)).value();
            QVERIFY(database.run("PRAGMA user_version=99; CREATE TABLE what_comes_later (x)"));
        }
        const auto file = openCapture(recording.path());
        QVERIFY(!file);
        QCOMPARE(file.error().fault, CaptureFault::Newer);
        const QString sentence = QString::fromStdString(describe(file.error()));
        QVERIFY2(sentence.contains("newer version of Hop101") && sentence.count('.') <= 3,
                 qPrintable(sentence));
    }
};

QTEST_APPLESS_MAIN(TestOpenFile)
#include "tst_openfile.moc"
