// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"
#include "core/hop/serveractor.h"
#include "core/net/listenoutput.h"
#include "core/tls/identity.h"

#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::net {

class ListenerWorker;

enum class ListenFault : std::uint8_t { BadAddress, CannotListen, BadIdentity, Capture };
struct ListenError
{
    ListenFault fault = ListenFault::CannotListen;
    std::string reason; ///< the system's own words
    std::optional<capture::CaptureError> capture; ///< with Capture
};

/// Our own server: each connection is a hop with a ServerActor, all of them in one capture, where one is
/// wanted. Lives on a thread of its own. Needs a QCoreApplication.
class Listener
{
public:
    struct Options
    {
        std::string address = "127.0.0.1"; ///< IP address, "localhost", or "*" for all
        std::uint16_t port = 0; ///< 0: a free one
        hop::ServerOptions server;
        plan::Limits limits{};
        std::optional<tls::Identity> identity; ///< with it: wss
        std::string capturePath; ///< empty: nothing is recorded
        bool overwrite = false;
        std::function<void()>
            wake; ///< called on the listener's thread, at most once until takeNotice(); may be empty
    };
    struct Notice
    {
        std::uint64_t connections = 0; ///< so far
        std::uint64_t active = 0;
        capture::Progress progress;
        std::optional<capture::CaptureError> captureError;
    };

    static base::Result<std::unique_ptr<Listener>, ListenError> start(Options options);
    ~Listener(); ///< ends all connections, finishes the capture, waits for the thread

    std::uint16_t port() const noexcept { return m_port; }
    /// "ws://127.0.0.1:8101/"
    std::string url() const;
    Notice takeNotice();

private:
    Listener();
    std::unique_ptr<ListenerWorker> m_worker;
    std::string m_host;
    bool m_isSecure = false;
    std::uint16_t m_port = 0;
    QThread m_thread;
};

} // namespace hop101::net
