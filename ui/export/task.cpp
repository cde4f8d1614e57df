// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/task.h"

#include <QThread>

#include <utility>

namespace hop101::ui {

namespace {

constexpr qint64 kPauseMs = 100;

} // namespace

Task::~Task()
{
    cancel();
    if (m_thread) {
        m_thread->wait();
        delete m_thread;
    }
}

void Task::start(Work work)
{
    m_isCancelled = false;
    m_lastTold.invalidate();
    m_thread = QThread::create([this, run = std::move(work)] { run(*this); });
    connect(m_thread, &QThread::finished, this, &Task::finish);
    m_thread->start();
}

void Task::finish()
{
    m_thread->wait();
    m_thread->deleteLater();
    m_thread = nullptr;
    emit ended();
}

bool Task::tell(quint64 done, quint64 all, const std::function<QString()> &words)
{
    if (!m_lastTold.isValid() || m_lastTold.hasExpired(kPauseMs)) {
        m_lastTold.start();
        emit progressed(done, all, words());
    }
    return !m_isCancelled;
}

} // namespace hop101::ui
