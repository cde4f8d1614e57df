// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/jsonlines.h"

#include "core/capture/annotations.h"
#include "core/capture/connectionhops.h"
#include "core/capture/verify.h"
#include "core/formats/json.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"
#include "tests/core/formats/exported.h"

#include <QFile>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

std::vector<hop::Event> eventsOf(const capture::Reader &reader)
{
    std::vector<hop::Event> events(reader.eventCount());
    events.resize(reader.events({1}, events));
    return events;
}

std::vector<Json> linesOf(const std::string &text)
{
    std::vector<Json> lines;
    for (const QByteArray &line : QByteArray::fromStdString(text).split('\n')) {
        if (!line.isEmpty())
            lines.push_back(Json::parse(line.toStdString(), nullptr, false));
    }
    return lines;
}

qsizetype countOf(const std::vector<Json> &lines, const char *type)
{
    return std::count_if(lines.begin(), lines.end(),
                         [type](const Json &line) { return line.is_object() && line["type"] == type; });
}

/// A file of its own that is imported.
class Imported
{
public:
    explicit Imported(const std::string &text, const ImportWatch &watch = {})
    {
        QFile file(m_folder.filePath("in.jsonl"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) < 0)
            qFatal("cannot write");
        file.close();
        auto result = importFile(file.fileName().toStdString(), path(), {}, watch);
        if (!result) {
            m_error = result.error();
            return;
        }
        m_report = std::move(result).value();
        auto opened = capture::Reader::open(path());
        if (!opened)
            qFatal("%s", capture::describe(opened.error()).c_str());
        m_reader = std::move(opened).value();
    }
    std::string path() const { return m_folder.filePath("out.hop101").toStdString(); }
    const ImportReport &report() const { return m_report; }
    const capture::Reader &reader() const { return *m_reader; }
    bool isThere() const { return m_reader != nullptr; }
    const std::optional<ImportError> &error() const { return m_error; }

private:
    QTemporaryDir m_folder;
    ImportReport m_report;
    std::unique_ptr<capture::Reader> m_reader;
    std::optional<ImportError> m_error;
};

/// Two hops through a proxy, TLS, compression, a fragmented message, a gap, a failure, a broken rule.
std::unique_ptr<capture::Reader> richCapture(capture::fixture::Recording &recording)
{
    using capture::fixture::Direction;
    capture::fixture::upgradeCompressed(recording);
    websocket::Deflater deflater({});
    const auto send = [&recording](Direction direction, const base::Bytes &bytes) {
        recording.bytes(direction, base::toText(bytes));
    };
    send(Direction::FromRight, capture::fixture::deflated(deflater, capture::fixture::someText(3000)));
    send(Direction::FromRight, capture::fixture::deflated(deflater, "first ", true, false));
    send(Direction::FromRight, capture::fixture::deflated(deflater, "and last", false, true));
    recording.bytes(Direction::FromRight, frame(0x81, "masked by a server", true));
    recording.bytes(Direction::FromLeft, clientText("cl"));
    recording.take(Direction::FromRight, hop::Lost{1000, 3, true});
    recording.bytes(Direction::FromRight, serverText("after the gap"));
    recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::Io, "reset\xff by peer"});
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
    return recording.finishAndRead();
}

