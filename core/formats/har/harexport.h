// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"

namespace hop101::formats {

/// Writes a HAR 1.2 in the layout of Chrome: an entry for each exchange of which an event is chosen, with the
/// messages of a WebSocket in _webSocketMessages. True where it came to its end.
bool exportHar(const ExportSource &source, const ExportOptions &options, ExportRun &run);

} // namespace hop101::formats
