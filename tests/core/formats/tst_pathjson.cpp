// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pathjson.h"

#include "core/http/headparser.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

http::RequestHead request(const std::string &text)
{
    return http::parseRequestHead(base::asBytes(text));
}

} // namespace

class TestPathJson : public QObject
{
    Q_OBJECT
private slots:
    void aHeadThatWasNotSeenOnBothSidesIsNull()
    {
        doctor::HeadChanges changes;
        changes.wasSent = true;
        QVERIFY(headChangesJson(changes).is_null());
    }
    void aHeaderSaysWhatBecameOfIt()
    {
        const auto changes =
            doctor::changes(request("GET / HTTP/1.1\r\nUpgrade: websocket\r\nHost: a\r\n\r\n"),
                            request("GET / HTTP/1.0\r\nhost: b\r\nVia: p\r\n\r\n"));
        const Json json = headChangesJson(changes);
        QCOMPARE(json["startLine"].dump(), R"([{"part":"version","sent":"HTTP/1.1","arrived":"HTTP/1.0"}])");
        QCOMPARE(json["headers"][0].dump(),
                 R"({"name":"Upgrade","sent":"websocket","arrived":null,"what":["dropped"]})");
        QCOMPARE(json["headers"][1]["what"].dump(), R"(["changed","renamed"])");
        QCOMPARE(json["headers"][2].dump(), R"({"name":"Via","sent":null,"arrived":"p","what":["added"]})");
    }
    void aFixHasStepsThatAProgramCanApply()
    {
        doctor::CauseFound found{doctor::Cause::DeadBackend, doctor::Likelihood::Certain, "values", {}};
        found.fixes.push_back({doctor::Intermediary::Nginx,
                               {{doctor::FixStep::Action::Put, "location /ws", "proxy_pass a;\n"}}});
        const Json json = causesJson({found});
        QVERIFY(json[0]["id"] == "dead-backend");
        QVERIFY(json[0]["likelihood"] == "certain");
        QVERIFY(json[0]["fixes"][0]["product"] == "nginx");
        QCOMPARE(json[0]["fixes"][0]["steps"].dump(),
                 R"([{"action":"put","place":"location /ws","lines":"proxy_pass a;\n"}])");
    }
    void theDocumentTellsTheChecksInOrder()
    {
        doctor::PathEvidence evidence;
        evidence.report.isComplete = true;
        evidence.report.results = {{hop::PathCheck::Upgrade, hop::CheckOutcome::Passed, "a", "b", {}, {}},
                                   {hop::PathCheck::Ping, hop::CheckOutcome::NotReached, {}, {}, {}, {}}};
        const Json json = pathJson(evidence, {});
        QVERIFY(json["passes"] == true);
        QCOMPARE(json["checks"].size(), std::size_t(2));
        QVERIFY(json["checks"][1]["check"] == "ping");
        QVERIFY(json["checks"][1]["outcome"] == "not reached");
        QVERIFY(json["proxy"].is_null() && json["direct"].is_null() && json["idleCutMs"].is_null());
    }
};

QTEST_APPLESS_MAIN(TestPathJson)
#include "tst_pathjson.moc"
