// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/message.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {

namespace {

constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kPieceBytes = 256 * 1024;
/// How far the frame before is looked for: between two fragments stand few others.
constexpr std::uint64_t kMaxStepsBack = 65'536;

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
    for (hop::Event event = first;;) {
        event = reader.nextOfHop(first.hop, event.id, {kAll});
        if (!event.id || abandonsMessage(event, first))
            return;
        const bool isPart = event.kind == hop::EventKind::Frame && event.message == first.id;
        if (isPart && (!visit(event) || event.has(hop::flag::MessageEnd)))
            return;
    }
}

std::uint64_t knownSize(std::int64_t size) noexcept
{
    return size < 0 ? 0 : static_cast<std::uint64_t>(size);
}

/// Gives what `read` has, from 0 on, until that is empty.
bool readPieces(const std::function<base::Bytes(std::uint64_t)> &read,
                const std::function<bool(base::ByteSpan)> &sink)
{
    for (std::uint64_t at = 0;;) {
        const base::Bytes piece = read(at);
        if (piece.empty())
            return true;
        at += piece.size();
        if (!sink(piece))
            return false;
    }
}

bool isCompressed(const hop::Event &event) noexcept
{
    return event.kind == hop::EventKind::Frame && event.message && event.has(hop::flag::Compressed);
}

MessageState stateOf(const MessageFacts &facts, const hop::Event &last, std::uint64_t inflated) noexcept
{
    if (facts.frames >= kMaxFactFrames)
        return MessageState::Long;
    if (facts.isCompressed && (inflated > facts.readableBytes))
        return MessageState::NotKept;
    if (facts.isCompressed && last.ended && last.messageSize < 0)
        return MessageState::NotInflated;
    return last.ended && last.has(hop::flag::MessageEnd) ? MessageState::Whole : MessageState::Open;
}

} // namespace

MessageFacts messageFacts(const Reader &reader, const hop::Event &frame)
{
    MessageFacts facts;
    facts.first = frame.message;
    facts.isCompressed = isCompressed(frame);
    hop::Event last;
    std::uint64_t inflated = 0;
    visitFrames(reader, frame.message, [&](const hop::Event &part) {
        last = part;
        facts.sentBytes += knownSize(part.payloadSize);
        inflated = std::max(inflated, knownSize(part.messageSize));
        return ++facts.frames < kMaxFactFrames;
    });
    facts.readableBytes = facts.isCompressed ? reader.inflatedSize(frame.message) : facts.sentBytes;
    facts.state = stateOf(facts, last, inflated);
    if (last.ended && last.has(hop::flag::MessageEnd))
        facts.size = facts.isCompressed ? last.messageSize : static_cast<std::int64_t>(facts.sentBytes);
    return facts;
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
                 const std::function<bool(base::ByteSpan)> &sink, Encoding encoding)
{
    if (encoding == Encoding::AsRead && isCompressed(reader.event(firstFrame)))
        return readPieces([&](std::uint64_t at) { return reader.inflated(firstFrame, at, kPieceBytes); },
                          sink);
    bool goesOn = true;
    visitFrames(reader, firstFrame, [&](const hop::Event &frame) {
        goesOn = readPieces([&](std::uint64_t at) { return reader.payload(frame, at, kPieceBytes); }, sink);
        return goesOn;
    });
    return goesOn;
}

base::Bytes messageBytes(const Reader &reader, base::EventId firstFrame, std::uint64_t offset,
                         std::uint64_t limit)
{
    if (isCompressed(reader.event(firstFrame)))
        return reader.inflated(firstFrame, offset, limit);
    base::Bytes bytes;
    visitFrames(reader, firstFrame, [&](const hop::Event &frame) {
        const std::uint64_t size = knownSize(frame.payloadSize);
        if (offset < size || !frame.ended)
            base::append(bytes, reader.payload(frame, offset, limit - bytes.size()));
        offset -= std::min(offset, size);
        return bytes.size() < limit;
    });
    return bytes;
}

std::optional<std::uint64_t> startInMessage(const Reader &reader, const hop::Event &frame)
{
    if (frame.message == frame.id)
        return 0;
    const std::uint64_t lowest =
        std::max(frame.message.value, frame.id.value - std::min(frame.id.value, kMaxStepsBack));
    for (hop::Event before = frame;;) {
        before = reader.previousOfHop(frame.hop, before.id, {lowest});
        if (!before.id)
            break;
        if (before.kind == hop::EventKind::Frame && before.message == frame.message)
            return before.messageSize < 0 ? std::nullopt : std::optional(knownSize(before.messageSize));
    }
    return std::nullopt;
}

base::Bytes frameBytes(const Reader &reader, const hop::Event &event, std::uint64_t offset,
                       std::uint64_t limit)
{
    if (!isCompressed(event))
        return reader.payload(event, offset, limit);
    const auto start = startInMessage(reader, event);
    if (!start || offset > std::numeric_limits<std::int64_t>::max() - *start)
        return {};
    const std::int64_t size = frameSize(reader, event);
    if (size >= 0)
        limit = std::min(limit, knownSize(size) - std::min(knownSize(size), offset));
    return reader.inflated(event.message, *start + offset, limit);
}

std::int64_t frameSize(const Reader &reader, const hop::Event &event)
{
    if (!isCompressed(event))
        return event.payloadSize;
    const auto start = startInMessage(reader, event);
    if (!start || event.messageSize < 0 || knownSize(event.messageSize) < *start)
        return -1;
    return event.messageSize - static_cast<std::int64_t>(*start);
}

} // namespace hop101::capture
