// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harentryjson.h"

#include "core/base/ascii.h"
#include "core/formats/har/hartime.h"
#include "core/plan/url.h"
#include "core/websocket/closecode.h"
#include "core/websocket/utf8.h"

#include <arpa/inet.h>

#include <algorithm>

namespace hop101::formats {
namespace {

using std::chrono::nanoseconds;

/// JSON has text alone.
std::string safe(std::string_view text)
{
    return websocket::utf8OrReplaced(base::asBytes(text));
}

Json fieldsJson(const http::HeaderFields &fields)
{
    Json list = Json::array();
    for (const http::HeaderField &field : fields.lines)
        list.push_back({{"name", safe(field.name)}, {"value", safe(field.value)}});
    return list;
}

/// "a=1; b=2"
Json cookiesJson(const http::HeaderFields &fields, std::string_view name, bool isFirstOnly)
{
    Json list = Json::array();
    for (const http::HeaderField &field : fields.lines) {
        if (!base::equalsIgnoringCase(field.name, name))
            continue;
        std::string_view rest = field.value;
        while (!rest.empty()) {
            const std::size_t end = rest.find(';');
            const std::string_view one = base::trimmed(rest.substr(0, end));
            const std::size_t equals = one.find('=');
            if (equals != std::string_view::npos && equals > 0)
                list.push_back(
                    {{"name", safe(one.substr(0, equals))}, {"value", safe(one.substr(equals + 1))}});
            rest = end == std::string_view::npos || isFirstOnly ? std::string_view() : rest.substr(end + 1);
        }
    }
    return list;
}

Json queryJson(std::string_view url)
{
    Json list = Json::array();
    const std::size_t mark = url.find('?');
    std::string_view rest = mark == std::string_view::npos ? std::string_view() : url.substr(mark + 1);
    rest = rest.substr(0, rest.find('#'));
    while (!rest.empty()) {
        const std::size_t end = rest.find('&');
        const std::string_view one = rest.substr(0, end);
        const std::size_t equals = one.find('=');
        if (!one.empty())
            list.push_back(
                {{"name", safe(one.substr(0, equals))},
                 {"value", equals == std::string_view::npos ? std::string() : safe(one.substr(equals + 1))}});
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return list;
}

Json milliseconds(nanoseconds time)
{
    return Json::parse(harMillisecondsText(std::max(time, nanoseconds(0))));
}

hop::Nanoseconds startOf(const HarExchange &exchange)
{
    return exchange.opened ? exchange.opened->time : exchange.request.time;
}

struct Timings
{
    Json json;
    nanoseconds sum{};
};

/// HAR: ssl is inside of connect, and −1 is "does not apply".
Timings timingsOf(const HarExchange &exchange)
{
    Timings timings;
    const hop::Nanoseconds start = startOf(exchange);
    const hop::Nanoseconds up = exchange.secured ? exchange.secured->time : start;
    const nanoseconds tls = up - start;
    const nanoseconds blocked = std::max<nanoseconds>(exchange.request.time - up, nanoseconds(0));
    const nanoseconds wait =
        exchange.response ? exchange.response->time - exchange.request.time : nanoseconds(0);
    timings.json = {{"blocked", milliseconds(blocked)},
                    {"dns", -1},
                    {"ssl", exchange.secured ? milliseconds(tls) : Json(-1)},
                    {"connect", exchange.secured ? milliseconds(tls) : Json(-1)},
                    {"send", 0},
                    {"wait", milliseconds(wait)},
                    {"receive", 0}};
    timings.sum = blocked + tls + wait;
    return timings;
}

/// Without its port; empty where it is no number of IPv4 or IPv6.
std::string serverIp(const capture::Reader &reader, const HarExchange &exchange)
{
    const auto &parties = reader.parties();
    const auto server = std::ranges::find(parties, exchange.hop.right, &capture::Party::id);
    std::string address = server == parties.end() ? std::string() : server->address;
    const std::size_t colon = address.rfind(':');
    if (colon != std::string::npos && address.find(']') == std::string::npos && address.find(':') == colon)
        address.resize(colon);
    else if (address.starts_with('['))
        address = address.substr(1, address.find(']') - 1);
    in6_addr parsed{};
    const bool isNumber = inet_pton(AF_INET, address.c_str(), &parsed) == 1
        || inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
    return isNumber ? address : std::string();
}

Json bytesJson(base::ByteSpan bytes)
{
    Json json = Json::object();
    addBytes(json, bytes);
    return json;
}

} // namespace

bool HarExchange::isWebSocket() const
{
    return exchange.state == hop::ExchangeState::Upgraded
        || requestHead.fields.hasToken("Upgrade", "websocket");
}

std::string HarExchange::url() const
{
    const std::string &target = requestHead.target;
    if (target.find("://") != std::string::npos)
        return safe(target);
    const auto parsed = plan::parseUrl(hop.url);
    const bool isSecure = secured.has_value() || (parsed && parsed.value().secure);
    const http::HeaderField *host = requestHead.fields.find("Host");
    const std::string authority = parsed ? parsed.value().hostHeader()
        : host                           ? host->value
                                         : "unknown.invalid";
    const std::string scheme = isWebSocket() ? "ws" : "http";
    return scheme + (isSecure ? "s://" : "://") + safe(authority) + (target.starts_with('/') ? "" : "/")
        + safe(target);
}

Json entryJson(const capture::Reader &reader, const HarExchange &exchange)
{
    const http::RequestHead &head = exchange.requestHead;
    const std::string url = exchange.url();
    const Timings timings = timingsOf(exchange);
    const std::int64_t bodySize =
        exchange.requestBody ? std::max<std::int64_t>(exchange.requestBody->payloadSize, 0) : 0;
    Json json;
    json["_initiator"] = {{"type", "other"}};
    json["_priority"] = nullptr;
    json["_resourceType"] = exchange.isWebSocket() ? "websocket" : "other";
    json["cache"] = Json::object();
    json["connection"] = std::to_string(exchange.hop.id.value);
    json["request"] = {{"method", safe(head.method)},
                       {"url", url},
                       {"httpVersion", safe(head.version)},
                       {"headers", fieldsJson(head.fields)},
                       {"queryString", queryJson(url)},
                       {"cookies", cookiesJson(head.fields, "Cookie", false)},
                       {"headersSize", exchange.requestBytes.size()},
                       {"bodySize", bodySize}};
    json["serverIPAddress"] = serverIp(reader, exchange);
    json["startedDateTime"] = harTimeText(exchange.zero + startOf(exchange));
    json["time"] = milliseconds(timings.sum);
    json["timings"] = timings.json;
    return json;
}

Json responseJson(const capture::Reader &reader, const HarExchange &exchange)
{
    const http::ResponseHead &head = exchange.responseHead;
    const bool isThere = exchange.response.has_value();
    const http::HeaderField *location = head.fields.find("Location");
    const std::int64_t bodySize = exchange.body ? std::max<std::int64_t>(exchange.body->wireSize, 0) : 0;
    const std::int64_t headSize = static_cast<std::int64_t>(exchange.responseBytes.size());
    Json json;
    json["status"] = isThere ? std::max(head.status, 0) : 0;
    json["statusText"] = safe(head.reason);
    json["httpVersion"] = safe(head.version);
    json["headers"] = fieldsJson(head.fields);
    json["cookies"] = cookiesJson(head.fields, "Set-Cookie", true);
    json["redirectURL"] = location ? safe(location->value) : std::string();
    json["headersSize"] = isThere ? headSize : -1;
    json["bodySize"] = isThere ? bodySize : -1;
    json["_transferSize"] = isThere ? headSize + bodySize : 0;
    json["_error"] = nullptr;
    if (exchange.failed)
        json["_error"] = safe(reader.signalText(*exchange.failed));
    return json;
}

Json extrasJson(const capture::Reader &reader, const HarExchange &exchange)
{
    constexpr std::uint64_t kMaxHead = http::kMaxHeadBytes;
    Json json = {{"version", 1}, {"exchange", exchange.exchange.id.value}};
    json["requestHead"] = bytesJson(exchange.requestBytes);
    if (!exchange.interim.empty()) {
        json["interimHeads"] = Json::array();
        for (const hop::Event &head : exchange.interim)
            json["interimHeads"].push_back(bytesJson(reader.wire(head, kMaxHead)));
    }
    if (exchange.response)
        json["responseHead"] = bytesJson(exchange.responseBytes);
    return json;
}

Json closeJson(const capture::Reader &reader, const HarExchange &exchange)
{
    if (!exchange.closed)
        return exchange.wasReset ? Json("aborted") : Json(nullptr);
    const base::Bytes body = reader.payload(*exchange.closed, 0, websocket::kMaxControlPayloadBytes);
    const websocket::CloseBody close = websocket::readCloseBody(body);
    constexpr std::uint16_t kNoStatus = 1005;
    Json json = {{"code", close.code.value_or(kNoStatus)}, {"reason", safe(close.reason)}};
    json["timestamp"] = Json::parse(harSecondsText(exchange.zero + exchange.closed->time));
    return json;
}

} // namespace hop101::formats
