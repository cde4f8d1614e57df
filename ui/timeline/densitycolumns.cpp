// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/densitycolumns.h"

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr std::uint64_t kSample = 4; // events looked at for a column's directions

hop::Nanoseconds timeOf(const capture::Reader &reader, std::uint64_t row)
{
    return reader.event({row + 1}).time;
}

double partFromLeft(const capture::Reader &reader, std::uint64_t firstRow, std::uint64_t count)
{
    const std::uint64_t looked = std::min(count, kSample);
    std::uint64_t fromLeft = 0;
    for (std::uint64_t i = 0; i < looked; ++i) {
        const hop::Event event = reader.event({firstRow + i * count / looked + 1});
        fromLeft += event.direction == hop::Direction::FromLeft ? 1 : 0;
    }
    return looked == 0 ? 0 : double(fromLeft) / double(looked);
}

/// The worst finding of every column, each found by its own search: none can be lost among many events.
void addFindings(const capture::Reader &reader, const std::vector<std::uint64_t> &edges,
                 std::vector<DensityColumn> &columns)
{
    for (const rules::Severity severity : {rules::Severity::Warning, rules::Severity::Error}) {
        for (std::size_t i = 0; i < columns.size();) {
            const base::EventId found = reader.nextFinding({edges[i]}, severity);
            if (!found)
                break;
            // Event number n is row n − 1: column i holds events (edges[i], edges[i + 1]].
            const auto at = std::lower_bound(edges.begin() + 1, edges.end(), found.value);
            i = std::size_t(at - edges.begin()) - 1;
            if (i < columns.size())
                columns[i].worst = severity;
            ++i;
        }
    }
}

} // namespace

std::uint64_t rowAtOrAfter(const capture::Reader &reader, hop::Nanoseconds time, std::uint64_t fromRow)
{
    std::uint64_t low = fromRow;
    std::uint64_t high = reader.eventCount();
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (timeOf(reader, middle) < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

DensityColumns DensityColumns::build(const capture::Reader &reader, int columns)
{
    DensityColumns result;
    const std::uint64_t total = reader.eventCount();
    if (total == 0 || columns < 1)
        return result;
    result.first = timeOf(reader, 0);
    result.last = std::max(timeOf(reader, total - 1), result.first);
    const auto span = (result.last - result.first).count();
    std::vector<std::uint64_t> edges{0};
    for (int i = 1; i < columns; ++i) {
        // Not span * i / columns: a damaged file may span centuries.
        const auto at = result.first + hop::Nanoseconds(span / columns * i + span % columns * i / columns);
        edges.push_back(edges.back() == total ? total : rowAtOrAfter(reader, at, edges.back()));
    }
    edges.push_back(total);
    for (int i = 0; i < columns; ++i) {
        const std::uint64_t from = edges[std::size_t(i)];
        const std::uint64_t count = edges[std::size_t(i) + 1] - from;
        result.columns.push_back({count, partFromLeft(reader, from, count), rules::Severity::None});
    }
    addFindings(reader, edges, result.columns);
    return result;
}

std::uint64_t DensityColumns::most() const
{
    std::uint64_t most = 0;
    for (const DensityColumn &column : columns)
        most = std::max(most, column.events);
    return most;
}

} // namespace hop101::ui
