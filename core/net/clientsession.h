// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/noticeboard.h"
#include "core/session/session.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace hop101::capture {
class Recorder;
}

namespace hop101::net {

class ClientWorker;

/// send() answers QueueFull while this many bytes wait for the kernel.
inline constexpr std::uint64_t kMaxUnsentBytes = 1024 * 1024;

/// A client connection on a thread of its own, recorded from its first input. Needs a QCoreApplication.
class ClientSession final : public session::Session
{
public:
    struct Options
    {
        std::string capturePath;
        bool isUntitled = false;
        bool overwrite = false;
        bool appends = false; ///< records another session into a capture that is there
        std::string title; ///< of the session
        std::uint64_t maxCaptureBytes = 0; ///< capture::Recorder::Options::maxBytes
        /// Received data messages after which it closes with 1000, behind what the plan still sends.
        std::optional<std::uint64_t> maxMessages;
        bool echo = false; ///< returns each data message as received
        std::function<void()>
            wake; ///< called on the session's thread, at most once until takeNotice(); may be empty
    };
    static base::Result<std::unique_ptr<ClientSession>, capture::CaptureError> create(Options options);
    ~ClientSession() override;

    void start(const plan::Plan &plan, const plan::Url &url, const std::string &key) override;
    /// A single frame may be larger than kMaxUnsentBytes; then it waits alone.
    session::Sent send(const plan::FramePlan &frame) override;
    void close(std::uint16_t code, const std::string &reason) override;
    void cancel() override;
    void continueIn(const std::string &capturePath) override;
    session::Notice takeNotice() override;
    std::string capturePath() const override { return m_path; }

private:
    ClientSession(std::unique_ptr<capture::Recorder> recorder, Options options);
    template<typename Call>
    void post(Call call);

    const std::string m_path;
    NoticeBoard m_board;
    std::atomic<std::uint64_t> m_posted =
        0; ///< payload bytes given to send() and not yet to the worker's link
    std::unique_ptr<ClientWorker> m_worker;
    QThread m_thread;
};

} // namespace hop101::net
