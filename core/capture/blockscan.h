// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/blockcache.h"

#include <array>
#include <limits>

namespace hop101::capture {

/// What is looked for, as far as blocks can be passed over for it. By default everything.
struct ScanBounds
{
    static constexpr std::uint64_t kLastEvent = std::numeric_limits<std::int64_t>::max();

    std::uint64_t firstEvent = 1;
    std::uint64_t lastEvent = kLastEvent;
    std::int64_t firstNs = 0;
    std::int64_t lastNs = std::numeric_limits<std::int64_t>::max();
    std::uint32_t kinds = ~std::uint32_t{0}; ///< bit n: events of kind n
    std::uint8_t directions = 0xff; ///< bit n: direction n
    std::uint8_t severities = 0xff; ///< bit n: events whose worst finding has severity n
    bool hasFindings = false; ///< only blocks with findings
    std::optional<std::uint16_t> rule; ///< only blocks with a finding of that number
    bool isDescending = false;
};

/// Goes through the blocks that may hold what is looked for, first to last or last to first, and leaves the
/// others unread. Statements end before a function returns. A recorder may add and merge blocks meanwhile.
class BlockScan
{
public:
    /// `database` must outlive it. `isStopped` is asked once a block.
    BlockScan(const Database &database, std::function<bool()> isStopped);

    /// `eventCount`: number of the last event.
    void start(const ScanBounds &bounds, std::uint64_t eventCount);
    /// The next block, until the next call; nullptr at the end. One that cannot be read is passed over, and
    /// damage() tells of it.
    const BlockView *next();
    /// What of that block lies within the bounds; numbers of events.
    std::uint64_t first() const noexcept { return m_first; }
    std::uint64_t last() const noexcept { return m_last; }

    const ScanBounds &bounds() const noexcept { return m_bounds; }
    bool wasStopped() const noexcept { return m_wasStopped; }
    /// What went wrong first; stays.
    const std::optional<CaptureError> &damage() const noexcept;

private:
    struct Row
    {
        BlockInfo info;
        std::int64_t firstNs = 0;
        std::int64_t lastNs = 0;
    };

    bool fill();
    Row rowOf(const Statement &statement) const;
    bool mayHold(const Row &row) const noexcept;
    const BlockView *view(const Row &row);
    const BlockView *single();
    void pass(const BlockInfo &info) noexcept;

    const Database &m_database;
    std::function<bool()> m_isStopped;
    BlockCache m_cache;
    Statement m_forward, m_backward;
    ScanBounds m_bounds;
    std::vector<Row> m_rows; ///< read ahead
    std::size_t m_at = 0; ///< the next of m_rows
    std::uint64_t m_from = 1; ///< the next event to look at, in the direction of the scan
    bool m_isDone = true;
    std::uint64_t m_first = 0;
    std::uint64_t m_last = 0;
    bool m_wasStopped = false;
    std::optional<CaptureError> m_damage;
};

} // namespace hop101::capture
