// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/sessionsummary.h"

#include "core/websocket/closecode.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

using hop::Event;
using hop::EventKind;

void noteFirst(std::optional<hop::Nanoseconds> &at, hop::Nanoseconds time)
{
    if (!at)
        at = time;
}

void endMessage(SessionSummary &summary, base::EventId first)
{
    auto &list = summary.firstMessages;
    if (list.empty() || first > list.back().first)
        return; // beyond those that are listed: nothing to look for
    for (auto seen = list.rbegin(); seen != list.rend(); ++seen) {
        if (seen->first == first) {
            seen->isComplete = true;
            return;
        }
    }
}

void noteClose(SessionSummary &summary, const capture::Reader &reader, const Event &event, std::size_t side)
{
    if (summary.close[side])
        return;
    const base::Bytes payload = reader.payload(event, 0, websocket::kMaxControlPayloadBytes);
    const websocket::CloseBody body = websocket::readCloseBody(payload);
    summary.close[side] = CloseSeen{event.id, body.code, std::string(body.reason)};
}

void noteFrame(SessionSummary &summary, const capture::Reader &reader, const Event &event)
{
    const auto side = static_cast<std::size_t>(event.direction);
    ++summary.frames[side];
    if (event.opcode() == websocket::Opcode::Close)
        noteClose(summary, reader, event, side);
    if (!event.message)
        return;
    if (event.payloadSize > 0)
        summary.payloadBytes[side] += static_cast<std::uint64_t>(event.payloadSize);
    if (event.message == event.id && summary.firstMessages.size() < kMaxListedMessages)
        summary.firstMessages.push_back({event.id, event.direction, event.opcode(), false});
    if (event.has(hop::flag::MessageEnd) && event.ended && !event.has(hop::flag::Cut)) {
        ++summary.messages[side];
        endMessage(summary, event.message);
    }
}

void noteFailure(SessionSummary &summary, const capture::Reader &reader, const Event &event,
                 hop::Nanoseconds time)
{
    noteFirst(summary.ended, time);
    if (summary.failedAt)
        return;
    summary.failedAt = static_cast<hop::FailStage>(event.code);
    summary.failure = reader.signalText(event);
}

void note(SessionSummary &summary, const capture::Reader &reader, const Event &event, hop::Nanoseconds time)
{
    summary.duration = time;
    if (event.severity == rules::Severity::Error)
        ++summary.errors;
    switch (event.kind) {
    case EventKind::Connected:
        noteFirst(summary.connected, time);
        break;
    case EventKind::TlsUp:
        noteFirst(summary.secured, time);
        break;
    case EventKind::RequestHead:
        noteFirst(summary.request, time);
        break;
    case EventKind::ResponseHead:
        if (!event.has(hop::flag::Interim))
            noteFirst(summary.response, time);
        break;
    case EventKind::Frame:
        noteFrame(summary, reader, event);
        break;
    case EventKind::Closed:
        noteFirst(summary.ended, time);
        break;
    case EventKind::Failed:
        noteFailure(summary, reader, event, time);
        break;
    case EventKind::Body:
    case EventKind::ProtocolSwitched:
    case EventKind::RawRun:
    case EventKind::Gap:
    case EventKind::Note:
        break;
    }
}

} // namespace

SessionSummary summarize(const capture::Reader &reader, base::HopId hopId)
{
    SessionSummary summary;
    const capture::Session &session = reader.sessionOf(hopId);
    const std::uint64_t first = std::max<std::uint64_t>(session.firstEvent.value, 1);
    const std::uint64_t last = reader.eventCount();
    summary.events = last >= first ? last - first + 1 : 0;
    std::array<Event, 512> page;
    for (std::uint64_t next = first; next <= last;) {
        const std::size_t got = reader.events({next}, page);
        if (got == 0)
            break;
        for (std::size_t i = 0; i < got; ++i) {
            if (page[i].hop != hopId)
                continue;
            note(summary, reader, page[i], page[i].time - session.firstTime);
        }
        next += got;
    }
    return summary;
}

} // namespace hop101::formats
