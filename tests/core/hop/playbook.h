// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"
#include "transcript.h"

namespace hop101::hop {

/// Plays an actor without sockets: what the test lets the peer do goes through a decoder to the actor, and
/// each command of the actor becomes a line and, where it is about bytes or ends, an input of the decoder.
///
/// Lines: "send GET /chat HTTP/1.1" (the first line of a head), "send 8105…" (hex, once frames are spoken),
/// "wait 200" (milliseconds; nothing waits here), "half-close", "disconnect", "start upgrade 10000",
/// "stop close", "give up 8".
class Playbook : private HopListener
{
public:
    Playbook(Actor &actor, Direction self, const plan::Limits &limits = {});

    Playbook &begin();
    Playbook &in(const std::string &bytes);
    Playbook &inHex(const char *hex);
    Playbook &peerEnds(EndCause cause = EndCause::Fin);
    Playbook &expire(Timer timer);
    Playbook &close(std::uint16_t code, const char *reason = "");
    /// Sends it; the line "refused" where the actor would not.
    Playbook &send(const plan::FramePlan &frame);

    /// The lines since the last call.
    QStringList out();
    const Recorder &recorder() const { return m_recorder; }
    /// Sec-WebSocket-Extensions of the answer.
    QString answeredExtensions() const { return m_extensions; }

private:
    void take(Direction direction, InputData data);
    void drain();
    void perform(const Command &command);

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

    Actor &m_actor;
    Direction m_self;
    Recorder m_recorder;
    Numbers m_numbers;
    HopDecoder m_decoder;
    Input m_input;
    QStringList m_lines;
    QString m_extensions;
    bool m_isInFrames = false;
};

} // namespace hop101::hop
