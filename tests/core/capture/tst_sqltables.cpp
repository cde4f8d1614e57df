// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sqltables.h"

#include "core/capture/eventnames.h"
#include "core/capture/message.h"
#include "core/capture/sqlquery.h"
#include "core/hop/explain.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"
#include "tests/core/capture/sqlrows.h"

#include <QTest>

#include <sqlite3.h>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

/// A capture over several blocks, two hops, every kind of data message, findings far apart.
void recordMuch(Recording &recording)
{
    recording.upgrade();
    const base::HopId second = recording.addHop();
    recording.upgrade(second);
    recording.frames(4200);
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "unmasked"));
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Binary, std::string("\0\xff", 2), true));
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "par", false, false), second);
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Ping, "now"), second);
    recording.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "ts"), second);
    recording.frames(4100, "on the second", second);
    recording.bytes(Direction::FromRight,
                    frame(websocket::Opcode::Close,
                          std::string("\x03\xe9"
                                      "bye",
                                      5)));
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
    recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::Io, "broken pipe"}, second);
}

class Tables
{
public:
    explicit Tables(std::unique_ptr<Reader> reader, std::function<bool()> isStopped = {})
        : m_reader(std::move(reader))
    {
        auto made = SqlTables::create(*m_reader, std::move(isStopped));
        if (!made)
            qFatal("%s", describe(made.error()).c_str());
        m_tables = std::move(made).value();
    }
    const Reader &reader() const { return *m_reader; }
    const SqlTables &tables() const { return *m_tables; }
    QStringList ask(const QString &sql) const { return sqlRows(*m_reader, sql); }

private:
    std::unique_ptr<Reader> m_reader;
    std::unique_ptr<SqlTables> m_tables;
};

} // namespace