/// Another session in the same file: a connection of a listener, with a plan.
void appendSession(const std::string &path, const std::string &title)
{
    capture::Recorder::Options options;
    options.title = title;
    auto made = capture::Recorder::append(path, options);
    if (!made)
        qFatal("%s", capture::describe(made.error()).c_str());
    capture::Recorder &recorder = *made.value();
    const auto proxy = recorder.addParty({{}, "Relay", capture::Role::Proxy, "127.0.0.1:9000"});
    const auto server = recorder.addParty({{}, "Server", capture::Role::Server, "127.0.0.1:9001"});
    const auto hop = recorder.addHop({{},
                                      proxy,
                                      server,
                                      "ws://example.com/chat",
                                      R"({"connection":7})",
                                      R"({"url":"ws://example.com/chat"})"},
                                     nullptr);
    hop::Nanoseconds now = recorder.startTime();
    using capture::fixture::Direction;
    const auto bytes = [&](Direction direction, const char *text) {
        now += std::chrono::milliseconds(1);
        recorder.take(hop, direction, now, hop::BytesSeen{base::asBytes(text)});
    };
    recorder.take(hop, Direction::FromLeft, now, hop::Opened{"127.0.0.1:1", "127.0.0.1:2"});
    bytes(Direction::FromLeft, capture::fixture::kRequest);
    bytes(Direction::FromRight, capture::fixture::kSwitch);
    recorder.finish();
}

QStringList describedSessions(const capture::Reader &reader)
{
    QStringList lines;
    for (const capture::Session &one : reader.sessions())
        lines << QString("%1 %2 %3 %4 from %5, event %6 %7")
                     .arg(one.id.value)
                     .arg(QString::fromStdString(one.title), QString::fromStdString(one.creator))
                     .arg(one.created.time_since_epoch().count())
                     .arg(one.firstTime.count())
                     .arg(one.firstEvent.value)
                     .arg(one.isComplete);
    for (const capture::Party &one : reader.parties())
        lines << QString("%1 %2 %3 %4 of %5")
                     .arg(one.id.value)
                     .arg(QString::fromStdString(one.name))
                     .arg(static_cast<int>(one.role))
                     .arg(QString::fromStdString(one.address))
                     .arg(one.session.value);
    return lines;
}

QStringList describedHops(const capture::Reader &reader)
{
    QStringList lines;
    for (const capture::Hop &one : reader.hops())
        lines << QString("%1: %2 to %3 of %4, %5 %6")
                     .arg(one.id.value)
                     .arg(one.left.value)
                     .arg(one.right.value)
                     .arg(one.session.value)
                     .arg(QString::fromStdString(one.url), QString::fromStdString(one.plan));
    return lines;
}

QStringList describedNotes(const capture::Reader &reader)
{
    QStringList lines;
    for (const capture::Note &one : reader.notes({1}, {reader.eventCount()}, 100))
        lines << QString("%1 %2 %3 %4")
                     .arg(one.event.value)
                     .arg(one.isBookmarked)
                     .arg(one.changed.time_since_epoch().count())
                     .arg(QString::fromStdString(one.text));
    return lines;
}

} // namespace

