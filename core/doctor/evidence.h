// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/hop/verdict.h"
#include "core/http/head.h"

#include <optional>
#include <string>
#include <vector>

namespace hop101::doctor {

/// The most bytes of a refusal's body, or of an answer that is not HTTP, that the doctor looks at.
inline constexpr std::size_t kMaxEvidenceBytes = 4096;
inline constexpr std::size_t kMaxEarlierKeys = 64;
/// The most events that are counted after a switch.
inline constexpr std::size_t kMaxCountedEvents = 4096;

/// All that the doctor looks at, as values: what one exchange did, without the capture that it came from.
struct Evidence
{
    hop::Verdict verdict;
    std::optional<http::RequestHead> request;
    std::optional<http::ResponseHead> response; ///< the final one
    std::string url; ///< of the hop, "ws://host:port/target"; may be empty
    base::Bytes body; ///< first bytes of the refusal's body, decoded
    base::Bytes raw; ///< first bytes of an answer that is not HTTP
    std::vector<int> interim; ///< statuses of 1xx responses before the final one
    std::vector<std::string> earlierKeys; ///< earlierKeys(), only where Sec-WebSocket-Accept is wrong
    bool isHeadCut = false; ///< a response head began and did not end
    std::optional<hop::EndCause> ended; ///< how the server's direction ended; none while it lasts
    std::optional<hop::FailStage> failedAt;
    std::string failure; ///< the system's own words for it
    std::optional<hop::Nanoseconds> answeredAfter; ///< from the request to the final response head

    // After the switch.
    std::size_t frames = 0; ///< both ways
    bool hasMoreFrames = false; ///< kMaxCountedEvents reached: there may be more
    std::vector<rules::Rule>
        broken; ///< rules of frames and behaviour, once each, in order of the first event
    hop::Nanoseconds silenceBeforeEnd{}; ///< between the last event and the end of the connection
};

/// Reads what is to be known of an exchange. Cost does not follow the size of the capture.
Evidence gather(const capture::Reader &reader, const hop::Exchange &exchange);
/// The Sec-WebSocket-Key of the latest kMaxEarlierKeys requests before this exchange, on any hop.
std::vector<std::string> earlierKeys(const capture::Reader &reader, const hop::Exchange &exchange);

} // namespace hop101::doctor
