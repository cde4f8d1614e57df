// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harexport.h"

#include "core/formats/har/hartext.h"
#include "core/websocket/utf8.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/formats/har/imported.h"

#include <nlohmann/json.hpp>

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::capture::fixture;
using nlohmann::ordered_json;
using websocket::Opcode;

namespace {

struct Written
{
    std::string text;
    ordered_json json;
    std::vector<std::string> remarks;

    const ordered_json &entry(std::size_t i = 0) const { return json["log"]["entries"][i]; }
};

Written written(const ExportSource &source, const ExportOptions &options = {})
{
    Written made;
    ExportRun run(
        [&made](std::string_view piece) {
            made.text += piece;
            return true;
        },
        {});
    if (!exportCapture(ExportFormat::Har, source, options, run))
        qFatal("not written");
    made.json = ordered_json::parse(made.text);
    made.remarks = run.remarks();
    return made;
}

Written written(const capture::Reader &reader, const ExportOptions &options = {})
{
    return written(wholeCapture(reader), options);
}

ExportOptions allFrames(bool hasAllFrames)
{
    ExportOptions options;
    options.hasAllFrames = hasAllFrames;
    return options;
}

/// Messages of every kind, a ping, and both Close frames.
std::unique_ptr<capture::Reader> everyKind(Recording &recording)
{
    recording.upgrade();
    recording.bytes(Direction::FromLeft, frame(Opcode::Text, "hello \"you\"\n\x01", true));
    recording.bytes(Direction::FromRight, frame(Opcode::Binary, std::string("\0\xff\x10", 3)));
    recording.bytes(Direction::FromRight, frame(Opcode::Text, "one, ", false, false));
    recording.bytes(Direction::FromLeft, frame(Opcode::Ping, "now", true));
    recording.bytes(Direction::FromRight, frame(Opcode::Pong, "now"));
    recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "two", false));
    recording.bytes(Direction::FromLeft, frame(Opcode::Text, "", true));
    recording.bytes(Direction::FromLeft,
                    frame(Opcode::Close,
                          "\x03\xe8"
                          "bye",
                          true));
    recording.bytes(Direction::FromRight, frame(Opcode::Close, "\x03\xe8"));
    return recording.finishAndRead();
}

} // namespace

class TestHarExport : public QObject
{
    Q_OBJECT
private slots:
    void anEntryHasWhatChromeReads()
    {
        Recording recording;
        const auto reader = everyKind(recording);
        const Written made = written(*reader);
        const ordered_json &log = made.json["log"];
        QCOMPARE(log["version"].get<std::string>(), std::string("1.2"));
        QVERIFY(log["pages"].is_array() && log["pages"].empty());
        QCOMPARE(log["creator"]["name"].get<std::string>(), std::string("Hop101"));
        QCOMPARE(log["entries"].size(), std::size_t{1});
        const ordered_json &entry = made.entry();
        QCOMPARE(entry["_resourceType"].get<std::string>(), std::string("websocket"));
        for (const char *name :
             {"_initiator", "_priority", "cache", "connection", "request", "response", "serverIPAddress",
              "startedDateTime", "time", "timings", "_webSocketMessages"})
            QVERIFY2(entry.contains(name), name);
        const ordered_json &request = entry["request"];
        QCOMPARE(request["url"].get<std::string>(), std::string("ws://example.com/chat"));
        QCOMPARE(request["headers"][0]["name"].get<std::string>(), std::string("Host"));
        for (const char *name :
             {"method", "httpVersion", "queryString", "cookies", "headersSize", "bodySize"})
            QVERIFY2(request.contains(name), name);
        const ordered_json &response = entry["response"];
        QCOMPARE(response["status"].get<int>(), 101);
        QCOMPARE(response["content"]["mimeType"].get<std::string>(), std::string("x-unknown"));
        for (const char *name : {"statusText", "httpVersion", "headers", "cookies", "content", "redirectURL",
                                 "headersSize", "bodySize", "_transferSize", "_error"})
            QVERIFY2(response.contains(name), name);
        for (const char *name : {"blocked", "dns", "ssl", "connect", "send", "wait", "receive"})
            QVERIFY2(entry["timings"].contains(name), name);
    }

