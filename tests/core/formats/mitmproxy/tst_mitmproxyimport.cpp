// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mitmproxy/mitmproxyimport.h"

#include "core/capture/verify.h"
#include "core/formats/importstage.h"
#include "tests/core/formats/har/imported.h"
#include "tests/core/formats/mitmproxy/tnettext.h"

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::tnettext;

namespace {

std::string request(const std::string &scheme = "http")
{
    return dict({{"http_version", bytes("HTTP/1.1")},
                 {"headers",
                  list({field("Host", "example.com"), field("Upgrade", "websocket"),
                        field("Connection", "Upgrade"), field("Sec-WebSocket-Version", "13"),
                        field("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")})},
                 {"content", bytes("")},
                 {"timestamp_start", real("1700000000.5")},
                 {"timestamp_end", real("1700000000.6")},
                 {"host", text("example.com")},
                 {"port", number(scheme == "https" ? 443 : 9001)},
                 {"method", bytes("GET")},
                 {"scheme", bytes(scheme)},
                 {"authority", bytes("")},
                 {"path", bytes("/chat?a=b")}});
}
std::string response(int status = 101, const std::string &body = {})
{
    const std::string fields = status == 101
        ? list({field("Upgrade", "websocket"), field("Connection", "Upgrade"),
                field("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")})
        : list({field("Content-Length", std::to_string(body.size()))});
    return dict({{"http_version", bytes("HTTP/1.1")},
                 {"status_code", number(status)},
                 {"reason", bytes(status == 101 ? "Switching Protocols" : "Forbidden")},
                 {"headers", fields},
                 {"content", bytes(body)},
                 {"timestamp_start", real("1700000000.7")},
                 {"future_member", list({dict({{"x", kNull}})})}});
}
std::string message(int opcode, bool isFromClient, const std::string &content, const std::string &time,
                    const std::vector<std::string> &more = {})
{
    std::vector<std::string> items = {number(opcode), boolean(isFromClient), bytes(content), real(time)};
    items.insert(items.end(), more.begin(), more.end());
    return list(items);
}
std::string messages()
{
    return list({message(1, true, "hello", "1700000001.25"),
                 message(2, false, std::string("\x00\xff", 2), "1700000002", {boolean(false)}),
                 message(1, false, "", "1700000003.5", {boolean(true), boolean(false)})});
}
std::string flow(const std::string &scheme = "http", const std::string &code = number(1000))
{
    return dict(
        {{"version", number(17)},
         {"type", text("http")},
         {"id", text("one")},
         {"client_conn",
          dict({{"peername", address("127.0.0.1", 40000)}, {"timestamp_start", real("1700000000.1")}})},
         {"server_conn",
          dict({{"address", address("example.com", 9001)}, {"peername", address("::1", 9001)}})},
         {"request", request(scheme)},
         {"response", response()},
         {"websocket",
          dict({{"messages", messages()},
                {"closed_by_client", boolean(true)},
                {"close_code", code},
                {"close_reason", text("bye")},
                {"timestamp_end", real("1700000004")}})}});
}
std::string refusal()
{
    return dict({{"version", number(17)},
                 {"type", text("http")},
                 {"id", text("two")},
                 {"request", request()},
                 {"response", response(403, "not here")},
                 {"websocket", kNull}});
}
std::string plain()
{
    return dict({{"version", number(17)},
                 {"type", text("http")},
                 {"request",
                  dict({{"method", bytes("GET")},
                        {"headers", list({field("Host", "a")})},
                        {"scheme", bytes("http")},
                        {"host", text("a")},
                        {"path", bytes("/")}})},
                 {"response", kNull}});
}
/// As before version 12: the handshake is a flow of its own, and again within that of the messages.
std::string oldHandshake()
{
    return dict({{"version", number(11)},
                 {"type", text("http")},
                 {"id", text("hs")},
                 {"metadata", dict({{"websocket", boolean(true)}})},
                 {"request", request()},
                 {"response", response()}});
}
std::string oldWebSocket(bool hasInner)
{
    std::vector<std::pair<std::string, std::string>> members = {
        {"version", number(11)},      {"type", text("websocket")},
        {"id", text("ws")},           {"metadata", dict({{"websocket_handshake", text("hs")}})},
        {"messages", messages()},     {"close_sender", text("server")},
        {"close_code", number(1001)}, {"close_reason", text("")}};
    if (hasInner)
        members.emplace_back("handshake", oldHandshake());
    return dict(members);
}

const QStringList kMessages = {"> hello", "< 00ff", "< "};

} // namespace

