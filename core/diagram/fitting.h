// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequenceparts.h"

#include <algorithm>
#include <functional>
#include <string>

namespace hop101::diagram {

/// The text of an excerpt of `source` that measures at most `limit`: rows are left out, from the middle and
/// first those that broke no rule, until it does. At least two rows stay.
std::string
fittingText(const SequenceSource &source, Translate translate, const ExcerptLimits &rows, std::size_t limit,
            const std::function<std::string(const SequenceParts &)> &render,
            const std::function<std::size_t(const SequenceParts &, const std::string &)> &measure);

} // namespace hop101::diagram
