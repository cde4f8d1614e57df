// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/hopdiff.h"

#include "core/capture/recorder.h"
#include "evidencefrom.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::doctor;

namespace {

http::RequestHead request(const std::string &text)
{
    return http::parseRequestHead(base::asBytes(text));
}

/// Client, proxy and server in one capture; each request opens a connection.
class TwoHops
{
public:
    TwoHops()
    {
        m_path = m_folder.filePath("two.hop101").toStdString();
        m_recorder = std::move(capture::Recorder::create(m_path, {})).value();
        m_client = m_recorder->addParty({{}, "Client", capture::Role::Client, ""});
        m_proxy = m_recorder->addParty({{}, "Proxy", capture::Role::Proxy, ""});
        m_server = m_recorder->addParty({{}, "Server", capture::Role::Server, ""});
    }
    base::HopId left(const std::string &bytes) { return hop(m_client, m_proxy, bytes); }
    base::HopId right(const std::string &bytes) { return hop(m_proxy, m_server, bytes); }
    void answer(base::HopId hop, const std::string &bytes) { take(hop, hop::Direction::FromRight, bytes); }
    std::vector<HopDiff> diffs()
    {
        m_recorder->finish();
        return hopDiffs(*std::move(capture::Reader::open(m_path)).value());
    }

private:
    base::HopId hop(base::PartyId from, base::PartyId to, const std::string &bytes)
    {
        capture::Hop made;
        made.left = from;
        made.right = to;
        const base::HopId id = m_recorder->addHop(made, nullptr);
        take(id, hop::Direction::FromLeft, bytes);
        return id;
    }
    void take(base::HopId hop, hop::Direction direction, const std::string &bytes)
    {
        m_recorder->take(hop, direction, m_time += std::chrono::milliseconds(1),
                         hop::BytesSeen{base::asBytes(bytes)});
    }

    QTemporaryDir m_folder;
    std::string m_path;
    std::unique_ptr<capture::Recorder> m_recorder;
    base::PartyId m_client, m_proxy, m_server;
    hop::Nanoseconds m_time{};
};

std::string probed(const std::string &id)
{
    std::string text = kGoodRequest;
    return text.insert(text.size() - 2, "Hop101-Probe: " + id + "\r\n");
}

} // namespace

class TestHopDiff : public QObject
{
    Q_OBJECT
private slots:
    void theStartLineIsComparedPartByPart()
    {
        const auto changed = changes(request("GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n"),
                                     request("POST /c HTTP/1.0\r\nHost: a\r\n\r\n"));
        QCOMPARE(changed.startLine.size(), std::size_t(3));
        QCOMPARE(changed.part("target")->arrived, "/c");
        QCOMPARE(changed.part("version")->sent, "HTTP/1.1");
        QVERIFY(changed.headers.empty());
        QVERIFY(!changed.isSame());
    }
    void eachHeaderIsDroppedAddedChangedRenamedOrMoved()
    {
        const auto changed = changes(
            request(
                "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-One: 1\r\n\r\n"),
            request("GET / HTTP/1.1\r\nX-One: 1\r\nhost: a\r\nConnection: close\r\nVia: p\r\n\r\n"));
        QVERIFY(changed.header("upgrade")->isDropped());
        QVERIFY(changed.header("via")->isAdded());
        QVERIFY(changed.header("connection")->valueDiffers());
        QVERIFY(changed.header("host")->isRenamed() && !changed.header("host")->valueDiffers());
        QVERIFY(changed.header("X-One")->isMoved);
    }
    void exchangesBelongTogetherByProbeThenKeyThenOrder()
    {
        TwoHops hops;
        const auto first = hops.left(probed("one"));
        const auto second = hops.left(kGoodRequest);
        const auto third = hops.left(requestWith("Sec-WebSocket-Key", ""));
        hops.right(requestWith("Sec-WebSocket-Key", "X-Other: 1"));
        hops.right(requestWith("Host", "Host: b"));
        hops.right(probed("one"));
        const auto diffs = hops.diffs();
        QCOMPARE(diffs.size(), std::size_t(3));
        QVERIFY(diffs[0].left.hop == first && diffs[0].by == Correlation::Probe);
        QVERIFY(diffs[0].request.isSame());
        QVERIFY(diffs[1].left.hop == second && diffs[1].by == Correlation::Key);
        QCOMPARE(*diffs[1].request.header("Host")->arrived, "b");
        QVERIFY(diffs[2].left.hop == third && diffs[2].by == Correlation::Order);
        QVERIFY(diffs[2].request.header("X-Other")->isAdded());
    }
    void whatNeverArrivedHasNoPartner()
    {
        TwoHops hops;
        const auto left = hops.left(probed("one"));
        hops.answer(left, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        hops.right(probed("another"));
        const auto diffs = hops.diffs();
        QCOMPARE(diffs.size(), std::size_t(1));
        QVERIFY(!diffs[0].right);
        QVERIFY(!diffs[0].request.hasArrived && diffs[0].response.hasArrived);
    }
    void theAnswerIsComparedOnItsWayBack()
    {
        TwoHops hops;
        const auto left = hops.left(probed("one"));
        const auto right = hops.right(probed("one"));
        hops.answer(right, kGood101);
        hops.answer(left, responseWith("Upgrade", ""));
        const auto diffs = hops.diffs();
        QVERIFY(diffs[0].response.header("Upgrade")->isDropped());
        QVERIFY(!diffs[0].response.part("status"));
    }
    void aCaptureOfOneHopHasNone()
    {
        TwoHops hops;
        hops.left(kGoodRequest);
        QVERIFY(hops.diffs().empty());
    }
};

QTEST_APPLESS_MAIN(TestHopDiff)
#include "tst_hopdiff.moc"
