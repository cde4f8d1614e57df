// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"

#include <functional>
#include <memory>

namespace hop101::hop {

using MaskKeySource = std::function<websocket::MaskKey()>; ///< random in production, fixed in tests

struct ClientOptions
{
    bool echo = false; ///< returns each data message as received, in one unfragmented frame
};

/// The client of a hop: sends the plan's request (exactly: requestHead, split at the plan's cuts), then its
/// frames; answers pings, echoes Close, keeps the
/// time-outs, fails the connection at the first error finding about what the *server* sent (RFC 6455
/// section 7.1.7; plan: on error), and after both Close frames waits for the server's FIN (section 7.1.1). A
/// refusal's body is read to its end (at most until the upgrade time-out), then it disconnects.
class ClientActor final : public Actor
{
public:
    ClientActor(plan::Plan plan, base::Bytes requestHead, MaskKeySource maskKeys, ClientOptions options = {});
    ~ClientActor() override;

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
    void responseHead(const Event &event, const http::ResponseHead &head) override;
    void framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    bool wantsPayload(const Event &event) const noexcept override;
    void messageData(const Event &event, std::uint64_t offset, base::ByteSpan data) override;
    bool wantsMessage(const Event &event) const noexcept override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hop101::hop
