// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTimer>
#include <QWebSocketServer>

#include <string>

class QWebSocket;

namespace hop101::net {

/// What of a ReferenceEndpoint lives on its thread.
class EndpointWorker : public QObject
{
    Q_OBJECT
public:
    EndpointWorker();
    ~EndpointWorker() override; ///< on its own thread

    bool listen(quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    std::string errorText() const { return m_server.errorString().toStdString(); }

private:
    void welcome();
    void echo(QWebSocket *socket);
    void serveTicker(QWebSocket *socket);
    void serveChat(QWebSocket *socket);
    void serveBinary(QWebSocket *socket);
    void tick();
    QString nextTick();

    QWebSocketServer m_server;
    QTimer m_ticker;
    int m_ticks = 0;
    QList<QWebSocket *> m_listeners; ///< of the ticker
    QList<QWebSocket *> m_room; ///< of the chat
};

} // namespace hop101::net
