// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/plan/plan.h"
#include "core/websocket/inflater.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hop101::hop {

/// Inflates the compressed messages of one direction within the limits, and knows when it cannot go on:
/// behind bad data or a limit the rest of the message is bytes, and with context takeover all later messages
/// are.
class MessageInflater
{
public:
    MessageInflater(websocket::DeflateSide agreed, const plan::Limits &limits) noexcept
        : m_noContextTakeover(agreed.noContextTakeover), m_limits(limits), m_inflater(agreed)
    { }

    enum class State : std::uint8_t { Hungry, RoomFull, BadData, TooLarge };
    struct Step
    {
        State state;
        base::ByteSpan data; ///< what came out; lives until the next call
    };

    /// A message begins. One that is still open never ends: what follows cannot be told without it.
    void beginMessage(bool isCompressed);
    /// A frame of the open compressed message, by its header.
    void beginFrame(std::uint64_t payloadLength) noexcept;
    /// Takes the front of `input`: payload of that frame, unmasked. To be called until it is Hungry, while
    /// isInflating().
    Step next(base::ByteSpan &input);
    /// Bytes were lost, and with them what later messages may refer to.
    void lose() noexcept { fail(); }
    /// The open message is complete: true where its DEFLATE data are, too.
    bool endMessage();

    /// The open message is compressed and can be read so far.
    bool isInflating() const noexcept { return m_isInflating; }
    /// Of the open message so far, inflated.
    std::uint64_t messageBytes() const noexcept { return m_out; }
    bool hasSeenFinalBlock() const noexcept { return m_inflater.hasSeenFinalBlock(); }

private:
    void fail() noexcept;

    static constexpr std::size_t kRoomBytes = 16 * 1024;

    bool m_noContextTakeover;
    plan::Limits m_limits;
    websocket::Inflater m_inflater;
    bool m_isInflating = false;
    bool m_isLost = false; ///< later messages need a window that is not known
    bool m_needsReset = false;
    std::uint64_t m_in = 0; ///< payload bytes of the message's frames, as their headers say
    std::uint64_t m_out = 0;
    std::uint64_t m_allowed = 0; ///< the most that may come out by the end of this frame
    std::array<std::byte, kRoomBytes> m_room;
};

} // namespace hop101::hop
