// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/doctor/causecase.h"

namespace hop101::doctor {
namespace {

using hop::PathCheck;

Match tlsToPlain(const Case &c)
{
    const auto &raw = c.e.arrivedRaw;
    if (raw.size() < 2 || raw[0] != std::byte{0x16} || raw[1] != std::byte{0x03})
        return {};
    return CauseMatch{Likelihood::Certain,
                      c.say(HOP101_TEXT("cause", "what arrived begins with 16 03, a TLS handshake"))};
}

Match http2(const Case &c)
{
    const bool isPreface = base::asText(c.e.arrivedRaw).substr(0, 16) == "PRI * HTTP/2.0\r\n"
        || (c.arrived() && c.arrived()->method == "PRI");
    if (!isPreface)
        return {};
    return CauseMatch{Likelihood::Certain,
                      c.say(HOP101_TEXT("cause", "what arrived begins with “PRI * HTTP/2.0”"))};
}

Match tunnelToTcp(const Case &c)
{
    if (!c.e.hasBothSides || c.arrived() || !c.e.hasConnected || c.status() != 101)
        return {};
    return CauseMatch{
        Likelihood::Certain,
        c.say(HOP101_TEXT("cause", "answered 101, and a connection without a request came to the server"))};
}

Match deadBackend(const Case &c)
{
    const bool isSilent = c.e.hasBothSides && c.sent() && c.status() == 0 && c.e.left.raw.empty();
    if (isSilent && !c.e.hasConnected && !c.arrived() && c.e.left.ended == hop::EndCause::Fin)
        return CauseMatch{
            Likelihood::Likely,
            c.say(HOP101_TEXT("cause", "ended without an answer, and nothing arrived at the server"))};
    auto match = c.byProxy({502, 503}, Likelihood::Likely);
    if (match && !c.header("Retry-After").empty())
        match->likelihood = Likelihood::Possible;
    return match;
}

Match forwardsElsewhere(const Case &c)
{
    if (!c.isAnsweredByProxy() || c.isOneOf({500, 502, 503, 504, 401, 403, 405, 407, 413, 414, 429, 431, 494})
        || (c.status() >= 300 && c.status() < 400))
        return {};
    const bool isOtherServer = c.isOneOf({101, 426});
    const Likelihood likelihood = isOtherServer ? Likelihood::Certain
        : c.status() == 404                     ? Likelihood::Possible
                                                : Likelihood::Likely;
    return CauseMatch{likelihood, c.nothingArrived()};
}

Match cached(const Case &c)
{
    const bool isHit = containsIgnoringCase(c.header("X-Cache"), "hit")
        || (!c.header("Age").empty() && c.header("Age") != "0");
    if (!isHit || c.status() == 101 || c.arrived())
        return {};
    return CauseMatch{Likelihood::Likely, c.nothingArrived()};
}

Match caddyNoSite(const Case &c)
{
    if (!c.isProxy(Intermediary::Caddy) || !c.e.left.body.empty() || c.serverSaid101())
        return {};
    return c.byProxy({200}, Likelihood::Likely);
}

Match redirected(const Case &c)
{
    if (c.status() < 300 || c.status() >= 400 || c.status() == 304 || (c.e.hasBothSides && c.arrived()))
        return {};
    return CauseMatch{matchOfTrailingSlash(c) ? Likelihood::Likely : Likelihood::Certain,
                      c.say(HOP101_TEXT("cause", "answered %1 to %2"),
                            {std::to_string(c.status()), "“" + shown(c.header("Location"), 80) + "”"})};
}

Match headerTooLarge(const Case &c)
{
    if (auto match = c.failed(PathCheck::LargeHeader))
        return match;
    const bool saysSo = c.isOneOf({414, 431, 494}) || (c.status() == 400 && c.bodySays("too large"));
    if (!saysSo)
        return {};
    return CauseMatch{Likelihood::Certain, c.answered()};
}

Match originRefused(const Case &c)
{
    const http::RequestHead *head = c.e.hasBothSides ? c.arrived() : c.sent();
    if (c.status() != 403 || !head || !head->fields.find("Origin"))
        return {};
    return CauseMatch{Likelihood::Likely,
                      c.say(HOP101_TEXT("cause", "answered 403 to the Origin “%1”"),
                            {shown(head->fields.combined("Origin"), 80)})};
}

Match rateLimited(const Case &c)
{
    if (c.status() == 429 || (c.status() == 503 && !c.header("Retry-After").empty()))
        return CauseMatch{c.status() == 429 ? Likelihood::Certain : Likelihood::Likely, c.answered()};
    return {};
}

Match serverRefuses(const Case &c)
{
    for (const hop::PathCheckResult &result : c.e.report.direct)
        if (result.check == PathCheck::Upgrade && result.outcome == hop::CheckOutcome::Failed
            && !c.isUpgraded())
            return CauseMatch{Likelihood::Certain,
                              c.say(HOP101_TEXT("cause", "asked directly: %1"), {shown(result.arrived, 80)})};
    return {};
}

} // namespace

Match matchOfRoute(Cause cause, const Case &c)
{
    switch (cause) {
    case Cause::ServerRefusesItself:
        return serverRefuses(c);
    case Cause::TlsToPlainBackend:
        return tlsToPlain(c);
    case Cause::Http2ToBackend:
        return http2(c);
    case Cause::TunnelToTcp:
        return tunnelToTcp(c);
    case Cause::WstunnelNotLoaded:
        return c.isProxy(Intermediary::Apache) ? c.byProxy({500}, Likelihood::Possible) : Match{};
    case Cause::DeadBackend:
        return deadBackend(c);
    case Cause::BackendTimeout:
        return c.status() == 504 ? Match(CauseMatch{Likelihood::Certain, c.answered()}) : Match{};
    case Cause::ForwardsElsewhere:
        return forwardsElsewhere(c);
    case Cause::CachedAnswer:
        return cached(c);
    case Cause::CaddyNoSite:
        return caddyNoSite(c);
    case Cause::NoRoute:
        return c.byProxy({404}, Likelihood::Possible);
    case Cause::Redirected:
        return redirected(c);
    case Cause::TrailingSlash:
        return matchOfTrailingSlash(c);
    case Cause::LoginAtProxy:
        return c.byProxy({401, 407}, Likelihood::Possible);
    case Cause::ForbiddenByProxy:
        return c.byProxy({403, 405, 406}, Likelihood::Possible);
    case Cause::RateLimited:
        return rateLimited(c);
    case Cause::HeaderTooLarge:
        return headerTooLarge(c);
    case Cause::OriginRefused:
        return originRefused(c);
    default:
        return {};
    }
}

} // namespace hop101::doctor
