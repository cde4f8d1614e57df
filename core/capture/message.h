// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

namespace hop101::capture {

// A message is named by the number of its first frame. Where permessage-deflate compressed it, its bytes are
// those that the capture kept inflated; of any other they are its frames' payloads.

/// What can be said of the bytes of a message.
enum class MessageState : std::uint8_t {
    Whole, ///< all can be read
    Open, ///< its last frame has not come, or not to its end
    Long, ///< it has more frames than were looked at
    NotInflated, ///< compressed, and from some byte on not inflated: a limit, or an error
    NotKept, ///< compressed, and larger than what a capture keeps
};

struct MessageFacts
{
    base::EventId first;
    bool isCompressed = false;
    std::size_t frames = 0;
    std::uint64_t sentBytes = 0; ///< of the payloads of its frames
    std::int64_t size = -1; ///< of the whole message as it is read; −1: not known
    std::uint64_t readableBytes = 0; ///< so much of its front can be read
    MessageState state = MessageState::Whole;
};
/// How many frames of a message are looked at for its facts.
inline constexpr std::size_t kMaxFactFrames = 65'536;
/// Of the message that a frame belongs to; `frame` must have one.
MessageFacts messageFacts(const Reader &reader, const hop::Event &frame);

enum class Encoding : std::uint8_t {
    AsRead, ///< inflated where it is compressed
    AsSent, ///< payloads as on the wire, without their masks
};

/// The frames of a message, from its first to its last (control frames between left out); at most `limit`.
std::vector<hop::Event> messageFrames(const Reader &reader, base::EventId firstFrame, std::size_t limit);
/// Gives the bytes of a message piece by piece, so that memory does not depend on its size. Of an event that
/// is no data frame: its payload. False where `sink` stopped it.
bool readMessage(const Reader &reader, base::EventId firstFrame,
                 const std::function<bool(base::ByteSpan)> &sink, Encoding encoding = Encoding::AsRead);
/// Bytes of a message as it is read, from `offset` on, at most `limit`.
base::Bytes messageBytes(const Reader &reader, base::EventId firstFrame, std::uint64_t offset,
                         std::uint64_t limit);
/// The bytes that this frame brought to its message as it is read, from `offset` of them on, at most `limit`.
/// Of any other event: Reader::payload().
base::Bytes frameBytes(const Reader &reader, const hop::Event &event, std::uint64_t offset,
                       std::uint64_t limit);
/// Where the bytes of this data frame begin in its message as it is read; nothing where that is not known.
std::optional<std::uint64_t> startInMessage(const Reader &reader, const hop::Event &frame);
/// How many bytes those are; −1 where that is not known.
std::int64_t frameSize(const Reader &reader, const hop::Event &event);

} // namespace hop101::capture
