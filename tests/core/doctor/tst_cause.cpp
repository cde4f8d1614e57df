// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/cause.h"

#include "pathscene.h"

#include <QSet>
#include <QTest>

using namespace hop101;
using namespace hop101::doctor;

class TestCause : public QObject
{
    Q_OBJECT
private slots:
    void everyCauseHasItsWordsAndAnIdOfItsOwn()
    {
        QSet<QString> ids;
        for (const CauseInfo &cause : allCauses()) {
            for (const char *text : {cause.id, cause.title, cause.explanation, cause.evidence, cause.apart})
                QVERIFY2(*text != '\0', cause.id);
            QVERIFY2(!ids.contains(cause.id), cause.id);
            ids += cause.id;
            QCOMPARE(causeNamed(cause.id), &info(cause.cause));
        }
        QVERIFY(allCauses().size() >= 30);
        QCOMPARE(causeNamed("nobody"), nullptr);
    }
    void theSurestComesFirst()
    {
        // Upgrade and the version are lost: both are seen, the larger half is first.
        const std::string arrived = "GET /chat?room=1 HTTP/1.0\r\nHost: example.org\r\nConnection: close\r\n"
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    "Sec-WebSocket-Version: 13\r\n\r\n";
        const auto found = causesOf(through(arrived, kRefused426, kRefused426));
        QVERIFY(found.size() >= 2);
        QCOMPARE(info(found[0].cause).id, "upgrade-dropped");
        QCOMPARE(info(found[1].cause).id, "http-1-0");
        QVERIFY(found[0].likelihood > found[1].likelihood);
        QCOMPARE(found[0].values, "sent “Upgrade: websocket”, arrived nothing");
    }
    void theFixIsThatOfTheProxyWithThePathAndTheServer()
    {
        const auto found = causesOf(by(answeredBy(statusLine("502 Bad Gateway")), Intermediary::Nginx));
        QCOMPARE(info(found.at(0).cause).id, "dead-backend");
        QCOMPARE(found[0].fixes.size(), std::size_t(1));
        const ConfigFix wanted{
            Intermediary::Nginx,
            {{FixStep::Action::Put, "location /chat", "proxy_pass http://127.0.0.1:9001;\n"}}};
        QVERIFY(found[0].fixes[0] == wanted);
    }
    void whereNothingNamesTheProxyTheUsualOnesAreGiven()
    {
        const auto found = causesOf(answeredBy(statusLine("502 Bad Gateway")));
        QCOMPARE(found.at(0).fixes.size(), std::size_t(4));
    }
    void aPathThatCannotStandInAConfigurationIsLeftOut()
    {
        PathEvidence evidence = by(answeredBy(statusLine("502 Bad Gateway")), Intermediary::Nginx);
        evidence.left.request->target = "/a;}{evil";
        const auto fix = fixFor(Cause::DeadBackend, Intermediary::Nginx, evidence);
        QVERIFY(fix);
        QCOMPARE(fix->steps[0].place, "location /");
    }
    void aFixInWordsSaysWhereAndWhatToTakeOut()
    {
        const Translate translate = asWritten;
        const Fix fix = asFix({Intermediary::Nginx,
                               {{FixStep::Action::Put, "location /ws", "a 1;\nb 2;\n"},
                                {FixStep::Action::Remove, "server", "deny\n"}}},
                              Words(translate));
        QCOMPARE(fix.title, "Fix in nginx, location /ws");
        QCOMPARE(fix.text, "a 1;\nb 2;\n# server:\n# take out the lines that begin with:\n#   deny\n");
    }
};

QTEST_APPLESS_MAIN(TestCause)
#include "tst_cause.moc"
