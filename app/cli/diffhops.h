// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"

namespace hop101::cli {

/// `diff --hops`: of each exchange of a relay or path check how its heads left one side and arrived on the
/// other. Broken where a head is not the same.
ExitStatus diffHops(const DiffOptions &options, Output &output);

} // namespace hop101::cli
