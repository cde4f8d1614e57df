// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/exchangejson.h"

#include "core/capture/content.h"

namespace hop101::formats {
namespace {

/// The body follows its head within a few events: others of the hop may stand between.
constexpr std::uint64_t kBodySearch = 16;

Json headersJson(const http::HeaderFields &fields)
{
    Json list = Json::array();
    for (const http::HeaderField &field : fields.lines)
        list.push_back(Json::array({field.name, field.value}));
    return list;
}

std::string_view lineText(base::ByteSpan head, base::ByteRange line)
{
    const std::string_view text = base::asText(head);
    if (line.first > text.size())
        return {};
    std::string_view found = text.substr(line.first, line.size);
    while (!found.empty() && (found.back() == '\n' || found.back() == '\r'))
        found.remove_suffix(1);
    return found;
}

Json ruleJson(const hop::RuleResult &result)
{
    const rules::RuleInfo &rule = rules::info(result.rule);
    return {
        {"id", rule.id},
        {"title", rule.title},
        {"outcome", outcomeName(result.outcome)},
        {"severity", rules::severityName(rule.severity)},
        {"section", rule.section},
        {"also", rule.also},
        {"found", result.found},
        {"expected", result.expected},
    };
}

Json bodyJson(const capture::Reader &reader, const hop::Event &response)
{
    for (std::uint64_t id = response.id.value + 1; id <= response.id.value + kBodySearch; ++id) {
        const hop::Event event = reader.event({id});
        if (!event.id)
            break;
        if (event.hop != response.hop || event.direction != response.direction
            || event.kind != hop::EventKind::Body)
            continue;
        Json json = {{"event", event.id.value}, {"size", event.payloadSize}};
        const base::Bytes bytes = reader.payload(event, 0, kMaxBodyBytes);
        addBytes(json, bytes);
        json["truncated"] = event.payloadSize > static_cast<std::int64_t>(bytes.size());
        return json;
    }
    return nullptr;
}

} // namespace

const char *stateName(hop::ExchangeState state) noexcept
{
    switch (state) {
    case hop::ExchangeState::Waiting:
        return "waiting";
    case hop::ExchangeState::Upgraded:
        return "upgraded";
    case hop::ExchangeState::Broken101:
        return "broken101";
    case hop::ExchangeState::Refused:
        return "refused";
    case hop::ExchangeState::NoAnswer:
        return "noAnswer";
    case hop::ExchangeState::Tunnelled:
        return "tunnelled";
    }
    return "unknown";
}

const char *outcomeName(hop::Outcome outcome) noexcept
{
    switch (outcome) {
    case hop::Outcome::Holds:
        return "holds";
    case hop::Outcome::Broken:
        return "broken";
    case hop::Outcome::NotReached:
        return "not reached";
    }
    return "unknown";
}

Json verdictJson(const hop::Verdict &verdict, const doctor::Diagnosis &diagnosis)
{
    Json fixes = Json::array();
    for (const doctor::Fix &fix : diagnosis.fixes)
        fixes.push_back({{"title", fix.title}, {"text", fix.text}});
    Json causes = Json::array();
    for (const doctor::FittingCause &cause : diagnosis.causes)
        causes.push_back({{"id", cause.id},
                          {"title", cause.title},
                          {"likelihood", cause.likelihood},
                          {"apart", cause.apart}});
    Json rules = Json::array();
    for (const hop::RuleResult &result : verdict.results)
        rules.push_back(ruleJson(result));
    return {
        {"upgraded", verdict.isUpgraded()}, {"state", stateName(verdict.state)},
        {"status", verdict.status},         {"allHold", verdict.allHold()},
        {"lead", diagnosis.lead},           {"sentence", diagnosis.sentence},
        {"detail", diagnosis.detail},       {"fixes", std::move(fixes)},
        {"causes", std::move(causes)},      {"rules", std::move(rules)},
    };
}

Json requestJson(const capture::Reader &reader, base::EventId request)
{
    const hop::Event event = reader.event(request);
    const auto head = event.id ? capture::requestHead(reader, event) : std::nullopt;
    if (!head)
        return nullptr;
    const base::Bytes raw = reader.wire(event, kMaxBodyBytes);
    return {
        {"event", event.id.value},    {"startLine", lineText(raw, head->startLine)},
        {"method", head->method},     {"target", head->target},
        {"version", head->version},   {"headers", headersJson(head->fields)},
        {"raw", base::toBase64(raw)},
    };
}

Json responseJson(const capture::Reader &reader, base::EventId response)
{
    const hop::Event event = reader.event(response);
    const auto head = event.id ? capture::responseHead(reader, event) : std::nullopt;
    if (!head)
        return nullptr;
    const base::Bytes raw = reader.wire(event, kMaxBodyBytes);
    return {
        {"event", event.id.value},    {"startLine", lineText(raw, head->startLine)},
        {"version", head->version},   {"status", head->status},
        {"reason", head->reason},     {"headers", headersJson(head->fields)},
        {"raw", base::toBase64(raw)}, {"body", bodyJson(reader, event)},
    };
}

Json acceptJson(const std::optional<doctor::AcceptExplained> &accept)
{
    if (!accept)
        return nullptr;
    const websocket::AcceptSteps &steps = accept->steps;
    Json mistake;
    if (accept->mistake)
        mistake = {{"id", accept->mistake->id},
                   {"made", accept->mistake->made},
                   {"sentence", accept->mistake->sentence}};
    return {
        {"steps",
         {{"key", steps.key},
          {"keyAndGuid", steps.keyAndGuid},
          {"sha1", steps.sha1Hex},
          {"base64", steps.accept}}},
        {"expected", steps.accept},
        {"found", accept->found ? Json(*accept->found) : Json()},
        {"right", accept->isRight()},
        {"mistake", std::move(mistake)},
    };
}

Json extensionsJson(const capture::Reader &reader, const hop::Exchange &exchange)
{
    if (exchange.status != 101)
        return nullptr;
    Json json = Json::object();
    for (const websocket::Extension &extension : capture::agreedExtensions(reader, exchange)) {
        Json parameters = Json::object();
        for (const websocket::ExtensionParameter &parameter : extension.parameters)
            parameters[parameter.name] = parameter.value ? Json(*parameter.value) : Json(true);
        json[extension.name] = std::move(parameters);
    }
    if (const auto deflate = capture::agreedDeflate(reader, exchange)) {
        json[std::string(websocket::kDeflateName)] = {
            {"serverNoContextTakeover", deflate->server.noContextTakeover},
            {"clientNoContextTakeover", deflate->client.noContextTakeover},
            {"serverMaxWindowBits", deflate->server.windowBits},
            {"clientMaxWindowBits", deflate->client.windowBits},
        };
    }
    return json;
}

Json exchangeSummary(const capture::Reader &reader, const hop::Exchange &exchange)
{
    const doctor::Diagnosis diagnosis = doctor::diagnose(reader, exchange);
    return {
        {"exchange", exchange.id.value},
        {"hop", exchange.hop.value},
        {"request", exchange.request ? Json(exchange.request.value) : Json()},
        {"response", exchange.response ? Json(exchange.response.value) : Json()},
        {"status", exchange.status},
        {"state", stateName(exchange.state)},
        {"upgraded", exchange.state == hop::ExchangeState::Upgraded},
        {"lead", diagnosis.lead},
        {"sentence", diagnosis.sentence},
    };
}

} // namespace hop101::formats
