// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentbytes.h"

#include "core/capture/schema.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

Database withRows(const char *rows)
{
    Database database = std::move(Database::openTemporary()).value();
    if (!createTables(database)
        || !database.run(
            (std::string("INSERT INTO content (message, first_byte, bytes) VALUES ") + rows).c_str()))
        qFatal("no rows");
    return database;
}

std::string text(const base::Bytes &bytes)
{
    return base::toText(bytes);
}

} // namespace

class TestContentBytes : public QObject
{
    Q_OBJECT
private slots:
    void anyStretchIsReadAcrossRows()
    {
        const Database database = withRows("(5, 0, CAST('abc' AS BLOB)), (7, 0, CAST('other' AS BLOB)), "
                                           "(5, 3, CAST('de' AS BLOB)), (5, 5, CAST('fgh' AS BLOB))");
        ContentBytes content(database);
        const std::string whole = "abcdefgh";
        for (std::size_t at = 0; at <= whole.size(); ++at) {
            for (std::size_t count = 0; count <= whole.size() + 1; ++count)
                QCOMPARE(text(content.read({5}, at, count)), whole.substr(at, count));
        }
        QCOMPARE(content.size({5}), std::uint64_t{8});
        QCOMPARE(content.size({7}), std::uint64_t{5});
        QCOMPARE(content.size({6}), std::uint64_t{0});
        QCOMPARE(content.totalBytes(), std::uint64_t{13});
        QCOMPARE(text(content.read({6}, 0, 10)), std::string());
        QCOMPARE(text(content.read({5}, std::numeric_limits<std::uint64_t>::max(), 10)), std::string());
    }

    void whatCannotBeEndsTheReading_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QByteArray>("read");
        const auto row = [](const char *name, const char *rows, const char *read) {
            QTest::newRow(name) << QByteArray(rows) << QByteArray(read);
        };
        row("a hole", "(5, 0, CAST('abc' AS BLOB)), (5, 4, CAST('e' AS BLOB))", "abc");
        row("rows that overlap", "(5, 0, CAST('abc' AS BLOB)), (5, 1, CAST('XYZ' AS BLOB))", "aXYZ");
        row("an empty row", "(5, 0, x'')", "");
        row("a row that is too long", "(5, 0, zeroblob(70000))", "");
        row("no blob", "(5, 0, 'text')", "");
        row("null", "(5, 0, NULL)", "");
        row("a negative place", "(5, -1, CAST('abc' AS BLOB))", "abc");
    }
    void whatCannotBeEndsTheReading()
    {
        QFETCH(QByteArray, rows);
        QFETCH(QByteArray, read);
        const Database database = withRows(rows.constData());
        ContentBytes content(database);
        // Whatever the rows are, the reading ends and holds nothing that they do not hold.
        const std::string got = text(content.read({5}, 0, 100));
        QVERIFY(got.size() <= 4);
        if (rows.contains("-1"))
            return;
        if (rows.contains("XYZ"))
            QVERIFY(got == "abcZ" || got == "aXYZ");
        else
            QCOMPARE(got, read.toStdString());
    }

    void theFirstVersionHasNoSuchBytes()
    {
        const Database database = std::move(Database::openTemporary()).value();
        QVERIFY(database.run("CREATE TABLE content (hop INTEGER, direction INTEGER, first_byte INTEGER, "
                             "bytes BLOB); INSERT INTO content VALUES (1, 0, 0, x'61')"));
        ContentBytes content(database);
        QCOMPARE(text(content.read({1}, 0, 10)), std::string());
        QCOMPARE(content.size({1}), std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestContentBytes)
#include "tst_contentbytes.moc"