class TestJsonLines : public QObject
{
    Q_OBJECT
private slots:
    void whatGoesOutComesInTheSame()
    {
        capture::fixture::Recording recording;
        const auto reader = richCapture(recording);
        const Exported result = exported(ExportFormat::JsonLines, wholeCapture(*reader));
        QVERIFY(result.isWhole && result.remarks.empty());
        const Imported imported(result.text);
        QVERIFY(imported.isThere());
        QVERIFY(!imported.report().broken);
        QCOMPARE(imported.report().remarks, std::vector<ImportRemark>{});
        QVERIFY(eventsOf(imported.reader()) == eventsOf(*reader));
        const base::EventId last{reader->eventCount()};
        QVERIFY(last.value > 10);
        QVERIFY(imported.reader().findings({1}, last, 1000) == reader->findings({1}, last, 1000));
        QVERIFY(!reader->findings({1}, last, 1000).empty());
        QVERIFY(capture::verify(imported.reader()).isSame());
        // And once more: nothing is added by a round.
        const Exported again = exported(ExportFormat::JsonLines, wholeCapture(imported.reader()));
        QCOMPARE(countOf(linesOf(again.text), "event"), countOf(linesOf(result.text), "event"));
    }
    void eachLineIsAnObjectOfItsType()
    {
        capture::fixture::Recording recording;
        const auto reader = richCapture(recording);
        const auto lines = linesOf(exported(ExportFormat::JsonLines, wholeCapture(*reader)).text);
        for (const Json &line : lines)
            QVERIFY(line.is_object() && line.begin().key() == "type");
        QCOMPARE(lines.front()["type"].get<std::string>(), std::string("capture"));
        QCOMPARE(lines.front()["hop101jsonl"].get<int>(), kJsonLinesVersion);
        QCOMPARE(lines.front()["whole"].get<bool>(), true);
        QCOMPARE(countOf(lines, "event"), qsizetype(reader->eventCount()));
        QCOMPARE(countOf(lines, "exchange"), qsizetype(1));
        QCOMPARE(lines.back()["type"].get<std::string>(), std::string("end"));
        QCOMPARE(lines.back()["events"].get<std::uint64_t>(), reader->eventCount());
        // An event stands behind the input that brought its first byte.
        std::size_t at = 0;
        while (lines[at]["type"] != "event" || lines[at]["kind"] != "requestHead")
            ++at;
        QCOMPARE(lines[at - 1]["kind"].get<std::string>(), std::string("bytes"));
    }
    void aPartSaysWhatItLacksAndIsReadWithGaps()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        for (const char *text : {"one", "two", "three"})
            session.server(serverText(text));
        const auto reader = session.read();
        EventChoice choice;
        choice.ranges = {{6, 6}};
        const Exported part = exported(ExportFormat::JsonLines, chosenFrom(*reader, choice));
        QVERIFY(part.isWhole);
        QCOMPARE(part.remarks.size(), std::size_t(1));
        const auto lines = linesOf(part.text);
        QCOMPARE(countOf(lines, "event"), qsizetype(1));
        QCOMPARE(lines.front()["whole"].get<bool>(), false);
        const Imported imported(part.text);
        QVERIFY(imported.isThere());
        QVERIFY(imported.report().remarks.at(0).isLoss);
        const auto events = eventsOf(imported.reader());
        const auto frame = std::find_if(events.begin(), events.end(), [](const hop::Event &event) {
            return event.kind == hop::EventKind::Frame;
        });
        QVERIFY(frame != events.end());
        QCOMPARE(imported.reader().payload(*frame, 0, 100), base::toBytes("two"));
        QVERIFY(std::any_of(events.begin(), events.end(),
                            [](const hop::Event &event) { return event.kind == hop::EventKind::Gap; }));
    }
    void notesTitlesAndSessionsComeInTheSame()
    {
        capture::fixture::Recording recording;
        recording.upgrade();
        recording.frames(3);
        recording.recorder().finish();
        appendSession(recording.path(), "the second, \xc3\xa4");
        appendSession(recording.path(), "");
        const std::string longText =
            "start \xe2\x82\xac" + std::string(200'000, '\x01') + "\xe2\x82\xac end\n";
        QVERIFY(capture::setSessionTitle(recording.path(), {1}, "the first"));
        QVERIFY(capture::setNoteText(recording.path(), {2}, longText));
        QVERIFY(capture::setBookmark(recording.path(), {2}, true));
        QVERIFY(capture::setBookmark(recording.path(), {3}, true));
        QVERIFY(capture::setNoteText(recording.path(), {9}, "a \"note\"\nof two lines"));
        const auto reader = recording.read();
        const Exported result = exported(ExportFormat::JsonLines, wholeCapture(*reader));
        QVERIFY(result.isWhole && result.remarks.empty());
        const Imported imported(result.text);
        QVERIFY(imported.isThere());
        QVERIFY(!imported.report().broken);
        QCOMPARE(imported.report().remarks, std::vector<ImportRemark>{});
        QVERIFY(eventsOf(imported.reader()) == eventsOf(*reader));
        QCOMPARE(describedSessions(imported.reader()), describedSessions(*reader));
        QCOMPARE(describedHops(imported.reader()), describedHops(*reader));
        QCOMPARE(describedNotes(imported.reader()), describedNotes(*reader));
        QVERIFY(capture::verify(imported.reader()).isSame());
        QCOMPARE(capture::connectionOf(imported.reader().hops().at(1)), std::uint64_t(7));
        // Once more: nothing is added or lost by a round.
        const Exported again = exported(ExportFormat::JsonLines, wholeCapture(imported.reader()));
        QCOMPARE(countOf(linesOf(again.text), "note"), countOf(linesOf(result.text), "note"));
    }
    void notesOfAFileThatWasCutOffAreThereAsFarAsItsEventsAre()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const auto reader = session.read();
        std::string text = exported(ExportFormat::JsonLines, wholeCapture(*reader)).text;
        text.erase(text.find("{\"type\":\"exchange\""));
        text.replace(text.find(R"("findings":[]})"), 14, R"("findings":[],"note":"one"})");
        const Imported imported(text);
        QVERIFY(imported.report().broken.has_value());
        QCOMPARE(imported.reader().notes({1}, {100}, 10).size(), std::size_t(1));
        QCOMPARE(imported.reader().notes({1}, {100}, 10)[0].text, std::string("one"));
    }
    void notesOfAPartAreToldToBeLeftOut()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101).server(serverText("hi"));
        const auto reader = session.read();
        EventChoice choice;
        choice.ranges = {{5, 5}};
        std::string text = exported(ExportFormat::JsonLines, chosenFrom(*reader, choice)).text;
        QCOMPARE(Imported(text).report().remarks.size(), std::size_t(1));
        text.replace(text.find(R"("findings":[]})"), 14, R"("findings":[],"bookmarked":true})");
        const Imported imported(text);
        QCOMPARE(imported.report().remarks.size(), std::size_t(2));
        QVERIFY(imported.reader().notes({1}, {100}, 10).empty());
    }
    void aTextThatLooksLikeANoteIsNone()
    {
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server(doctor::kGood101)
            .server(serverText(R"(,"note":"not one")"));
        const auto reader = session.read();
        const Imported imported(exported(ExportFormat::JsonLines, wholeCapture(*reader)).text);
        QVERIFY(imported.reader().notes({1}, {100}, 10).empty());
    }
    void aBrokenLineEndsIt_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *line, const char *expected) {
            QTest::newRow(name) << line << expected;
        };
        row("no JSON", "{\"type\":", "one JSON object");
        row("no object", "[1]", "one JSON object");
        row("no type", "{\"a\":1}", "one JSON object");
        row("an unknown hop", R"({"type":"input","hop":9,"direction":"fromLeft","timeNs":1,"kind":"tick"})",
            "\"hop\"");
        row("a hop twice", R"({"type":"hop","hop":1})", "number of its own");
        row("no time", R"({"type":"input","hop":1,"direction":"fromLeft","kind":"tick"})", "\"timeNs\"");
        row("a time before the start",
            R"({"type":"input","hop":1,"direction":"fromLeft","timeNs":-1,"kind":"tick"})", "\"timeNs\"");
        row("no direction", R"({"type":"input","hop":1,"direction":"up","timeNs":1,"kind":"tick"})",
            "\"direction\"");
        row("no base64",
            R"({"type":"input","hop":1,"direction":"fromLeft","timeNs":99000000,"kind":"bytes","base64":"?"})",
            "base64");
        row("an unknown kind",
            R"({"type":"input","hop":1,"direction":"fromLeft","timeNs":99000000,"kind":"odd"})", "known");
        row("an offset that no stream has",
            R"({"type":"input","hop":1,"direction":"fromLeft","timeNs":99000000,"kind":"bytes","base64":"QQ==","offset":18446744073709551615})",
            "2^62");
        row("more lost than a stream has",
            R"({"type":"input","hop":1,"direction":"fromLeft","timeNs":99000000,"kind":"lost","data":{"bytes":4611686018427387904,"events":0}})",
            "2^62");
        row("a session out of turn", R"({"type":"session","session":3,"created":"2026-11-22T10:42:07Z"})",
            "next number");
        row("the end of the file", "", "the file ends");
    }
    void aBrokenLineEndsIt()
    {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const auto reader = session.read();
        std::string text = exported(ExportFormat::JsonLines, wholeCapture(*reader)).text;
        text.erase(text.find("{\"type\":\"exchange\""));
        const std::size_t at = text.size();
        const Imported imported(text + line.toStdString() + (line.isEmpty() ? "" : "\n"));
        QVERIFY(imported.isThere());
        QVERIFY(imported.report().broken.has_value());
        QCOMPARE(imported.report().broken->offset, std::uint64_t(at));
        QVERIFY2(QString::fromStdString(imported.report().broken->expected)
                     .contains(expected, Qt::CaseInsensitive),
                 imported.report().broken->expected.c_str());
        QVERIFY(QChar(imported.report().broken->expected[0]).isUpper());
        QVERIFY(eventsOf(imported.reader()) == eventsOf(*reader)); // what could be read
    }
    void deepLevelsAreNoCrash_data()
    {
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char *name, QByteArray line) {
            QTest::newRow(name) << line.replace("DEEP", QByteArray(400000, '[') + QByteArray(400000, ']'));
        };
        row("in the data of an input",
            R"({"type":"input","hop":1,"direction":"fromLeft","timeNs":99000000,"kind":"opened","data":DEEP})");
        row("in the transport of a connection",
            "{\"type\":\"hop\",\"hop\":2,\"transport\":\"{\\\"a\\\":DEEP}\"}\n"
            "{\"type\":\"input\",\"hop\":2,\"direction\":\"fromLeft\",\"timeNs\":99000000,\"kind\":"
            "\"tick\"}");
    }
    void deepLevelsAreNoCrash()
    {
        QFETCH(QByteArray, line);
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const auto reader = session.read();
        std::string text = exported(ExportFormat::JsonLines, wholeCapture(*reader)).text;
        text.erase(text.find("{\"type\":\"exchange\""));
        const Imported imported(text + line.toStdString() + "\n");
        QVERIFY(imported.isThere());
        QVERIFY(imported.report().broken.has_value());
    }
    void aFirstLineThatIsNoneLeavesNoCapture_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("a newer version")
            << R"({"type":"capture","hop101jsonl":2,"created":"2026-11-22T10:42:07Z"})";
        QTest::newRow("no time") << R"({"type":"capture","hop101jsonl":1})";
        QTest::newRow("no such day")
            << R"({"type":"capture","hop101jsonl":1,"created":"2026-02-30T10:42:07Z"})";
        QTest::newRow("an event") << R"({"type":"hop","hop101jsonl":1,"created":"2026-11-22T10:42:07Z"})";
    }
    void aFirstLineThatIsNoneLeavesNoCapture()
    {
        QFETCH(QString, line);
        const Imported imported(line.toStdString() + '\n');
        QVERIFY(!imported.isThere());
        QCOMPARE(imported.error()->fault, ImportFault::NothingThere);
    }
    void linesOfOtherProgramsPass()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const auto reader = session.read();
        const std::string text = exported(ExportFormat::JsonLines, wholeCapture(*reader)).text;
        std::string other = "\xef\xbb\xbf";
        for (const Json &line : linesOf(text)) {
            // Members in another order, what nobody knows, other line ends, empty lines.
            nlohmann::json sorted = nlohmann::json::parse(line.dump());
            sorted["unknown"] = {1, 2};
            other += "  " + sorted.dump() + "\r\n\r\n{\"type\":\"unknown\"}\n";
        }
        const Imported imported(other);
        QVERIFY(imported.isThere());
        QVERIFY2(!imported.report().broken,
                 imported.report().broken ? imported.report().broken->expected.c_str() : "");
        QVERIFY(eventsOf(imported.reader()) == eventsOf(*reader));
    }
    void aFullDiskEndsTheExport()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const auto reader = session.read();
        const std::size_t size = exported(ExportFormat::JsonLines, wholeCapture(*reader)).text.size();
        for (const std::size_t room : {std::size_t(0), std::size_t(100), size / 2, size - 1})
            QVERIFY(!isExportedInto(room, ExportFormat::JsonLines, wholeCapture(*reader)));
        QVERIFY(isExportedInto(size, ExportFormat::JsonLines, wholeCapture(*reader)));
    }
};

QTEST_GUILESS_MAIN(TestJsonLines)
#include "tst_jsonlines.moc"
