// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequencetext.h"

#include <optional>
#include <string>
#include <vector>

namespace hop101::diagram {

/// One row of a sequence text, before it is escaped: what both kinds of text say.
struct SequenceRow
{
    int left = 0, right = 1; ///< lanes
    bool fromLeft = true;
    bool isSeam = false; ///< the switch: no arrow
    Style style = Style::Text;
    std::string label; ///< "+1.962 ms · text · 14 B …"
    std::string leftOut; ///< above it; empty: nothing
    std::string silence; ///< above it; empty: none
    std::vector<std::string> remarks; ///< below it: the worst finding, the user's note
    bool isBroken = false; ///< a finding of severity error or warning
};

/// The lanes and rows of an excerpt.
struct SequenceParts
{
    std::vector<Lane> lanes;
    std::vector<SequenceRow> rows;
    std::string scope; ///< "12 of 604 events: text and size > 3"; empty where all show
};
SequenceParts partsOf(const SequenceSource &source, const Excerpt &excerpt, Translate translate);

} // namespace hop101::diagram
