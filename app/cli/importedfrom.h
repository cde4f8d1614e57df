// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/capture/reader.h"
#include "core/formats/importstage.h"

#include <vector>

namespace hop101::cli {

/// One a file that hops of the capture were imported from, with all that was made up for any of them.
std::vector<formats::ImportMark> importMarks(const capture::Reader &reader);
/// One line for each file that hops of the capture were imported from, with what was made up; nothing for a
/// capture that was recorded.
void printImportedFrom(Output &output, const capture::Reader &reader);

} // namespace hop101::cli
