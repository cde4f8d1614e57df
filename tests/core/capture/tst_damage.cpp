// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that were cut, changed or made by somebody who wishes ill: all that is readable is read, no more is
// believed, and nothing ends the program. The sanitizers watch.
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/readeverything.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

constexpr int kCuts = 500;
constexpr int kFlips = 500;
constexpr int kPart = 20;

/// Two hops, one of them compressed, fragments, findings, bodies, several blocks.
void recordSample(Recording &recording)
{
    recording.upgrade();
    const base::HopId second = recording.addHop();
    upgradeCompressed(recording, second);
    websocket::Deflater deflater({});
    for (int i = 0; i < 45; ++i) {
        recording.frames(96, std::string(std::size_t(i) * 3, 'x'));
        recording.bytes(Direction::FromRight, deflated(deflater, someText(2000)), second);
        recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "unmasked"));
        recording.recorder().commit(); // as each 5 to 50 ms of a session
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Text, "par", false, false));
        recording.bytes(Direction::FromRight, frame(websocket::Opcode::Continuation, "ts"));
    }
    const base::HopId third = recording.addHop();
    recording.take(Direction::FromLeft, hop::Opened{"a", "b"}, third);
    recording.bytes(Direction::FromLeft, kRequest, third);
    recording.bytes(Direction::FromRight,
                    "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nno, no\r\n0\r\n\r\n",
                    third);
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset}, third);
    recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::Io, "broken pipe"});
    recording.recorder().finish();
}

QByteArray contentOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no file");
    return file.readAll();
}

void write(const std::string &path, const QByteArray &content)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        qFatal("the file could not be written");
}

struct Sum
{
    std::uint64_t files = 0, open = 0, events = 0, complete = 0, inputs = 0;

    void add(const Readable &found, std::uint64_t all)
    {
        inputs += found.inputs;
        ++files;
        open += found.isOpen;
        events += std::min(found.events, all);
        complete += found.events >= all;
    }
    double share(std::uint64_t all) const { return double(events) / double(files * all); }
    QString words(const char *what, std::uint64_t all, std::uint64_t allInputs) const
    {
        return QStringLiteral(
                   "%1 files %2: %3 opened, %4 with all events; readable of all: %5 % of the events, %6 % of "
                   "the inputs")
            .arg(files)
            .arg(what)
            .arg(open)
            .arg(complete)
            .arg(100 * share(all), 0, 'f', 1)
            .arg(100 * double(inputs) / double(files * allInputs), 0, 'f', 1);
    }
};

} // namespace

