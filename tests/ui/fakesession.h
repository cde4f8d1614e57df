// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"
#include "core/session/session.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace hop101::test {

/// A session without sockets: it records what the test says came, and notes what the window asked for.
class FakeSession final : public session::Session
{
public:
    FakeSession(std::unique_ptr<capture::Recorder> recorder, std::function<void()> wake, FakeSession **handle)
        : m_recorder(std::move(recorder)), m_wake(std::move(wake)), m_handle(handle)
    {
        const auto client = m_recorder->addParty({{}, "Client", capture::Role::Client, "Hop101"});
        const auto server = m_recorder->addParty({{}, "Server", capture::Role::Server, "127.0.0.1:1"});
        m_hop = m_recorder->addHop({{}, client, server, "ws://127.0.0.1:1/echo", {}, {}}, nullptr);
    }
    ~FakeSession() override
    {
        if (*m_handle == this)
            *m_handle = nullptr;
    }

    void start(const plan::Plan &plan, const plan::Url &url, const std::string &key) override
    {
        started = plan;
        head = plan::requestHead(plan, url, key);
    }
    session::Sent send(const plan::FramePlan &frame) override
    {
        sent.push_back(frame);
        return answer;
    }
    void close(std::uint16_t code, const std::string &reason) override
    {
        closedWith = std::to_string(code) + ' ' + reason;
    }
    void cancel() override { isCancelled = true; }
    void continueIn(const std::string &capturePath) override { continuedIn = capturePath; }
    session::Notice takeNotice() override
    {
        if (m_recorder) {
            m_recorder->commit();
            notice.progress = m_recorder->takeProgress();
        }
        return notice;
    }
    std::string capturePath() const override { return m_recorder ? m_recorder->path() : m_path; }

    // What the test makes happen.
    FakeSession &take(hop::Direction direction, hop::InputData data)
    {
        m_time += std::chrono::milliseconds(1);
        m_recorder->take(m_hop, direction, m_time, std::move(data));
        return *this;
    }
    FakeSession &client(base::ByteSpan bytes)
    {
        return take(hop::Direction::FromLeft, hop::BytesSeen{bytes});
    }
    FakeSession &server(const std::string &bytes)
    {
        return take(hop::Direction::FromRight, hop::BytesSeen{base::asBytes(bytes)});
    }
    void become(session::State state)
    {
        notice.state = state;
        if (state == session::State::Closed) {
            m_path = m_recorder->path();
            m_recorder->finish();
            notice.progress = m_recorder->takeProgress();
            m_recorder.reset();
        }
        m_wake();
    }

    plan::Plan started;
    base::Bytes head;
    std::vector<plan::FramePlan> sent;
    session::Sent answer = session::Sent::Queued;
    std::string closedWith;
    bool isCancelled = false;
    std::string continuedIn;
    session::Notice notice;

private:
    std::unique_ptr<capture::Recorder> m_recorder;
    std::function<void()> m_wake;
    FakeSession **m_handle;
    std::string m_path;
    base::HopId m_hop;
    hop::Nanoseconds m_time = m_recorder->startTime();
};

class FakeFactory final : public session::Factory
{
public:
    base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
    makeClient(const std::string &capturePath, bool isUntitled, std::function<void()> wake) override
    {
        return made(capture::Recorder::create(capturePath, optionsOf(isUntitled)), std::move(wake));
    }
    base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
    appendClient(const std::string &capturePath, std::function<void()> wake) override
    {
        return made(capture::Recorder::append(capturePath, optionsOf(false)), std::move(wake));
    }
    base::Result<std::unique_ptr<session::Path>, capture::CaptureError>
    makePath(const std::string &capturePath, bool, std::function<void()>) override
    {
        return capture::CaptureError{capture::CaptureFault::Io, capturePath, {}};
    }
    std::string embeddedEndpointUrl() override { return "ws://127.0.0.1:1"; }

    FakeSession *session = nullptr; ///< the latest, while it lives

private:
    static capture::Recorder::Options optionsOf(bool isUntitled)
    {
        capture::Recorder::Options options;
        options.isUntitled = isUntitled;
        return options;
    }
    base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
    made(base::Result<std::unique_ptr<capture::Recorder>, capture::CaptureError> recorder,
         std::function<void()> wake)
    {
        if (!recorder)
            return recorder.error();
        auto made = std::make_unique<FakeSession>(std::move(recorder).value(), std::move(wake), &session);
        session = made.get();
        return std::unique_ptr<session::Session>(std::move(made));
    }
};

} // namespace hop101::test
