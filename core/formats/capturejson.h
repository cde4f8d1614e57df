// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <functional>
#include <string_view>

namespace hop101::formats {

/// Calls `visit` with the events that are wanted, in order, until it returns false.
using EventSource = std::function<void(const std::function<bool(const hop::Event &)> &visit)>;

/// Writes the document of `show --json`: what the capture says of itself, its exchanges, and events `from` to
/// `to` (both included), one a line. Piece by piece, so that memory does not follow the number of events.
/// False where `sink` stopped it.
bool writeCaptureJson(const capture::Reader &reader, base::EventId from, base::EventId to,
                      const std::function<bool(std::string_view)> &sink);
/// The same with events from anywhere; `filter` stands in the document where it is not empty.
bool writeCaptureJson(const capture::Reader &reader, const EventSource &events, const std::string &filter,
                      const std::function<bool(std::string_view)> &sink);

} // namespace hop101::formats
