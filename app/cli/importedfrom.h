// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/capture/reader.h"

namespace hop101::cli {

/// One line for each file that hops of the capture were imported from, with what was made up; nothing for a
/// capture that was recorded.
void printImportedFrom(Output &output, const capture::Reader &reader);

} // namespace hop101::cli
