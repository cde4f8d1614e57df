// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactioncopy.h"

#include <algorithm>

namespace hop101::capture {

namespace {

/// How much of a frame that is made anew has come when `seen` bytes of the original have: at least one byte,
/// because an event begins with its first, and all at the end.
std::uint64_t share(const RedactionEdits::Frame &frame, std::uint64_t seen) noexcept
{
    if (seen >= frame.size)
        return frame.newSize;
    const std::uint64_t whole = frame.newSize / frame.size * seen;
    const auto rest = static_cast<long double>(frame.newSize % frame.size) * static_cast<long double>(seen)
        / static_cast<long double>(frame.size);
    const std::uint64_t part = whole + static_cast<std::uint64_t>(rest);
    return std::clamp<std::uint64_t>(part, seen > 0 ? 1 : 0, frame.newSize);
}

} // namespace

void RedactionCopy::take(const hop::Input &input)
{
    if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
        return takeBytes(input, seen->bytes);
    if (const auto *lost = std::get_if<hop::Lost>(&input.data))
        m_streams[{input.hop.value, input.direction}].offset += lost->bytes;
    m_recorder.take(input.hop, input.direction, input.time, m_texts.signal(input.data, input.hop));
}

void RedactionCopy::takeBytes(const hop::Input &input, base::ByteSpan bytes)
{
    Stream &stream = m_streams[{input.hop.value, input.direction}];
    const RedactionEdits::Stream key{input.hop, input.direction};
    m_out.clear();
    while (!bytes.empty()) {
        const bool isBehind = stream.frame && stream.frame->first + stream.frame->size <= stream.offset;
        if (!stream.isFrameKnown || isBehind) {
            stream.frame = m_edits.nextFrame(key, stream.offset);
            stream.isFrameKnown = true;
        }
        const std::uint64_t end = stream.offset + bytes.size();
        std::uint64_t taken = 0;
        if (stream.frame && stream.frame->first <= stream.offset) {
            taken = takeFrame(input, stream, end);
        } else {
            taken = std::min(end, stream.frame ? stream.frame->first : end) - stream.offset;
            takeAsIs(input, stream, bytes.first(taken));
        }
        stream.offset += taken;
        bytes = bytes.subspan(taken);
    }
    if (!m_out.empty())
        m_recorder.take(input.hop, input.direction, input.time, hop::BytesSeen{m_out});
}

std::uint64_t RedactionCopy::takeFrame(const hop::Input &input, Stream &stream, std::uint64_t end)
{
    const RedactionEdits::Frame &frame = *stream.frame;
    const std::uint64_t stop = std::min(end, frame.first + frame.size);
    const std::uint64_t from = share(frame, stream.offset - frame.first);
    const std::uint64_t to = share(frame, stop - frame.first);
    if (from < to)
        m_edits.frameBytes(frame, from, to, [&](base::ByteSpan piece) {
            base::append(m_out, piece);
            if (m_out.size() >= hop::kMaxInputBytes) {
                m_recorder.take(input.hop, input.direction, input.time, hop::BytesSeen{m_out});
                m_out.clear();
            }
        });
    return stop - stream.offset;
}

void RedactionCopy::takeAsIs(const hop::Input &input, Stream &stream, base::ByteSpan bytes)
{
    const std::size_t at = m_out.size();
    base::append(m_out, bytes);
    const RedactionEdits::Stream key{input.hop, input.direction};
    if (stream.nextFill < stream.offset + bytes.size())
        stream.nextFill = m_edits.nextFill(key, stream.offset);
    if (stream.nextFill < stream.offset + bytes.size())
        m_edits.applyFills(key, stream.offset, std::span(m_out).subspan(at));
}

} // namespace hop101::capture
