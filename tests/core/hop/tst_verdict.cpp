// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdictlines.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;

class TestVerdict : public QObject
{
    Q_OBJECT
private slots:
    /// One row a rule, which breaks that rule and no other.
    void brokenResponses_data()
    {
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("broken");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const std::string &head, const char *broken,
                            ExchangeState state) {
            QTest::newRow(name) << QString::fromLatin1(head.data(), qsizetype(head.size())) << broken
                                << static_cast<int>(state);
        };
        constexpr auto kUpgraded = ExchangeState::Upgraded;
        constexpr auto kBroken = ExchangeState::Broken101;
        constexpr auto kRefused = ExchangeState::Refused;
        const std::string good = good101();
        row("StatusLineValid", with(good, "HTTP/1.1 101", "HTTP/1.1  101"),
            "StatusLineValid: found HTTP/1.1 101 Switching Protocols, expected HTTP/1.1 101 Switching "
            "Protocols @0+35",
            kUpgraded);
        row("StatusIs101", "HTTP/1.1 400 Bad Request\r\n\r\n",
            "StatusIs101: found 400 Bad Request, expected 101 @0+26", kRefused);
        row("ResponseVersionIs11", with(good, "HTTP/1.1", "HTTP/1.0"),
            "ResponseVersionIs11: found HTTP/1.0, expected HTTP/1.1 @0+8", kUpgraded);
        row("UpgradeIsWebSocket: missing", with(good, "Upgrade: websocket\r\n", ""),
            "UpgradeIsWebSocket: found , expected websocket @0+0", kBroken);
        row("UpgradeIsWebSocket: another", with(good, ": websocket", ": x-echo/1"),
            "UpgradeIsWebSocket: found x-echo/1, expected websocket @43+8", kBroken);
        row("UpgradeIsWebSocket: a list", with(good, ": websocket", ": websocket, h2c"),
            "UpgradeIsWebSocket: found websocket, h2c, expected websocket @43+14", kBroken);
        row("ConnectionIsUpgrade: missing", with(good, "Connection: Upgrade\r\n", ""),
            "ConnectionIsUpgrade: found , expected Upgrade @0+0", kBroken);
        row("ConnectionIsUpgrade: Keep-Alive, as CUPS says",
            with(good, "Connection: Upgrade", "Connection: Keep-Alive"),
            "ConnectionIsUpgrade: found Keep-Alive, expected Upgrade @66+10", kBroken);
        row("AcceptPresent: missing",
            with(good, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", ""),
            "AcceptPresent: found , expected s3pPLMBiTxaQ9kYGzzhZRbK+xOo= @0+0", kBroken);
        row("AcceptAtMostOnce", good101("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
            "AcceptAtMostOnce: found s3pPLMBiTxaQ9kYGzzhZRbK+xOo= | s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, expected "
            "one "
            "header @127+52",
            kBroken);
        row("AcceptIsRight", with(good, "s3pP", "S3PP"),
            "AcceptIsRight: found S3PPLMBiTxaQ9kYGzzhZRbK+xOo=, expected s3pPLMBiTxaQ9kYGzzhZRbK+xOo= @97+28",
            kBroken);
        row("SubprotocolWasOffered", good101("Sec-WebSocket-Protocol: binary\r\n"),
            "SubprotocolWasOffered: found binary, expected chat, superchat @151+6", kBroken);
        row("SubprotocolAtMostOnce", good101("Sec-WebSocket-Protocol: chat, superchat\r\n"),
            "SubprotocolAtMostOnce: found chat, superchat, expected one subprotocol @151+15", kBroken);
        row("SubprotocolAtMostOnce: two headers",
            good101("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat\r\n"),
            "SubprotocolAtMostOnce: found chat, chat, expected one subprotocol @151+4", kBroken);
        row("SubprotocolAtMostOnce: the second header is empty",
            good101("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol:\r\n"),
            "SubprotocolAtMostOnce: found chat, , expected one subprotocol @151+4", kBroken);
        row("ExtensionWasOffered",
            good101("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=12\r\n"),
            "ExtensionWasOffered: found permessage-deflate; server_max_window_bits=12, expected x-mux "
            "@153+45",
            kBroken);
        row("ResponseFieldsValid", good101("nonsense\r\n"),
            "ResponseFieldsValid: found nonsense, expected Name: value @127+10", kUpgraded);
        row("ResponseNoSpaceBeforeColon", good101("X : y\r\n"),
            "ResponseNoSpaceBeforeColon: found X :, expected X: @128+1", kUpgraded);
        row("ResponseLinesNotFolded", good101("X: y\r\n z\r\n"),
            "ResponseLinesNotFolded: found X: y z, expected the header in one line @127+10", kUpgraded);
        row("ResponseOctetsAllowed", good101("X: \x01\r\n"),
            "ResponseOctetsAllowed: found X: \x01, expected visible characters, spaces and tabs @130+1",
            kUpgraded);
        row("ResponseSingletonsOnce", good101("Server: a\r\nServer: b\r\n"),
            "ResponseSingletonsOnce: found Server: a | b, expected one header @138+11", kUpgraded);
        row("RedirectNamesLocation", "HTTP/1.1 302 Found\r\n\r\n",
            "StatusIs101: found 302 Found, expected 101 @0+20\n"
            "RedirectNamesLocation: found , expected Location: URL @0+0\n"
            "UpgradeIsNotRedirected: found 302 Found, expected 101 @0+20",
            kRefused);
        row("ChallengeNamesScheme", "HTTP/1.1 401 Unauthorized\r\n\r\n",
            "StatusIs101: found 401 Unauthorized, expected 101 @0+27\n"
            "ChallengeNamesScheme: found , expected WWW-Authenticate: scheme @0+0",
            kRefused);
        row("ChallengeNamesScheme: of a proxy", "HTTP/1.1 407 No\r\nWWW-Authenticate: Basic\r\n\r\n",
            "StatusIs101: found 407 No, expected 101 @0+17\n"
            "ChallengeNamesScheme: found , expected Proxy-Authenticate: scheme @0+0",
            kRefused);
        row("MethodNotAllowedNamesAllow", "HTTP/1.1 405 No\r\n\r\n",
            "StatusIs101: found 405 No, expected 101 @0+17\n"
            "MethodNotAllowedNamesAllow: found , expected Allow: GET @0+0",
            kRefused);
        row("ResponseLinesEndInCrLf", good101("X: y\n"),
            "ResponseLinesEndInCrLf: found LF, expected CR LF @127+5", kUpgraded);
        row("NoBodyOn101", good101("Content-Length: 0\r\n"),
            "NoBodyOn101: found Content-Length: 0, expected no such header @127+19", kUpgraded);
        row("UpgradeRequiredNamesProtocol", "HTTP/1.1 426 Upgrade Required\r\n\r\n",
            "StatusIs101: found 426 Upgrade Required, expected 101 @0+31\n"
            "UpgradeRequiredNamesProtocol: found , expected websocket @0+0",
            kRefused);
        row("BodyFramingClear",
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "StatusIs101: found 400 Bad Request, expected 101 @0+26\n"
            "BodyFramingClear: found Content-Length: 5, Transfer-Encoding: chunked, expected one length in "
            "bytes, or "
            "chunked @26+19",
            kRefused);
    }
    void brokenResponses()
    {
        QFETCH(QString, head);
        const std::string protocols =
            head.contains("Sec-WebSocket-Protocol") ? "Sec-WebSocket-Protocol: chat, superchat\r\n" : "";
        const auto offers = request(goodRequest(protocols + "Sec-WebSocket-Extensions: x-mux\r\n"));
        const auto answer = response(head.toLatin1().toStdString());
        QTEST(lines(judgeResponse(&offers, answer)).join('\n'), "broken");
        const auto verdict = verdictOf(&offers, &answer, false);
        QTEST(static_cast<int>(verdict.state), "state");
        QVERIFY(!verdict.allHold());
    }

    /// Subprotocols that were offered and not chosen, and a version in a 101: allowed, and told.
    void oddButNotWrong101s()
    {
        const auto offers = request(goodRequest("Sec-WebSocket-Protocol: chat, superchat\r\n"));
        const auto silent = response();
        compare(lines(judgeResponse(&offers, silent)),
                {"SubprotocolWasChosen: found , expected chat, superchat @0+0"});
        QVERIFY(verdictOf(&offers, &silent, false).isUpgraded());
        const auto versioned = response(good101("Sec-WebSocket-Version: 13\r\n"));
        const auto asked = request();
        compare(lines(judgeResponse(&asked, versioned)),
                {"VersionNotIn101: found 13, expected no such header @150+2"});
        QVERIFY(verdictOf(&asked, &versioned, false).allHold());
    }

    void theSizesThatCommonServersTake_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("lines");
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("response");
        // The good heads have 161 and 129 bytes.
        const QString ofResponse = "ResponseHeadFits: found %1 bytes, expected at most 4096 bytes @0+%1";
        const QString ofRequest =
            "RequestHeadFits: found %1 bytes, expected at most 8190 bytes a line, 32768 bytes in all @%2+%3";
        QTest::newRow("4096 bytes of response") << 4096 - 129 - 2 << 1 << ""
                                                << "";
        QTest::newRow("4097 bytes of response") << 4096 - 129 - 1 << 1 << "" << ofResponse.arg(4097);
        QTest::newRow("a line of 8190 bytes") << 8190 << 1 << "" << ofResponse.arg(8321);
        QTest::newRow("a line of 8191 bytes")
            << 8191 << 1 << ofRequest.arg(8191).arg(159).arg(8193) << ofResponse.arg(8322);
    }
    void theSizesThatCommonServersTake()
    {
        QFETCH(int, line);
        QFETCH(int, lines);
        std::string more;
        for (int i = 0; i < lines; ++i)
            more += "X: " + std::string(std::size_t(line - 3), 'x') + "\r\n";
        const auto asked = request(goodRequest(more));
        QTEST(::lines(judgeRequest(asked)).join('\n'), "request");
        const auto answer = response(good101(more));
        QTEST(::lines(judgeResponse(&asked, answer)).join('\n'), "response");
    }

