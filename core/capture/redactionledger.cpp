// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionledger.h"

#include <algorithm>

namespace hop101::capture {

void RedactionTally::secret(RedactionPlace place, std::string_view name)
{
    const auto known = std::find_if(m_entries.begin(), m_entries.end(), [&](const Redaction &entry) {
        return entry.place == place && entry.name == name;
    });
    m_last = static_cast<std::size_t>(known - m_entries.begin());
    if (known == m_entries.end()) {
        if (m_entries.size() < kMostNames) {
            Redaction entry;
            entry.place = place;
            entry.name = name.substr(0, 200);
            m_entries.push_back(std::move(entry));
        } else {
            m_last = m_entries.size() - 1;
        }
    }
    ++m_entries[m_last].count;
}

void RedactionTally::bytes(std::uint64_t count) noexcept
{
    if (m_last < m_entries.size())
        m_entries[m_last].bytes += count;
}

void RedactionTally::bytesAt(base::ByteRange range, char fill) noexcept
{
    if (m_last < m_entries.size()) {
        Redaction &entry = m_entries[m_last];
        const bool goesOn = entry.count == 1 && entry.first.end() == range.first;
        if (entry.first.size == 0)
            entry.first = range;
        else if (goesOn)
            entry.first.size += range.size; // a secret comes in several pieces
        entry.fill = fill;
    }
    bytes(range.size);
}

void RedactionTally::clear()
{
    m_entries.clear();
    m_last = 0;
}

void RedactionLedger::add(const RedactionTally &tally, base::EventId event, base::HopId hop,
                          hop::Direction direction)
{
    for (Redaction entry : tally.entries()) {
        m_report.count += entry.count;
        m_report.bytes += entry.bytes;
        m_report.countAt[static_cast<std::size_t>(entry.place)] += entry.count;
        if (m_report.items.size() >= m_limit) {
            m_report.isCut = true;
            continue;
        }
        entry.event = event;
        entry.hop = hop;
        entry.direction = direction;
        m_report.items.push_back(std::move(entry));
    }
}

} // namespace hop101::capture
