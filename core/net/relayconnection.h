// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/relayfilter.h"
#include "core/http/headparser.h"
#include "core/net/arrivalwatch.h"
#include "core/net/connector.h"
#include "core/net/maskkeys.h"
#include "core/net/relayend.h"
#include "core/session/listening.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>

namespace hop101::net {

/// While more than this waits for one side, nothing more is read from the other. In bytes.
inline constexpr std::uint64_t kMaxRelayBytes = std::uint64_t{256} * 1024;

/// What a connection of a relay is given by it.
class RelayHost
{
public:
    virtual ~RelayHost() = default;
    /// The door of the hop to the client, and later of the one to the server. `listener` lives as long.
    virtual std::unique_ptr<Door> nearDoor(session::Arrival &arrival, hop::HopListener &listener) = 0;
    virtual std::unique_ptr<Door> farDoor(session::Arrival &arrival, const plan::Url &target,
                                          hop::HopListener &listener) = 0;
    /// Nothing: the client speaks in plain text.
    virtual std::optional<TlsStart> nearTls() = 0;
    virtual void arrived(const session::Arrival &arrival) = 0;
    /// Something waits at a breakpoint until release() or drop() of its direction.
    virtual void held(hop::Direction from, plan::HeldMessage message) = 0;
};

/// One client of a relay and its connection to the server: what comes in on one goes out on the other, ends
/// and resets too. Where the server cannot be reached the client gets a 502. Lives on one thread with an
/// event loop. Tells progressed() after each turn, and finished() once.
class RelayConnection final : public QObject, private RelayEndListener
{
    Q_OBJECT
public:
    /// Both must outlive it.
    RelayConnection(const session::RelayPlan &plan, RelayHost &host, std::uint64_t number);
    ~RelayConnection() override;

    /// Takes over the accepted descriptor.
    void start(int descriptor);
    /// Ends both connections at once.
    void stop();
    /// The door may not be behind any more.
    void goOnReading() { balance(); }

    /// What is held there goes on, or does not.
    void release(hop::Direction from, const std::optional<std::string> &edited);
    void drop(hop::Direction from);

    /// They may be told something as long as the recorder lives.
    std::unique_ptr<HopWatch> takeNearWatch() { return std::move(m_nearWatch); }
    std::unique_ptr<HopWatch> takeFarWatch() { return std::move(m_farWatch); }

signals:
    void progressed();
    void finished();

private:
    void up(RelayEnd &end) override;
    void received(RelayEnd &end, base::ByteSpan bytes) override;
    void inputFinished(RelayEnd &end) override;
    void drained(RelayEnd &end) override;
    void over(RelayEnd &end) override;

    RelayEndListener &ends() { return *this; }
    RelayEnd &other(const RelayEnd &end) { return &end == m_near.get() ? *m_far : *m_near; }
    bool isFar(const RelayEnd &end) const { return &end == m_far.get(); }
    void connectTo(const plan::Url &target);
    void connected(const Connector::Connected &connection);
    std::optional<TlsStart> farTls();
    void begin();
    void pass(hop::Direction from, base::ByteSpan bytes);
    void finishBehind(hop::Direction from);
    void makeFilter();
    void releasedNow(hop::Direction from);
    void keep(base::ByteSpan bytes);
    void readProxyRequest(base::ByteSpan bytes);
    std::uint64_t waitingFor(const RelayEnd *end, hop::Direction from) const;
    void farFailed();
    void refuse(int status, const std::string &sentence);
    void answerRefusal();
    void expire();
    void balance();
    void turnEnded();
    void endIfBothOver();

    const session::RelayPlan &m_plan;
    const plan::RelayRules m_rules; ///< of the plan when it came
    RelayHost &m_host;
    std::unique_ptr<ArrivalWatch> m_nearWatch;
    std::unique_ptr<HopWatch> m_farWatch;
    std::unique_ptr<Door> m_nearDoor, m_farDoor;
    std::unique_ptr<RelayEnd> m_near, m_far;
    std::unique_ptr<Connector> m_connector;
    plan::Url m_target;
    base::Bytes m_early; ///< from the client, before the server can be reached
    http::RequestHeadParser m_proxyRequest; ///< of a forward proxy
    base::Bytes m_tunnelAnswer; ///< to CONNECT, once the server is there
    MaskKeys m_maskKeys;
    std::unique_ptr<hop::RelayFilter> m_filter; ///< none: no rule changes anything
    base::Bytes m_refusal; ///< what the client is to get once it has asked
    QTimer m_timer; ///< for the client's head; when refused, for its end
    bool m_isRefused = false;
    bool m_hasAnsweredRefusal = false;
    bool m_isBalanceDue = false;
    bool m_isDone = false;
};

} // namespace hop101::net
