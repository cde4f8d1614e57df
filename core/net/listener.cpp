// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "core/net/listenaddress.h"
#include "core/net/listenerworker.h"

namespace hop101::net {

Listener::Listener(std::size_t maxConnections, std::function<void()> wake)
    : m_board(std::move(wake)), m_maxConnections(maxConnections)
{ }

base::Result<std::unique_ptr<Listener>, ListenError> Listener::start(const session::ListenPlan &plan,
                                                                     ListenOutput output)
{
    auto identity = identityFor(plan.address);
    if (!identity)
        return identity.error();
    Options options;
    options.address = plan.address.host;
    options.port = plan.address.port;
    options.server = plan.server;
    options.limits = plan.limits;
    options.identity = std::move(identity).value();
    options.capturePath = output.capturePath;
    options.overwrite = output.overwrite;
    options.isUntitled = output.isUntitled;
    options.wake = std::move(output.wake);
    return start(std::move(options));
}

base::Result<std::unique_ptr<Listener>, ListenError> Listener::start(Options options)
{
    const auto address = addressFrom(options.address);
    if (!address)
        return ListenError{ListenFault::BadAddress, {}, {}};
    if (options.identity)
        if (auto checked = tls::checkIdentity(*options.identity); !checked)
            return ListenError{ListenFault::BadIdentity, checked.error().reason, {}};
    const std::size_t most = connectionsFor(1);
    if (most == 0)
        return ListenError{ListenFault::Descriptors, {}, {}};
    auto recorder = recorderFor({options.capturePath, options.overwrite, options.isUntitled, {}});
    if (!recorder)
        return recorder.error();

    std::unique_ptr<Listener> made(new Listener(most, std::move(options.wake)));
    const bool isSecure = options.identity.has_value();
    made->m_worker = std::make_unique<ListenerWorker>(std::move(options), std::move(recorder).value(), most,
                                                      made->m_board);
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
    made->m_url = listenUrl(*address, made->m_port, isSecure);
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

template<typename Call>
void Listener::post(Call call)
{
    QMetaObject::invokeMethod(m_worker.get(), std::move(call), Qt::QueuedConnection);
}

void Listener::stop()
{
    post([worker = m_worker.get()] { worker->stop(); });
}

void Listener::continueIn(const std::string &capturePath)
{
    post([worker = m_worker.get(), capturePath] { worker->continueIn(capturePath); });
}

void Listener::send(std::uint64_t connection, const plan::FramePlan &frame)
{
    post([worker = m_worker.get(), connection, frame] { worker->send(connection, frame); });
}

void Listener::close(std::uint64_t connection, std::uint16_t code, const std::string &reason)
{
    post([worker = m_worker.get(), connection, code, reason] { worker->close(connection, code, reason); });
}

} // namespace hop101::net
