// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/messageinflater.h"

#include "core/hop/hopdecoder.h"

#include <algorithm>
#include <limits>

namespace hop101::hop {
namespace {

constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();

std::uint64_t product(std::uint64_t a, std::uint64_t b) noexcept
{
    return a != 0 && b > kAny / a ? kAny : a * b;
}

} // namespace

void MessageInflater::beginMessage(bool isCompressed)
{
    if (m_isInflating)
        fail();
    m_in = 0;
    m_out = 0;
    if (!isCompressed || m_isLost)
        return;
    if (m_needsReset)
        m_inflater.reset();
    m_needsReset = false;
    m_isInflating = true;
}

/// The ratio counts whole frames, so that what is found does not depend on how their bytes arrive.
void MessageInflater::beginFrame(std::uint64_t payloadLength) noexcept
{
    m_in = payloadLength > kAny - m_in ? kAny : m_in + payloadLength;
    m_allowed = std::min(m_limits.inflatedMessageBytes,
                         std::max(kRatioFloorBytes, product(m_in, m_limits.inflateRatio)));
}

MessageInflater::Step MessageInflater::next(base::ByteSpan &input)
{
    // One byte more than is allowed: that it came out is what shows the limit.
    const std::uint64_t left = m_allowed - std::min(m_out, m_allowed);
    const auto roomSize = static_cast<std::size_t>(std::min<std::uint64_t>(m_room.size() - 1, left) + 1);
    const auto inflated = m_inflater.take(input, std::span(m_room).first(roomSize));
    m_out += inflated.size;
    base::ByteSpan data = base::ByteSpan(m_room).first(inflated.size);
    if (m_out > m_allowed) {
        fail();
        return {State::TooLarge, data.first(data.size() - 1)};
    }
    switch (inflated.state) {
    case websocket::InflateState::Hungry:
        return {State::Hungry, data};
    case websocket::InflateState::RoomFull:
        return {State::RoomFull, data};
    case websocket::InflateState::BadData:
        break;
    }
    fail();
    return {State::BadData, data};
}

bool MessageInflater::endMessage()
{
    const bool isWhole = m_inflater.endMessage();
    if (!isWhole)
        fail();
    m_isInflating = false;
    return isWhole;
}

void MessageInflater::fail() noexcept
{
    m_isInflating = false;
    m_isLost = !m_noContextTakeover;
    m_needsReset = true;
}

} // namespace hop101::hop
