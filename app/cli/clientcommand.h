// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/capturefile.h"
#include "app/cli/clientrun.h"
#include "app/cli/output.h"
#include "app/cli/report.h"
#include "core/plan/plan.h"

namespace hop101::cli {

/// What probe, echo and record have in common.
struct ClientRequest
{
    const plan::Plan &plan;
    const plan::Url &url;
    const CaptureFile &file;
    Ending ending;
    bool echo = false;
    std::uint64_t maxCaptureBytes = 0; ///< 0: no limit
    bool appends = false; ///< to a capture that is there
    std::string title{}; ///< of the session
};

/// Connects, runs to the end, and opens what was recorded, in the file that it went on in where there is one.
/// Null where the capture could not be written or
/// read; then it has complained.
std::unique_ptr<capture::Reader> runClient(const ClientRequest &request, Output &output,
                                           const std::function<void(const RunProgress &)> &tell);

} // namespace hop101::cli
