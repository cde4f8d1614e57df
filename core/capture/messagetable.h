// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/virtualtable.h"

namespace hop101::capture {

/// The virtual table `message`: a row a message, named by the number of its first frame
/// (docs/capture-format.md).
extern const TableSpec kMessageTable;

} // namespace hop101::capture
