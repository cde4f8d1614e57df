// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hoptap.h"

namespace hop101::capture {

HopTap::HopTap(base::HopId hop, const plan::Limits &limits, hop::Numbers &numbers, IndexSink &index,
               ContentSink &content, hop::HopListener *actor)
    : m_hop(hop), m_index(index), m_content(content), m_actor(actor), m_decoder(hop, numbers, *this, limits)
{ }

void HopTap::eventBegan(const hop::Event &event)
{
    m_index.add(event);
    if (m_actor)
        m_actor->eventBegan(event);
}

void HopTap::eventChanged(const hop::Event &event)
{
    m_index.change(event);
    if (m_actor)
        m_actor->eventChanged(event);
}

void HopTap::found(const hop::Finding &finding)
{
    m_index.addFinding(finding);
    if (m_actor)
        m_actor->found(finding);
}

void HopTap::exchangeChanged(const hop::Exchange &exchange)
{
    m_index.setExchange(exchange);
    if (m_actor)
        m_actor->exchangeChanged(exchange);
}

void HopTap::requestHead(const hop::Event &event, const http::RequestHead &head)
{
    if (m_actor)
        m_actor->requestHead(event, head);
}

void HopTap::responseHead(const hop::Event &event, const http::ResponseHead &head)
{
    if (m_actor)
        m_actor->responseHead(event, head);
}

void HopTap::framePayload(const hop::Event &event, std::uint64_t offset, base::ByteSpan unmasked)
{
    if (m_actor)
        m_actor->framePayload(event, offset, unmasked);
}

bool HopTap::wantsPayload(const hop::Event &event) const noexcept
{
    return m_actor && m_actor->wantsPayload(event);
}

void HopTap::messageData(const hop::Event &event, std::uint64_t offset, base::ByteSpan data)
{
    if (event.has(hop::flag::Compressed))
        m_content.take(event, offset, data);
    if (m_actorWants[static_cast<std::size_t>(event.direction)])
        m_actor->messageData(event, offset, data);
}

bool HopTap::wantsMessage(const hop::Event &event) const noexcept
{
    bool &actorWants = m_actorWants[static_cast<std::size_t>(event.direction)];
    actorWants = m_actor && m_actor->wantsMessage(event);
    return actorWants || event.has(hop::flag::Compressed);
}

} // namespace hop101::capture
