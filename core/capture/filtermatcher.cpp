// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filtermatcher.h"

#include "core/capture/columnmatch.h"

#include <algorithm>

namespace hop101::capture {

namespace {

constexpr std::uint64_t number(auto value) noexcept
{
    return static_cast<std::uint64_t>(value);
}
constexpr std::uint32_t bit(hop::EventKind kind) noexcept
{
    return 1U << number(kind);
}
/// What has bytes that people read.
constexpr std::uint32_t kKindsWithBytes = bit(hop::EventKind::RequestHead) | bit(hop::EventKind::ResponseHead)
    | bit(hop::EventKind::Body) | bit(hop::EventKind::Frame) | bit(hop::EventKind::RawRun);

constexpr ValueRange one(auto value) noexcept
{
    return {number(value), number(value)};
}

Answer turned(Answer answer) noexcept
{
    return answer == Answer::None ? Answer::All : answer == Answer::All ? Answer::None : Answer::Some;
}

bool holds(const std::vector<ValueRange> &ranges, std::uint64_t value) noexcept
{
    return std::any_of(ranges.begin(), ranges.end(), [value](const ValueRange &range) {
        return range.first <= value && value <= range.last;
    });
}

/// `present`: bit n where an event has the value n.
Answer answerOfBits(const std::vector<ValueRange> &ranges, std::uint64_t present) noexcept
{
    std::uint64_t wanted = 0;
    for (std::uint64_t value = 0; value < 64; ++value)
        wanted |= holds(ranges, value) ? std::uint64_t{1} << value : 0;
    return (present & wanted) == 0 ? Answer::None : (present & ~wanted) == 0 ? Answer::All : Answer::Some;
}

/// All values lie in [first, last].
Answer answerOfRange(const std::vector<ValueRange> &ranges, std::uint64_t first, std::uint64_t last) noexcept
{
    bool isAll = false;
    bool isNone = true;
    for (const ValueRange &range : ranges) {
        isAll = isAll || (range.first <= first && last <= range.last);
        isNone = isNone && (range.last < first || last < range.first);
    }
    return isAll ? Answer::All : isNone ? Answer::None : Answer::Some;
}

Answer noneUnless(bool mayBe) noexcept
{
    return mayBe ? Answer::Some : Answer::None;
}

bool mayReach(const std::vector<ValueRange> &ranges, std::uint64_t most) noexcept
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [most](const ValueRange &range) { return range.first <= most; });
}

bool mayHaveRule(const std::vector<ValueRange> &ranges, const BlockSummary &summary) noexcept
{
    if (summary.findings == 0)
        return false;
    for (const ValueRange &range : ranges) {
        if (range.last >= summary.rules.size() * 64)
            return true;
        for (std::uint64_t rule = range.first; rule <= range.last; ++rule) {
            if ((summary.rules[rule / 64] >> (rule % 64) & 1U) != 0)
                return true;
        }
    }
    return false;
}

Answer answerBySummary(const FilterTerm &term, const BlockSummary &summary)
{
    const bool hasFrames = (summary.kinds & bit(hop::EventKind::Frame)) != 0;
    switch (term.field) {
    case FilterField::Direction:
        return answerOfBits(term.ranges, summary.directions);
    case FilterField::Kind:
        return answerOfBits(term.ranges, summary.kinds);
    case FilterField::Severity:
        return answerOfBits(term.ranges, summary.severities);
    case FilterField::Opcode:
    case FilterField::Message:
    case FilterField::CloseCode:
        return noneUnless(hasFrames);
    case FilterField::Status:
        return noneUnless((summary.kinds & bit(hop::EventKind::ResponseHead)) != 0);
    case FilterField::Size:
        return noneUnless(mayReach(term.ranges, summary.maxPayloadBytes));
    case FilterField::Wire:
        return noneUnless(mayReach(term.ranges, summary.wireBytes));
    case FilterField::Rule:
        return noneUnless(mayHaveRule(term.ranges, summary));
    case FilterField::Payload:
        return noneUnless((summary.kinds & kKindsWithBytes) != 0);
    case FilterField::Time:
    case FilterField::Event:
    case FilterField::Hop:
    case FilterField::Exchange:
    case FilterField::Flag:
    case FilterField::Ended:
        break;
    }
    return Answer::Some;
}

RowBits rowsOfKind(const BlockColumns &columns, hop::EventKind kind)
{
    const std::array range{one(kind)};
    return rowsWithin(columns, Column::Kind, range);
}

/// Columns of sizes hold the size plus 1.
RowBits rowsOfSize(const BlockColumns &columns, Column column, std::vector<ValueRange> ranges)
{
    for (ValueRange &range : ranges) {
        ++range.first;
        ++range.last;
    }
    return rowsWithin(columns, column, ranges);
}

