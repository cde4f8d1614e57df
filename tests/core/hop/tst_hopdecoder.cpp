// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameencoder.h"
#include "transcript.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace hop101;
using namespace hop101::hop;

Q_DECLARE_METATYPE(hop101::hop::Conversation)

class TestHopDecoder : public QObject
{
    Q_OBJECT
private slots:
    void upgradeFramesAndClose()
    {
        const auto recorder = Conversation()
                                  .signal(Direction::FromLeft, Opened{"127.0.0.1:1", "127.0.0.1:2"})
                                  .upgraded()
                                  .clientHex("818537fa213d7f9f4d5158") // RFC 6455 5.7: masked "Hello"
                                  .serverHex("810548656c6c6f") // RFC 6455 5.7: "Hello"
                                  .clientHex("888200000001 03e8")
                                  .serverHex("880203e8")
                                  .serverEnds()
                                  .clientEnds()
                                  .record();
        QCOMPARE(
            recorder.transcript(),
            QStringList({"1 > Connected @0", "2 > RequestHead @0 161", "3 < ResponseHead 101 @0 129",
                         "4 < ProtocolSwitched @129",
                         "5 > Frame text fin masked end @161 11 payload 5 message 5",
                         "6 < Frame text fin end @129 7 payload 5 message 6",
                         "7 > Frame close fin masked @172 8 payload 2",
                         "8 < Frame close fin @136 4 payload 2", "9 < Closed FIN @140",
                         "10 > Closed FIN @180", "exchange 1: request 2, response 3, status 101, upgraded"}));
        QCOMPARE(recorder.payloads().at(5), std::string("Hello"));
        QVERIFY(recorder.verdict.isUpgraded());
        QVERIFY(recorder.verdict.allHold());
    }

