// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/exchangebook.h"

#include <algorithm>

namespace hop101::hop {

void ExchangeBook::begin(Event &request, const http::RequestHead &head)
{
    m_latest = verdictOf(&head, nullptr, false);
    tellHead(request, m_latest, rules::Stage::Request);
    Exchange exchange;
    exchange.id = m_latestId = m_emitter.numbers().nextExchange();
    exchange.hop = m_emitter.hop();
    exchange.request = request.id;
    m_waiting.push_back({exchange, head});
    m_emitter.listener().exchangeChanged(exchange);
}

ExchangeBook::Answered ExchangeBook::answer(Event &response, const http::ResponseHead &head)
{
    Answered answered{std::nullopt, ExchangeState::Waiting};
    Exchange exchange;
    if (m_waiting.empty()) {
        exchange.id = m_latestId = m_emitter.numbers().nextExchange();
        exchange.hop = m_emitter.hop();
    } else {
        exchange = m_waiting.front().exchange;
        answered.request = std::move(m_waiting.front().head);
        m_waiting.pop_front();
    }
    Verdict verdict = verdictOf(answered.request ? &*answered.request : nullptr, &head, false);
    tellHead(response, verdict, rules::Stage::Response);
    exchange.response = response.id;
    exchange.status = verdict.status;
    exchange.state = answered.state = verdict.state;
    if (isLatest(exchange))
        m_latest = std::move(verdict);
    m_emitter.listener().exchangeChanged(exchange);
    return answered;
}

void ExchangeBook::giveUp()
{
    for (auto &waiting : m_waiting) {
        waiting.exchange.state = ExchangeState::NoAnswer;
        if (isLatest(waiting.exchange))
            m_latest.state = ExchangeState::NoAnswer;
        m_emitter.listener().exchangeChanged(waiting.exchange);
    }
    m_waiting.clear();
}

void ExchangeBook::tellHead(Event &event, const Verdict &verdict, rules::Stage stage)
{
    const auto isFinding = [stage](const RuleResult &result) {
        return result.outcome == Outcome::Broken && rules::info(result.rule).stage == stage;
    };
    for (const auto &result : verdict.results) {
        if (isFinding(result))
            event.severity = std::max(event.severity, rules::info(result.rule).severity);
    }
    event.ended = true;
    m_emitter.changed(event);
    for (const auto &result : verdict.results) {
        if (isFinding(result))
            m_emitter.listener().found({event.id, result.rule, result.at});
    }
}

} // namespace hop101::hop
