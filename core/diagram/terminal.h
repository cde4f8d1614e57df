// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequencelayout.h"

#include <string>

namespace hop101::diagram {

struct TerminalOptions
{
    int width = 100; ///< columns; at least 60
    bool colour = false; ///< ANSI colours, never the only sign
    bool ascii = false; ///< no box-drawing characters
};
/// The diagram as text, one line a row: time, lanes, arrow with its label, elided inside its two lanes; seam,
/// silences, findings marked. Ends in a line end.
std::string renderTerminal(const SequenceLayout &layout, const TerminalOptions &options);

} // namespace hop101::diagram
