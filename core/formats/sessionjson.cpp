// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/sessionjson.h"

#include "core/capture/content.h"
#include "core/capture/message.h"
#include "core/formats/eventjson.h"
#include "core/formats/exchangejson.h"

#include <algorithm>

namespace hop101::formats {
namespace {

Json nanoseconds(const std::optional<hop::Nanoseconds> &time)
{
    return time ? Json(time->count()) : Json();
}

void addFindings(Json &document, const capture::Reader &reader)
{
    Json list = Json::array();
    const auto findings = reader.findings({1}, {reader.eventCount()}, kMaxListedFindings + 1);
    for (std::size_t i = 0; i < std::min(findings.size(), kMaxListedFindings); ++i)
        list.push_back(findingJson(reader, findings[i]));
    document["findings"] = std::move(list);
    document["moreFindings"] = findings.size() > kMaxListedFindings;
}

Json failureJson(const SessionSummary &summary, const doctor::Diagnosis &diagnosis)
{
    if (!summary.failedAt)
        return nullptr;
    return {{"stage", stageName(*summary.failedAt)},
            {"reason", summary.failure},
            {"sentence", diagnosis.sentence}};
}

Json timingJson(const SessionSummary &summary)
{
    return {
        {"connectedNs", nanoseconds(summary.connected)}, {"securedNs", nanoseconds(summary.secured)},
        {"requestNs", nanoseconds(summary.request)},     {"responseNs", nanoseconds(summary.response)},
        {"endedNs", nanoseconds(summary.ended)},         {"lastEventNs", summary.duration.count()},
    };
}

/// At most `limit` bytes; whether there were more.
std::pair<base::Bytes, bool> frontOf(const capture::Reader &reader, base::EventId first, std::size_t limit)
{
    base::Bytes bytes;
    bool isCut = false;
    capture::readMessage(reader, first, [&](base::ByteSpan piece) {
        const std::size_t room = limit - bytes.size();
        isCut = piece.size() > room;
        base::append(bytes, piece.first(std::min(room, piece.size())));
        return !isCut;
    });
    return {std::move(bytes), isCut};
}

/// Where it is compressed: what went over the wire, and that a part cannot be read.
void addCompression(Json &json, const capture::Reader &reader, base::EventId first)
{
    const hop::Event frame = reader.event(first);
    if (!frame.has(hop::flag::Compressed))
        return;
    const capture::MessageFacts facts = capture::messageFacts(reader, frame);
    json["compressed"] = true;
    json["size"] = facts.size;
    json["sentSize"] = facts.sentBytes;
    json["readableSize"] = facts.readableBytes;
}

Json messagesJson(const capture::Reader &reader, base::HopId hopId, const SessionSummary &summary)
{
    Json list = Json::array();
    std::size_t room = kMaxAllMessageBytes;
    for (const MessageSeen &message : summary.firstMessages) {
        auto [bytes, isCut] = frontOf(reader, message.first, std::min(kMaxMessageBytes, room));
        room -= bytes.size();
        Json json = {
            {"event", message.first.value},
            {"from", senderName(reader, hopId, message.from)},
            {"opcode", opcodeName(message.opcode)},
            {"complete", message.isComplete},
        };
        addCompression(json, reader, message.first);
        addBytes(json, bytes);
        if (isCut)
            json["truncated"] = true;
        list.push_back(std::move(json));
    }
    return list;
}

Json closeFrameJson(const std::optional<CloseSeen> &close)
{
    if (!close)
        return nullptr;
    return {{"event", close->event.value},
            {"code", close->code ? Json(*close->code) : Json()},
            {"reason", close->reason}};
}

/// The code and reason that count are those of the Close that came first.
Json closeJson(const SessionSummary &summary)
{
    const auto &client = summary.close[0];
    const auto &server = summary.close[1];
    if (!client && !server)
        return nullptr;
    const bool isClients = client && (!server || client->event < server->event);
    const CloseSeen &first = isClients ? *client : *server;
    return {
        {"code", first.code ? Json(*first.code) : Json()},
        {"reason", first.reason},
        {"clean", summary.isCloseClean()},
        {"startedBy", isClients ? "client" : "server"},
        {"client", closeFrameJson(client)},
        {"server", closeFrameJson(server)},
    };
}

} // namespace

Json sessionJson(const capture::Reader &reader, base::HopId hopId, const hop::Exchange *exchange,
                 const doctor::Diagnosis &diagnosis, const SessionSummary &summary)
{
    const hop::Verdict verdict =
        exchange ? capture::verdictOf(reader, *exchange) : hop::verdictOf(nullptr, nullptr, true);
    Json document = {{"verdict", verdictJson(verdict, diagnosis)}};
    addFindings(document, reader);
    document["request"] = exchange ? requestJson(reader, exchange->request) : Json();
    document["response"] = exchange ? responseJson(reader, exchange->response) : Json();
    document["accept"] = exchange ? acceptJson(doctor::explainAccept(reader, *exchange)) : Json();
    document["extensions"] = exchange ? extensionsJson(reader, *exchange) : Json();
    document["failure"] = failureJson(summary, diagnosis);
    document["timing"] = timingJson(summary);
    document["events"] = summary.events;
    document["frames"] = {{"sent", summary.frames[0]}, {"received", summary.frames[1]}};
    document["messages"] = messagesJson(reader, hopId, summary);
    document["moreMessages"] = summary.firstMessages.size() == kMaxListedMessages;
    document["close"] = closeJson(summary);
    return document;
}

} // namespace hop101::formats
