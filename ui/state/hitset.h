// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filterscan.h"

#include <cstdint>
#include <vector>

namespace hop101::ui {

/// The events that a filter lets through, as rows: a bit for each event, and for each block how many came
/// before it. 10 million events take 1.3 MB, and both ways between row and event cost a search among the
/// blocks. A value; no thread.
class HitSet
{
public:
    /// What a scan found of one block, in place of what was known of these events. Returns the first row that
    /// may be another one now.
    std::uint64_t put(const capture::BlockHits &hits);

    std::uint64_t count() const noexcept { return m_count; }
    bool has(base::EventId event) const noexcept;
    /// None where there is no such row.
    base::EventId eventAt(std::uint64_t row) const noexcept;
    /// So many rows stand above this event; its own row where it is one.
    std::uint64_t rowsBefore(base::EventId event) const noexcept;

private:
    std::vector<capture::RowBits> m_groups; ///< of kBlockEvents events each, from event 1 on
    std::vector<std::uint64_t> m_before; ///< rows before each group
    std::uint64_t m_count = 0;
};

} // namespace hop101::ui
