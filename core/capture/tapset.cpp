// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tapset.h"

#include "core/capture/reader.h"

#include <cassert>

namespace hop101::capture {

void TapSet::goOnBehind(std::uint32_t hops, std::uint64_t events, std::uint64_t exchanges)
{
    assert(m_taps.empty() && "hops follow those of earlier sessions");
    m_taps.resize(hops);
    m_bytes.resize(hops);
    while (m_numbers.eventCount() < events)
        m_numbers.nextEvent();
    for (std::uint64_t i = 0; i < exchanges; ++i)
        m_numbers.nextExchange();
}

void TapSet::addHop(base::HopId hop, const plan::Limits &limits, hop::HopListener *actor)
{
    assert(hop.value == m_taps.size() + 1 && "hops are numbered densely from 1");
    m_taps.push_back(std::make_unique<HopTap>(hop, limits, m_numbers, *this, *this, actor));
    m_bytes.emplace_back();
}

HopTap &TapSet::tap(base::HopId hop) const
{
    assert(hop.value >= 1 && hop.value <= m_taps.size() && m_taps[hop.value - 1]
           && "a hop is added before it takes inputs");
    return *m_taps[hop.value - 1];
}

void TapSet::add(const hop::Event &event)
{
    if (m_batch)
        m_batch->add(event);
    else if (event.kind == hop::EventKind::Frame && !m_firstFrame)
        m_firstFrame = event;
}

void TapSet::change(const hop::Event &event)
{
    if (m_batch)
        m_batch->change(event);
}

void TapSet::addFinding(const hop::Finding &finding)
{
    if (m_batch)
        m_batch->addFinding(finding);
}

void TapSet::setExchange(const hop::Exchange &exchange)
{
    if (m_batch)
        m_batch->setExchange(exchange);
}

void TapSet::take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated)
{
    if (!m_batch)
        return;
    m_batch->take(frame, offset, inflated);
    if (m_grown)
        m_grown();
}

std::unique_ptr<TapSet> replayedTaps(const std::string &path)
{
    const auto reader = Reader::open(path);
    if (!reader)
        return nullptr;
    auto taps = std::make_unique<TapSet>();
    for (const Hop &hop : reader.value()->hops())
        taps->addHop(hop.id, hop.limits, nullptr);
    bool isWhole = true;
    reader.value()->inputs([&](const hop::Input &input) {
        isWhole = input.hop.value >= 1 && input.hop.value <= taps->hopCount();
        if (isWhole)
            taps->take(input);
        return isWhole;
    });
    return isWhole && !reader.value()->damage() ? std::move(taps) : nullptr;
}

} // namespace hop101::capture
