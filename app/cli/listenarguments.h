// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/filearguments.h"

namespace hop101::cli {

// The subcommands that wait for clients.

Make declareServe(CLI::App &app);
Make declareRelay(CLI::App &app);

} // namespace hop101::cli