    void aMessageIsExactlyAsChromeHasIt()
    {
        Recording recording;
        const Written made = written(*everyKind(recording));
        const ordered_json &rows = made.entry()["_webSocketMessages"];
        QCOMPARE(rows.size(), std::size_t{4});
        std::vector<std::string> names;
        for (const auto &[name, value] : rows[0].items())
            names.push_back(name);
        QCOMPARE(names, (std::vector<std::string>{"type", "time", "opcode", "data"}));
        QCOMPARE(rows[0]["type"].get<std::string>(), std::string("send"));
        QCOMPARE(rows[0]["opcode"].get<int>(), 1);
        QCOMPARE(rows[0]["data"].get<std::string>(), std::string("hello \"you\"\n\x01"));
        QVERIFY(rows[0]["time"].get<double>() > 1.6e9);
        QCOMPARE(rows[1]["opcode"].get<int>(), 2);
        QCOMPARE(rows[1]["data"].get<std::string>(), std::string("AP8Q"));
        QCOMPARE(rows[2]["data"].get<std::string>(), std::string("one, two"));
        QVERIFY(rows[2]["_hop101"]["fragments"] == ordered_json({5, 3}));
        QCOMPARE(made.entry()["_webSocketClose"]["code"].get<int>(), 1000);
        QCOMPARE(made.entry()["_webSocketClose"]["reason"].get<std::string>(), std::string("bye"));
    }

    void controlFramesAreRowsOnRequest()
    {
        Recording recording;
        const Written made = written(*everyKind(recording), allFrames(true));
        std::vector<int> opcodes;
        for (const auto &row : made.entry()["_webSocketMessages"])
            opcodes.push_back(row["opcode"].get<int>());
        QCOMPARE(opcodes, (std::vector<int>{1, 2, 9, 10, 1, 1, 8, 8}));
        QVERIFY(!made.entry()["_hop101"].contains("closes"));
    }

    void outAndInAgainIsTheSame_data()
    {
        QTest::addColumn<bool>("hasAllFrames");
        QTest::newRow("data frames") << false;
        QTest::newRow("all frames") << true;
    }
    void outAndInAgainIsTheSame()
    {
        QFETCH(bool, hasAllFrames);
        Recording recording;
        const auto reader = everyKind(recording);
        const Written made = written(*reader, allFrames(hasAllFrames));
        const Imported again(made.text);
        QVERIFY(again.report && !again.report->broken);
        QCOMPARE(again.messages(), (QStringList{"> hello \"you\"\n\x01", "< 00ff10", "< one, two", "> "}));
        QCOMPARE(again.findings(), QStringList{});
        for (const Direction direction : {Direction::FromLeft, Direction::FromRight}) {
            const std::size_t head =
                std::string(direction == Direction::FromLeft ? kRequest : kSwitch).size();
            QCOMPARE(again.reader->bytes({1}, direction, 0, head), reader->bytes({1}, direction, 0, head));
        }
        // And so is what is written of that again, but for where it came from.
        const Written twice = written(*again.reader, allFrames(hasAllFrames));
        QVERIFY(twice.entry()["_webSocketMessages"] == made.entry()["_webSocketMessages"]);
        QVERIFY(twice.entry()["_webSocketClose"] == made.entry()["_webSocketClose"]);
        QVERIFY(twice.entry()["_hop101"]["responseHead"] == made.entry()["_hop101"]["responseHead"]);
    }

