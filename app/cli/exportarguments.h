// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/filearguments.h"

namespace hop101::cli {

/// Declares `export`, as those of filearguments.h.
Make declareExport(CLI::App &app);

/// "3,7,10-20": numbers of events. The error says which part is none.
base::Result<std::vector<formats::EventRange>, UsageError> eventsFrom(const std::string &option,
                                                                      const std::string &list);

} // namespace hop101::cli
