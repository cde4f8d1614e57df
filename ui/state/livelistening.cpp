// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/livelistening.h"

namespace hop101::ui {

LiveListening::LiveListening(session::Factory &factory, CaptureState &state, QObject *parent)
    : LiveRun(state, parent), m_factory(factory)
{ }

LiveListening::~LiveListening()
{
    m_listening.reset(); // joins its thread, so nothing wakes a dead object
}

std::optional<session::ListenError> LiveListening::start(const Plan &plan, const std::string &capturePath,
                                                         bool isUntitled)
{
    end();
    const auto *listen = std::get_if<session::ListenPlan>(&plan);
    auto made = listen
        ? m_factory.makeListener(*listen, capturePath, isUntitled, wake())
        : m_factory.makeRelay(std::get<session::RelayPlan>(plan), capturePath, isUntitled, wake());
    if (!made)
        return made.error();
    m_listening = std::move(made).value();
    m_url = m_listening->url();
    m_notice = {};
    begin(capturePath);
    takeNotice();
    return std::nullopt;
}

void LiveListening::stop()
{
    if (m_listening)
        m_listening->stop();
}

void LiveListening::end()
{
    if (!m_listening)
        return;
    m_listening.reset();
    finish();
}

void LiveListening::send(std::uint64_t connection, const plan::FramePlan &frame)
{
    if (m_listening)
        m_listening->send(connection, frame);
}

void LiveListening::close(std::uint64_t connection, std::uint16_t code, const std::string &reason)
{
    if (m_listening)
        m_listening->close(connection, code, reason);
}

void LiveListening::release(std::uint64_t held, const std::optional<std::string> &edited)
{
    if (m_listening)
        m_listening->release(held, edited);
}

void LiveListening::drop(std::uint64_t held)
{
    if (m_listening)
        m_listening->drop(held);
}

void LiveListening::setRules(const plan::RelayRules &rules)
{
    if (m_listening)
        m_listening->setRules(rules);
}

void LiveListening::continueIn(const std::string &capturePath)
{
    if (m_listening)
        m_listening->continueIn(capturePath);
}

void LiveListening::takeNotice()
{
    if (!m_listening)
        return;
    m_notice = m_listening->takeNotice();
    if (m_notice.progress.events > 0)
        showCapture(m_notice.capturePath, m_notice.progress.lowestChanged);
    if (m_notice.isFinished)
        end();
    else
        emit noticeChanged();
}

} // namespace hop101::ui
