// SPDX-License-Identifier: GPL-3.0-or-later
#include "playbook.h"

#include "core/base/overloaded.h"

namespace hop101::hop {
namespace {

QString timerName(Timer timer)
{
    return timer == Timer::Upgrade ? "upgrade" : "close";
}

} // namespace

Playbook::Playbook(Actor &actor, Direction self, const plan::Limits &limits)
    : m_actor(actor), m_self(self), m_decoder({1}, m_numbers, *this, limits)
{
    m_recorder.setWantsPayload(true);
    m_input.hop = {1};
}

Playbook &Playbook::begin()
{
    m_actor.begin();
    drain();
    return *this;
}

Playbook &Playbook::in(const std::string &bytes)
{
    take(opposite(m_self), BytesSeen{base::asBytes(bytes)});
    drain();
    return *this;
}

Playbook &Playbook::inHex(const char *hex)
{
    return in(base::toText(*base::fromHex(hex)));
}

Playbook &Playbook::peerEnds(EndCause cause)
{
    take(opposite(m_self), Ended{cause});
    m_actor.ended(opposite(m_self), cause);
    drain();
    return *this;
}

Playbook &Playbook::expire(Timer timer)
{
    m_actor.expired(timer);
    drain();
    return *this;
}

Playbook &Playbook::close(std::uint16_t code, const char *reason)
{
    m_actor.close(code, reason);
    drain();
    return *this;
}

Playbook &Playbook::send(const plan::FramePlan &frame)
{
    if (!m_actor.send(frame))
        m_lines += "refused";
    drain();
    return *this;
}

QStringList Playbook::out()
{
    return std::exchange(m_lines, {});
}

void Playbook::take(Direction direction, InputData data)
{
    ++m_input.seq;
    m_input.direction = direction;
    m_input.time += Nanoseconds(1);
    m_input.data = std::move(data);
    m_decoder.take(m_input);
}

void Playbook::drain()
{
    for (auto commands = m_actor.takeCommands(); !commands.empty(); commands = m_actor.takeCommands()) {
        for (const Command &command : commands)
            perform(command);
    }
}

void Playbook::perform(const Command &command)
{
    std::visit(base::overloaded{
                   [this](const SendBytes &send) {
                       const std::string text = base::toText(send.bytes);
                       m_lines += "send "
                           + QString::fromStdString(m_isInFrames ? base::toHex(send.bytes)
                                                                 : text.substr(0, text.find('\r')));
                       take(m_self, BytesSeen{send.bytes});
                   },
                   [this](const Wait &wait) { m_lines += QString("wait %1").arg(wait.time.count()); },
                   [this](const HalfClose &) {
                       m_lines += "half-close";
                       take(m_self, Ended{EndCause::ByUs});
                       m_actor.ended(m_self, EndCause::ByUs);
                   },
                   [this](const Disconnect &) { m_lines += "disconnect"; },
                   [this](const StartTimer &start) {
                       m_lines += QString("start %1 %2").arg(timerName(start.timer)).arg(start.after.count());
                   },
                   [this](const StopTimer &stop) { m_lines += "stop " + timerName(stop.timer); },
                   [this](const GiveUp &giveUp) {
                       m_lines += QString("give up %1").arg(static_cast<int>(giveUp.stage));
                       take(m_self, Failed{giveUp.stage, {}});
                   },
               },
               command);
}

void Playbook::eventBegan(const Event &event)
{
    m_isInFrames = m_isInFrames || event.kind == EventKind::ProtocolSwitched;
    m_recorder.eventBegan(event);
    m_actor.eventBegan(event);
}

void Playbook::eventChanged(const Event &event)
{
    m_recorder.eventChanged(event);
    m_actor.eventChanged(event);
}

void Playbook::found(const Finding &finding)
{
    m_recorder.found(finding);
    m_actor.found(finding);
}

void Playbook::exchangeChanged(const Exchange &exchange)
{
    m_recorder.exchangeChanged(exchange);
    m_actor.exchangeChanged(exchange);
}

void Playbook::requestHead(const Event &event, const http::RequestHead &head)
{
    m_actor.requestHead(event, head);
}

void Playbook::responseHead(const Event &event, const http::ResponseHead &head)
{
    m_extensions = QString::fromStdString(head.fields.combined("Sec-WebSocket-Extensions"));
    m_actor.responseHead(event, head);
}

void Playbook::framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked)
{
    if (m_actor.wantsPayload(event))
        m_actor.framePayload(event, offset, unmasked);
}

bool Playbook::wantsPayload(const Event &event) const noexcept
{
    return m_actor.wantsPayload(event);
}

void Playbook::messageData(const Event &event, std::uint64_t offset, base::ByteSpan data)
{
    m_actor.messageData(event, offset, data);
}

bool Playbook::wantsMessage(const Event &event) const noexcept
{
    return m_actor.wantsMessage(event);
}

} // namespace hop101::hop
