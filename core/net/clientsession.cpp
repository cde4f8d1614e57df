// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clientsession.h"

#include "core/net/clientworker.h"

namespace hop101::net {

base::Result<std::unique_ptr<ClientSession>, capture::CaptureError> ClientSession::create(Options options)
{
    capture::Recorder::Options recording;
    recording.title = options.title;
    recording.overwrite = options.overwrite;
    recording.isUntitled = options.isUntitled;
    recording.maxBytes = options.maxCaptureBytes;
    auto recorder = options.appends ? capture::Recorder::append(options.capturePath, recording)
                                    : capture::Recorder::create(options.capturePath, recording);
    if (!recorder)
        return recorder.error();
    return std::unique_ptr<ClientSession>(new ClientSession(std::move(recorder).value(), std::move(options)));
}

ClientSession::ClientSession(std::unique_ptr<capture::Recorder> recorder, Options options)
    : m_path(options.capturePath), m_board(std::move(options.wake)),
      m_worker(std::make_unique<ClientWorker>(
          std::move(recorder), ClientWorker::Options{options.echo, options.maxMessages}, m_board))
{
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("session"));
    m_thread.start();
}

ClientSession::~ClientSession()
{
    // The worker's sockets and timers belong to its thread: they must go there, too.
    post([](ClientWorker &worker) { worker.cancel(); });
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_worker.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

template<typename Call>
void ClientSession::post(Call call)
{
    ClientWorker *worker = m_worker.get();
    QMetaObject::invokeMethod(
        worker, [worker, call = std::move(call)] { call(*worker); }, Qt::QueuedConnection);
}

void ClientSession::start(const plan::Plan &plan, const plan::Url &url, const std::string &key)
{
    post([plan, url, key](ClientWorker &worker) { worker.start(plan, url, key); });
}

session::Sent ClientSession::send(const plan::FramePlan &frame)
{
    if (m_board.state() != session::State::Open)
        return session::Sent::NotOpen;
    if (m_posted + m_worker->unsentBytes() >= kMaxUnsentBytes)
        return session::Sent::QueueFull;
    m_posted += frame.payload.size();
    post([this, frame](ClientWorker &worker) {
        worker.send(frame);
        m_posted -= frame.payload.size();
    });
    return session::Sent::Queued;
}

void ClientSession::close(std::uint16_t code, const std::string &reason)
{
    post([code, reason](ClientWorker &worker) { worker.close(code, reason); });
}

void ClientSession::cancel()
{
    post([](ClientWorker &worker) { worker.cancel(); });
}

void ClientSession::continueIn(const std::string &capturePath)
{
    post([capturePath](ClientWorker &worker) { worker.continueIn(capturePath); });
}

session::Notice ClientSession::takeNotice()
{
    return m_board.take();
}

} // namespace hop101::net
