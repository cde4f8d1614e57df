// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/eventjson.h"

#include "core/capture/content.h"
#include "core/capture/eventnames.h"
#include "core/capture/message.h"
#include "core/websocket/closecode.h"

namespace hop101::formats {
namespace {

using hop::Event;
using hop::EventKind;

void addFrame(Json &json, const capture::Reader &reader, const Event &event)
{
    json["opcode"] = opcodeName(event.opcode());
    json["fin"] = event.has(hop::flag::Fin);
    json["masked"] = event.has(hop::flag::Masked);
    for (const auto &[bit, name] :
         {std::pair{hop::flag::Rsv1, "rsv1"}, std::pair{hop::flag::Rsv2, "rsv2"},
          std::pair{hop::flag::Rsv3, "rsv3"}, std::pair{hop::flag::Compressed, "compressed"},
          std::pair{hop::flag::AfterClose, "afterClose"}}) {
        if (event.has(bit))
            json[name] = true;
    }
    if (event.message) {
        json["message"] = event.message.value;
        json["messageEnd"] = event.has(hop::flag::MessageEnd);
        json["messageSize"] = event.messageSize;
    }
    if (event.opcode() != websocket::Opcode::Close)
        return;
    const base::Bytes payload = reader.payload(event, 0, websocket::kMaxControlPayloadBytes);
    const websocket::CloseBody body = websocket::readCloseBody(payload);
    if (body.code) {
        json["closeCode"] = *body.code;
        json["closeReason"] = body.reason;
    }
}

void addKind(Json &json, const capture::Reader &reader, const Event &event)
{
    switch (event.kind) {
    case EventKind::Frame:
        addFrame(json, reader, event);
        break;
    case EventKind::ResponseHead:
        json["status"] = event.code;
        if (event.has(hop::flag::Interim))
            json["interim"] = true;
        break;
    case EventKind::Closed:
        json["cause"] = causeName(static_cast<hop::EndCause>(event.code));
        break;
    case EventKind::Failed:
        json["stage"] = stageName(static_cast<hop::FailStage>(event.code));
        json["reason"] = reader.signalText(event);
        break;
    case EventKind::TlsUp:
        json["certificate"] = reader.signalText(event);
        json["accepted"] = event.has(hop::flag::Accepted);
        break;
    case EventKind::Connected:
    case EventKind::RequestHead:
    case EventKind::Body:
    case EventKind::ProtocolSwitched:
    case EventKind::RawRun:
    case EventKind::Note:
        break;
    case EventKind::Gap:
        if (const auto lost = reader.lost(event)) {
            json["lostBytes"] = lost->bytes;
            json["lostEvents"] = lost->events;
        }
        break;
    }
}

bool hasPayload(const Event &event) noexcept
{
    switch (event.kind) {
    case EventKind::RequestHead:
    case EventKind::ResponseHead:
    case EventKind::Body:
    case EventKind::Frame:
    case EventKind::RawRun:
        return true;
    default:
        return false;
    }
}

void addPayload(Json &json, const capture::Reader &reader, const Event &event)
{
    const base::Bytes bytes = capture::frameBytes(reader, event, 0, kMaxEventBytes);
    const std::int64_t size = capture::frameSize(reader, event);
    const bool isLonger = size < 0 || static_cast<std::uint64_t>(size) > bytes.size();
    // Of an open frame the rest may come; of a compressed one it may not have been kept.
    const bool isCut = isLonger && (bytes.size() == kMaxEventBytes || event.has(hop::flag::Compressed));
    addBytes(json, bytes);
    if (isCut)
        json["truncated"] = true;
}

} // namespace

const char *kindName(EventKind kind) noexcept
{
    return capture::kindName(kind);
}

const char *stageName(hop::FailStage stage) noexcept
{
    return capture::stageName(stage);
}

const char *causeName(hop::EndCause cause) noexcept
{
    return capture::causeName(cause);
}

std::string opcodeName(websocket::Opcode opcode)
{
    return capture::opcodeName(opcode);
}

std::string senderName(const capture::Reader &reader, base::HopId hopId, hop::Direction direction)
{
    return capture::senderName(reader.hops(), reader.parties(), hopId, direction);
}

Json findingJson(const capture::Reader &reader, const hop::Finding &finding)
{
    const rules::RuleInfo &rule = rules::info(finding.rule);
    const hop::FoundExpected values = capture::foundAndExpected(reader, finding, reader.event(finding.event));
    return {
        {"rule", rule.id},
        {"severity", rules::severityName(rule.severity)},
        {"section", rule.section},
        {"event", finding.event.value},
        {"at", {{"first", finding.at.first}, {"size", finding.at.size}}},
        {"title", rule.title},
        {"meaning", rule.meaning},
        {"found", values.found},
        {"expected", values.expected},
    };
}

Json eventJson(const capture::Reader &reader, const Event &event)
{
    Json json = {
        {"event", event.id.value},      {"timeNs", event.time.count()},
        {"hop", event.hop.value},       {"from", senderName(reader, event.hop, event.direction)},
        {"kind", kindName(event.kind)},
    };
    addKind(json, reader, event);
    json["offset"] = event.streamOffset;
    json["wireSize"] = event.wireSize;
    json["payloadSize"] = event.payloadSize;
    json["ended"] = event.ended;
    if (event.has(hop::flag::Cut))
        json["cut"] = true;
    if (hasPayload(event))
        addPayload(json, reader, event);
    json["severity"] = rules::severityName(event.severity);
    Json findings = Json::array();
    if (event.severity != rules::Severity::None) {
        for (const hop::Finding &finding : reader.findings(event.id))
            findings.push_back(findingJson(reader, finding));
    }
    json["findings"] = std::move(findings);
    if (const auto note = reader.note(event.id)) {
        if (note->isBookmarked)
            json["bookmarked"] = true;
        if (!note->text.empty())
            json["note"] = note->text;
    }
    return json;
}

} // namespace hop101::formats
