// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/diagnosis.h"

#include "core/base/text.h"
#include "core/doctor/cause.h"
#include "core/doctor/failure.h"
#include "core/doctor/refusal.h"
#include "core/doctor/upgrade.h"

namespace hop101::doctor {

namespace {

constexpr std::size_t kMaxTarget = 80; ///< characters that are shown

Diagnosis diagnoseTunnel(const Evidence &evidence, const Words &say)
{
    const std::string target = evidence.request ? evidence.request->target : std::string();
    return {say(HOP101_TEXT("doctor", "Tunnel.")),
            say(HOP101_TEXT("doctor", "The proxy opened a tunnel to %1."), {shown(target, kMaxTarget)}),
            say(HOP101_TEXT("doctor", "What goes through it is a connection of its own.")),
            {}};
}

Diagnosis inSentences(const Evidence &evidence, const Words &say)
{
    switch (evidence.verdict.state) {
    case hop::ExchangeState::Waiting:
        return {say(HOP101_TEXT("doctor", "Waiting.")),
                say(HOP101_TEXT("doctor", "The answer has not come yet.")),
                {},
                {}};
    case hop::ExchangeState::Upgraded:
        return diagnoseUpgraded(evidence, say);
    case hop::ExchangeState::Broken101:
        if (evidence.response)
            return diagnoseBroken101(evidence, say);
        break;
    case hop::ExchangeState::Refused:
        if (evidence.response)
            return diagnoseRefusal(evidence, say);
        break;
    case hop::ExchangeState::Tunnelled:
        return diagnoseTunnel(evidence, say);
    case hop::ExchangeState::NoAnswer:
        break;
    }
    return diagnoseNoAnswer(evidence, say);
}

std::vector<FittingCause> fittingCauses(const Evidence &evidence, const Translate &translate)
{
    std::vector<FittingCause> fitting;
    for (const CauseFound &found : causesOf(asPathEvidence(evidence), translate)) {
        const CauseInfo &cause = info(found.cause);
        fitting.push_back(
            {cause.id, translate(cause.title), likelihoodName(found.likelihood), translate(cause.apart)});
    }
    return fitting;
}

} // namespace

Diagnosis diagnose(const Evidence &evidence, const Translate &translate)
{
    const Words say(translate);
    Diagnosis made = inSentences(evidence, say);
    if (!evidence.request || !hop::asksForTunnel(*evidence.request))
        made.causes = fittingCauses(evidence, translate);
    return made;
}

Diagnosis diagnose(const capture::Reader &reader, const hop::Exchange &exchange, const Translate &translate)
{
    return diagnose(gather(reader, exchange), translate);
}

std::optional<AcceptExplained> explainAccept(const capture::Reader &reader, const hop::Exchange &exchange)
{
    if (!exchange.request)
        return std::nullopt;
    const auto request = capture::requestHead(reader, reader.event(exchange.request));
    const auto response =
        exchange.response ? capture::responseHead(reader, reader.event(exchange.response)) : std::nullopt;
    return explainAccept(request ? &*request : nullptr, response ? &*response : nullptr,
                         earlierKeys(reader, exchange));
}

Diagnosis diagnoseFailure(hop::FailStage stage, const std::string &reason, const Translate &translate)
{
    return failureAt(stage, reason, Words(translate));
}

} // namespace hop101::doctor
