// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/cause.h"

namespace hop101::doctor {

/// How the evidence speaks for one cause.
struct CauseMatch
{
    Likelihood likelihood = Likelihood::Likely;
    std::string values;
};

/// The evidence rule of a cause: a function of values.
std::optional<CauseMatch> matchOf(Cause cause, const PathEvidence &evidence, const Words &say);

} // namespace hop101::doctor
