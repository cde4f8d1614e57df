// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/emitter.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace hop101::hop {

/// The exchanges of a hop: which requests wait for their answer, and how the latest came out.
class ExchangeBook
{
public:
    /// The most requests that may wait at once (pipelining); it bounds the memory.
    static constexpr std::size_t kMostWaiting = 16;

    explicit ExchangeBook(Emitter &emitter) : m_emitter(emitter) { }

    /// A request head is complete. `request` is told as ended, with its findings, then the exchange.
    void begin(Event &request, const http::RequestHead &head);
    /// A final response head is complete; tells the same of it. It answers the request that waits longest.
    struct Answered
    {
        std::optional<http::RequestHead> request;
        ExchangeState state;
    };
    Answered answer(Event &response, const http::ResponseHead &head);
    /// Nothing more will come: what waits stays without an answer.
    void giveUp();

    /// The request that the next final response answers, or null. Lives until then.
    const http::RequestHead *oldestWaiting() const noexcept
    {
        return m_waiting.empty() ? nullptr : &m_waiting.front().head;
    }
    bool isWaiting() const noexcept { return !m_waiting.empty(); }
    bool isFull() const noexcept { return m_waiting.size() >= kMostWaiting; }
    const Verdict &latest() const noexcept { return m_latest; }

private:
    struct Waiting
    {
        Exchange exchange;
        http::RequestHead head;
    };
    void tellHead(Event &event, const Verdict &verdict, rules::Stage stage);
    bool isLatest(const Exchange &exchange) const noexcept { return exchange.id == m_latestId; }

    Emitter &m_emitter;
    std::deque<Waiting> m_waiting;
    base::ExchangeId m_latestId;
    Verdict m_latest = verdictOf(nullptr, nullptr, false);
};

} // namespace hop101::hop
