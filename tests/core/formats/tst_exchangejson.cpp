// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/exchangejson.h"

#include "core/capture/content.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats;

class TestExchangeJson : public QObject
{
    Q_OBJECT
private slots:
    void theAgreedExtensionsStandByTheirNames_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *header, const char *expected) {
            QTest::newRow(name) << QByteArray(header) << QByteArray(expected);
        };
        row("none", "", "{}");
        row("compression as it comes", "permessage-deflate",
            R"({"permessage-deflate":{"serverNoContextTakeover":false,"clientNoContextTakeover":false,)"
            R"("serverMaxWindowBits":15,"clientMaxWindowBits":15}})");
        row("all four parameters",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
            "server_max_window_bits=10; client_max_window_bits=\"9\"",
            R"({"permessage-deflate":{"serverNoContextTakeover":true,"clientNoContextTakeover":true,)"
            R"("serverMaxWindowBits":10,"clientMaxWindowBits":9}})");
        row("another", "x-lamp; colour=red; bright", R"({"x-lamp":{"colour":"red","bright":true}})");
    }
    void theAgreedExtensionsStandByTheirNames()
    {
        QFETCH(QByteArray, header);
        RecordedSession session;
        const std::string line =
            header.isEmpty() ? "" : "\r\nSec-WebSocket-Extensions: " + header.toStdString();
        session.opened()
            .client(doctor::requestWith("Upgrade",
                                        "Upgrade: websocket\r\nSec-WebSocket-Extensions: "
                                        "permessage-deflate; client_max_window_bits, x-lamp"))
            .server(doctor::responseWith("Upgrade", "Upgrade: websocket" + line));
        const auto reader = session.read();
        const std::string json = write(extensionsJson(*reader, reader->exchanges().at(0)), -1);
        QTEST(QByteArray::fromStdString(json), "expected");
    }
    void aRefusalAgreesOnNothing()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server("HTTP/1.1 403 Forbidden\r\n\r\n");
        const auto reader = session.read();
        QVERIFY(extensionsJson(*reader, reader->exchanges().at(0)).is_null());
    }
    void headsKeepOrderCaseAndBytes()
    {
        const std::string head =
            "HTTP/1.1 404 Not Found\r\nX-b: 1\r\nx-A: caf\xe9\r\nX-b: 2\r\nContent-Length: 2\r\n\r\n";
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(head + "no");
        const auto reader = session.read();
        const hop::Exchange exchange = reader->exchanges().at(0);
        const Json response = Json::parse(write(responseJson(*reader, exchange.response)));
        QCOMPARE(response["status"].get<int>(), 404);
        QCOMPARE(response["reason"].get<std::string>(), std::string("Not Found"));
        QCOMPARE(response["startLine"].get<std::string>(), std::string("HTTP/1.1 404 Not Found"));
        QVERIFY(response["headers"][0] == Json::array({"X-b", "1"}));
        QVERIFY(response["headers"][1] == Json::array({"x-A", "caf\xef\xbf\xbd"}));
        QVERIFY(response["headers"][2] == Json::array({"X-b", "2"}));
        QCOMPARE(base::toText(*base::fromBase64(response["raw"].get<std::string>())), head);
        QCOMPARE(response["body"]["text"].get<std::string>(), std::string("no"));
        QCOMPARE(response["body"]["truncated"].get<bool>(), false);
        const Json request = requestJson(*reader, exchange.request);
        QCOMPARE(request["startLine"].get<std::string>(), std::string("GET /chat?room=1 HTTP/1.1"));
        QCOMPARE(request["target"].get<std::string>(), std::string("/chat?room=1"));
    }
    void whatIsNotThereIsNull()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).serverEnds(hop::EndCause::Fin);
        const auto reader = session.read();
        QVERIFY(responseJson(*reader, {}).is_null());
        QVERIFY(requestJson(*reader, {999}).is_null());
        QVERIFY(exchangeSummary(*reader, reader->exchanges().at(0))["response"].is_null());
    }
    void aVerdictHasEachRuleInTableOrder()
    {
        const doctor::Evidence evidence = doctor::evidenceFrom(
            doctor::kGoodRequest, "HTTP/1.1 426 Upgrade Required\r\nServer: nginx\r\n\r\n");
        const Json json = verdictJson(evidence.verdict, doctor::diagnose(evidence));
        QCOMPARE(json["upgraded"].get<bool>(), false);
        QCOMPARE(json["state"].get<std::string>(), std::string("refused"));
        QCOMPARE(json["status"].get<int>(), 426);
        QCOMPARE(json["rules"].size(), evidence.verdict.results.size());
        for (std::size_t i = 0; i < json["rules"].size(); ++i)
            QCOMPARE(json["rules"][i]["id"].get<std::string>(),
                     std::string(rules::info(evidence.verdict.results[i].rule).id));
        QVERIFY(!json["fixes"].empty());
        QVERIFY(json["fixes"][0]["text"].get<std::string>().find("proxy_set_header") != std::string::npos);
    }
    void theNamesAreThoseOfTheDocument()
    {
        QCOMPARE(stateName(hop::ExchangeState::Broken101), "broken101");
        QCOMPARE(stateName(hop::ExchangeState::NoAnswer), "noAnswer");
        QCOMPARE(stateName(hop::ExchangeState::Tunnelled), "tunnelled");
        QCOMPARE(outcomeName(hop::Outcome::Holds), "holds");
        QCOMPARE(outcomeName(hop::Outcome::Broken), "broken");
        QCOMPARE(outcomeName(hop::Outcome::NotReached), "not reached");
    }
};

QTEST_GUILESS_MAIN(TestExchangeJson)
#include "tst_exchangejson.moc"
