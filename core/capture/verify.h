// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <string>

namespace hop101::capture {

struct VerifyReport
{
    std::uint64_t inputs = 0;
    std::uint64_t events = 0;
    std::uint64_t findings = 0;
    std::uint64_t differences = 0;
    std::string firstDifference; ///< one line for people; empty where there is none
    bool isSame() const noexcept { return differences == 0; }
};
/// Replays the inputs through HopDecoder, with the limits of their hops, and compares events, findings,
/// exchanges and inflated messages with the file's (of the first version without what that did not tell). A
/// capture that a crash cut short is compared up to its last committed event.
VerifyReport verify(const Reader &reader);

} // namespace hop101::capture
