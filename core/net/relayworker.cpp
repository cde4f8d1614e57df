// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relayworker.h"

#include "core/net/listenaddress.h"

#include <QHostAddress>

#include <unistd.h>

namespace hop101::net {

RelayWorker::RelayWorker(session::RelayPlan plan, std::optional<tls::Identity> identity,
                         std::unique_ptr<capture::Recorder> recorder, std::size_t maxConnections,
                         ListenBoard &board)
    : m_plan(std::move(plan)), m_identity(std::move(identity)), m_maxConnections(maxConnections),
      m_board(board)
{
    m_acceptor.setParent(this);
    m_turnAway.setParent(this);
    connect(&m_acceptor, &Acceptor::accepted, this, &RelayWorker::accept);
    if (!recorder)
        return;
    m_recording = std::make_unique<Recording>(std::move(recorder));
    m_recording->setParent(this);
    connect(m_recording.get(), &Recording::committed, this, [this] {
        for (auto &[number, connection] : m_connections)
            connection->goOnReading();
        m_recording->keepUp();
        publish();
    });
}

RelayWorker::~RelayWorker()
{
    stop();
}

std::optional<session::ListenError> RelayWorker::listen(const QHostAddress &address)
{
    if (!m_acceptor.listen(address, m_plan.address.port))
        return session::ListenError{
            session::ListenFault::CannotListen, m_acceptor.errorString().toStdString(), {}};
    if (m_recording) {
        capture::Recorder &recorder = m_recording->recorder();
        m_client = recorder.addParty({{}, "Client", capture::Role::Client, {}});
        m_relay = recorder.addParty({{}, "Hop101", capture::Role::Proxy, addressText(address, port())});
        m_server = recorder.addParty({{},
                                      "Server",
                                      capture::Role::Server,
                                      m_plan.target ? m_plan.target->hostHeader() : std::string()});
    }
    publish();
    return {};
}

void RelayWorker::stop()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_acceptor.close();
    releaseAll();
    for (auto &[number, connection] : m_connections)
        connection->stop();
    if (m_recording)
        m_recording->finish(); // while those that hear it still live
    m_connections.clear();
    publish();
}

void RelayWorker::continueIn(const std::string &capturePath)
{
    if (m_recording)
        m_recording->continueIn(capturePath);
    publish();
}

void RelayWorker::close(std::uint64_t connection)
{
    for (auto &[number, one] : m_connections)
        if (connection == 0 || connection == number)
            one->stop();
}

void RelayWorker::accept(qintptr descriptor)
{
    if (m_connections.size() >= m_maxConnections) {
        ++m_refused;
        if (m_identity)
            ::close(
                static_cast<int>(descriptor)); // it speaks TLS, and would not read an answer in plain text
        else
            m_turnAway.answer(static_cast<int>(descriptor));
        publish();
        return;
    }
    const std::uint64_t number = ++m_accepted;
    auto &made = m_connections[number];
    made = std::make_unique<RelayConnection>(m_plan, host(), number);
    connect(made.get(), &RelayConnection::progressed, this, [this] {
        if (m_recording && !m_recording->isFinished())
            m_recording->keepUp();
    });
    // Queued, because it deletes the one that says so.
    connect(
        made.get(), &RelayConnection::finished, this, [this, number] { remove(number); },
        Qt::QueuedConnection);
    made->start(static_cast<int>(descriptor));
    publish();
}

void RelayWorker::remove(std::uint64_t number)
{
    const auto at = m_connections.find(number);
    if (at == m_connections.end())
        return;
    retire(*at->second);
    m_connections.erase(at);
    std::erase_if(m_held, [number](const auto &one) { return one.second.message.connection == number; });
    publish();
}

void RelayWorker::retire(RelayConnection &connection)
{
    if (!m_recording)
        return;
    m_retired.push_back(connection.takeNearWatch());
    m_retired.push_back(connection.takeFarWatch());
}

std::unique_ptr<Door> RelayWorker::nearDoor(session::Arrival &arrival, hop::HopListener &listener)
{
    capture::Hop hop;
    hop.left = m_client;
    hop.right = m_relay;
    hop.transport = transportText(m_identity.has_value(), arrival.connection);
    return doorFor(std::move(hop), listener, arrival.hop);
}

std::unique_ptr<Door> RelayWorker::farDoor(session::Arrival &arrival, const plan::Url &target,
                                           hop::HopListener &listener)
{
    capture::Hop hop;
    hop.left = m_relay;
    hop.right = m_server;
    hop.url = target.text();
    hop.transport = transportText(target.secure, arrival.connection);
    return doorFor(std::move(hop), listener, arrival.onward);
}

std::unique_ptr<Door> RelayWorker::doorFor(capture::Hop hop, hop::HopListener &listener, base::HopId &id)
{
    hop.limits = m_plan.limits;
    if (!m_recording)
        return std::make_unique<DecoderDoor>(m_numbers, listener, m_clock, m_plan.limits);
    id = m_recording->recorder().addHop(hop, &listener);
    return std::make_unique<RecorderDoor>(m_recording->recorder(), id, m_recording->clock());
}

std::optional<TlsStart> RelayWorker::nearTls()
{
    if (!m_identity)
        return {};
    // The identity was checked before listening, so this cannot fail for a reason of ours.
    return TlsStart{std::move(tls::TlsFilter::server({*m_identity})).value(), m_plan.timeouts.tls, {}};
}

void RelayWorker::arrived(const session::Arrival &arrival)
{
    m_board.add(arrival);
    if (!m_isFinished)
        publish();
}

void RelayWorker::held(hop::Direction from, plan::HeldMessage message)
{
    message.id = ++m_lastHeld;
    message.direction = from == hop::Direction::FromLeft ? plan::RelayDirection::FromClient
                                                         : plan::RelayDirection::FromServer;
    m_held.emplace(message.id, Held{from, std::move(message)});
    publish();
}

std::optional<RelayWorker::Held> RelayWorker::takeHeld(std::uint64_t id)
{
    const auto at = m_held.find(id);
    if (at == m_held.end())
        return {};
    Held held = std::move(at->second);
    m_held.erase(at);
    return held;
}

void RelayWorker::release(std::uint64_t held, const std::optional<std::string> &edited)
{
    const auto taken = takeHeld(held);
    if (const auto at = taken ? m_connections.find(taken->message.connection) : m_connections.end();
        at != m_connections.end())
        at->second->release(taken->from, edited);
    publish();
}

void RelayWorker::drop(std::uint64_t held)
{
    const auto taken = takeHeld(held);
    if (const auto at = taken ? m_connections.find(taken->message.connection) : m_connections.end();
        at != m_connections.end())
        at->second->drop(taken->from);
    publish();
}

/// Whoever was held must not lose what it sent because the relay ends. What waited behind it may be held in
/// its turn.
void RelayWorker::releaseAll()
{
    while (!m_held.empty())
        release(m_held.begin()->first, {});
}

void RelayWorker::publish()
{
    session::ListenNotice notice;
    for (const auto &[id, held] : m_held)
        notice.held.push_back(held.message);
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
