// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/state/liverun.h"

#include <memory>
#include <optional>

namespace hop101::ui {

/// The path check that runs, and what the last one found.
class LivePath final : public LiveRun
{
    Q_OBJECT
public:
    /// Both must outlive it.
    LivePath(session::Factory &factory, CaptureState &state, QObject *parent = nullptr);
    ~LivePath() override;

    std::optional<capture::CaptureError> start(const session::PathPlan &plan, const std::string &capturePath,
                                               bool isUntitled);
    bool isRunning() const override { return m_path != nullptr; }
    void stop() override;
    void end() override;
    const session::PathNotice &notice() const { return m_notice; }

private:
    void takeNotice() override;

    session::Factory &m_factory;
    std::unique_ptr<session::Path> m_path;
    session::PathNotice m_notice;
};

} // namespace hop101::ui
