// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathworker.h"

#include "core/base/ascii.h"
#include "core/hop/clientactor.h"
#include "core/hop/serveractor.h"
#include "core/net/pathchecks.h"
#include "core/net/stream.h"
#include "core/net/tlswords.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QHostAddress>

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hop101::net {

namespace {

QHostAddress addressFrom(const std::string &text)
{
    if (text == "localhost")
        return QHostAddress(QHostAddress::LocalHost);
    if (text == "*")
        return QHostAddress(QHostAddress::Any);
    return QHostAddress(QString::fromStdString(text));
}

std::string peerOf(int descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (::getpeername(descriptor, address, &size) != 0)
        return {};
    const auto *v4 = reinterpret_cast<const sockaddr_in *>(&storage);
    const auto *v6 = reinterpret_cast<const sockaddr_in6 *>(&storage);
    return addressText(QHostAddress(address),
                       ntohs(storage.ss_family == AF_INET ? v4->sin_port : v6->sin6_port));
}

/// The last one: a server that takes the first offer would hide what became of the others.
std::string subprotocolToChoose(const plan::Plan &plan)
{
    std::string last;
    for (const plan::HeaderRow &row : plan.headers)
        if (row.enabled && base::equalsIgnoringCase(row.name, "Sec-WebSocket-Protocol"))
            for (const std::string_view one : base::listElements(row.value))
                last = one;
    return last;
}

} // namespace

PathWorker::PathWorker(std::unique_ptr<capture::Recorder> recorder, std::function<void()> wake)
    : m_recording(std::move(recorder)), m_wake(std::move(wake))
{
    m_recording.setParent(this); // move to the thread with it
    m_acceptor.setParent(this);
    m_notice.capturePath = m_recording.recorder().path();
    connect(&m_acceptor, &Acceptor::accepted, this, &PathWorker::accept);
    connect(&m_recording, &Recording::committed, this, [this] {
        for (auto *ends : {&m_departures, &m_arrivals})
            for (const auto &end : *ends)
                end->link->goOnReading();
        progress();
    });
}

PathWorker::~PathWorker()
{
    m_recording.finish(); // while those that hear it still live
}

void PathWorker::run(const session::PathPlan &plan)
{
    m_step = plan.step;
    change([](session::PathNotice &notice) { notice.state = session::PathNotice::State::Running; });
    if (listen(plan)) {
        addParties(plan);
        PathChecks(*this, plan, m_listening).run();
    }
    m_acceptor.close();
    for (auto *ends : {&m_departures, &m_arrivals})
        for (const auto &end : *ends)
            end->link->stop();
    m_recording.finish();
    // Done is told last: who sees it finds a whole capture.
    change([this](session::PathNotice &notice) {
        notice.state = session::PathNotice::State::Done;
        notice.wasCancelled = m_isCancelled;
    });
}

bool PathWorker::listen(const session::PathPlan &plan)
{
    const QHostAddress address = addressFrom(plan.listenHost);
    if (address.isNull()) {
        change([](session::PathNotice &notice) { notice.listenFailure = session::kNoAddress; });
        return false;
    }
    if (!m_acceptor.listen(address, plan.listenPort)) {
        const std::string reason = m_acceptor.errorString().toStdString();
        change([&reason](session::PathNotice &notice) { notice.listenFailure = reason; });
        return false;
    }
    const bool isAny = plan.listenHost == "*";
    m_listening =
        addressText(isAny ? QHostAddress(QHostAddress::LocalHost) : address, m_acceptor.serverPort());
    return true;
}

void PathWorker::addParties(const session::PathPlan &plan)
{
    capture::Recorder &recorder = m_recording.recorder();
    m_client = recorder.addParty({{}, "Client", capture::Role::Client, "Hop101"});
    m_proxy = recorder.addParty({{}, "Proxy", capture::Role::Proxy, plan.via.hostHeader()});
    m_server = recorder.addParty({{}, "Server", capture::Role::Server, "Hop101 listens · " + m_listening});
    if (plan.direct)
        m_direct = recorder.addParty({{}, "Direct", capture::Role::Server, plan.direct->hostHeader()});
}

void PathWorker::nameProxy(const std::string &text)
{
    m_recording.recorder().setPartyAddress(m_proxy, text);
}

std::unique_ptr<PathEnd> PathWorker::makeEnd(hop::Direction own, std::unique_ptr<hop::Actor> actor,
                                             const capture::Hop &hop)
{
    auto end = std::make_unique<PathEnd>();
    end->actor = std::make_unique<PathActor>(own, std::move(actor));
    end->hop = m_recording.recorder().addHop(hop, end->actor.get());
    end->door = std::make_unique<RecorderDoor>(m_recording.recorder(), end->hop, m_recording.clock());
    end->link = std::make_unique<HopLink>(own, *end->actor, *end->door);
    connect(end->link.get(), &HopLink::progressed, this, &PathWorker::progress);
    connect(end->link.get(), &HopLink::finished, this, &PathWorker::progress);
    return end;
}

PathEnd &PathWorker::connectTo(const plan::Plan &plan, const plan::Url &url, const std::string &key,
                               bool isDirect)
{
    m_subprotocol = subprotocolToChoose(plan);
    capture::Hop hop;
    hop.left = m_client;
    hop.right = isDirect ? m_direct : m_proxy;
    hop.url = url.text();
    hop.transport = url.secure ? R"({"tls":true})" : R"({"tls":false})";
    hop.plan = plan::toJson(plan);
    hop.limits = plan.limits;
    auto actor = std::make_unique<hop::ClientActor>(plan, plan::requestHead(plan, url, key),
                                                    [this] { return m_maskKeys.next(); });
    m_departures.push_back(makeEnd(hop::Direction::FromLeft, std::move(actor), hop));
    PathEnd &end = *m_departures.back();
    auto tls = std::make_shared<std::optional<TlsStart>>(tlsFor(end, plan, url));
    if (end.link->isOver())
        return end;
    end.connector = std::make_unique<Connector>();
    connect(
        end.connector.get(), &Connector::connected, this,
        [&end, tls](const Connector::Connected &connection) {
            if (end.link->isOver())
                Stream(connection.descriptor).close(false);
            else
                end.link->start(connection.descriptor, {connection.local, connection.peer}, std::move(*tls));
        });
    connect(end.connector.get(), &Connector::failed, this,
            [&end](const Connector::Failure &failure) { end.link->fail(failure.stage, failure.reason); });
    end.connector->start(url.host, url.port, plan.timeouts.connect);
    return end;
}

std::optional<TlsStart> PathWorker::tlsFor(PathEnd &end, const plan::Plan &plan, const plan::Url &url) const
{
    if (!url.secure)
        return {};
    tls::ClientOptions options;
    options.verifyName = plan.tls.serverName.empty() ? url.host : plan.tls.serverName;
    options.authoritiesFile = plan.tls.caFile;
    auto filter = tls::TlsFilter::client(options);
    if (!filter) {
        end.link->fail(hop::FailStage::Tls, wordsFor(filter.error()));
        return {};
    }
    const bool takesAny = !plan.tls.verify;
    return TlsStart{std::move(filter).value(), plan.timeouts.tls,
                    [takesAny](const tls::TlsFilter &) { return takesAny; }};
}

void PathWorker::accept(qintptr descriptor)
{
    if (m_arrivals.size() >= kMaxPathArrivals) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    hop::ServerOptions options;
    options.echo = false;
    options.upgrade = m_step;
    if (!m_subprotocol.empty())
        options.subprotocols = {m_subprotocol};
    capture::Hop hop;
    hop.left = m_proxy;
    hop.right = m_server;
    hop.transport = R"({"tls":false})";
    m_arrivals.push_back(
        makeEnd(hop::Direction::FromRight, std::make_unique<hop::ServerActor>(options), hop));
    m_arrivals.back()->link->start(static_cast<int>(descriptor),
                                   {peerOf(static_cast<int>(descriptor)), m_listening}, {});
    progress();
}

bool PathWorker::waitFor(const std::function<bool()> &holds, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit, Qt::PreciseTimer);
    while (!holds()) {
        if (m_isCancelled || deadline.hasExpired())
            return false;
        QEventLoop loop;
        QTimer timer;
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
        connect(this, &PathWorker::somethingHappened, &loop, &QEventLoop::quit);
        timer.start(std::chrono::milliseconds(deadline.remainingTime() + 1));
        loop.exec();
    }
    return !m_isCancelled;
}

