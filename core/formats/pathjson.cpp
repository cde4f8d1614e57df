// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pathjson.h"

namespace hop101::formats {
namespace {

Json valueOrNull(const std::optional<std::string> &value)
{
    return value ? Json(*value) : Json();
}

Json headerJson(const doctor::HeaderChange &change)
{
    Json json = {
        {"name", change.name}, {"sent", valueOrNull(change.sent)}, {"arrived", valueOrNull(change.arrived)}};
    Json what = Json::array();
    const auto note = [&what](bool holds, const char *word) {
        if (holds)
            what.push_back(word);
    };
    note(change.isDropped(), "dropped");
    note(change.isAdded(), "added");
    note(change.valueDiffers(), "changed");
    note(change.isRenamed(), "renamed");
    note(change.isMoved, "moved");
    json["what"] = std::move(what);
    return json;
}

Json checksJson(const std::vector<hop::PathCheckResult> &results)
{
    Json json = Json::array();
    for (const hop::PathCheckResult &result : results)
        json.push_back({{"check", hop::pathCheckName(result.check)},
                        {"title", hop::pathCheckTitle(result.check)},
                        {"outcome", hop::checkOutcomeName(result.outcome)},
                        {"sent", result.sent},
                        {"arrived", result.arrived}});
    return json;
}

Json fixJson(const doctor::ConfigFix &fix)
{
    const doctor::Translate translate = doctor::asWritten;
    const doctor::Fix made = doctor::asFix(fix, doctor::Words(translate));
    Json steps = Json::array();
    for (const doctor::FixStep &step : fix.steps)
        steps.push_back(
            {{"action", doctor::actionName(step.action)}, {"place", step.place}, {"lines", step.lines}});
    return {{"product", doctor::name(fix.product)},
            {"title", made.title},
            {"text", made.text},
            {"steps", std::move(steps)}};
}

} // namespace

Json headChangesJson(const doctor::HeadChanges &changes)
{
    if (!changes.wasSent || !changes.hasArrived)
        return {};
    Json startLine = Json::array();
    for (const doctor::StartLineChange &part : changes.startLine)
        startLine.push_back({{"part", part.part}, {"sent", part.sent}, {"arrived", part.arrived}});
    Json headers = Json::array();
    for (const doctor::HeaderChange &change : changes.headers)
        headers.push_back(headerJson(change));
    return {{"startLine", std::move(startLine)}, {"headers", std::move(headers)}};
}

Json causesJson(const std::vector<doctor::CauseFound> &causes)
{
    Json json = Json::array();
    for (const doctor::CauseFound &found : causes) {
        const doctor::CauseInfo &cause = doctor::info(found.cause);
        Json fixes = Json::array();
        for (const doctor::ConfigFix &fix : found.fixes)
            fixes.push_back(fixJson(fix));
        json.push_back({{"id", cause.id},
                        {"title", cause.title},
                        {"likelihood", doctor::likelihoodName(found.likelihood)},
                        {"values", found.values},
                        {"explanation", cause.explanation},
                        {"apart", cause.apart},
                        {"fixes", std::move(fixes)}});
    }
    return json;
}

Json pathJson(const doctor::PathEvidence &evidence, const std::vector<doctor::CauseFound> &causes)
{
    const hop::PathReport &report = evidence.report;
    Json json = {{"via", report.via},
                 {"listening", report.listening},
                 {"probe", report.probe},
                 {"complete", report.isComplete},
                 {"passes", report.allPass()}};
    json["proxy"] = evidence.proxy ? Json(doctor::name(*evidence.proxy)) : Json();
    json["status"] = evidence.left.response ? evidence.left.response->status : 0;
    json["arrived"] = evidence.right.has_value();
    json["request"] = headChangesJson(evidence.diff.request);
    json["response"] = headChangesJson(evidence.diff.response);
    json["checks"] = checksJson(report.results);
    json["direct"] = report.directHop ? checksJson(report.direct) : Json();
    json["largestHeader"] = report.largestHeader;
    json["idleCutMs"] = report.idleMs == 0 ? Json() : Json(report.idleMs);
    json["causes"] = causesJson(causes);
    return json;
}

} // namespace hop101::formats
