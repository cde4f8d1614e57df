// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <cstdint>
#include <string>

namespace hop101::capture {

/// Where counting goes on when another session is recorded into a capture.
struct AppendPoint
{
    Session session; ///< the new one: its number, first time and first event; the rest is the recorder's
    std::uint64_t inputs = 0; ///< the highest seq so far; the next input has the next number
    std::uint64_t events = 0;
    std::uint64_t exchanges = 0;
    std::uint32_t hops = 0;
    std::uint32_t parties = 0;
    std::uint64_t wireBytes = 0; ///< of all sessions so far: what the budget of content goes by
    std::uint64_t contentBytes = 0;
};

/// Reads it from a capture of today's format that nobody records, whose sessions may have been cut short by a
/// crash. Time goes on, too: the new session begins as long after the first one as the wall clock says, and
/// never before the last input. Reads the whole table `wire` without its bytes. Errors: Older, Busy, Damaged,
/// and what opening gives. The file is not written to.
[[nodiscard]] base::Result<AppendPoint, CaptureError> appendPointOf(const std::string &path);

} // namespace hop101::capture
