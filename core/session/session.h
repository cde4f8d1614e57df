// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/capturetypes.h"
#include "core/capture/lossledger.h"
#include "core/plan/plan.h"
#include "core/session/path.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::session {

class Listening;
struct ListenPlan;
struct RelayPlan;
struct ListenError;

enum class State : std::uint8_t { Idle, Connecting, Securing, Upgrading, Open, Closing, Closed };

/// A certificate that is not trusted, for the person who decides.
struct CertificateDoubt
{
    std::string reason; ///< "self-signed certificate"
    std::string subject, issuer, validFrom, validTo;
    std::string fingerprint; ///< SHA-256, hex, lower case: goes into plan::TlsPlan::acceptedFingerprints
};

/// What a session tells. A value: nothing in it changes later.
struct Notice
{
    State state = State::Idle;
    capture::Progress progress; ///< what is committed to the capture
    std::uint64_t unsentBytes = 0; ///< given to the session, not yet taken by the kernel
    std::uint64_t messagesReceived = 0; ///< whole data messages
    std::uint64_t bytesFromLeft = 0;
    std::uint64_t bytesFromRight = 0;
    std::optional<std::chrono::nanoseconds> upgradedAfter; ///< from the request to the 101
    /// Set once the connection failed below HTTP: which stage, and the reason in the system's words.
    std::optional<hop::FailStage> failedAt;
    std::string failure;
    std::optional<CertificateDoubt> doubt; ///< with failedAt == Certificate
    std::optional<capture::CaptureError> captureError; ///< gone once another file has taken over
    std::string capturePath; ///< of the file that is written; empty before the first input
    /// What the capture leaves out: beyond its size limit, or because no file took it.
    capture::Dropped dropped;
};

/// What became of a call that sends.
enum class Sent : std::uint8_t { Queued, NotOpen, QueueFull };

/// One client connection and its capture. Implemented by core/net on a thread of its own; every function here
/// may be called from the thread that made it, at any time, and returns at once.
class Session
{
public:
    virtual ~Session() = default; ///< cancels, finishes the capture, waits for the thread

    /// Connects and sends the plan's request, whose key is `key` (plan::freshKey()), so that a preview can
    /// show the exact bytes. `url` is the parsed plan.url. Once a session.
    virtual void start(const plan::Plan &plan, const plan::Url &url, const std::string &key) = 0;
    virtual Sent send(const plan::FramePlan &frame) = 0;
    /// Starts the closing handshake.
    virtual void close(std::uint16_t code, const std::string &reason) = 0;
    /// Ends the connection at once, whatever it is doing.
    virtual void cancel() = 0;

    /// The latest notice; progress.lowestChanged is the lowest since the last call.
    virtual Notice takeNotice() = 0;
    /// After Notice::captureError: records on in a new file of this name, with all that was recorded so far.
    /// The notice tells how it went.
    virtual void continueIn(const std::string &capturePath) = 0;
    /// Path of the capture that this session began to write.
    virtual std::string capturePath() const = 0;
};

/// What the window is given by app/gui: it makes sessions without knowing sockets.
class Factory
{
public:
    virtual ~Factory() = default;
    /// `wake` is called on the session's thread, at most once until the next takeNotice(); it must only post.
    /// `capturePath` must not exist.
    virtual base::Result<std::unique_ptr<Session>, capture::CaptureError>
    makeClient(const std::string &capturePath, bool isUntitled, std::function<void()> wake) = 0;
    /// The same, recorded as another session into a capture that is there.
    virtual base::Result<std::unique_ptr<Session>, capture::CaptureError>
    appendClient(const std::string &capturePath, std::function<void()> wake) = 0;
    /// A path check, recorded into a new file.
    virtual base::Result<std::unique_ptr<Path>, capture::CaptureError>
    makePath(const std::string &capturePath, bool isUntitled, std::function<void()> wake) = 0;
    /// The embedded endpoint, "ws://127.0.0.1:PORT"; started at the first call. Empty where it cannot be
    /// started.
    virtual std::string embeddedEndpointUrl() = 0;

    // Of core/session/listening.h: listening once they return. `capturePath` empty: nothing is recorded, and
    // a wake tells of connections alone. A factory that makes none says ListenFault::NotOffered.
    virtual base::Result<std::unique_ptr<Listening>, ListenError> makeListener(const ListenPlan &plan,
                                                                               const std::string &capturePath,
                                                                               bool isUntitled,
                                                                               std::function<void()> wake);
    virtual base::Result<std::unique_ptr<Listening>, ListenError> makeRelay(const RelayPlan &plan,
                                                                            const std::string &capturePath,
                                                                            bool isUntitled,
                                                                            std::function<void()> wake);
};

} // namespace hop101::session