    void aRefusedVersionNamesTheOthers()
    {
        const auto old = request(with(goodRequest(), ": 13", ": 99"));
        const auto silent = response("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\n\r\n");
        compare(ids(judgeResponse(&old, silent), Outcome::Broken),
                {"StatusIs101", "UpgradeRequiredNamesVersion"});
        const auto named =
            response("HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13, 8\r\n\r\n"); // node ws
        compare(ids(judgeResponse(&old, named), Outcome::Broken), {"StatusIs101"});
        const auto right = request();
        compare(ids(judgeResponse(&right, silent), Outcome::Broken), {"StatusIs101"});
    }

    void good101s_data()
    {
        QTest::addColumn<QString>("head");
        // As servers answer the sample key of RFC 6455 1.3.
        const QString accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
        QTest::newRow("node ws")
            << "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + accept
                + "\r\n";
        QTest::newRow("tornado: lower-case s")
            << "HTTP/1.1 101 Switching Protocols\r\nServer: TornadoServer/6.2\r\nUpgrade: websocket\r\n"
               "Connection: Upgrade\r\nSec-Websocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        QTest::newRow("uvicorn with wsproto: empty reason")
            << "HTTP/1.1 101 \r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n" + accept + "\r\n";
        QTest::newRow("nginx: lower-case upgrade")
            << "HTTP/1.1 101 Switching Protocols\r\nServer: nginx/1.22.1\r\nConnection: upgrade\r\n"
               "Upgrade: websocket\r\n"
                + accept + "X-Mirror: two  spaces\r\n\r\n";
        QTest::newRow("haproxy: all names lower-cased")
            << "HTTP/1.1 101 Switching Protocols\r\nserver: mirror/1\r\nupgrade: websocket\r\n"
               "connection: Upgrade\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        QTest::newRow("aiohttp: Content-Type")
            << "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n" + accept
                + "Content-Type: application/octet-stream\r\n\r\n";
    }
    void good101s()
    {
        QFETCH(QString, head);
        const auto asked = request();
        const auto answer = response(head.toStdString());
        const auto verdict = verdictOf(&asked, &answer, false);
        compare(lines(verdict.results), {});
        QVERIFY(verdict.isUpgraded() && verdict.allHold());
        QCOMPARE(verdict.status, 101);
    }

