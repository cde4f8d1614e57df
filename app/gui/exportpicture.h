// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/arguments.h"

namespace hop101::gui {

/// Writes the diagram of a capture as pictures or pages, without a window: what `hop101-cli export` asks for,
/// which links no fonts. Says on standard error what went wrong or is left out. 0, or 2 and 4 as the command
/// line has them.
int runExport(const Arguments &arguments);

} // namespace hop101::gui
