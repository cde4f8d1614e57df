// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/cause.h"
#include "core/formats/json.h"

namespace hop101::formats {

/// A head on both sides of a proxy; null where it was not seen on both.
Json headChangesJson(const doctor::HeadChanges &changes);
/// The causes in order, each with its fixes.
Json causesJson(const std::vector<doctor::CauseFound> &causes);
/// The document of `path --json` (docs/cli-json.md).
Json pathJson(const doctor::PathEvidence &evidence, const std::vector<doctor::CauseFound> &causes);

} // namespace hop101::formats
