// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/capture/exchangediff.h"

namespace hop101::cli {

/// What a report on two exchanges needs.
struct DiffSides
{
    const capture::Reader &left;
    const capture::Reader &right;
    std::string leftName, rightName; ///< as people call them: "A", "the recording"
    bool byFrame = false;
};

void printHeadDiff(Output &output, const std::string &title, const capture::HeadDiff &diff,
                   const DiffSides &sides);
void printVerdictDiff(Output &output, const capture::VerdictDiff &diff);
/// The messages of one side: how many are the same, and each that is not with those around it.
void printDirectionDiff(Output &output, hop::Direction direction, const capture::DirectionDiff &diff,
                        const DiffSides &sides);
void printDiff(Output &output, const capture::ExchangeDiff &diff, const DiffSides &sides);

} // namespace hop101::cli
