// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/formats/eventchoice.h"

#include <vector>

namespace hop101::ui {

/// Which events are selected, as ranges of their numbers: what it costs follows how often somebody chose,
/// never how many events that is.
class EventSelection
{
public:
    using Range = formats::EventRange;

    bool isEmpty() const { return m_ranges.empty(); }
    bool has(base::EventId event) const;
    /// Ascending, without overlap or neighbours.
    const std::vector<Range> &ranges() const { return m_ranges; }
    /// In any order; an empty list: nothing.
    void set(std::vector<Range> ranges) { m_ranges = formats::merged(std::move(ranges)); }
    /// Both included, in either order.
    void setBetween(base::EventId one, base::EventId other);
    void toggle(base::EventId event);
    /// The selected event that is nearest to this one; none where nothing is selected.
    base::EventId nearest(base::EventId event) const;

    bool operator==(const EventSelection &) const = default;

private:
    std::vector<Range> m_ranges;
};

} // namespace hop101::ui
