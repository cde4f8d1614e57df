// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/sessionjson.h"

#include "tests/core/capture/compressed.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

Json documentOf(const capture::Reader &reader)
{
    const auto exchanges = reader.exchanges();
    const hop::Exchange *exchange = exchanges.empty() ? nullptr : &exchanges.front();
    const SessionSummary summary = summarize(reader, {1});
    const doctor::Diagnosis diagnosis = exchange
        ? doctor::diagnose(reader, *exchange)
        : doctor::diagnoseFailure(summary.failedAt.value_or(hop::FailStage::Io), summary.failure);
    // As a script reads it.
    return Json::parse(write(sessionJson(reader, {1}, exchange, diagnosis, summary)));
}

} // namespace

class TestSessionJson : public QObject
{
    Q_OBJECT
private slots:
    void aCompressedMessageIsListedInflated()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        session.server(frame(0x01, "zz", false)).server(frame(0x80, "z", false)).read();
        capture::fixture::makeCompressed(session.path(), {{5, 4}, {6, 90}}, "one two 3");
        const auto reader = std::move(capture::Reader::open(session.path())).value();
        const Json message = documentOf(*reader)["messages"][0];
        QCOMPARE(message["text"].get<std::string>(), std::string("one two 3"));
        QCOMPARE(message["compressed"].get<bool>(), true);
        QCOMPARE(message["size"].get<int>(), 90);
        QCOMPARE(message["sentSize"].get<int>(), 3);
        QCOMPARE(message["readableSize"].get<int>(), 9);
    }
    void anUpgradeWithMessages()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101).client(clientText("hello"));
        session.server(serverText("hello"))
            .server(frame(0x82, "\xff", false))
            .client(kClientClose)
            .server(kServerClose);
        session.serverEnds(hop::EndCause::Fin).clientEnds(hop::EndCause::ByUs);
        const Json json = documentOf(*session.read());
        QCOMPARE(json["verdict"]["upgraded"].get<bool>(), true);
        QCOMPARE(json["response"]["status"].get<int>(), 101);
        QVERIFY(json["findings"].is_array());
        QVERIFY(json["failure"].is_null());
        QCOMPARE(json["frames"]["sent"].get<int>(), 2);
        QCOMPARE(json["frames"]["received"].get<int>(), 3);
        QCOMPARE(json["messages"].size(), std::size_t(3));
        QCOMPARE(json["messages"][1]["from"].get<std::string>(), std::string("server"));
        QCOMPARE(json["messages"][1]["text"].get<std::string>(), std::string("hello"));
        QCOMPARE(json["messages"][2]["base64"].get<std::string>(), std::string("/w=="));
        QCOMPARE(json["close"]["code"].get<int>(), 1000);
        QCOMPARE(json["close"]["clean"].get<bool>(), true);
        QCOMPARE(json["close"]["startedBy"].get<std::string>(), std::string("client"));
        QVERIFY(json["timing"]["connectedNs"].get<std::int64_t>()
                < json["timing"]["responseNs"].get<std::int64_t>());
        QVERIFY(json["timing"]["securedNs"].is_null());
    }
    void aConnectionThatFailed()
    {
        RecordedSession session;
        session.fails(hop::FailStage::Connect, "Connection refused");
        const Json json = documentOf(*session.read());
        QCOMPARE(json["verdict"]["upgraded"].get<bool>(), false);
        QCOMPARE(json["verdict"]["state"].get<std::string>(), std::string("noAnswer"));
        QVERIFY(json["request"].is_null() && json["response"].is_null() && json["close"].is_null());
        QCOMPARE(json["failure"]["stage"].get<std::string>(), std::string("connect"));
        QVERIFY(json["failure"]["sentence"].get<std::string>().ends_with('.'));
        for (const Json &rule : json["verdict"]["rules"])
            QCOMPARE(rule["outcome"].get<std::string>(), std::string("not reached"));
    }
    void theAcceptIsExplainedStepByStep()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const Json accept = documentOf(*session.read())["accept"];
        const std::string key = accept["steps"]["key"].get<std::string>();
        QCOMPARE(accept["steps"]["keyAndGuid"].get<std::string>(), key + std::string(websocket::kAcceptGuid));
        QVERIFY(accept["steps"]["base64"] == accept["expected"]);
        QCOMPARE(accept["expected"].get<std::string>(), websocket::acceptKeyFor(key));
        QVERIFY(accept["found"] == accept["expected"]);
        QVERIFY(accept["right"].get<bool>());
        QVERIFY(accept["mistake"].is_null());
    }
    void theTrapOfPhpIsNamed()
    {
        const std::string right = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
        std::string answer = doctor::kGood101;
        answer.replace(answer.find(right), right.size(),
                       "Sec-WebSocket-Accept: YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==");
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(answer);
        const Json accept = documentOf(*session.read())["accept"];
        QVERIFY(!accept["right"].get<bool>());
        QCOMPARE(accept["steps"]["sha1"].get<std::string>(),
                 std::string("b37a4f2cc0624f1690f64606cf385945b2bec4ea"));
        QCOMPARE(accept["mistake"]["id"].get<std::string>(), std::string("sha1-in-hex"));
        QVERIFY(accept["mistake"]["sentence"].get<std::string>().find("PHP") != std::string::npos);
    }
    void withoutAKeyThereIsNothingToExplain()
    {
        RecordedSession session;
        session.opened().client("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(documentOf(*session.read())["accept"].is_null());
    }
    void hostileBytesStayValid()
    {
        std::string odd;
        for (int byte = 1; byte < 256; ++byte) {
            if (byte != '\r' && byte != '\n')
                odd += static_cast<char>(byte);
        }
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server("HTTP/1.1 400 " + odd + "\r\nX-" + odd + ": " + odd + "\r\n\r\n" + odd);
        session.serverEnds(hop::EndCause::Reset);
        const Json json = documentOf(*session.read());
        QCOMPARE(json["response"]["status"].get<int>(), 400);
        QCOMPARE(json["response"]["body"]["base64"].get<std::string>(), base::toBase64(base::asBytes(odd)));
    }
    void longMessagesAreCut()
    {
        const std::string length("\x7f\x00\x00\x00\x00\x00\x01\x00\x01", 9); // 65537 bytes
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server(doctor::kGood101)
            .server("\x81" + length + std::string(65537, 'x'));
        const Json json = documentOf(*session.read());
        QCOMPARE(json["messages"][0]["text"].get<std::string>().size(), kMaxMessageBytes);
        QCOMPARE(json["messages"][0]["truncated"].get<bool>(), true);
        QCOMPARE(json["messages"][0]["complete"].get<bool>(), true);
    }
    void everyFieldIsInTheDocumentation()
    {
        QFile file(QStringLiteral(HOP101_SOURCE_DIR "/docs/cli-json.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString documentation = QString::fromUtf8(file.readAll());
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server("HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\nno");
        const Json json = documentOf(*session.read());
        const auto isNamed = [&documentation](const std::string &field) {
            return documentation.contains(QRegularExpression("\\b" + QString::fromStdString(field) + "\\b"));
        };
        for (const Json *object :
             {&json, &json["verdict"], &json["verdict"]["rules"][0], &json["findings"][0], &json["request"],
              &json["response"], &json["response"]["body"], &json["timing"], &json["accept"],
              &json["accept"]["steps"]}) {
            for (const auto &[field, value] : object->items())
                QVERIFY2(isNamed(field), field.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestSessionJson)
#include "tst_sessionjson.moc"
