// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/capture/reader.h"

namespace hop101::cli {

/// `export --to payloads`: OUT is a folder, which is there once it is whole. One that is there already gets
/// the files with --overwrite only; what else is in it stays.
ExitStatus exportPayloads(const capture::Reader &reader, const ExportOptions &options, Output &output);

} // namespace hop101::cli
