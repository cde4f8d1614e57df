// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <optional>
#include <string>
#include <vector>

namespace hop101::formats {

/// A data message, by its first frame.
struct MessageSeen
{
    base::EventId first;
    hop::Direction from = hop::Direction::FromLeft;
    websocket::Opcode opcode = websocket::Opcode::Text;
    bool isComplete = false;
};

/// A Close frame.
struct CloseSeen
{
    base::EventId event;
    std::optional<std::uint16_t> code; ///< none in an empty body
    std::string reason; ///< as on the wire
};

/// What became of one hop, counted over all of its events. Times count from the start of its session.
struct SessionSummary
{
    std::uint64_t events = 0; ///< from the start of the hop's session on
    std::uint64_t frames[2] = {0, 0}; ///< by Direction
    std::uint64_t messages[2] = {0, 0}; ///< complete data messages
    std::uint64_t payloadBytes[2] = {0, 0}; ///< of all data frames
    std::uint64_t errors = 0; ///< events with a finding of severity error
    std::vector<MessageSeen> firstMessages; ///< at most kMaxListedMessages, in order
    std::optional<CloseSeen> close[2]; ///< the first Close of each side
    std::optional<hop::Nanoseconds> connected, secured, request, response, ended;
    std::optional<hop::FailStage> failedAt; ///< the first failure
    std::string failure;
    hop::Nanoseconds duration{}; ///< time of the last event

    /// Both sides sent Close, and no rule of severity error is broken.
    bool isCloseClean() const noexcept { return close[0] && close[1] && errors == 0; }
};
inline constexpr std::size_t kMaxListedMessages = 1000;

/// Reads each event from the start of the hop's session on once. Memory does not follow their number.
SessionSummary summarize(const capture::Reader &reader, base::HopId hop);

} // namespace hop101::formats
