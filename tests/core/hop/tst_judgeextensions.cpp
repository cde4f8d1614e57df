// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgeextensions.h"
#include "core/http/headparser.h"
#include "transcript.h"

#include <QRegularExpression>
#include <QTest>

using namespace hop101;
using namespace hop101::hop;

namespace {

std::string header(const QString &value)
{
    return value.isEmpty() ? std::string() : "Sec-WebSocket-Extensions: " + value.toStdString() + "\r\n";
}

http::RequestHead offering(const QString &value)
{
    return http::parseRequestHead(base::asBytes(goodRequest(header(value))));
}

http::ResponseHead answering(const QString &value)
{
    return http::parseResponseHead(base::asBytes(good101(header(value))));
}

/// "DeflateAnswerLegal: found bogus=1, expected …", one line a broken rule.
QStringList broken(const std::vector<RuleResult> &results)
{
    QStringList lines;
    for (const auto &result : results) {
        if (result.outcome == Outcome::Broken)
            lines += QString("%1: found %2, expected %3")
                         .arg(rules::info(result.rule).id, QString::fromStdString(result.found),
                              QString::fromStdString(result.expected));
    }
    return lines;
}

QStringList ids(const std::vector<RuleResult> &results, Outcome outcome)
{
    QStringList ids;
    for (const auto &result : results) {
        if (result.outcome == outcome
            && QString(rules::info(result.rule).id).contains(QRegularExpression("Ext|Def|Off")))
            ids += rules::info(result.rule).id;
    }
    return ids;
}

QString agreement(const QString &offer, const QString &answer)
{
    const auto request = offering(offer);
    const auto agreed = agreedDeflate(&request, answering(answer).fields);
    const auto side = [](const websocket::DeflateSide &one) {
        return QString("%1%2").arg(one.windowBits).arg(one.noContextTakeover ? "no" : "");
    };
    return agreed ? side(agreed->client) + " " + side(agreed->server) : "none";
}

} // namespace

