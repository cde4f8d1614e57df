// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpointworker.h"

#include <QDateTime>
#include <QWebSocket>

#include <chrono>

namespace hop101::net {

EndpointWorker::EndpointWorker()
    : m_server(QStringLiteral("Hop101 reference endpoint"), QWebSocketServer::NonSecureMode)
{
    m_server.setParent(this);
    m_ticker.setParent(this);
    m_ticker.setInterval(std::chrono::seconds(1));
    m_server.setSupportedSubprotocols({QStringLiteral("chat"), QStringLiteral("json")});
    connect(&m_server, &QWebSocketServer::newConnection, this, &EndpointWorker::welcome);
    connect(&m_ticker, &QTimer::timeout, this, &EndpointWorker::tick);
}

EndpointWorker::~EndpointWorker()
{
    m_server.close();
    qDeleteAll(findChildren<QWebSocket *>(Qt::FindDirectChildrenOnly)); // while their lists still live
}

bool EndpointWorker::listen(quint16 port)
{
    return m_server.listen(QHostAddress::LocalHost, port);
}

void EndpointWorker::welcome()
{
    while (QWebSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        const QString path = socket->requestUrl().path();
        if (path == QLatin1String("/ticker"))
            serveTicker(socket);
        else if (path == QLatin1String("/chat"))
            serveChat(socket);
        else if (path == QLatin1String("/binary"))
            serveBinary(socket);
        else
            echo(socket);
    }
}

void EndpointWorker::echo(QWebSocket *socket)
{
    connect(socket, &QWebSocket::textMessageReceived, socket, &QWebSocket::sendTextMessage);
    connect(socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
}

void EndpointWorker::serveTicker(QWebSocket *socket)
{
    m_listeners.append(socket);
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        m_listeners.removeAll(socket);
        if (m_listeners.isEmpty())
            m_ticker.stop();
    });
    if (!m_ticker.isActive())
        m_ticker.start();
    socket->sendTextMessage(nextTick());
}

QString EndpointWorker::nextTick()
{
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    return QStringLiteral(R"({"tick":%1,"time":"%2"})").arg(++m_ticks).arg(time);
}

void EndpointWorker::tick()
{
    const QString text = nextTick();
    for (QWebSocket *socket : std::as_const(m_listeners))
        socket->sendTextMessage(text);
}

void EndpointWorker::serveChat(QWebSocket *socket)
{
    m_room.append(socket);
    connect(socket, &QWebSocket::disconnected, this, [this, socket] { m_room.removeAll(socket); });
    connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        for (QWebSocket *each : std::as_const(m_room))
            each->sendTextMessage(text);
    });
}

void EndpointWorker::serveBinary(QWebSocket *socket)
{
    socket->sendBinaryMessage(QByteArray::fromHex("00"));
    socket->sendBinaryMessage(QByteArray::fromHex("0102030405060708"));
    socket->sendBinaryMessage(QByteArray::fromHex("89504e470d0a1a0a"));
    connect(socket, &QWebSocket::textMessageReceived, socket,
            [socket](const QString &text) { socket->sendBinaryMessage(text.toUtf8()); });
    connect(socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
}

} // namespace hop101::net
