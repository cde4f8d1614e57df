// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of whole connections share: a client session that is waited for, servers that do exactly
// as told, and what a capture holds as lines of text.
#pragma once

#include "core/capture/reader.h"
#include "core/capture/verify.h"
#include "core/net/clientsession.h"
#include "core/plan/plan.h"
#include "core/websocket/acceptkey.h"
#include "support.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <functional>

namespace hop101::net::test {

inline QString lineOf(const hop::Event &event)
{
    using hop::EventKind;
    const QString from = event.direction == hop::Direction::FromLeft ? "> " : "< ";
    const QString code = QString::number(event.code);
    switch (event.kind) {
    case EventKind::Connected:
        return "connected";
    case EventKind::TlsUp:
        return event.has(hop::flag::Accepted) ? "tls accepted" : "tls";
    case EventKind::RequestHead:
        return from + "request";
    case EventKind::ResponseHead:
        return from + "response " + code;
    case EventKind::Body:
        return from + "body " + QString::number(event.payloadSize);
    case EventKind::ProtocolSwitched:
        return "switched";
    case EventKind::Frame:
        return from + "frame " + code + " " + QString::number(event.payloadSize)
            + (event.has(hop::flag::Cut) ? " cut" : "");
    case EventKind::RawRun:
        return from + "raw " + QString::number(event.wireSize);
    case EventKind::Closed:
        return from + (event.code == 1 ? "fin" : event.code == 2 ? "reset" : "ended by us");
    case EventKind::Failed:
        return "failed " + code;
    case EventKind::Gap:
        return from + "gap";
    case EventKind::Note:
        return "note";
    }
    return "unknown";
}

/// The events of a capture, one line each; of one hop where `only` is given.
inline QStringList linesOf(const std::string &path, base::HopId only = {})
{
    auto opened = capture::Reader::open(path);
    if (!opened)
        return {"cannot open: " + QString::fromStdString(capture::describe(opened.error()))};
    const auto &reader = *opened.value();
    QStringList lines;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id)
        if (const hop::Event event = reader.event({id}); !only || event.hop == only)
            lines += lineOf(event);
    return lines;
}

/// Wakes the test's event loop from any thread.
inline void wakeTest()
{
    QMetaObject::invokeMethod(
        qApp, [] {}, Qt::QueuedConnection);
}

/// A client session and the thread that waits for it.
struct Client
{
    QTemporaryDir folder;
    std::string path = folder.filePath("session.hop101").toStdString();
    plan::Plan plan;
    session::Notice notice;
    std::unique_ptr<ClientSession> session;

    explicit Client(const QString &url, bool echo = false, std::optional<std::uint64_t> maxMessages = {})
        : plan(plan::defaultPlan(url.toStdString()))
    {
        ClientSession::Options options;
        options.capturePath = path;
        options.echo = echo;
        options.maxMessages = maxMessages;
        options.wake = wakeTest;
        session = std::move(ClientSession::create(std::move(options))).value();
        // Without compression a frame has the size of its payload.
        std::erase_if(plan.headers, [](const auto &row) { return row.name == "Sec-WebSocket-Extensions"; });
    }
    void start() { session->start(plan, plan::parseUrl(plan.url).value(), plan::freshKey()); }
    template<typename Predicate>
    bool until(Predicate holds)
    {
        return waitFor([&] {
            notice = session->takeNotice();
            return holds(notice);
        });
    }
    bool opens()
    {
        return until([](const session::Notice &n) {
                   return n.state == session::State::Open || n.state == session::State::Closed;
               })
            && notice.state == session::State::Open;
    }
    bool closes()
    {
        return until([](const session::Notice &n) { return n.state == session::State::Closed; });
    }
    /// Waits for this many committed events.
    bool sees(std::uint64_t events)
    {
        return until([events](const session::Notice &n) { return n.progress.events >= events; });
    }
    session::Sent text(const QByteArray &payload) const
    {
        plan::FramePlan frame;
        frame.payload = bytesOf(payload);
        return session->send(frame);
    }
    QStringList lines() const { return linesOf(path); }
    /// Empty where the capture's inputs give its events once more.
    QString difference() const
    {
        auto opened = capture::Reader::open(path);
        return opened ? QString::fromStdString(capture::verify(*opened.value()).firstDifference)
                      : "cannot open";
    }
    QString failure() const
    {
        return notice.failedAt ? QString::number(static_cast<int>(*notice.failedAt)) + " "
                + QString::fromStdString(notice.failure)
                               : QString();
    }
};

/// A server that reads one request head and then does what it was told, on the test's thread.
class RawServer : public QTcpServer
{
public:
    using Script = std::function<void(QTcpSocket &, const QByteArray &accept)>;

    explicit RawServer(Script script, Script onConnect = {})
        : m_script(std::move(script)), m_onConnect(std::move(onConnect))
    {
        listen(QHostAddress::LocalHost);
        QObject::connect(this, &QTcpServer::newConnection, this, [this] { serve(*nextPendingConnection()); });
    }
    QString url(const QString &path = "/") const
    {
        return "ws://127.0.0.1:" + QString::number(serverPort()) + path;
    }
    QByteArray input; ///< after the head
    bool sawFin = false;

private:
    void serve(QTcpSocket &socket)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, this, [this, &socket] { take(socket); });
        QObject::connect(&socket, &QTcpSocket::disconnected, this, [this] { sawFin = true; });
        if (m_onConnect)
            m_onConnect(socket, {});
    }
    void take(QTcpSocket &socket)
    {
        input += socket.readAll();
        const qsizetype end = input.indexOf("\r\n\r\n");
        if (m_hasHead || end < 0)
            return;
        m_hasHead = true;
        static const QRegularExpression key("Sec-WebSocket-Key: ([^\r]*)");
        const std::string found =
            key.match(QString::fromLatin1(input.left(end + 2))).captured(1).toStdString();
        input.remove(0, end + 4);
        if (m_script)
            m_script(socket, QByteArray::fromStdString(websocket::acceptKeyFor(found)));
    }

    Script m_script;
    Script m_onConnect;
    bool m_hasHead = false;
};

inline QByteArray switching(const QByteArray &accept)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + accept + "\r\n\r\n";
}

/// RST instead of FIN.
inline void reset(QTcpSocket &socket)
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket.abort();
}

} // namespace hop101::net::test
