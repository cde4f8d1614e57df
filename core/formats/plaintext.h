// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"

namespace hop101::formats {

/// What a person pastes into a mail: what became of each exchange and why, then a line an event with its
/// findings and notes under it. Control characters are made visible.
bool writePlainText(const ExportSource &source, const ExportOptions &options, ExportRun &run);

} // namespace hop101::formats
