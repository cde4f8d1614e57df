// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/door.h"

#include <algorithm>

namespace hop101::net {

void RecorderDoor::take(hop::Direction direction, hop::InputData data)
{
    m_recorder.take(m_hop, direction, m_clock.now(), std::move(data));
}

void DecoderDoor::take(hop::Direction direction, hop::InputData data)
{
    const auto *seen = std::get_if<hop::BytesSeen>(&data);
    if (!seen) {
        give(direction, std::move(data));
        return;
    }
    for (base::ByteSpan left = seen->bytes; !left.empty();) {
        const std::size_t size = std::min(left.size(), hop::kMaxInputBytes);
        give(direction, hop::BytesSeen{left.first(size)});
        left = left.subspan(size);
    }
}

void DecoderDoor::give(hop::Direction direction, hop::InputData data)
{
    m_decoder.take({++m_seq, kHop, direction, m_clock.now(), std::move(data)});
}

} // namespace hop101::net
