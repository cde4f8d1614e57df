// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/eventjson.h"

#include "core/capture/content.h"
#include "core/capture/message.h"
#include "core/hop/explain.h"
#include "core/websocket/closecode.h"

namespace hop101::formats {
namespace {

using hop::Event;
using hop::EventKind;

/// A frame header and a control frame's payload: what hop::explain() wants.
constexpr std::uint64_t kExplainBytes = 256;

const char *roleName(capture::Role role) noexcept
{
    switch (role) {
    case capture::Role::Client:
        return "client";
    case capture::Role::Proxy:
        return "proxy";
    case capture::Role::Server:
        return "server";
    }
    return "";
}

hop::FoundExpected ofVerdict(const capture::Reader &reader, const hop::Finding &finding, const Event &event)
{
    const auto exchange = capture::exchangeOf(reader, event);
    if (!exchange)
        return {};
    for (const hop::RuleResult &result : capture::verdictOf(reader, *exchange).results) {
        if (result.rule == finding.rule)
            return {result.found, result.expected};
    }
    return {};
}

hop::FoundExpected explained(const capture::Reader &reader, const hop::Finding &finding, const Event &event)
{
    const rules::Stage stage = rules::info(finding.rule).stage;
    if (stage == rules::Stage::Request || stage == rules::Stage::Response)
        return ofVerdict(reader, finding, event);
    return hop::explain(finding, event, reader.wire(event, kExplainBytes));
}

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
    switch (kind) {
    case EventKind::Connected:
        return "connected";
    case EventKind::TlsUp:
        return "tlsUp";
    case EventKind::RequestHead:
        return "requestHead";
    case EventKind::ResponseHead:
        return "responseHead";
    case EventKind::Body:
        return "body";
    case EventKind::ProtocolSwitched:
        return "protocolSwitched";
    case EventKind::Frame:
        return "frame";
    case EventKind::RawRun:
        return "raw";
    case EventKind::Closed:
        return "closed";
    case EventKind::Failed:
        return "failed";
    case EventKind::Gap:
        return "gap";
    case EventKind::Note:
        return "note";
    }
    return "unknown";
}

const char *stageName(hop::FailStage stage) noexcept
{
    switch (stage) {
    case hop::FailStage::Resolve:
        return "resolve";
    case hop::FailStage::Connect:
        return "connect";
    case hop::FailStage::ConnectTimeout:
        return "connectTimeout";
    case hop::FailStage::Tls:
        return "tls";
    case hop::FailStage::TlsTimeout:
        return "tlsTimeout";
    case hop::FailStage::Certificate:
        return "certificate";
    case hop::FailStage::UpgradeTimeout:
        return "upgradeTimeout";
    case hop::FailStage::CloseTimeout:
        return "closeTimeout";
    case hop::FailStage::Cancelled:
        return "cancelled";
    case hop::FailStage::Io:
        return "io";
    }
    return "unknown";
}

const char *causeName(hop::EndCause cause) noexcept
{
    switch (cause) {
    case hop::EndCause::Fin:
        return "fin";
    case hop::EndCause::Reset:
        return "reset";
    case hop::EndCause::ByUs:
        return "byUs";
    }
    return "unknown";
}

std::string opcodeName(websocket::Opcode opcode)
{
    switch (opcode) {
    case websocket::Opcode::Continuation:
        return "continuation";
    case websocket::Opcode::Text:
        return "text";
    case websocket::Opcode::Binary:
        return "binary";
    case websocket::Opcode::Close:
        return "close";
    case websocket::Opcode::Ping:
        return "ping";
    case websocket::Opcode::Pong:
        return "pong";
    }
    return "reserved " + std::to_string(static_cast<unsigned>(opcode));
}

std::string senderName(const capture::Reader &reader, base::HopId hopId, hop::Direction direction)
{
    const bool isLeft = direction == hop::Direction::FromLeft;
    for (const capture::Hop &hop : reader.hops()) {
        if (hop.id != hopId)
            continue;
        for (const capture::Party &party : reader.parties()) {
            if (party.id == (isLeft ? hop.left : hop.right))
                return roleName(party.role);
        }
    }
    return isLeft ? "client" : "server";
}

Json findingJson(const capture::Reader &reader, const hop::Finding &finding)
{
    const rules::RuleInfo &rule = rules::info(finding.rule);
    const hop::FoundExpected values = explained(reader, finding, reader.event(finding.event));
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
    return json;
}

} // namespace hop101::formats
