// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sqlquery.h"

#include "tests/core/capture/fixture.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;
using Kind = SqlError::Kind;

class TestSqlQuery : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_recording.upgrade();
        m_reader = m_recording.finishAndRead();
    }

    void onlyOneSelectIsTaken_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("at");
        const auto row = [](const char *sql, Kind kind, int at = -1) {
            QTest::newRow(sql) << QString(sql) << int(kind) << at;
        };
        row("", Kind::Empty);
        row("  -- nothing\n;", Kind::Empty);
        row("SELECT 1; SELECT 2", Kind::Several, 10);
        row("SELECT 1; frum", Kind::Words, 10);
        row("SELECT frum FROM wire", Kind::Words, 7);
        row("SELECT 1 FROM frum", Kind::Words);
        row("SELEC 1", Kind::Words, 0);
        row("SELECT (1", Kind::Words);
        row("DELETE FROM wire", Kind::NotAllowed);
        row("INSERT INTO note VALUES (1, 'x')", Kind::NotAllowed);
        row("UPDATE wire SET bytes = x''", Kind::NotAllowed);
        row("REPLACE INTO capture VALUES ('title', 'x')", Kind::NotAllowed);
        row("DROP TABLE wire", Kind::NotAllowed);
        row("CREATE TABLE t (x)", Kind::NotAllowed);
        row("CREATE TEMP TABLE t (x)", Kind::NotAllowed);
        row("CREATE TEMP VIEW v AS SELECT 1", Kind::NotAllowed);
        row("CREATE VIRTUAL TABLE temp.t USING fts5(x)", Kind::NotAllowed);
        row("ALTER TABLE wire RENAME TO x", Kind::NotAllowed);
        row("ATTACH '/etc/passwd' AS x", Kind::NotAllowed);
        row("DETACH main", Kind::NotAllowed);
        row("VACUUM INTO '/tmp/x'", Kind::NotAllowed);
        row("BEGIN IMMEDIATE", Kind::NotAllowed);
        row("PRAGMA query_only = 0", Kind::NotAllowed);
        row("PRAGMA journal_mode = DELETE", Kind::NotAllowed);
        row("PRAGMA user_version = 1", Kind::NotAllowed);
        row("PRAGMA writable_schema = 1", Kind::NotAllowed);
        row("PRAGMA temp_store_directory = '/tmp'", Kind::NotAllowed);
        row("SELECT load_extension('/tmp/x.so')", Kind::Words, 7);
        row("REINDEX", Kind::NotAllowed);
        row("ANALYZE", Kind::NotAllowed);
    }
    void onlyOneSelectIsTaken()
    {
        QFETCH(QString, sql);
        auto query = SqlQuery::prepare(m_reader->database(), sql.toStdString());
        QVERIFY(!query);
        QTEST(int(query.error().kind), "kind");
        QTEST(query.error().at ? int(*query.error().at) : -1, "at");
    }

    void whatOnlyReadsIsTaken_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("rows");
        QTest::newRow("a table") << "SELECT * FROM hop" << 1;
        QTest::newRow("a semicolon and a comment") << "SELECT 1; -- that is all\n ;" << 1;
        QTest::newRow("a recursion")
            << "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9) SELECT n FROM c"
            << 9;
        QTest::newRow("a plan") << "EXPLAIN QUERY PLAN SELECT 1" << 1;
        QTest::newRow("a version") << "PRAGMA user_version" << 1;
        QTest::newRow("the columns of a table") << "PRAGMA table_info(wire)" << 6;
        QTest::newRow("several values") << "VALUES (1), (2)" << 2;
    }
    void whatOnlyReadsIsTaken()
    {
        QFETCH(QString, sql);
        auto query = SqlQuery::prepare(m_reader->database(), sql.toStdString());
        QVERIFY(query);
        int rows = 0;
        while (query.value().step() == Step::Row)
            ++rows;
        QTEST(rows, "rows");
    }

    void valuesKeepTheirTypes()
    {
        auto query = SqlQuery::prepare(m_reader->database(),
                                       "SELECT 1 AS one, 2.5, 'a' || char(0) || 'b', x'00ff', NULL");
        QVERIFY(query && query.value().columnCount() == 5 && query.value().columnName(0) == "one");
        QCOMPARE(query.value().step(), Step::Row);
        QCOMPARE(std::get<std::int64_t>(query.value().value(0)), 1);
        QCOMPARE(std::get<double>(query.value().value(1)), 2.5);
        QVERIFY(std::get<std::string_view>(query.value().value(2)) == std::string_view("a\0b", 3));
        QCOMPARE(std::get<base::ByteSpan>(query.value().value(3)).size(), std::size_t{2});
        QVERIFY(std::holds_alternative<std::monostate>(query.value().value(4)));
        QCOMPARE(query.value().step(), Step::Done);
    }

    void aValueThatDoesNotFitIsAnError()
    {
        auto query = SqlQuery::prepare(m_reader->database(), "SELECT abs(-9223372036854775807 - 1)");
        QVERIFY(query);
        QCOMPARE(query.value().step(), Step::Failed);
        QCOMPARE(query.value().error().kind, Kind::Words);
        auto large = SqlQuery::prepare(m_reader->database(), "SELECT length(zeroblob(1000000000))");
        QVERIFY(large);
        QCOMPARE(large.value().step(), Step::Failed);
    }

private:
    Recording m_recording;
    std::unique_ptr<Reader> m_reader;
};

QTEST_APPLESS_MAIN(TestSqlQuery)
#include "tst_sqlquery.moc"