    /// What only the course of a connection shows: one row a rule.
    void courses_data()
    {
        QTest::addColumn<Conversation>("conversation");
        QTest::addColumn<QStringList>("tail"); // the last lines of the transcript
        const auto row = [](const char *name, const Conversation &conversation, const QStringList &tail) {
            QTest::newRow(name) << conversation << tail;
        };
        const auto asked = [] { return Conversation().client(goodRequest()); };
        const auto upgraded = [] { return Conversation().upgraded(); };
        const QString waiting = "exchange 1: request 1, response 0, status 0, no answer";
        const QString good = "exchange 1: request 1, response 2, status 101, upgraded";

        row("AnswerCame: EOF with 0 bytes, as libwebsockets", asked().serverEnds(),
            {"2 < Closed FIN @0", "    AnswerCame @0+0", waiting});
        row("AnswerCame: a head without its end", asked().server("HTTP/1.1 101 Sw").serverEnds(),
            {"2 < ResponseHead 0 cut @0 15", "3 < Closed FIN @15", "    AnswerCame @0+0", waiting});
        row("AnswerCame: nothing until the time-out",
            asked()
                .signal(Direction::FromLeft, Failed{FailStage::UpgradeTimeout, ""})
                .clientEnds(EndCause::ByUs)
                .serverEnds(),
            {"2 > Failed 7 @161", "    AnswerCame @0+0", "3 > Closed by us @161", "4 < Closed FIN @0",
             waiting});
        row("AnswerCame and NotReset", asked().serverEnds(EndCause::Reset),
            {"2 < Closed reset @0", "    AnswerCame @0+0", "    NotReset @0+0", waiting});
        row("a client that only ends its side may still be answered", asked().clientEnds(),
            {"1 > RequestHead @0 161", "2 > Closed FIN @161",
             "exchange 1: request 1, response 0, status 0, waiting"});
        row("CloseBeforeEnd: a proxy's idle limit", upgraded().serverEnds().clientEnds(EndCause::ByUs),
            {"4 < Closed FIN @129", "    CloseBeforeEnd @0+0", "5 > Closed by us @161", good});
        row("CloseBeforeEnd: our own", upgraded().clientEnds(EndCause::ByUs).serverEnds(),
            {"4 > Closed by us @161", "    CloseBeforeEnd @0+0", "5 < Closed FIN @129", good});
        row("CloseAnswered", upgraded().clientHex("888037fa213d").serverEnds(),
            {"4 > Frame close fin masked @161 6 payload 0", "5 < Closed FIN @129", "    CloseAnswered @0+0",
             good});
        row("a Close and a FIN at once wait for the other Close",
            upgraded().serverHex("8800").serverEnds().clientHex("888037fa213d").clientEnds(),
            {"4 < Frame close fin @129 2 payload 0", "5 < Closed FIN @131",
             "6 > Frame close fin masked @161 6 payload 0", "7 > Closed FIN @167", good});
        row("ServerClosesTcpFirst",
            upgraded().serverHex("8800").clientHex("888037fa213d").clientEnds().serverEnds(),
            {"5 > Frame close fin masked @161 6 payload 0", "6 > Closed FIN @167",
             "    ServerClosesTcpFirst @0+0", "7 < Closed FIN @131", good});
        row("a client that ends its side behind its Close still hears the server's",
            upgraded().clientHex("888037fa213d").clientEnds().serverHex("8800").serverEnds(),
            {"4 > Frame close fin masked @161 6 payload 0", "5 > Closed FIN @167",
             "6 < Frame close fin @129 2 payload 0", "7 < Closed FIN @131", good});
        row("NotReset, told once",
            upgraded()
                .serverHex("8800")
                .clientHex("888037fa213d")
                .serverEnds(EndCause::Reset)
                .clientEnds(EndCause::Reset),
            {"6 < Closed reset @131", "    NotReset @0+0", "7 > Closed reset @167", good});
        row("after a broken 101 no Close is expected",
            asked().server("HTTP/1.1 101 Switching Protocols\r\n\r\n").clientEnds(EndCause::ByUs),
            {"3 < ProtocolSwitched @36", "4 > Closed by us @161",
             "exchange 1: request 1, response 2, status 101, broken 101"});
        row("BodyComplete: cut",
            asked().server("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nno").serverEnds(),
            {"3 < Body cut @45 2 payload 2", "    BodyComplete @0+0", "4 < Closed FIN @47",
             "exchange 1: request 1, response 2, status 403, refused"});
        row("BodyComplete: not even begun",
            asked().server("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\n").serverEnds(),
            {"    StatusIs101 @0+24", "3 < Closed FIN @45", "    BodyComplete @0+0",
             "exchange 1: request 1, response 2, status 403, refused"});
        row("BodyComplete: a malformed chunk",
            asked()
                .server("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\nx")
                .serverEnds(),
            {"3 < Body cut @54 7 payload 2", "    BodyComplete @0+0", "4 < RawRun @61 1",
             "5 < Closed FIN @62", "exchange 1: request 1, response 2, status 403, refused"});
        row("a body until close is complete at a FIN",
            asked().server("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>").serverEnds(),
            {"    StatusIs101 @0+26", "3 < Body @28 6 payload 6", "4 < Closed FIN @34",
             "exchange 1: request 1, response 2, status 502, refused"});
        row("a body until close that we did not read to its end",
            asked().server("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>").serverEnds(EndCause::ByUs),
            {"3 < Body cut @28 6 payload 6", "4 < Closed by us @34",
             "exchange 1: request 1, response 2, status 502, refused"});
        row("a body until close is cut by a reset",
            asked().server("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>").serverEnds(EndCause::Reset),
            {"3 < Body cut @28 6 payload 6", "    BodyComplete @0+0", "4 < Closed reset @34",
             "    NotReset @0+0", "exchange 1: request 1, response 2, status 502, refused"});
        row("a chunked body",
            asked()
                .server("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbad\r\n0\r\n\r\n")
                .serverEnds(),
            {"3 < Body @56 13 payload 3", "4 < Closed FIN @69",
             "exchange 1: request 1, response 2, status 400, refused"});
        row("ResponseIsHttp: another protocol", asked().server("SSH-2.0-OpenSSH_9.2\r\n").serverEnds(),
            {"2 < RawRun @0 21", "    ResponseIsHttp @0+0", "3 < Closed FIN @21", waiting});
        row("ResponseIsHttp: looks like HTTP at first", asked().server("HTTQ").serverEnds(),
            {"2 < ResponseHead 0 cut @0 3", "3 < RawRun @3 1", "    ResponseIsHttp @0+0", "4 < Closed FIN @4",
             waiting});
        row("ResponseIsHttp: a bare HTTP/2 SETTINGS frame, as nghttpd",
            asked().serverHex("000006040000000000000300000064").serverEnds(),
            {"2 < RawRun @0 15", "    ResponseIsHttp @0+0", "3 < Closed FIN @15", waiting});
        row("ResponseIsHttp: a head without end",
            asked().server("HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x')),
            {"2 < ResponseHead 0 cut @0 65536", "3 < RawRun @65536 -1 open", "    ResponseIsHttp @0+0",
             waiting});
        row("RequestLineValid: the client speaks no HTTP",
            Conversation().clientHex("160301").server("HTTP/1.1 400 Bad Request\r\n\r\n"),
            {"1 > RawRun @0 -1 open", "    RequestLineValid @0+0", "2 < ResponseHead 400 @0 28",
             "    StatusIs101 @0+26", "exchange 1: request 0, response 2, status 400, refused"});
        row("ClientWaitsForAnswer: frames begin at the next boundary",
            asked()
                .clientHex("818100000001 61 8181 0000")
                .server(good101())
                .clientHex("0002 62 898000000001"),
            {"2 > RawRun @161 14", "    ClientWaitsForAnswer @0+0", "3 < ResponseHead 101 @0 129",
             "4 < ProtocolSwitched @129", "5 > Frame ping fin masked @175 6 payload 0",
             "exchange 1: request 1, response 3, status 101, upgraded"});
        row("ClientWaitsForAnswer: at a boundary",
            asked().clientHex("818100000001 61").server(good101()).clientHex("898000000001"),
            {"2 > RawRun @161 7", "    ClientWaitsForAnswer @0+0", "3 < ResponseHead 101 @0 129",
             "4 < ProtocolSwitched @129", "5 > Frame ping fin masked @168 6 payload 0",
             "exchange 1: request 1, response 3, status 101, upgraded"});
        row("ClientWaitsForAnswer: a refusal leaves the rest raw",
            asked()
                .client("GET /")
                .server("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
                .client(" HTTP/1.1\r\n\r\n")
                .clientEnds(),
            {"2 > RawRun @161 18", "    ClientWaitsForAnswer @0+0", "3 < ResponseHead 404 @0 38",
             "    StatusIs101 @0+17", "4 > Closed FIN @179",
             "exchange 1: request 1, response 3, status 404, refused"});
        row("lost bytes make the rest raw",
            upgraded()
                .serverHex("8103 61")
                .signal(Direction::FromRight, Lost{1000})
                .serverHex("810162")
                .serverEnds(),
            {"4 < Frame text fin cut end @129 3 payload 1 message 4", "5 < Gap @132 1000",
             "6 < RawRun @1132 3", "7 < Closed FIN @1135", good});
        row("frames are read again behind lost bytes that end at a frame",
            upgraded()
                .serverHex("8103 61")
                .signal(Direction::FromRight, Lost{1000, 3, true})
                .serverHex("800162 810163 800164")
                .serverEnds(),
            {"4 < Frame text fin cut end @129 3 payload 1 message 4", "5 < Gap @132 1000",
             "6 < Frame cont fin end @1132 3 payload 1 message 6",
             "7 < Frame text fin end @1135 3 payload 1 message 7",
             "8 < Frame cont fin end @1138 3 payload 1 message 8", "    ContinuationExpected @0+1",
             "9 < Closed FIN @1141", good});
        row("no frames are read behind lost bytes before the switch",
            asked().server("HTTP/1.1").signal(Direction::FromRight, Lost{10, 1, true}).serverHex("810162"),
            {"2 < ResponseHead 0 cut @0 8", "3 < Gap @8 10", "4 < RawRun @18 -1 open",
             "exchange 1: request 1, response 0, status 0, waiting"});
        row("lost bytes in a head",
            asked().server("HTTP/1.1").signal(Direction::FromRight, Lost{10}).server("x"),
            {"2 < ResponseHead 0 cut @0 8", "3 < Gap @8 10", "4 < RawRun @18 -1 open",
             "exchange 1: request 1, response 0, status 0, waiting"});
        row("a connection that never came up",
            Conversation().signal(Direction::FromLeft, Failed{FailStage::Connect, "refused"}),
            {"1 > Failed 2 @0"});
        row("TLS that somebody accepted",
            Conversation()
                .signal(Direction::FromLeft, Opened{})
                .signal(Direction::FromRight, Secured{"TLSv1.3", "", "", "self-signed"})
                .signal(Direction::FromLeft, Tick{}),
            {"1 > Connected @0", "2 < TlsUp accepted @0"});
    }
    void courses()
    {
        QFETCH(Conversation, conversation);
        QFETCH(QStringList, tail);
        const auto transcript = conversation.record().transcript();
        compare(transcript.mid(std::max<qsizetype>(0, transcript.size() - tail.size())), tail);
    }

    void refusalWithBody()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest())
                                  .server("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnope\n")
                                  .serverEnds()
                                  .record();
        compare(recorder.transcript(),
                {"1 > RequestHead @0 161", "2 < ResponseHead 403 @0 45", "    StatusIs101 @0+24",
                 "3 < Body @45 5 payload 5", "4 < Closed FIN @50",
                 "exchange 1: request 1, response 2, status 403, refused"});
    }

