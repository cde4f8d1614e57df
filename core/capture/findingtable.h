// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/virtualtable.h"

namespace hop101::capture {

/// The virtual table `finding`: a row a finding (docs/capture-format.md).
extern const TableSpec kFindingTable;

} // namespace hop101::capture
