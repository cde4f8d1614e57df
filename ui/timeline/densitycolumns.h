// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <cstdint>
#include <vector>

namespace hop101::ui {

/// A slice of time of the overview.
struct DensityColumn
{
    std::uint64_t events = 0;
    double fromLeft = 0; ///< part of them, 0 to 1; of a sample where there are many
    rules::Severity worst = rules::Severity::None;
};

/// The whole capture in columns of equal time, O(columns · log events) reads.
struct DensityColumns
{
    hop::Nanoseconds first{};
    hop::Nanoseconds last{};
    std::vector<DensityColumn> columns;

    static DensityColumns build(const capture::Reader &reader, int columns);
    std::uint64_t most() const;
};

/// The first row at or after this time; the number of rows where there is none. Times do not go back in a
/// capture.
std::uint64_t rowAtOrAfter(const capture::Reader &reader, hop::Nanoseconds time, std::uint64_t fromRow = 0);

} // namespace hop101::ui
