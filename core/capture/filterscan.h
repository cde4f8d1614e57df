// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filtermatcher.h"
#include "core/capture/reader.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace hop101::capture {

/// The events of one block that a filter lets through.
struct BlockHits
{
    std::uint64_t first = 0; ///< event of row 0
    std::uint64_t count = 0; ///< rows: 1 to kBlockEvents; no block boundary lies between them
    std::uint64_t hits = 0;
    RowBits bits{};

    std::uint64_t last() const noexcept { return first + count - 1; }
};

/// Answers a filter over a capture, also while it is recorded: block by block, in order, skipping blocks by
/// their summaries; then column by column; the bytes of events last. Memory: one block. It takes the thread
/// and the connection of its reader, so a window gives it a reader of its own.
class FilterScan
{
public:
    /// `reader` must outlive it.
    FilterScan(const Reader &reader, Filter filter);
    ~FilterScan();
    FilterScan(const FilterScan &) = delete;
    FilterScan &operator=(const FilterScan &) = delete;

    /// Gives the hits in [first, last] a block at a time, ascending, also of blocks that have none, so that
    /// progress is seen. Stops when `visit` returns false, or at `stop`; true where it came to the end.
    bool run(base::EventId first, base::EventId last, const std::function<bool(const BlockHits &)> &visit,
             const std::stop_token &stop = {});

    /// Of the last run: blocks whose columns were read. The others were told by their summaries.
    std::uint64_t blocksRead() const noexcept;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hop101::capture
