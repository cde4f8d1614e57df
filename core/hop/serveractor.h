// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/clientactor.h"
#include "core/http/headwriter.h"
#include "core/websocket/permessagedeflate.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop101::hop {

/// An answer that is no upgrade, whatever was asked for.
struct RefusePlan
{
    int status = 403;
    std::string reason; ///< empty: the usual one of the status, where there is one
    /// In this order. Content-Type, Content-Length and Connection: close come by themselves where they belong
    /// and none of that name is given.
    std::vector<http::FieldToWrite> headers;
    base::Bytes body;
    bool operator==(const RefusePlan &) const = default;
};
/// The exact bytes of it.
base::Bytes refusalBytes(const RefusePlan &plan);

struct ServerOptions
{
    std::optional<RefusePlan> refuse{}; ///< every request gets this
    bool echo = true; ///< answers each data message with one unfragmented frame
    std::chrono::milliseconds upgrade{10'000}; ///< to the end of the request head
    std::chrono::milliseconds close{5'000};
    std::vector<std::string> subprotocols; ///< the first that the client offers of these is chosen
    /// The first legal offer of permessage-deflate is accepted, with these limits; nothing: none is.
    std::optional<websocket::DeflateServerOptions> deflate = websocket::DeflateServerOptions{};
    plan::OnError onError = plan::OnError::Fail; ///< at the first error finding about what the client sent
    bool autoPong = true;
    bool autoClose = true;
    MaskKeySource maskKeys{}; ///< for a frame that is masked on purpose; empty: its key is all zeros

    // How a scenario differs from a right server.
    bool answers = true; ///< false: requests are read, and get no answer
    std::chrono::milliseconds answerDelay{0}; ///< before the answer, also one that refuses
    /// Fields of the 101: each takes the place of all of its name, an empty value leaves them out.
    std::vector<http::FieldToWrite> upgradeFields{};
    std::vector<plan::FramePlan> greeting{}; ///< sent once upgraded, in this order
    bool cutsAfterGreeting = false; ///< ends TCP behind it, without a Close
};

/// The server of a hop: answers a right upgrade request with 101, a wrong one with the status that RFC 6455
/// section 4.2.2 gives and a body of one sentence (400, 405, 426 with Sec-WebSocket-Version and Upgrade),
/// then acts like the client: pongs, Close, fails at the first error finding about what the *client* sent,
/// ends TCP first.
class ServerActor final : public Actor
{
public:
    explicit ServerActor(ServerOptions options);
    ~ServerActor() override;

    void begin() override;
    bool send(const plan::FramePlan &frame) override;
    void close(std::uint16_t code, std::string_view reason) override;
    void expired(Timer timer) override;
    void ended(Direction direction, EndCause cause) override;
    ActorState state() const noexcept override;
    std::vector<Command> takeCommands() override;

    void eventBegan(const Event &event) override;
    void eventChanged(const Event &event) override;
    void found(const Finding &finding) override;
    void exchangeChanged(const Exchange &exchange) override;
    void requestHead(const Event &event, const http::RequestHead &head) override;
    void framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    bool wantsPayload(const Event &event) const noexcept override;
    void messageData(const Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsMessage(const Event &event) const noexcept override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hop101::hop
