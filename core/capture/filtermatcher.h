// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/capture/rowmask.h"
#include "core/hop/verdict.h"

#include <functional>

namespace hop101::capture {

/// What the block table says of a block beside its columns.
struct BlockFacts
{
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    hop::Nanoseconds firstTime{};
    hop::Nanoseconds lastTime{};
    std::optional<BlockSummary> summary; ///< nothing where it is malformed

    std::uint64_t last() const noexcept { return first + count - 1; }
};

/// Answers for the events of a block at once.
enum class Answer : std::uint8_t { None, Some, All };

/// Answers a filter block by block: first from what is known of a block as a whole, then column by column.
/// What needs the bytes of events is asked last, and only for the events whose answer depends on it.
class FilterMatcher
{
public:
    /// `exchanges` as Reader::exchanges() gives them.
    FilterMatcher(Filter filter, const std::vector<hop::Exchange> &exchanges);

    const Filter &filter() const noexcept { return m_filter; }
    /// None and All are certain. Some: the columns decide.
    Answer answer(const BlockFacts &facts) const;

    /// Rows that certainly match, and those that match if their bytes say so.
    struct Rows
    {
        RowBits sure{};
        RowBits open{}; ///< none of `sure`; none at all where no term reads bytes
    };
    /// `facts` must be those of this block. Keeps what decide() needs.
    Rows match(const BlockFacts &facts, const BlockColumns &columns);
    /// The rows that match, once it is known for each term that reads bytes (by its index) which rows of
    /// `open` have what it asks for.
    using TermRows = std::function<const RowBits &(std::size_t term)>;
    RowBits decide(const TermRows &termRows) const;

private:
    struct Span
    {
        Answer answer = Answer::None;
        RowBits bits{}; ///< of Some
    };
    struct ExchangeSpan
    {
        base::ExchangeId id;
        std::uint64_t first = 0; ///< event
        std::uint64_t response = 0; ///< event of the response head; 0: none
    };

    Answer termAnswer(const FilterTerm &term, const BlockFacts &facts) const;
    Span termSpan(const FilterTerm &term, const BlockColumns &columns) const;
    RowBits termRows(const FilterTerm &term, const BlockColumns &columns) const;
    RowBits exchangeRows(const FilterTerm &term, const BlockColumns &columns) const;
    std::uint64_t exchangeOf(const BlockColumns &columns, std::size_t row) const;
    template<typename SpanOf>
    RowBits run(SpanOf spanOf) const;

    Filter m_filter;
    std::vector<std::vector<ExchangeSpan>> m_exchanges; ///< by hop; ascending
    std::vector<Span> m_spans; ///< of the terms in the block that was matched last
    std::size_t m_rows = 0; ///< of that block
};

} // namespace hop101::capture
