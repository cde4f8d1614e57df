// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/eventchoice.h"

#include "core/capture/filterscan.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

using Visit = std::function<bool(const hop::Event &)>;

/// False where `visit` stopped it.
bool visitRange(const capture::Reader &reader, EventRange range, const Visit &visit)
{
    std::array<hop::Event, 256> page;
    for (std::uint64_t next = range.first; next <= range.last;) {
        const std::size_t wanted = std::min<std::uint64_t>(page.size(), range.last - next + 1);
        const std::size_t got = reader.events({next}, std::span(page).first(wanted));
        for (std::size_t i = 0; i < got; ++i) {
            if (!visit(page[i]))
                return false;
        }
        if (got == 0)
            break;
        next += got;
    }
    return true;
}

bool visitHits(const capture::Reader &reader, capture::FilterScan &scan, EventRange range, const Visit &visit)
{
    return scan.run({range.first}, {range.last}, [&](const capture::BlockHits &hits) {
        return capture::visitRows(hits.bits,
                                  [&](std::size_t row) { return visit(reader.event({hits.first + row})); });
    });
}

std::vector<EventRange> within(std::vector<EventRange> ranges, std::uint64_t count)
{
    if (ranges.empty())
        ranges.push_back({1, count});
    for (EventRange &range : ranges)
        range.last = std::min(range.last, count);
    std::erase_if(ranges, [](const EventRange &range) { return range.first > range.last; });
    return ranges;
}

} // namespace

std::vector<EventRange> merged(std::vector<EventRange> ranges)
{
    std::ranges::sort(ranges, {}, &EventRange::first);
    std::vector<EventRange> whole;
    for (const EventRange &range : ranges) {
        // Not last + 1: the last may be the greatest number there is.
        if (!whole.empty() && range.first - 1 <= whole.back().last)
            whole.back().last = std::max(whole.back().last, range.last);
        else
            whole.push_back(range);
    }
    return whole;
}

ExportSource chosenFrom(const capture::Reader &reader, const EventChoice &choice)
{
    const std::vector<EventRange> ranges = within(choice.ranges, reader.eventCount());
    std::uint64_t count = 0;
    for (const EventRange &range : ranges)
        count += range.last - range.first + 1;
    const bool isFiltered = !choice.filter.isEmpty();
    const auto events = [&reader, ranges, isFiltered, filter = choice.filter](const Visit &visit) {
        capture::FilterScan scan(reader, filter);
        for (const EventRange &range : ranges) {
            if (!(isFiltered ? visitHits(reader, scan, range, visit) : visitRange(reader, range, visit)))
                return;
        }
    };
    return {reader, events, count, !isFiltered && count == reader.eventCount(), choice.filterText};
}

} // namespace hop101::formats
