// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/eventselection.h"

#include <algorithm>

namespace hop101::ui {

bool EventSelection::has(base::EventId event) const
{
    const auto found =
        std::lower_bound(m_ranges.begin(), m_ranges.end(), event.value,
                         [](const Range &range, std::uint64_t value) { return range.last < value; });
    return found != m_ranges.end() && found->first <= event.value;
}

void EventSelection::setBetween(base::EventId one, base::EventId other)
{
    const auto [first, last] = std::minmax(one.value, other.value);
    m_ranges = {{first, last}};
}

void EventSelection::toggle(base::EventId event)
{
    std::vector<Range> changed;
    changed.reserve(m_ranges.size() + 1);
    for (const Range &range : m_ranges) {
        if (event.value < range.first || event.value > range.last) {
            changed.push_back(range);
            continue;
        }
        if (range.first < event.value)
            changed.push_back({range.first, event.value - 1});
        if (event.value < range.last)
            changed.push_back({event.value + 1, range.last});
    }
    if (!has(event))
        changed.push_back({event.value, event.value});
    set(std::move(changed));
}

base::EventId EventSelection::nearest(base::EventId event) const
{
    const auto distance = [event](std::uint64_t to) {
        return std::max(to, event.value) - std::min(to, event.value);
    };
    base::EventId best;
    for (const Range &range : m_ranges) {
        const std::uint64_t here = std::clamp(event.value, range.first, range.last);
        if (!best || distance(here) < distance(best.value))
            best = {here};
    }
    return best;
}

} // namespace hop101::ui
