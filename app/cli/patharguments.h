// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/filearguments.h"

namespace hop101::cli {

/// Declares `path`. What CLI11 fills lives as long as the Make that reads it.
Make declarePath(CLI::App &app);

} // namespace hop101::cli
