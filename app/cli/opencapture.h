// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/capture/reader.h"

#include <memory>

namespace hop101::cli {

/// Null where it cannot be read at all; then it has complained.
std::unique_ptr<capture::Reader> openCapture(const std::string &path, Output &output);
/// After all that is readable was printed: File with a complaint where something was missing, else Ok.
ExitStatus statusOf(const capture::Reader &reader, Output &output);

} // namespace hop101::cli
