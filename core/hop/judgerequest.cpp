// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgeextensions.h"
#include "core/hop/judgement.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/http/bodydecoder.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>
#include <set>

namespace hop101::hop {
namespace {

using http::RequestHead;
using rules::Rule;

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

bool areDistinctTokens(std::string_view value)
{
    const auto elements = base::listElements(value);
    const std::set<std::string_view> distinct(elements.begin(), elements.end());
    return !elements.empty() && distinct.size() == elements.size()
        && std::all_of(elements.begin(), elements.end(), base::isToken);
}

Judged noBody(const RequestHead &head)
{
    const auto framing = http::framingOf(head);
    const bool isEmpty = framing.kind == http::BodyKind::None
        || (framing.kind == http::BodyKind::ContentLength && framing.length == 0);
    Judged judged = bodyAnnounced(head.fields);
    judged.holds = isEmpty;
    return judged;
}

void judgeWebSocketFields(const RequestHead &head, Judgement &results)
{
    const auto &fields = head.fields;
    results.add(Rule::MethodIsGet, method(head));
    results.add(Rule::UpgradePresent,
                valueOf(fields, "Upgrade", "websocket", fields.hasToken("Upgrade", "websocket")));
    results.add(Rule::KeyPresent, presentOnce(fields, "Sec-WebSocket-Key"));
    if (const auto *key = fields.find("Sec-WebSocket-Key"))
        results.add(Rule::KeyWellFormed,
                    {websocket::isKeyWellFormed(key->value), key->value,
                     HOP101_TEXT("expected", "base64 of 16 bytes"), key->valueAt});
    results.add(
        Rule::VersionPresent,
        valueOf(fields, "Sec-WebSocket-Version", "13", fields.combined("Sec-WebSocket-Version") == "13"));
    if (fields.find("Sec-WebSocket-Protocol"))
        results.add(Rule::ProtocolsWellFormed,
                    valueOf(fields, "Sec-WebSocket-Protocol",
                            HOP101_TEXT("expected", "a list of distinct tokens"),
                            areDistinctTokens(fields.combined("Sec-WebSocket-Protocol"))));
    judgeOffers(fields, results);
}

} // namespace

bool asksForWebSocket(const RequestHead &request)
{
    const auto &lines = request.fields.lines;
    return !request.fields.find("Upgrade") || request.fields.hasToken("Upgrade", "websocket")
        || std::any_of(lines.begin(), lines.end(), [](const http::HeaderField &field) {
               return base::toLower(field.name).starts_with("sec-websocket-");
           });
}

std::vector<RuleResult> judgeRequest(const RequestHead &request)
{
    const auto &fields = request.fields;
    Judgement results;
    results.add(Rule::RequestLineValid, requestLine(request));
    results.add(Rule::RequestVersionIs11, version(request));
    results.add(Rule::HostPresent, presentOnce(fields, "Host"));
    results.add(Rule::ConnectionHasUpgrade,
                valueOf(fields, "Connection", "Upgrade", fields.hasToken("Connection", "upgrade")));
    results.add(Rule::RequestFieldsValid, fieldsValid(fields));
    results.add(Rule::RequestLinesEndInCrLf,
                linesEndInCrLf(fields, request.startLine, request.startLineFaults));
    results.add(Rule::GetHasNoBody, noBody(request));
    if (asksForWebSocket(request))
        judgeWebSocketFields(request, results);
    return results.take();
}

} // namespace hop101::hop
