// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/recording.h"

#include <algorithm>

namespace hop101::net {

Recording::Recording(std::unique_ptr<capture::Recorder> recorder)
    : m_recorder(std::move(recorder)), m_clock(m_recorder->startTime()), m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Recording::keepUp);
    m_recorder->setWake([this] {
        if (!m_isWoken.exchange(true))
            QMetaObject::invokeMethod(this, &Recording::wake, Qt::QueuedConnection);
    });
}

Recording::~Recording()
{
    finish();
}

void Recording::keepUp()
{
    const hop::Nanoseconds now = m_clock.now();
    m_recorder->commitIfDue(now);
    const auto due = m_recorder->commitDueAt();
    if (!due || m_timer.isActive())
        return;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - now);
    m_timer.start(std::max(wait, std::chrono::milliseconds(1)));
}

void Recording::wake()
{
    m_isWoken = false;
    if (!m_isFinished)
        emit committed();
}

capture::Progress Recording::takeProgress()
{
    if (m_isFinished)
        return m_last;
    m_last = m_recorder->takeProgress();
    return m_last;
}

void Recording::continueIn(const std::string &path)
{
    if (m_isFinished)
        return;
    m_refusal.reset();
    if (!m_recorder->error())
        return; // another one has taken over already
    const auto asked = m_recorder->continueIn(path);
    if (!asked)
        m_refusal = asked.error();
}

void Recording::finish()
{
    if (m_isFinished)
        return;
    m_timer.stop();
    m_isFinished = true;
    m_recorder->finish();
    m_last = m_recorder->takeProgress();
}

} // namespace hop101::net
