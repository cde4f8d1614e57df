// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/evidence.h"

#include "core/doctor/diagnosis.h"
#include "evidencefrom.h"
#include "recordedsession.h"

#include <QTest>

using namespace hop101;
using namespace hop101::doctor;
using namespace std::chrono_literals;

namespace {

Evidence gathered(const capture::Reader &reader, std::size_t exchange = 0)
{
    const auto exchanges = reader.exchanges();
    return exchange < exchanges.size() ? gather(reader, exchanges[exchange]) : Evidence{};
}

} // namespace

class TestEvidence : public QObject
{
    Q_OBJECT
private slots:
    void anUpgradeWithItsFrames()
    {
        RecordedSession session;
        session.opened()
            .client(kGoodRequest)
            .server(kGood101)
            .client(clientText("hi"))
            .server(serverText("hi"));
        session.client(kClientClose)
            .server(kServerClose)
            .serverEnds(hop::EndCause::Fin)
            .clientEnds(hop::EndCause::ByUs);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader);
        QCOMPARE(evidence.url, std::string("ws://example.org/chat?room=1"));
        QVERIFY(evidence.request && evidence.request->target == "/chat?room=1");
        QVERIFY(evidence.response && evidence.response->status == 101);
        QVERIFY(evidence.verdict.isUpgraded());
        QCOMPARE(evidence.answeredAfter->count(), hop::Nanoseconds(1ms).count());
        QCOMPARE(evidence.frames, std::size_t(4));
        QVERIFY(!evidence.hasMoreFrames);
        QVERIFY(evidence.ended == hop::EndCause::Fin);
        QVERIFY(!evidence.failedAt);
        QVERIFY(std::none_of(evidence.broken.begin(), evidence.broken.end(), [](rules::Rule rule) {
            return rules::info(rule).severity >= rules::Severity::Warning;
        }));
        QCOMPARE(diagnose(*reader, reader->exchanges().front()).lead, std::string("Upgraded."));
    }
    void aRefusalsBodyIsDecoded()
    {
        RecordedSession session;
        session.opened().client(kGoodRequest);
        session.server("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nno "
                       "\r\n3\r\nway\r\n0\r\n\r\n");
        session.serverEnds(hop::EndCause::Fin);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader);
        QCOMPARE(base::toText(evidence.body), std::string("no way"));
        QCOMPARE(diagnose(evidence).sentence, std::string("The server calls this a bad request (400)."));
    }
    void anAcceptOfAnEarlierRequestIsRecognised()
    {
        const std::string first = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
        const std::string ours = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        std::string request = kGoodRequest;
        request.replace(request.find(ours), ours.size(), first);
        std::string answer = kGood101;
        const std::string right = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
        answer.replace(answer.find(right), right.size(), websocket::acceptKeyFor("AAAAAAAAAAAAAAAAAAAAAA=="));
        RecordedSession session;
        session.opened().client(request).server("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        session.client(kGoodRequest).server(answer);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader, 1);
        QCOMPARE(evidence.earlierKeys, std::vector<std::string>{"AAAAAAAAAAAAAAAAAAAAAA=="});
        const auto explained = explainAccept(*reader, reader->exchanges()[1]);
        QVERIFY(explained && explained->mistake);
        QCOMPARE(explained->mistake->id, "earlier-key");
        QVERIFY(diagnose(evidence).detail.find("earlier request") != std::string::npos);
        QVERIFY(gathered(*reader, 0).earlierKeys.empty());
    }
    void interimResponsesAreNoted()
    {
        RecordedSession session;
        session.opened()
            .client(kGoodRequest)
            .server("HTTP/1.1 103 Early Hints\r\n\r\n")
            .serverEnds(hop::EndCause::Fin);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader);
        QCOMPARE(evidence.interim, std::vector<int>{103});
        QVERIFY(!evidence.response);
        QCOMPARE(diagnose(evidence).sentence,
                 std::string("Only an interim response (103) came, never a final one."));
    }
    void bytesThatAreNoHttp()
    {
        RecordedSession session;
        session.opened()
            .client(kGoodRequest)
            .server("SSH-2.0-OpenSSH_9.2p1\r\n")
            .serverEnds(hop::EndCause::Fin);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader);
        QVERIFY(evidence.raw.size() > 4);
        QCOMPARE(diagnose(evidence).sentence, std::string("An SSH server answered, not a web server."));
    }
    void halfAHead()
    {
        RecordedSession session;
        session.opened()
            .client(kGoodRequest)
            .server("HTTP/1.1 101 Switching Proto")
            .serverEnds(hop::EndCause::Reset);
        const auto reader = session.read();
        QVERIFY(gathered(*reader).isHeadCut);
    }
    void aTimeOutWithoutAnAnswer()
    {
        RecordedSession session;
        session.opened().client(kGoodRequest).fails(hop::FailStage::UpgradeTimeout, "");
        session.clientEnds(hop::EndCause::ByUs);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader);
        QVERIFY(evidence.failedAt == hop::FailStage::UpgradeTimeout);
        QCOMPARE(diagnose(evidence).sentence, std::string("The server did not answer the request in time."));
    }
    void theSilenceBeforeACutIsMeasured()
    {
        RecordedSession session;
        session.opened().client(kGoodRequest).server(kGood101).server(serverText("hi"));
        session.after(30s).serverEnds(hop::EndCause::Fin).clientEnds(hop::EndCause::ByUs);
        const auto reader = session.read();
        const Evidence evidence = gathered(*reader);
        QCOMPARE(evidence.silenceBeforeEnd.count(), hop::Nanoseconds(30s + 1ms).count());
        QVERIFY(std::find(evidence.broken.begin(), evidence.broken.end(), rules::Rule::CloseBeforeEnd)
                != evidence.broken.end());
    }
    void aSecondExchangeOfTheConnectionIsKeptApart()
    {
        RecordedSession session;
        session.opened()
            .client(kGoodRequest)
            .server("HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nwho");
        session.client(kGoodRequest).server(kGood101).server(serverText("hi"));
        const auto reader = session.read();
        QCOMPARE(reader->exchanges().size(), std::size_t(2));
        QCOMPARE(base::toText(gathered(*reader, 0).body), std::string("who"));
        QCOMPARE(gathered(*reader, 0).frames, std::size_t(0));
        QCOMPARE(gathered(*reader, 1).frames, std::size_t(1));
        QVERIFY(gathered(*reader, 1).body.empty());
    }
    void theCostDoesNotFollowTheSize()
    {
        const auto recordsFor = [](int frames) {
            RecordedSession session;
            session.opened().client(kGoodRequest).server(kGood101);
            std::string flood;
            for (int n = 0; n < frames; ++n)
                flood += serverText("x");
            session.server(flood);
            const auto reader = session.read();
            const Evidence evidence = gathered(*reader);
            if (evidence.hasMoreFrames != (std::size_t(frames) > kMaxCountedEvents))
                qFatal("the count and its limit disagree");
            return reader->recordsRead();
        };
        QCOMPARE(recordsFor(60'000), recordsFor(30'000));
    }
};

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
