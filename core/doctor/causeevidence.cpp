// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/causeevidence.h"

#include "core/base/text.h"
#include "core/doctor/causecase.h"

#include <charconv>

namespace hop101::doctor {
namespace {

using hop::PathCheck;

/// "2.4.41" is before 2.4.47.
bool isBefore(const std::string &version, int major, int minor, int patch)
{
    int parts[3] = {0, 0, 0};
    const char *at = version.data();
    const char *end = at + version.size();
    for (int &part : parts) {
        const auto [next, fault] = std::from_chars(at, end, part);
        if (fault != std::errc())
            return false;
        at = next < end ? next + 1 : end;
    }
    const int wanted[3] = {major, minor, patch};
    return std::lexicographical_compare(parts, parts + 3, wanted, wanted + 3);
}

Match upgradeValue(const Case &c)
{
    if (!c.arrived() || !c.arrived()->fields.find("Upgrade")
        || c.arrived()->fields.hasToken("Upgrade", "websocket"))
        return {};
    const HeaderChange *change = c.request("Upgrade");
    if (!change || !change->valueDiffers())
        return {};
    return CauseMatch{Likelihood::Certain, c.values("Upgrade: " + *change->sent, *change->arrived)};
}

Match connectionClose(const Case &c)
{
    if (!c.arrived() || !c.arrived()->fields.hasToken("Upgrade", "websocket")
        || c.arrived()->fields.hasToken("Connection", "upgrade") || !isRequestComplete(c.e.left))
        return {};
    return CauseMatch{Likelihood::Certain,
                      c.values("Connection: " + c.sent()->fields.combined("Connection"),
                               c.arrived()->fields.combined("Connection"))};
}

Match http10(const Case &c)
{
    const StartLineChange *change = c.arrived() ? c.e.diff.request.part("version") : nullptr;
    if (!change || change->arrived != "HTTP/1.0")
        return {};
    // Where Upgrade is lost as well, that is the larger half.
    return CauseMatch{c.upgradeLost() ? Likelihood::Likely : Likelihood::Certain,
                      c.values(change->sent, change->arrived)};
}

Match pathRewritten(const Case &c)
{
    if (!c.arrived() || !c.sent() || matchOfTrailingSlash(c))
        return {};
    const std::string path = splitTarget(c.sent()->target).path;
    const std::string other = splitTarget(c.arrived()->target).path;
    if (path == other)
        return {};
    return CauseMatch{Likelihood::Certain, c.values(path, other)};
}

Match queryLost(const Case &c)
{
    if (!c.arrived() || !c.sent())
        return {};
    Target sent = splitTarget(c.sent()->target);
    Target arrived = splitTarget(c.arrived()->target);
    const auto *full = c.e.report.find(PathCheck::Target);
    if (sent.query == arrived.query && c.e.report.fails(PathCheck::Target)) {
        sent = splitTarget(full->sent);
        arrived = splitTarget(full->arrived);
    }
    if (sent.path != arrived.path || sent.query == arrived.query)
        return {};
    return CauseMatch{Likelihood::Certain, c.values(sent.query, arrived.query)};
}

Match apacheTooOld(const Case &c)
{
    auto match = c.upgradeLost();
    if (!match || !c.isProxy(Intermediary::Apache) || !isBefore(c.e.proxyVersion, 2, 4, 47))
        return {};
    return CauseMatch{Likelihood::Likely, "Apache " + shown(c.e.proxyVersion, 20)};
}

Match proxyPassOrder(const Case &c)
{
    auto match = c.upgradeLost();
    if (!match || !c.isProxy(Intermediary::Apache) || !c.sent() || splitTarget(c.sent()->target).path == "/")
        return {};
    match->likelihood = Likelihood::Possible;
    return match;
}

Match varnishWithoutPipe(const Case &c)
{
    return c.isProxy(Intermediary::Varnish) ? c.upgradeLost() : Match{};
}

Match firewall(const Case &c)
{
    auto match = c.e.proxy || !c.e.left.url.starts_with("ws://") ? Match{} : c.upgradeLost();
    if (match)
        match->likelihood = c.isOneSided() ? Likelihood::Possible : Likelihood::Likely;
    return match;
}

Match responseUpgradeLost(const Case &c)
{
    if (!c.serverSaid101() || c.status() != 101)
        return {};
    const auto lost = [&c](const char *name, const char *token) {
        return c.e.right->response->fields.hasToken(name, token)
            && !c.e.left.response->fields.hasToken(name, token);
    };
    if (lost("Upgrade", "websocket"))
        return CauseMatch{Likelihood::Certain, c.values("Upgrade: websocket", c.header("Upgrade"))};
    if (lost("Connection", "upgrade"))
        return CauseMatch{Likelihood::Certain, c.values("Connection: Upgrade", c.header("Connection"))};
    return {};
}

Match answerReplaced(const Case &c)
{
    if (!c.serverSaid101() || c.status() == 101 || c.status() == 0)
        return {};
    return CauseMatch{Likelihood::Certain, c.values("101", std::to_string(c.status()))};
}

Match acceptChanged(const Case &c)
{
    const HeaderChange *change = c.response("Sec-WebSocket-Accept");
    if (!change || c.status() != 101 || (!change->isDropped() && !change->valueDiffers()))
        return {};
    return CauseMatch{Likelihood::Certain, c.values(change->sent.value_or(""), change->arrived.value_or(""))};
}

Match subprotocolInvented(const Case &c)
{
    for (const hop::RuleResult &result : c.e.left.verdict.results)
        if (result.rule == rules::Rule::SubprotocolWasOffered && result.outcome == hop::Outcome::Broken
            && !c.serverSaid101())
            return CauseMatch{Likelihood::Likely, c.values({}, c.header("Sec-WebSocket-Protocol"))};
    return {};
}

Match methodChanged(const Case &c)
{
    const StartLineChange *change = c.arrived() ? c.e.diff.request.part("method") : nullptr;
    if (!change || change->arrived == "PRI")
        return {};
    return CauseMatch{Likelihood::Certain, c.values(change->sent, change->arrived)};
}

Match hostRewritten(const Case &c)
{
    auto match = c.changed("Host");
    const bool isRefused = c.e.right && c.e.right->verdict.state == hop::ExchangeState::Refused;
    if (!match || !isRefused || c.upgradeLost() || connectionClose(c) || http10(c))
        return {};
    match->likelihood = Likelihood::Likely;
    return match;
}

Match originRewritten(const Case &c)
{
    return c.isUpgraded() ? Match{} : c.changed("Origin");
}

Match credentials(const Case &c)
{
    auto match = c.changed("Authorization");
    return match ? match : c.changed("Cookie");
}

Match messageLost(const Case &c)
{
    auto match = c.failed(PathCheck::FramesToServer);
    return match ? match : c.failed(PathCheck::FramesToClient);
}

Match closeLost(const Case &c)
{
    auto match = c.failed(PathCheck::CloseToServer);
    return match ? match : c.failed(PathCheck::CloseToClient);
}

Match idleOf(const Case &c, Intermediary who)
{
    return c.isProxy(who) ? c.cutWhenIdle() : Match{};
}

Match idleOfOthers(const Case &c)
{
    return c.isProxy(Intermediary::Nginx) || c.isProxy(Intermediary::HaProxy) ? Match{} : c.cutWhenIdle();
}

/// What became of the heads on the way.
Match matchOfHeads(Cause cause, const Case &c)
{
    switch (cause) {
    case Cause::ApacheTooOld:
        return apacheTooOld(c);
    case Cause::ProxyPassOrder:
        return proxyPassOrder(c);
    case Cause::VarnishWithoutPipe:
        return varnishWithoutPipe(c);
    case Cause::FirewallStripsUpgrade:
        return firewall(c);
    case Cause::UpgradeDropped:
        return c.upgradeLost();
    case Cause::UpgradeWrongValue:
        return upgradeValue(c);
    case Cause::ConnectionClose:
        return connectionClose(c);
    case Cause::HttpVersion10:
        return http10(c);
    case Cause::VersionDropped:
        return c.changed("Sec-WebSocket-Version");
    case Cause::KeyChanged:
        return c.changed("Sec-WebSocket-Key");
    case Cause::AcceptChanged:
        return acceptChanged(c);
    case Cause::ResponseUpgradeLost:
        return responseUpgradeLost(c);
    case Cause::AnswerReplaced:
        return answerReplaced(c);
    case Cause::SubprotocolStripped:
        return c.changed("Sec-WebSocket-Protocol", true);
    case Cause::SubprotocolInvented:
        return subprotocolInvented(c);
    case Cause::CompressionStripped:
        return c.changed("Sec-WebSocket-Extensions", true);
    default:
        return {};
    }
}

/// What else is another one, and what becomes of the tunnel.
Match matchOfRest(Cause cause, const Case &c)
{
    switch (cause) {
    case Cause::PathRewritten:
        return pathRewritten(c);
    case Cause::QueryLost:
        return queryLost(c);
    case Cause::MethodChanged:
        return methodChanged(c);
    case Cause::HostRewritten:
        return hostRewritten(c);
    case Cause::OriginRewritten:
        return originRewritten(c);
    case Cause::CredentialsDropped:
        return credentials(c);
    case Cause::NginxReadTimeout:
        return idleOf(c, Intermediary::Nginx);
    case Cause::TunnelTimeout:
        return idleOf(c, Intermediary::HaProxy);
    case Cause::IdleCut:
        return idleOfOthers(c);
    case Cause::PingSwallowed:
        return c.failed(PathCheck::Ping);
    case Cause::MessageTooLarge:
        return messageLost(c);
    case Cause::CloseNotPassed:
        return closeLost(c);
    default:
        return {};
    }
}

} // namespace

std::optional<CauseMatch> matchOf(Cause cause, const PathEvidence &evidence, const Words &say)
{
    const Case c(evidence, say);
    if (cause <= Cause::OriginRefused)
        return matchOfRoute(cause, c);
    return cause <= Cause::CompressionStripped ? matchOfHeads(cause, c) : matchOfRest(cause, c);
}

} // namespace hop101::doctor
