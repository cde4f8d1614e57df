// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace hop101::net {

/// Connections that wait to be accepted: as many as may come in one moment.
inline constexpr int kBacklog = 4096;

/// Accepts descriptors as they are: Stream is to own them, no QTcpSocket.
class Acceptor : public QTcpServer
{
    Q_OBJECT
public:
    Acceptor() { setListenBacklogSize(kBacklog); }

signals:
    void accepted(qintptr descriptor);

protected:
    void incomingConnection(qintptr descriptor) override { emit accepted(descriptor); }
};

} // namespace hop101::net
