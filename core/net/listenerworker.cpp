// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenerworker.h"

#include "core/net/connector.h"
#include "core/net/tlswords.h"

#include <QHostAddress>

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hop101::net {

namespace {

std::string addressOf(int descriptor, decltype(&::getsockname) which)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (which(descriptor, address, &size) != 0)
        return {};
    QHostAddress host(address);
    const auto *v4 = reinterpret_cast<const sockaddr_in *>(&storage);
    const auto *v6 = reinterpret_cast<const sockaddr_in6 *>(&storage);
    return addressText(host, ntohs(storage.ss_family == AF_INET ? v4->sin_port : v6->sin6_port));
}

} // namespace

ListenerWorker::ListenerWorker(Listener::Options options, std::unique_ptr<capture::Recorder> recorder)
    : m_options(std::move(options)), m_acceptor(), m_recording()
{
    m_acceptor.setParent(this);
    connect(&m_acceptor, &Acceptor::accepted, this, &ListenerWorker::accept);
    if (!recorder)
        return;
    m_recording = std::make_unique<Recording>(std::move(recorder));
    m_recording->setParent(this);
    connect(m_recording.get(), &Recording::committed, this, [this] {
        for (auto &[number, connection] : m_connections)
            connection.link->goOnReading();
        progress();
    });
}

ListenerWorker::~ListenerWorker()
{
    m_acceptor.close();
    for (auto &[number, connection] : m_connections)
        connection.link->stop();
    if (m_recording)
        m_recording->finish(); // while those that hear it still live
}

std::optional<ListenError> ListenerWorker::listen(const QHostAddress &address)
{
    if (!m_acceptor.listen(address, m_options.port))
        return ListenError{ListenFault::CannotListen, m_acceptor.errorString().toStdString(), {}};
    if (m_recording) {
        capture::Recorder &recorder = m_recording->recorder();
        m_client = recorder.addParty({{}, "Client", capture::Role::Client, {}});
        m_server = recorder.addParty({{}, "Server", capture::Role::Server, addressText(address, port())});
    }
    return {};
}

void ListenerWorker::accept(qintptr descriptor)
{
    if (m_connections.size() >= kMaxConnections)
        ::close(static_cast<int>(descriptor));
    else
        serve(static_cast<int>(descriptor));
    publish();
}

void ListenerWorker::serve(int descriptor)
{
    const std::uint64_t number = ++m_accepted;
    Connection &made = m_connections[number];
    made.actor = std::make_unique<hop::ServerActor>(m_options.server);
    made.watch = std::make_unique<HopWatch>(*made.actor);
    made.door = doorFor(*made.watch);
    made.link = std::make_unique<HopLink>(hop::Direction::FromRight, *made.actor, *made.door);
    connect(made.link.get(), &HopLink::progressed, this, &ListenerWorker::progress);
    // Queued, because it deletes the link that says so.
    connect(
        made.link.get(), &HopLink::finished, this, [this, number] { remove(number); }, Qt::QueuedConnection);
    made.link->start(descriptor,
                     {addressOf(descriptor, &::getpeername), addressOf(descriptor, &::getsockname)},
                     tlsStart());
}

std::unique_ptr<Door> ListenerWorker::doorFor(HopWatch &watch)
{
    plan::Limits limits = m_options.limits;
    if (m_options.server.echo && limits.messageBytes == 0)
        limits.messageBytes = hop::kMaxEchoBytes; // an echo needs whole messages in memory
    if (!m_recording)
        return std::make_unique<DecoderDoor>(m_numbers, watch, m_clock, limits);
    capture::Hop made;
    made.left = m_client;
    made.right = m_server;
    made.transport = m_options.identity ? R"({"tls":true})" : R"({"tls":false})";
    made.limits = limits;
    const base::HopId id = m_recording->recorder().addHop(made, &watch);
    return std::make_unique<RecorderDoor>(m_recording->recorder(), id, m_recording->clock());
}

std::optional<TlsStart> ListenerWorker::tlsStart()
{
    if (!m_options.identity)
        return {};
    // The identity was checked before listening, so this cannot fail for a reason of ours.
    return TlsStart{
        std::move(tls::TlsFilter::server({*m_options.identity})).value(), m_options.server.upgrade, {}};
}

void ListenerWorker::remove(std::uint64_t number)
{
    const auto at = m_connections.find(number);
    if (at == m_connections.end())
        return;
    at->second.watch->detach();
    if (m_recording)
        m_retired.push_back(std::move(at->second.watch));
    m_connections.erase(at);
    progress();
}

void ListenerWorker::progress()
{
    if (m_recording && !m_recording->isFinished())
        m_recording->keepUp();
    publish();
}

void ListenerWorker::publish()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_notice.connections = m_accepted;
        m_notice.active = m_connections.size();
        if (m_recording) {
            const base::EventId before = m_notice.progress.lowestChanged;
            m_notice.progress = m_recording->takeProgress();
            base::EventId &lowest = m_notice.progress.lowestChanged;
            if (before)
                lowest = lowest ? std::min(lowest, before) : before;
            m_notice.captureError = m_recording->error();
        }
        if (std::exchange(m_isAwake, true))
            return;
    }
    if (m_options.wake)
        m_options.wake();
}

Listener::Notice ListenerWorker::takeNotice()
{
    const std::scoped_lock lock(m_mutex);
    m_isAwake = false;
    Listener::Notice notice = m_notice;
    m_notice.progress.lowestChanged = {};
    return notice;
}

} // namespace hop101::net
