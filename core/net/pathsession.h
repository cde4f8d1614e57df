// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/path.h"

#include <QThread>

#include <functional>
#include <memory>
#include <string>

namespace hop101::capture {
class Recorder;
}

namespace hop101::net {

class PathWorker;

/// A path check on a thread of its own, recorded from its first input. Needs a QCoreApplication.
class PathSession final : public session::Path
{
public:
    struct Options
    {
        std::string capturePath; ///< must not exist
        bool isUntitled = false;
        /// Called on the check's thread, at most once until takeNotice(); may be empty.
        std::function<void()> wake;
    };
    static base::Result<std::unique_ptr<PathSession>, capture::CaptureError> create(Options options);
    ~PathSession() override;

    void start(const session::PathPlan &plan) override;
    void cancel() override;
    session::PathNotice takeNotice() override;
    std::string capturePath() const override { return m_path; }

private:
    PathSession(std::unique_ptr<capture::Recorder> recorder, Options options);

    const std::string m_path;
    std::unique_ptr<PathWorker> m_worker;
    QThread m_thread;
};

} // namespace hop101::net
