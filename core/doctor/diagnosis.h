// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/content.h"
#include "core/doctor/acceptmistake.h"
#include "core/doctor/evidence.h"
#include "core/doctor/words.h"
#include "core/hop/verdict.h"

#include <string>
#include <vector>

namespace hop101::doctor {

/// What to change, and where.
struct Fix
{
    std::string title; ///< "Fix in nginx: location /ws", with the place where it is known
    std::string text; ///< lines to copy
    bool operator==(const Fix &) const = default;
};

/// A cause of the table (cause.h) that would fit, in the reader's words.
struct FittingCause
{
    std::string id, title, likelihood, apart;
    bool operator==(const FittingCause &) const = default;
};

/// The first sentences of the verdict pane and of `probe`. Plain text: what comes from the wire is elided,
/// and its control characters are made visible.
struct Diagnosis
{
    std::string lead; ///< "Upgraded." / "Not upgraded." / "No answer."
    std::string sentence; ///< one sentence that says why: "All 27 handshake rules hold.", "The server wants a
                          ///< login (401)."
    std::string detail; ///< more sentences of facts or of what to do; may be empty
    std::vector<Fix> fixes; ///< most likely first; may be empty
    /// What a proxy or the server may have done, most likely first; a client alone sees one side of it.
    std::vector<FittingCause> causes{};
    bool operator==(const Diagnosis &) const = default;
};

/// From the facts alone. Causes are ranked by evidence: what the request itself lacks comes before guesses
/// about a proxy, and a guess says "most likely".
Diagnosis diagnose(const Evidence &evidence, const Translate &translate = asWritten);
/// From an exchange and what is known of the connection: diagnose(gather(reader, exchange)).
Diagnosis diagnose(const capture::Reader &reader, const hop::Exchange &exchange,
                   const Translate &translate = asWritten);
/// The accept of an exchange step by step, and how a wrong one came about. Nothing where the request, or its
/// Sec-WebSocket-Key, is missing.
std::optional<AcceptExplained> explainAccept(const capture::Reader &reader, const hop::Exchange &exchange);
/// For a connection that failed before any exchange. `reason` is the system's or the library's own text.
Diagnosis diagnoseFailure(hop::FailStage stage, const std::string &reason,
                          const Translate &translate = asWritten);

} // namespace hop101::doctor
