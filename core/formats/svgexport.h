// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"

namespace hop101::formats {

/// How many rows one SVG holds: with its heading less than 32,767 px high, which many programs cannot go
/// beyond.
inline constexpr std::uint64_t kSvgRows = 1000;

/// The diagram as on screen, one document for each kSvgRows rows: ExportRun::nextFile() for each after the
/// first. Where there is no next file the first is all there is, and a remark says so.
bool exportSvg(const ExportSource &source, const ExportOptions &options, ExportRun &run);

} // namespace hop101::formats
