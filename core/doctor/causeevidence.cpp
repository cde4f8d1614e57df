// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/causeevidence.h"

#include "core/base/ascii.h"
#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace hop101::doctor {
namespace {

using hop::PathCheck;
using Match = std::optional<CauseMatch>;

struct Target
{
    std::string path, query;
};

Target split(const std::string &target)
{
    const std::size_t at = target.find('?');
    return {target.substr(0, at), at == std::string::npos ? std::string() : target.substr(at)};
}

std::string withoutSlash(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

/// The path of an absolute or relative reference.
std::string pathOf(const std::string &location)
{
    const std::size_t scheme = location.find("://");
    if (scheme == std::string::npos)
        return split(location).path;
    const std::size_t slash = location.find('/', scheme + 3);
    return slash == std::string::npos ? "/" : split(location.substr(slash)).path;
}

bool contains(std::string_view text, std::string_view part)
{
    return base::toLower(text).find(part) != std::string::npos;
}

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

/// The questions that evidence rules ask.
class Case
{
public:
    Case(const PathEvidence &evidence, const Words &words) : e(evidence), say(words) { }

    int status() const { return e.left.response ? e.left.response->status : 0; }
    bool isOneOf(std::initializer_list<int> statuses) const
    {
        return std::find(statuses.begin(), statuses.end(), status()) != statuses.end();
    }
    bool isUpgraded() const { return e.left.verdict.isUpgraded(); }
    const http::RequestHead *sent() const { return e.left.request ? &*e.left.request : nullptr; }
    const http::RequestHead *arrived() const
    {
        return e.right && e.right->request ? &*e.right->request : nullptr;
    }
    /// We are the server, and the proxy answered without asking it.
    bool isAnsweredByProxy() const
    {
        return e.hasBothSides && !arrived() && !e.hasConnected && status() != 0;
    }
    /// Seen from the client alone: anybody may have answered.
    bool isOneSided() const { return !e.hasBothSides; }
    bool isProxy(Intermediary who) const { return e.proxy == who; }
    const HeaderChange *request(const char *header) const
    {
        return arrived() ? e.diff.request.header(header) : nullptr;
    }
    const HeaderChange *response(const char *header) const
    {
        return e.diff.response.wasSent && e.diff.response.hasArrived ? e.diff.response.header(header)
                                                                     : nullptr;
    }
    bool serverSaid101() const { return e.right && e.right->response && e.right->response->status == 101; }
    std::string header(const char *name) const
    {
        return e.left.response ? e.left.response->fields.combined(name) : std::string();
    }
    bool bodySays(std::string_view part) const { return contains(base::asText(e.left.body), part); }

    std::string values(const std::string &sentValue, const std::string &arrivedValue) const
    {
        const std::string from =
            sentValue.empty() ? say(HOP101_TEXT("cause", "nothing")) : "“" + shown(sentValue, 80) + "”";
        const std::string to =
            arrivedValue.empty() ? say(HOP101_TEXT("cause", "nothing")) : "“" + shown(arrivedValue, 80) + "”";
        return say(HOP101_TEXT("cause", "sent %1, arrived %2"), {from, to});
    }
    std::string answered() const
    {
        return say(HOP101_TEXT("cause", "answered %1"), {std::to_string(status())});
    }
    std::string nothingArrived() const
    {
        return isOneSided() ? answered()
                            : say(HOP101_TEXT("cause", "answered %1, and nothing arrived at the server"),
                                  {std::to_string(status())});
    }

    /// A header that was lost or changed on its way there, or back.
    Match changed(const char *name, bool alsoBack = false) const
    {
        const HeaderChange *one = request(name);
        if (!one || (!one->isDropped() && !one->valueDiffers()))
            one = alsoBack ? response(name) : nullptr;
        if (!one || (!one->isDropped() && !one->valueDiffers()))
            return {};
        return CauseMatch{Likelihood::Certain,
                          values(std::string(name) + ": " + *one->sent, one->arrived.value_or(""))};
    }
    Match failed(PathCheck check) const
    {
        if (!e.report.fails(check))
            return {};
        const auto *result = e.report.find(check);
        return CauseMatch{Likelihood::Certain, values(result->sent, result->arrived)};
    }
    /// What the proxy answered by itself; of a client alone it is a guess.
    Match byProxy(std::initializer_list<int> statuses, Likelihood oneSided) const
    {
        if (!isOneOf(statuses) || (!isAnsweredByProxy() && !isOneSided()))
            return {};
        return CauseMatch{isOneSided() ? oneSided : Likelihood::Certain, nothingArrived()};
    }

    Match upgradeLost() const;
    Match cutWhenIdle() const;

    const PathEvidence &e;
    const Words &say;
};

bool isRequestComplete(const Evidence &evidence)
{
    return evidence.request && evidence.request->fields.hasToken("Upgrade", "websocket")
        && evidence.request->fields.hasToken("Connection", "upgrade");
}

/// What servers write when they saw no upgrade in the request.
bool saysNoUpgradeSeen(const Case &c)
{
    return c.bodySays("can \"upgrade\" only to") || c.bodySays("no websocket upgrade")
        || c.bodySays("missing upgrade") || c.bodySays("invalid upgrade header")
        || c.bodySays("invalid connection header") || c.bodySays("upgrade required");
}

Match Case::upgradeLost() const
{
    if (!isRequestComplete(e.left))
        return {};
    if (arrived())
        return arrived()->fields.find("Upgrade")
            ? Match{}
            : CauseMatch{Likelihood::Certain, values("Upgrade: " + sent()->fields.combined("Upgrade"), {})};
    if (isOneSided() && (status() == 426 || (status() == 400 && saysNoUpgradeSeen(*this))))
        return CauseMatch{Likelihood::Likely, answered()};
    return {};
}

Match Case::cutWhenIdle() const
{
    if (auto match = failed(PathCheck::Idle))
        return match;
    using namespace std::chrono;
    const auto silence = duration_cast<milliseconds>(e.left.silenceBeforeEnd);
    const bool isRound =
        silence >= seconds(1) && (silence + milliseconds(50)) % seconds(1) < milliseconds(250);
    const bool isCut = e.left.ended == hop::EndCause::Fin
        && std::find(e.left.broken.begin(), e.left.broken.end(), rules::Rule::CloseBeforeEnd)
            != e.left.broken.end();
    if (!isUpgraded() || !isCut || !isRound)
        return {};
    return CauseMatch{Likelihood::Likely,
                      say(HOP101_TEXT("cause", "ended after %1 s of silence, without a Close"),
                          {std::to_string((silence.count() + 100) / 1000)})};
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
    const bool isHit =
        contains(c.header("X-Cache"), "hit") || (!c.header("Age").empty() && c.header("Age") != "0");
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

Match trailingSlash(const Case &c)
{
    if (!c.sent())
        return {};
    const std::string path = split(c.sent()->target).path;
    const std::string other = c.arrived()       ? split(c.arrived()->target).path
        : c.status() >= 300 && c.status() < 400 ? pathOf(c.header("Location"))
                                                : path;
    if (path == other || withoutSlash(path) != withoutSlash(other))
        return {};
    return CauseMatch{Likelihood::Certain, c.values(path, other)};
}

Match pathRewritten(const Case &c)
{
    if (!c.arrived() || !c.sent() || trailingSlash(c))
        return {};
    const std::string path = split(c.sent()->target).path;
    const std::string other = split(c.arrived()->target).path;
    if (path == other)
        return {};
    return CauseMatch{Likelihood::Certain, c.values(path, other)};
}

Match queryLost(const Case &c)
{
    if (!c.arrived() || !c.sent())
        return {};
    Target sent = split(c.sent()->target);
    Target arrived = split(c.arrived()->target);
    const auto *full = c.e.report.find(PathCheck::Target);
    if (sent.query == arrived.query && c.e.report.fails(PathCheck::Target)) {
        sent = split(full->sent);
        arrived = split(full->arrived);
    }
    if (sent.path != arrived.path || sent.query == arrived.query)
        return {};
    return CauseMatch{Likelihood::Certain, c.values(sent.query, arrived.query)};
}

Match redirected(const Case &c)
{
    if (c.status() < 300 || c.status() >= 400 || c.status() == 304 || (c.e.hasBothSides && c.arrived()))
        return {};
    return CauseMatch{trailingSlash(c) ? Likelihood::Likely : Likelihood::Certain,
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
    if (!match || !c.isProxy(Intermediary::Apache) || !c.sent() || split(c.sent()->target).path == "/")
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

Match serverRefuses(const Case &c)
{
    for (const hop::PathCheckResult &result : c.e.report.direct)
        if (result.check == PathCheck::Upgrade && result.outcome == hop::CheckOutcome::Failed
            && !c.isUpgraded())
            return CauseMatch{Likelihood::Certain,
                              c.say(HOP101_TEXT("cause", "asked directly: %1"), {shown(result.arrived, 80)})};
    return {};
}

Match idleOf(const Case &c, Intermediary who)
{
    return c.isProxy(who) ? c.cutWhenIdle() : Match{};
}

Match idleOfOthers(const Case &c)
{
    return c.isProxy(Intermediary::Nginx) || c.isProxy(Intermediary::HaProxy) ? Match{} : c.cutWhenIdle();
}

/// Before and at the server: who answered, and what arrived.
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
        return trailingSlash(c);
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
