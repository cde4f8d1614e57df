// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/block.h"
#include "core/capture/sqlite.h"

#include <functional>
#include <memory>
#include <vector>

namespace hop101::capture {

/// A row of the block table without its columns. Rows of a damaged file that cannot be are left out.
struct BlockInfo
{
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    std::optional<BlockSummary> summary; ///< nothing where it is malformed

    std::uint64_t last() const noexcept { return first + count - 1; }
};

/// Finds the block of an event by its number and keeps the columns of the few that were used last. Each
/// statement ends before a function returns, so that a recorder is not held up. Not thread-safe.
class BlockCache
{
public:
    /// `database` must outlive it.
    explicit BlockCache(const Database &database);

    /// The block that holds this event, until the next call of a function that is not const; nullptr where
    /// the file has no readable one.
    const BlockView *find(base::EventId event);
    void forgetFrom(base::EventId event);

    /// Number of the last event; nothing where the end of the table cannot be read.
    std::optional<std::uint64_t> lastEvent();
    /// Number of the last event before the first place where a block is missing.
    std::uint64_t lastEventInARow();

    /// Blocks that hold events of [first, last], ascending, until `visit` returns false.
    void visitForward(std::uint64_t first, std::uint64_t last,
                      const std::function<bool(const BlockInfo &)> &visit);
    /// Blocks that hold events up to `last`, descending.
    void visitBackward(std::uint64_t last, const std::function<bool(const BlockInfo &)> &visit);

    /// What went wrong first; stays.
    const std::optional<CaptureError> &damage() const noexcept { return m_damage; }

private:
    struct Entry
    {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::optional<BlockView> view; ///< nothing: known to be unreadable
    };

    void load(std::uint64_t event);
    Entry read(std::uint64_t event);
    void makeRoom();
    std::vector<BlockInfo> batch(Statement &statement);
    void noteDamage(CaptureError error);

    const Database &m_database;
    Statement m_find, m_last, m_forward, m_backward;
    std::vector<std::unique_ptr<Entry>> m_entries; ///< the one used last stands last
    std::optional<CaptureError> m_damage;
};

} // namespace hop101::capture