    void theVerdictIsInTableOrder()
    {
        const auto asked = request(goodRequest("Sec-WebSocket-Protocol: chat\r\n"));
        const auto answer = response(good101("Sec-WebSocket-Protocol: chat\r\n"));
        compare(ids(verdictOf(&asked, &answer, false).results, Outcome::Holds),
                {"RequestLineValid",
                 "MethodIsGet",
                 "RequestVersionIs11",
                 "HostPresent",
                 "UpgradePresent",
                 "ConnectionHasUpgrade",
                 "KeyPresent",
                 "KeyWellFormed",
                 "VersionPresent",
                 "RequestFieldsValid",
                 "RequestLinesEndInCrLf",
                 "ProtocolsWellFormed",
                 "GetHasNoBody",
                 "TargetWellFormed",
                 "TargetHasNoFragment",
                 "HostWellFormed",
                 "UpgradeNamesOnlyWebSocket",
                 "ConnectionDoesNotClose",
                 "VersionAtMostOnce",
                 "AcceptNotInRequest",
                 "RequestHeadFits",
                 "RequestLinesNotFolded",
                 "RequestNoSpaceBeforeColon",
                 "RequestOctetsAllowed",
                 "RequestFramingClear",
                 "RequestSingletonsOnce",
                 "ResponseIsHttp",
                 "StatusLineValid",
                 "StatusIs101",
                 "ResponseVersionIs11",
                 "UpgradeIsWebSocket",
                 "ConnectionIsUpgrade",
                 "AcceptPresent",
                 "AcceptIsRight",
                 "SubprotocolWasOffered",
                 "SubprotocolAtMostOnce",
                 "ResponseFieldsValid",
                 "ResponseLinesEndInCrLf",
                 "NoBodyOn101",
                 "AcceptAtMostOnce",
                 "SubprotocolWasChosen",
                 "VersionNotIn101",
                 "ResponseLinesNotFolded",
                 "ResponseNoSpaceBeforeColon",
                 "ResponseOctetsAllowed",
                 "ResponseHeadFits",
                 "ResponseSingletonsOnce"});
    }

