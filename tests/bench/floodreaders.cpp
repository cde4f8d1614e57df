// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/floodreaders.h"

#include "core/capture/reader.h"
#include "core/capture/schema.h"
#include "core/net/clientsession.h"
#include "tests/bench/beastreader.h"
#include "tests/bench/childprocess.h"
#include "tests/bench/samples.h"
#include "tests/bench/sockets.h"

#include <QCoreApplication>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <array>
#include <fstream>

namespace hop101::bench {
namespace {

using namespace std::chrono_literals;

/// No flood takes so long; then something hangs.
constexpr auto kMostTime = 120s;
/// Rows that a window shows at once, and how much of each payload.
constexpr std::size_t kVisibleRows = 50;
constexpr std::uint64_t kShownBytes = 200;
constexpr std::uint64_t kRowBytes = 256 * 1024;
/// Events before the first frame: connected, request, response, protocol switched.
constexpr std::uint64_t kEventsBefore = 4;

void sayCost()
{
    say("peak", ownPeakBytes());
    say("cpu", ownCpuNs());
}

/// Looks at a session as the window does, and tells when all frames are committed.
class Watch : public QObject
{
public:
    Watch(session::Session &session, std::uint64_t events) : m_session(session), m_events(events)
    {
        m_look.setTimerType(Qt::PreciseTimer);
        connect(&m_look, &QTimer::timeout, this, &Watch::look);
        m_look.start(4ms);
    }
    std::int64_t slowestPageNs() const { return m_slowest; }
    std::uint64_t events() const { return m_notice.progress.events; }
    bool failed() const { return m_notice.captureError.has_value() || !m_isDone; }

private:
    void look()
    {
        m_notice = m_session.takeNotice();
        const base::EventId lowest = m_notice.progress.lowestChanged;
        if (lowest && (!m_lowest || lowest < m_lowest))
            m_lowest = lowest;
        if (m_notice.progress.events >= m_events && !std::exchange(m_isDone, true))
            say("done", nowNs());
        if (m_notice.state == session::State::Closed)
            QCoreApplication::quit();
        else if (++m_turn % 4 == 0)
            readPage();
    }
    void readPage()
    {
        const std::int64_t before = nowNs();
        if (!m_reader) {
            auto opened = capture::Reader::open(m_session.capturePath());
            if (!opened)
                return;
            m_reader = std::move(opened).value();
        }
        if (m_lowest)
            m_reader->invalidateFrom(std::exchange(m_lowest, {}));
        m_reader->refresh();
        const std::uint64_t count = m_reader->eventCount();
        std::array<hop::Event, kVisibleRows> page;
        const std::size_t got = m_reader->events({count > kVisibleRows ? count - kVisibleRows + 1 : 1}, page);
        for (std::size_t i = 0; i < got; ++i)
            m_reader->payload(page[i], 0, kShownBytes);
        m_slowest = std::max(m_slowest, nowNs() - before);
    }

    session::Session &m_session;
    const std::uint64_t m_events;
    QTimer m_look;
    session::Notice m_notice;
    std::unique_ptr<capture::Reader> m_reader;
    base::EventId m_lowest;
    std::int64_t m_slowest = 0;
    std::uint64_t m_turn = 0;
    bool m_isDone = false;
};

} // namespace

int readWithBeast(const std::string &port, const std::string &messages)
{
    BeastReader reader(connectTo(static_cast<std::uint16_t>(std::stoul(port))), BeastReader::Role::Client);
    for (std::uint64_t left = std::stoull(messages); left > 0; --left)
        if (reader.read() == 0)
            return 1;
    say("done", nowNs());
    sayCost();
    return 0;
}

int readWithQWebSocket(int argc, char **argv, const std::string &port, const std::string &messages)
{
    const QCoreApplication app(argc, argv);
    QWebSocket socket;
    std::uint64_t left = std::stoull(messages);
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &app, [&left] {
        if (--left == 0)
            QCoreApplication::quit();
    });
    QTimer::singleShot(kMostTime, [] { QCoreApplication::exit(1); });
    socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(QString::fromStdString(port))));
    const int status = QCoreApplication::exec();
    say("done", nowNs());
    sayCost();
    return status;
}

int recordWithHop101(int argc, char **argv, const std::string &port, const std::string &messages,
                     const std::string &path)
{
    const QCoreApplication app(argc, argv);
    net::ClientSession::Options options;
    options.capturePath = path;
    auto made = net::ClientSession::create(std::move(options));
    const auto url = plan::parseUrl("ws://127.0.0.1:" + port + "/");
    if (!made || !url)
        return 1;
    plan::Plan plan = plan::defaultPlan("ws://127.0.0.1:" + port + "/");
    plan.onError = plan::OnError::KeepOpen;
    const auto session = std::move(made).value();
    Watch watch(*session, std::stoull(messages) + kEventsBefore);
    QTimer::singleShot(kMostTime, [] { QCoreApplication::exit(1); });
    session->start(plan, url.value(), plan::freshKey());
    const int status = QCoreApplication::exec();
    say("plain", nowNs());
    say("events", static_cast<std::int64_t>(watch.events()));
    say("slowest_page_ns", watch.slowestPageNs());
    sayCost();
    return watch.failed() ? 1 : status;
}

int insertChunks(const std::string &bytes, const std::string &path)
{
    std::ofstream(path).close();
    auto opened = capture::Database::open(path, capture::Database::Mode::ReadWrite);
    if (!opened || !capture::createCapture(opened.value())
        || !opened.value().run("CREATE TABLE chunk (seq INTEGER PRIMARY KEY, bytes BLOB)"))
        return 1;
    const capture::Database &database = opened.value();
    const base::Bytes row = framesOf(65536, false).bytes; // of which a row holds the front
    capture::Statement insert = database.prepare("INSERT INTO chunk (bytes) VALUES (?1)");
    say("begin", nowNs());
    std::int64_t committed = nowNs();
    bool isGood = database.run("BEGIN");
    for (std::uint64_t left = std::stoull(bytes); left > 0 && isGood; left -= std::min(left, kRowBytes)) {
        isGood = insert.bind(1, base::ByteSpan(row).first(std::min(left, kRowBytes))).run();
        if (nowNs() - committed > std::chrono::nanoseconds(50ms).count()) {
            isGood = isGood && database.run("COMMIT") && database.run("BEGIN");
            committed = nowNs();
        }
    }
    isGood = isGood && database.run("COMMIT");
    say("done", nowNs());
    capture::makePlain(database);
    say("plain", nowNs());
    sayCost();
    return isGood ? 0 : 1;
}

} // namespace hop101::bench