class TestDamage : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        recordSample(m_recording);
        m_whole = contentOf(m_recording.path());
        const Readable all = readEverything(m_recording.path());
        QVERIFY(all.isOpen && !all.isDamaged);
        QVERIFY(all.findings > 40 && all.payloadBytes > 1000 && all.exchanges == 3 && all.sqlRows > 200);
        m_events = all.events;
        m_inputs = all.inputs;
        QVERIFY(m_events > kBlockEvents);
    }

    // A thousand places, in parts: each is done within the time that a test function has.
    void aFileCutAnywhereYieldsWhatIsThere_data() { addParts(kCuts); }
    void aFileCutAnywhereYieldsWhatIsThere()
    {
        QFETCH(int, first);
        const std::string path = m_folder.filePath("cut.hop101").toStdString();
        for (int i = first; i < first + kPart; ++i) {
            const qsizetype size = m_whole.size() / kCuts * i + i % 7;
            write(path, m_whole.left(size));
            const Readable found = readEverything(path, i % 25 == 0);
            QVERIFY2(!found.isOpen || found.isDamaged, qPrintable(QString::number(size)));
            m_cut.add(found, m_events);
        }
    }

    void aFileWithAChangedByteYieldsWhatIsThere_data() { addParts(kFlips); }
    void aFileWithAChangedByteYieldsWhatIsThere()
    {
        QFETCH(int, first);
        const std::string path = m_folder.filePath("flipped.hop101").toStdString();
        for (int i = first; i < first + kPart; ++i) {
            std::mt19937 random{std::uint32_t(i)}; // NOLINT(cert-msc51-cpp): the same places each time
            QByteArray flipped = m_whole;
            // Every tenth within what describes the file.
            const qsizetype at = qsizetype(random() % std::uint32_t(i % 10 == 0 ? 200 : m_whole.size()));
            flipped[at] = char(flipped[at] ^ char(1 + random() % 255));
            write(path, flipped);
            m_flipped.add(readEverything(path, i % 25 == 0), m_events);
        }
    }

    void mostOfThemIsReadable()
    {
        qInfo("%s", qPrintable(m_cut.words("cut", m_events, m_inputs)));
        qInfo("%s", qPrintable(m_flipped.words("with a changed byte", m_events, m_inputs)));
        QCOMPARE(m_cut.files + m_flipped.files, std::uint64_t{kCuts + kFlips});
        QVERIFY2(m_cut.share(m_events) > kCutFloor, "less is readable than it was");
        QVERIFY2(m_flipped.share(m_events) > kFlipFloor, "less is readable than it was");
    }

    void rowsThatNoRecorderWritesDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("sql");
        const auto row = [](const char *name, const char *sql) { QTest::newRow(name) << QByteArray(sql); };
        row("blocks without columns", "UPDATE block SET columns = x''");
        row("blocks of text", "UPDATE block SET columns = 'many', summary = 'few'");
        row("blocks that are numbers", "UPDATE block SET columns = 7, summary = 1e300");
        row("blocks of NULL", "UPDATE block SET columns = NULL, summary = NULL, count = NULL");
        row("blocks of 4 MiB of zeros", "UPDATE block SET columns = zeroblob(4194304)");
        row("a block beyond what is believed",
            "UPDATE block SET columns = zeroblob(100000000) WHERE first_event = 1");
        row("a summary of zeros", "UPDATE block SET summary = zeroblob(34)");
        row("counts without sense", "UPDATE block SET count = 9223372036854775807");
        row("counts of text", "UPDATE block SET count = 'x'");
        row("blocks that overlap",
            "INSERT OR IGNORE INTO block SELECT first_event + 5, count, first_ns, last_ns, summary, columns "
            "FROM block");
        row("a hundred thousand blocks at one place",
            "WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM c WHERE n < 100000) INSERT OR "
            "IGNORE INTO "
            "block SELECT n, 4096, 0, 0, x'', x'' FROM c");
        row("a block at the end of all numbers",
            "UPDATE block SET first_event = 9223372036854775807 WHERE first_event = (SELECT max(first_event) "
            "FROM block)");
        row("a block below zero", "UPDATE block SET first_event = -4096 WHERE first_event = 1");
        row("blocks at times that are none", "UPDATE block SET first_ns = 1e999, last_ns = 'x'");
        row("blocks that end before they begin", "UPDATE block SET first_ns = 9e18, last_ns = -9e18");
        row("wire at times that are none", "UPDATE wire SET time_ns = -1e300");
        row("wire that goes back in time", "UPDATE wire SET time_ns = 1000000 - seq");
        row("wire of an unknown hop", "UPDATE wire SET hop = 4294967297");
        row("wire of no hop", "UPDATE wire SET hop = -1");
        row("wire in a third direction", "UPDATE wire SET direction = 2");
        row("wire at the end of all numbers", "UPDATE wire SET first_byte = 9223372036854775807");
        row("wire all at one place", "UPDATE wire SET first_byte = 0");
        row("wire of text", "UPDATE wire SET bytes = 'GET /'");
        row("wire longer than an input may be", "UPDATE wire SET bytes = zeroblob(262145)");
        row("signals of noise", "UPDATE signal SET kind = x'ff', data = 7");
        row("signals of deep JSON", "UPDATE signal SET data = replace(hex(zeroblob(50000)), '0', '[')");
        row("lost bytes without end",
            "UPDATE signal SET kind = 'lost', data = '{\"bytes\":18446744073709551615}'");
        row("hops of noise",
            "UPDATE hop SET left = 'x', right = -7, url = x'00ff', plan = '{', max_inflated = -1");
        row("hops without limits",
            "UPDATE hop SET max_inflated = 9e18, max_ratio = 9e18, max_message = 9e18");
        row("hops beyond", "UPDATE hop SET id = id + 4294967296");
        row("exchanges of noise",
            "UPDATE exchange SET hop = -1, first_event = 1e300, response_event = 'x', status = 1e9, verdict "
            "= 99");
        row("exchanges that answer each other", "UPDATE exchange SET response_event = 2, first_event = 3");
        row("content of another message", "UPDATE content SET message = message + 1");
        row("content without bytes", "UPDATE content SET bytes = NULL, first_byte = -1");
        row("content that overlaps", "UPDATE content SET first_byte = first_byte / 2");
        row("texts of a creator", "UPDATE capture SET value = zeroblob(1000000)");
        row("parties of noise", "UPDATE party SET role = 99, name = x'ff00', address = 1e300");
    }
    void rowsThatNoRecorderWritesDoNoHarm()
    {
        QFETCH(QByteArray, sql);
        const std::string path = m_folder.filePath("changed.hop101").toStdString();
        write(path, m_whole);
        {
            const auto database = std::move(Database::open(path, Database::Mode::ReadWrite)).value();
            QVERIFY2(database.run(sql.constData()), database.lastError().detail.c_str());
        }
        QVERIFY(readEverything(path).isOpen);
    }

private:
    static void addParts(int count)
    {
        QTest::addColumn<int>("first");
        for (int first = 0; first < count; first += kPart)
            QTest::addRow("places %d to %d", first + 1, first + kPart) << first;
    }

    static constexpr double kCutFloor = 0.15;
    static constexpr double kFlipFloor = 0.8;

    Recording m_recording;
    QTemporaryDir m_folder;
    QByteArray m_whole;
    std::uint64_t m_events = 0;
    std::uint64_t m_inputs = 0;
    Sum m_cut, m_flipped;
};

QTEST_APPLESS_MAIN(TestDamage)
#include "tst_damage.moc"
