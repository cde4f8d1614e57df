// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/verdict.h"

#include "core/hop/judgement.h"

#include <algorithm>

namespace hop101::hop {
namespace {

using rules::Rule;
using rules::Severity;

/// The rules that every good upgrade must keep, shown as not reached while their head is missing.
constexpr auto kRequestRules = {
    Rule::RequestLineValid,   Rule::MethodIsGet,           Rule::RequestVersionIs11,
    Rule::HostPresent,        Rule::UpgradePresent,        Rule::ConnectionHasUpgrade,
    Rule::KeyPresent,         Rule::KeyWellFormed,         Rule::VersionPresent,
    Rule::RequestFieldsValid, Rule::RequestLinesEndInCrLf, Rule::GetHasNoBody};
constexpr auto kResponseRules = {
    Rule::ResponseIsHttp,      Rule::StatusLineValid,       Rule::StatusIs101,   Rule::ResponseVersionIs11,
    Rule::UpgradeIsWebSocket,  Rule::ConnectionIsUpgrade,   Rule::AcceptPresent, Rule::AcceptIsRight,
    Rule::ResponseFieldsValid, Rule::ResponseLinesEndInCrLf};

std::vector<RuleResult> notReached(std::initializer_list<Rule> rules)
{
    Judgement results;
    for (const Rule rule : rules)
        results.notReached(rule);
    return results.take();
}

bool isBroken(const RuleResult &result, Severity atLeast)
{
    return result.outcome == Outcome::Broken && rules::info(result.rule).severity >= atLeast;
}

ExchangeState stateOf(const http::RequestHead *request, const http::ResponseHead *response,
                      const std::vector<RuleResult> &responseResults, bool ended)
{
    if (!response)
        return ended ? ExchangeState::NoAnswer : ExchangeState::Waiting;
    if (request && asksForTunnel(*request) && response->status >= 200 && response->status < 300)
        return ExchangeState::Tunnelled;
    if (response->status != 101)
        return ExchangeState::Refused;
    const bool mustFail =
        std::any_of(responseResults.begin(), responseResults.end(),
                    [](const RuleResult &result) { return isBroken(result, Severity::Error); });
    return mustFail ? ExchangeState::Broken101 : ExchangeState::Upgraded;
}

} // namespace

bool Verdict::allHold() const noexcept
{
    return std::none_of(results.begin(), results.end(),
                        [](const RuleResult &result) { return isBroken(result, Severity::Warning); });
}

Verdict verdictOf(const http::RequestHead *request, const http::ResponseHead *finalResponse, bool ended)
{
    Verdict verdict;
    verdict.results = request ? judgeRequest(*request) : notReached(kRequestRules);
    const auto responseResults =
        finalResponse ? judgeResponse(request, *finalResponse) : notReached(kResponseRules);
    verdict.state = stateOf(request, finalResponse, responseResults, ended);
    verdict.status = finalResponse ? std::max(finalResponse->status, 0) : 0;
    verdict.results.insert(verdict.results.end(), responseResults.begin(), responseResults.end());
    return verdict;
}

void markNotHttp(Verdict &verdict, base::ByteSpan found)
{
    verdict.state = ExchangeState::NoAnswer;
    const auto result = std::find_if(verdict.results.begin(), verdict.results.end(),
                                     [](const RuleResult &one) { return one.rule == Rule::ResponseIsHttp; });
    if (result == verdict.results.end())
        return;
    result->outcome = Outcome::Broken;
    result->found = elided(base::toText(found));
    result->expected = "HTTP/1.1 101 Switching Protocols";
}

} // namespace hop101::hop
