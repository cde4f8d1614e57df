// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/hopwatch.h"
#include "core/session/listening.h"

#include <functional>

namespace hop101::net {

/// Listens to a hop on which a client came in, and notes what it came with and what became of it.
class ArrivalWatch final : public HopWatch
{
public:
    explicit ArrivalWatch(session::Arrival arrival) : m_arrival(std::move(arrival)) { }
    ArrivalWatch(hop::HopListener &actor, session::Arrival arrival)
        : HopWatch(actor), m_arrival(std::move(arrival))
    { }

    /// Called once, when the first exchange has its answer.
    void setAnswered(std::function<void(const session::Arrival &)> answered)
    {
        m_answered = std::move(answered);
    }
    const session::Arrival &arrival() const noexcept { return m_arrival; }
    session::Arrival &arrival() noexcept { return m_arrival; }
    bool isAnswered() const noexcept { return m_isAnswered; }
    /// The client's first head is complete, or what it sends is none.
    bool hasBegun() const noexcept { return m_hasBegun; }

    void eventBegan(const hop::Event &event) override;
    void exchangeChanged(const hop::Exchange &exchange) override;
    void requestHead(const hop::Event &event, const http::RequestHead &head) override;

private:
    session::Arrival m_arrival;
    std::function<void(const session::Arrival &)> m_answered;
    bool m_hasBegun = false;
    bool m_isAnswered = false;
};

} // namespace hop101::net