void PathWorker::cancel()
{
    m_isCancelled = true;
    QMetaObject::invokeMethod(this, &PathWorker::somethingHappened, Qt::QueuedConnection);
}

void PathWorker::progress()
{
    if (m_recording.isFinished())
        return;
    m_recording.keepUp();
    publish();
    emit somethingHappened();
}

void PathWorker::publish()
{
    change([](session::PathNotice &) {});
}

void PathWorker::tell(const hop::PathReport &report)
{
    change([&report](session::PathNotice &notice) { notice.report = report; });
}

template<typename Change>
void PathWorker::change(Change change)
{
    {
        const std::scoped_lock lock(m_mutex);
        change(m_notice);
        const base::EventId before = m_notice.progress.lowestChanged;
        m_notice.progress = m_recording.takeProgress();
        base::EventId &lowest = m_notice.progress.lowestChanged;
        if (before)
            lowest = lowest ? std::min(lowest, before) : before;
        m_notice.captureError = m_recording.error();
        if (!m_departures.empty() && m_departures.front()->link->failure()) {
            m_notice.failedAt = m_departures.front()->link->failure()->stage;
            m_notice.failure = m_departures.front()->link->failure()->reason;
        }
        if (std::exchange(m_isAwake, true))
            return;
    }
    if (m_wake)
        m_wake();
}

session::PathNotice PathWorker::takeNotice()
{
    const std::scoped_lock lock(m_mutex);
    m_isAwake = false;
    session::PathNotice notice = m_notice;
    m_notice.progress.lowestChanged = {};
    return notice;
}

} // namespace hop101::net
