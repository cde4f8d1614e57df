// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/hopdecoder.h"

namespace hop101::hop {

/// Makes and tells the events of one hop. Shared by the parts of a HopDecoder.
class Emitter
{
public:
    Emitter(base::HopId hop, Numbers &numbers, HopListener &listener)
        : m_hop(hop), m_numbers(numbers), m_listener(listener)
    { }

    /// A numbered event, not yet told.
    Event numbered(EventKind kind, Direction direction, Nanoseconds time, std::uint64_t streamOffset)
    {
        Event event;
        number(event, kind, direction, time, streamOffset);
        return event;
    }
    /// Makes it the next one in place. A frame does this millions of times a second, and reading back as a
    /// whole what was just written in parts would be most of its cost.
    void number(Event &event, EventKind kind, Direction direction, Nanoseconds time,
                std::uint64_t streamOffset) noexcept
    {
        event.id = m_numbers.nextEvent();
        event.time = time;
        event.hop = m_hop;
        event.direction = direction;
        event.kind = kind;
        event.code = 0;
        event.flags = 0;
        event.streamOffset = streamOffset;
        event.wireSize = -1;
        event.payloadSize = -1;
        event.message = {};
        event.messageSize = -1;
        event.ended = false;
        event.severity = rules::Severity::None;
    }
    void began(const Event &event) { m_listener.eventBegan(event); }
    void changed(const Event &event) { m_listener.eventChanged(event); }
    /// Raises the severity of an event that was told, and tells the finding.
    void found(Event &event, rules::Rule rule, base::ByteRange at = {});
    /// An event without bytes, begun and ended.
    Event tellPoint(EventKind kind, Direction direction, Nanoseconds time, std::uint64_t streamOffset,
                    std::uint16_t code = 0, std::uint16_t flags = 0);

    base::HopId hop() const noexcept { return m_hop; }
    Numbers &numbers() noexcept { return m_numbers; }
    HopListener &listener() noexcept { return m_listener; }

private:
    base::HopId m_hop;
    Numbers &m_numbers;
    HopListener &m_listener;
};

} // namespace hop101::hop
