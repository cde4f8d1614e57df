// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redact.h"

#include <vector>

namespace hop101::capture {

/// What was found in one text, by place and name.
class RedactionTally
{
public:
    void secret(RedactionPlace place, std::string_view name);
    /// Of the secret that was told last.
    void bytes(std::uint64_t count) noexcept;
    /// The same, and where they stand in the text of an event.
    void bytesAt(base::ByteRange range, char fill) noexcept;
    const std::vector<Redaction> &entries() const noexcept { return m_entries; }
    bool isEmpty() const noexcept { return m_entries.empty(); }
    void clear();

private:
    static constexpr std::size_t kMostNames = 1000; ///< what is beyond counts for the last
    std::vector<Redaction> m_entries;
    std::size_t m_last = 0;
};

/// Adds tallies up to a report.
class RedactionLedger
{
public:
    explicit RedactionLedger(std::size_t limit) : m_limit(limit) { }
    void add(const RedactionTally &tally, base::EventId event, base::HopId hop, hop::Direction direction);
    /// More was found than is listed.
    bool isCut() const noexcept { return m_report.isCut; }
    RedactionReport &report() noexcept { return m_report; }

private:
    std::size_t m_limit;
    RedactionReport m_report;
};

} // namespace hop101::capture
