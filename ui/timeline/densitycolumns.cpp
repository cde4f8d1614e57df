// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/densitycolumns.h"

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr std::uint64_t kStride = 64; // rows, then twice as far each time
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

} // namespace

std::uint64_t rowAtOrAfter(const capture::Reader &reader, hop::Nanoseconds time, std::uint64_t fromRow,
                           std::uint64_t guess)
{
    std::uint64_t low = fromRow;
    std::uint64_t high = std::max(reader.eventCount(), fromRow);
    const auto isBefore = [&](std::uint64_t row) { return timeOf(reader, row) < time; };
    const auto look = [&](std::uint64_t row) {
        const bool before = isBefore(row);
        (before ? low : high) = before ? row + 1 : row;
        return before;
    };
    if (low < high) {
        const bool upwards = look(std::clamp(guess, low, high - 1));
        for (std::uint64_t stride = kStride; high - low > stride; stride *= 2) {
            if (look(upwards ? low + stride : high - stride) != upwards)
                break;
        }
    }
    while (low < high)
        look(low + (high - low) / 2);
    return low;
}

DensityBuilder::DensityBuilder(const capture::Reader &reader, int columns)
    : m_reader(reader), m_total(reader.eventCount())
{
    if (m_total == 0 || columns < 1) {
        m_phase = Phase::Done;
        return;
    }
    m_result.first = timeOf(reader, 0);
    m_result.last = std::max(timeOf(reader, m_total - 1), m_result.first);
    m_result.columns.resize(std::size_t(columns));
}

void DensityBuilder::step()
{
    switch (m_phase) {
    case Phase::Edges:
        return nextEdge();
    case Phase::Directions:
        return nextDirection();
    case Phase::Warnings:
        return nextFinding(rules::Severity::Warning);
    case Phase::Errors:
        return nextFinding(rules::Severity::Error);
    case Phase::Done:
        return;
    }
}

void DensityBuilder::enter(Phase phase)
{
    m_phase = phase;
    m_at = 0;
}

void DensityBuilder::nextEdge()
{
    const auto columns = std::int64_t(columnCount());
    const auto next = std::int64_t(m_edges.size());
    if (next == columns) {
        m_edges.push_back(m_total);
        for (std::size_t i = 0; i < columnCount(); ++i) {
            m_result.columns[i].first = m_edges[i];
            m_result.columns[i].events = m_edges[i + 1] - m_edges[i];
        }
        return enter(Phase::Directions);
    }
    // Not span * next / columns: a damaged file may span centuries.
    const auto span = (m_result.last - m_result.first).count();
    const auto at =
        m_result.first + hop::Nanoseconds(span / columns * next + span % columns * next / columns);
    // At the rate of the column before.
    const std::uint64_t last = m_edges.back();
    const std::uint64_t guess =
        m_edges.size() > 1 ? 2 * last - m_edges[m_edges.size() - 2] : m_total / columnCount();
    m_edges.push_back(std::min(rowAtOrAfter(m_reader, at, last, guess), m_total));
}

void DensityBuilder::nextDirection()
{
    if (m_at == columnCount())
        return enter(Phase::Warnings);
    m_result.columns[m_at].fromLeft = partFromLeft(m_reader, m_edges[m_at], m_result.columns[m_at].events);
    ++m_at;
}

/// Each column by its own search, so that none is lost among many events; and none at all where there are no
/// findings.
void DensityBuilder::nextFinding(rules::Severity severity)
{
    const bool isWarnings = severity == rules::Severity::Warning;
    const base::EventId found =
        m_at < columnCount() ? m_reader.nextFinding({m_edges[m_at]}, severity) : base::EventId();
    if (!found || found.value > m_total)
        return enter(isWarnings && m_at > 0 ? Phase::Errors : Phase::Done);
    // Event n is row n − 1: column i holds the events (edges[i], edges[i + 1]].
    const auto end = std::lower_bound(m_edges.begin() + 1, m_edges.end(), found.value);
    const auto column = std::size_t(end - m_edges.begin()) - 1;
    m_result.columns[column].worst = severity;
    m_at = column + 1;
}

DensityColumns DensityColumns::build(const capture::Reader &reader, int columns)
{
    DensityBuilder builder(reader, columns);
    while (!builder.isDone())
        builder.step();
    return builder.take();
}

std::uint64_t DensityColumns::most() const
{
    std::uint64_t most = 0;
    for (const DensityColumn &column : columns)
        most = std::max(most, column.events);
    return most;
}

} // namespace hop101::ui
