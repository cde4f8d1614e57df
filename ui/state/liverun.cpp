// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/liverun.h"

#include "ui/state/capturestate.h"

namespace hop101::ui {

namespace {

constexpr int kFrameMs = 16;

} // namespace

LiveRun::LiveRun(CaptureState &state, QObject *parent) : QObject(parent), m_state(state)
{
    m_nextFrame.setSingleShot(true);
    connect(&m_nextFrame, &QTimer::timeout, this, [this] {
        m_sinceNotice.start();
        takeNotice();
    });
}

std::function<void()> LiveRun::wake()
{
    return [this] { QMetaObject::invokeMethod(this, &LiveRun::woken, Qt::QueuedConnection); };
}

void LiveRun::woken()
{
    if (!isRunning() || m_nextFrame.isActive())
        return;
    const qint64 since = m_sinceNotice.isValid() ? m_sinceNotice.elapsed() : kFrameMs;
    m_nextFrame.start(since >= kFrameMs ? 0 : int(kFrameMs - since));
}

void LiveRun::begin(const std::string &path)
{
    m_path = path;
    m_state.setReader(nullptr);
}

/// A recorder may make its file later, or go on in another one.
void LiveRun::showCapture(const std::string &path, base::EventId lowestChanged)
{
    const bool hasMoved = !path.empty() && path != m_path;
    if (hasMoved)
        m_path = path;
    if (!m_state.reader() || hasMoved) {
        auto opened = capture::Reader::open(m_path);
        if (opened)
            m_state.setReader(std::move(opened).value());
    }
    m_state.advance(lowestChanged);
}

void LiveRun::finish()
{
    m_nextFrame.stop();
    m_state.advance({1});
    emit noticeChanged();
    emit ended();
}

} // namespace hop101::ui
