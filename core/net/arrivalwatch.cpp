// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/arrivalwatch.h"

namespace hop101::net {

namespace {

constexpr std::size_t kMaxShownTarget = 2'000; // a notice is no place for a head

} // namespace

void ArrivalWatch::eventBegan(const hop::Event &event)
{
    if (event.kind == hop::EventKind::RawRun && event.direction == hop::Direction::FromLeft)
        m_hasBegun = true;
    HopWatch::eventBegan(event);
}

void ArrivalWatch::exchangeChanged(const hop::Exchange &exchange)
{
    HopWatch::exchangeChanged(exchange);
    const bool hasAnswer =
        exchange.state != hop::ExchangeState::Waiting && exchange.state != hop::ExchangeState::NoAnswer;
    if (m_isAnswered || !hasAnswer)
        return;
    m_isAnswered = true;
    m_arrival.status = exchange.status;
    m_arrival.state = exchange.state;
    if (m_answered)
        m_answered(m_arrival);
}

void ArrivalWatch::requestHead(const hop::Event &event, const http::RequestHead &head)
{
    if (m_arrival.request.empty())
        m_arrival.request = head.method + ' ' + head.target.substr(0, kMaxShownTarget);
    m_hasBegun = true;
    HopWatch::requestHead(event, head);
}

} // namespace hop101::net
