// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/clientworker.h"
#include "core/net/connector.h"
#include "core/net/hoplink.h"
#include "core/net/listenerworker.h"
#include "core/net/pathactor.h"
#include "core/net/recording.h"
#include "core/session/path.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace hop101::net {

/// Connections that come beyond this many are closed at once.
inline constexpr std::size_t kMaxPathArrivals = 128;

/// One end of one connection of a path check.
struct PathEnd
{
    base::HopId hop;
    std::unique_ptr<PathActor> actor;
    std::unique_ptr<Door> door;
    std::unique_ptr<HopLink> link;
    std::unique_ptr<Connector> connector; ///< of the client's end
    bool isClaimed = false; ///< an arrival that belongs to a request of ours

    bool isOpen() const { return link->state() == session::State::Open; }
};

/// What of a path check lives on its thread: both ends, their sockets, and the capture. The checks are a
/// script (PathChecks) that runs on this thread and waits in waitFor(), within which all else goes on.
class PathWorker : public QObject
{
    Q_OBJECT
public:
    PathWorker(std::unique_ptr<capture::Recorder> recorder, std::function<void()> wake);
    ~PathWorker() override; ///< on its own thread

    /// Does the whole check; returns when it is done or cancelled.
    void run(const session::PathPlan &plan);
    /// From any thread.
    void cancel();
    session::PathNotice takeNotice(); ///< from any thread

    // For the script.
    /// Connects to `url` and sends the plan's request.
    PathEnd &connectTo(const plan::Plan &plan, const plan::Url &url, const std::string &key, bool isDirect);
    /// Connections that came to the listener, in order.
    const std::vector<std::unique_ptr<PathEnd>> &arrivals() const noexcept { return m_arrivals; }
    /// True once `holds` does; false after `limit`, or where the check was cancelled.
    bool waitFor(const std::function<bool()> &holds, std::chrono::milliseconds limit);
    bool isCancelled() const noexcept { return m_isCancelled; }
    void nameProxy(const std::string &text);
    void tell(const hop::PathReport &report);

signals:
    void somethingHappened();

private:
    bool listen(const session::PathPlan &plan);
    void addParties(const session::PathPlan &plan);
    void accept(qintptr descriptor);
    std::unique_ptr<PathEnd> makeEnd(hop::Direction own, std::unique_ptr<hop::Actor> actor,
                                     const capture::Hop &hop);
    std::optional<TlsStart> tlsFor(PathEnd &end, const plan::Plan &plan, const plan::Url &url) const;
    void progress();
    void publish();
    template<typename Change>
    void change(Change change);

    Recording m_recording;
    const std::function<void()> m_wake;
    Acceptor m_acceptor;
    MaskKeys m_maskKeys;
    base::PartyId m_client, m_proxy, m_server, m_direct;
    std::string m_listening;
    std::string m_subprotocol;
    std::chrono::milliseconds m_step{10'000};
    std::vector<std::unique_ptr<PathEnd>> m_departures;
    std::vector<std::unique_ptr<PathEnd>> m_arrivals;
    std::atomic<bool> m_isCancelled = false;

    std::mutex m_mutex; ///< guards the two below
    session::PathNotice m_notice;
    bool m_isAwake = false;
};

} // namespace hop101::net
