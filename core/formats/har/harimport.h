// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/importrun.h"

namespace hop101::formats {

/// Reads a HAR: each entry of an upgrade becomes a connection of its own. Other entries are left out.
std::optional<ImportError> importHar(ImportRun &run);

} // namespace hop101::formats
