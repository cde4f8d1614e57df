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
    /// `decided` is called once, when the first exchange is decided; it may be empty.
    explicit ArrivalWatch(session::Arrival arrival, std::function<void()> decided = {})
        : m_arrival(std::move(arrival)), m_decided(std::move(decided))
    { }
    ArrivalWatch(hop::HopListener &actor, session::Arrival arrival, std::function<void()> decided = {})
        : HopWatch(actor), m_arrival(std::move(arrival)), m_decided(std::move(decided))
    { }

    const session::Arrival &arrival() const noexcept { return m_arrival; }
    session::Arrival &arrival() noexcept { return m_arrival; }
    bool isDecided() const noexcept { return m_isDecided; }
    /// The client's first head is complete, or what it sends is none.
    bool hasBegun() const noexcept { return m_hasBegun; }

    void eventBegan(const hop::Event &event) override;
    void exchangeChanged(const hop::Exchange &exchange) override;
    void requestHead(const hop::Event &event, const http::RequestHead &head) override;

private:
    session::Arrival m_arrival;
    std::function<void()> m_decided;
    bool m_hasBegun = false;
    bool m_isDecided = false;
};

} // namespace hop101::net
