// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planbuilder.h"

#include "core/base/ascii.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hop101::plan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxDepth = 100;
constexpr std::size_t kMaxHeaders = 1000;

/// Values are walked by recursion: a text that is deeper is refused before it is read.
bool isTooDeep(std::string_view text)
{
    std::size_t depth = 0;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInString && c == '\\')
            ++i;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '[') && ++depth > kMaxDepth)
            return true;
        else if (!isInString && (c == '}' || c == ']') && depth > 0)
            --depth;
    }
    return false;
}

const Json *member(const Json &json, const char *name)
{
    const auto found = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && found != json.end() ? &*found : nullptr;
}

std::string textOf(const Json *json)
{
    return json && json->is_string() ? json->get<std::string>() : std::string();
}

bool isRequest(const Json &json)
{
    const Json *url = member(json, "url");
    return url && url->is_string();
}

/// { "name": …, "value": … } or [ name, value ].
std::pair<std::string, std::string> fieldOf(const Json &json)
{
    if (json.is_array() && json.size() == 2)
        return {textOf(&json[0]), textOf(&json[1])};
    return {textOf(member(json, "name")), textOf(member(json, "value"))};
}

/// How much an entry is what somebody wants who pastes it: 2 a WebSocket, 1 any other request.
int rankOf(const Json &entry)
{
    const Json *request = member(entry, "request");
    if (!request || !isRequest(*request))
        return 0;
    const std::string url = base::toLower(textOf(member(*request, "url")));
    bool isWebSocket = url.starts_with("ws://") || url.starts_with("wss://")
        || member(entry, "_webSocketMessages") || textOf(member(entry, "_resourceType")) == "websocket";
    if (const Json *headers = member(*request, "headers"); headers && headers->is_array()) {
        isWebSocket = isWebSocket || std::any_of(headers->begin(), headers->end(), [](const Json &json) {
                          return base::equalsIgnoringCase(fieldOf(json).first, "Upgrade");
                      });
    }
    return isWebSocket ? 2 : 1;
}

struct Choice
{
    const Json *request = nullptr;
    std::size_t others = 0; ///< that would do as well
};

Choice chooseFrom(const Json &entries)
{
    Choice choice;
    int best = 0;
    for (const Json &entry : entries) {
        const int rank = rankOf(entry);
        if (rank > best) {
            choice = {member(entry, "request"), 0};
            best = rank;
        } else if (rank == best && rank > 0) {
            ++choice.others;
        }
    }
    return choice;
}

/// A HAR, its log, a list of entries, an entry, or a request.
Choice chooseRequest(const Json &json)
{
    const Json *log = member(json, "log");
    const Json *entries = member(log ? *log : json, "entries");
    if (entries && entries->is_array())
        return chooseFrom(*entries);
    if (json.is_array())
        return chooseFrom(json);
    if (const Json *request = member(json, "request"); request && isRequest(*request))
        return {request, 0};
    return {isRequest(json) ? &json : nullptr, 0};
}

void takeHeaders(PlanBuilder &builder, const Json &headers, std::string &authority)
{
    std::size_t count = 0;
    for (const Json &json : headers) {
        const auto [name, value] = fieldOf(json);
        if (++count > kMaxHeaders)
            return builder.fail(ImportFault::TooManyHeaders, 0);
        if (name == ":authority")
            authority = value;
        else if (name.starts_with(':'))
            builder.note(Remark::HeaderLeftOut, noteDetail(name));
        else if (!name.empty())
            builder.addHeader(name, value, 0);
    }
}

} // namespace

ImportResult importHarEntry(std::string_view text)
{
    if (isTooDeep(text))
        return ImportError{ImportFault::NotJson, 0, {}};
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return ImportError{ImportFault::NotJson, 0, {}};
    const Choice choice = chooseRequest(json);
    if (!choice.request)
        return ImportError{ImportFault::NoHarRequest, 0, {}};
    PlanBuilder builder(ImportKind::HarEntry);
    const std::string url = textOf(member(*choice.request, "url"));
    const std::size_t at = text.find(url); // not found: it is written with escapes
    builder.setUrl(url.substr(0, url.find('#')), at == std::string_view::npos ? 0 : at);
    if (builder.hasFailed())
        return builder.finish();
    std::string authority;
    if (const Json *headers = member(*choice.request, "headers"); headers && headers->is_array())
        takeHeaders(builder, *headers, authority);
    if (!builder.hasHeader("Host"))
        builder.insertHeader(0, "Host", authority.empty() ? builder.url().hostHeader() : authority);
    const std::string method = textOf(member(*choice.request, "method"));
    if (base::isToken(method) && method != "CONNECT")
        builder.plan().method = method;
    if (builder.plan().method != "GET")
        builder.note(Remark::NotUpgradeMethod, noteDetail(builder.plan().method));
    if (member(*choice.request, "postData"))
        builder.note(Remark::BodyLeftOut);
    if (choice.others > 0)
        builder.note(Remark::EntriesLeftOut, std::to_string(choice.others));
    return builder.finish();
}

} // namespace hop101::plan
