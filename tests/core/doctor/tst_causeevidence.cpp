// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/causeevidence.h"

#include "pathscene.h"

#include <QSet>
#include <QTest>

using namespace hop101;
using namespace hop101::doctor;
using hop::CheckOutcome;
using hop::PathCheck;

namespace {

/// A cause, what shows it, and what looks much like it and does not.
struct Row
{
    const char *id;
    PathEvidence shows, nearMiss;
};

/// The server refuses what arrived.
PathEvidence refused(const std::string &arrived)
{
    return through(arrived, kRefused426, kRefused426);
}
PathEvidence passedOn(const std::string &arrived)
{
    return through(arrived, kGood101, kGood101);
}
std::string target(const std::string &path)
{
    std::string text = kGoodRequest;
    return text.replace(text.find("/chat?room=1"), 12, path);
}
std::string version(const std::string &wanted)
{
    std::string text = kGoodRequest;
    return text.replace(text.find("HTTP/1.1"), 8, wanted);
}
std::string with(const std::string &line)
{
    std::string text = kGoodRequest;
    return text.insert(text.size() - 2, line + "\r\n");
}
PathEvidence withRaw(const std::string &raw)
{
    PathEvidence evidence = answeredBy(statusLine("502 Bad Gateway"));
    evidence.hasConnected = true;
    evidence.arrivedRaw = base::toBytes(raw);
    return evidence;
}
PathEvidence connectedOnly(const std::string &came)
{
    PathEvidence evidence = answeredBy(came);
    evidence.hasConnected = true;
    return evidence;
}
PathEvidence direct(CheckOutcome outcome)
{
    PathEvidence evidence = refused(requestWith("Upgrade", ""));
    evidence.report.direct.push_back({PathCheck::Upgrade, outcome, {}, "404 Not Found", {}, {}});
    return evidence;
}
PathEvidence failing(PathCheck check)
{
    return withCheck(untouched(), check, CheckOutcome::Failed, "a", "b");
}
PathEvidence passing(PathCheck check)
{
    return withCheck(untouched(), check, CheckOutcome::Passed, "a", "b");
}
PathEvidence fromOrigin(const std::string &came)
{
    const std::string request = with("Origin: https://a.example");
    return through(request, came, came, {}, request);
}
PathEvidence onlyHere(const std::string &sent, const std::string &arrived)
{
    return through(arrived, kGood101, kGood101, {}, sent);
}

std::vector<Row> routeRows()
{
    const std::string redirect = "Location: https://example.org";
    return {
        {"server-refuses-itself", direct(CheckOutcome::Failed), direct(CheckOutcome::Passed)},
        {"tls-to-plain-backend", withRaw("\x16\x03\x01\x02"), withRaw("\x15\x03\x01\x02")},
        {"http2-to-backend", withRaw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), withRaw("PRI * HTTP/1.0\r\n\r\n")},
        {"tunnel-to-tcp", connectedOnly(kGood101), connectedOnly(kRefused426)},
        {"proxy-module-not-loaded",
         by(answeredBy(statusLine("500 Internal Server Error")), Intermediary::Apache),
         by(answeredBy(statusLine("500 Internal Server Error")), Intermediary::Nginx)},
        {"dead-backend", answeredBy(statusLine("502 Bad Gateway")),
         through(kGoodRequest, kGood101, statusLine("502 Bad Gateway"))},
        {"backend-timeout", answeredBy(statusLine("504 Gateway Time-out")),
         answeredBy(statusLine("503 Service Unavailable"))},
        {"forwards-elsewhere", answeredBy(kGood101), untouched()},
        {"cached-answer", answeredBy(statusLine("200 OK", "X-Cache: HIT\r\n")),
         answeredBy(statusLine("200 OK", "X-Cache: MISS\r\nAge: 0\r\n"))},
        {"caddy-no-site", answeredBy(statusLine("200 OK", "Server: Caddy\r\n")),
         answeredBy(statusLine("200 OK", "Server: Caddy\r\n"), "<html>")},
        {"no-route", answeredBy(statusLine("404 Not Found")),
         through(kGoodRequest, statusLine("404 Not Found"), statusLine("404 Not Found"))},
        {"redirected", answeredBy(statusLine("301 Moved Permanently", redirect + "/x\r\n")),
         answeredBy(statusLine("304 Not Modified"))},
        {"trailing-slash", answeredBy(statusLine("301 Moved Permanently", redirect + "/chat/\r\n")),
         answeredBy(statusLine("301 Moved Permanently", redirect + "/chats\r\n"))},
        {"login-at-proxy", answeredBy(statusLine("401 Unauthorized")),
         through(kGoodRequest, statusLine("401 Unauthorized"), statusLine("401 Unauthorized"))},
        {"forbidden-by-proxy", answeredBy(statusLine("403 Forbidden")),
         through(kGoodRequest, statusLine("403 Forbidden"), statusLine("403 Forbidden"))},
        {"rate-limited", answeredBy(statusLine("503 Busy", "Retry-After: 5\r\n")),
         answeredBy(statusLine("503 Busy"))},
        {"header-too-large", failing(PathCheck::LargeHeader), passing(PathCheck::LargeHeader)},
        {"origin-refused", fromOrigin(statusLine("403 Forbidden")), fromOrigin(statusLine("404 Not Found"))},
    };
}

