// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <functional>
#include <string_view>

namespace hop101::formats {

/// Writes the document of `show --json`: what the capture says of itself, its exchanges, and events `from` to
/// `to` (both included), one a line. Piece by piece, so that memory does not follow the number of events.
/// False where `sink` stopped it.
bool writeCaptureJson(const capture::Reader &reader, base::EventId from, base::EventId to,
                      const std::function<bool(std::string_view)> &sink);

} // namespace hop101::formats
