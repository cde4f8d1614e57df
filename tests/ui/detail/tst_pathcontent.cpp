// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/pathcontent.h"

#include "core/capture/recorder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;
using namespace std::chrono_literals;

namespace {

const std::string kKey = "dGhlIHNhbXBsZSBub25jZQ==";
const std::string kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

std::string request(const std::string &version, const std::string &rest)
{
    return "GET /ws HTTP/" + version + "\r\nHost: example\r\n" + rest + "Sec-WebSocket-Key: " + kKey
        + "\r\nSec-WebSocket-Version: 13\r\nHop101-Probe: 1\r\n\r\n";
}
const std::string kUpgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
const std::string kSwitch =
    "HTTP/1.1 101 Switching Protocols\r\n" + kUpgrade + "Sec-WebSocket-Accept: " + kAccept + "\r\n\r\n";

/// Both sides of a proxy: what was sent and what arrived.
struct Path
{
    QTemporaryDir folder;
    std::unique_ptr<capture::Reader> reader;

    Path(const std::string &arrived, const std::string &answer, const std::string &cameBack,
         const std::string &middle = "Proxy", const std::string &transport = {})
    {
        const std::string file = folder.filePath("path.hop101").toStdString();
        {
            auto recorder = std::move(capture::Recorder::create(file, {})).value();
            const auto client = recorder->addParty({{}, "Client", capture::Role::Client, "Hop101"});
            const auto proxy = recorder->addParty({{}, middle, capture::Role::Proxy, "127.0.0.1:8080"});
            const auto server = recorder->addParty({{}, "Server", capture::Role::Server, "127.0.0.1:9001"});
            const auto left = recorder->addHop({{}, client, proxy, {}, transport, {}}, nullptr);
            const auto right = recorder->addHop({{}, proxy, server, {}, transport, {}}, nullptr);
            hop::Nanoseconds now = recorder->startTime();
            const auto say = [&](base::HopId hop, hop::Direction direction, const std::string &bytes) {
                now += 1ms;
                if (!bytes.empty())
                    recorder->take(hop, direction, now, hop::BytesSeen{base::asBytes(bytes)});
            };
            say(left, hop::Direction::FromLeft, request("1.1", kUpgrade));
            say(right, hop::Direction::FromLeft, arrived);
            say(right, hop::Direction::FromRight, answer);
            say(left, hop::Direction::FromRight, cameBack);
            recorder->finish();
        }
        reader = std::move(capture::Reader::open(file)).value();
    }
};

const std::string kRefusal = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n";

QStringList lines(const std::vector<RuleLine> &rules)
{
    QStringList all;
    for (const RuleLine &rule : rules)
        all += rule.title + (rule.values.isEmpty() ? QString() : QString(" | " + rule.values));
    return all;
}

} // namespace

class TestPathContent : public QObject
{
    Q_OBJECT
private slots:
    void aRelayShowsWhatItMadeOfTheHeads()
    {
        const std::string changed = request("1.1", kUpgrade + "X-Added: by a rule\r\n");
        const Path path(changed, kSwitch, kSwitch, "Hop101", R"({"connection":1})");
        QVERIFY(!pathContent(*path.reader, {}, {}));
        const QStringList ofRelay = lines(verdictContent(*path.reader, {}).changes);
        QCOMPARE(ofRelay, QStringList(QString::fromUtf8("X-Added | sent: nothing, arrived “by a rule”")));
        const Path same(request("1.1", kUpgrade), kSwitch, kSwitch, "Hop101", R"({"connection":1})");
        QVERIFY(verdictContent(*same.reader, {}).changes.empty());
        const Path apart(changed, kSwitch, kSwitch, "Hop101");
        QVERIFY(verdictContent(*apart.reader, {}).changes.empty());
    }
    void whatNginxDoesByDefaultIsNamedLineByLineWithItsFix()
    {
        const std::string server =
            "HTTP/1.1 426 Upgrade Required\r\nServer: nginx/1.22.1\r\nContent-Length: 0\r\n\r\n";
        const Path path(request("1.0", "Connection: close\r\n"), kRefusal, server);
        const auto content = pathContent(*path.reader, {}, {});
        QVERIFY(content);
        QCOMPARE(content->lead, QString("Not upgraded."));
        QCOMPARE(content->sentence, QString("nginx drops the upgrade."));
        const QStringList shown = lines(content->shown);
        QVERIFY2(shown.contains(
                     QString::fromUtf8("Upgrade reaches the server | sent “websocket”, arrived: nothing")),
                 qPrintable(shown.join('\n')));
        QVERIFY(
            shown.contains(QString::fromUtf8("Connection has upgrade | sent “Upgrade”, arrived “close”")));
        QVERIFY(
            shown.contains(QString::fromUtf8("HTTP version is 1.1 | sent “HTTP/1.1”, arrived “HTTP/1.0”")));
        QVERIFY(shown.last().contains("arrive as sent"));
        QVERIFY(!content->fixes.empty());
        QVERIFY(content->fixes.front().text.find("proxy_set_header Upgrade") != std::string::npos);
        QVERIFY(lines(content->changes).join('\n').contains("Server"));
    }
    void aPathThatPassesSaysSo()
    {
        const Path path(request("1.1", "Upgrade: websocket\r\nConnection: upgrade\r\nVia: 1.1 x\r\n"),
                        kSwitch, kSwitch);
        const auto content = pathContent(*path.reader, {}, {});
        QVERIFY(content);
        QCOMPARE(content->tone, Tone::Good);
        QCOMPARE(content->lead, QString("Upgraded from end to end."));
        QCOMPARE(lines(content->changes),
                 QStringList({QString::fromUtf8("Via | sent: nothing, arrived “1.1 x”")}));
    }
    void checksThatFailedAreBrokenRules()
    {
        const Path path(request("1.1", kUpgrade), kSwitch, kSwitch);
        hop::PathReport report;
        report.results = {{hop::PathCheck::Upgrade, hop::CheckOutcome::Passed, "101", "101", {}, {}},
                          {hop::PathCheck::Ping, hop::CheckOutcome::Failed, "ping", "", {}, {}},
                          {hop::PathCheck::Idle, hop::CheckOutcome::NotReached, "", "", {}, {}}};
        const auto content = pathContent(*path.reader, {}, report);
        QVERIFY(content);
        QCOMPARE(content->tone, Tone::Warning);
        QCOMPARE(content->holding.size(), std::size_t(1));
        QCOMPARE(content->notReached.size(), std::size_t(1));
        QVERIFY2(
            lines(content->shown).join('\n').contains(QString::fromUtf8("sent “ping”, arrived: nothing")),
            qPrintable(lines(content->shown).join('\n')));
    }
    void aRelayIsNoPathCheck()
    {
        const Path path(request("1.1", kUpgrade), kSwitch, kSwitch, "Hop101");
        QVERIFY(!pathContent(*path.reader, {}, {}));
    }
};

QTEST_APPLESS_MAIN(TestPathContent)
#include "tst_pathcontent.moc"
