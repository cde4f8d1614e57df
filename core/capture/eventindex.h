// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/block.h"
#include "core/capture/indexsink.h"
#include "core/capture/sqlite.h"

#include <deque>
#include <vector>

namespace hop101::capture {

/// Writes events, findings and exchanges into the tables of a database. Events of the last, unfinished block
/// stay in memory; each flush() adds what is new as a small block, and a full block replaces the small ones.
/// An earlier event that changes has its block rewritten at the next flush. Transactions are the caller's.
/// Not thread-safe.
class EventIndex final : public IndexSink
{
public:
    /// What cannot be read back from the tables after a flush.
    struct State
    {
        std::uint64_t events = 0;
        std::vector<hop::Event> open;
    };

    /// `database` must outlive it.
    explicit EventIndex(const Database &database);
    /// Goes on with tables that an index in this state has flushed. isGood() is false where they do not fit.
    EventIndex(const Database &database, State state);

    void add(const hop::Event &event) override;
    void change(const hop::Event &event) override;
    void addFinding(const hop::Finding &finding) override;
    void setExchange(const hop::Exchange &exchange) override;
    /// Ends the events that are open in this stream as they are: cut, with what was seen of them.
    void endOpen(base::HopId hop, hop::Direction direction, std::uint64_t streamEnd);

    /// Events that have not ended; at most one a stream.
    const std::vector<hop::Event> &openEvents() const noexcept { return m_open; }
    State state() const { return {m_count, m_open}; }

    /// Writes all that is not written. The caller commits.
    void flush();
    /// False once writing failed; the database has the reason. Later calls do nothing then.
    bool isGood() const noexcept { return m_isGood; }

    std::uint64_t eventCount() const noexcept { return m_count; }
    /// After a failure elsewhere: nothing more is written, events are only counted.
    void stop() noexcept { m_isGood = false; }
    /// The lowest event changed since the last call, of those flushed before; none where none did.
    base::EventId takeLowestChanged() noexcept;

private:
    /// The events of one full block, or of the one that is being filled.
    struct Group
    {
        std::uint64_t first = 1;
        std::vector<hop::Event> events;
        std::vector<hop::Finding> findings;
        bool isDirty = false;
    };
    /// A row of the table that stands for a part of the last group.
    struct SmallBlock
    {
        std::uint64_t first = 0;
        std::size_t count = 0;
        bool isDirty = false;
    };

    bool loadLast();
    void seal();
    void keepSealed(Group group);
    Group *groupOf(base::EventId event);
    Group *load(std::uint64_t first);
    void touch(base::EventId event);
    void flushSmallBlocks();
    void writeBlock(std::span<const hop::Event> events, std::span<const hop::Finding> findings);
    void check(bool isDone) noexcept { m_isGood = m_isGood && isDone; }

    const Database &m_database;
    Statement m_insert, m_delete, m_select, m_exchange;
    Group m_last;
    std::vector<SmallBlock> m_small;
    std::deque<Group> m_sealed; ///< a few full groups, the latest used last
    std::vector<hop::Event> m_open; ///< not ended; at most one a stream
    std::vector<hop::Finding> m_scratch;
    std::uint64_t m_count = 0;
    std::uint64_t m_flushed = 0;
    base::EventId m_lowestChanged;
    bool m_isGood = true;
};

} // namespace hop101::capture
