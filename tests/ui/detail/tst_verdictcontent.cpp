// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/verdictcontent.h"

#include "core/websocket/acceptkey.h"
#include "core/websocket/deflater.h"
#include "core/websocket/frameencoder.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>

using namespace hop101;
using ui::StepState;
using ui::VerdictContent;

namespace {

const std::string kKey = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455 1.3
const std::string kRequest =
    "GET /chat HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: "
    + kKey + "\r\nSec-WebSocket-Version: 13\r\n\r\n";

std::string switched(const std::string &accept = websocket::acceptKeyFor(kKey))
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
           "Upgrade\r\nSec-WebSocket-Accept: "
        + accept + "\r\n\r\n";
}

/// "✓✗…–.": a letter for each step.
QString printed(const ui::FiveSteps &steps)
{
    QString text;
    for (const ui::Step &step : steps)
        text += "-.+x"[int(step.state)];
    return text;
}

QStringList titles(const std::vector<ui::RuleLine> &lines)
{
    QStringList all;
    for (const ui::RuleLine &line : lines)
        all += line.title;
    return all;
}

} // namespace

class TestVerdictContent : public QObject
{
    Q_OBJECT
private slots:
    void aGoodUpgradeShowsTheFewThatTellMost()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(switched()).client(clientText("a")).server(serverText("a"));
        const auto reader = session.read();
        const VerdictContent content = ui::verdictContent(*reader, {});
        QVERIFY(content.tone == ui::Tone::Good);
        QCOMPARE(titles(content.shown),
                 (QStringList{"Status is 101", "Upgrade is websocket", "Connection has upgrade",
                              "Sec-WebSocket-Accept is right"}));
        QVERIFY(content.holding.size() > 5);
        QVERIFY(content.shown.back().found.contains(QString::fromStdString(websocket::acceptKeyFor(kKey))));
        QCOMPARE(printed(content.steps), QString("+++++"));
        QVERIFY(content.findings.empty());
    }
    void beforeTheSecondSideSpeaksTheLastStepWaits()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(switched()).client(clientText("a"));
        QCOMPARE(printed(ui::verdictContent(*session.read(), {}).steps), QString("++++."));
    }
    void brokenRulesComeFirstAndTheOthersFold()
    {
        RecordedSession session;
        session.opened().client(kRequest).server(switched("AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        const auto reader = session.read();
        const VerdictContent content = ui::verdictContent(*reader, {});
        QVERIFY(content.tone == ui::Tone::Bad);
        QCOMPARE(titles(content.shown), QStringList{"Sec-WebSocket-Accept is right"});
        const ui::RuleLine &line = content.shown.front();
        QVERIFY(line.found.contains("AAAAAAAA"));
        QVERIFY(line.expected.contains(QString::fromStdString(websocket::acceptKeyFor(kKey))));
        QVERIFY(!line.meaning.isEmpty());
        QVERIFY(line.at.size > 0);
        QCOMPARE(reader->event(line.event).kind, hop::EventKind::ResponseHead);
        QCOMPARE(printed(content.steps), QString("+++x-"));
    }
    void whatWasAgreedOnIsSaidInPlainWords()
    {
        const auto agreedOn = [](const std::string &extensions) {
            std::string answer = switched();
            answer.insert(answer.size() - 2, "Sec-WebSocket-Extensions: " + extensions + "\r\n");
            std::string request = kRequest;
            request.insert(request.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate, x-lamp\r\n");
            RecordedSession session;
            session.opened().client(request).server(answer);
            return ui::verdictContent(*session.read(), {}).agreed;
        };
        QCOMPARE(agreedOn("permessage-deflate; server_max_window_bits=10; client_no_context_takeover"),
                 QString("Messages may be compressed (permessage-deflate): client: window 15 bits, context "
                         "dropped; server: window 10 bits, context kept."));
        QCOMPARE(agreedOn("x-lamp; colour=red"), QString("Extension x-lamp; colour=red."));
        QCOMPARE(agreedOn(""), QString());
    }
    void aLimitSaysWhereItIsRaised()
    {
        RecordedSession session;
        std::string answer = switched();
        answer.insert(answer.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        // Far more than a thousand bytes for each.
        websocket::Deflater deflater({});
        base::Bytes payload;
        deflater.add(base::Bytes(64'000'001, std::byte{'x'}), payload);
        deflater.add(base::Bytes(4'000'000, std::byte{'x'}), payload);
        deflater.finish(payload);
        websocket::FrameHeader header;
        header.opcode = websocket::Opcode::Text;
        header.rsv1 = true;
        base::Bytes wire;
        websocket::encodeFrame(header, payload, wire);
        std::string request = kRequest;
        request.insert(request.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        session.opened().client(request).server(answer).server(base::toText(wire));
        const VerdictContent content = ui::verdictContent(*session.read(), {});
        const auto limit = std::find_if(content.findings.begin(), content.findings.end(),
                                        [](const auto &line) { return !line.meaning.isEmpty(); });
        QVERIFY(limit != content.findings.end());
        QVERIFY2(
            limit->meaning.startsWith("The limit of this connection was 67.1 MB a message, and 1,000 to 1."),
            qPrintable(limit->meaning));
    }
    void aRefusalIsDecidedAgainst()
    {
        RecordedSession session;
        session.opened().client(kRequest).server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        const VerdictContent content = ui::verdictContent(*session.read(), {});
        QVERIFY(content.tone == ui::Tone::Bad);
        QCOMPARE(printed(content.steps), QString("++x+-"));
        QVERIFY(titles(content.shown).contains("Status is 101"));
        QVERIFY(!content.sentence.isEmpty());
    }
    void theTutorialsRequestIsBrokenFromTheStart()
    {
        RecordedSession session;
        session.opened()
            .client("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
            .server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        const VerdictContent content = ui::verdictContent(*session.read(), {});
        QVERIFY(titles(content.shown).contains("Sec-WebSocket-Key is present, once"));
        QVERIFY(titles(content.shown).contains("Sec-WebSocket-Version is 13"));
        QCOMPARE(printed(content.steps).at(0), QChar('x'));
    }
    void noAnswerIsSaid()
    {
        RecordedSession session;
        session.opened().client(kRequest).serverEnds(hop::EndCause::Fin);
        const VerdictContent content = ui::verdictContent(*session.read(), {});
        QVERIFY(content.tone == ui::Tone::Bad);
        QCOMPARE(printed(content.steps), QString("+x---"));
    }
    void aFailureBelowHttpIsSaid()
    {
        RecordedSession session;
        session.fails(hop::FailStage::Connect, "Connection refused");
        const VerdictContent content = ui::verdictContent(*session.read(), {});
        QVERIFY(content.tone == ui::Tone::Bad);
        QVERIFY(!content.lead.isEmpty());
        QCOMPARE(printed(content.steps), QString("-----"));
    }
    void findingsAreThoseOfTheSelectedEventOrTheFirstOfAll()
    {
        RecordedSession session;
        session.opened()
            .client(kRequest)
            .server(switched())
            .server(serverText("fine"))
            .server(frame(0xA1, "rsv2", false))
            .server(frame(0x81, "\xff", false));
        const auto reader = session.read();
        const VerdictContent all = ui::verdictContent(*reader, {});
        QVERIFY(!all.isOfSelection);
        QVERIFY(all.findings.size() >= 2);
        base::EventId utf8;
        for (std::uint64_t id = 1; id <= reader->eventCount(); ++id) {
            for (const hop::Finding &finding : reader->findings({id}))
                utf8 = finding.rule == rules::Rule::TextIsUtf8 ? base::EventId{id} : utf8;
        }
        QVERIFY(utf8);
        const VerdictContent one = ui::verdictContent(*reader, utf8);
        QVERIFY(one.isOfSelection);
        QCOMPARE(one.findings.size(), std::size_t(1));
        QCOMPARE(one.findings[0].event, utf8);
        QVERIFY(one.findings[0].outcome == hop::Outcome::Broken);
    }
};

QTEST_MAIN(TestVerdictContent)
#include "tst_verdictcontent.moc"
