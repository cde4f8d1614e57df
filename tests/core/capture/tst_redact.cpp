// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redact.h"

#include "tests/core/capture/redacted.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;
using websocket::Opcode;

namespace {

std::string requestWith(const std::string &fields, const std::string &target = "/chat")
{
    std::string head = kRequest;
    head.replace(head.find("/chat"), 5, target);
    return head.insert(head.size() - 2, fields);
}

/// Takes the bytes one by one, each an input of its own.
void oneByOne(Recording &recording, Direction direction, const base::Bytes &bytes)
{
    for (const std::byte b : bytes)
        recording.bytes(direction, base::Bytes{b});
}

void compareEvents(const Reader &before, const Reader &after)
{
    QCOMPARE(after.eventCount(), before.eventCount());
    for (std::uint64_t id = 1; id <= before.eventCount(); ++id) {
        QCOMPARE(line(after.event({id})), line(before.event({id})));
        QVERIFY(after.findings({id}) == before.findings({id}));
    }
}

} // namespace

class TestRedact : public QObject
{
    Q_OBJECT

private slots:
    void replacesSecretsOfAHead_data()
    {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("place");
        const auto row = [](const char *name, const char *fields, const char *target, const char *expected,
                            RedactionPlace place) {
            QTest::newRow(name) << fields << target << expected << static_cast<int>(place);
        };
        row("a scheme stays", "Authorization: Bearer hunter2\r\n", "/", "Authorization: Bearer xxxxxxx\r\n",
            RedactionPlace::Header);
        row("a value without a scheme", "authorization:hunter2\r\n", "/", "authorization:xxxxxxx\r\n",
            RedactionPlace::Header);
        row("a proxy's", "Proxy-Authorization: Basic hunter2==\r\n", "/",
            "Proxy-Authorization: Basic xxxxxxxxx\r\n", RedactionPlace::Header);
        row("names of cookies stay", "Cookie: a=hunter2; b=hunter2x\r\n", "/",
            "Cookie: a=xxxxxxx; b=xxxxxxxx\r\n", RedactionPlace::Cookie);
        row("a folded line", "Authorization: Bearer\r\n hunter2\r\n", "/",
            "Authorization: xxxxxx\r\n xxxxxxx\r\n", RedactionPlace::Header);
        row("a space before the colon", "Authorization : Bearer hunter2\r\n", "/",
            "Authorization : Bearer xxxxxxx\r\n", RedactionPlace::Header);
        row("a key of an API", "X-API-Key: hunter2\r\n", "/", "X-API-Key: xxxxxxx\r\n",
            RedactionPlace::Header);
        row("a parameter of the target", "", "/chat?a=b&Access-Token=hunter2&c=d",
            "/chat?a=b&Access-Token=xxxxxxx&c=d", RedactionPlace::Query);
        row("an encoded name", "", "/?%74oken=hunter2", "/?%74oken=xxxxxxx", RedactionPlace::Query);
        row("a URL in a parameter", "", "/?next=http%3A%2F%2Fx%3Ftoken%3Dhunter2%26b%3Dc",
            "/?next=http%3A%2F%2Fx%3Ftoken%3Dxxxxxxx%26b%3Dc", RedactionPlace::Query);
        row("credentials", "Referer: https://me:hunter2@example.com/a\r\n", "/",
            "Referer: https://xx:xxxxxxx@example.com/a\r\n", RedactionPlace::UrlCredentials);
        row("an absolute target", "", "ws://hunter2@example.com/", "ws://xxxxxxx@example.com/",
            RedactionPlace::UrlCredentials);
        row("a token behind its word", "Sec-WebSocket-Protocol: chat, bearer, hunter2\r\n", "/",
            "Sec-WebSocket-Protocol: chat, bearer, xxxxxxx\r\n", RedactionPlace::Subprotocol);
        row("a token in an element",
            "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.hunter2, v4.channel.k8s.io\r\n",
            "/",
            "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.xxxxxxx, v4.channel.k8s.io\r\n",
            RedactionPlace::Subprotocol);
    }
    void replacesSecretsOfAHead()
    {
        QFETCH(QString, fields);
        QFETCH(QString, target);
        QFETCH(QString, expected);
        QFETCH(int, place);
        Recording recording;
        const std::string request = requestWith(fields.toStdString(), target.toStdString());
        recording.take(Direction::FromLeft, hop::Opened{"127.0.0.1:1", "127.0.0.1:2"});
        oneByOne(recording, Direction::FromLeft, base::toBytes(request));
        recording.bytes(Direction::FromRight, kSwitch);
        recording.frames(2);
        const Redacted copy = redacted(recording);
        const std::string head = base::toText(copy.reader->wire(copy.reader->event({2}), 10'000));
        QVERIFY2(head.find(expected.toStdString()) != std::string::npos, head.c_str());
        QVERIFY(allOf(copy.path, *copy.reader).find("hunter2") == std::string::npos);
        compareEvents(*recording.read(), *copy.reader);
        QVERIFY2(verify(*copy.reader).isSame(), verify(*copy.reader).firstDifference.c_str());
        QCOMPARE(copy.report.changedEvents, 0U);
        QVERIFY(copy.report.at(static_cast<RedactionPlace>(place)) > 0);
        QCOMPARE(copy.report.items.front().event.value, 2U);
    }

    void aTokenThatTheServerChoosesStaysTheSame()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft,
                        requestWith("Sec-WebSocket-Protocol: token.hunter2, abcdef0123456789abcdef01\r\n"));
        std::string answer = kSwitch;
        answer.insert(answer.size() - 2, "Sec-WebSocket-Protocol: abcdef0123456789abcdef01\r\n");
        recording.bytes(Direction::FromRight, answer);
        const Redacted copy = redacted(recording);
        compareEvents(*recording.read(), *copy.reader);
        const std::string all = allOf(copy.path, *copy.reader);
        QVERIFY(all.find("hunter2") == std::string::npos && all.find("abcdef01") == std::string::npos);
    }

