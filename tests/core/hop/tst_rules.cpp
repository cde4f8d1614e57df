// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row a rule: bytes both ways that break exactly this rule. Its name begins with the rule's id. Where
// another rule cannot but be broken with it, the row says so.
#include "core/hop/explain.h"
#include "core/websocket/deflater.h"
#include "realanswer.h"

#include <QSet>
#include <QTest>

using namespace hop101;
using namespace hop101::hop;
using namespace std::chrono_literals;

namespace {

constexpr const char *kClientClose = "8882 01020304 02ea"; // 1000
constexpr const char *kServerClose = "8802 03e8";
constexpr const char *kDeflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

struct Row
{
    const char *name;
    Conversation conversation;
    QStringList alsoBroken; ///< rules that cannot hold where this one is broken
};

Conversation opened()
{
    return Conversation().signal(Direction::FromLeft, Opened{"127.0.0.1:2", "127.0.0.1:1"});
}

/// A request, and an answer that holds.
Conversation asked(const std::string &request, const std::string &answer = good101())
{
    return opened().client(request).server(answer);
}

/// The good request with more lines.
Conversation askedMore(const std::string &more, const std::string &answer = good101())
{
    return asked(goodRequest(more), answer);
}

/// An answer to the good request.
Conversation answered(const std::string &answer)
{
    return asked(goodRequest(), answer);
}

Conversation refused(const std::string &statusAndFields)
{
    return answered("HTTP/1.1 " + statusAndFields + "Content-Length: 0\r\n\r\n");
}

Conversation switched()
{
    return asked(goodRequest());
}

Conversation deflating()
{
    return askedMore(kDeflate, good101(kDeflate));
}

Conversation closedBothWays()
{
    return switched().clientHex(kClientClose).serverHex(kServerClose);
}

std::vector<Row> requestRows()
{
    const std::string good = goodRequest();
    const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
    return {
        {"RequestLineValid: two spaces", asked(with(good, "GET ", "GET  ")), {}},
        {"MethodIsGet: POST", asked(with(good, "GET", "POST")), {}},
        {"RequestVersionIs11: HTTP/1.0", asked(with(good, "HTTP/1.1", "HTTP/1.0")), {}},
        {"HostPresent: missing", asked(with(good, "Host: server.example.com\r\n", "")), {}},
        {"HostPresent: twice", askedMore("Host: server.example.com\r\n"), {}},
        {"UpgradePresent: missing", asked(with(good, "Upgrade: websocket\r\n", "")), {}},
        {"ConnectionHasUpgrade: keep-alive", asked(with(good, ": Upgrade", ": keep-alive")), {}},
        {"KeyPresent: missing", asked(with(good, "Sec-WebSocket-Key: " + key + "\r\n", "")), {}},
        {"KeyPresent: twice", askedMore("Sec-WebSocket-Key: " + key + "\r\n"), {}},
        {"KeyWellFormed: 5 letters",
         asked(with(good, key, "short"),
               with(good101(), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", websocket::acceptKeyFor("short"))),
         {}},
        {"VersionPresent: 8", asked(with(good, ": 13", ": 8")), {}},
        {"RequestFieldsValid: no colon", askedMore("nonsense\r\n"), {}},
        {"RequestLinesEndInCrLf: LF alone", askedMore("X: y\n"), {}},
        {"ProtocolsWellFormed: twice the same",
         askedMore("Sec-WebSocket-Protocol: chat, chat\r\n", good101("Sec-WebSocket-Protocol: chat\r\n")),
         {}},
        {"OffersWellFormed: no name", askedMore("Sec-WebSocket-Extensions: a; =1\r\n"), {}},
        {"GetHasNoBody: 5 bytes",
         opened().client(goodRequest("Content-Length: 5\r\n") + "hello").server(good101()),
         {}},
        {"TargetWellFormed: no path", asked(with(good, "/chat", "chat")), {}},
        {"TargetWellFormed: a ws URI", asked(with(good, "/chat", "ws://server.example.com/chat")), {}},
        {"TargetHasNoFragment: one", asked(with(good, "/chat", "/chat#top")), {}},
        {"HostWellFormed: a URL", asked(with(good, "server.example.com", "http://server.example.com")), {}},
        {"UpgradeNamesOnlyWebSocket: a list", asked(with(good, ": websocket", ": websocket, h2c")), {}},
        {"ConnectionDoesNotClose: lighttpd's list", asked(with(good, ": Upgrade", ": close, upgrade")), {}},
        {"VersionAtMostOnce: twice", askedMore("Sec-WebSocket-Version: 13\r\n"), {}},
        {"OriginWellFormed: a closing slash", askedMore("Origin: https://example.org/\r\n"), {}},
        {"OriginAtMostOnce: two", askedMore("Origin: https://a\r\nOrigin: https://b\r\n"), {}},
        {"AcceptNotInRequest: there",
         askedMore("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
         {}},
        {"RequestHeadFits: a long line", askedMore("Cookie: " + std::string(8190, 'x') + "\r\n"), {}},
        {"RequestLinesNotFolded: folded", askedMore("X: y\r\n z\r\n"), {}},
        {"RequestNoSpaceBeforeColon: a space", askedMore("X : y\r\n"), {}},
        {"RequestOctetsAllowed: NUL", askedMore(std::string("X: a\0b\r\n", 8)), {}},
        {"DeflateOfferLegal: an unknown parameter",
         askedMore("Sec-WebSocket-Extensions: permessage-deflate; bogus=1\r\n"),
         {}},
        // A length that is unclear is some length.
        {"RequestFramingClear: both",
         opened()
             .client(goodRequest("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n")
             .server(good101()),
         {"GetHasNoBody"}},
        {"RequestSingletonsOnce: two User-Agent", askedMore("User-Agent: a\r\nUser-Agent: b\r\n"), {}},
    };
}

std::vector<Row> answerRows()
{
    const std::string good = good101();
    const std::string offer = "Sec-WebSocket-Protocol: chat, superchat\r\n";
    return {
        {"ResponseIsHttp: another protocol", answered("SSH-2.0-OpenSSH_9.2\r\n"), {}},
        {"StatusLineValid: two spaces", answered(with(good, "HTTP/1.1 ", "HTTP/1.1  ")), {}},
        {"StatusIs101: forbidden", refused("403 Forbidden\r\n"), {}},
        {"ResponseVersionIs11: HTTP/1.0", answered(with(good, "HTTP/1.1", "HTTP/1.0")), {}},
        {"UpgradeIsWebSocket: missing", answered(with(good, "Upgrade: websocket\r\n", "")), {}},
        {"ProtocolWasAsked: another",
         asked("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
               "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: udp\r\n\r\n"),
         {}},
        {"ConnectionIsUpgrade: Keep-Alive", answered(with(good, ": Upgrade", ": Keep-Alive")), {}},
        {"AcceptPresent: missing",
         answered(with(good, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", "")),
         {}},
        {"AcceptIsRight: one letter", answered(with(good, "s3p", "S3p")), {}},
        {"SubprotocolWasOffered: not asked for", answered(good101("Sec-WebSocket-Protocol: binary\r\n")), {}},
        {"SubprotocolAtMostOnce: two", askedMore(offer, good101(offer)), {}},
        {"ExtensionWasOffered: not asked for", answered(good101(kDeflate)), {}},
        {"ResponseFieldsValid: no colon", answered(good101("nonsense\r\n")), {}},
        {"ResponseLinesEndInCrLf: LF alone", answered(good101("X: y\n")), {}},
        {"NoBodyOn101: a length", answered(good101("Content-Length: 0\r\n")), {}},
        {"UpgradeRequiredNamesProtocol: no Upgrade", refused("426 Upgrade Required\r\n"), {"StatusIs101"}},
        {"UpgradeRequiredNamesVersion: none",
         asked(with(goodRequest(), ": 13", ": 99"), "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
         {"VersionPresent", "StatusIs101"}},
        {"BodyFramingClear: both",
         answered("HTTP/1.1 403 No\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
         {"StatusIs101"}},
        {"BodyComplete: cut",
         answered("HTTP/1.1 403 No\r\nContent-Length: 5\r\n\r\nab").serverEnds(),
         {"StatusIs101"}},
        {"AcceptAtMostOnce: twice",
         answered(good101("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")),
         {}},
        {"SubprotocolWasChosen: none", askedMore(offer), {}},
        {"DeflateAnswerLegal: 16 bits",
         askedMore(kDeflate,
                   good101("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=16\r\n")),
         {}},
        {"DeflateWithinOffer: a limit is left out, as libwebsockets does",
         askedMore("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n",
                   good101(kDeflate)),
         {}},
        {"ExtensionAtMostOnce: twice",
         askedMore(kDeflate, good101("Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate\r\n")),
         {}},
        {"VersionNotIn101: there", answered(good101("Sec-WebSocket-Version: 13\r\n")), {}},
        {"ResponseLinesNotFolded: folded", answered(good101("X: y\r\n\tz\r\n")), {}},
        {"ResponseNoSpaceBeforeColon: a tab", answered(good101("X\t: y\r\n")), {}},
        {"ResponseOctetsAllowed: a lone CR", answered(good101("X: a\rb\r\n")), {}},
        {"RedirectNamesLocation: none", refused("302 Found\r\n"), {"StatusIs101", "UpgradeIsNotRedirected"}},
        {"UpgradeIsNotRedirected: it is", refused("308 Moved\r\nLocation: /\r\n"), {"StatusIs101"}},
        {"ChallengeNamesScheme: none", refused("401 Unauthorized\r\n"), {"StatusIs101"}},
        {"MethodNotAllowedNamesAllow: none", refused("405 Method Not Allowed\r\n"), {"StatusIs101"}},
        {"ResponseHeadFits: a long cookie",
         answered(good101("Set-Cookie: " + std::string(4096, 'x') + "\r\n")),
         {}},
        {"ResponseSingletonsOnce: Caddy before a mirror",
         answered(good101("Server: Caddy\r\nServer: mirror/1\r\n")),
         {}},
    };
}

/// More than 1000 bytes out for one in: zeros, as small as DEFLATE makes them.
Conversation bomb()
{
    websocket::Deflater deflater({});
    base::Bytes wire;
    deflater.add(base::Bytes(std::size_t{2} * 1024 * 1024), wire);
    deflater.finish(wire);
    const std::string length{char(126), char(wire.size() >> 8), char(wire.size() & 0xff)};
    return deflating().server("\xc2" + length + base::toText(wire));
}

std::vector<Row> frameRows()
{
    plan::Limits limits;
    limits.messageBytes = 4;
    return {
        {"ClientFrameMasked: not masked", switched().clientHex("8105 48656c6c6f"), {}},
        {"ServerFrameUnmasked: masked", switched().serverHex("8185 37fa213d 7f9f4d5158"), {}},
        {"Rsv1Clear: set", switched().serverHex("c100"), {}},
        {"Rsv2Clear: set", switched().serverHex("a100"), {}},
        {"Rsv3Clear: set", switched().serverHex("9100"), {}},
        {"OpcodeKnown: 3", switched().serverHex("8300"), {}},
        {"LengthMinimal: 5 in 3 bytes", switched().serverHex("827e0005 0102030405"), {}},
        {"LengthTopBitClear: set", switched().serverHex("827f8000000000000000"), {}},
        {"ControlFrameShort: 126 bytes",
         switched().server("\x89\x7e" + std::string(1, '\0') + "\x7e" + std::string(126, 'x')),
         {}},
        {"ControlFrameWhole: no FIN", switched().serverHex("0900"), {}},
        {"ContinuationExpected: nothing is open", switched().serverHex("8000"), {}},
        {"MessageFinishedFirst: a second begins", switched().serverHex("0100 8200"), {}},
        {"TextIsUtf8: ff", switched().serverHex("8101 ff"), {}},
        {"CloseBodyLength: one byte", switched().serverHex("8801 03"), {}},
        {"CloseCodeAllowed: 1005", switched().serverHex("8802 03ed"), {}},
        {"CloseReasonUtf8: ff", switched().serverHex("8803 03e8 ff"), {}},
        {"NothingAfterClose: a Ping", switched().serverHex(kServerClose).serverHex("8900"), {}},
        {"Rsv1OnlyOnFirst: on a Ping", deflating().serverHex("c900"), {}},
        {"DeflateDataValid: a block of no type", deflating().serverHex("c102 ffff"), {}},
        {"DeflateMessageWhole: cut in a block", deflating().serverHex("c103 f248cd"), {}},
        {"DeflateBlockNotFinal: BFINAL, RFC 7692 7.2.3.4",
         deflating().serverHex("c108 f348cdc9c9070000"),
         {}},
        {"InflatedWithinLimit: more than 1000:1", bomb(), {}},
        {"MessageWithinLimit: 5 bytes where 4 fit",
         switched().within(limits).serverHex("8205 0102030405"),
         {}},
        {"MaskKeyVaries: twice the same",
         switched().clientHex("8980 01020304").clientHex("8980 01020304"),
         {}},
        {"MaskKeyNotZero: zero", switched().clientHex("8980 00000000"), {}},
        {"MaskKeyNotZero: zero twice is told once",
         switched().clientHex("8980 00000000").clientHex("8980 00000000"),
         {}},
        {"CloseCodeFitsSide: 1010 from the server", switched().serverHex("8802 03f2"), {}},
    };
}

std::vector<Row> behaviourRows()
{
    return {
        {"AnswerCame: FIN", opened().client(goodRequest()).serverEnds(), {}},
        // No Close can come after half a frame.
        {"FrameComplete: cut", switched().serverHex("8105 4865").serverEnds(), {"CloseBeforeEnd"}},
        {"CloseBeforeEnd: FIN", switched().serverEnds(), {}},
        {"CloseAnswered: FIN", switched().clientHex(kClientClose).serverEnds(), {}},
        {"PongMatchesPing: nobody asked", switched().serverHex("8a00"), {}},
        {"ServerClosesTcpFirst: the client does", closedBothWays().clientEnds().serverEnds(), {}},
        {"NotReset: a reset", closedBothWays().serverEnds(EndCause::Reset), {}},
        {"ClientWaitsForAnswer: a frame at once",
         opened().client(goodRequest()).clientHex("8980 01020304").server(good101()),
         {}},
        {"InterimWasAsked: early hints",
         opened().client(goodRequest()).server("HTTP/1.1 103 Early Hints\r\n\r\n").server(good101()),
         {}},
        {"PingAnswered: Close, but no Pong",
         switched()
             .clientHex("8980 01020304")
             .clientHex("8882 02020304 01ea")
             .serverHex(kServerClose)
             .serverEnds(),
         {}},
        {"NotSilent: a minute", switched().after(60s).serverHex("8100"), {}},
        {"ResponseHasRequest: the server speaks first", opened().server(good101()), {}},
        {"MessageCompleteAtClose: half a message", switched().serverHex("0100").serverHex(kServerClose), {}},
    };
}

const std::vector<Row> &rows()
{
    static const std::vector<Row> all = [] {
        std::vector<Row> joined;
        for (const auto &part : {requestRows(), answerRows(), frameRows(), behaviourRows()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

QString idOf(const Row &row)
{
    return QString::fromLatin1(row.name).section(':', 0, 0);
}

/// The bytes of an event.
std::string wireOf(const Conversation &conversation, const Event &event)
{
    std::string stream;
    for (const auto &step : conversation.steps()) {
        if (step.direction == event.direction)
            stream += step.bytes;
    }
    return stream.substr(static_cast<std::size_t>(event.streamOffset),
                         static_cast<std::size_t>(event.wireSize));
}

FoundExpected valuesOf(const Recorder &recorder, const Conversation &conversation, const Finding &finding)
{
    for (const auto &result : recorder.verdict.results) {
        if (result.rule == finding.rule && result.outcome == Outcome::Broken)
            return {result.found, result.expected};
    }
    const Event &event = recorder.events()[finding.event.value - 1];
    return explain(finding, event, base::asBytes(wireOf(conversation, event)));
}

} // namespace

class TestRules : public QObject
{
    Q_OBJECT
private slots:
    void exactlyThisRuleIsBroken_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < rows().size(); ++i)
            QTest::newRow(rows()[i].name) << int(i);
    }
    void exactlyThisRuleIsBroken()
    {
        QFETCH(int, index);
        const Row &row = rows()[std::size_t(index)];
        QVERIFY2(rules::ruleFromId(idOf(row).toStdString()), row.name);
        const Recorder recorder = row.conversation.record();
        const QStringList broken = recorder.rules();
        const QStringList expected = QStringList{idOf(row)} + row.alsoBroken;
        QCOMPARE(QSet<QString>(broken.begin(), broken.end()),
                 QSet<QString>(expected.begin(), expected.end()));
        QCOMPARE(broken.size(), expected.size()); // each once
        for (const Finding &finding : recorder.findings())
            isShownWell(recorder, row, finding);
    }

    /// A rule without a row above is a rule that nobody knows to work.
    void everyRuleHasARow()
    {
        QStringList named;
        for (const Row &row : rows())
            named += idOf(row);
        QStringList missing;
        for (const auto &info : rules::allRules()) {
            if (!named.contains(info.id))
                missing += info.id;
        }
        QCOMPARE(missing, QStringList());
    }

    void nothingIsFoundInAGoodSession()
    {
        const Recorder recorder = askedMore("Origin: https://a\r\nUser-Agent: x\r\nExpect: 100-continue\r\n",
                                            "HTTP/1.1 100 Continue\r\n\r\n" + good101("Server: y\r\n"))
                                      .clientHex("8181 01020304 60")
                                      .after(59s)
                                      .serverHex("8101 61 8900")
                                      .clientHex("8a80 01020305")
                                      .clientHex("8882 01020306 02ea")
                                      .serverHex(kServerClose)
                                      .serverEnds()
                                      .clientEnds()
                                      .record();
        compare(recorder.rules(), {});
        QVERIFY(recorder.verdict.allHold() && recorder.verdict.isUpgraded());
    }

    // What the rules about the course leave alone.
    void innocentCourses_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < innocent().size(); ++i)
            QTest::newRow(innocent()[i].name) << int(i);
    }
    void innocentCourses()
    {
        QFETCH(int, index);
        const Row row = innocent()[std::size_t(index)];
        compare(row.conversation.record().rules(), row.alsoBroken);
    }

private:
    static std::vector<Row> innocent()
    {
        const std::string refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        return {
            {"half a request is refused", opened().client("GET / HT").server(refusal), {"StatusIs101"}},
            {"a server gives up waiting for a request",
             opened().server("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"),
             {"StatusIs101"}},
            {"a capture that begins later", Conversation().server(good101()), {}},
            {"a server that closes just after a Ping",
             switched()
                 .clientHex("8980 02020304")
                 .serverHex(kServerClose)
                 .clientHex(kClientClose)
                 .serverEnds(),
             {}},
            {"a server that closes two seconds after a Ping",
             switched()
                 .clientHex("8980 01020304")
                 .after(2s)
                 .serverHex(kServerClose)
                 .clientHex("8882 01020305 02e8")
                 .serverEnds(),
             {"PingAnswered"}},
            {"one Pong answers the Pings before it",
             switched()
                 .serverHex("890161 890162")
                 .clientHex("8a81 01020304 63")
                 .serverHex(kServerClose)
                 .clientHex("8882 01020305 02ea")
                 .serverEnds()
                 .clientEnds(),
             {}},
            {"a Ping that came after the Close of its reader",
             switched()
                 .clientHex(kClientClose)
                 .after(5s)
                 .serverHex("8900")
                 .serverHex(kServerClose)
                 .serverEnds()
                 .clientEnds(),
             {}},
            {"a Ping before bytes that were lost",
             switched()
                 .serverHex("8900")
                 .signal(Direction::FromLeft, Lost{6})
                 .after(5s)
                 .serverHex(kServerClose)
                 .clientEnds()
                 .serverEnds(),
             {}},
            {"the peer's Close leaves time to end a message",
             switched()
                 .clientHex("0180 01020304")
                 .serverHex(kServerClose)
                 .clientHex("8080 01020305")
                 .clientHex("8882 01020306 02ea"),
             {}},
            {"a message open at the end",
             switched().serverHex("0100").serverEnds(),
             {"CloseBeforeEnd", "MessageCompleteAtClose"}},
            {"silence before the end",
             switched().after(61s).serverEnds().clientEnds(),
             {"CloseBeforeEnd", "NotSilent"}},
            {"silence in the middle of a frame",
             switched().serverHex("8102 61").after(61s).serverHex("62"),
             {"NotSilent"}},
            {"silence in the middle of a header",
             switched().serverHex("81").after(61s).serverHex("00"),
             {"NotSilent"}},
            {"silence before the answer", opened().client(goodRequest()).after(61s).server(good101()), {}},
            {"silence of another protocol",
             asked("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
                   "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
                 .after(61s)
                 .server("x"),
             {}},
            {"1010 from the client", switched().clientHex("8882 01020304 02f0"), {}},
            {"1011 from the client", switched().clientHex("8882 01020304 02f1"), {}},
            {"each side has keys of its own",
             switched().clientHex("8980 01020304").serverHex("8980 01020304"),
             {"ServerFrameUnmasked"}},
        };
    }

    static void isShownWell(const Recorder &recorder, const Row &row, const Finding &finding)
    {
        const auto [found, expected] = valuesOf(recorder, row.conversation, finding);
        const char *id = rules::info(finding.rule).id;
        QVERIFY2(!expected.empty(), id);
        const bool isMissing =
            finding.at.size == 0 && rules::info(finding.rule).stage <= rules::Stage::Response;
        QVERIFY2(!found.empty() || isMissing, id);
        const Event &event = recorder.events()[finding.event.value - 1];
        QVERIFY2(finding.at.end() <= static_cast<std::uint64_t>(event.wireSize), id);
    }
};

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
