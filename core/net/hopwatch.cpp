// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hopwatch.h"

namespace hop101::net {

/// A frame may change again once it has ended.
void HopWatch::countMessage(const hop::Event &event) noexcept
{
    if (event.direction != hop::Direction::FromRight || event.kind != hop::EventKind::Frame || !event.ended
        || !event.message || !event.has(hop::flag::MessageEnd) || event.has(hop::flag::Cut)
        || event.id <= m_lastCounted)
        return;
    m_lastCounted = event.id;
    ++m_messages;
}

void HopWatch::eventBegan(const hop::Event &event)
{
    countMessage(event);
    if (event.kind == hop::EventKind::RequestHead)
        m_requestAt = event.time;
    else if (event.kind == hop::EventKind::ProtocolSwitched && m_requestAt && !m_upgradedAfter)
        m_upgradedAfter = event.time - *m_requestAt;
    if (m_actor)
        m_actor->eventBegan(event);
}

void HopWatch::eventChanged(const hop::Event &event)
{
    countMessage(event);
    if (m_actor)
        m_actor->eventChanged(event);
}

void HopWatch::found(const hop::Finding &finding)
{
    if (m_actor)
        m_actor->found(finding);
}

void HopWatch::exchangeChanged(const hop::Exchange &exchange)
{
    if (m_actor)
        m_actor->exchangeChanged(exchange);
}

void HopWatch::requestHead(const hop::Event &event, const http::RequestHead &head)
{
    if (m_actor)
        m_actor->requestHead(event, head);
}

void HopWatch::responseHead(const hop::Event &event, const http::ResponseHead &head)
{
    if (m_actor)
        m_actor->responseHead(event, head);
}

void HopWatch::framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked)
{
    if (m_actor)
        m_actor->framePayload(event, offset, unmasked);
}

bool HopWatch::wantsPayload(const hop::Event &event) const noexcept
{
    return m_actor && m_actor->wantsPayload(event);
}

void HopWatch::messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data)
{
    if (m_actor)
        m_actor->messageData(event, offset, data);
}

bool HopWatch::wantsMessage(const hop::Event &event) const noexcept
{
    return m_actor && m_actor->wantsMessage(event);
}

} // namespace hop101::net
