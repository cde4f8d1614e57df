// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mitmproxy/flow.h"

#include "core/formats/har/hartime.h"

#include <algorithm>

namespace hop101::formats {

namespace {

constexpr std::size_t kMaxFields = 10'000;
constexpr std::size_t kMaxFieldBytes = std::size_t{1024} * 1024;

std::optional<WallTime> timeOf(TnetReader &reader, const TnetValue &value)
{
    if (value.type != '^' && value.type != '#')
        return std::nullopt;
    return harSeconds(reader.text(value, 40));
}

/// ["127.0.0.1", 8080], and what more an address of IPv6 has.
std::string addressOf(TnetReader &reader, const TnetValue &value)
{
    std::string host;
    std::optional<std::int64_t> port;
    std::size_t index = 0;
    (void)reader.elements(value, [&](const TnetValue &element) {
        if (index == 0)
            host = reader.text(element, 300);
        else
            port = reader.integer(element);
        return ++index < 2;
    });
    if (host.empty())
        return {};
    if (host.find(':') != std::string::npos && host.front() != '[')
        host = '[' + host + ']';
    return port ? host + ':' + std::to_string(*port) : host;
}

HarFields fieldsOf(TnetReader &reader, const TnetValue &value)
{
    HarFields fields;
    std::size_t bytes = 0;
    (void)reader.elements(value, [&](const TnetValue &field) {
        std::pair<std::string, std::string> pair;
        std::size_t index = 0;
        (void)reader.elements(field, [&](const TnetValue &part) {
            (index == 0 ? pair.first : pair.second) = reader.text(part, kMaxFieldBytes);
            return ++index < 2;
        });
        bytes += pair.first.size() + pair.second.size();
        fields.push_back(std::move(pair));
        return fields.size() < kMaxFields && bytes < kMaxFieldBytes;
    });
    return fields;
}

struct RequestParts
{
    std::string scheme, host, authority, path;
    std::int64_t port = 0;
};

void readRequest(TnetReader &reader, const TnetValue &value, Flow &flow)
{
    RequestParts parts;
    (void)reader.members(value, [&](const std::string &name, const TnetValue &member) {
        if (name == "method")
            flow.entry.method = reader.text(member, 100);
        else if (name == "http_version")
            flow.entry.requestVersion = reader.text(member, 100);
        else if (name == "headers")
            flow.entry.requestFields = fieldsOf(reader, member);
        else if (name == "content")
            flow.requestBody = member;
        else if (name == "timestamp_start")
            flow.entry.start = timeOf(reader, member);
        else if (name == "timestamp_end")
            flow.requestEnd = timeOf(reader, member);
        else if (name == "scheme")
            parts.scheme = reader.text(member, 100);
        else if (name == "host")
            parts.host = reader.text(member, 300);
        else if (name == "authority")
            parts.authority = reader.text(member, 300);
        else if (name == "path")
            parts.path = reader.text(member, kMaxFieldBytes);
        else if (name == "port")
            parts.port = reader.integer(member).value_or(0);
        return true;
    });
    flow.isSecure = parts.scheme == "https" || parts.scheme == "wss";
    if (parts.host.find(':') != std::string::npos && parts.host.front() != '[')
        parts.host = '[' + parts.host + ']';
    const bool isUsual = parts.port == 0 || parts.port == (flow.isSecure ? 443 : 80);
    const std::string authority =
        parts.host.empty() ? parts.authority : parts.host + (isUsual ? "" : ':' + std::to_string(parts.port));
    // "ws" would say that it is a WebSocket, which it may not be.
    flow.entry.url = (flow.isSecure ? "https://" : "http://") + authority
        + (parts.path.empty() || parts.path.front() != '/' ? "/" : "") + parts.path;
}

void readResponse(TnetReader &reader, const TnetValue &value, Flow &flow)
{
    (void)reader.members(value, [&](const std::string &name, const TnetValue &member) {
        if (name == "status_code" || name == "code")
            flow.entry.status =
                static_cast<int>(std::clamp<std::int64_t>(reader.integer(member).value_or(-1), -1, 999));
        else if (name == "reason" || name == "msg")
            flow.entry.statusText = reader.text(member, 1000);
        else if (name == "http_version")
            flow.entry.responseVersion = reader.text(member, 100);
        else if (name == "headers")
            flow.entry.responseFields = fieldsOf(reader, member);
        else if (name == "content")
            flow.responseBody = member;
        else if (name == "timestamp_start")
            flow.responseStart = timeOf(reader, member);
        return true;
    });
}

/// Before version 12 these are members of the flow itself.
bool readWebSocketMember(TnetReader &reader, const std::string &name, const TnetValue &member, Flow &flow)
{
    if (name == "messages")
        flow.messages = member;
    else if (name == "closed_by_client")
        flow.isClosedByClient = reader.isTrue(member);
    else if (name == "close_sender")
        flow.isClosedByClient = reader.text(member, 10) == "client";
    else if (name == "close_code")
        flow.closeCode = reader.integer(member);
    else if (name == "close_reason")
        flow.closeReason = member.isText() ? reader.text(member, 200) : std::string();
    else if (name == "timestamp_end" || name == "ended")
        flow.ended = timeOf(reader, member);
    else
        return false;
    return true;
}

void readConnection(TnetReader &reader, const TnetValue &value, Flow &flow, bool isClient)
{
    std::string peer, address;
    (void)reader.members(value, [&](const std::string &name, const TnetValue &member) {
        if (name == "peername" || name == "ip_address")
            peer = peer.empty() ? addressOf(reader, member) : peer;
        else if (name == "address")
            address = addressOf(reader, member);
        else if (isClient && name == "timestamp_start")
            flow.connected = timeOf(reader, member);
        else if (isClient && (name == "timestamp_tls_setup" || name == "timestamp_ssl_setup"))
            flow.secured = timeOf(reader, member);
        else if (isClient && name == "tls_version" && member.isText())
            flow.tlsVersion = reader.text(member, 40);
        else if (isClient && (name == "cipher" || name == "cipher_name") && member.isText())
            flow.cipher = reader.text(member, 100);
        return true;
    });
    (isClient ? flow.clientAddress : flow.serverAddress) = peer.empty() ? address : peer;
}

bool readFlowMember(TnetReader &reader, const std::string &name, const TnetValue &member, Flow &flow)
{
    if (name == "type")
        flow.type = reader.text(member, 40);
    else if (name == "id")
        flow.id = reader.text(member, 100);
    else if (name == "version")
        flow.version = reader.integer(member).value_or(0);
    else if (name == "request")
        readRequest(reader, member, flow);
    else if (name == "response")
        readResponse(reader, member, flow);
    else if (name == "client_conn")
        readConnection(reader, member, flow, true);
    else if (name == "server_conn")
        readConnection(reader, member, flow, false);
    else if (name == "handshake" || name == "handshake_flow")
        flow.handshake = member;
    else if (name == "websocket" && member.type == '}')
        flow.hasWebSocket = reader.members(member, [&](const std::string &part, const TnetValue &value) {
            (void)readWebSocketMember(reader, part, value, flow);
            return true;
        });
    else if (name == "error")
        (void)reader.members(member, [&](const std::string &part, const TnetValue &value) {
            if (part == "msg" && value.isText())
                flow.entry.error = reader.text(value, 4096);
            return true;
        });
    else if (name == "metadata")
        (void)reader.members(member, [&](const std::string &part, const TnetValue &value) {
            if (part == "websocket_handshake")
                flow.handshakeId = reader.text(value, 100);
            return true;
        });
    else
        (void)readWebSocketMember(reader, name, member, flow);
    return true;
}

} // namespace

void markAsWebSocket(Flow &flow)
{
    flow.entry.resourceType = "websocket";
    flow.entry.hasMessages = true;
    flow.entry.messages = flow.messages.size > 0 ? 1 : 0;
}

std::optional<Flow> readFlow(TnetReader &reader, const TnetValue &value)
{
    Flow flow;
    const bool isRead =
        value.type == '}' && reader.members(value, [&](const std::string &name, const TnetValue &member) {
            return readFlowMember(reader, name, member, flow);
        });
    if (!isRead)
        return std::nullopt;
    flow.hasWebSocket = flow.hasWebSocket || flow.type == "websocket";
    if (flow.hasWebSocket)
        markAsWebSocket(flow);
    return flow;
}

bool readMessage(TnetReader &reader, const TnetValue &value, FlowMessage &message)
{
    std::size_t index = 0;
    const bool isRead = value.type == ']' && reader.elements(value, [&](const TnetValue &item) {
        if (index == 0)
            message.opcode = reader.integer(item).value_or(-1);
        else if (index == 1)
            message.isFromClient = reader.isTrue(item);
        else if (index == 2)
            message.content = item;
        else if (index == 3)
            message.time = timeOf(reader, item);
        else if (index == 4)
            message.isDropped = reader.isTrue(item);
        return ++index < 6;
    });
    return isRead && index >= 3 && message.content.isText();
}

} // namespace hop101::formats
