// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/eventfields.h"
#include "core/capture/reader.h"

#include <string>

namespace hop101::capture {

struct VerifyReport
{
    std::uint64_t inputs = 0;
    std::uint64_t events = 0; ///< compared
    std::uint64_t findings = 0;
    std::uint64_t differences = 0;
    std::string firstDifference; ///< one line for people; empty where there is none
    base::EventId event; ///< of the first difference; none where it is about no event
    FieldMismatch field; ///< of that event
    /// Bytes are missing or cannot be read: compared are the events before that place only.
    bool isPartial = false;
    bool isSame() const noexcept { return differences == 0; }
};
/// Replays the inputs of all sessions and hops through HopDecoder, with the limits of their hops, and
/// compares events, findings, exchanges and inflated messages with the file's (of the first version without
/// what that did not tell). A capture that a crash cut short is compared up to its last committed event, a
/// damaged one up to the first input that is missing. Memory does not depend on the size of the capture: the
/// replay writes its own index into a temporary file.
VerifyReport verify(const Reader &reader);

} // namespace hop101::capture
