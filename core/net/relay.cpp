// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relay.h"

#include "core/net/listenaddress.h"
#include "core/net/relayworker.h"

namespace hop101::net {

using session::ListenError;
using session::ListenFault;

namespace {

constexpr std::size_t kDescriptorsEach = 2;

} // namespace

Relay::Relay(std::size_t maxConnections, std::function<void()> wake)
    : m_board(std::move(wake)), m_maxConnections(maxConnections)
{ }

base::Result<std::unique_ptr<Relay>, ListenError> Relay::start(session::RelayPlan plan, ListenOutput output)
{
    const auto address = addressFrom(plan.address.host);
    if (!address)
        return ListenError{ListenFault::BadAddress, {}, {}};
    auto identity = identityFor(plan.address);
    if (!identity)
        return identity.error();
    const std::size_t most = connectionsFor(kDescriptorsEach);
    if (most == 0)
        return ListenError{ListenFault::Descriptors, {}, {}};
    auto recorder = recorderFor(output);
    if (!recorder)
        return recorder.error();

    std::unique_ptr<Relay> made(new Relay(most, std::move(output.wake)));
    const bool isSecure = plan.address.isSecure;
    made->m_worker = std::make_unique<RelayWorker>(std::move(plan), std::move(identity).value(),
                                                   std::move(recorder).value(), most, made->m_board);
    made->m_worker->moveToThread(&made->m_thread);
    made->m_thread.setObjectName(QStringLiteral("relay"));
    made->m_thread.start();
    std::optional<ListenError> error;
    QMetaObject::invokeMethod(
        made->m_worker.get(), [&] { error = made->m_worker->listen(*address); },
        Qt::BlockingQueuedConnection);
    if (error)
        return *error;
    made->m_url = listenUrl(*address, made->m_worker->port(), isSecure);
    return made;
}

Relay::~Relay()
{
    // The worker's sockets and timers belong to its thread: they must go there, too.
    if (m_thread.isRunning())
        QMetaObject::invokeMethod(
            m_worker.get(), [this] { m_worker.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

template<typename Call>
void Relay::post(Call call)
{
    QMetaObject::invokeMethod(m_worker.get(), std::move(call), Qt::QueuedConnection);
}

void Relay::stop()
{
    post([worker = m_worker.get()] { worker->stop(); });
}

void Relay::continueIn(const std::string &capturePath)
{
    post([worker = m_worker.get(), capturePath] { worker->continueIn(capturePath); });
}

void Relay::close(std::uint64_t connection, std::uint16_t, const std::string &)
{
    post([worker = m_worker.get(), connection] { worker->close(connection); });
}

void Relay::release(std::uint64_t held, const std::optional<std::string> &edited)
{
    post([worker = m_worker.get(), held, edited] { worker->release(held, edited); });
}

void Relay::drop(std::uint64_t held)
{
    post([worker = m_worker.get(), held] { worker->drop(held); });
}

void Relay::setRules(const plan::RelayRules &rules)
{
    post([worker = m_worker.get(), rules] { worker->setRules(rules); });
}

} // namespace hop101::net
