// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/acceptor.h"
#include "core/net/arrivalwatch.h"
#include "core/net/hoplink.h"
#include "core/net/listener.h"
#include "core/net/recording.h"
#include "core/net/turnaway.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace hop101::net {

/// What of a Listener lives on its thread.
class ListenerWorker : public QObject
{
    Q_OBJECT
public:
    /// `recorder` may be null: nothing is recorded.
    ListenerWorker(Listener::Options options, std::unique_ptr<capture::Recorder> recorder,
                   std::size_t maxConnections, ListenBoard &board);
    ~ListenerWorker() override; ///< on its own thread; ends all connections and finishes the capture

    std::optional<ListenError> listen(const class QHostAddress &address);
    std::uint16_t port() const { return m_acceptor.serverPort(); }
    /// Ends all connections and finishes the capture.
    void stop();
    void continueIn(const std::string &capturePath);
    // To one connection, or to all where it is 0.
    void send(std::uint64_t connection, const plan::FramePlan &frame);
    void close(std::uint64_t connection, std::uint16_t code, const std::string &reason);

private:
    struct Connection
    {
        std::unique_ptr<hop::Actor> actor;
        std::unique_ptr<ArrivalWatch> watch;
        std::unique_ptr<Door> door;
        std::unique_ptr<HopLink> link;
    };

    void accept(qintptr descriptor);
    void serve(int descriptor);
    void turnAway(int descriptor);
    std::unique_ptr<Door> doorFor(ArrivalWatch &watch);
    std::optional<TlsStart> tlsStart();
    void remove(std::uint64_t number);
    void tellIfUnanswered(Connection &ended);
    void arrived(const session::Arrival &arrival);
    void progress();
    void publish();

    const Listener::Options m_options;
    const std::size_t m_maxConnections;
    ListenBoard &m_board;
    Acceptor m_acceptor;
    TurnAway m_turnAway;
    std::unique_ptr<Recording> m_recording; ///< none: nothing is recorded
    base::PartyId m_client, m_server;
    CaptureClock m_clock;
    hop::Numbers m_numbers;
    std::uint64_t m_accepted = 0;
    std::uint64_t m_refused = 0;
    std::map<std::uint64_t, Connection> m_connections;
    std::vector<std::unique_ptr<ArrivalWatch>> m_retired; ///< the recorder may still tell them what ends
    bool m_isFinished = false;
};

} // namespace hop101::net
