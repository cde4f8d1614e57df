// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"
#include "ui/timeline/drawlist.h"

namespace hop101::ui {

/// How many events one PNG shows.
inline constexpr std::uint64_t kPngRows = 200;

enum class Paper : std::uint8_t { A4, Letter };

struct PictureLook
{
    SequenceFonts fonts; ///< of the window; taken on its thread
    Paper paper = Paper::A4; ///< PDF
    bool isPortrait = false; ///< PDF
};
/// Those of the application at its usual density. GUI thread.
PictureLook presentLook();

/// The diagram as on screen, drawn by the window's own painter: a page at a time, so that memory does not
/// follow the number of events. Any thread.
bool writePdf(const formats::ExportSource &source, const formats::ExportOptions &options,
              const PictureLook &look, formats::ExportRun &run);
/// Twice the screen's size, in at most 256 colours; a file for each kPngRows rows.
bool writePng(const formats::ExportSource &source, const formats::ExportOptions &options,
              const PictureLook &look, formats::ExportRun &run);

} // namespace hop101::ui