    void framesInTheSameReadAsThe101()
    {
        // socket.io: 81 6b 0{"sid":…}; a wstunnel: 81 0c
        const auto recorder =
            Conversation().client(goodRequest()).server(good101() + "\x81\x02hi\x89").record();
        compare(recorder.transcript().mid(1),
                {"2 < ResponseHead 101 @0 129", "3 < ProtocolSwitched @129",
                 "4 < Frame text fin end @129 4 payload 2 message 4",
                 "5 < Frame ping fin @133 -1 payload -1 open",
                 "exchange 1: request 1, response 2, status 101, upgraded"});
    }

    void aRefusedClientTriesAgainOnTheSameConnection()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest())
                                  .server("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n"
                                          "Content-Length: 2\r\n\r\nno")
                                  .client(goodRequest("Authorization: Basic eDp5\r\n"))
                                  .server(good101())
                                  .clientHex("898000000001")
                                  .record();
        compare(recorder.transcript().mid(4),
                {"4 > RequestHead @161 188", "5 < ResponseHead 101 @75 129", "6 < ProtocolSwitched @204",
                 "7 > Frame ping fin masked @349 6 payload 0",
                 "exchange 1: request 1, response 2, status 401, refused",
                 "exchange 2: request 4, response 5, status 101, upgraded"});
        QVERIFY(recorder.verdict.allHold());
    }

    void interimResponsesAreNotTheAnswer()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest())
                                  .server("HTTP/1.1 103 Early Hints\r\n\r\n" + good101())
                                  .record();
        compare(recorder.transcript().mid(1),
                {"2 < ResponseHead 103 interim @0 28", "    InterimWasAsked @0+26",
                 "3 < ResponseHead 101 @28 129", "4 < ProtocolSwitched @157",
                 "exchange 1: request 1, response 3, status 101, upgraded"});
    }

    void anotherProtocolIsRaw()
    {
        // podman attach: 01 00 00 00 00 00 00 0d "hello attach\n"
        const auto recorder =
            Conversation()
                .client("POST /attach HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: "
                        "tcp\r\nContent-Length: 0\r\n\r\n")
                .server("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
                .client("hello attach\n")
                .serverHex("010000000000000d 68656c6c6f206174746163680a")
                .serverEnds()
                .record();
        compare(recorder.transcript(),
                {"1 > RequestHead @0 88", "2 < ResponseHead 101 @0 60", "3 < ProtocolSwitched @60",
                 "4 > RawRun @88 -1 open", "5 < RawRun @60 21", "6 < Closed FIN @81",
                 "exchange 1: request 1, response 2, status 101, upgraded"});
    }

    void anotherProtocolThanAskedIsRaw()
    {
        // x-echo/1 to a websocket request, as nginx and haproxy pass it on
        const auto recorder =
            Conversation()
                .client(goodRequest())
                .server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x-echo/1\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\nabc")
                .record();
        compare(recorder.transcript().mid(1),
                {"2 < ResponseHead 101 @0 128", "    UpgradeIsWebSocket @43+8", "3 < ProtocolSwitched @128",
                 "4 < RawRun @128 -1 open", "exchange 1: request 1, response 2, status 101, broken 101"});
    }

    void connectOpensATunnel()
    {
        const auto recorder =
            Conversation()
                .client("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") // a length has no meaning here
                .clientHex("1603010000")
                .serverHex("1603030000")
                .record();
        compare(recorder.transcript().mid(recorder.transcript().size() - 3),
                {"3 > RawRun @39 -1 open", "4 < RawRun @38 -1 open",
                 "exchange 1: request 1, response 2, status 200, tunnelled"});
    }

    void requestsMayBePipelined()
    {
        const std::string plain = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
        const auto recorder = Conversation()
                                  .client(plain + goodRequest())
                                  .server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
                                  .server(good101())
                                  .clientHex("898000000001")
                                  .record();
        const auto transcript = recorder.transcript();
        compare(transcript.mid(transcript.size() - 5),
                {"5 < ResponseHead 101 @39 129", "6 < ProtocolSwitched @168",
                 "7 > Frame ping fin masked @189 6 payload 0",
                 "exchange 1: request 1, response 3, status 200, refused",
                 "exchange 2: request 2, response 5, status 101, upgraded"});
    }

    void pipeliningIsBounded()
    {
        Conversation conversation;
        for (int i = 0; i < 20; ++i)
            conversation.client("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
        const auto events = conversation.record().events();
        QCOMPARE(events.size(), std::size_t{17});
        QVERIFY(events.back().kind == EventKind::RawRun);
    }

    void aRequestBodyIsNoFrame()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest("Content-Length: 3\r\n") + "abc")
                                  .server(good101())
                                  .clientHex("898000000001")
                                  .record();
        compare(recorder.transcript(),
                {"1 > RequestHead @0 180", "    GetHasNoBody @159+19", "2 > Body @180 3 payload 3",
                 "3 < ResponseHead 101 @0 129", "4 < ProtocolSwitched @129",
                 "5 > Frame ping fin masked @183 6 payload 0",
                 "exchange 1: request 1, response 3, status 101, upgraded"});
    }

    void theAnswerMayComeInsideTheRequestsBody()
    {
        const auto recorder = Conversation()
                                  .client(goodRequest("Content-Length: 3\r\n") + "a")
                                  .server(good101())
                                  .client("bc")
                                  .clientHex("898000000001")
                                  .record();
        QCOMPARE(recorder.transcript().at(2), QString("2 > Body @180 3 payload 3"));
        QVERIFY(recorder.transcript().contains("5 > Frame ping fin masked @183 6 payload 0"));
    }

    void aCaptureMayStartWithTheResponse()
    {
        const auto recorder =
            Conversation().server(good101()).serverHex("8900").clientHex("8a8000000001").record();
        compare(recorder.transcript(),
                {"1 < ResponseHead 101 @0 129", "2 < ProtocolSwitched @129",
                 "3 < Frame ping fin @129 2 payload 0", "4 > Frame pong fin masked @0 6 payload 0",
                 "exchange 1: request 0, response 1, status 101, upgraded"});
    }

    void anAnswerThatIsNoHttpIsInTheVerdict()
    {
        const auto verdict =
            Conversation().client(goodRequest()).server("SSH-2.0-OpenSSH_9.2p1 Debian\r\n").record().verdict;
        QVERIFY(verdict.state == ExchangeState::NoAnswer);
        const auto broken =
            std::find_if(verdict.results.begin(), verdict.results.end(),
                         [](const RuleResult &result) { return result.outcome == Outcome::Broken; });
        QVERIFY(broken != verdict.results.end() && broken->rule == rules::Rule::ResponseIsHttp);
        QCOMPARE(broken->found, std::string("SSH-2.0-OpenSSH_9.2p1 De"));
    }

    /// A refusal is a first-class result: real answers to wrong handshakes.
    void realRefusals_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QStringList>("broken");
        const QString good = QString::fromStdString(goodRequest());
        const auto without = [good](const QString &part, const QString &instead = {}) {
            return QString(good).replace(part, instead);
        };
        const QString noVersion = without("Sec-WebSocket-Version: 13\r\n");
        QTest::newRow("node ws, no version")
            << noVersion
            << "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: "
               "40\r\nSec-WebSocket-Version: 13, 8\r\n\r\n"
               "Missing or invalid Sec-WebSocket-Version"
            << QStringList{"VersionPresent", "StatusIs101"};
        QTest::newRow("node ws behind nginx without proxy_set_header")
            << without("Connection: Upgrade", "Connection: close").replace("Upgrade: websocket\r\n", "")
            << "HTTP/1.1 426 Upgrade Required\r\nServer: nginx/1.22.1\r\nContent-Length: 16\r\nConnection: "
               "keep-alive\r\n\r\nUpgrade Required"
            << QStringList{"UpgradePresent", "ConnectionHasUpgrade", "StatusIs101",
                           "UpgradeRequiredNamesProtocol"};
        QTest::newRow("python websockets, no Connection")
            << without("Connection: Upgrade\r\n")
            << "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: close\r\nContent-Length: "
               "4\r\n\r\nbad\n"
            << QStringList{"ConnectionHasUpgrade", "StatusIs101"};
        QTest::newRow("tornado, version 99")
            << without(": 13", ": 99")
            << "HTTP/1.1 426 Upgrade Required\r\nSec-Websocket-Version: 7, 8, 13\r\n\r\n"
            << QStringList{"VersionPresent", "StatusIs101", "UpgradeRequiredNamesProtocol"};
        QTest::newRow("uvicorn, empty reason, chunked")
            << without("Upgrade: websocket\r\n")
            << "HTTP/1.1 400 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbad\r\n0\r\n\r\n"
            << QStringList{"UpgradePresent", "StatusIs101"};
        QTest::newRow("libwebsockets, a list of protocols, HTTP/1.0")
            << without(": websocket", ": websocket, h2c") << "HTTP/1.0 403 Forbidden\r\n\r\n"
            << QStringList{"UpgradeNamesOnlyWebSocket", "StatusIs101"};
        QTest::newRow("tomcat, no Upgrade")
            << without("Upgrade: websocket\r\n") << "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n"
            << QStringList{"UpgradePresent", "StatusIs101"};
        QTest::newRow("caddy, a host that no site matches")
            << good << "HTTP/1.1 200 OK\r\nServer: Caddy\r\nContent-Length: 0\r\n\r\n"
            << QStringList{"StatusIs101"};
        QTest::newRow("apache, token mismatch")
            << good << "HTTP/1.1 502 Proxy Error\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"
            << QStringList{"StatusIs101"};
        QTest::newRow("a redirect")
            << good
            << "HTTP/1.1 301 Moved Permanently\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n"
            << QStringList{"StatusIs101", "UpgradeIsNotRedirected"};
        QTest::newRow("aiohttp speaks HTTP/1.0 back")
            << without("HTTP/1.1", "HTTP/1.0")
            << "HTTP/1.0 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
               "upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
            << QStringList{"RequestVersionIs11", "ResponseVersionIs11"};
        QTest::newRow("a subprotocol that was never offered, as lighttpd")
            << good
            << "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: "
               "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
               "Sec-WebSocket-Protocol: binary\r\nConnection: upgrade\r\n\r\n"
            << QStringList{"SubprotocolWasOffered"};
    }
    void realRefusals()
    {
        QFETCH(QString, request);
        QFETCH(QString, answer);
        const auto recorder =
            Conversation().client(request.toStdString()).server(answer.toStdString()).serverEnds().record();
        auto rules = recorder.rules();
        rules.removeAll("CloseBeforeEnd");
        QTEST(rules, "broken");
    }

    void moreThanAFramesWorthOfBytesIsNotKept()
    {
        // A frame of 1 TiB, announced: nothing is allocated for it.
        const auto recorder = Conversation().upgraded().serverHex("827f0000010000000000 00").record();
        QCOMPARE(recorder.events().back().wireSize, std::int64_t{10} + (std::int64_t{1} << 40));
        QVERIFY(!recorder.events().back().ended);
    }

    void aPongAfterLostBytesIsNotJudged()
    {
        const auto recorder =
            Conversation().upgraded().signal(Direction::FromLeft, Lost{7}).serverHex("8a0161").record();
        compare(recorder.rules(), {});
    }

    /// Whatever comes: the same events in any chunking (record() compares), every event ended by the end,
    /// dense ranges.
    void anyBytesInAnyChunks()
    {
        for (std::uint32_t seed = 0; seed < 150; ++seed) {
            const auto recorder = randomConversation(seed).record();
            std::uint64_t end[2] = {0, 0};
            for (const Event &event : recorder.events()) {
                QVERIFY(event.ended && event.wireSize >= 0);
                auto &at = end[static_cast<int>(event.direction)];
                QCOMPARE(event.streamOffset, at); // no byte is left out or told twice
                at += static_cast<std::uint64_t>(event.wireSize);
            }
            if (QTest::currentTestFailed()) {
                qWarning() << "seed" << seed;
                return;
            }
        }
    }

