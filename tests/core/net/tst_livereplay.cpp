// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trouble over real sockets, recorded by a listener, and what a replay makes of it.
#include "core/net/listener.h"

#include "core/capture/recorder.h"
#include "sessionsupport.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;

namespace {

constexpr const char *kRequest = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                 "Sec-WebSocket-Version: 13\r\n\r\n";
/// "hello", masked with a key of its own.
std::string hello()
{
    static char keys = 0;
    const char key[4] = {7, 11, 13, ++keys};
    std::string frame("\x81\x85", 2);
    frame.append(key, sizeof key);
    for (std::size_t i = 0; i < 5; ++i)
        frame += static_cast<char>("hello"[i] ^ key[i % sizeof key]);
    return frame;
}

/// A client that does exactly as told; blocking, with a limit.
class RawClient
{
public:
    explicit RawClient(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const timeval limit{15, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isUp = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawClient()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool send(std::string_view bytes)
    {
        return m_isUp
            && ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL)
            == static_cast<ssize_t>(bytes.size());
    }
    /// Reads until all that came ends with this; false at the end of the stream or after the limit.
    bool reads(std::string_view end)
    {
        char buffer[4096];
        while (!m_read.ends_with(end)) {
            const ssize_t size = ::recv(m_socket, buffer, sizeof buffer, 0);
            if (size <= 0)
                return false;
            m_read.append(buffer, static_cast<std::size_t>(size));
        }
        return true;
    }
    bool readsToTheEnd()
    {
        reads("\x01 this never comes");
        return true;
    }
    void halfClose() { ::shutdown(m_socket, SHUT_WR); }
    void reset()
    {
        const linger now{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::close(std::exchange(m_socket, -1));
    }

private:
    int m_socket = -1;
    bool m_isUp = false;
    std::string m_read;
};

/// Three connections at once: one resets within a frame, one half-closes, one never ends its request.
void makeTrouble(const std::string &path)
{
    Listener::Options options;
    options.capturePath = path;
    options.server.upgrade = std::chrono::milliseconds(200);
    options.wake = wakeTest;
    auto server = std::move(Listener::start(std::move(options))).value();
    RawClient resets(server->port()), halfCloses(server->port()), isSilent(server->port());
    QVERIFY(isSilent.send("GET / HTTP/1.1\r\nHo"));
    for (RawClient *client : {&resets, &halfCloses}) {
        QVERIFY(client->send(kRequest));
        QVERIFY(client->reads("\r\n\r\n"));
        QVERIFY(client->send(hello()));
        QVERIFY(client->reads("\x81\x05hello"));
    }
    QVERIFY(resets.send(hello().substr(0, 8)));
    resets.reset();
    QVERIFY(halfCloses.send(hello()));
    halfCloses.halfClose();
    QVERIFY(halfCloses.readsToTheEnd());
    QVERIFY(isSilent.readsToTheEnd());
    QVERIFY(waitFor([&] {
        const Listener::Notice notice = server->takeNotice();
        return notice.connections == 3 && notice.active == 0;
    }));
}

/// Puts the inputs of one capture into a new one, with a lost range in the middle of the first hop.
void recordAgain(const capture::Reader &from, const std::string &path)
{
    auto recorder = std::move(capture::Recorder::create(path, {})).value();
    for (const capture::Party &party : from.parties())
        recorder->addParty(party);
    for (const capture::Hop &hop : from.hops())
        recorder->addHop(hop, nullptr);
    bool isLost = false;
    hop::Nanoseconds last{};
    from.inputs([&](const hop::Input &input) {
        last = input.time;
        const bool isEnd = std::holds_alternative<hop::Ended>(input.data);
        if (isEnd && !std::exchange(isLost, true))
            recorder->take(input.hop, input.direction, input.time, hop::Lost{1'000});
        recorder->take(input.hop, input.direction, input.time, input.data);
        return true;
    });
    recorder->finish();
}

} // namespace

class TestLiveReplay : public QObject
{
    Q_OBJECT
private slots:
    void troubleOverSocketsReplaysToTheSame()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("served.hop101").toStdString();
        makeTrouble(path);
        if (QTest::currentTestFailed())
            return;
        auto reader = std::move(capture::Reader::open(path)).value();
        QCOMPARE(reader->hops().size(), std::size_t{3});
        QStringList all;
        for (std::uint32_t hop = 1; hop <= 3; ++hop)
            all += linesOf(path, {hop});
        QCOMPARE(all.count("> reset"), 1);
        QCOMPARE(all.count("> fin"), 1);
        QCOMPARE(all.count(QString("failed %1").arg(static_cast<int>(hop::FailStage::UpgradeTimeout))), 1);
        QCOMPARE(all.count("> frame 1 2 cut"), 1);
        const capture::VerifyReport report = capture::verify(*reader);
        QCOMPARE(report.firstDifference, std::string());
        QCOMPARE(report.events, reader->eventCount());

        const std::string lossy = folder.filePath("lossy.hop101").toStdString();
        recordAgain(*reader, lossy);
        const auto again = std::move(capture::Reader::open(lossy)).value();
        const capture::VerifyReport lossyReport = capture::verify(*again);
        QCOMPARE(lossyReport.firstDifference, std::string());
        QCOMPARE(lossyReport.inputs, report.inputs + 1);
        QCOMPARE(linesOf(lossy).filter("gap").size(), qsizetype{1});
    }
};

QTEST_GUILESS_MAIN(TestLiveReplay)
#include "tst_livereplay.moc"