RowBits rowsOfMessageSize(const BlockColumns &columns, const std::vector<ValueRange> &ranges)
{
    RowBits bits{};
    visitRows(rowsOfKind(columns, hop::EventKind::Frame), [&](std::size_t row) {
        const std::int64_t size = columns.event(row).messageSize;
        if (size >= 0 && holds(ranges, number(size)))
            setRow(bits, row);
        return true;
    });
    return bits;
}

RowBits rowsWithBytes(const BlockColumns &columns)
{
    std::vector<ValueRange> kinds;
    for (std::uint64_t kind = 0; kind < 32; ++kind) {
        if ((kKindsWithBytes >> kind & 1U) != 0)
            kinds.push_back({kind, kind});
    }
    return rowsWithin(columns, Column::Kind, kinds);
}

RowBits closeFrames(const BlockColumns &columns)
{
    const std::array opcode{one(websocket::Opcode::Close)};
    return both(rowsOfKind(columns, hop::EventKind::Frame), rowsWithin(columns, Column::Code, opcode));
}

RowBits rowsOfEvents(const BlockColumns &columns, const std::vector<ValueRange> &ranges)
{
    RowBits bits{};
    for (const ValueRange &range : ranges) {
        if (range.first > columns.last() || range.last < columns.first() || range.first > range.last)
            continue;
        const std::uint64_t first = std::max(range.first, columns.first()) - columns.first();
        const std::uint64_t end = std::min(range.last, columns.last()) - columns.first() + 1;
        bits = either(bits, without(firstRows(end), firstRows(first)));
    }
    return bits;
}

} // namespace

FilterMatcher::FilterMatcher(Filter filter, const std::vector<hop::Exchange> &exchanges)
    : m_filter(std::move(filter))
{
    for (const hop::Exchange &exchange : exchanges) {
        if (exchange.hop.value >= m_exchanges.size())
            m_exchanges.resize(std::size_t{exchange.hop.value} + 1);
        const std::uint64_t first = exchange.request ? exchange.request.value : exchange.response.value;
        m_exchanges[exchange.hop.value].push_back({exchange.id, first, exchange.response.value});
    }
}

Answer FilterMatcher::termAnswer(const FilterTerm &term, const BlockFacts &facts) const
{
    Answer answer = Answer::Some;
    if (term.field == FilterField::Event)
        answer = answerOfRange(term.ranges, facts.first, facts.last());
    else if (term.field == FilterField::Time)
        answer = answerOfRange(term.ranges, number(facts.firstTime.count()), number(facts.lastTime.count()));
    else if (facts.summary)
        answer = answerBySummary(term, *facts.summary);
    return term.isNegated ? turned(answer) : answer;
}

Answer FilterMatcher::answer(const BlockFacts &facts) const
{
    std::vector<Answer> stack;
    auto term = m_filter.terms.begin();
    for (const Filter::Op op : m_filter.program) {
        if (op == Filter::Op::Term) {
            stack.push_back(termAnswer(*term++, facts));
            continue;
        }
        const Answer right = stack.back();
        stack.pop_back();
        Answer &left = stack.back();
        left = op == Filter::Op::And ? std::min(left, right) : std::max(left, right);
    }
    return stack.empty() ? Answer::All : stack.back();
}

RowBits FilterMatcher::termRows(const FilterTerm &term, const BlockColumns &columns) const
{
    switch (term.field) {
    case FilterField::Direction:
        return rowsWithin(columns, Column::Direction, term.ranges);
    case FilterField::Kind:
        return rowsWithin(columns, Column::Kind, term.ranges);
    case FilterField::Opcode:
        return both(rowsOfKind(columns, hop::EventKind::Frame),
                    rowsWithin(columns, Column::Code, term.ranges));
    case FilterField::Size:
        return rowsOfSize(columns, Column::Payload, term.ranges);
    case FilterField::Wire:
        return rowsOfSize(columns, Column::Wire, term.ranges);
    case FilterField::Message:
        return rowsOfMessageSize(columns, term.ranges);
    case FilterField::Time:
        return rowsWithin(columns, Column::Time, term.ranges);
    case FilterField::Event:
        return rowsOfEvents(columns, term.ranges);
    case FilterField::Hop:
        return rowsWithin(columns, Column::Hop, term.ranges);
    case FilterField::Exchange:
        return exchangeRows(term, columns);
    case FilterField::Status:
        return both(rowsOfKind(columns, hop::EventKind::ResponseHead),
                    rowsWithin(columns, Column::Code, term.ranges));
    case FilterField::Severity:
        return rowsWithin(columns, Column::Severity, term.ranges);
    case FilterField::Rule:
        return rowsWithRule(columns, term.ranges);
    case FilterField::Flag:
        return rowsWithBits(columns, Column::Flags, term.flags);
    case FilterField::Ended:
        return rowsWithin(columns, Column::Ended, term.ranges);
    case FilterField::CloseCode:
        return closeFrames(columns);
    case FilterField::Payload:
        return rowsWithBytes(columns);
    }
    return {};
}

