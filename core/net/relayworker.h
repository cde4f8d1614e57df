// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/acceptor.h"
#include "core/net/listenboard.h"
#include "core/net/recording.h"
#include "core/net/relayconnection.h"
#include "core/net/turnaway.h"
#include "core/tls/identity.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

class QHostAddress;

namespace hop101::net {

/// What of a Relay lives on its thread.
class RelayWorker final : public QObject, private RelayHost
{
    Q_OBJECT
public:
    /// `recorder` may be null: nothing is recorded.
    RelayWorker(session::RelayPlan plan, std::optional<tls::Identity> identity,
                std::unique_ptr<capture::Recorder> recorder, std::size_t maxConnections, ListenBoard &board);
    ~RelayWorker() override; ///< on its own thread; ends all connections and finishes the capture

    std::optional<session::ListenError> listen(const QHostAddress &address);
    std::uint16_t port() const { return m_acceptor.serverPort(); }
    /// Ends all connections and finishes the capture.
    void stop();
    void continueIn(const std::string &capturePath);
    /// Ends one connection, or all where it is 0.
    void close(std::uint64_t connection);
    void release(std::uint64_t held, const std::optional<std::string> &edited);
    void drop(std::uint64_t held);
    /// Of connections that come from now on.
    void setRules(const plan::RelayRules &rules) { m_plan.rules = rules; }

private:
    struct Held
    {
        hop::Direction from;
        plan::HeldMessage message;
    };

    RelayHost &host() { return *this; }
    std::unique_ptr<Door> nearDoor(session::Arrival &arrival, hop::HopListener &listener) override;
    std::unique_ptr<Door> farDoor(session::Arrival &arrival, const plan::Url &target,
                                  hop::HopListener &listener) override;
    std::optional<TlsStart> nearTls() override;
    void arrived(const session::Arrival &arrival) override;
    void held(hop::Direction from, plan::HeldMessage message) override;
    std::optional<Held> takeHeld(std::uint64_t id);

    std::unique_ptr<Door> doorFor(capture::Hop hop, hop::HopListener &listener, base::HopId &id);
    void accept(qintptr descriptor);
    void remove(std::uint64_t number);
    void retire(RelayConnection &connection);
    void publish();
    void releaseAll();

    session::RelayPlan m_plan;
    const std::optional<tls::Identity> m_identity;
    const std::size_t m_maxConnections;
    ListenBoard &m_board;
    Acceptor m_acceptor;
    TurnAway m_turnAway;
    std::unique_ptr<Recording> m_recording; ///< none: nothing is recorded
    base::PartyId m_client, m_relay, m_server;
    CaptureClock m_clock;
    hop::Numbers m_numbers;
    std::uint64_t m_accepted = 0;
    std::uint64_t m_refused = 0;
    std::map<std::uint64_t, std::unique_ptr<RelayConnection>> m_connections;
    std::vector<std::unique_ptr<HopWatch>> m_retired; ///< the recorder may still tell them what ends
    std::map<std::uint64_t, Held> m_held; ///< by their numbers
    std::uint64_t m_lastHeld = 0;
    bool m_isFinished = false;
};

} // namespace hop101::net
