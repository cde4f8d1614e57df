// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdictlines.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;

class TestJudgeRequest : public QObject
{
    Q_OBJECT
private slots:
    /// One row a rule, which breaks that rule and no other.
    void brokenRequests_data()
    {
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("broken");
        const auto row = [](const char *name, const std::string &head, const char *broken) {
            QTest::newRow(name) << QString::fromLatin1(head.data(), qsizetype(head.size())) << broken;
        };
        const std::string good = goodRequest();
        row("RequestLineValid", with(good, "GET /chat", "GET  /chat"),
            "RequestLineValid: found GET /chat HTTP/1.1, expected GET /\u2026 HTTP/1.1 @0+21");
        row("MethodIsGet", with(good, "GET", "POST"), "MethodIsGet: found POST, expected GET @0+4");
        row("RequestVersionIs11", with(good, "HTTP/1.1", "HTTP/1.0"),
            "RequestVersionIs11: found HTTP/1.0, expected HTTP/1.1 @0+20");
        row("HostPresent: missing", with(good, "Host: server.example.com\r\n", ""),
            "HostPresent: found , expected one header @0+0");
        row("HostPresent: twice", goodRequest("host: b\r\n"),
            "HostPresent: found server.example.com | b, expected one header @159+9");
        row("UpgradePresent: missing", with(good, "Upgrade: websocket\r\n", ""),
            "UpgradePresent: found , expected websocket @0+0");
        row("UpgradePresent: another", with(good, ": websocket", ": h2c"),
            "UpgradePresent: found h2c, expected websocket @55+3");
        row("ConnectionHasUpgrade: missing", with(good, "Connection: Upgrade\r\n", ""),
            "ConnectionHasUpgrade: found , expected Upgrade @0+0");
        row("ConnectionHasUpgrade: close", with(good, "Connection: Upgrade", "Connection: close"),
            "ConnectionHasUpgrade: found close, expected Upgrade @78+5");
        row("KeyPresent: missing", with(good, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""),
            "KeyPresent: found , expected one header @0+0");
        row("KeyPresent: twice", goodRequest("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
            "KeyPresent: found dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZQ==, expected one header "
            "@159+45");
        row("KeyWellFormed", with(good, "dGhlIHNhbXBsZSBub25jZQ==", "short"),
            "KeyWellFormed: found short, expected base64 of 16 bytes @106+5");
        row("VersionPresent: missing", with(good, "Sec-WebSocket-Version: 13\r\n", ""),
            "VersionPresent: found , expected 13 @0+0");
        row("VersionPresent: 8", with(good, ": 13", ": 8"), "VersionPresent: found 8, expected 13 @155+1");
        row("VersionPresent: a list", with(good, ": 13", ": 13, 8"),
            "VersionPresent: found 13, 8, expected 13 @155+5");
        row("RequestFieldsValid: no colon", goodRequest("nonsense\r\n"),
            "RequestFieldsValid: found nonsense, expected Name: value @159+10");
        row("RequestFieldsValid: no name", goodRequest(": y\r\n"),
            "RequestFieldsValid: found : y, expected Name: value @159+5");
        row("RequestNoSpaceBeforeColon", goodRequest("X : y\r\n"),
            "RequestNoSpaceBeforeColon: found X :, expected X: @160+1");
        row("RequestLinesNotFolded", goodRequest("X: y\r\n z\r\n"),
            "RequestLinesNotFolded: found X: y z, expected the header in one line @159+10");
        row("RequestOctetsAllowed", goodRequest("X: a\x01z\r\n"),
            "RequestOctetsAllowed: found X: a\x01z, expected visible characters, spaces and tabs @163+1");
        row("RequestOctetsAllowed: in a folded line", goodRequest("X: a\r\n \x01z\r\n"),
            "RequestLinesNotFolded: found X: a \x01z, expected the header in one line @159+11\n"
            "RequestOctetsAllowed: found X: a \x01z, expected visible characters, spaces and tabs @159+11");
        row("RequestOctetsAllowed: where there is no colon", goodRequest("a\x7f\r\n"),
            "RequestFieldsValid: found a\x7f, expected Name: value @159+4\n"
            "RequestOctetsAllowed: found a\x7f, expected visible characters, spaces and tabs @160+1");
        row("RequestLinesEndInCrLf", goodRequest("X: y\n"),
            "RequestLinesEndInCrLf: found LF, expected CR LF @159+5");
        row("ProtocolsWellFormed: twice", goodRequest("Sec-WebSocket-Protocol: chat, chat\r\n"),
            "ProtocolsWellFormed: found chat, chat, expected a list of distinct tokens @183+10");
        row("ProtocolsWellFormed: no token", goodRequest("Sec-WebSocket-Protocol: a b\r\n"),
            "ProtocolsWellFormed: found a b, expected a list of distinct tokens @183+3");
        row("ProtocolsWellFormed: empty", goodRequest("Sec-WebSocket-Protocol:\r\n"),
            "ProtocolsWellFormed: found , expected a list of distinct tokens @182+0");
        row("OffersWellFormed", goodRequest("Sec-WebSocket-Extensions: a; =1\r\n"),
            "OffersWellFormed: found a; =1, expected name; parameter=value, \u2026 @185+5");
        row("GetHasNoBody", goodRequest("Content-Length: 5\r\n"),
            "GetHasNoBody: found Content-Length: 5, expected no body @159+19");
        row("TargetWellFormed", with(good, "/chat", "chat"),
            "TargetWellFormed: found chat, expected /path?query, or http://host/path?query @4+4");
        row("TargetHasNoFragment", with(good, "/chat", "/chat#top"),
            "TargetHasNoFragment: found /chat#top, expected /chat @9+4");
        row("HostWellFormed", with(good, "server.example.com", "a b"),
            "HostWellFormed: found a b, expected host, or host:port @26+3");
        row("UpgradeNamesOnlyWebSocket", with(good, ": websocket", ": h2c, websocket"),
            "UpgradeNamesOnlyWebSocket: found h2c, websocket, expected websocket @55+14");
        row("ConnectionDoesNotClose", with(good, ": Upgrade", ": close, Upgrade"),
            "ConnectionDoesNotClose: found close, Upgrade, expected Upgrade @78+14");
        row("VersionAtMostOnce", goodRequest("sec-websocket-version: 13\r\n"),
            "VersionAtMostOnce: found 13 | 13, expected one header @159+27");
        row("OriginWellFormed", goodRequest("Origin: https://a/\r\n"),
            "OriginWellFormed: found https://a/, expected null, or https://host:port @167+10");
        row("OriginAtMostOnce", goodRequest("Origin: https://a\r\nOrigin: x\r\n"),
            "OriginAtMostOnce: found https://a | x, expected one header @178+11");
        row("AcceptNotInRequest", goodRequest("Sec-WebSocket-Accept: x\r\n"),
            "AcceptNotInRequest: found x, expected no such header @181+1");
        row("RequestFramingClear", goodRequest("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
            "GetHasNoBody: found Content-Length: 0, Transfer-Encoding: chunked, expected no body @159+19\n"
            "RequestFramingClear: found Content-Length: 0, Transfer-Encoding: chunked, expected one length "
            "in "
            "bytes, or chunked @159+19");
        row("RequestSingletonsOnce", goodRequest("User-Agent: a\r\nUser-Agent: b\r\n"),
            "RequestSingletonsOnce: found User-Agent: a | b, expected one header @174+15");
    }
    void brokenRequests()
    {
        QFETCH(QString, head);
        QTEST(lines(judgeRequest(request(head.toLatin1().toStdString()))).join('\n'), "broken");
    }

    void goodRequests_data()
    {
        QTest::addColumn<QString>("head");
        QTest::newRow("RFC 6455 1.3") << QString::fromStdString(goodRequest());
        QTest::newRow("with offers") << QString::fromStdString(goodRequest(
            "Sec-WebSocket-Protocol: chat, superchat\r\nSec-WebSocket-Extensions: permessage-deflate; "
            "client_max_window_bits, x; a=\"b\"\r\n"));
        QTest::newRow("names and tokens in another case")
            << "GET / HTTP/1.1\r\nhost: h\r\nUPGRADE: WebSocket\r\nconnection: "
               "keep-alive, UPGRADE\r\nsec-websocket-key: "
               "dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";
        QTest::newRow("an absolute target")
            << QString::fromStdString(with(goodRequest(), "/chat", "http://server.example.com/chat"));
        QTest::newRow("an origin") << QString::fromStdString(goodRequest("Origin: https://a:8443\r\n"));
        QTest::newRow("empty length") << QString::fromStdString(goodRequest("Content-Length: 0\r\n"));
    }
    void goodRequests()
    {
        QFETCH(QString, head);
        compare(lines(judgeRequest(request(head.toStdString()))), {});
    }

    void aRequestOfMoreThan32KiBIsLarge()
    {
        for (const bool isLarge : {false, true}) {
            const std::size_t left = 32 * 1024 - 161 - 4 * 8002 - 5 + (isLarge ? 1 : 0);
            std::string more;
            for (int i = 0; i < 4; ++i)
                more += "X: " + std::string(7997, 'x') + "\r\n";
            const auto asked = request(goodRequest(more + "X: " + std::string(left, 'x') + "\r\n"));
            QCOMPARE(asked.size, std::uint64_t(32 * 1024 + (isLarge ? 1 : 0)));
            compare(ids(judgeRequest(asked), Outcome::Broken),
                    isLarge ? QStringList{"RequestHeadFits"} : QStringList{});
        }
    }
};

QTEST_APPLESS_MAIN(TestJudgeRequest)
#include "tst_judgerequest.moc"
