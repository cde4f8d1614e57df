// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/http/head.h"
#include "core/rules/rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hop101::hop {

enum class Outcome : std::uint8_t { Holds, Broken, NotReached };

/// How one handshake rule came out.
struct RuleResult
{
    rules::Rule rule;
    Outcome outcome = Outcome::NotReached;
    std::string found; ///< as on the wire, elided at 200 bytes; empty: nothing was there
    std::string expected; ///< empty where only a form is asked for
    base::ByteRange at; ///< in its head (request or response, by the rule's stage)
    bool operator==(const RuleResult &) const = default;
};

/// False for a request whose Upgrade names other protocols only (h2c, TLS/1.0) and that has no Sec-WebSocket
/// field, and for one that asks for a tunnel: the WebSocket rules do not apply to it. Any other request
/// without Upgrade is judged as a WebSocket request that lacks it.
bool asksForWebSocket(const http::RequestHead &request);
/// CONNECT without Upgrade or a Sec-WebSocket field: a proxy is asked to pass on bytes (RFC 9110
/// section 9.3.6).
bool asksForTunnel(const http::RequestHead &request);
/// The request head's part, in table order: every applicable rule of Stage::Request.
std::vector<RuleResult> judgeRequest(const http::RequestHead &request);
/// The response head's part, for a final response. `request` may be null (a capture that starts later). With
/// another status than 101 the rules of a 101 are NotReached.
std::vector<RuleResult> judgeResponse(const http::RequestHead *request, const http::ResponseHead &response);

enum class ExchangeState : std::uint8_t {
    Waiting = 0, ///< no final response yet
    Upgraded = 1, ///< 101, and no Response rule of severity error is broken
    Broken101 = 2, ///< 101, but the client must not go on
    Refused = 3, ///< another final status
    NoAnswer = 4, ///< the connection ended or failed first, or what came is not HTTP
    Tunnelled = 5, ///< what asked for a tunnel was answered with 2xx: bytes follow
};

/// The outcome of an exchange.
struct Verdict
{
    ExchangeState state = ExchangeState::Waiting;
    int status = 0; ///< of the final response, 0 where there is none
    std::vector<RuleResult> results; ///< table order; Response rules are NotReached until a response is there

    bool isUpgraded() const noexcept { return state == ExchangeState::Upgraded; }
    /// No error and no warning among the broken ones.
    bool allHold() const noexcept;
    bool operator==(const Verdict &) const = default;
};
/// From the heads alone. Either may be null. `ended`: nothing more will come.
Verdict verdictOf(const http::RequestHead *request, const http::ResponseHead *finalResponse, bool ended);

/// What came instead of a response head is no HTTP: NoAnswer, and ResponseIsHttp is broken. `found`: its
/// first bytes.
void markNotHttp(Verdict &verdict, base::ByteSpan found);

/// A row of the exchange table.
struct Exchange
{
    base::ExchangeId id;
    base::HopId hop;
    base::EventId request; ///< event of its request head; none where the capture starts later
    base::EventId response; ///< event of its final response head, none until it came
    int status = 0;
    ExchangeState state = ExchangeState::Waiting;
    bool operator==(const Exchange &) const = default;
};

} // namespace hop101::hop
