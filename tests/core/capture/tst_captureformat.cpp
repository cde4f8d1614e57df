// SPDX-License-Identifier: GPL-3.0-or-later
//
// docs/capture-format.md says what holds: its queries give its answers, and a reader that is written by it
// reads the columns of a block.
#include "core/capture/sqltables.h"
#include "tests/core/capture/formatsession.h"
#include "tests/core/capture/sqlrows.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

QString page()
{
    QFile file(QStringLiteral(HOP101_SOURCE_DIR "/docs/capture-format.md"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("docs/capture-format.md cannot be read");
    return QString::fromUtf8(file.readAll());
}

/// Column number `wanted` (from 0) of a block, by the words of "Columns of a block" in the page alone.
std::vector<quint64> column(const QByteArray &block, int wanted)
{
    const auto number = [&block](qsizetype at, int width) {
        quint64 value = 0;
        for (int i = 0; i < width; ++i)
            value |= quint64(quint8(block[at + i])) << (8 * i);
        return value;
    };
    const quint64 events = number(1, 4);
    const quint64 findings = number(5, 4);
    qsizetype at = 9;
    for (int i = 0;; ++i) {
        const int width = quint8(block[at]);
        const quint64 lowest = number(at + 1, 8);
        const quint64 rows = i < 13 ? events : findings;
        at += 9;
        if (i == wanted) {
            std::vector<quint64> values;
            for (quint64 row = 0; row < rows; ++row)
                values.push_back(lowest + number(at + qsizetype(row) * width, width));
            return values;
        }
        at += qsizetype(rows) * width;
    }
}

} // namespace

class TestCaptureFormat : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        recordFormatSession(m_recording);
        m_reader = m_recording.finishAndRead();
        auto tables = SqlTables::create(*m_reader, {});
        QVERIFY(tables);
        m_tables = std::move(tables).value();
    }

    void eachQueryGivesItsAnswer_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("answer");
        static const QRegularExpression example("### ([^\n]+)\n\n```sql\n(.*?)```\n\n```text\n(.*?)```\n",
                                                QRegularExpression::DotMatchesEverythingOption);
        auto found = example.globalMatch(page());
        int count = 0;
        for (; found.hasNext(); ++count) {
            const auto match = found.next();
            QTest::newRow(qPrintable(match.captured(1))) << match.captured(2) << match.captured(3).trimmed();
        }
        QVERIFY2(count >= 10, qPrintable(QString::number(count)));
    }
    void eachQueryGivesItsAnswer()
    {
        QFETCH(QString, sql);
        QFETCH(QString, answer);
        QCOMPARE(sqlRows(*m_reader, sql).join('\n'), answer);
    }

    void theTablesOfTheFileAreThoseOfThePage()
    {
        const QString text = page();
        for (const QString &sql : sqlRows(*m_reader, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
            QVERIFY2(text.contains(sql + ';'), qPrintable("missing in the page: " + sql));
    }

    void theColumnsOfTheVirtualTablesAreThoseOfThePage()
    {
        const QString text = page();
        for (const char *table : {"event", "message", "finding"}) {
            const QString columns = QStringLiteral("SELECT name FROM pragma_table_xinfo('%1')").arg(table);
            for (const QString &name : sqlRows(*m_reader, columns))
                QVERIFY2(text.contains('`' + name + '`'), qPrintable(QString(table) + '.' + name));
        }
    }

    void aReaderByTheWordsOfThePageReadsTheColumns()
    {
        const QString hex = sqlRows(*m_reader, "SELECT columns FROM block").value(0);
        const QByteArray block = QByteArray::fromHex(hex.mid(1).toLatin1());
        const auto expect = [&](int number, const char *sql) {
            QStringList values;
            for (const quint64 value : column(block, number))
                values += QString::number(value);
            QCOMPARE(values, sqlRows(*m_reader, sql));
        };
        expect(0, "SELECT time_ns FROM event");
        expect(1, "SELECT hop FROM event");
        expect(2, "SELECT direction FROM event");
        expect(4, "SELECT code FROM event");
        expect(6, "SELECT offset FROM event");
        expect(7, "SELECT coalesce(wire_size, -1) + 1 FROM event");
        expect(8, "SELECT coalesce(payload_size, -1) + 1 FROM event");
        expect(9, "SELECT coalesce(id - message + 1, 0) FROM event");
        expect(10, "SELECT ended FROM event");
        expect(13, "SELECT event - 1 + 262144 - (row_number() OVER () - 1) FROM finding");
        expect(14, "SELECT number FROM finding");
        expect(15, "SELECT first_byte FROM finding");
        expect(16, "SELECT size FROM finding");
    }

private:
    Recording m_recording;
    std::unique_ptr<Reader> m_reader;
    std::unique_ptr<SqlTables> m_tables;
};

QTEST_APPLESS_MAIN(TestCaptureFormat)
#include "tst_captureformat.moc"