    void rulesOfA101AreNotReachedByARefusal()
    {
        const auto asked = request();
        const auto answer = response(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); // caddy, for a host that no site matches
        const auto verdict = verdictOf(&asked, &answer, false);
        QVERIFY(verdict.state == ExchangeState::Refused);
        compare(ids(verdict.results, Outcome::NotReached),
                {"ResponseVersionIs11", "UpgradeIsWebSocket", "ConnectionIsUpgrade", "AcceptPresent",
                 "AcceptIsRight"});
    }

    void withoutHeadsNothingIsReached()
    {
        const auto waiting = verdictOf(nullptr, nullptr, false);
        QVERIFY(waiting.state == ExchangeState::Waiting);
        QCOMPARE(ids(waiting.results, Outcome::NotReached).size(), qsizetype(waiting.results.size()));
        QVERIFY(verdictOf(nullptr, nullptr, true).state == ExchangeState::NoAnswer);
        const auto asked = request();
        QVERIFY(verdictOf(&asked, nullptr, true).state == ExchangeState::NoAnswer);
    }

    void withoutTheRequestTheAcceptCannotBeJudged()
    {
        const auto answer = response();
        const auto verdict = verdictOf(nullptr, &answer, false);
        QVERIFY(verdict.isUpgraded());
        QVERIFY(ids(verdict.results, Outcome::NotReached).contains("AcceptIsRight"));
    }