    void aRefusalHasItsBody_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("text") << QByteArray("no\n");
        QTest::newRow("binary") << QByteArray("\xff\x00\xfe", 3);
        QTest::newRow("large") << QByteArray(300'000, 'x');
    }
    void aRefusalHasItsBody()
    {
        QFETCH(QByteArray, body);
        Recording recording;
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight,
                        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: "
                            + std::to_string(body.size()) + "\r\nSet-Cookie: a=1; Path=/\r\n\r\n"
                            + body.toStdString());
        const auto reader = recording.finishAndRead();
        const Written made = written(*reader);
        const ordered_json &response = made.entry()["response"];
        QCOMPARE(response["status"].get<int>(), 403);
        QCOMPARE(response["content"]["mimeType"].get<std::string>(), std::string("text/plain"));
        QCOMPARE(response["content"]["size"].get<int>(), int(body.size()));
        QCOMPARE(response["cookies"][0]["value"].get<std::string>(), std::string("1"));
        QVERIFY(!made.entry().contains("_webSocketMessages"));
        const Imported again(made.text);
        const hop::Event last = again.reader->event({again.reader->eventCount()});
        QVERIFY(last.kind == EventKind::Body);
        QCOMPARE(base::toText(again.reader->payload(last, 0, 1'000'000)), body.toStdString());
        QCOMPARE(again.reader->bytes({1}, Direction::FromRight, 0, 1'000'000),
                 reader->bytes({1}, Direction::FromRight, 0, 1'000'000));
    }

    void textThatIsNoUtf8IsSafeAndKept()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "a\xff\xe2\x82"));
        const Written made = written(*recording.finishAndRead());
        const ordered_json &row = made.entry()["_webSocketMessages"][0];
        QVERIFY(row["data"].get<std::string>().starts_with("a\xef\xbf\xbd"));
        QCOMPARE(row["_hop101"]["base64"].get<std::string>(), std::string("Yf/igg=="));
        QCOMPARE(made.remarks.size(), std::size_t{1});
        const Imported again(made.text);
        QCOMPARE(base::toText(again.reader->payload(again.reader->event({again.reader->eventCount()}), 0, 9)),
                 std::string("a\xff\xe2\x82"));
    }

    void aChoiceOfEventsIsAChoiceOfMessages()
    {
        Recording recording;
        const auto reader = everyKind(recording);
        ExportSource source = wholeCapture(*reader);
        source.isWhole = false;
        source.events = [&](const std::function<bool(const hop::Event &)> &visit) {
            visit(reader->event({5})); // the first message
        };
        const Written made = written(source);
        QCOMPARE(made.entry()["_webSocketMessages"].size(), std::size_t{1});
        source.events = [](const auto &) {};
        QVERIFY(written(source).json["log"]["entries"].empty());
    }

    void anExportThatIsCancelledEnds()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(2000);
        const auto reader = recording.finishAndRead();
        ExportRun run([](std::string_view) { return true; }, [](const ExportProgress &) { return false; });
        QVERIFY(!exportCapture(ExportFormat::Har, wholeCapture(*reader), {}, run));
        QVERIFY(run.isCancelled() && run.progress().events < 1000);
    }

    void piecesOfTextAreOneString_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("plain") << std::string("hello");
        QTest::newRow("characters of every length") << std::string("aé€😀\"\\\n\x7f");
        QTest::newRow("no UTF-8") << std::string("a\xff\xe2\x82z\xf0\x9f");
    }
    void piecesOfTextAreOneString()
    {
        QFETCH(std::string, text);
        std::string expected;
        for (std::size_t step = 1; step <= text.size(); ++step) {
            std::string made;
            ExportRun run([&](std::string_view piece) { return made += piece, true; }, {});
            QVERIFY(writeJsonText(run, [&](const auto &sink) {
                for (std::size_t at = 0; at < text.size(); at += step)
                    if (!sink(asBytes(std::string_view(text).substr(at, step))))
                        return false;
                return true;
            }));
            const std::string value = ordered_json::parse(made).get<std::string>();
            if (websocket::isUtf8(asBytes(text)))
                QCOMPARE(value, text);
            if (step > 1)
                QCOMPARE(value, expected);
            expected = value;
        }
    }

    void aLongMessageIsWholeOutAndIn()
    {
        Recording recording;
        recording.upgrade();
        std::string text;
        for (int i = 0; i < 200'000; ++i)
            text += "€" + std::to_string(i);
        recording.bytes(Direction::FromRight, frame(Opcode::Text, text));
        recording.bytes(Direction::FromRight, frame(Opcode::Binary, text));
        const Written made = written(*recording.finishAndRead());
        QVERIFY(made.entry()["_webSocketMessages"][0]["data"].get<std::string>() == text);
        const Imported again(made.text);
        QVERIFY(again.messages()[0] == "< " + QString::fromStdString(text));
        QVERIFY(again.messages()[1] == "< " + QString::fromStdString(base::toHex(asBytes(text))));
    }
};

QTEST_APPLESS_MAIN(TestHarExport)
#include "tst_harexport.moc"
