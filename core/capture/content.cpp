// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/content.h"

#include "core/http/headparser.h"

#include <array>

namespace hop101::capture {

namespace {

constexpr std::size_t kBatchEvents = 64;
constexpr std::uint64_t kPieceBytes = 256 * 1024;
/// How far an answer that is no HTTP is looked for.
constexpr std::size_t kMostFindings = 256;
constexpr std::uint64_t kNotHttpBytes = 24;

/// True where no further frame of that message can follow.
bool abandonsMessage(const hop::Event &event, const hop::Event &first) noexcept
{
    const bool isOtherMessage =
        event.kind == hop::EventKind::Frame && event.message && event.message != first.id;
    return event.hop == first.hop && event.direction == first.direction
        && (isOtherMessage || event.kind == hop::EventKind::Closed || event.kind == hop::EventKind::RawRun);
}

/// Calls `visit` for each frame of the message, until that returns false.
void visitFrames(const Reader &reader, base::EventId firstFrame,
                 const std::function<bool(const hop::Event &)> &visit)
{
    const hop::Event first = reader.event(firstFrame);
    if (first.kind != hop::EventKind::Frame || !visit(first) || first.message != first.id
        || first.has(hop::flag::MessageEnd))
        return;
    std::array<hop::Event, kBatchEvents> batch;
    base::EventId next{firstFrame.value + 1};
    for (;;) {
        const std::size_t count = reader.events(next, batch);
        for (const hop::Event &event : std::span(batch).first(count)) {
            if (abandonsMessage(event, first))
                return;
            const bool isPart = event.kind == hop::EventKind::Frame && event.message == first.id;
            if (isPart && (!visit(event) || event.has(hop::flag::MessageEnd)))
                return;
        }
        if (count < batch.size())
            return;
        next.value += count;
    }
}

/// The raw run that came in the place of an answer; none where the answer is HTTP, or nothing came.
hop::Event notHttpOf(const Reader &reader, const hop::Exchange &exchange)
{
    const base::EventId last{reader.eventCount()};
    for (const hop::Finding &finding : reader.findings(exchange.request, last, kMostFindings)) {
        const hop::Event event = reader.event(finding.event);
        if (finding.rule == rules::Rule::ResponseIsHttp && event.hop == exchange.hop)
            return event;
    }
    return {};
}

} // namespace

std::optional<http::RequestHead> requestHead(const Reader &reader, const hop::Event &event)
{
    if (event.kind != hop::EventKind::RequestHead)
        return std::nullopt;
    return http::parseRequestHead(reader.wire(event, http::kMaxHeadBytes));
}

std::optional<http::ResponseHead> responseHead(const Reader &reader, const hop::Event &event)
{
    if (event.kind != hop::EventKind::ResponseHead)
        return std::nullopt;
    return http::parseResponseHead(reader.wire(event, http::kMaxHeadBytes));
}

hop::Verdict verdictOf(const Reader &reader, const hop::Exchange &exchange)
{
    const auto request = requestHead(reader, reader.event(exchange.request));
    const auto response = responseHead(reader, reader.event(exchange.response));
    hop::Verdict verdict = hop::verdictOf(request ? &*request : nullptr, response ? &*response : nullptr,
                                          exchange.state == hop::ExchangeState::NoAnswer);
    if (verdict.state != hop::ExchangeState::NoAnswer)
        return verdict;
    if (const hop::Event raw = notHttpOf(reader, exchange); raw.id)
        hop::markNotHttp(verdict, reader.wire(raw, kNotHttpBytes));
    return verdict;
}

std::optional<hop::Exchange> exchangeOf(const Reader &reader, const hop::Event &event)
{
    return reader.exchangeOf(event);
}

std::vector<hop::Event> messageFrames(const Reader &reader, base::EventId firstFrame, std::size_t limit)
{
    std::vector<hop::Event> frames;
    if (limit == 0)
        return frames;
    visitFrames(reader, firstFrame, [&frames, limit](const hop::Event &frame) {
        frames.push_back(frame);
        return frames.size() < limit;
    });
    return frames;
}

bool readMessage(const Reader &reader, base::EventId firstFrame,
                 const std::function<bool(base::ByteSpan)> &sink)
{
    bool goesOn = true;
    visitFrames(reader, firstFrame, [&](const hop::Event &frame) {
        for (std::uint64_t at = 0; goesOn;) {
            const base::Bytes piece = reader.payload(frame, at, kPieceBytes);
            if (piece.empty())
                break;
            at += piece.size();
            goesOn = sink(piece);
        }
        return goesOn;
    });
    return goesOn;
}

} // namespace hop101::capture
