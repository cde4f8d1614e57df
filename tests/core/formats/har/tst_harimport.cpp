// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harimport.h"

#include "core/capture/verify.h"
#include "core/formats/importstage.h"
#include "tests/core/formats/har/imported.h"

using namespace hop101;
using namespace hop101::formats;

namespace {

const std::string kRequestFields =
    R"([{"name":"Host","value":"example.com"},{"name":"Upgrade","value":"websocket"},)"
    R"({"name":"Connection","value":"Upgrade"},{"name":"Sec-WebSocket-Key","value":"dGhlIHNhbXBsZSBub25jZQ=="},)"
    R"({"name":"Sec-WebSocket-Version","value":"13"}])";
const std::string kResponseFields =
    R"([{"name":"Upgrade","value":"websocket"},{"name":"Connection","value":"Upgrade"},)"
    R"({"name":"Sec-WebSocket-Accept","value":"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}])";

struct Entry
{
    std::string url = "ws://example.com/chat?room=1";
    std::string start = "2023-11-14T22:13:20.000Z";
    std::string method = "GET";
    std::string version = "HTTP/1.1";
    std::string requestFields = kRequestFields;
    std::string response =
        R"({"status":101,"statusText":"Switching Protocols","httpVersion":"HTTP/1.1","headers":)"
        + kResponseFields + "}";
    std::string more; ///< ,"name":value

    std::string text() const
    {
        return R"({"startedDateTime":")" + start + R"(","request":{"method":")" + method + R"(","url":")"
            + url + R"(","httpVersion":")" + version + R"(","headers":)" + requestFields + "}"
            + (response.empty() ? "" : R"(,"response":)" + response) + more + "}";
    }
};

std::string har(const std::vector<Entry> &entries)
{
    std::string text = R"({"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[)";
    for (std::size_t i = 0; i < entries.size(); ++i)
        text += (i > 0 ? "," : "") + entries[i].text();
    return text + "]}}";
}

Entry withMessages(const std::string &rows)
{
    Entry entry;
    entry.more = R"(,"_webSocketMessages":[)" + rows + "]";
    return entry;
}

std::string row(const std::string &type, const std::string &time, int opcode, const std::string &data)
{
    return R"({"type":")" + type + R"(","time":)" + time + R"(,"opcode":)" + std::to_string(opcode)
        + R"(,"data":")" + data + R"("})";
}

const std::string kHello =
    row("send", "1700000001.5", 1, "hello") + ',' + row("receive", "1700000002", 2, "AP8=");
const QStringList kHelloMessages{"> hello", "< 00ff"};

} // namespace

