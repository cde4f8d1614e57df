// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/report.h"
#include "core/formats/json.h"

namespace hop101::formats {

/// The document of `doctor --json` (docs/cli-json.md).
Json configJson(const doctor::config::Report &report);

} // namespace hop101::formats
