// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgeextensions.h"
#include "core/hop/judgement.h"

#include "core/base/ascii.h"
#include "core/http/bodydecoder.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>

namespace hop101::hop {
namespace {

using http::HeaderFields;
using http::RequestHead;
using http::ResponseHead;
using rules::Rule;

constexpr auto kRulesOfA101 = {Rule::ResponseVersionIs11, Rule::UpgradeIsWebSocket, Rule::ConnectionIsUpgrade,
                               Rule::AcceptPresent, Rule::AcceptIsRight};

std::string statusText(const ResponseHead &head)
{
    std::string text = head.status < 0 ? std::string() : std::to_string(head.status);
    if (!head.reason.empty())
        text += (text.empty() ? "" : " ") + head.reason;
    return text;
}

Judged statusLine(const ResponseHead &head)
{
    const bool holds = head.startLineValid && !has(head.startLineFaults, http::LineFault::BadValue);
    return {holds, head.version + " " + statusText(head), "HTTP/1.1 101 Switching Protocols", head.startLine};
}

Judged upgradeIsWebSocket(const HeaderFields &fields)
{
    const bool holds = base::equalsIgnoringCase(fields.combined("Upgrade"), "websocket");
    return valueOf(fields, "Upgrade", "websocket", holds);
}

Judged protocolWasAsked(const HeaderFields &fields, const RequestHead &request)
{
    const std::string value = fields.combined("Upgrade");
    const auto chosen = base::listElements(value);
    const bool holds = std::any_of(chosen.begin(), chosen.end(), [&request](std::string_view protocol) {
        return request.fields.hasToken("Upgrade", protocol);
    });
    return valueOf(fields, "Upgrade", request.fields.combined("Upgrade"), holds);
}

/// "If the response lacks a |Sec-WebSocket-Accept| header field or the |Sec-WebSocket-Accept| contains a
/// value other than the base64-encoded SHA-1 …" (RFC 6455 section 4.1). Without the key nobody can tell.
void judgeAccept(const RequestHead *request, const HeaderFields &fields, Judgement &results)
{
    results.add(Rule::AcceptPresent, presentOnce(fields, "Sec-WebSocket-Accept"));
    const auto *accept = fields.find("Sec-WebSocket-Accept");
    const auto *key = request ? request->fields.find("Sec-WebSocket-Key") : nullptr;
    if (!accept || !key) {
        results.notReached(Rule::AcceptIsRight);
        return;
    }
    const auto expected = websocket::acceptKeyFor(key->value);
    results.add(Rule::AcceptIsRight, {accept->value == expected, accept->value, expected, accept->valueAt});
}

void judgeSubprotocol(const RequestHead *request, const HeaderFields &fields, Judgement &results)
{
    constexpr std::string_view kName = "Sec-WebSocket-Protocol";
    if (!fields.find(kName))
        return;
    const std::string value = fields.combined(kName);
    const auto chosen = base::listElements(value);
    results.add(Rule::SubprotocolAtMostOnce,
                valueOf(fields, kName, "", fields.count(kName) == 1 && chosen.size() == 1));
    if (!request)
        return;
    const std::string offer = request->fields.combined(kName);
    const auto offered = base::listElements(offer);
    const bool holds = std::all_of(chosen.begin(), chosen.end(), [&offered](std::string_view protocol) {
        return std::find(offered.begin(), offered.end(), protocol) != offered.end();
    });
    results.add(Rule::SubprotocolWasOffered, valueOf(fields, kName, offer, holds));
}

Judged noBody(const HeaderFields &fields)
{
    Judged judged = bodyAnnounced(fields);
    judged.holds = judged.found.empty();
    return judged;
}

void judge101(const RequestHead *request, const ResponseHead &head, Judgement &results)
{
    const auto &fields = head.fields;
    const bool isHttp11 = head.version.starts_with("HTTP/") && head.version.substr(5) >= "1.1";
    results.add(Rule::ResponseVersionIs11,
                {isHttp11, head.version, "HTTP/1.1", {head.startLine.first, head.version.size()}});
    results.add(Rule::ConnectionIsUpgrade,
                valueOf(fields, "Connection", "Upgrade", fields.hasToken("Connection", "upgrade")));
    results.add(Rule::NoBodyOn101, noBody(fields));
    if (request && !asksForWebSocket(*request)) {
        results.add(Rule::ProtocolWasAsked, protocolWasAsked(fields, *request));
        return;
    }
    results.add(Rule::UpgradeIsWebSocket, upgradeIsWebSocket(fields));
    judgeAccept(request, fields, results);
    judgeSubprotocol(request, fields, results);
    judgeAnswers(request, fields, results);
}

/// A server that refuses the version sends 426, and many send 400 (RFC 6455 section 4.4).
bool mayRefuseVersion(const RequestHead *request, int status)
{
    const bool isWrong =
        request && asksForWebSocket(*request) && request->fields.combined("Sec-WebSocket-Version") != "13";
    return isWrong && (status == 426 || status == 400);
}

void judgeRefusal(const RequestHead *request, const ResponseHead &head, Judgement &results)
{
    const auto &fields = head.fields;
    for (const Rule rule : kRulesOfA101)
        results.notReached(rule);
    if (head.status == 426)
        results.add(Rule::UpgradeRequiredNamesProtocol,
                    valueOf(fields, "Upgrade", "websocket", fields.find("Upgrade") != nullptr));
    if (mayRefuseVersion(request, head.status))
        results.add(
            Rule::UpgradeRequiredNamesVersion,
            valueOf(fields, "Sec-WebSocket-Version", "13", fields.find("Sec-WebSocket-Version") != nullptr));
    Judged framing = bodyAnnounced(fields);
    framing.holds = !http::framingOf(head, request ? request->method : "GET").isAmbiguous;
    results.add(Rule::BodyFramingClear, framing);
}

} // namespace

std::vector<RuleResult> judgeResponse(const RequestHead *request, const ResponseHead &response)
{
    Judgement results;
    results.add(Rule::ResponseIsHttp,
                {true, response.version, "", {response.startLine.first, response.version.size()}});
    results.add(Rule::StatusLineValid, statusLine(response));
    results.add(Rule::StatusIs101, {response.status == 101, statusText(response), "101", response.startLine});
    results.add(Rule::ResponseFieldsValid, fieldsValid(response.fields));
    results.add(Rule::ResponseLinesEndInCrLf,
                linesEndInCrLf(response.fields, response.startLine, response.startLineFaults));
    if (response.status == 101)
        judge101(request, response, results);
    else
        judgeRefusal(request, response, results);
    return results.take();
}

} // namespace hop101::hop
