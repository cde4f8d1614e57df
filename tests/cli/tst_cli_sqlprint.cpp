// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sqlprint.h"

#include <QTemporaryFile>
#include <QTest>

#include <cstdio>

#include <unistd.h>

using namespace hop101;
using namespace hop101::cli;
using capture::SqlValue;

namespace {

using Rows = std::vector<std::vector<SqlValue>>;

/// What goes to standard output.
QByteArray printed(SqlFormat format, const std::vector<std::string> &columns, const Rows &rows)
{
    QTemporaryFile file;
    if (!file.open())
        qFatal("no temporary file");
    std::fflush(stdout);
    const int kept = dup(STDOUT_FILENO);
    dup2(file.handle(), STDOUT_FILENO);
    {
        Output output;
        const auto printer = sqlPrinter(format, columns, output);
        for (const auto &row : rows)
            printer->row(row);
        printer->end();
    }
    std::fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    file.seek(0);
    return file.readAll();
}

const std::string kLong(500, 'y');
const base::Bytes kBytes{std::byte{0}, std::byte{0xff}};

} // namespace

class TestCliSqlPrint : public QObject
{
    Q_OBJECT
private slots:
    void aTableHasAlignedColumns()
    {
        const Rows rows{{std::int64_t{7}, std::string_view("a"), SqlValue()},
                        {std::int64_t{12345}, std::string_view("long one"), base::ByteSpan(kBytes)}};
        QCOMPARE(printed(SqlFormat::Table, {"id", "text", "raw"}, rows),
                 QByteArray("   id  text      raw\n"
                            "-----  --------  ----\n"
                            "    7  a\n"
                            "12345  long one  00ff\n"));
        QCOMPARE(printed(SqlFormat::Table, {"id"}, {}), QByteArray("id\n--\n"));
    }
    void aTableObeysNothingThatIsInIt()
    {
        const QByteArray out = printed(SqlFormat::Table, {"x", "\x1b[2J"},
                                       {{std::string_view("\x1b[31m\na\xff"), std::string_view(kLong)}});
        QVERIFY2(!out.contains('\x1b') && out.count('\n') == 3, out.constData());
        QVERIFY2(out.size() < 400, out.constData());
    }
    void manyRowsStreamAfterTheFirst()
    {
        const Rows rows(2000, {std::int64_t{1}});
        QCOMPARE(printed(SqlFormat::Table, {"n"}, rows).count('\n'), 2002);
    }
    void jsonIsAnArrayOfObjects()
    {
        QCOMPARE(printed(SqlFormat::Json, {"a"}, {}), QByteArray("[]\n"));
        const Rows rows{{std::int64_t{1}, 2.5, std::string_view("x\xff\"")},
                        {SqlValue(), base::ByteSpan(kBytes), SqlValue()}};
        QCOMPARE(printed(SqlFormat::Json, {"a", "a", "b"}, rows),
                 QByteArray("[\n  {\"a\":1,\"a:2\":2.5,\"b\":\"x\xef\xbf\xbd\\\"\"},\n  "
                            "{\"a\":null,\"a:2\":\"00ff\",\"b\":null}\n]\n"));
    }
    void csvQuotesWhatMustBe()
    {
        const Rows rows{{std::string_view("a,b"), std::string_view("say \"hi\"")},
                        {std::string_view("two\nlines"), std::string_view()},
                        {SqlValue(), 1e300},
                        {3.0, base::ByteSpan(kBytes)}};
        QCOMPARE(printed(SqlFormat::Csv, {"a", "b c"}, rows),
                 QByteArray("a,b c\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n,1e+300\n3.0,00ff\n"));
    }
};

QTEST_APPLESS_MAIN(TestCliSqlPrint)
#include "tst_cli_sqlprint.moc"
