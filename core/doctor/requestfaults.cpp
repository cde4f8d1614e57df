// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/requestfaults.h"

#include "core/base/text.h"

#include <algorithm>

namespace hop101::doctor {
namespace {

bool isFault(const hop::RuleResult &result)
{
    const rules::RuleInfo &rule = rules::info(result.rule);
    return rule.stage == rules::Stage::Request && rule.severity == rules::Severity::Error
        && result.outcome == hop::Outcome::Broken;
}

/// The header that a rule asks for, where a request without it breaks the rule.
const char *headerOf(rules::Rule rule)
{
    switch (rule) {
    case rules::Rule::HostPresent:
        return "Host";
    case rules::Rule::UpgradePresent:
        return "Upgrade";
    case rules::Rule::ConnectionHasUpgrade:
        return "Connection";
    case rules::Rule::KeyPresent:
        return "Sec-WebSocket-Key";
    case rules::Rule::VersionPresent:
    case rules::Rule::VersionAtMostOnce:
        return "Sec-WebSocket-Version";
    case rules::Rule::OriginAtMostOnce:
        return "Origin";
    default:
        return nullptr;
    }
}

bool lacksHeader(const Evidence &evidence, rules::Rule rule)
{
    const char *header = headerOf(rule);
    return header && evidence.request && evidence.request->fields.count(header) == 0;
}

std::string wrongHeader(const Evidence &evidence, rules::Rule rule, const Words &say)
{
    const char *header = headerOf(rule);
    if (evidence.request->fields.count(header) > 1)
        return say(HOP101_TEXT("doctor", "%1 more than once"), {header});
    const std::string line =
        header + std::string(": ") + shown(evidence.request->fields.combined(header), 40);
    if (rule == rules::Rule::VersionPresent)
        return say(HOP101_TEXT("doctor", "“%1” instead of 13"), {line});
    if (rule == rules::Rule::UpgradePresent)
        return say(HOP101_TEXT("doctor", "“%1” instead of websocket"), {line});
    if (rule == rules::Rule::ConnectionHasUpgrade)
        return say(HOP101_TEXT("doctor", "“%1” instead of Upgrade"), {line});
    return say(HOP101_TEXT("doctor", "an odd “%1”"), {line});
}

/// What is wrong apart from missing headers, as what the request "has".
std::string wrongPart(const Evidence &evidence, const hop::RuleResult &result, const Words &say)
{
    switch (result.rule) {
    case rules::Rule::MethodIsGet:
        return say(HOP101_TEXT("doctor", "the method %1 instead of GET"),
                   {shown(evidence.request->method, 40)});
    case rules::Rule::RequestVersionIs11:
        return say(HOP101_TEXT("doctor", "the version %1 instead of HTTP/1.1"),
                   {shown(evidence.request->version, 40)});
    case rules::Rule::RequestLineValid:
        return say(HOP101_TEXT("doctor", "a malformed request line"));
    case rules::Rule::KeyWellFormed:
        return say(HOP101_TEXT("doctor", "a Sec-WebSocket-Key that is not 16 bytes in base64"));
    case rules::Rule::RequestFieldsValid:
        return say(HOP101_TEXT("doctor", "a malformed header line"));
    case rules::Rule::RequestLinesNotFolded:
        return say(HOP101_TEXT("doctor", "a folded header"));
    case rules::Rule::RequestNoSpaceBeforeColon:
        return say(HOP101_TEXT("doctor", "white space before a colon"));
    case rules::Rule::RequestOctetsAllowed:
        return say(HOP101_TEXT("doctor", "a control character in a header"));
    case rules::Rule::RequestFramingClear:
        return say(HOP101_TEXT("doctor", "an ambiguous body length"));
    case rules::Rule::TargetWellFormed:
        return say(HOP101_TEXT("doctor", "the target “%1”, which is no path"),
                   {shown(evidence.request->target, 40)});
    case rules::Rule::TargetHasNoFragment:
        return say(HOP101_TEXT("doctor", "a “#” in its target"));
    case rules::Rule::HostWellFormed:
        return say(HOP101_TEXT("doctor", "an odd “%1”"),
                   {"Host: " + shown(evidence.request->fields.combined("Host"), 40)});
    case rules::Rule::ProtocolsWellFormed:
        return say(HOP101_TEXT("doctor", "a malformed Sec-WebSocket-Protocol"));
    case rules::Rule::OffersWellFormed:
        return say(HOP101_TEXT("doctor", "a malformed Sec-WebSocket-Extensions"));
    case rules::Rule::DeflateOfferLegal:
        return say(HOP101_TEXT("doctor", "illegal parameters of permessage-deflate"));
    default:
        return headerOf(result.rule) ? wrongHeader(evidence, result.rule, say) : std::string();
    }
}

} // namespace

bool isRequestFaulty(const Evidence &evidence)
{
    return evidence.request
        && std::any_of(evidence.verdict.results.begin(), evidence.verdict.results.end(), isFault);
}

std::string requestFaults(const Evidence &evidence, const Words &say)
{
    if (!isRequestFaulty(evidence))
        return {};
    std::vector<std::string> parts;
    for (const hop::RuleResult &result : evidence.verdict.results) {
        if (isFault(result) && lacksHeader(evidence, result.rule))
            parts.push_back(say(HOP101_TEXT("doctor", "no %1"), {headerOf(result.rule)}));
    }
    const bool lacksKey = lacksHeader(evidence, rules::Rule::KeyPresent);
    for (const hop::RuleResult &result : evidence.verdict.results) {
        const bool isSaid =
            lacksHeader(evidence, result.rule) || (lacksKey && result.rule == rules::Rule::KeyWellFormed);
        if (!isFault(result) || isSaid)
            continue;
        if (const std::string part = wrongPart(evidence, result, say); !part.empty())
            parts.push_back(part);
    }
    return say(HOP101_TEXT("doctor", "The request has %1"), {say.list(parts)});
}

} // namespace hop101::doctor