class TestSqlTables : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        recordMuch(m_recording);
        m_much = std::make_unique<Tables>(m_recording.finishAndRead());
    }
    void cleanupTestCase() { m_much.reset(); }

    void anEventIsARowWithItsValues()
    {
        const Reader &reader = m_much->reader();
        const QStringList lines = m_much->ask(
            "SELECT id, time_ns, hop, direction, kind, code, offset, coalesce(wire_size, -1), "
            "coalesce(payload_size, -1), coalesce(message, 0), coalesce(message_size, -1), ended, "
            "coalesce(severity, ''), coalesce(fin, 0) + 2 * coalesce(rsv1, 0) + 4 * coalesce(rsv2, 0) "
            "+ 8 * coalesce(rsv3, 0) + 16 * coalesce(masked, 0) + 32 * coalesce(interim, 0) + 64 * "
            "cut + 128 * coalesce(message_end, 0) + 512 * coalesce(after_close, 0) + 1024 * "
            "coalesce(compressed, 0) FROM event");
        QCOMPARE(lines.size(), qsizetype(reader.eventCount()));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const hop::Event e = reader.event({std::uint64_t(i) + 1});
            const QStringList expected = {QString::number(e.id.value),
                                          QString::number(e.time.count()),
                                          QString::number(e.hop.value),
                                          QString::number(int(e.direction)),
                                          kindName(e.kind),
                                          QString::number(e.code),
                                          QString::number(e.streamOffset),
                                          QString::number(e.wireSize),
                                          QString::number(e.payloadSize),
                                          QString::number(e.message.value),
                                          QString::number(e.messageSize),
                                          e.ended ? "1" : "0",
                                          rules::severityName(e.severity),
                                          QString::number(e.flags)};
            QCOMPARE(lines[i], expected.join('|'));
        }
    }

    void wordsAndContentOfEvents_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *sql, QStringList expected) {
            QTest::newRow(name) << QString(sql) << expected;
        };
        row("who sent it", "SELECT DISTINCT sender, direction FROM event ORDER BY 1",
            {"client|0", "server|1"});
        row("seconds", "SELECT time FROM event WHERE id IN (1, 3)", {"0.001", "0.003"});
        row("a status", "SELECT status, interim FROM event WHERE status = 101 AND hop = 1", {"101|0"});
        row("an opcode is a word", "SELECT opcode, text FROM event WHERE opcode = 'ping'", {"ping|now"});
        row("only frames have bits", "SELECT count(*), count(fin) FROM event WHERE kind = 'requestHead'",
            {"2|0"});
        row("a close", "SELECT close_code, reason FROM event WHERE opcode = 'close'", {"1001|bye"});
        row("a reset", "SELECT reason FROM event WHERE kind = 'closed'", {"reset"});
        row("a failure", "SELECT reason, text FROM event WHERE kind = 'failed'", {"io|broken pipe"});
        row("bytes that are no text", "SELECT text, payload FROM event WHERE opcode = 'binary'",
            {"NULL|x00ff"});
        row("a head", "SELECT substr(text, 1, 14) FROM event WHERE kind = 'requestHead' AND hop = 1",
            {"GET /chat HTTP"});
        row("wire bytes", "SELECT wire FROM event WHERE opcode = 'ping'", {"x89036e6f77"});
        row("a number that is written as text", "SELECT id, hop FROM event WHERE id = '12' AND hop = '1'",
            {"12|1"});
        row("what has no bytes",
            "SELECT payload, wire FROM event WHERE kind = 'protocolSwitched' AND hop = 1", {"NULL|NULL"});
        row("the exchange", "SELECT DISTINCT exchange FROM event WHERE hop = 2 AND id > 5", {"2"});
        row("hidden columns are not in *",
            "SELECT count(*) FROM pragma_table_info('event') WHERE name IN "
            "('payload', 'wire')",
            {"0"});
        row("functions that are tables",
            "SELECT value FROM json_each('[1, 2]') UNION ALL SELECT name FROM pragma_table_info('note') "
            "WHERE name = "
            "'text'",
            {"1", "2", "text"});
        row("a message of two frames",
            "SELECT kind, size, frames, last_event - first_event, wire_size, sent_size, compressed, state, "
            "text "
            "FROM message WHERE frames > 1",
            {"text|5|2|2|9|5|0|whole|parts"});
        row("all messages", "SELECT kind, count(*), sum(size) FROM message GROUP BY 1 ORDER BY 1",
            {"binary|1|2", "text|8302|74313"});
        row("a message by its number",
            "SELECT m.text FROM event e JOIN message m ON m.id = e.message WHERE e.id "
            "= 4213",
            {"parts"});
        row("frames of a message", "SELECT group_concat(opcode) FROM event WHERE message = 4211",
            {"text,continuation"});
        row("a finding",
            "SELECT event, rule, number, severity, section, sender, first_byte, size, found, "
            "expected FROM finding WHERE rule = 'FramesOfClientMasked' OR event = 4209",
            {"4209|ClientFrameMasked|300|error|RFC 6455 5.1|client|1|1|MASK = 0|MASK = 1"});
    }
    void wordsAndContentOfEvents()
    {
        QFETCH(QString, sql);
        QTEST(m_much->ask(sql), "expected");
    }

    /// With "+" before a column SQLite cannot hand the condition to the table.
    void conditionsLeaveOutNothingElse_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("condition");
        const QStringList ofEvents = {"@id = 5",
                                      "@id = 0",
                                      "@id = -3",
                                      "@id = 4097",
                                      "@id = 12.0",
                                      "@id = 12.5",
                                      "@id IS NULL",
                                      "@id > 8000",
                                      "@id >= 8000.5",
                                      "@id < 12",
                                      "@id <= 4096 AND @id >= 4095",
                                      "@id BETWEEN 4000 AND 4200",
                                      "@id IN (1, 4097, 99999, NULL)",
                                      "@id > 9223372036854775807",
                                      "@id < -9e30",
                                      "@id > 1e300",
                                      "@time_ns = 5000000",
                                      "@time_ns > 8000000000",
                                      "@time > 8.2",
                                      "@time = 0.005",
                                      "@time <= 0.0055",
                                      "@time BETWEEN 4.1 AND 4.3",

                                      "@hop = 2",
                                      "@hop = 3",
                                      "@hop = 1.5",

                                      "@direction = 0",
                                      "@direction = 1",
                                      "@direction = 7",
                                      "@direction = -1",
                                      "@kind = 'frame'",
                                      "@kind = 'FRAME'",
                                      "@kind = 'FRAME' COLLATE NOCASE",
                                      "@kind IN ('closed', 'failed', 'nonsense')",
                                      "@kind = 7",
                                      "@code = 1",
                                      "@code = 101",
                                      "@code = -1",
                                      "@opcode = 'ping'",
                                      "@opcode = 'text' AND @code = 2",
                                      "@opcode = 'reserved 3'",
                                      "@opcode = 'nonsense'",
                                      "@status = 101",
                                      "@severity = 'error'",
                                      "@severity = 'nonsense'",
                                      "@severity IS NULL",
                                      "@message = 4211",
                                      "@message = 4213",
                                      "@message = 99999999",
                                      "@message > 8000",
                                      "@kind = 'frame' AND @direction = 0 AND @id > 4000"};
        for (const QString &condition : ofEvents)
            QTest::newRow(qPrintable("event: " + condition)) << "event" << condition;
        for (const QString &condition :
             ofEvents.filter(QRegularExpression("@(id|time_ns|time|hop|direction)\\b"))) {
            if (!condition.contains("kind") && !condition.contains("id IS"))
                QTest::newRow(qPrintable("message: " + condition)) << "message" << condition;
        }
        for (const char *condition : {"@kind = 'binary'", "@kind = 'text' AND @hop = 2", "@kind = 'ping'",
                                      "@first_event = 4211", "@first_event > 8000"})
            QTest::newRow(qPrintable(QString("message: ") + condition)) << "message" << QString(condition);
        for (const char *condition :
             {"@event = 4209", "@event > 4209", "@event IN (4209, 4214, 1)", "@rule = 'ClientFrameMasked'",
              "@rule = 'nonsense'", "@number = 300", "@number = 70000", "@severity = 'error'",
              "@severity = 'warning'", "@severity = 'note'", "@time > 4", "@time_ns < 5000000000"})
            QTest::newRow(qPrintable(QString("finding: ") + condition)) << "finding" << QString(condition);
    }
    void conditionsLeaveOutNothingElse()
    {
        QFETCH(QString, table);
        QFETCH(QString, condition);
        const QString column = table == "finding" ? "event" : "id";
        for (const QString &order : {QString(), " ORDER BY " + column, " ORDER BY " + column + " DESC"}) {
            const auto ask = [&](const char *prefix) {
                return m_much->ask("SELECT " + column + " FROM " + table + " WHERE "
                                   + QString(condition).replace('@', prefix) + order);
            };
            const QStringList plain = ask("+");
            QVERIFY2(!plain.value(0).startsWith("error"), qPrintable(plain.value(0)));
            QCOMPARE(ask(""), plain);
        }
    }

    void rowsComeByNumberBothWays()
    {
        QStringList up = m_much->ask("SELECT id FROM event ORDER BY id");
        QCOMPARE(up.size(), qsizetype(m_much->reader().eventCount()));
        std::reverse(up.begin(), up.end());
        QCOMPARE(m_much->ask("SELECT id FROM event ORDER BY id DESC"), up);
        QCOMPARE(m_much->ask("SELECT id FROM event ORDER BY id DESC LIMIT 1"), QStringList{up.first()});
        QCOMPARE(m_much->ask("SELECT id FROM event WHERE id < 5 OR id = 3 OR id = 9000000").size(), 4);
    }

    void aJoinOverTheSameTable()
    {
        // The time between a ping and what came next on its hop.
        QCOMPARE(m_much->ask(
                     "SELECT b.id - a.id, b.time_ns - a.time_ns FROM event a JOIN event b ON b.id = "
                     "(SELECT min(c.id) FROM event c WHERE c.id > a.id AND c.hop = a.hop) WHERE a.opcode = "
                     "'ping'"),
                 QStringList{"1|1000000"});
    }

    void onlyWhatMayHoldThemIsRead()
    {
        // 8,000 frames lie between; the two blocks without a binary frame stay unread by conditions on kind.
        const QStringList plan = m_much->ask("EXPLAIN QUERY PLAN SELECT * FROM event WHERE id = 7");
        QVERIFY2(plan.value(0).contains("VIRTUAL TABLE INDEX"), qPrintable(plan.join('\n')));
        // No wire bytes are read for what does not ask for them: a capture without any still counts.
        Recording recording;
        recording.upgrade();
        recording.frames(10);
        recording.recorder().finish();
        {
            const auto database =
                std::move(Database::open(recording.path(), Database::Mode::ReadWrite)).value();
            QVERIFY(database.run("UPDATE wire SET bytes = NULL"));
        }
        const Tables tables(recording.read());
        QCOMPARE(tables.ask("SELECT count(*), sum(payload_size) FROM event WHERE kind = 'frame'"),
                 QStringList{"10|50"});
        QCOMPARE(tables.ask("SELECT text FROM event WHERE id = 7"), QStringList{""});
    }

    void compressedMessagesAreInflated()
    {
        Recording recording;
        upgradeCompressed(recording);
        const std::string words = "the same words, the same words, the same words";
        websocket::Deflater deflater({});
        recording.bytes(Direction::FromRight, deflated(deflater, words));
        const Tables tables(recording.finishAndRead());
        QCOMPARE(tables.ask("SELECT compressed, size, size > sent_size, text FROM message"),
                 QStringList{"1|46|1|" + QString::fromStdString(words)});
        QCOMPARE(tables.ask("SELECT text FROM event WHERE compressed"),
                 QStringList{QString::fromStdString(words)});
    }

    void aTableOfTheFileCannotStandBeforeThem()
    {
        Recording recording;
        recording.upgrade();
        const auto reader = recording.finishAndRead();
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(":memory:", &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, "CREATE TABLE event (id); INSERT INTO event VALUES (1), (2)", nullptr,
                              nullptr, nullptr),
                 SQLITE_OK);
        auto tables = SqlTables::createOn(handle, *reader);
        QVERIFY(tables);
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(handle, "SELECT count(*) FROM event", -1, &statement, nullptr);
        QCOMPARE(sqlite3_step(statement), SQLITE_ROW);
        QCOMPARE(sqlite3_column_int64(statement, 0), sqlite3_int64(reader->eventCount()));
        sqlite3_finalize(statement);
        sqlite3_close(handle);
    }

    void aLiveCaptureShowsWhatCameMeanwhile()
    {
        Recording recording;
        recording.upgrade();
        recording.recorder().commit();
        const Tables tables(recording.read());
        QCOMPARE(tables.ask("SELECT count(*) FROM event WHERE kind = 'frame'"), QStringList{"0"});
        recording.frames(5000);
        recording.recorder().commit();
        QCOMPARE(tables.ask("SELECT count(*), max(id) FROM event WHERE kind = 'frame'"),
                 QStringList{"5000|5004"});
    }

    void aQueryCanBeStopped()
    {
        int questions = 0;
        const Tables tables(m_recording.read(), [&questions] { return ++questions > 3; });
        const QStringList lines = tables.ask("SELECT count(*) FROM event a, event b, event c");
        QVERIFY2(lines.value(0).startsWith("error interrupted"), qPrintable(lines.join('\n')));
    }

    void aBlockThatCannotBeReadIsLeftOutAndTold()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(9000);
        recording.recorder().finish();
        {
            const auto database =
                std::move(Database::open(recording.path(), Database::Mode::ReadWrite)).value();
            QVERIFY(database.run("UPDATE block SET columns = x'00' WHERE first_event = 4097"));
        }
        const Tables tables(recording.read());
        QVERIFY(!tables.tables().damage());
        QCOMPARE(tables.ask("SELECT count(*), min(id), max(id) FROM event"), QStringList{"4908|1|9004"});
        QVERIFY(tables.tables().damage());
        QCOMPARE(tables.tables().damage()->fault, CaptureFault::Damaged);
    }

private:
    Recording m_recording;
    std::unique_ptr<Tables> m_much;
};

QTEST_APPLESS_MAIN(TestSqlTables)
#include "tst_sqltables.moc"
