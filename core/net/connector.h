// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/input.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>
#include <string>

class QHostAddress;
class QTcpSocket;

namespace hop101::net {

/// "127.0.0.1:8101", "[::1]:8101".
std::string addressText(const QHostAddress &address, quint16 port);

/// Resolves a name and connects, all its addresses in turn, within one time limit. Once. "localhost" and
/// names under it are the loopback addresses, whatever the system's files say (RFC 6761 section 6.3).
class Connector : public QObject
{
    Q_OBJECT
public:
    struct Connected
    {
        int descriptor; ///< the receiver's own
        std::string local, peer;
    };
    struct Failure
    {
        hop::FailStage stage; ///< Resolve, Connect or ConnectTimeout
        std::string reason;
    };

    Connector();
    ~Connector() override; ///< gives up

    void start(const std::string &host, std::uint16_t port, std::chrono::milliseconds timeout);

signals:
    // One of these, once.
    void connected(const hop101::net::Connector::Connected &connection);
    void failed(const hop101::net::Connector::Failure &failure);

private:
    void tryNext();
    void handOver();
    void fail();
    void expire();

    std::unique_ptr<QTcpSocket> m_socket;
    QTimer m_timer;
    QStringList m_hosts; ///< still to be tried
    std::uint16_t m_port = 0;
};

} // namespace hop101::net
