// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judge101.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/hop/judgeextensions.h"
#include "core/websocket/acceptkey.h"

#include <algorithm>

namespace hop101::hop {
namespace {

using http::HeaderFields;
using http::RequestHead;
using http::ResponseHead;
using rules::Rule;

constexpr std::string_view kAccept = "Sec-WebSocket-Accept";
constexpr std::string_view kProtocol = "Sec-WebSocket-Protocol";
constexpr std::string_view kVersion = "Sec-WebSocket-Version";

Judged responseVersion(const ResponseHead &head)
{
    const bool isHttp11 = head.version.starts_with("HTTP/") && head.version.substr(5) >= "1.1";
    return {isHttp11, head.version, "HTTP/1.1", {head.startLine.first, head.version.size()}};
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
    const auto *accept = fields.find(kAccept);
    const auto *key = request ? request->fields.find("Sec-WebSocket-Key") : nullptr;
    const std::string expected =
        key ? websocket::acceptSteps(key->value).accept : HOP101_TEXT("expected", "base64 of 20 bytes");
    results.add(Rule::AcceptPresent, valueOf(fields, kAccept, expected, accept != nullptr));
    if (accept)
        results.add(Rule::AcceptAtMostOnce, notRepeated(fields, kAccept));
    if (accept && key)
        results.add(Rule::AcceptIsRight,
                    {accept->value == expected, accept->value, expected, accept->valueAt});
    else
        results.notReached(Rule::AcceptIsRight);
}

void judgeChosenSubprotocol(const RequestHead *request, const HeaderFields &fields, Judgement &results)
{
    const std::string value = fields.combined(kProtocol);
    const auto chosen = base::listElements(value);
    results.add(Rule::SubprotocolAtMostOnce,
                valueOf(fields, kProtocol, HOP101_TEXT("expected", "one subprotocol"),
                        fields.count(kProtocol) == 1 && chosen.size() == 1));
    if (!request)
        return;
    const std::string offer = request->fields.combined(kProtocol);
    const auto offered = base::listElements(offer);
    const bool holds = std::all_of(chosen.begin(), chosen.end(), [&offered](std::string_view protocol) {
        return std::find(offered.begin(), offered.end(), protocol) != offered.end();
    });
    const std::string expected = offered.empty() ? HOP101_TEXT("expected", "no such header") : offer;
    results.add(Rule::SubprotocolWasOffered, valueOf(fields, kProtocol, expected, holds));
}

void judgeSubprotocol(const RequestHead *request, const HeaderFields &fields, Judgement &results)
{
    const bool isChosen = fields.find(kProtocol) != nullptr;
    if (isChosen)
        judgeChosenSubprotocol(request, fields, results);
    const std::string offer = request ? request->fields.combined(kProtocol) : std::string();
    if (!base::listElements(offer).empty())
        results.add(Rule::SubprotocolWasChosen, valueOf(fields, kProtocol, offer, isChosen));
}

Judged noBody(const HeaderFields &fields)
{
    Judged judged = bodyAnnounced(fields, HOP101_TEXT("expected", "no such header"), true);
    judged.holds = judged.found.empty();
    return judged;
}

} // namespace

void judge101(const RequestHead *request, const ResponseHead &head, Judgement &results)
{
    const auto &fields = head.fields;
    results.add(Rule::ResponseVersionIs11, responseVersion(head));
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
    results.add(Rule::VersionNotIn101,
                valueOf(fields, kVersion, HOP101_TEXT("expected", "no such header"), !fields.find(kVersion)));
}

} // namespace hop101::hop
