// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/exchangetable.h"

#include <algorithm>

namespace hop101::capture {

namespace {

hop::Exchange rowOf(const Statement &row)
{
    hop::Exchange exchange;
    exchange.id = {row.number(0)};
    exchange.hop = {static_cast<std::uint32_t>(row.number(1))};
    exchange.request = {row.number(2)};
    exchange.response = {row.number(3)};
    exchange.status = static_cast<int>(std::clamp<std::int64_t>(row.integer(4), 0, 65535));
    exchange.state = static_cast<hop::ExchangeState>(std::clamp<std::int64_t>(row.integer(5), 0, 5));
    return exchange;
}

std::optional<hop::Exchange> findBy(const Database &database, const char *sql, const hop::Event &event)
{
    Statement statement = database.prepare(sql);
    if (statement.bind(1, std::uint64_t{event.hop.value}).bind(2, event.id.value).step() != Step::Row)
        return std::nullopt;
    return rowOf(statement);
}

} // namespace

ExchangeRows exchangeRows(const Database &database)
{
    ExchangeRows exchanges;
    Statement statement = database.prepare(
        "SELECT id, hop, first_event, response_event, status, verdict FROM exchange ORDER BY id");
    std::uint64_t last = 0;
    for (;;) {
        const Step step = statement.step();
        const bool isInOrder = step == Step::Row && statement.number(0) > last;
        if (!isInOrder) {
            exchanges.isWhole = step == Step::Done;
            return exchanges;
        }
        exchanges.rows.push_back(rowOf(statement));
        last = exchanges.rows.back().id.value;
    }
}

std::optional<hop::Exchange> exchangeRowOf(const Database &database, const hop::Event &event)
{
    const bool isAnswer = event.direction == hop::Direction::FromRight
        && (event.kind == hop::EventKind::Body
            || (event.kind == hop::EventKind::ResponseHead && !event.has(hop::flag::Interim)));
    if (isAnswer) {
        // A pipelined request may stand between a request and its answer.
        auto answered = findBy(database,
                               "SELECT id, hop, first_event, response_event, status, verdict FROM exchange "
                               "WHERE hop = ?1 AND response_event <= ?2 ORDER BY id DESC LIMIT 1",
                               event);
        if (answered)
            return answered;
    }
    return findBy(database,
                  "SELECT id, hop, first_event, response_event, status, verdict FROM exchange WHERE hop = ?1 "
                  "AND coalesce(first_event, response_event, 0) <= ?2 ORDER BY id DESC LIMIT 1",
                  event);
}

} // namespace hop101::capture