    void replacesSecretsOfAMessage_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("a field", "{\"a\":1,\"password\":\"hunter2\"}", "{\"a\":1,\"password\":\"xxxxxxx\"}");
        row("deep, with white space", "{\"a\":[{\"Api-Key\" : \n \"hunter2\"}]}",
            "{\"a\":[{\"Api-Key\" : \n \"xxxxxxx\"}]}");
        row("an escaped name", "{\"pass\\u0077ord\":\"hunter2\"}", "{\"pass\\u0077ord\":\"xxxxxxx\"}");
        row("a value with escapes", "{\"token\":\"hunter2\\\"\\\\\\u00e9ä\",\"b\":2}",
            "{\"token\":\"xxxxxxxxxxxxxxxxxxx\",\"b\":2}");
        row("a number", "{\"token\":-90210.5e3,\"b\":true}", "{\"token\":-11111.1e1,\"b\":true}");
        row("an object and a list", "{\"session\":{\"id\":\"hunter2\",\"n\":[42,null]},\"b\":7}",
            "{\"session\":{\"xx\":\"xxxxxxx\",\"x\":[11,null]},\"b\":7}");
        row("nothing stays nothing", "{\"token\":null,\"key\":\"\",\"sid\":false}",
            "{\"token\":null,\"key\":\"\",\"sid\":false}");
        row("behind a prefix", "42[\"login\",{\"password\":\"hunter2\"}]",
            "42[\"login\",{\"password\":\"xxxxxxx\"}]");
        row("JSON in a string",
            "{\"d\":\"{\\\"token\\\":\\\"hunter2\\\\\\\"hunter2\\\",\\\"a\\\":\\\"b\\\"}\"}",
            "{\"d\":\"{\\\"token\\\":\\\"xxxxxxxxxxxxxxxxxx\\\",\\\"a\\\":\\\"b\\\"}\"}");
        row("JSON in a string of another writer", "{\"d\":\"{\\u0022token\\u0022:\\u0022hunter2\\u0022}\"}",
            "{\"d\":\"{\\u0022token\\u0022:\\u0022xxxxxxx\\u0022}\"}");
        row("behind a stray quote", "5\" and \"a\" {\"token\":\"hunter2\"}",
            "5\" and \"a\" {\"token\":\"xxxxxxx\"}");
        row("a form", "user=me&password=hunter2&c=d", "user=me&password=xxxxxxx&c=d");
        row("a URL in JSON", "{\"u\":\"wss:\\/\\/me:hunter2@h\\/?a=b\\u0026token=hunter2\"}",
            "{\"u\":\"wss:\\/\\/xx:xxxxxxx@h\\/?a=b\\u0026token=xxxxxxx\"}");
        row("a quoted value", "token=\"hunter2 hunter2\" b", "token=\"xxxxxxxxxxxxxxx\" b");
        row("an empty value at the end of a string", "{\"a\":\"token=\",\"b\":\"c\"}",
            "{\"a\":\"token=\",\"b\":\"c\"}");
        row("a pattern", "card 4111-1111 of Zoë", "card 1111-1111 of Zoë");
        row("a pattern within an escape", "{\"a\":\"\\nsecret-\\u00e9t\"}", "{\"a\":\"\\nxxxxxxxxxxxxxx\"}");
        row("a pattern over structure", "{\"pin\":[12,true,\"ab\"]}", "{\"xxx\":[11,true,\"xx\"]}");
        row("nothing", "{\"a\":\"b\"}", "{\"a\":\"b\"}");
        row("a head that someone quotes", "it said Authorization: Bearer abc.def and went on",
            "it said Authorization: Bearer xxxxxxx and went on");
        row("a head that JSON quotes", R"({"log":"authorization: Basic YWJj","n":1})",
            R"({"log":"authorization: Basic xxxx","n":1})");
        row("a name that ends like one", R"({"userPassword":"a","apiToken":"b","tokens":"c"})",
            R"({"userPassword":"x","apiToken":"x","tokens":"c"})");
        row("a scheme in a list", R"(["authorization","Bearer hunter2hunter2"])",
            R"(["authorization","Bearer xxxxxxxxxxxxxx"])");
        row("a login of a URL within a URL", "u=https%3A%2F%2Fme%3Ahunter2%40h%2F&a=b",
            "u=https%3A%2F%2Fxxxxxxxxxxxx%40h%2F&a=b");
        row("a parameter of a URL within a URL within a URL",
            "u=https%253A%252F%252Fh%253Ftoken%253Dhunter2%2526a%253Db",
            "u=https%253A%252F%252Fh%253Ftoken%253Dxxxxxxx%2526a%253Db");
        row("a word like it", "preauthorization: Bearer abc", "preauthorization: Bearer abc");
        row("lines of a head", "SEND\ncookie:a=b\n\nhello", "SEND\ncookie:xxx\n\nhello");
        row("a part of a form",
            "--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nabc\r\n--B--\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nxxx\r\n--B--\r\n");
    }
    void replacesSecretsOfAMessage()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const std::string message = text.toStdString();
        RedactionRules rules = defaultRedactionRules();
        rules.patterns = {"\\d{4}-\\d{4}", "secret-.*t", "pin\"[^}]*"};
        for (std::size_t step : {message.size(), std::size_t{1}, std::size_t{3}}) {
            Recording recording;
            recording.upgrade();
            for (std::size_t at = 0; at < message.size(); at += step) {
                const bool isLast = at + step >= message.size();
                oneByOne(recording, Direction::FromLeft,
                         frame(at == 0 ? Opcode::Text : Opcode::Continuation, message.substr(at, step), true,
                               isLast));
                if (!isLast)
                    recording.bytes(Direction::FromLeft, frame(Opcode::Ping, "p", true));
            }
            recording.bytes(Direction::FromRight, frame(Opcode::Binary, message));
            const Redacted copy = redacted(recording, rules);
            QCOMPARE(QString::fromStdString(messagesOf(*copy.reader, Direction::FromRight)), expected);
            QCOMPARE(QString::fromStdString(messagesOf(*copy.reader, Direction::FromLeft))
                         .remove(QStringLiteral("|p")),
                     expected);
            QVERIFY(allOf(copy.path, *copy.reader).find("hunter2") == std::string::npos);
            compareEvents(*recording.read(), *copy.reader);
            QVERIFY(verify(*copy.reader).isSame());
            QCOMPARE(copy.report.changedEvents, 0U);
        }
    }

    void aCaptureMayEndInACompressedFrame_data()
    {
        QTest::addColumn<int>("share");
        for (const int share : {1, 2, 3, 10, 50, 99})
            QTest::addRow("%d of 100", share) << share;
    }
    void aCaptureMayEndInACompressedFrame()
    {
        QFETCH(int, share);
        for (const Direction side : {Direction::FromLeft, Direction::FromRight}) {
            Recording recording;
            upgradeCompressed(recording);
            websocket::Deflater deflater({15, false});
            const bool isMasked = side == Direction::FromLeft;
            const std::string secret = "{\"password\":\"hunter2 and more\",\"n\":\"" + someText(500) + "\"}";
            recording.bytes(side, deflated(deflater, secret, true, true, isMasked));
            base::Bytes last = deflated(deflater, someText(400) + secret, true, true, isMasked);
            last.resize(std::max<std::size_t>(1, last.size() * std::size_t(share) / 100));
            recording.bytes(side, last);
            const Redacted copy = redacted(recording);
            QVERIFY2(verify(*copy.reader).isSame(), verify(*copy.reader).firstDifference.c_str());
            QVERIFY(allOf(copy.path, *copy.reader).find("hunter2") == std::string::npos);
            QCOMPARE(copy.reader->eventCount(), recording.read()->eventCount());
            const base::Bytes rest =
                copy.reader->payload(copy.reader->event({copy.reader->eventCount()}), 0, 10'000);
            QVERIFY(share < 50 || !rest.empty());
            QVERIFY(std::ranges::all_of(rest, [](std::byte b) { return b == std::byte{0xaa}; }));
            QVERIFY(messagesOf(*copy.reader, side).starts_with("{\"password\":\"xxxxxxxxxxxxxxxx\""));
        }
    }

    void remakesCompressedMessages()
    {
        Recording recording;
        upgradeCompressed(recording);
        websocket::Deflater client({15, false}), server({15, false});
        const std::string secret = "{\"password\":\"hunter2 and more\",\"text\":\"" + someText(500) + "\"}";
        recording.bytes(Direction::FromRight, deflated(server, "before " + someText(300)));
        oneByOne(recording, Direction::FromRight, deflated(server, secret));
        recording.bytes(Direction::FromRight, deflated(server, secret.substr(0, 200), true, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Ping, "p"));
        recording.bytes(Direction::FromRight, deflated(server, secret.substr(200), false, true));
        recording.bytes(Direction::FromRight, deflated(server, "after " + someText(300)));
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "plain"));
        recording.bytes(Direction::FromLeft, deflated(client, secret, true, true, true));
        recording.bytes(Direction::FromLeft, deflated(client, "", true, true, true));
        const Redacted copy = redacted(recording);
        QVERIFY2(verify(*copy.reader).isSame(), verify(*copy.reader).firstDifference.c_str());
        const std::string clean = "{\"password\":\"xxxxxxxxxxxxxxxx\",\"text\":\"" + someText(500) + "\"}";
        QCOMPARE(messagesOf(*copy.reader, Direction::FromRight),
                 "before " + someText(300) + '|' + clean + '|' + clean + "|p|after " + someText(300)
                     + "|plain");
        QCOMPARE(messagesOf(*copy.reader, Direction::FromLeft), clean + '|');
        QVERIFY(allOf(copy.path, *copy.reader).find("hunter2") == std::string::npos);
        const auto before = recording.read();
        QCOMPARE(copy.reader->eventCount(), before->eventCount());
        for (std::uint64_t id = 1; id <= before->eventCount(); ++id) {
            QCOMPARE(copy.reader->event({id}).messageSize, before->event({id}).messageSize);
            QCOMPARE(copy.reader->event({id}).flags, before->event({id}).flags);
            QVERIFY(copy.reader->event({id}).time == before->event({id}).time);
        }
        QCOMPARE(copy.report.changedEvents, 0U);
        QCOMPARE(copy.report.recompressed, 6U);
    }

    void aMessageThatCannotBeInflatedGoes()
    {
        Recording recording;
        upgradeCompressed(recording);
        websocket::FrameHeader header;
        header.rsv1 = true;
        base::Bytes bytes;
        websocket::encodeFrame(header, asBytes("\x01hunter2 in the clear"), bytes);
        recording.bytes(Direction::FromRight, bytes);
        const Redacted copy = redacted(recording);
        QVERIFY(allOf(copy.path, *copy.reader).find("hunter2") == std::string::npos);
        QVERIFY(verify(*copy.reader).isSame());
        QCOMPARE(copy.report.at(RedactionPlace::Unreadable), 1U);
        QCOMPARE(copy.report.changedEvents, 0U);
    }

    void looksIntoBodiesAndTrailers()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight,
                        "HTTP/1.1 401 No\r\nSet-Cookie: s=hunter2; Path=/; HttpOnly\r\n"
                        "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"token\":\r\n5\r\n\"hunt\r\n6\r\ner2\"} "
                        "\r\n0\r\nX-Api-Key: hunter2\r\n\r\n");
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight,
                        "HTTP/1.1 401 No\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nhunter2");
        const Redacted copy = redacted(recording);
        const std::string all = allOf(copy.path, *copy.reader);
        QVERIFY(all.find("hunter2") == std::string::npos && all.find("hunt\r") == std::string::npos);
        QVERIFY(all.find("Set-Cookie: s=xxxxxxx; Path=/; HttpOnly") != std::string::npos);
        QVERIFY(all.find("{\"token\":\"xxxxxxx\"} ") != std::string::npos);
        compareEvents(*recording.read(), *copy.reader);
        QVERIFY(verify(*copy.reader).isSame());
        QCOMPARE(copy.report.at(RedactionPlace::Unreadable), 1U);
    }

    void whatIsNoProtocolIsLookedIntoOrGoes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isReadable");
        QTest::newRow("text") << QByteArray("Hello\r\nAuthorization: hunter2\r\n{\"token\":\"hunter2\"}")
                              << true;
        QTest::newRow("bytes") << QByteArray("\x16\x03\x01hunter2\0", 11) << false;
        QTest::newRow("a head that is too long") << QByteArray("HTTP/1.1 200 OK\r\nAuthorization: ")
                + QByteArray(70'000, 'h')
                + QByteArray("hunter2\r\n") << false;
    }
    void whatIsNoProtocolIsLookedIntoOrGoes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isReadable);
        Recording recording;
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromRight, bytes.toStdString());
        const Redacted copy = redacted(recording);
        QVERIFY(allOf(copy.path, *copy.reader).find("hunter2") == std::string::npos);
        compareEvents(*recording.read(), *copy.reader);
        QVERIFY(verify(*copy.reader).isSame());
        QCOMPARE(copy.report.at(RedactionPlace::Unreadable) == 0, isReadable);
    }

    void framesBeforeTheAnswerKeepTheirBorders()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, "hunter2", true));
        base::Bytes half = frame(Opcode::Text, "hunter2", true);
        const base::Bytes rest(half.begin() + 8, half.end());
        half.resize(8);
        recording.bytes(Direction::FromLeft, half);
        recording.bytes(Direction::FromRight, kSwitch);
        recording.bytes(Direction::FromLeft, rest);
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, "after", true));
        const Redacted copy = redacted(recording);
        compareEvents(*recording.read(), *copy.reader);
        QVERIFY(verify(*copy.reader).isSame());
        QVERIFY(copy.report.at(RedactionPlace::Unreadable) > 0);
    }

    void coversWhatStandsBesideTheBytes()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.hop101").toStdString();
        {
            auto recorder =
                std::move(Recorder::create(path, {"for ws://me:hunter2@host/", false, false, 0})).value();
            const auto left = recorder->addParty({{}, "Client", Role::Client, "127.0.0.1:40000"});
            const auto right = recorder->addParty({{}, "Server", Role::Server, "192.0.2.1:80"});
            plan::Plan plan = plan::defaultPlan("ws://example.com/?token=hunter2");
            plan.headers.push_back({"Authorization", "Basic hunter2"});
            plan.frames.push_back({});
            plan.frames.back().payload = base::toBytes("{\"password\":\"hunter2\"}");
            plan.rawRequest = base::toBytes("GET /?token=hunter2 HTTP/1.1\r\nCookie: a=hunter2\r\n\r\n");
            const auto hop = recorder->addHop({{},
                                               left,
                                               right,
                                               "ws://example.com/?token=hunter2",
                                               "{\"password\":\"hunter2\"}",
                                               plan::toJson(plan)},
                                              nullptr);
            recorder->take(hop, Direction::FromLeft, 1ms, hop::Opened{"127.0.0.1:1", "192.0.2.1:80"});
            recorder->take(hop, Direction::FromLeft, 2ms,
                           hop::Failed{hop::FailStage::Io, "token=hunter2 refused"});
            recorder->finish();
        }
        {
            auto recorder = std::move(Recorder::append(path, {"second", false, false, 0})).value();
            const auto left = recorder->addParty({{}, "Client", Role::Client, ""});
            const auto right = recorder->addParty({{}, "Server", Role::Server, ""});
            const auto hop = recorder->addHop({{}, left, right, "", "", ""}, nullptr);
            recorder->take(hop, Direction::FromLeft, recorder->startTime(), hop::Opened{"a", "b"});
            recorder->finish();
        }
        QVERIFY(bool(setNoteText(path, {1}, "the password=hunter2 works")));
        QVERIFY(bool(setBookmark(path, {2}, true)));
        RedactionRules rules = defaultRedactionRules();
        rules.hasAddresses = true;
        const std::string to = path + ".copy.hop101";
        auto report = saveRedacted(path, to, rules);
        QVERIFY2(bool(report), report ? "" : describe(report.error()).c_str());
        const auto copy = std::move(Reader::open(to)).value();
        const std::string all = allOf(to, *copy);
        QVERIFY(all.find("hunter2") == std::string::npos);
        QVERIFY(all.find("192.0.2.1") == std::string::npos);
        QVERIFY(verify(*copy).isSame());
        const auto before = std::move(Reader::open(path)).value();
        QCOMPARE(copy->sessions().size(), 2U);
        QCOMPARE(copy->sessions()[1].firstTime.count(), before->sessions()[1].firstTime.count());
        QCOMPARE(copy->sessions()[1].firstEvent.value, before->sessions()[1].firstEvent.value);
        QVERIFY(copy->info().created == before->info().created);
        QCOMPARE(copy->hops()[1].session.value, 2U);
        QCOMPARE(copy->note({1})->text, std::string("the password=xxxxxxx works"));
        QVERIFY(copy->note({2})->isBookmarked);
        QVERIFY(report.value().at(RedactionPlace::Note) >= 2);
        QVERIFY(report.value().at(RedactionPlace::Address) >= 3);
        QVERIFY(bool(plan::fromJson(copy->hops()[0].plan)));
    }

    void theReportNamesPlacesAndNoSecrets()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight,
                        frame(Opcode::Text, "{\"token\":\"hunter2\",\"a\":\"hunter2\"}"));
        RedactionRules rules = defaultRedactionRules();
        rules.patterns = {"hunter\\d"};
        const Redacted copy = redacted(recording, rules);
        QCOMPARE(copy.report.items.size(), 2U);
        QCOMPARE(copy.report.items[0].name, std::string("$..token"));
        QCOMPARE(copy.report.items[1].name, std::string("pattern 1"));
        QCOMPARE(copy.report.items[1].count, 2U);
        QCOMPARE(copy.report.items[1].event.value, 5U);
        const auto mark = redactionMark(*copy.reader);
        QVERIFY(mark.has_value());
        QCOMPARE(mark->count, 3U);
        QVERIFY(describe(*mark).find("3 secrets were replaced") != std::string::npos);
        QVERIFY(!redactionMark(*recording.read()));
    }

    void aPreviewTellsTheSameAndWritesNothing()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(20, "{\"token\":\"hunter2\"}");
        recording.recorder().finish();
        const auto whole = previewRedaction(recording.path(), defaultRedactionRules(), kMaxRedactions);
        QVERIFY(bool(whole));
        QCOMPARE(whole.value().count, 20U);
        const auto cut = previewRedaction(recording.path(), defaultRedactionRules(), 5);
        QCOMPARE(cut.value().items.size(), 5U);
        QVERIFY(cut.value().isCut);
        const Redacted copy = redacted(recording);
        QVERIFY(copy.report.items == whole.value().items);
    }

    void whatFailsLeavesNoCopy()
    {
        Recording recording;
        recording.upgrade();
        recording.frames(20'000, "{\"token\":\"hunter2\"}");
        recording.recorder().finish();
        const std::string to = recording.path() + ".copy";
        const auto cancelled = saveRedacted(recording.path(), to, defaultRedactionRules(),
                                            [](const RedactionProgress &) { return false; });
        QVERIFY(!cancelled && cancelled.error().isCancelled);
        QVERIFY(!QFile::exists(QString::fromStdString(to)));
        const auto same = saveRedacted(recording.path(), recording.path(), defaultRedactionRules());
        QVERIFY(!same && same.error().capture && same.error().capture->fault == CaptureFault::Exists);
        QVERIFY(verify(*recording.read()).isSame());
        RedactionRules wrong;
        wrong.patterns = {"a", "(b"};
        const auto pattern = saveRedacted(recording.path(), to, wrong);
        QVERIFY(!pattern && pattern.error().pattern && pattern.error().pattern->index == 1);
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