class TestJudgeExtensions : public QObject
{
    Q_OBJECT
private slots:
    void offers_data()
    {
        QTest::addColumn<QString>("offer");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *offer, QStringList expected) {
            QTest::newRow(name) << offer << expected;
        };
        row("a good one", "permessage-deflate; client_max_window_bits", {});
        row("another extension is not known", "foo; bar=baz", {});
        row("no grammar", "permessage-deflate;",
            {"OffersWellFormed: found permessage-deflate;, expected name; "
             "parameter=value, \u2026"});
        row("a leading zero", "permessage-deflate; server_max_window_bits=08",
            {"DeflateOfferLegal: found server_max_window_bits=08, expected "
             "server_max_window_bits=8\u202615"});
        row("no value", "permessage-deflate; server_max_window_bits",
            {"DeflateOfferLegal: found server_max_window_bits, expected server_max_window_bits=8\u202615"});
        row("a value too much", "permessage-deflate; server_no_context_takeover=1",
            {"DeflateOfferLegal: found server_no_context_takeover=1, expected server_no_context_takeover"});
        row("twice", "permessage-deflate; client_max_window_bits; client_max_window_bits",
            {"DeflateOfferLegal: found client_max_window_bits, expected 1 \u00d7 client_max_window_bits"});
        row("only the second one is wrong", "permessage-deflate, permessage-deflate; bogus",
            {"DeflateOfferLegal: found bogus, expected server_no_context_takeover, "
             "client_no_context_takeover, "
             "server_max_window_bits=8\u202615, client_max_window_bits=8\u202615"});
    }
    void offers()
    {
        QFETCH(QString, offer);
        QFETCH(QStringList, expected);
        compare(broken(judgeRequest(offering(offer))), expected);
    }

    /// Each answer breaks the one rule that is named, and no other.
    void answers_data()
    {
        QTest::addColumn<QString>("offer");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QStringList>("expected"); // ids
        const auto row = [](const char *name, const char *offer, const char *answer, QStringList expected) {
            QTest::newRow(name) << offer << answer << expected;
        };
        constexpr auto kPlain = "permessage-deflate; client_max_window_bits";
        row("node", kPlain, "permessage-deflate", {});
        row("python websockets", kPlain,
            "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12", {});
        row("tomcat, without a space", kPlain, "permessage-deflate;client_max_window_bits=15", {});
        row("lws drops the limit that was asked for",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
            "server_max_window_bits=10; client_max_window_bits=11",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
            {"DeflateWithinOffer"});
        row("a fallback is answered", "permessage-deflate; server_max_window_bits=8, permessage-deflate",
            "permessage-deflate", {});
        row("client_max_window_bits unasked", "permessage-deflate",
            "permessage-deflate; client_max_window_bits=10", {"DeflateWithinOffer"});
        row("server_no_context_takeover left out", "permessage-deflate; server_no_context_takeover",
            "permessage-deflate", {"DeflateWithinOffer"});
        row("an unknown parameter", kPlain, "permessage-deflate; bogus=1", {"DeflateAnswerLegal"});
        row("sixteen bits", kPlain, "permessage-deflate; server_max_window_bits=16", {"DeflateAnswerLegal"});
        row("no value in an answer", kPlain, "permessage-deflate; client_max_window_bits",
            {"DeflateAnswerLegal"});
        row("twice", kPlain, "permessage-deflate, permessage-deflate", {"ExtensionAtMostOnce"});
        row("never offered", "foo", "permessage-deflate", {"ExtensionWasOffered"});
        row("no offer at all", "", "foo", {"ExtensionWasOffered"});
        row("no grammar", kPlain, "permessage-deflate;", {"ExtensionWasOffered"});
    }
    void answers()
    {
        QFETCH(QString, offer);
        QFETCH(QString, answer);
        const auto request = offering(offer);
        QTEST(ids(judgeResponse(&request, answering(answer)), Outcome::Broken), "expected");
    }

    void whatIsShown()
    {
        const auto request = offering("permessage-deflate; server_max_window_bits=10");
        compare(broken(judgeResponse(&request, answering("permessage-deflate"))),
                {"DeflateWithinOffer: found permessage-deflate, expected permessage-deflate; "
                 "server_max_window_bits=10"});
        compare(broken(judgeResponse(&request, answering("permessage-deflate; server_max_window_bits=010"))),
                {"DeflateAnswerLegal: found server_max_window_bits=010, expected "
                 "server_max_window_bits=8\u202615"});
    }

    void rulesThatHoldAreTold()
    {
        const auto request = offering("permessage-deflate");
        compare(ids(judgeResponse(&request, answering("permessage-deflate")), Outcome::Holds),
                {"ExtensionWasOffered", "DeflateAnswerLegal", "DeflateWithinOffer", "ExtensionAtMostOnce"});
        compare(ids(judgeResponse(&request, answering("")), Outcome::Holds), {});
        compare(ids(judgeResponse(nullptr, answering("permessage-deflate")), Outcome::Holds), {});
        compare(ids(judgeRequest(request), Outcome::Holds), {"OffersWellFormed", "DeflateOfferLegal"});
    }

    void whatIsAgreed()
    {
        QCOMPARE(agreement("permessage-deflate", "permessage-deflate"), "15 15");
        QCOMPARE(agreement("permessage-deflate",
                           "permessage-deflate; server_max_window_bits=9; client_no_context_takeover"),
                 "15no 9");
        QCOMPARE(agreement("permessage-deflate", ""), "none");
        QCOMPARE(agreement("", "permessage-deflate"), "none");
        QCOMPARE(agreement("permessage-deflate", "foo"), "none");
        // wrong answers: what can be taken
        QCOMPARE(agreement("permessage-deflate", "permessage-deflate; client_max_window_bits=10; bogus"),
                 "10 15");
        QVERIFY(agreedDeflate(nullptr, answering("permessage-deflate").fields).has_value());
    }
};

QTEST_APPLESS_MAIN(TestJudgeExtensions)
#include "tst_judgeextensions.moc"
