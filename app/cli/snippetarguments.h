// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/filearguments.h"

namespace hop101::cli {

/// Declares `snippet`: the options of a plan, and what it is to be written as.
Make declareSnippet(CLI::App &app);

} // namespace hop101::cli