/// An answer and its body belong to the exchange that they answer: a pipelined request may stand between.
std::uint64_t FilterMatcher::exchangeOf(const BlockColumns &columns, std::size_t row) const
{
    const hop::Event event = columns.event(row);
    if (event.hop.value >= m_exchanges.size())
        return 0;
    const std::vector<ExchangeSpan> &spans = m_exchanges[event.hop.value];
    const bool isAnswer = event.direction == hop::Direction::FromRight
        && (event.kind == hop::EventKind::Body
            || (event.kind == hop::EventKind::ResponseHead && !event.has(hop::flag::Interim)));
    const auto end =
        std::upper_bound(spans.begin(), spans.end(), event.id.value,
                         [](std::uint64_t id, const ExchangeSpan &span) { return id < span.first; });
    for (auto it = end; isAnswer && it != spans.begin();) {
        --it;
        if (it->response != 0 && it->response <= event.id.value)
            return it->id.value;
    }
    return end == spans.begin() ? 0 : std::prev(end)->id.value;
}

RowBits FilterMatcher::exchangeRows(const FilterTerm &term, const BlockColumns &columns) const
{
    RowBits bits{};
    for (std::size_t row = 0; row < columns.count(); ++row) {
        const std::uint64_t exchange = exchangeOf(columns, row);
        if (exchange != 0 && holds(term.ranges, exchange))
            setRow(bits, row);
    }
    return bits;
}

FilterMatcher::Span FilterMatcher::termSpan(const FilterTerm &term, const BlockColumns &columns) const
{
    Span span{Answer::Some, termRows(term, columns)};
    // What reads bytes is turned once its bytes are known.
    if (term.isNegated && !term.readsBytes())
        span.bits = without(firstRows(columns.count()), span.bits);
    return span;
}

template<typename SpanOf>
RowBits FilterMatcher::run(SpanOf spanOf) const
{
    std::vector<Span> stack;
    std::size_t term = 0;
    for (const Filter::Op op : m_filter.program) {
        if (op == Filter::Op::Term) {
            stack.push_back(spanOf(term++));
            continue;
        }
        const Span right = stack.back();
        stack.pop_back();
        Span &left = stack.back();
        const Answer absorbing = op == Filter::Op::And ? Answer::None : Answer::All;
        const Answer neutral = op == Filter::Op::And ? Answer::All : Answer::None;
        if (left.answer == absorbing || right.answer == neutral)
            continue;
        if (right.answer == absorbing || left.answer == neutral)
            left = right;
        else
            left.bits = op == Filter::Op::And ? both(left.bits, right.bits) : either(left.bits, right.bits);
    }
    const Span all{Answer::All, {}};
    const Span &last = stack.empty() ? all : stack.back();
    return last.answer == Answer::All ? firstRows(m_rows)
        : last.answer == Answer::None ? RowBits{}
                                      : last.bits;
}

FilterMatcher::Rows FilterMatcher::match(const BlockFacts &facts, const BlockColumns &columns)
{
    m_rows = columns.count();
    m_spans.clear();
    for (const FilterTerm &term : m_filter.terms) {
        const Answer answer = termAnswer(term, facts);
        m_spans.push_back(answer == Answer::Some ? termSpan(term, columns) : Span{answer, {}});
    }
    const auto isOpen = [this](std::size_t term) {
        return m_filter.terms[term].readsBytes() && m_spans[term].answer == Answer::Some;
    };
    const RowBits all = firstRows(m_rows);
    Rows rows;
    rows.sure = run([&](std::size_t term) {
        if (!isOpen(term))
            return m_spans[term];
        return m_filter.terms[term].isNegated ? Span{Answer::Some, without(all, m_spans[term].bits)}
                                              : Span{Answer::None, {}};
    });
    const RowBits most = run([&](std::size_t term) {
        return isOpen(term) && m_filter.terms[term].isNegated ? Span{Answer::All, {}} : m_spans[term];
    });
    rows.open = without(most, rows.sure);
    return rows;
}

RowBits FilterMatcher::decide(const TermRows &termRows) const
{
    const RowBits all = firstRows(m_rows);
    return run([&](std::size_t term) {
        if (!m_filter.terms[term].readsBytes() || m_spans[term].answer != Answer::Some)
            return m_spans[term];
        const RowBits &has = termRows(term);
        return Span{Answer::Some, m_filter.terms[term].isNegated ? without(all, has) : has};
    });
}

} // namespace hop101::capture
