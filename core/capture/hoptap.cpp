// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hoptap.h"

namespace hop101::capture {

HopTap::HopTap(base::HopId hop, hop::Numbers &numbers, EventIndex &index, hop::HopListener *actor)
    : m_hop(hop), m_index(index), m_actor(actor), m_decoder(hop, numbers, *this)
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

} // namespace hop101::capture
