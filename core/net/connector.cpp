// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connector.h"

#include "core/base/text.h"
#include "core/net/stream.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace hop101::net {
namespace {

bool isLoopbackName(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || host.endsWith(QLatin1String(".localhost"), Qt::CaseInsensitive);
}

} // namespace

std::string addressText(const QHostAddress &address, quint16 port)
{
    bool isV4 = false;
    const QHostAddress v4(address.toIPv4Address(&isV4)); // also for ::ffff:127.0.0.1
    const std::string host =
        isV4 ? v4.toString().toStdString() : '[' + address.toString().toStdString() + ']';
    return host + ':' + std::to_string(port);
}

Connector::Connector() : m_socket(std::make_unique<QTcpSocket>())
{
    // A proxy is a hop of its own, so it is never hidden in here.
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_timer.setSingleShot(true);
    connect(m_socket.get(), &QTcpSocket::connected, this, &Connector::handOver);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &Connector::fail);
    connect(&m_timer, &QTimer::timeout, this, &Connector::expire);
}

Connector::~Connector()
{
    m_socket->disconnect(this);
}

void Connector::start(const std::string &host, std::uint16_t port, std::chrono::milliseconds timeout)
{
    const QString name = QString::fromStdString(host);
    m_hosts = isLoopbackName(name) ? QStringList{QStringLiteral("::1"), QStringLiteral("127.0.0.1")}
                                   : QStringList{name};
    m_port = port;
    m_timer.start(timeout);
    tryNext();
}

void Connector::tryNext()
{
    if (!m_hosts.isEmpty()) // else: the time ran out meanwhile
        m_socket->connectToHost(m_hosts.takeFirst(), m_port);
}

void Connector::handOver()
{
    m_timer.stop();
    m_socket->disconnect(this);
    Connected made{-1, addressText(m_socket->localAddress(), m_socket->localPort()),
                   addressText(m_socket->peerAddress(), m_socket->peerPort())};
    made.descriptor = Stream::takeDescriptorOf(*m_socket);
    if (made.descriptor < 0)
        emit failed({hop::FailStage::Connect, HOP101_TEXT("net", "No file descriptor is left")});
    else
        emit connected(made);
}

void Connector::fail()
{
    if (!m_hosts.isEmpty()) {
        // Not from within the signal: the socket is still busy with its error.
        QMetaObject::invokeMethod(this, &Connector::tryNext, Qt::QueuedConnection);
        return;
    }
    m_timer.stop();
    m_socket->disconnect(this);
    const bool isName = m_socket->error() == QAbstractSocket::HostNotFoundError;
    emit failed(
        {isName ? hop::FailStage::Resolve : hop::FailStage::Connect, m_socket->errorString().toStdString()});
}

void Connector::expire()
{
    m_hosts.clear();
    m_socket->disconnect(this);
    const bool isResolving = m_socket->state() == QAbstractSocket::HostLookupState;
    m_socket->abort();
    emit failed({hop::FailStage::ConnectTimeout,
                 isResolving ? HOP101_TEXT("net", "The name was not resolved in time") : std::string()});
}

} // namespace hop101::net
