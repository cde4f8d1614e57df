// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/frameheader.h"

#include <cstdint>

namespace hop101::websocket {

/// What a frame is to its message (RFC 6455 section 5.4).
enum class FrameRole : std::uint8_t {
    Control, ///< stands between the frames of a message and belongs to none
    Start, ///< first frame of a message
    Continue, ///< a further frame of the open message
    OrphanContinuation, ///< a continuation while no message is open
    NewDataInsideMessage, ///< a first frame while a message is open: that one never ends
};

/// Where one frame stands.
struct FramePlace
{
    FrameRole role = FrameRole::Control;
    Opcode opcode = Opcode::Continuation; ///< of the message's first frame; of the frame where it is alone
    std::uint64_t message =
        0; ///< id of the message's first frame; the frame's own for Control and OrphanContinuation
    std::uint64_t abandoned =
        0; ///< with NewDataInsideMessage: id of the first frame of the message that never ends
    bool isCompressed = false; ///< RSV1 of the message's first frame (RFC 7692 section 6)
    bool endsMessage = false; ///< always true for Control
    bool operator==(const FramePlace &) const = default;
};

/// Says from the frame headers of one direction which frame continues which message. It keeps no payload and
/// judges nothing: reserved opcodes 3 to 7 count as data, 11 to 15 as control. One a direction; not
/// thread-safe.
class MessageAssembler
{
public:
    /// Takes the next frame, with whatever number the caller names it by.
    FramePlace place(const FrameHeader &header, std::uint64_t frameId) noexcept;

    /// True between the first and the last frame of a fragmented message.
    [[nodiscard]] bool isMessageOpen() const noexcept { return m_isOpen; }
    /// Id of the open message's first frame; 0 where none is open.
    [[nodiscard]] std::uint64_t openMessage() const noexcept { return m_isOpen ? m_message : 0; }
    void reset() noexcept { *this = {}; }

private:
    std::uint64_t m_message = 0;
    Opcode m_opcode = Opcode::Continuation;
    bool m_isCompressed = false;
    bool m_isOpen = false;
};

} // namespace hop101::websocket
