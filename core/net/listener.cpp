// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "core/net/listenerworker.h"

#include <QHostAddress>

namespace hop101::net {

namespace {

std::optional<QHostAddress> addressFrom(const std::string &text)
{
    if (text == "localhost")
        return QHostAddress(QHostAddress::LocalHost);
    if (text == "*")
        return QHostAddress(QHostAddress::Any);
    QHostAddress address;
    if (!address.setAddress(QString::fromStdString(text)))
        return {};
    return address;
}

base::Result<std::unique_ptr<capture::Recorder>, ListenError> recorderFor(const Listener::Options &options)
{
    if (options.capturePath.empty())
        return std::unique_ptr<capture::Recorder>();
    capture::Recorder::Options recording;
    recording.overwrite = options.overwrite;
    auto recorder = capture::Recorder::create(options.capturePath, recording);
    if (!recorder)
        return ListenError{ListenFault::Capture, {}, recorder.error()};
    return std::move(recorder).value();
}

} // namespace

Listener::Listener() = default;

base::Result<std::unique_ptr<Listener>, ListenError> Listener::start(Options options)
{
    const auto address = addressFrom(options.address);
    if (!address)
        return ListenError{ListenFault::BadAddress, {}, {}};
    if (options.identity)
        if (auto checked = tls::checkIdentity(*options.identity); !checked)
            return ListenError{ListenFault::BadIdentity, checked.error().reason, {}};
    auto recorder = recorderFor(options);
    if (!recorder)
        return recorder.error();

    std::unique_ptr<Listener> made(new Listener);
    made->m_host = options.address == "*" ? "127.0.0.1" : address->toString().toStdString();
    made->m_isSecure = options.identity.has_value();
    made->m_worker = std::make_unique<ListenerWorker>(std::move(options), std::move(recorder).value());
    made->m_worker->moveToThread(&made->m_thread);
    made->m_thread.setObjectName(QStringLiteral("listener"));
    made->m_thread.start();

    std::optional<ListenError> error;
    QMetaObject::invokeMethod(
        made->m_worker.get(), [&] { error = made->m_worker->listen(*address); },
        Qt::BlockingQueuedConnection);
    if (error)
        return *error;
    made->m_port = made->m_worker->port();
    return made;
}

Listener::~Listener()
{
    // The worker's sockets and timers belong to its thread: they must go there, too.
    if (m_thread.isRunning())
        QMetaObject::invokeMethod(
            m_worker.get(), [this] { m_worker.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

std::string Listener::url() const
{
    const bool isV6 = m_host.find(':') != std::string::npos;
    return std::string(m_isSecure ? "wss://" : "ws://") + (isV6 ? '[' + m_host + ']' : m_host) + ':'
        + std::to_string(m_port) + '/';
}

Listener::Notice Listener::takeNotice()
{
    return m_worker->takeNotice();
}

} // namespace hop101::net
