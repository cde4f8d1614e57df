// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"
#include "core/formats/json.h"
#include "core/formats/sessionsummary.h"

namespace hop101::formats {

/// The most bytes of one message, and of all messages together, that stand in JSON.
inline constexpr std::size_t kMaxMessageBytes = 64 * 1024;
inline constexpr std::size_t kMaxAllMessageBytes = 8 * 1024 * 1024;
/// The most findings that are listed.
inline constexpr std::size_t kMaxListedFindings = 1000;

/// The document of `probe --json` (docs/cli-json.md) for one hop of a capture: its first exchange, what was
/// sent and received, how it ended. `exchange` is null where the connection failed before it.
Json sessionJson(const capture::Reader &reader, base::HopId hop, const hop::Exchange *exchange,
                 const doctor::Diagnosis &diagnosis, const SessionSummary &summary);

} // namespace hop101::formats
