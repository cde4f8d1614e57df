// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/doctor/cause.h"

#include <vector>

namespace hop101::cli {

/// What a path check found, for people: the sentence, both hops, what was changed, the checks, the causes
/// with their fixes.
void printPath(Output &output, const capture::Reader &reader, const doctor::PathEvidence &evidence,
               const std::vector<doctor::CauseFound> &causes);
/// What is not the same in a head on both sides of a proxy; nothing where it was seen on one side alone.
void printHeadChanges(Output &output, const std::string &title, const doctor::HeadChanges &changes);
/// The first lines of it: "Upgraded from end to end." or what the most likely cause is.
std::string pathSentence(const doctor::PathEvidence &evidence, const std::vector<doctor::CauseFound> &causes);

} // namespace hop101::cli
