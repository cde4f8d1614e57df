// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenerworker.h"

#include "core/net/connector.h"
#include "core/net/listenaddress.h"
#include "core/net/tlswords.h"

#include <QHostAddress>

#include <unistd.h>

namespace hop101::net {

ListenerWorker::ListenerWorker(Listener::Options options, std::unique_ptr<capture::Recorder> recorder,
                               std::size_t maxConnections, ListenBoard &board)
    : m_options(std::move(options)), m_maxConnections(maxConnections), m_board(board), m_acceptor(),
      m_recording()
{
    m_acceptor.setParent(this);
    m_turnAway.setParent(this);
    connect(&m_acceptor, &Acceptor::accepted, this, &ListenerWorker::accept);
    if (!recorder)
        return;
    m_recording = std::make_unique<Recording>(std::move(recorder));
    m_recording->setParent(this);
    connect(m_recording.get(), &Recording::committed, this, [this] {
        for (auto &[number, connection] : m_connections)
            connection.link->goOnReading();
        progress();
        publish();
    });
}

ListenerWorker::~ListenerWorker()
{
    stop();
}

void ListenerWorker::stop()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_acceptor.close();
    for (auto &[number, connection] : m_connections) {
        connection.link->stop();
        tellIfUnanswered(connection);
    }
    if (m_recording)
        m_recording->finish(); // while those that hear it still live
    m_connections.clear();
    publish();
}

void ListenerWorker::continueIn(const std::string &capturePath)
{
    if (m_recording)
        m_recording->continueIn(capturePath);
    publish();
}

void ListenerWorker::send(std::uint64_t connection, const plan::FramePlan &frame)
{
    for (auto &[number, one] : m_connections)
        if (connection == 0 || connection == number)
            one.link->send(frame);
}

void ListenerWorker::close(std::uint64_t connection, std::uint16_t code, const std::string &reason)
{
    for (auto &[number, one] : m_connections)
        if (connection == 0 || connection == number)
            one.link->close(code, reason);
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
    if (m_connections.size() >= m_maxConnections) {
        ++m_refused;
        turnAway(static_cast<int>(descriptor));
    } else {
        serve(static_cast<int>(descriptor));
    }
    publish();
}

void ListenerWorker::turnAway(int descriptor)
{
    if (m_options.identity)
        ::close(descriptor); // it speaks TLS, and would not read an answer in plain text
    else
        m_turnAway.answer(descriptor);
}

void ListenerWorker::serve(int descriptor)
{
    const std::uint64_t number = ++m_accepted;
    Connection &made = m_connections[number];
    made.actor = std::make_unique<hop::ServerActor>(m_options.server);
    session::Arrival arrival;
    arrival.connection = number;
    arrival.peer = peerAddress(descriptor);
    made.watch = std::make_unique<ArrivalWatch>(*made.actor, std::move(arrival));
    made.watch->setAnswered([this](const session::Arrival &told) { arrived(told); });
    made.door = doorFor(*made.watch);
    made.link = std::make_unique<HopLink>(hop::Direction::FromRight, *made.actor, *made.door);
    connect(made.link.get(), &HopLink::progressed, this, &ListenerWorker::progress);
    // Queued, because it deletes the link that says so.
    connect(
        made.link.get(), &HopLink::finished, this, [this, number] { remove(number); }, Qt::QueuedConnection);
    made.link->start(descriptor, {made.watch->arrival().peer, ownAddress(descriptor)}, tlsStart());
}

std::unique_ptr<Door> ListenerWorker::doorFor(ArrivalWatch &watch)
{
    plan::Limits limits = m_options.limits;
    if (m_options.server.echo && limits.messageBytes == 0)
        limits.messageBytes = hop::kMaxEchoBytes; // an echo needs whole messages in memory
    if (!m_recording)
        return std::make_unique<DecoderDoor>(m_numbers, watch, m_clock, limits);
    capture::Hop made;
    made.left = m_client;
    made.right = m_server;
    made.transport = transportText(m_options.identity.has_value(), watch.arrival().connection);
    made.limits = limits;
    const base::HopId id = watch.arrival().hop = m_recording->recorder().addHop(made, &watch);
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
    tellIfUnanswered(at->second);
    at->second.watch->detach();
    if (m_recording)
        m_retired.push_back(std::move(at->second.watch));
    m_connections.erase(at);
    progress();
    publish();
}

/// Of one that ended: who was answered has been told already.
void ListenerWorker::tellIfUnanswered(Connection &ended)
{
    if (ended.watch->isAnswered())
        return;
    session::Arrival &arrival = ended.watch->arrival();
    if (const auto &failure = ended.link->failure()) {
        arrival.failedAt = failure->stage;
        arrival.failure = failure->reason;
    }
    arrived(arrival);
}

void ListenerWorker::progress()
{
    if (m_recording && !m_recording->isFinished())
        m_recording->keepUp();
}

void ListenerWorker::arrived(const session::Arrival &arrival)
{
    m_board.add(arrival);
    if (!m_isFinished)
        publish();
}

void ListenerWorker::publish()
{
    session::ListenNotice notice;
    notice.connections = m_accepted;
    notice.active = m_connections.size();
    for (const auto &[number, connection] : m_connections)
        notice.open.push_back(number);
    notice.refused = m_refused;
    notice.isFinished = m_isFinished;
    if (m_recording) {
        notice.progress = m_recording->takeProgress();
        notice.captureError = m_recording->error();
        notice.capturePath = m_recording->recorder().path();
        notice.dropped = m_recording->recorder().dropped();
    }
    m_board.put(std::move(notice));
}

} // namespace hop101::net
