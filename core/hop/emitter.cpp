// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/emitter.h"

#include <algorithm>

namespace hop101::hop {

void Emitter::found(Event &event, rules::Rule rule, base::ByteRange at)
{
    const auto severity = rules::info(rule).severity;
    if (severity > event.severity) {
        event.severity = severity;
        changed(event);
    }
    m_listener.found({event.id, rule, at});
}

Event Emitter::tellPoint(EventKind kind, Direction direction, Nanoseconds time, std::uint64_t streamOffset,
                         std::uint16_t code, std::uint16_t flags)
{
    Event event = numbered(kind, direction, time, streamOffset);
    event.code = code;
    event.flags = flags;
    event.wireSize = 0;
    event.payloadSize = 0;
    event.ended = true;
    began(event);
    return event;
}

} // namespace hop101::hop
