// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/listenboard.h"
#include "core/net/listenoutput.h"
#include "core/session/listening.h"

#include <QThread>

#include <memory>
#include <string>

namespace hop101::net {

class RelayWorker;

/// Hop101 between a client and a server: each connection that comes in has one that goes out, two hops of one
/// capture. Lives on a thread of its own. Needs a QCoreApplication.
class Relay final : public session::Listening
{
public:
    static base::Result<std::unique_ptr<Relay>, session::ListenError> start(session::RelayPlan plan,
                                                                            ListenOutput output);
    ~Relay() override;

    std::string url() const override { return m_url; }
    std::size_t maxConnections() const override { return m_maxConnections; }
    session::ListenNotice takeNotice() override { return m_board.take(); }
    void stop() override;
    void continueIn(const std::string &capturePath) override;
    void send(std::uint64_t, const plan::FramePlan &) override { }
    void close(std::uint64_t connection, std::uint16_t code, const std::string &reason) override;
    void release(std::uint64_t held, const std::optional<std::string> &edited) override;
    void drop(std::uint64_t held) override;
    void setRules(const plan::RelayRules &rules) override;

private:
    Relay(std::size_t maxConnections, std::function<void()> wake);
    template<typename Call>
    void post(Call call);

    ListenBoard m_board;
    const std::size_t m_maxConnections;
    std::unique_ptr<RelayWorker> m_worker;
    std::string m_url;
    QThread m_thread;
};

} // namespace hop101::net
