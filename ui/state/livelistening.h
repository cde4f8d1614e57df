// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/listening.h"
#include "core/session/session.h"
#include "ui/state/liverun.h"

#include <memory>
#include <optional>
#include <variant>

namespace hop101::ui {

/// The listener or the relay that runs.
class LiveListening final : public LiveRun
{
    Q_OBJECT
public:
    /// Both must outlive it.
    LiveListening(session::Factory &factory, CaptureState &state, QObject *parent = nullptr);
    ~LiveListening() override;

    using Plan = std::variant<session::ListenPlan, session::RelayPlan>;
    /// Nothing where it listens now; the capture is a new file at `capturePath`.
    std::optional<session::ListenError> start(const Plan &plan, const std::string &capturePath,
                                              bool isUntitled);
    bool isRunning() const override { return m_listening != nullptr; }
    void stop() override;
    void end() override;
    /// To one connection, or to all where it is 0.
    void send(std::uint64_t connection, const plan::FramePlan &frame);
    void close(std::uint64_t connection, std::uint16_t code, const std::string &reason);
    // Of a relay.
    void release(std::uint64_t held, const std::optional<std::string> &edited);
    void drop(std::uint64_t held);
    void setRules(const plan::RelayRules &rules);
    void continueIn(const std::string &capturePath);

    const std::string &url() const { return m_url; }
    const session::ListenNotice &notice() const { return m_notice; }

private:
    void takeNotice() override;

    session::Factory &m_factory;
    std::unique_ptr<session::Listening> m_listening;
    std::string m_url;
    session::ListenNotice m_notice;
};

} // namespace hop101::ui
