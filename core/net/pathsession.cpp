// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathsession.h"

#include "core/net/pathworker.h"

namespace hop101::net {

base::Result<std::unique_ptr<PathSession>, capture::CaptureError> PathSession::create(Options options)
{
    capture::Recorder::Options recording;
    recording.isUntitled = options.isUntitled;
    auto recorder = capture::Recorder::create(options.capturePath, recording);
    if (!recorder)
        return recorder.error();
    return std::unique_ptr<PathSession>(new PathSession(std::move(recorder).value(), std::move(options)));
}

PathSession::PathSession(std::unique_ptr<capture::Recorder> recorder, Options options)
    : m_path(options.capturePath),
      m_worker(std::make_unique<PathWorker>(std::move(recorder), std::move(options.wake)))
{
    m_worker->moveToThread(&m_thread);
    // Its sockets and timers belong to its thread: they go there, when no script waits in it any more.
    QObject::connect(&m_thread, &QThread::finished, [this] { m_worker.reset(); });
    m_thread.setObjectName(QStringLiteral("path"));
    m_thread.start();
}

PathSession::~PathSession()
{
    m_worker->cancel();
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void PathSession::start(const session::PathPlan &plan)
{
    PathWorker *worker = m_worker.get();
    QMetaObject::invokeMethod(
        worker, [worker, plan] { worker->run(plan); }, Qt::QueuedConnection);
}

void PathSession::cancel()
{
    m_worker->cancel();
}

session::PathNotice PathSession::takeNotice()
{
    return m_worker->takeNotice();
}

} // namespace hop101::net
