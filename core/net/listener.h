// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/serveractor.h"
#include "core/net/listenboard.h"
#include "core/net/listenoutput.h"
#include "core/session/listening.h"
#include "core/tls/identity.h"

#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::net {

class ListenerWorker;

using session::ListenError;
using session::ListenFault;

/// Our own server: each connection is a hop with a ServerActor, all of them in one capture, where one is
/// wanted. Lives on a thread of its own. Needs a QCoreApplication.
class Listener final : public session::Listening
{
public:
    struct Options
    {
        std::string address = "127.0.0.1"; ///< as session::ListenAddress::host
        std::uint16_t port = 0; ///< 0: a free one
        hop::ServerOptions server;
        plan::Limits limits{};
        std::optional<tls::Identity> identity; ///< with it: wss
        std::string capturePath; ///< empty: nothing is recorded
        bool overwrite = false;
        bool isUntitled = false; ///< as capture::Recorder::Options
        std::function<void()>
            wake; ///< called on the listener's thread, at most once until takeNotice(); may be empty
    };
    using Notice = session::ListenNotice;

    static base::Result<std::unique_ptr<Listener>, ListenError> start(Options options);
    static base::Result<std::unique_ptr<Listener>, ListenError> start(const session::ListenPlan &plan,
                                                                      ListenOutput output);
    ~Listener() override; ///< ends all connections, finishes the capture, waits for the thread

    std::uint16_t port() const noexcept { return m_port; }
    std::string url() const override { return m_url; }
    std::size_t maxConnections() const override { return m_maxConnections; }
    Notice takeNotice() override { return m_board.take(); }
    void stop() override;
    void continueIn(const std::string &capturePath) override;
    void send(std::uint64_t connection, const plan::FramePlan &frame) override;
    void close(std::uint64_t connection, std::uint16_t code, const std::string &reason) override;
    void release(std::uint64_t, const std::optional<std::string> &) override { }
    void drop(std::uint64_t) override { }
    void setRules(const plan::RelayRules &) override { }

private:
    Listener(std::size_t maxConnections, std::function<void()> wake);
    template<typename Call>
    void post(Call call);

    ListenBoard m_board;
    const std::size_t m_maxConnections;
    std::unique_ptr<ListenerWorker> m_worker;
    std::string m_url;
    std::uint16_t m_port = 0;
    QThread m_thread;
};

} // namespace hop101::net
