// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/capture/patternfeed.h"
#include "core/capture/payloadwalk.h"
#include "core/capture/rowmask.h"

#include <stop_token>

namespace hop101::capture {

/// Answers the terms of a filter that need the bytes of events, for chosen events of one block. Blocks must
/// come in order; where some are left out, matches that began in them are looked up.
class FilterBytes
{
public:
    /// `reader` and `filter` must outlive it.
    FilterBytes(const Reader &reader, const Filter &filter);

    /// False where `stop` came first.
    bool read(const BlockColumns &columns, const RowBits &wanted, const std::stop_token &stop);
    /// Of a term of Filter::terms that reads bytes: the rows of the last block that have what it asks for.
    const RowBits &rows(std::size_t term) const { return m_rows[term]; }

private:
    struct Feed
    {
        std::size_t term = 0;
        PatternFeed feed;
    };

    bool readRow(const hop::Event &event, std::size_t row, const std::stop_token &stop);
    void readCloseCode(const hop::Event &event, std::size_t row);
    bool hasAll(std::size_t row) const;

    const Filter &m_filter;
    PayloadWalk m_walk;
    std::vector<Feed> m_feeds;
    std::vector<std::size_t> m_codes; ///< terms about close codes
    std::vector<RowBits> m_rows; ///< by term
    std::uint64_t m_next = 0; ///< the event after the last block
};

} // namespace hop101::capture
