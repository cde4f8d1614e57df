// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"

namespace hop101::formats {

/// The longest report, in characters: what a comment on GitHub takes.
inline constexpr std::size_t kMaxReport = 65'536;

/// A report for an issue: verdict, why, fix, heads, the diagram as Mermaid, the frames with what is left out,
/// findings, the user's notes. At most kMaxReport characters, whatever the capture holds.
bool writeMarkdownReport(const ExportSource &source, const ExportOptions &options, ExportRun &run);

} // namespace hop101::formats
