// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/acceptor.h"
#include "core/net/hoplink.h"
#include "core/net/hopwatch.h"
#include "core/net/listener.h"
#include "core/net/recording.h"

#include <QObject>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace hop101::net {

/// What of a Listener lives on its thread.
class ListenerWorker : public QObject
{
    Q_OBJECT
public:
    ListenerWorker(Listener::Options options, std::unique_ptr<capture::Recorder> recorder);
    ~ListenerWorker() override; ///< on its own thread; ends all connections and finishes the capture

    std::optional<ListenError> listen(const class QHostAddress &address);
    std::uint16_t port() const { return m_acceptor.serverPort(); }
    Listener::Notice takeNotice(); ///< from any thread

private:
    struct Connection
    {
        std::unique_ptr<hop::Actor> actor;
        std::unique_ptr<HopWatch> watch;
        std::unique_ptr<Door> door;
        std::unique_ptr<HopLink> link;
    };

    void accept(qintptr descriptor);
    void serve(int descriptor);
    std::unique_ptr<Door> doorFor(HopWatch &watch);
    std::optional<TlsStart> tlsStart();
    void remove(std::uint64_t number);
    void progress();
    void publish();

    const Listener::Options m_options;
    Acceptor m_acceptor;
    std::unique_ptr<Recording> m_recording; ///< none: nothing is recorded
    base::PartyId m_client, m_server;
    CaptureClock m_clock;
    hop::Numbers m_numbers;
    std::uint64_t m_accepted = 0;
    std::map<std::uint64_t, Connection> m_connections;
    std::vector<std::unique_ptr<HopWatch>> m_retired; ///< the recorder may still tell them what ends

    std::mutex m_mutex; ///< guards the two below
    Listener::Notice m_notice;
    bool m_isAwake = false;
};

} // namespace hop101::net
