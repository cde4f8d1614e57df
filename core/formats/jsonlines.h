// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"
#include "core/formats/importrun.h"

#include <optional>

namespace hop101::formats {

// JSON Lines (docs/jsonl.md): an object a line, its first member is "type". Lines of type input are what a
// capture is made of, those of type event what it shows; an import reads the first, other programs mostly the
// second.

/// Of the lines; a file of a greater one is not read.
inline constexpr int kJsonLinesVersion = 1;

/// The whole capture, to be imported again without loss but for notes; of a part of it, bytes of its events,
/// and of the heads before them.
bool writeJsonLines(const ExportSource &source, const ExportOptions &options, ExportRun &run);

/// Reads such a file. A line that is none ends it.
std::optional<ImportError> importJsonLines(ImportRun &run);

} // namespace hop101::formats
