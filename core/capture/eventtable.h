// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/virtualtable.h"

namespace hop101::capture {

/// The virtual table `event`: a row an event (docs/capture-format.md).
extern const TableSpec kEventTable;

/// Goes through events by number, and leaves out what conditions on numbers, time, kind, direction, hop, code
/// and severity exclude. Columns of an event are read when they are asked for.
class EventRows
{
public:
    explicit EventRows(TableSource &source);

    struct Filter
    {
        ScanBounds bounds;
        std::optional<std::uint64_t> hop;
        std::optional<std::uint64_t> code;
        std::optional<std::uint64_t> message; ///< only frames of this message
        bool startsMessage = false; ///< only the first frames of messages
    };
    void start(const Filter &filter);
    void next();
    bool isAtEnd() const noexcept { return m_block == nullptr; }

    std::uint64_t id() const noexcept { return m_id; }
    const BlockView &block() const noexcept { return *m_block; }
    std::size_t row() const noexcept { return m_id - m_block->first(); }
    /// The whole event; read once.
    const hop::Event &event();

    const std::optional<CaptureError> &damage() const noexcept { return m_scan.damage(); }
    bool wasStopped() const noexcept { return m_scan.wasStopped(); }

private:
    void enter(const BlockView *block);
    bool isWanted() const noexcept;
    void advance();

    TableSource &m_source;
    BlockScan m_scan;
    Filter m_filter;
    const BlockView *m_block = nullptr;
    std::uint64_t m_id = 0;
    std::uint64_t m_end = 0; ///< the last of the block in the direction of the scan
    bool m_isMessageOver = false;
    hop::Event m_event;
};

/// What conditions say of columns that events and messages share; the column numbers differ.
struct EventColumns
{
    int id, timeNs, time, hop, direction;
};
void narrow(EventRows::Filter &filter, const EventColumns &columns, const Condition &condition);

} // namespace hop101::capture