    /// The classic line of every tutorial: curl -i -H "Upgrade: websocket" -H "Connection: Upgrade" URL
    void theTutorialsCurlLineLacksTwoHeaders()
    {
        const auto asked = request("GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n"
                                   "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        compare(ids(judgeRequest(asked), Outcome::Broken), {"KeyPresent", "VersionPresent"});
    }

    void whatAsksForATunnelIsNoUpgrade()
    {
        const auto connect = request("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n");
        QVERIFY(asksForTunnel(connect));
        QVERIFY(!asksForWebSocket(connect));
        const auto opened = response("HTTP/1.1 200 Connection established\r\n\r\n");
        const auto verdict = verdictOf(&connect, &opened, false);
        QCOMPARE(verdict.state, ExchangeState::Tunnelled);
        QCOMPARE(verdict.status, 200);
        QVERIFY(!verdict.isUpgraded());
        compare(lines(verdict.results), {});
        const auto refused = response("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\n\r\n");
        QCOMPARE(verdictOf(&connect, &refused, false).state, ExchangeState::Refused);
        compare(lines(verdictOf(&connect, &refused, false).results), {});
        // The same method with the headers of an upgrade is an upgrade that went wrong.
        const auto wrong = request("CONNECT /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
                                   "Connection: Upgrade\r\n\r\n");
        QVERIFY(!asksForTunnel(wrong));
        QCOMPARE(verdictOf(&wrong, &opened, false).state, ExchangeState::Refused);
        QVERIFY(ids(judgeRequest(wrong), Outcome::Broken).contains("MethodIsGet"));
    }

    void webSocketRulesDoNotApplyToOtherProtocols()
    {
        // podman attach
        const auto podman = request(
            "POST /v1.41/containers/att/attach HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
            "Content-Length: 0\r\n\r\n");
        QVERIFY(!asksForWebSocket(podman));
        compare(lines(judgeRequest(podman)), {});
        const auto attached =
            response("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                     "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
        QVERIFY(verdictOf(&podman, &attached, false).allHold());
        const auto wrong =
            response("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
        compare(lines(judgeResponse(&podman, wrong)), {"ProtocolWasAsked: found h2c, expected tcp @64+3"});
        // CUPS, RFC 2817: a list in Upgrade, no "upgrade" in Connection, a length on the 101
        const auto cups =
            request("OPTIONS * HTTP/1.1\r\nHost: h\r\nUpgrade: TLS/1.0\r\nConnection: Upgrade\r\n\r\n");
        const auto tls =
            response("HTTP/1.1 101 Switching Protocols\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n"
                     "Upgrade: TLS/1.2,TLS/1.1,TLS/1.0\r\n\r\n");
        compare(ids(judgeResponse(&cups, tls), Outcome::Broken), {"ConnectionIsUpgrade", "NoBodyOn101"});
    }

    void anAnswerThatIsNoHttp()
    {
        const auto asked = request();
        auto verdict = verdictOf(&asked, nullptr, false);
        markNotHttp(verdict, base::asBytes("SSH-2.0-OpenSSH_9.2"));
        QVERIFY(verdict.state == ExchangeState::NoAnswer);
        compare(
            lines(verdict.results),
            {"ResponseIsHttp: found SSH-2.0-OpenSSH_9.2, expected HTTP/1.1 101 Switching Protocols @0+0"});
    }

    void longValuesAreElided()
    {
        for (const auto &[size, isElided] : {std::pair{200, false}, std::pair{201, true}}) {
            const auto asked =
                request(with(goodRequest(), ": 13", ": " + std::string(std::size_t(size), '1')));
            const auto results = judgeRequest(asked);
            const auto broken = std::find_if(results.begin(), results.end(), [](const RuleResult &result) {
                return result.outcome == Outcome::Broken;
            });
            QVERIFY(broken->found.size() <= 200);
            QCOMPARE(QString::fromStdString(broken->found).endsWith(u'\u2026'), isElided);
        }
    }
};

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