class TestMitmproxyImport : public QObject
{
    Q_OBJECT

private slots:
    void everyMessageIsThere()
    {
        const Imported it(flow(), {}, "flows");
        QVERIFY2(it.report, it.error ? describe(*it.error).c_str() : "");
        QCOMPARE(it.report->format, ImportFormat::Mitmproxy);
        QCOMPARE(it.report->connections, 1U);
        QCOMPARE(it.messages(), kMessages);
        QVERIFY(!it.report->broken);
        QVERIFY2(it.findings().isEmpty(), qPrintable(it.findings().join('|')));
        QVERIFY(capture::verify(*it.reader).isSame());
        const capture::Hop hop = it.reader->hops().front();
        QCOMPARE(hop.url, std::string("ws://example.com:9001/chat?a=b"));
        QVERIFY(importMark(hop)->madeUp.size() >= 3);
        QVERIFY(it.text(2).startsWith("GET /chat?a=b HTTP/1.1\r\nHost: example.com\r\n"));
        // Connected at .1, the first message at 1.25 s.
        QCOMPARE(it.reader->event({5}).time.count(), 1'150'000'000);
        const hop::Event close = it.reader->event({8});
        QVERIFY(close.opcode() == websocket::Opcode::Close && close.direction == hop::Direction::FromLeft);
        QVERIFY(it.text(8).endsWith("bye"));
    }
    void aSecureFlowSaysSo()
    {
        const Imported it(flow("https"), {}, "flows");
        QCOMPARE(it.messages(), kMessages);
        QCOMPARE(it.reader->event({2}).kind, hop::EventKind::TlsUp);
        QCOMPARE(it.reader->hops().front().url, std::string("wss://example.com/chat?a=b"));
    }
    void aRefusalHasItsBodyAndOthersAreLeftOut()
    {
        const Imported it(refusal() + plain() + flow(), {}, "flows");
        QCOMPARE(it.report->connections, 2U);
        QVERIFY(it.remarks().contains("1 flow is plain HTTP"));
        bool hasBody = false;
        for (std::uint64_t id = 1; id <= it.reader->eventCount(); ++id)
            hasBody =
                hasBody || (it.reader->event({id}).kind == hop::EventKind::Body && it.text(id) == "not here");
        QVERIFY(hasBody);
        QCOMPARE(it.messages(), kMessages);
    }
    void flowsBeforeVersion12AreJoined_data()
    {
        QTest::addColumn<bool>("hasHandshake");
        QTest::addColumn<bool>("hasInner");
        QTest::newRow("the handshake before it") << true << false;
        QTest::newRow("within it") << false << true;
        QTest::newRow("both") << true << true;
        QTest::newRow("neither") << false << false;
    }
    void flowsBeforeVersion12AreJoined()
    {
        QFETCH(bool, hasHandshake);
        QFETCH(bool, hasInner);
        const Imported it((hasHandshake ? oldHandshake() : std::string()) + oldWebSocket(hasInner), {},
                          "flows");
        QVERIFY(it.report);
        QCOMPARE(it.report->connections, 1U);
        QCOMPARE(it.messages(), kMessages);
    }
    void anAbnormalEndHasNoClose()
    {
        const Imported it(flow("http", number(1006)), {}, "flows");
        QCOMPARE(it.reader->event({it.reader->eventCount()}).kind, hop::EventKind::Closed);
        QCOMPARE(it.messages(), kMessages);
    }
    void aBrokenFileEndsWithWhatCouldBeRead_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::addColumn<QString>("expected");
        QTest::newRow("cut") << QByteArray("900:abc") << "A flow of 900 bytes was expected";
        QTest::newRow("no length") << QByteArray("{\"a\":1}") << "A length in digits";
        QTest::newRow("too long a length") << QByteArray("1234567890123:x") << "A length in digits";
        QTest::newRow("a terabyte") << QByteArray("999999999999:x}") << "999999999999 bytes";
        QTest::newRow("ends in the length") << QByteArray("12") << "within the length";
        QTest::newRow("no dictionary") << QByteArray("2:ab,") << "a dictionary";
        QTest::newRow("a broken dictionary") << QByteArray("6:1:a;9:}}") << "a dictionary";
    }
    void aBrokenFileEndsWithWhatCouldBeRead()
    {
        QFETCH(QByteArray, tail);
        QFETCH(QString, expected);
        const std::string whole = flow();
        const Imported it(whole + tail.toStdString(), {}, "flows");
        QVERIFY(it.report && it.report->broken);
        QCOMPARE(it.report->broken->offset, whole.size());
        QVERIFY2(it.report->broken->expected.find(expected.toStdString()) != std::string::npos,
                 it.report->broken->expected.c_str());
        QCOMPARE(it.messages(), kMessages);
    }
    void anyCutIsABreakAndNoCrash()
    {
        const std::string whole = flow();
        for (std::size_t size = 40; size < whole.size(); size += 97) {
            ImportOptions options;
            options.format = ImportFormat::Mitmproxy;
            const Imported it(whole.substr(0, size), options, "flows");
            QVERIFY(it.error || it.report->broken);
        }
    }
    void wrongTypesAreNoCrash()
    {
        const std::string odd = dict(
            {{"type", number(1)},
             {"type", text("http")},
             {"request", list({kNull})},
             {"response", text("x")},
             {"client_conn", number(7)},
             {"websocket",
              dict({{"messages", list({number(1), list({number(1)}), list({kNull, kNull, kNull, kNull})})},
                    {"close_code", text("x")}})}});
        const Imported it(odd + flow(), {}, "flows");
        QVERIFY(it.report || it.error);
    }
};

QTEST_GUILESS_MAIN(TestMitmproxyImport)
#include "tst_mitmproxyimport.moc"
