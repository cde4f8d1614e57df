// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathactor.h"

#include "core/websocket/closecode.h"

#include <algorithm>

namespace hop101::net {

using websocket::Opcode;

namespace {

bool isControl(const hop::Event &event) noexcept
{
    return event.code >= 8;
}

} // namespace

bool PathActor::isIn(const std::vector<std::string> &all, std::string_view one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::optional<PathActor::Message> PathActor::takeMessage()
{
    if (m_messages.empty())
        return {};
    Message first = std::move(m_messages.front());
    m_messages.pop_front();
    return first;
}

void PathActor::ended(hop::Direction direction, hop::EndCause cause)
{
    if (direction != m_own)
        m_peerEnd = cause;
    m_actor->ended(direction, cause);
}

std::vector<hop::Command> PathActor::takeCommands()
{
    auto commands = m_actor->takeCommands();
    if (std::exchange(m_wantsHalfClose, false))
        commands.emplace_back(hop::HalfClose{});
    return commands;
}

void PathActor::eventBegan(const hop::Event &event)
{
    if (event.kind == hop::EventKind::RawRun && event.direction != m_own)
        m_sawRaw = true;
    m_actor->eventBegan(event);
    note(event);
}

void PathActor::eventChanged(const hop::Event &event)
{
    m_actor->eventChanged(event);
    note(event);
}

void PathActor::note(const hop::Event &event)
{
    if (!isPeersFrame(event) || !event.ended || event.has(hop::flag::Cut) || event.id <= m_lastEnded)
        return;
    m_lastEnded = event.id;
    if (isControl(event))
        noteControl(event);
    else
        noteData(event);
}

void PathActor::noteControl(const hop::Event &event)
{
    const base::Bytes payload = std::exchange(m_control, {});
    if (event.opcode() == Opcode::Ping) {
        m_pings.push_back(base::toText(payload));
    } else if (event.opcode() == Opcode::Pong) {
        m_pongs.push_back(base::toText(payload));
    } else if (event.opcode() == Opcode::Close && !m_close) {
        const auto body = websocket::readCloseBody(payload);
        m_close = Close{body.code, std::string(body.reason)};
    }
}

void PathActor::noteData(const hop::Event &event)
{
    if (event.message == event.id)
        m_open.opcode = event.opcode();
    ++m_open.frames;
    if (event.has(hop::flag::MessageEnd))
        m_messages.push_back(std::exchange(m_open, {}));
}

void PathActor::exchangeChanged(const hop::Exchange &exchange)
{
    m_exchange = exchange.state;
    m_actor->exchangeChanged(exchange);
}

void PathActor::requestHead(const hop::Event &event, const http::RequestHead &head)
{
    if (!m_request)
        m_request = head;
    m_actor->requestHead(event, head);
}

void PathActor::responseHead(const hop::Event &event, const http::ResponseHead &head)
{
    if (!m_response && !head.isInterim())
        m_response = head;
    m_actor->responseHead(event, head);
}

void PathActor::framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked)
{
    if (isPeersFrame(event) && isControl(event) && m_control.size() + unmasked.size() <= kMaxPathMessage)
        base::append(m_control, unmasked);
    if (m_actor->wantsPayload(event))
        m_actor->framePayload(event, offset, unmasked);
}

bool PathActor::wantsPayload(const hop::Event &event) const noexcept
{
    return (isPeersFrame(event) && isControl(event)) || m_actor->wantsPayload(event);
}

void PathActor::messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data)
{
    if (isPeersFrame(event) && m_open.data.size() + data.size() <= kMaxPathMessage)
        base::append(m_open.data, data);
    if (m_actor->wantsMessage(event))
        m_actor->messageData(event, offset, data);
}

bool PathActor::wantsMessage(const hop::Event &event) const noexcept
{
    return isPeersFrame(event) || m_actor->wantsMessage(event);
}

} // namespace hop101::net
