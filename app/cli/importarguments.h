// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/filearguments.h"

namespace hop101::cli {

Make declareImport(CLI::App &app);

} // namespace hop101::cli
