// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/diffjson.h"

#include "core/formats/eventjson.h"
#include "core/formats/exchangejson.h"

namespace hop101::formats {
namespace {

Json orNull(const std::optional<std::string> &text)
{
    return text ? Json(*text) : Json(nullptr);
}

Json fieldJson(const capture::HeadDiff &head, const http::FieldDifference &field)
{
    Json json;
    const http::HeaderField *left = field.left ? &head.left.lines[*field.left] : nullptr;
    const http::HeaderField *right = field.right ? &head.right.lines[*field.right] : nullptr;
    json["change"] = field.isAdded() ? "added"
        : field.isDropped()          ? "dropped"
        : field.valueDiffers         ? "changed"
        : field.isMoved              ? "moved"
                                     : "respelt";
    json["moved"] = field.isMoved;
    json["respelt"] = field.nameDiffers;
    json["left"] = left ? Json::array({left->name, left->value}) : Json(nullptr);
    json["right"] = right ? Json::array({right->name, right->value}) : Json(nullptr);
    return json;
}

Json headJson(const capture::HeadDiff &head)
{
    Json json = {{"same", head.isSame()}, {"left", head.hasLeft}, {"right", head.hasRight}};
    json["startLine"] = Json::array();
    for (const capture::StartLinePart &part : head.startLine)
        json["startLine"].push_back({{"part", part.name}, {"left", part.left}, {"right", part.right}});
    json["fields"] = Json::array();
    for (const http::FieldDifference &field : head.fields)
        json["fields"].push_back(fieldJson(head, field));
    return json;
}

Json outcomeJson(const hop::Verdict &verdict, rules::Rule rule)
{
    for (const hop::RuleResult &result : verdict.results)
        if (result.rule == rule)
            return outcomeName(result.outcome);
    return nullptr;
}

Json verdictJson(const capture::VerdictDiff &diff)
{
    Json json = {{"same", diff.isSame()}};
    for (const auto &[name, verdict] : {std::pair("left", &diff.left), std::pair("right", &diff.right)})
        json[name] = {{"state", stateName(verdict->state)}, {"status", verdict->status}};
    json["rules"] = Json::array();
    for (const rules::Rule rule : diff.rules)
        json["rules"].push_back({{"id", rules::info(rule).id},
                                 {"left", outcomeJson(diff.left, rule)},
                                 {"right", outcomeJson(diff.right, rule)}});
    return json;
}

const char *rowName(capture::RowKind kind)
{
    switch (kind) {
    case capture::RowKind::Equal:
        return "equal";
    case capture::RowKind::Left:
        return "left";
    case capture::RowKind::Right:
        return "right";
    case capture::RowKind::Changed:
        return "changed";
    case capture::RowKind::Shifted:
        return "shifted";
    }
    return "";
}

Json unitJson(const capture::Reader &reader, const std::optional<capture::Unit> &unit)
{
    if (!unit)
        return nullptr;
    Json json = eventJson(reader, reader.event(unit->event));
    json["size"] = unit->size;
    json["sinceRequestNs"] = unit->time.count();
    return json;
}

Json contentJson(const capture::ContentDifference &content)
{
    Json json = {{"firstByte", content.firstByte}, {"json", content.isJson}};
    json["values"] = Json::array();
    for (const capture::ValueDifference &value : content.values)
        json["values"].push_back(
            {{"path", value.path}, {"left", orNull(value.left)}, {"right", orNull(value.right)}});
    json["moreValues"] = content.hasMoreValues;
    return json;
}

Json directionJson(const capture::Reader &left, const capture::Reader &right,
                   const capture::DirectionDiff &diff)
{
    Json json = {{"same", diff.isSame()},
                 {"equal", diff.equal},
                 {"onlyLeft", diff.onlyLeft},
                 {"onlyRight", diff.onlyRight},
                 {"changed", diff.changed},
                 {"shifted", diff.shifted},
                 {"moreDifferences", diff.hasMoreRows}};
    json["differences"] = Json::array();
    for (const capture::DiffRow &row : diff.rows) {
        if (row.kind == capture::RowKind::Equal)
            continue;
        Json one = {{"change", rowName(row.kind)},
                    {"left", unitJson(left, row.left)},
                    {"right", unitJson(right, row.right)}};
        one["content"] = row.content ? contentJson(*row.content) : Json(nullptr);
        json["differences"].push_back(std::move(one));
    }
    return json;
}

} // namespace

Json diffJson(const capture::Reader &left, const capture::Reader &right, const capture::ExchangeDiff &diff)
{
    return {{"same", diff.isSame()},
            {"request", headJson(diff.request)},
            {"response", headJson(diff.response)},
            {"verdict", verdictJson(diff.verdict)},
            {"fromClient", directionJson(left, right, diff.directions[0])},
            {"fromServer", directionJson(left, right, diff.directions[1])}};
}

} // namespace hop101::formats