std::vector<Row> headRows()
{
    const PathEvidence dropped = refused(requestWith("Upgrade", ""));
    PathEvidence other = passedOn(kGoodRequest);
    other.left.verdict =
        evidenceFrom(kGoodRequest, responseWith("Upgrade", "Sec-WebSocket-Protocol: x")).verdict;
    const std::string invented =
        responseWith("Upgrade", "Upgrade: websocket\r\nSec-WebSocket-Protocol: binary");
    const std::string rootRequest = target("/");
    std::string rootArrived = rootRequest;
    rootArrived.erase(rootArrived.find("Upgrade: websocket"), 20);
    return {
        {"apache-too-old", by(dropped, Intermediary::Apache, "2.4.41"),
         by(dropped, Intermediary::Apache, "2.4.47")},
        {"proxypass-order", by(dropped, Intermediary::Apache),
         by(through(rootArrived, kRefused426, kRefused426, {}, rootRequest), Intermediary::Apache)},
        {"varnish-without-pipe", by(dropped, Intermediary::Varnish), by(untouched(), Intermediary::Varnish)},
        {"firewall-strips-upgrade", dropped, by(dropped, Intermediary::Nginx)},
        {"upgrade-dropped", dropped, refused(requestWith("Connection", "Connection: close"))},
        {"upgrade-wrong-value", refused(requestWith("Upgrade", "Upgrade: upgrade")),
         passedOn(requestWith("Upgrade", "Upgrade: WebSocket"))},
        {"connection-close", refused(requestWith("Connection", "Connection: close")),
         passedOn(requestWith("Connection", "Connection: close, upgrade"))},
        {"http-1-0", refused(version("HTTP/1.0")), passedOn(version("HTTP/1.2"))},
        {"version-dropped", refused(requestWith("Sec-WebSocket-Version", "")), untouched()},
        {"key-changed",
         refused(requestWith("Sec-WebSocket-Key", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")),
         passedOn(requestWith("Sec-WebSocket-Key", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=="))},
        {"accept-changed", through(kGoodRequest, kGood101, responseWith("Sec-WebSocket-Accept", "")),
         through(kGoodRequest, kGood101,
                 responseWith("Sec-WebSocket-Accept", "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))},
        {"response-upgrade-lost", through(kGoodRequest, kGood101, responseWith("Upgrade", "")),
         through(kGoodRequest, kGood101, responseWith("Upgrade", "upgrade: WebSocket"))},
        {"answer-replaced", through(kGoodRequest, kGood101, statusLine("200 OK")), refused(kGoodRequest)},
        {"subprotocol-stripped", onlyHere(with("Sec-WebSocket-Protocol: chat"), kGoodRequest),
         onlyHere(with("Sec-WebSocket-Protocol: chat"), with("sec-websocket-protocol: chat"))},
        {"subprotocol-invented", answeredBy(invented), through(kGoodRequest, invented, invented)},
        {"compression-stripped", onlyHere(with("Sec-WebSocket-Extensions: permessage-deflate"), kGoodRequest),
         untouched()},
    };
}

PathEvidence silent(std::chrono::milliseconds silence)
{
    PathEvidence evidence = asPathEvidence(evidenceFrom(kGoodRequest, kGood101));
    evidence.left.ended = hop::EndCause::Fin;
    evidence.left.broken = {rules::Rule::CloseBeforeEnd};
    evidence.left.silenceBeforeEnd = silence;
    return evidence;
}

std::vector<Row> restRows()
{
    const PathEvidence cut = failing(PathCheck::Idle);
    const std::string otherHost = requestWith("Host", "Host: 127.0.0.1:9001");
    std::string post = kGoodRequest;
    post.replace(0, 3, "POST");
    const std::string origin = with("Origin: https://a.example");
    return {
        {"path-rewritten", passedOn(target("/other?room=1")), passedOn(target("/chat/?room=1"))},
        {"query-lost", passedOn(target("/chat")), passedOn(target("/other?room=1"))},
        {"method-changed", refused(post), untouched()},
        {"host-rewritten", through(otherHost, statusLine("404 Not Found"), statusLine("404 Not Found")),
         passedOn(otherHost)},
        {"origin-rewritten", through(kGoodRequest, kRefused426, kRefused426, {}, origin),
         onlyHere(origin, kGoodRequest)},
        {"credentials-dropped", onlyHere(with("Cookie: a=b"), kGoodRequest),
         onlyHere(with("Cookie: a=b"), with("cookie: a=b"))},
        {"nginx-read-timeout", by(cut, Intermediary::Nginx),
         by(passing(PathCheck::Idle), Intermediary::Nginx)},
        {"tunnel-timeout", by(cut, Intermediary::HaProxy), by(cut, Intermediary::Nginx)},
        {"idle-cut", silent(std::chrono::milliseconds(60'010)), silent(std::chrono::milliseconds(60'500))},
        {"ping-swallowed", failing(PathCheck::Ping), passing(PathCheck::Ping)},
        {"message-too-large", failing(PathCheck::FramesToClient), passing(PathCheck::FramesToClient)},
        {"close-not-passed", failing(PathCheck::CloseToServer), passing(PathCheck::CloseToServer)},
    };
}

std::vector<Row> rows()
{
    auto all = routeRows();
    for (auto &more : {headRows(), restRows()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool names(const PathEvidence &evidence, const char *id)
{
    const Translate translate = asWritten;
    return matchOf(causeNamed(id)->cause, evidence, Words(translate)).has_value();
}

} // namespace

class TestCauseEvidence : public QObject
{
    Q_OBJECT
private slots:
    void eachCauseIsShownByItsEvidenceAndByNothingThatLooksLikeIt_data()
    {
        QTest::addColumn<int>("number");
        const auto all = rows();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].id) << int(i);
    }
    void eachCauseIsShownByItsEvidenceAndByNothingThatLooksLikeIt()
    {
        QFETCH(int, number);
        static const auto all = rows();
        const Row &row = all[std::size_t(number)];
        QVERIFY2(causeNamed(row.id), row.id);
        QVERIFY2(names(row.shows, row.id), "its evidence does not show it");
        QVERIFY2(!names(row.nearMiss, row.id), "the near miss shows it, too");
    }
    void everyCauseHasItsRow()
    {
        QSet<QString> seen;
        for (const Row &row : rows())
            seen += row.id;
        for (const CauseInfo &cause : allCauses())
            QVERIFY2(seen.contains(cause.id), cause.id);
    }
    void nothingIsWrongWithWhatPasses() { QVERIFY(causesOf(untouched()).empty()); }
    void aClientAloneGuesses()
    {
        const auto found = causesOf(asPathEvidence(
            evidenceFrom(kGoodRequest, statusLine("426 Upgrade Required", "Server: nginx/1.22.1\r\n"))));
        QVERIFY(!found.empty());
        QCOMPARE(info(found[0].cause).id, "upgrade-dropped");
        QCOMPARE(found[0].likelihood, Likelihood::Likely);
    }
};

QTEST_APPLESS_MAIN(TestCauseEvidence)
#include "tst_causeevidence.moc"
