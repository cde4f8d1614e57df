// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitstatus.h"
#include "app/cli/options.h"
#include "app/cli/output.h"

namespace hop101::cli {

/// PNG and PDF are drawn by `hop101`, found beside this program or in PATH: fonts and a window system would
/// make every other command start slowly. This process becomes that one; it returns only where that fails.
ExitStatus exportPicture(const ExportOptions &options, Output &output);

} // namespace hop101::cli
