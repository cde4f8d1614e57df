// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/referenceendpoint.h"

#include "core/net/endpointworker.h"

namespace hop101::net {

ReferenceEndpoint::ReferenceEndpoint() = default;

base::Result<std::unique_ptr<ReferenceEndpoint>, EndpointError> ReferenceEndpoint::start(std::uint16_t port)
{
    std::unique_ptr<ReferenceEndpoint> made(new ReferenceEndpoint);
    made->m_worker = std::make_unique<EndpointWorker>();
    made->m_worker->moveToThread(&made->m_thread);
    made->m_thread.setObjectName(QStringLiteral("endpoint"));
    made->m_thread.start();
    bool isListening = false;
    QMetaObject::invokeMethod(
        made->m_worker.get(), [&] { isListening = made->m_worker->listen(port); },
        Qt::BlockingQueuedConnection);
    if (!isListening)
        return EndpointError{made->m_worker->errorText()};
    made->m_port = made->m_worker->port();
    return made;
}

ReferenceEndpoint::~ReferenceEndpoint()
{
    // The worker's sockets belong to its thread: they must go there, too.
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_worker.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

std::string ReferenceEndpoint::url() const
{
    return "ws://127.0.0.1:" + std::to_string(m_port);
}

} // namespace hop101::net
