// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgerefusal.h"

#include "core/base/text.h"
#include "core/http/bodydecoder.h"

namespace hop101::hop {
namespace {

using http::HeaderFields;
using http::RequestHead;
using http::ResponseHead;
using rules::Rule;

constexpr auto kRulesOfA101 = {Rule::ResponseVersionIs11, Rule::UpgradeIsWebSocket, Rule::ConnectionIsUpgrade,
                               Rule::AcceptPresent, Rule::AcceptIsRight};

Judged isThere(const HeaderFields &fields, std::string_view name, std::string expected)
{
    return valueOf(fields, name, std::move(expected), fields.find(name) != nullptr);
}

/// A server that refuses the version sends 426, and many send 400 (RFC 6455 section 4.4).
bool mayRefuseVersion(const RequestHead *request, int status)
{
    const bool isWrong = request && asksForWebSocket(*request) && !asksForVersion13(request->fields);
    return isWrong && (status == 426 || status == 400);
}

/// 300 leaves the choice to the user, 304 is about a cache, 305 and 306 are gone.
bool isRedirect(int status)
{
    return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

void judgeRedirect(const RequestHead *request, const ResponseHead &head, Judgement &results)
{
    results.add(Rule::RedirectNamesLocation,
                isThere(head.fields, "Location", HOP101_TEXT("expected", "Location: URL")));
    if (!request || asksForWebSocket(*request))
        results.add(Rule::UpgradeIsNotRedirected, {false, statusText(head), "101", head.startLine});
}

void judgeByStatus(const RequestHead *request, const ResponseHead &head, Judgement &results)
{
    const auto &fields = head.fields;
    if (isRedirect(head.status))
        judgeRedirect(request, head, results);
    else if (head.status == 401)
        results.add(Rule::ChallengeNamesScheme,
                    isThere(fields, "WWW-Authenticate", HOP101_TEXT("expected", "WWW-Authenticate: scheme")));
    else if (head.status == 407)
        results.add(
            Rule::ChallengeNamesScheme,
            isThere(fields, "Proxy-Authenticate", HOP101_TEXT("expected", "Proxy-Authenticate: scheme")));
    else if (head.status == 405)
        results.add(Rule::MethodNotAllowedNamesAllow,
                    isThere(fields, "Allow", HOP101_TEXT("expected", "Allow: GET")));
    else if (head.status == 426)
        results.add(Rule::UpgradeRequiredNamesProtocol, isThere(fields, "Upgrade", "websocket"));
}

} // namespace

void judgeRefusal(const RequestHead *request, const ResponseHead &head, Judgement &results)
{
    if (!request || !asksForTunnel(*request)) {
        for (const Rule rule : kRulesOfA101)
            results.notReached(rule);
    }
    judgeByStatus(request, head, results);
    if (mayRefuseVersion(request, head.status))
        results.add(Rule::UpgradeRequiredNamesVersion, isThere(head.fields, "Sec-WebSocket-Version", "13"));
    const auto framing = http::framingOf(head, request ? request->method : "GET");
    results.add(Rule::BodyFramingClear, framingClear(head.fields, framing.isAmbiguous));
}

} // namespace hop101::hop
