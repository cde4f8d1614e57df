// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/authority.h"
#include "core/hop/judgeextensions.h"
#include "core/hop/judgelines.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/http/bodydecoder.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>
#include <array>
#include <set>

namespace hop101::hop {
namespace {

using http::RequestHead;
using rules::Rule;

constexpr auto kSingletons = std::to_array<std::string_view>(
    {"Authorization", "Content-Location", "Content-Range", "Content-Type", "Cookie", "Date", "From",
     "If-Modified-Since", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Proxy-Authorization", "Range",
     "Referer", "User-Agent"});
constexpr LineRules kLineRules{Rule::RequestFieldsValid,
                               Rule::RequestLinesEndInCrLf,
                               Rule::RequestLinesNotFolded,
                               Rule::RequestNoSpaceBeforeColon,
                               Rule::RequestOctetsAllowed,
                               Rule::RequestSingletonsOnce,
                               kSingletons};

/// Apache's LimitRequestLine and LimitRequestFieldSize; nginx's large_client_header_buffers 4 8k.
constexpr HeadLimits kLimits{8190, std::uint64_t{32} * 1024};

Judged requestLine(const RequestHead &head)
{
    const bool holds = head.startLineValid && !has(head.startLineFaults, http::LineFault::BadValue);
    std::string line = head.method;
    for (const auto &part : {head.target, head.version})
        line += part.empty() ? "" : " " + part;
    return {holds, std::move(line), "GET /\xe2\x80\xa6 HTTP/1.1", head.startLine};
}

Judged method(const RequestHead &head)
{
    return {head.method == "GET", head.method, "GET", {head.startLine.first, head.method.size()}};
}

Judged version(const RequestHead &head)
{
    const bool isValid = head.version.size() == 8 && head.version.starts_with("HTTP/");
    const bool holds = isValid && head.version.substr(5) >= "1.1";
    return {holds, head.version, "HTTP/1.1", head.startLine};
}

/// Where the target stands, as long as single spaces separate the parts of the line.
base::ByteRange targetAt(const RequestHead &head)
{
    return {head.startLine.first + head.method.size() + 1, head.target.size()};
}

void judgeTarget(const RequestHead &head, Judgement &results)
{
    if (head.target.empty()) {
        results.notReached(Rule::TargetWellFormed);
        results.notReached(Rule::TargetHasNoFragment);
        return;
    }
    const auto at = targetAt(head);
    // CONNECT and OPTIONS have forms of their own; that the method is wrong, another rule says.
    const bool isOther = head.method == "CONNECT" ? isHostAndPort(head.target)
                                                  : head.method == "OPTIONS" && head.target == "*";
    results.add(Rule::TargetWellFormed,
                {isOther || isPathOrHttpUri(head.target), head.target,
                 HOP101_TEXT("expected", "/path?query, or http://host/path?query"), at});
    const auto hash = head.target.find('#');
    const bool holds = hash == std::string::npos;
    results.add(Rule::TargetHasNoFragment,
                {holds, head.target, head.target.substr(0, hash),
                 holds ? at : base::ByteRange{at.first + hash, head.target.size() - hash}});
}

void judgeHost(const RequestHead &head, Judgement &results)
{
    const Judged host = presentOnce(head.fields, "Host");
    results.add(Rule::HostPresent, host);
    if (host.holds)
        results.add(Rule::HostWellFormed,
                    valueOf(head.fields, "Host", HOP101_TEXT("expected", "host, or host:port"),
                            isHostAndPort(host.found)));
}

void judgeConnection(const http::HeaderFields &fields, Judgement &results)
{
    const bool hasUpgrade = fields.hasToken("Connection", "upgrade");
    results.add(Rule::ConnectionHasUpgrade, valueOf(fields, "Connection", "Upgrade", hasUpgrade));
    if (hasUpgrade)
        results.add(Rule::ConnectionDoesNotClose,
                    valueOf(fields, "Connection", "Upgrade", !fields.hasToken("Connection", "close")));
}

void judgeBody(const RequestHead &head, Judgement &results)
{
    const auto framing = http::framingOf(head);
    const bool isEmpty = framing.kind == http::BodyKind::None
        || (framing.kind == http::BodyKind::ContentLength && framing.length == 0);
    results.add(Rule::GetHasNoBody, bodyAnnounced(head.fields, HOP101_TEXT("expected", "no body"), isEmpty));
    results.add(Rule::RequestFramingClear, framingClear(head.fields, framing.isAmbiguous));
}

void judgeUpgrade(const http::HeaderFields &fields, Judgement &results)
{
    const bool isAsked = fields.hasToken("Upgrade", "websocket");
    results.add(Rule::UpgradePresent, valueOf(fields, "Upgrade", "websocket", isAsked));
    if (isAsked)
        results.add(Rule::UpgradeNamesOnlyWebSocket,
                    valueOf(fields, "Upgrade", "websocket",
                            base::equalsIgnoringCase(fields.combined("Upgrade"), "websocket")));
}

void judgeKey(const http::HeaderFields &fields, Judgement &results)
{
    results.add(Rule::KeyPresent, presentOnce(fields, "Sec-WebSocket-Key"));
    if (const auto *key = fields.find("Sec-WebSocket-Key"))
        results.add(Rule::KeyWellFormed,
                    {websocket::isKeyWellFormed(key->value), key->value,
                     HOP101_TEXT("expected", "base64 of 16 bytes"), key->valueAt});
    results.add(Rule::AcceptNotInRequest,
                valueOf(fields, "Sec-WebSocket-Accept", HOP101_TEXT("expected", "no such header"),
                        !fields.find("Sec-WebSocket-Accept")));
}

void judgeVersionField(const http::HeaderFields &fields, Judgement &results)
{
    results.add(Rule::VersionPresent,
                valueOf(fields, "Sec-WebSocket-Version", "13", asksForVersion13(fields)));
    if (fields.find("Sec-WebSocket-Version"))
        results.add(Rule::VersionAtMostOnce, notRepeated(fields, "Sec-WebSocket-Version"));
}

/// Two of them are for OriginAtMostOnce alone.
void judgeOrigin(const http::HeaderFields &fields, Judgement &results)
{
    if (!fields.find("Origin"))
        return;
    const Judged once = notRepeated(fields, "Origin");
    results.add(Rule::OriginAtMostOnce, once);
    if (once.holds)
        results.add(Rule::OriginWellFormed,
                    valueOf(fields, "Origin", HOP101_TEXT("expected", "null, or https://host:port"),
                            isOrigin(once.found)));
}

bool areDistinctTokens(std::string_view value)
{
    const auto elements = base::listElements(value);
    const std::set<std::string_view> distinct(elements.begin(), elements.end());
    return !elements.empty() && distinct.size() == elements.size()
        && std::all_of(elements.begin(), elements.end(), base::isToken);
}

bool hasWebSocketField(const http::HeaderFields &fields)
{
    return std::any_of(fields.lines.begin(), fields.lines.end(), [](const http::HeaderField &field) {
        return base::toLower(field.name).starts_with("sec-websocket-");
    });
}

void judgeWebSocketFields(const RequestHead &head, Judgement &results)
{
    const auto &fields = head.fields;
    results.add(Rule::MethodIsGet, method(head));
    judgeTarget(head, results);
    judgeUpgrade(fields, results);
    judgeKey(fields, results);
    judgeVersionField(fields, results);
    judgeOrigin(fields, results);
    if (fields.find("Sec-WebSocket-Protocol"))
        results.add(Rule::ProtocolsWellFormed,
                    valueOf(fields, "Sec-WebSocket-Protocol",
                            HOP101_TEXT("expected", "a list of distinct tokens"),
                            areDistinctTokens(fields.combined("Sec-WebSocket-Protocol"))));
    judgeOffers(fields, results);
}

} // namespace

bool asksForTunnel(const RequestHead &request)
{
    return request.method == "CONNECT" && !request.fields.find("Upgrade")
        && !hasWebSocketField(request.fields);
}

bool asksForWebSocket(const RequestHead &request)
{
    if (asksForTunnel(request))
        return false;
    return !request.fields.find("Upgrade") || request.fields.hasToken("Upgrade", "websocket")
        || hasWebSocketField(request.fields);
}

bool asksForVersion13(const http::HeaderFields &fields)
{
    bool isThere = false;
    for (const auto &field : fields.lines) {
        if (!base::equalsIgnoringCase(field.name, "Sec-WebSocket-Version"))
            continue;
        isThere = true;
        if (field.value != "13")
            return false;
    }
    return isThere;
}

std::vector<RuleResult> judgeRequest(const RequestHead &request)
{
    Judgement results;
    results.add(Rule::RequestLineValid, requestLine(request));
    results.add(Rule::RequestVersionIs11, version(request));
    judgeHost(request, results);
    if (!asksForTunnel(request))
        judgeConnection(request.fields, results);
    judgeLines(request.fields, request.startLine, request.startLineFaults, kLineRules, results);
    judgeBody(request, results);
    results.add(Rule::RequestHeadFits,
                headFits(request.fields, request.startLine, request.size, kLimits,
                         HOP101_TEXT("expected", "at most 8190 bytes a line, 32768 bytes in all")));
    if (asksForWebSocket(request))
        judgeWebSocketFields(request, results);
    return results.take();
}

} // namespace hop101::hop