class TestHarImport : public QObject
{
    Q_OBJECT
private slots:
    void aSessionOfChromeIsRead()
    {
        const Imported made(har({withMessages(kHello)}));
        QVERIFY(made.report);
        QVERIFY(!made.report->broken);
        QCOMPARE(made.report->connections, std::uint64_t{1});
        QCOMPARE(made.messages(), kHelloMessages);
        QCOMPARE(made.findings(), QStringList{});
        QCOMPARE(
            made.text(2),
            "GET /chat?room=1 HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QCOMPARE(made.reader->event({5}).time, hop::Nanoseconds(1'500'000'000));
        QCOMPARE(made.reader->hops()[0].url, std::string("ws://example.com/chat?room=1"));
        QVERIFY(capture::verify(*made.reader).isSame());
        const auto mark = importMark(made.reader->hops()[0]);
        QVERIFY(mark);
        QVERIFY(std::ranges::find(mark->madeUp, "masks") != mark->madeUp.end());
    }

    /// Every variant has the same messages, and breaks no rule.
    void whateverProgramsWriteIsRead_data()
    {
        QTest::addColumn<std::string>("content");
        const Entry chrome = withMessages(kHello);
        const auto with = [&chrome](auto change) {
            Entry entry = chrome;
            change(entry);
            return har({entry});
        };
        QTest::newRow("a byte order mark (Fiddler)") << "\xef\xbb\xbf" + har({chrome});
        QTest::newRow("an http URL (mitmproxy)")
            << with([](Entry &e) { e.url = "https://example.com/chat?room=1"; });
        QTest::newRow("fields as pairs (Slack)") << with([](Entry &e) {
            e.requestFields =
                R"([["Host","example.com"],["Upgrade","websocket"],["Connection","Upgrade"],)"
                R"(["Sec-WebSocket-Key","dGhlIHNhbXBsZSBub25jZQ=="],["Sec-WebSocket-Version","13"]])";
        });
        QTest::newRow("milliseconds") << har({withMessages(row("send", "1700000001500", 1, "hello") + ','
                                                           + row("receive", "1700000002000", 2, "AP8="))});
        QTest::newRow("no opcode of a text")
            << har({withMessages(R"({"type":"send","time":1700000001.5,"data":"hello"},)"
                                 + row("receive", "1700000002", 2, "AP8="))});
        QTest::newRow("no padding of base64") << har({withMessages(
            row("send", "1700000001.5", 1, "hello") + ',' + row("receive", "1700000002", 2, "AP8"))});
        QTest::newRow("messages out of order") << har({withMessages(
            row("receive", "1700000002", 2, "AP8=") + ',' + row("send", "1700000001.5", 1, "hello"))});
        QTest::newRow("messages before the entry began") << har({withMessages(
            row("send", "1600000000", 1, "hello") + ',' + row("receive", "1600000001", 2, "AP8="))});
        QTest::newRow("no version and no reason") << with([](Entry &e) {
            e.version.clear();
            e.response = R"({"status":101,"headers":)" + kResponseFields + "}";
        });
        QTest::newRow("no lists of fields (Playwright)") << with([](Entry &e) {
            e.requestFields = "[]";
            e.response = R"({"status":101,"statusText":"","headers":[]})";
            e.more += R"(,"_resourceType":"websocket")";
        });
        QTest::newRow("no response at all") << with([](Entry &e) { e.response.clear(); });
        QTest::newRow("status 0 with messages")
            << with([](Entry &e) { e.response = R"({"status":0,"headers":[]})"; });
        QTest::newRow("over HTTP/2 (RFC 8441)") << with([](Entry &e) {
            e.method = "CONNECT";
            e.version = "h2";
            e.requestFields =
                R"([{"name":":method","value":"CONNECT"},{"name":":protocol","value":"websocket"},)"
                R"({"name":":authority","value":"example.com"}])";
            e.response = R"({"status":200,"statusText":"","httpVersion":"h2","headers":[]})";
        });
        QTest::newRow("messages before the request in the file") << [] {
            return R"({"log":{"entries":[{"_webSocketMessages":[)" + kHello + "]," + Entry().text().substr(1)
                + "]}}";
        }();
        QTest::newRow("unknown members everywhere") << [&] {
            Entry entry =
                withMessages(R"({"x":[{}],"type":"send","time":1700000001.5,"opcode":1,"data":"hello"},)"
                             + row("receive", "1700000002", 2, "AP8="));
            entry.more += R"(,"_x":{"a":[1,{"b":null}]},"cache":{},"timings":{"send":0,"wait":-1,"x":"y"})";
            return har({entry});
        }();
        QTest::newRow("other words for the directions, and times as dates") << har({withMessages(
            R"({"direction":"outgoing","type":"text","time":"2023-11-14T22:13:21.5Z","data":"hello"},)"
            R"({"type":"Received","time":"2023-11-14T22:13:22Z","opcode":2,"data":"AP8="})")});
        QTest::newRow("timings that go beyond the first message") << with([](Entry &e) {
            e.more +=
                R"(,"timings":{"blocked":1,"dns":-1,"connect":10,"ssl":5,"send":0,"wait":99999,"receive":7})";
        });
        QTest::newRow("a message of another type is left out") << har({withMessages(
            kHello + R"(,{"type":"note","time":1,"data":"x"},{"type":"send","time":1700000003})")});
    }
    void whateverProgramsWriteIsRead()
    {
        QFETCH(std::string, content);
        const Imported made(content);
        QVERIFY2(made.report, made.error ? describe(*made.error).c_str() : "");
        QVERIFY2(!made.report->broken, made.report->broken ? made.report->broken->expected.c_str() : "");
        QCOMPARE(made.messages(), kHelloMessages);
        QCOMPARE(made.findings(), QStringList{});
        QVERIFY(capture::verify(*made.reader).isSame());
    }

    void anEndIsShown_data()
    {
        QTest::addColumn<std::string>("close");
        QTest::addColumn<int>("frames"); // of opcode 8
        QTest::addColumn<int>("ended");
        QTest::newRow("with a code (HTTP Toolkit)")
            << std::string(R"({"code":1001,"reason":"bye","timestamp":1700000003.5})") << 2 << 0;
        QTest::newRow("without a code") << std::string(R"({"code":1005,"reason":""})") << 2 << 0;
        QTest::newRow("aborted (HTTP Toolkit)") << std::string(R"("aborted")") << 0 << 1;
        QTest::newRow("abnormal") << std::string(R"({"code":1006})") << 0 << 1;
        QTest::newRow("null") << std::string("null") << 0 << 0;
    }
    void anEndIsShown()
    {
        QFETCH(std::string, close);
        QFETCH(int, frames);
        QFETCH(int, ended);
        Entry entry = withMessages(kHello);
        entry.more += R"(,"_webSocketClose":)" + close;
        const Imported made(har({entry}));
        int closes = 0, ends = 0;
        for (std::uint64_t i = 1; i <= made.reader->eventCount(); ++i) {
            const hop::Event event = made.reader->event({i});
            closes += event.kind == hop::EventKind::Frame && event.opcode() == websocket::Opcode::Close;
            ends += event.kind == hop::EventKind::Closed;
        }
        QCOMPARE(closes, frames);
        QCOMPARE(ends, ended);
    }

    void controlFramesOfAFileStandAsTheyAre()
    {
        const Imported made(har({withMessages(
            row("receive", "1700000001", 9, "AQI=") + ',' + row("send", "1700000002", 10, "AQI=") + ','
            + row("send", "1700000003", 8, "A+g=") + ',' + row("receive", "1700000004", 8, "A+g="))}));
        QCOMPARE(made.findings(), QStringList{});
        QCOMPARE(made.reader->event({5}).opcode(), websocket::Opcode::Ping);
        QCOMPARE(base::toHex(made.reader->payload(made.reader->event({7}), 0, 10)), std::string("03e8"));
        QCOMPARE(made.reader->eventCount(), std::uint64_t{8});
    }

    void dataThatIsNoBase64IsKept()
    {
        const Imported made(har({withMessages(row("send", "1700000001", 2, "not base64!"))}));
        QCOMPARE(made.messages(), QStringList{"> not base64!"});
        QVERIFY2(made.remarks().contains("no base64"), qPrintable(made.remarks()));
    }

    void anErrorOfTheBrowserIsShown()
    {
        const Imported made(har({withMessages(kHello + ',' + row("error", "1700000003", -1, "it broke"))}));
        const hop::Event last = made.reader->event({made.reader->eventCount()});
        QVERIFY(last.kind == hop::EventKind::Failed);
        QCOMPARE(made.reader->signalText(last), std::string("it broke"));
    }

    void aRefusalHasItsBody_data()
    {
        QTest::addColumn<std::string>("response");
        QTest::addColumn<QString>("body");
        const auto row = [](const char *name, const char *fields, const char *content, const char *body) {
            QTest::newRow(name)
                << R"({"status":403,"statusText":"Forbidden","httpVersion":"HTTP/1.1","headers":)"
                    + std::string(fields) + R"(,"content":)" + content + "}"
                << QString(body);
        };
        row("with its length", R"([["Content-Length","4"]])", R"({"text":"nope"})", "nope");
        row("that was compressed", R"([["Content-Length","2"],["Content-Encoding","gzip"]])",
            R"({"text":"nope"})", "nope");
        row("in chunks", R"([["Transfer-Encoding","chunked"]])", R"({"text":"nope"})", "nope");
        row("until the end", "[]", R"({"text":"nope"})", "nope");
        row("in base64", R"([["Content-Length","4"]])", R"({"text":"bm9wZQ==","encoding":"base64"})", "nope");
        row("that the file does not have", R"([["Content-Length","4"]])", R"({"size":4})", "");
        row("that is empty", R"([["Content-Length","0"]])", "{}", "");
    }
    void aRefusalHasItsBody()
    {
        QFETCH(std::string, response);
        QFETCH(QString, body);
        Entry entry;
        entry.response = response;
        const Imported made(har({entry}));
        QVERIFY(made.report);
        QString found;
        for (std::uint64_t i = 1; i <= made.reader->eventCount(); ++i)
            if (made.reader->event({i}).kind == hop::EventKind::Body)
                found = made.text(i);
        QCOMPARE(found, body);
        QCOMPARE(made.reader->exchanges()[0].status, 403);
        for (const QString &finding : made.findings())
            QVERIFY2(!finding.contains("ody") && !finding.contains("Length"), qPrintable(finding));
    }

    void whatNeverConnectedFailed()
    {
        Entry entry;
        entry.response = R"({"status":0,"headers":[],"_error":"net::ERR_CONNECTION_REFUSED"})";
        const Imported made(har({entry}));
        QCOMPARE(made.kinds(), std::vector<int>{static_cast<int>(hop::EventKind::Failed)});
        QCOMPARE(made.reader->event({1}).code, static_cast<std::uint16_t>(hop::FailStage::Connect));
    }

    void messagesInAFileOfTheirOwnAreRead_data()
    {
        QTest::addColumn<std::string>("rows");
        QTest::newRow("a row a line") << row("send", "1700000001500", 1, "hello") + '\n'
                + row("receive", "1700000002000.25", 2, "AP8=") + '\n';
        QTest::newRow("an array") << '[' + kHello + ']';
    }
    void messagesInAFileOfTheirOwnAreRead()
    {
        QFETCH(std::string, rows);
        Entry entry;
        entry.response =
            R"({"status":101,"headers":)" + kResponseFields + R"(,"content":{"_file":"rows.jsonl"}})";
        const Imported made(har({entry}), {}, "it.har", {{"rows.jsonl", rows}});
        QCOMPARE(made.messages(), kHelloMessages);
        const Imported without(har({entry}));
        QVERIFY2(without.remarks().contains("rows.jsonl, which is not beside the HAR"),
                 qPrintable(without.remarks()));
        entry.response = R"({"status":101,"headers":[],"content":{"_file":"../rows.jsonl"}})";
        QVERIFY(Imported(har({entry}), {}, "it.har", {{"rows.jsonl", rows}}).messages().isEmpty());
    }

    void plainEntriesAreLeftOutAndCounted()
    {
        Entry plain;
        plain.url = "https://example.com/";
        plain.requestFields = "[]";
        plain.response = R"({"status":200,"headers":[]})";
        const Imported made(har({plain, withMessages(kHello), plain}));
        QCOMPARE(made.report->connections, std::uint64_t{1});
        QVERIFY(made.remarks().contains("2 entries are plain HTTP"));
        const Imported none(har({plain}));
        QVERIFY(none.error && none.error->fault == ImportFault::NothingThere);
        QVERIFY(describe(*none.error).find("1 entry is plain HTTP") != std::string::npos);
        QVERIFY(!none.reader);
    }

    void whatStandsBehindAHarIsTold()
    {
        const std::string whole = har({withMessages(kHello)});
        const Imported made(whole + "\n" + whole);
        QCOMPARE(made.messages(), kHelloMessages);
        QCOMPARE(made.report->remarks.size(), std::size_t{1});
        QVERIFY(made.report->remarks[0].isLoss);
        QCOMPARE(made.report->remarks[0].offset, std::optional<std::uint64_t>(whole.size() + 1));
        QVERIFY(Imported(whole + "\r\n ").report->remarks.empty());
    }
    void aBrokenFileGivesItsFront_data()
    {
        QTest::addColumn<int>("keep");
        const int size = int(har({withMessages(kHello), withMessages(kHello)}).size());
        for (const int part : {size - 1, size - 20, size * 9 / 10, size * 3 / 4})
            QTest::addRow("%d of %d bytes", part, size) << part;
    }
    void aBrokenFileGivesItsFront()
    {
        QFETCH(int, keep);
        const Imported made(har({withMessages(kHello), withMessages(kHello)}).substr(0, std::size_t(keep)));
        QVERIFY(made.report && made.report->broken);
        QCOMPARE(made.report->broken->offset, std::uint64_t(keep));
        QVERIFY(made.report->broken->expected.find("the file ends") != std::string::npos);
        QVERIFY(made.messages().size() >= 2);
    }

    void aLongMessageIsWhole()
    {
        const std::string text(3'000'000, 'x');
        const Imported made(har({withMessages(row("send", "1700000001", 1, text))}));
        QCOMPARE(made.messages()[0].size(), int(text.size()) + 2);
        QCOMPARE(made.findings(), QStringList{});
    }

    void hostileNumbersDoNoHarm()
    {
        const Imported made(har({withMessages(
            R"({"type":"send","time":1e308,"opcode":1e300,"data":"a"},{"type":"send","time":-5,"opcode":-7,"data":"b"},)"
            R"({"type":"receive","time":"x","opcode":0,"data":"!"})")}));
        QVERIFY(made.report);
        QCOMPARE(made.messages().size(), 3);
    }

    void whatIsRandomIsTheSameForTheSameFile()
    {
        const Imported one(har({withMessages(kHello)})), two(har({withMessages(kHello)}));
        const auto bytes = [](const Imported &made) {
            return made.reader->bytes({1}, hop::Direction::FromLeft, 0, 10'000);
        };
        QCOMPARE(bytes(one), bytes(two));
    }
};

QTEST_APPLESS_MAIN(TestHarImport)
#include "tst_harimport.moc"