private:
    static std::string randomFrames(std::mt19937 &random, bool masked)
    {
        static constexpr websocket::Opcode opcodes[] = {websocket::Opcode::Continuation,
                                                        websocket::Opcode::Text,
                                                        websocket::Opcode::Binary,
                                                        websocket::Opcode::Ping,
                                                        websocket::Opcode::Pong,
                                                        websocket::Opcode::Close,
                                                        websocket::Opcode{3},
                                                        websocket::Opcode{11}};
        base::Bytes wire;
        for (auto count = random() % 6; count > 0; --count) {
            websocket::FrameHeader header;
            header.opcode = opcodes[random() % (random() % 4 == 0 ? 8 : 5)];
            header.fin = random() % 3 != 0;
            header.rsv1 = random() % 16 == 0;
            header.masked = masked != (random() % 16 == 0);
            header.maskKey = {std::byte(random()), std::byte(random()), std::byte(random()),
                              std::byte(random())};
            static constexpr std::size_t sizes[] = {0, 1, 2, 5, 125, 126, 300, 5000};
            base::Bytes payload(sizes[random() % (random() % 4 == 0 ? 8 : 5)], std::byte('a'));
            if (!payload.empty() && random() % 4 == 0)
                payload[random() % payload.size()] = std::byte(random());
            websocket::encodeFrame(header, payload, wire);
        }
        if (!wire.empty() && random() % 4 == 0)
            wire[random() % wire.size()] = std::byte(random());
        if (!wire.empty() && random() % 8 == 0)
            wire.resize(random() % wire.size());
        return base::toText(wire);
    }

    static std::string mutated(std::mt19937 &random, std::string text)
    {
        if (random() % 4 == 0)
            text[random() % text.size()] = char(random());
        if (random() % 8 == 0)
            text.resize(random() % text.size());
        return text;
    }

    static Conversation randomConversation(std::uint32_t seed)
    {
        std::mt19937 random(seed);
        static const std::string answers[] = {
            good101(),
            good101(),
            good101(),
            good101("Sec-WebSocket-Extensions: permessage-deflate\r\n"),
            "HTTP/1.1 100 Continue\r\n\r\n" + good101(),
            "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbad\r\n0\r\n\r\n",
            "HTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nnope",
            "HTTP/1.1 502 Bad\r\n\r\n<html>"};
        Conversation conversation;
        conversation.client(mutated(random, goodRequest(random() % 4 == 0 ? "Content-Length: 4\r\n" : "")));
        if (random() % 4 == 0)
            conversation.client(randomFrames(random, true));
        conversation.server(mutated(random, answers[random() % 8]));
        for (auto count = random() % 6; count > 0; --count) {
            if (random() % 2 == 0)
                conversation.client(randomFrames(random, true));
            else
                conversation.server(randomFrames(random, false));
            if (random() % 12 == 0)
                conversation.signal(Direction(random() % 2), Lost{random() % 1000});
        }
        const auto cause = [&random] { return static_cast<EndCause>(1 + random() % 3); };
        return conversation.serverEnds(cause()).clientEnds(cause());
    }
};

QTEST_APPLESS_MAIN(TestHopDecoder)
#include "tst_hopdecoder.moc"
