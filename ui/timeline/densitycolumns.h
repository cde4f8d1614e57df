// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace hop101::ui {

/// A slice of time of the overview.
struct DensityColumn
{
    std::uint64_t first = 0; ///< its first event is number first + 1
    std::uint64_t events = 0;
    double fromLeft = 0; ///< part of them, 0 to 1; of a sample where there are many
    rules::Severity worst = rules::Severity::None;
};

/// The whole capture in columns of equal time.
struct DensityColumns
{
    hop::Nanoseconds first{};
    hop::Nanoseconds last{};
    std::vector<DensityColumn> columns;

    static DensityColumns build(const capture::Reader &reader, int columns);
    std::uint64_t most() const;
};

/// Makes the columns in small steps, so that a large capture never holds up the window: O(columns · log
/// events) reads in all, O(log events) a step. Events that come meanwhile are left to the next time.
class DensityBuilder
{
public:
    /// `reader` must outlive it.
    DensityBuilder(const capture::Reader &reader, int columns);

    bool isDone() const { return m_phase == Phase::Done; }
    void step();
    /// Once done.
    DensityColumns take() { return std::move(m_result); }

private:
    enum class Phase : std::uint8_t { Edges, Directions, Warnings, Errors, Done };

    void nextEdge();
    void nextDirection();
    void nextFinding(rules::Severity severity);
    void enter(Phase phase);
    std::size_t columnCount() const { return m_result.columns.size(); }

    const capture::Reader &m_reader;
    DensityColumns m_result;
    std::uint64_t m_total;
    std::vector<std::uint64_t> m_edges{0}; ///< first row of each column, and the end
    std::size_t m_at = 0;
    Phase m_phase = Phase::Edges;
};

/// The first row of [fromRow, end) at or after this time, or the number of rows. Times do not go back in a
/// capture. Looks near `guess` first: nearby rows are in one block of the file.
std::uint64_t rowAtOrAfter(const capture::Reader &reader, hop::Nanoseconds time, std::uint64_t fromRow = 0,
                           std::uint64_t guess = 0);

} // namespace hop101::ui
