// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/livepath.h"

#include "ui/state/capturestate.h"

namespace hop101::ui {

LivePath::LivePath(session::Factory &factory, CaptureState &state, QObject *parent)
    : LiveRun(state, parent), m_factory(factory)
{ }

LivePath::~LivePath()
{
    m_path.reset(); // joins its thread, so nothing wakes a dead object
}

std::optional<capture::CaptureError> LivePath::start(const session::PathPlan &plan,
                                                     const std::string &capturePath, bool isUntitled)
{
    end();
    auto made = m_factory.makePath(capturePath, isUntitled, wake());
    if (!made)
        return made.error();
    m_path = std::move(made).value();
    m_notice = {};
    begin(capturePath);
    m_path->start(plan);
    takeNotice();
    return std::nullopt;
}

void LivePath::stop()
{
    if (m_path)
        m_path->cancel();
}

void LivePath::end()
{
    if (!m_path)
        return;
    m_path.reset();
    finish();
}

void LivePath::takeNotice()
{
    if (!m_path)
        return;
    m_notice = m_path->takeNotice();
    if (m_notice.progress.events > 0)
        showCapture(m_notice.capturePath, m_notice.progress.lowestChanged);
    if (state().reader())
        state().setPathReport(m_notice.report);
    if (m_notice.state == session::PathNotice::State::Done)
        end();
    else
        emit noticeChanged();
}

} // namespace hop101::ui
