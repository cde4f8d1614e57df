// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/content.h"
#include "core/hop/verdict.h"

#include <string>
#include <vector>

namespace hop101::doctor {

/// What to change, and where.
struct Fix
{
    std::string title;   ///< "Fix in nginx", with the place where it is known
    std::string text;    ///< lines to copy
};

/// The first sentences of the verdict pane and of `probe`.
struct Diagnosis
{
    std::string lead;     ///< "Upgraded." / "Not upgraded." / "No answer."
    std::string sentence; ///< one sentence that says why: "All 14 handshake rules hold.", "The server wants a login (401)."
    std::string detail;   ///< one more sentence of facts or of what to do; may be empty
    std::vector<Fix> fixes; ///< most likely first; may be empty
};

/// From an exchange and what is known of the connection. `lastEvent` of its hop tells how it ended.
Diagnosis diagnose(const capture::Reader &reader, const hop::Exchange &exchange);
/// For a connection that failed before any exchange.
Diagnosis diagnoseFailure(hop::FailStage stage, const std::string &reason);

} // namespace hop101::doctor
