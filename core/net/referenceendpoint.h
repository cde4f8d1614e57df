// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QThread>

#include <cstdint>
#include <memory>
#include <string>

namespace hop101::net {

class EndpointWorker;

struct EndpointError
{
    std::string reason; ///< the system's own words
};

/// A WebSocket server that is not ours: Qt's QWebSocketServer on 127.0.0.1, on a thread of its own.
///
///   /echo, and any other path  returns each message as it is
///   /ticker                    sends a JSON text at once and then every second: {"tick":1,"time":"…Z"}
///   /chat                      passes each text on to all in the room, the sender included
///   /binary                    sends three small binary frames, then returns each message as binary
///
/// Needs a QCoreApplication.
class ReferenceEndpoint
{
public:
    /// Port 0: a free one.
    static base::Result<std::unique_ptr<ReferenceEndpoint>, EndpointError> start(std::uint16_t port = 0);
    ~ReferenceEndpoint(); ///< ends all connections, waits for the thread

    std::uint16_t port() const noexcept { return m_port; }
    /// "ws://127.0.0.1:PORT"
    std::string url() const;

private:
    ReferenceEndpoint();
    std::unique_ptr<EndpointWorker> m_worker;
    std::uint16_t m_port = 0;
    QThread m_thread;
};

} // namespace hop101::net
